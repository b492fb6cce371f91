"""The secretary's desk: what is on, what comes next, who speaks, who is here, the agenda; all on one screen, all by one press."""

from dataclasses import dataclass
from typing import Any

from flask import Response, render_template
from sqlmodel import Session

from council import clock, live
from council.db import reading
from council.i18n import say
from council.meetings import reads as meetings
from council.meetings.planning.rules import PLANNED
from council.meetings.showing import reads as showing
from council.meetings.showing.rules import PAGES
from council.people import reads as people
from council.people.rules import DESK, SECTORS, SIDES
from council.people.session import enter_council, must_hold
from council.policy import framing
from council.refusal import Absent
from council.story.focus import focus
from council.story.pages import bp
from council.story.steps import steps
from council.votes import counts
from council.votes import reads as votes
from council.words import Sentence, _


@dataclass(frozen=True)
class Hall:
    """Who is here: (word, here, roll, half) for each side, and for all who serve in one row without a half; whether it is enough to vote, and the sentence."""

    rows: list[tuple[str, int, int, int | None]]
    enough: bool
    said: str


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


def hall_now(session: Session, meeting_id: int) -> Hall:
    """The attendance as the desk counts it."""
    here = meetings.attendance(session, meeting_id)
    roll = people.roll_count(session, meetings.meeting(session, meeting_id).council_id)
    rows: list[tuple[str, int, int, int | None]] = [(SECTORS[side], here.get(side, 0), roll.get(side, 0), -(-roll.get(side, 0) // 2)) for side in SIDES]
    serve = [side for side in SECTORS if side not in SIDES and (here.get(side) or roll.get(side))]
    if serve:
        rows.append((_("民警、物业、单位、居委会"), sum(here.get(side, 0) for side in serve), sum(roll.get(side, 0) for side in serve), None))
    return Hall(rows, *focus(session, meeting_id).quorum)


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
    return live.fragment("story/_desk_now.html", on=on, steps=steps(on), count=count, missing=missing, short=_short(count))


def _short(count: counts.Count | None) -> list[tuple[str, int, str]]:
    return [(side["word"], side["electorate"] - side["cast"], side["unit"]) for side in count.sides] if count else []


def _part(template: str) -> live.rooms.Part:
    def part(session: Session, id: int) -> str:
        on = focus(session, id)
        return live.fragment(template, on=on, spoken=meetings.spoken(session, id))
    return part


def _here(session: Session, id: int) -> str:
    return live.fragment("story/_desk_here.html", hall=hall_now(session, id))


def _screen(session: Session, id: int) -> str:
    return live.fragment("story/_desk_screen.html", on=focus(session, id), screens=showing.screens(session, id), pages=PAGES)


def _absent(session: Session, id: int) -> str:
    return live.fragment("story/_desk_absent.html", absent=absentees(session, meetings.meeting(session, id)))


ALL = ("now", "queue", "agenda", "screen")

live.room("desk", stream="meeting", guard=chair_of, hears={
    "meeting.opened": ALL, "meeting.closed": ALL, "item.opened": ALL, "item.closed": ALL, "item.added": ("now", "agenda"),
    "attendance.noted": ("now", "here", "absent"), "screen.turned": ("screen",), "hand.raised": ("now", "queue"), "hand.lowered": ("now", "queue"), "list.closed": ("now", "queue"),
    "list.opened": ("now", "queue"), "speech.begun": ("now", "queue"), "speech.ended": ("now", "queue"),
    "vote.opened": ("now",), "vote.closed": ("now", "agenda"), "ballot.cast": ("now",), "ballot.changed": ("now",),
    "sounding.opened": ("now",), "sounding.answered": ("now",), "sounding.closed": ("now",), "clause.reworded": ("now",),
    "convention.adopted": ("now",), **dict.fromkeys(PLANNED, ALL),
}, parts={"now": _now, "queue": _part("story/_desk_queue.html"), "here": _here, "absent": _absent, "agenda": _part("story/_desk_agenda.html"),
          "screen": _screen})
