"""Everything that one person said here, from every floor: when, in which words, who has read it, what became of it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from council.conventions.answers import reads as answers
from council.conventions.rules import STANDS
from council.grievances import reads as grievances
from council.grievances.followers import sayings
from council.grievances.rules import STATES
from council.i18n import day, say
from council.mediation.cases import reads as cases
from council.mediation.interests import reads as interests
from council.mediation.statements import reads as statements
from council.mediation.statements.rules import STATES as STATEMENT_STATES
from council.mediation.talks import reads as talks
from council.people.reads import Me
from council.people.rules import SECTORS
from council.words import Sentence, _

KINDS = {
    "filed": _("您说了一件事"), "filed_for_me": _("有人替您写的"), "wrote_for": _("您替人写的"), "joined": _("您说：我也是"), "answered": _("您作为对方回了话"),
    "added": _("您补了一句"), "statement": _("您写的一句话"), "talk": _("您单独说的"), "interest": _("您写的要求和担心"), "sounding": _("当场问的，您回了"),
}


@dataclass(frozen=True)
class Said:
    """One thing said. became and readers are sentences; clauses: name and address of what it entered."""

    at: datetime
    kind: str
    parts: tuple[tuple[str, str], ...]
    about: str
    href: str
    became: str = ""
    readers: tuple[str, ...] = ()
    clauses: tuple[tuple[str, str], ...] = ()


def own_words(session: Session, me: Me) -> list[Said]:
    """The newest first."""
    return sorted([*_grievances(session, me), *_cases(session, me), *_talks(session, me), *_soundings(session, me)], key=lambda each: each.at, reverse=True)


def _grievances(session: Session, me: Me) -> Iterator[Said]:
    found = sayings(session, me)
    ids = {each.seen.id for each in found}
    readers, entered = grievances.read_by(session, ids), answers.clauses_of(session, ids)
    names = {clause: answers.called(session, clause) for clauses in entered.values() for clause in clauses}
    for each in found:
        place = f"（{each.seen.place}）" if each.seen.place else ""
        told = tuple(_reader(reader) for reader in readers[each.seen.id]) if each.kind in ("filed", "filed_for_me", "added") else ()
        yield Said(each.at, each.kind, each.parts, say(each.seen.kind) + place, f"/grievances/{each.seen.id}", say(STATES[each.seen.state]), told,
                   tuple((names[clause], f"/clauses/{clause}") for clause in entered.get(each.seen.id, ())))


def _reader(reader: grievances.ReadBy) -> str:
    pattern = _("{who}，{day}") if reader.many < 2 else _("{who} {many} 人，{day}")
    return say(Sentence(pattern, who=reader.word, many=reader.many, day=day(reader.last_at)))


def _cases(session: Session, me: Me) -> Iterator[Said]:
    for now in cases.visible(session, me):
        turn = statements.round_of(session, now.id)
        for each in (said for said in (statements.all_said(session, turn.row.id or 0) if turn else ()) if said.row.author_id == me.id):
            became = say(STATEMENT_STATES[each.state]) + (f"：{each.note}" if each.note else "")
            yield Said(statements.statement(session, each.id).row.at, "statement", (("", each.text),), now.title, f"/cases/{now.id}", became)
        for line in interests.interests(session, now.id, me.id):
            if line.mine and not now.desk:
                many = sum(line.marks.values())
                became = say(_("两边都认") if line.shared else Sentence(_("{n} 人说也是"), n=many) if many else _("还没有人说也是"))
                yield Said(line.line.at, "interest", (("", line.line.text),), now.title, f"/cases/{now.id}", became)


def _talks(session: Session, me: Me) -> Iterator[Said]:
    for line in talks.mine(session, me):
        readers = tuple(say(Sentence(_("{who}，{day}"), who=say(SECTORS.get(read.side, _("书记"))), day=day(read.first))) for read in line.reads)
        about, words = cases.row(session, line.line.case_id), line.text or say(line.why)
        yield Said(line.line.at, "talk", (("", words),), about.title, f"/cases/{about.id}", "", readers)


def _soundings(session: Session, me: Me) -> Iterator[Said]:
    for row, clause_id in answers.soundings_of(session, me.id):
        words = say(STANDS[row.stand]) + (f"：{row.why}" if row.why else "")
        yield Said(row.at, "sounding", (("", words),), answers.called(session, clause_id), f"/clauses/{clause_id}")
