"""The wall of the hall: one face at a time, that of what is on; readable from the last row, never scrolled."""

from typing import Any

from flask import render_template, url_for
from markupsafe import Markup
from sqlmodel import Session

from council import clock, live
from council.db import reading
from council.meetings import reads as meetings
from council.meetings.wall import door
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member
from council.story.focus import focus
from council.story.hall import member_of
from council.story.pages import bp

SLOT = "<!--door-->"
"""Where the code goes that changes every minute; what is pushed never holds it."""


@bp.get("/meetings/<int:id>/projector")
def projector(id: int) -> str:
    """The projector; the code for checking in stands on it when the desk's own browser shows it."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        me = must_be_member(meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        room = live.shown(session, f"projector:{id}")
    keeper = me.holds(*DESK) and me.proved
    code = Markup(door(id)) if keeper else Markup()  # noqa: S704 - rendered by us
    return render_template("story/projector.html", meeting=meeting, room=room, face=Markup(room.parts["face"].replace(SLOT, code)), code=code,  # noqa: S704
                           source=url_for("meetings.wall_code", id=id) if keeper else "", now=int(clock.now().timestamp() * 1000))


def _face(session: Session, id: int) -> str:
    on = focus(session, id)
    here = sum(meetings.attendance(session, id).values())
    return live.fragment(f"story/faces/{on.face}.html", on=on, here=here)


def _part(template: str) -> live.rooms.Part:
    return lambda session, id: live.fragment(template, on=focus(session, id))


ALL: tuple[str, ...] = ("top", "face", "foot")
_kinds = ("meeting.opened", "meeting.closed", "item.opened", "item.closed", "speech.begun", "speech.ended", "vote.opened", "vote.closed",
          "sounding.opened", "sounding.closed", "clause.reworded", "convention.adopted", "item.added")
_hears: dict[str, Any] = dict.fromkeys(_kinds, ALL)
_hears |= dict.fromkeys(("ballot.cast", "ballot.changed", "sounding.answered", "attendance.noted"), ("face",))
_hears |= dict.fromkeys(("hand.raised", "hand.lowered"), ("face", "foot"))

live.room("projector", stream="meeting", guard=member_of, hears=_hears,
          parts={"top": _part("story/faces/_top.html"), "face": _face, "foot": _part("story/faces/_foot.html")})
