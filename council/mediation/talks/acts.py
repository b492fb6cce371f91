"""What is done in private talk: noting, marking and erasing leave no entry; letting a line cross does."""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from council import clock
from council.mediation.cases import reads as cases
from council.mediation.cases.rules import why_not_go_on
from council.mediation.talks import reads, rules
from council.mediation.talks.models import TalkCrossing, TalkLine, TalkReading
from council.mediation.talks.reads import bound
from council.mediation.talks.sealing import commitment, seal
from council.people.reads import Me
from council.people.rules import SECTORS
from council.record.acting import Act
from council.refusal import Absent, Refusal, refuse
from council.text import clean


@dataclass(frozen=True)
class Saying:
    """A line as it is written down; speaker_id: for whom the secretary notes it, None for oneself."""

    text: str
    mark: str = "secretary"
    speaker_id: int | None = None
    once: str = ""


def note_line(session: Session, me: Me, case_id: int, saying: Saying) -> TalkLine:
    """Note a line, one's own or, by the secretary, what somebody said at the kitchen table. Door: keeping.

    What the secretary notes is for the secretary only until its speaker marks it on a device of their own.
    """
    now, text = cases.case(session, case_id, me), clean(saying.text).strip()
    speaker = saying.speaker_id or me.id
    if speaker != me.id and not reads.listens(session, now, me):
        raise Absent
    refuse(rules.why_not_listen(reads.listener(session, now)[0]))
    side = next((sector for sector, persons in now.parties.items() if speaker in persons), None)
    refuse(rules.why_not_note(text, side))
    refuse(why_not_go_on(now.state))
    once = saying.once or secrets.token_urlsafe(18)
    if (before := reads.noted(session, me.id, once)) is not None:
        refuse(rules.why_not_again(reads.opened(before).text == text))
        return before
    own, first = speaker == me.id, reads.none_sealed(session)
    row = TalkLine(council_id=me.council_id, case_id=case_id, speaker_id=speaker, sector=side or "", mark=saying.mark if own else "secretary",
                   marked_at=clock.now() if own else None, by_id=me.id, once=once, at=clock.now())
    session.add(row)
    session.flush()
    row.sealed, row.key_id = seal(text, bound(row, row.reach), secrets.token_bytes(32), first=first)
    session.add(row)
    return row


def mark_line(session: Session, me: Me, line_id: int, mark: str) -> TalkLine:
    """The speaker says how far a line may go; it goes nowhere by that. Door: keeping."""
    row = reads.line(session, line_id, me, lock=True)
    refuse(rules.why_not_mark(row.speaker_id == me.id, row.reach))
    row.mark, row.marked_at = mark, clock.now()
    session.add(row)
    return row


def erase_line(session: Session, me: Me, line_id: int) -> int:
    """A line that has not crossed goes, words and all; returns its case. Door: keeping."""
    row = reads.line(session, line_id, me, lock=True)
    refuse(rules.why_not_erase(row.speaker_id == me.id, row.by_id == me.id, row.marked_at is not None, row.reach))
    for reading in session.exec(select(TalkReading).where(TalkReading.line_id == line_id)):
        session.delete(reading)
    session.delete(row)
    return row.case_id


def read_lines(session: Session, me: Me, line_ids: Collection[int], side: str) -> None:
    """These lines were shown to `me`, who reads as the secretary or as one of a side. Door: keeping."""
    there = set(session.exec(select(TalkLine.id).where(col(TalkLine.id).in_(line_ids))))
    known = set(session.exec(select(TalkReading.line_id).where(TalkReading.person_id == me.id, col(TalkReading.line_id).in_(line_ids))))
    for line_id in line_ids:
        if line_id in there and line_id not in known:
            session.add(TalkReading(line_id=line_id, person_id=me.id, side=side, at=clock.now()))


def cross(act: Act, line_id: int, to: str) -> TalkLine:
    """The speaker lets a line cross, to the other side ("party") or to everybody ("public"); the record says that, never what."""
    row = reads.line(act.session, line_id, act.me, lock=True)
    refuse(rules.why_not_cross(row.speaker_id == act.me.id, row.mark, row.reach, to))
    now = cases.now(act.session, cases.row(act.session, row.case_id), act.me)
    refuse(why_not_go_on(now.state))
    found = reads.opened(row)
    if found.text is None:
        raise Refusal(found.why, 503)
    row.reach = to
    row.sealed, row.key_id = seal(found.text, bound(row, to), found.salt, first=False)
    act.add(row)
    act.add(TalkCrossing(line_id=line_id, reach=to, at=act.at))
    act.enter("talk.crossed", topic=now.topic, actor=SECTORS[row.sector], body={
        "from": row.sector, "to": rules.goes_to(row.sector, to), "mark": row.mark, "seal": commitment(found.text, found.salt)})
    return row
