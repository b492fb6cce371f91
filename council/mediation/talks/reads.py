"""Finding private talk: the speaker's own lines, what the other side let cross, and for the secretary alone the rest."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.talks import rules
from council.mediation.talks.models import TalkCrossing, TalkLine, TalkReading
from council.mediation.talks.sealing import Sealed, unseal
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import SIDES
from council.refusal import Absent

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Read:
    """That a line was read, as its speaker is told: by the secretary, or by so many people of a side; since when."""

    side: str
    people: int
    first: datetime


@dataclass(frozen=True)
class LineNow:
    """A line for somebody who may read it; text is None when it cannot be opened, and `why` says so."""

    line: TalkLine
    text: str | None
    why: str
    salt: bytes = b""
    reads: tuple[Read, ...] = ()
    crossed: dict[str, datetime] | None = None

    @property
    def id(self) -> int:
        return self.line.id or 0


def bound(line: TalkLine, reach: str) -> str:
    """Where a sealed line belongs: in no other council, case or line, from no other speaker, and no further than this."""
    return f"talk|{line.council_id}|{line.case_id}|{line.id}|{line.speaker_id}|{reach}"


def opened(line: TalkLine) -> LineNow:
    """A line with its words, or with the reason why they cannot be had."""
    try:
        text, salt = unseal(line.sealed, line.key_id, bound(line, line.reach))
    except Sealed as closed:
        return LineNow(line, None, closed.sentence)
    return LineNow(line, text, "", salt)


def line(session: Session, line_id: int, me: Me, lock: bool = False) -> TalkLine:
    """A line that `me` spoke or noted; to all others it is not there. lock: nobody else changes it until the transaction ends."""
    found = session.get(TalkLine, line_id, with_for_update=lock or None) if 0 < line_id <= LARGEST_ID else None
    if found is None or found.council_id != me.council_id or me.id not in (found.speaker_id, found.by_id):
        raise Absent
    return found


def noted(session: Session, by_id: int, once: str) -> TalkLine | None:
    """The line that the same form has noted before."""
    return session.exec(select(TalkLine).where(TalkLine.by_id == by_id, TalkLine.once == once)).first()


def none_sealed(session: Session) -> bool:
    """True while no line has ever been sealed in this database."""
    return session.exec(select(TalkLine.id).limit(1)).first() is None


def mine(session: Session, me: Me, case_id: int | None = None) -> list[LineNow]:
    """What I said in private, here or everywhere, with who has read it."""
    wanted = select(TalkLine).where(TalkLine.speaker_id == me.id, TalkLine.council_id == me.council_id)
    return _with_fates(session, session.exec((wanted if case_id is None else wanted.where(TalkLine.case_id == case_id)).order_by(col(TalkLine.id))))


def heard(session: Session, case: CaseNow, me: Me) -> list[LineNow]:
    """What people of the other side let me hear; nothing for whoever stands on no side."""
    if case.side not in SIDES:
        return []
    rows = session.exec(select(TalkLine).where(TalkLine.case_id == case.id, TalkLine.sector != case.side, TalkLine.speaker_id != me.id,
                                               col(TalkLine.reach).in_(rules.REACHES[1:])).order_by(col(TalkLine.id)))
    return _with_fates(session, rows)


def listener(session: Session, case: CaseNow) -> tuple[str, frozenset[int]]:
    """Who hears what is said in private in a case: the secretary, and where they are a party themselves the next official who is not."""
    held = {office: {each.id or 0 for each in people.holders(session, case.case.council_id, office)} for office in rules.LISTENERS}
    held["lane_head"] &= set(cases.mediators(session, case.id))
    return rules.listeners(held, {person for persons in case.parties.values() for person in persons})


def listens(session: Session, case: CaseNow, me: Me) -> bool:
    """True when `me` hears what is said in private in this case."""
    office, persons = listener(session, case)
    return me.id in persons and me.holds(office) and case.case.council_id == me.council_id


def told(session: Session, case: CaseNow, me: Me) -> list[LineNow]:
    """Everything that was said in a case, for whoever listens in it; nobody else has this door."""
    if not listens(session, case, me):
        raise Absent
    return _with_fates(session, session.exec(select(TalkLine).where(TalkLine.case_id == case.id).order_by(col(TalkLine.id))))


def published(session: Session, case_ids: Collection[int]) -> dict[int, list[LineNow]]:
    """The lines that their speakers gave to everybody, case by case."""
    rows = session.exec(select(TalkLine).where(col(TalkLine.case_id).in_(case_ids), TalkLine.reach == "public").order_by(col(TalkLine.id)))
    found: dict[int, list[LineNow]] = {}
    for each in _with_fates(session, rows):
        found.setdefault(each.line.case_id, []).append(each)
    return found


def waiting(session: Session, me: Me) -> list[TalkLine]:
    """Lines that the secretary noted for me and that I have not marked yet."""
    return list(session.exec(select(TalkLine).where(TalkLine.speaker_id == me.id, TalkLine.council_id == me.council_id,
                                                    col(TalkLine.marked_at).is_(None)).order_by(col(TalkLine.id))))


def unread(session: Session, lines: Iterable[LineNow], me: Me) -> list[int]:
    """Which of these somebody else said, could be opened, and `me` has not read before."""
    ids = [each.id for each in lines if each.text is not None and each.line.speaker_id != me.id]
    known = set(session.exec(select(TalkReading.line_id).where(TalkReading.person_id == me.id, col(TalkReading.line_id).in_(ids))))
    return [each for each in ids if each not in known]


def speakers(session: Session, case: CaseNow) -> list[tuple[int, str, str]]:
    """For whom the secretary may note a line: person id, name, side."""
    names = people.names(session, {person for persons in case.parties.values() for person in persons})
    return [(person, names[person], side) for side in SIDES for person in sorted(case.parties.get(side, ())) if person in names]


def _with_fates(session: Session, rows: Iterable[TalkLine]) -> list[LineNow]:
    lines = [opened(each) for each in rows]
    ids = [each.id for each in lines]
    readings = list(session.exec(select(TalkReading).where(col(TalkReading.line_id).in_(ids)).order_by(col(TalkReading.at))))
    crossings = list(session.exec(select(TalkCrossing).where(col(TalkCrossing.line_id).in_(ids))))
    return [LineNow(each.line, each.text, each.why, each.salt, _reads([one for one in readings if one.line_id == each.id]),
                    {one.reach: one.at for one in crossings if one.line_id == each.id}) for each in lines]


def _reads(readings: list[TalkReading]) -> tuple[Read, ...]:
    sides = dict.fromkeys(each.side for each in readings)
    return tuple(Read(side, len(found), found[0].at) for side in sides if (found := [each for each in readings if each.side == side]))

