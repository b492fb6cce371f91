"""The gallery: what the hall sees, for anybody, without account; sides and offices, never a person's name."""

from typing import Any

from flask import render_template
from sqlmodel import Session

from council import clock, live
from council.db import reading
from council.meetings import reads as meetings
from council.people import reads as people
from council.people.session import current, enter_council
from council.refusal import Absent
from council.story import settled
from council.story.focus import focus
from council.story.pages import bp


@bp.get("/meetings/<int:id>/gallery")
def gallery(id: int) -> str:
    """The gallery and the press; a members' meeting has none for strangers."""
    if not _may_watch(current(), id):
        raise Absent
    with reading() as session:
        meeting = meetings.meeting(session, id)
        council = enter_council(people.council_by_id(session, meeting.council_id))
        room = live.shown(session, f"meeting:{id}")
        lines = meetings.agenda(session, id)
    return render_template("story/gallery.html", meeting=meeting, room=room, lines=lines, council=council,
                           now=int(clock.now().timestamp() * 1000), tab="now")


def _may_watch(me: Any, id: int) -> bool:
    try:
        with reading() as session:
            meeting = meetings.meeting(session, id)
    except Absent:
        return False
    return meeting.kind != "members" or (me is not None and me.council_id == meeting.council_id)


def _now(session: Session, id: int) -> str:
    return live.fragment("story/_gallery_now.html", on=focus(session, id), here=meetings.attendance(session, id))


def _thread(session: Session, id: int) -> str:
    return live.fragment("story/_gallery_thread.html", told=settled.told(session, id))


_both = ("now", "thread")

live.room("meeting", guard=_may_watch, parts={"now": _now, "thread": _thread}, hears={
    **dict.fromkeys(settled.TOLD, _both),
    **dict.fromkeys(("ballot.cast", "ballot.changed", "attendance.noted", "speech.ended", "sounding.answered", "hand.raised", "hand.lowered"), ("now",))})
