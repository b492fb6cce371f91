"""The gallery: what the hall sees, for anybody, without account; sides and offices, names only as the meeting's rules and the speaker allow."""

from typing import Any

from flask import render_template
from sqlmodel import Session

from council import clock, live
from council.db import reading
from council.meetings import reads as meetings
from council.meetings.attending import guests
from council.meetings.attending.rules import AFTER
from council.meetings.chairing.screen import NEWS, public_news
from council.meetings.facts import reads as facts
from council.meetings.gallery import reads as rules
from council.meetings.planning.rules import PLANNED
from council.meetings.speaking.rules import LISTS, TURNS
from council.people import reads as people
from council.people.session import current, enter_council
from council.refusal import Absent
from council.story import settled
from council.story.airing import aired
from council.story.focus import focus
from council.story.pages import bp

FEW = 3
"""Fact sheets beside the news; all of them are one touch away."""


@bp.get("/meetings/<int:id>/gallery")
def gallery(id: int) -> str:
    """The gallery; a members' meeting has none for strangers."""
    with reading() as session:
        meeting = open_to_all(session, id)
        council = people.council_by_id(session, meeting.council_id)
        room = live.shown(session, f"meeting:{id}")
        told = aired(session, id)
        lines, rule, watching = told.lines, told.rule, sum(guests.there(session, id).values())
    return render_template("story/gallery.html", meeting=meeting, room=room, lines=lines, council=council, rule=rule, watching=watching,
                           now=int(clock.now().timestamp() * 1000), tab="now")


def open_to_all(session: Session, meeting_id: int) -> meetings.Meeting:
    """The meeting, for everybody; a members' meeting only for members of its council."""
    if not may_watch(current(), meeting_id):
        raise Absent
    meeting = meetings.meeting(session, meeting_id)
    enter_council(people.council_by_id(session, meeting.council_id))
    return meeting


def may_watch(me: Any, id: int) -> bool:
    """The guard of the gallery."""
    try:
        with reading() as session:
            meeting = meetings.meeting(session, id)
    except Absent:
        return False
    return meeting.kind != "members" or (me is not None and me.council_id == meeting.council_id)


def _now(session: Session, id: int) -> str:
    told = aired(session, id)
    if told.until is not None:
        return live.fragment("story/_gallery_later.html", on=told)
    on = focus(session, id)
    who = rules.called(session, id, on.speech.person_id) if on.speech else None
    return live.fragment("story/_gallery_now.html", on=on, who=who, here=meetings.attendance(session, id))


def _thread(session: Session, id: int) -> str:
    told = aired(session, id)
    return live.fragment("story/_gallery_thread.html", told=settled.among(told.of(*settled.TOLD)),
                         slug=people.council_by_id(session, told.meeting.council_id).slug, named=told.named if told.rule.names != "none" else None)


def _news(session: Session, id: int) -> str:
    return "" if aired(session, id).until is not None else public_news(session, id)


def _facts(session: Session, id: int) -> str:
    told = aired(session, id)
    council = people.council_by_id(session, told.meeting.council_id)
    return live.fragment("facts/_sheets.html", sheets=facts.sheets(session, council.id or 0, told.until, FEW), slug=council.slug, level=2)


_both = ("now", "thread")
_hears: dict[str, tuple[str, ...]] = {
    **dict.fromkeys((*TURNS, *LISTS, *PLANNED), ("now",)), **dict.fromkeys(settled.TOLD, _both),
    **dict.fromkeys(("ballot.cast", "ballot.changed", "speech.ended", "sounding.answered", "hand.raised", "hand.lowered"), ("now",)),
    **dict.fromkeys((f"attendance.{way}" for way in AFTER), ("now",)),
    **dict.fromkeys(("naming.allowed", "naming.ended", "gallery.set"), _both),
    **dict.fromkeys(("sheet.published", "sheet.corrected"), ("thread", "facts"))}
for _kind in NEWS:
    _hears[_kind] = (*_hears.get(_kind, ()), "news")

live.room("meeting", stream="aired", guard=may_watch, hears=_hears, parts={"now": _now, "thread": _thread, "facts": _facts, "news": _news})
