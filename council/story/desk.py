"""The secretary's desk: what is on, what comes next, who speaks, who is here, the agenda; all on one screen, all by one press."""

from typing import Any

from flask import Response, render_template
from sqlmodel import Session

from council import clock, live
from council.db import reading
from council.i18n import say
from council.meetings import reads as meetings
from council.meetings.attending import reads as hall
from council.meetings.attending import screen as attending
from council.meetings.chairing import screen as chairing
from council.meetings.planning import reads as planning
from council.meetings.planning.rules import PLANNED
from council.meetings.showing import reads as showing
from council.meetings.showing.rules import PAGES
from council.meetings.speaking.rules import LISTS, TURNS
from council.meetings.written.rules import KINDS as WRITTEN
from council.people import reads as people
from council.people.rules import DESK, SIDES
from council.people.session import enter_council, must_hold
from council.policy import framing
from council.refusal import Absent
from council.story.focus import focus
from council.story.pages import bp
from council.story.steps import steps
from council.votes import counts
from council.votes import reads as votes
from council.words import Sentence, _


@bp.get("/meetings/<int:id>/desk")
def desk(id: int) -> Response:
    """The desk; only for the secretary and the deputy. The wall stands in it as it is, in small."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        must_hold(*DESK, council_id=meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        room = live.shown(session, f"desk:{id}")
        state, waiting = meetings.state(session, id), meetings.inbox(session, meeting.council_id)
    return framing(render_template("story/desk.html", meeting=meeting, room=room, state=state, waiting=waiting, pages=PAGES,
                                   now=int(clock.now().timestamp() * 1000)))


def absentees(session: Session, meeting: meetings.Meeting) -> list[tuple[int, str]]:
    """Those on the roll who have not checked in, for helping somebody without a phone: (person, words)."""
    here = {row.person_id for row, _name in meetings.arrivals(session, meeting.id or 0)}
    found: dict[int, str] = {}
    for entry, person, home, door in people.roll(session, meeting.council_id):
        where = home.name if home and home.kind == "shop" else say(Sentence(_("{door} 号"), door=door.number)) if door else ""
        if entry.person_id not in here:
            found.setdefault(entry.person_id, " ".join(part for part in (person.name, where) if part))
    return list(found.items())


def chair_of(me: Any, id: int) -> bool:
    """The guard of the desk's room."""
    try:
        with reading() as session:
            return me is not None and me.holds(*DESK) and meetings.meeting(session, id).council_id == me.council_id
    except Absent:
        return False


def _now(session: Session, id: int) -> str:
    on = focus(session, id)
    count = on.vote or on.rehearsal
    missing = counts.not_voted(session, votes.vote(session, count.vote.id or 0)) if count else []
    note = planning.note(session, on.item.id) if on.item else ""
    return live.fragment("story/_desk_now.html", on=on, steps=steps(on), count=count, missing=missing, short=_short(count), note=note)


def _short(count: counts.Count | None) -> list[tuple[str, int, str]]:
    return [(side["word"], side["electorate"] - side["cast"], side["unit"]) for side in count.sides] if count else []


def _part(template: str) -> live.rooms.Part:
    return lambda session, id: live.fragment(template, on=focus(session, id))


def _here(session: Session, id: int) -> str:
    return live.fragment("story/_desk_here.html", hall=hall.hall(session, meetings.meeting(session, id)), sides=SIDES)


def _screen(session: Session, id: int) -> str:
    return live.fragment("story/_desk_screen.html", on=focus(session, id), screens=showing.screens(session, id), pages=PAGES)


def _absent(session: Session, id: int) -> str:
    return live.fragment("story/_desk_absent.html", absent=absentees(session, meetings.meeting(session, id)))


ALL = ("now", "queue", "agenda", "screen")
NOW, FLOOR = ("now",), ("now", "queue")


def _hears() -> dict[str, tuple[str, ...]]:
    """Which parts each kind changes: what several flats say of one kind is put together."""
    told = [
        (("meeting.opened", "meeting.closed", "item.opened", "item.closed", *PLANNED, *chairing.DESK), ALL),
        ((*chairing.DESK, "meeting.cancelled"), ("chair",)),
        (attending.HALL, (*FLOOR, "here", "absent")), (("item.added", "vote.closed"), ("now", "agenda")), (("screen.turned",), ("screen",)),
        (("hand.raised", "hand.lowered", "list.closed", "list.opened", "speech.begun", "speech.ended", *TURNS, *LISTS), FLOOR), (WRITTEN, ("queue",)),
        (("vote.opened", "ballot.cast", "ballot.changed", "sounding.opened", "sounding.answered", "sounding.closed", "clause.reworded",
          "convention.adopted"), NOW),
    ]
    hears: dict[str, tuple[str, ...]] = {}
    for kinds, parts in told:
        for kind in kinds:
            hears[kind] = tuple(dict.fromkeys((*hears.get(kind, ()), *parts)))
    return hears


live.room("desk", stream="meeting", guard=chair_of, hears=_hears(), parts={
    "now": _now, "queue": _part("story/_desk_queue.html"), "here": _here, "absent": _absent, "agenda": _part("story/_desk_agenda.html"),
    "screen": _screen, "chair": chairing.desk})
