"""Putting up a stage and taking it away: all of it in a council of its own, so that the real record stays untouched."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from council import clock
from council.conventions import acts as conventions
from council.conventions.acts import ClauseText
from council.conventions.rehearsing import reads, rules
from council.conventions.rehearsing.models import Rehearsal
from council.conventions.versions import Line as Wording
from council.db import keeping, reading
from council.i18n import say
from council.meetings import acts as meetings
from council.meetings import reads as meeting_reads
from council.meetings.acts import Calling, Item
from council.people import acts as people
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.reads import Me
from council.people.rules import STAGE_SLUG, why_not_desk
from council.people.session import end_devices
from council.record.acting import Act, acting
from council.refusal import Absent, refuse
from council.words import Sentence, _


@dataclass(frozen=True)
class Script:
    """What of the real council is played: its lane, how many people a side, the agenda, the drafts."""

    council: str
    segments: list[str]
    cast: dict[str, int]
    meeting: Calling
    lines: list[reads.Line]
    drafts: list[tuple[str, list[Wording]]]


def begin(me: Me, meeting_id: int) -> Rehearsal:
    """Put up the stage for this meeting, or find the one that stands. Nothing is entered in the record of the real council."""
    refuse(why_not_desk(me.offices))
    with reading() as session:
        script = _script(session, me, meeting_id)
        standing = reads.of_meeting(session, meeting_id)
    if standing is not None:
        return standing
    try:
        with keeping() as session:
            session.add(Rehearsal(council_id=me.council_id, meeting_id=meeting_id, running_for=meeting_id, token=secrets.token_urlsafe(9),
                                  at=clock.now(), by_id=me.id))
    except IntegrityError:
        refuse(_("排练正在搭，等几秒再点一次。"))
    try:
        stage_id, stage_meeting_id = _put_up(script)
    except BaseException:
        _release(meeting_id)
        raise
    with keeping() as session:
        row = reads.claimed(session, meeting_id)
        row.stage_id, row.stage_meeting_id = stage_id, stage_meeting_id
        session.add(row)
        session.flush()
        session.expunge(row)
    return row


def end(row: Rehearsal) -> None:
    """Take the stage away: nobody plays any more, every phone on it is let go."""
    with reading() as session:
        people_there = people_reads.signed_in(session, row.stage_id or 0)
    with keeping() as session:
        kept = session.get(Rehearsal, row.id)
        if kept is None or kept.ended_at is not None:
            return
        kept.ended_at, kept.running_for = clock.now(), None
        session.add(kept)
        for person_id in people_there:
            end_devices(session, person_id)


def _script(session: Session, me: Me, meeting_id: int) -> Script:
    meeting, council = meeting_reads.meeting(session, meeting_id), people_reads.council_by_id(session, me.council_id)
    if meeting.council_id != me.council_id:
        raise Absent
    lines = reads.agenda(session, meeting_id)
    refuse(rules.why_not_rehearse(meeting_reads.state(session, meeting_id), len(lines), council.rehearsal))
    return Script(council.name, [each.name for each in people_reads.segments(session, me.council_id)],
                  rules.cast_of(people_reads.roll_count(session, me.council_id)),
                  Calling(meeting.title, meeting.place, clock.now() + timedelta(minutes=5), "members"), lines,
                  reads.drafts_of(session, [line.clause for line in lines if line.clause]))


def _put_up(script: Script) -> tuple[int, int]:
    def fill(act: Act) -> None:
        people.draw_lane(act, [script.council], script.segments or ["1"])
        people.admit(act, [Newcomer("0", say(_("书记")), "committee", office="secretary"), *_invented(script.cast)])

    name = say(Sentence(_("{council}（排练）"), council=script.council))
    stage = people.found_council(f"{STAGE_SLUG}{secrets.token_hex(8)}", name, then=fill)
    with reading() as session:
        chair = people_reads.me(session, reads.secretary(session, stage.id or 0))
    assert chair is not None
    with acting(chair) as act:
        clauses: dict[int | None, int] = {}
        for title, lines in script.drafts:
            clauses |= _copied(act, title, lines)
        meeting = meetings.call_meeting(act, script.meeting)
        for line in script.lines:
            about = f"clause:{clauses[line.clause]}" if line.clause in clauses else ""
            meetings.add_item(act, meeting.id or 0, Item(line.title, line.kind, about, line.minutes))
    return stage.id or 0, meeting.id or 0


def _invented(cast: dict[str, int]) -> list[Newcomer]:
    return [Newcomer(f"{side[0].upper()}{n}", f"{say(rules.NAMES[side])} {n:02}", side) for side, many in cast.items() for n in range(1, many + 1)]


def _copied(act: Act, title: str, lines: list[Wording]) -> dict[int | None, int]:
    """A convention on the stage: real clause to the clause that plays it."""
    made = conventions.draft(act, title)
    return {line.clause_id: conventions.add_clause(act, made.id or 0, ClauseText(line.title, line.text)).id or 0 for line in lines}


def _release(meeting_id: int) -> None:
    with keeping() as session:
        session.delete(reads.claimed(session, meeting_id))
