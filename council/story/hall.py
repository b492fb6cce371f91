"""The hall on a member's phone: what is on, whose turn it is, what I can do now, what was decided."""

from typing import Any

from flask import render_template
from markupsafe import Markup
from sqlmodel import Session

from council import clock, live
from council.conventions import reads as conventions
from council.conventions.rules import STANDS as SOUNDING_STANDS
from council.db import reading
from council.i18n import clock_time
from council.meetings import reads as meetings
from council.meetings import rules
from council.meetings.attending import reads as attending
from council.meetings.attending.rules import LEFT
from council.meetings.chairing.screen import NEWS, news
from council.meetings.facts import reads as facts
from council.meetings.gallery import reads as gallery
from council.meetings.planning.rules import PLANNED
from council.meetings.speaking.rules import LISTS, TURNS
from council.people import reads as people
from council.people.reads import Me
from council.people.session import enter_council, must_be_member
from council.refusal import Absent
from council.story import before, settled, waiting
from council.story.amending import amended
from council.story.focus import focus
from council.story.pages import bp


@bp.get("/meetings/<int:id>/me")
def mine(id: int) -> str:
    """My own place in the hall, and the strip for my ballot: fetched again when a vote is opened, or when I wait and somebody is called."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        me = must_be_member(meeting.council_id)
        facts = _mine(session, id, me)
        owed = waiting.waiting(session, me)
    return render_template("story/_mine.html", meeting=meeting, owed=owed, **facts)


@bp.get("/meetings/<int:id>")
def hall(id: int) -> str:
    """The meeting for its members, before, during and after."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        me = must_be_member(meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        facts = _mine(session, id, me)
        room = live.shown(session, f"hall:{id}")
        owed = waiting.waiting(session, me)
        ahead = before.ahead(session, id) if facts["state"] == "called" else {}
    moment = clock.now()
    return render_template("story/hall.html", meeting=meeting, room=room, owed=owed, now=int(moment.timestamp() * 1000),
                           hour=clock_time(moment, True), tab="now", **ahead, **facts)


def _mine(session: Session, meeting_id: int, me: Me) -> dict[str, Any]:
    """What the page knows of me; never part of what is pushed."""
    on = focus(session, meeting_id)
    answer = conventions.answer_of(session, on.sounding.id, me.id) if on.sounding else None
    floor = meetings.floor(session, meeting_id, me.id)
    may_ask = Markup(_floor(session, meeting_id))  # noqa: S704 - rendered by us
    standing = attending.standing(session, meeting_id, me.id)
    return {"state": on.state, "arrival": meetings.present(session, meeting_id, me.id), "floor": floor, "may_ask": may_ask,
            "turn": meetings.my_turn(session, meeting_id, me.id), "gone": standing is not None and standing.standing == LEFT,
            "ballot": waiting.ballot_of(session, on.vote.vote, me) if on.vote else "none", "answer": SOUNDING_STANDS[answer.stand] if answer else None,
            "names": gallery.rule(session, meeting_id).names, "named": gallery.allows_name(session, meeting_id, me.id) is not None,
            "desk": me.holds("secretary", "deputy")}


def _part(template: str) -> live.rooms.Part:
    return lambda session, id: live.fragment(template, on=focus(session, id))


def _text(session: Session, id: int) -> str:
    on = focus(session, id)
    return live.fragment("story/_text.html", on=on, words=amended(session, on.clause) if on.clause else None)


def _floor(session: Session, id: int) -> str:
    on = focus(session, id)
    why = rules.why_not_raise_hand(rules.Floor(on.state, True, on.item is not None, False, False, on.closed_list))
    return live.fragment("story/_floor.html", why=why, voting=on.vote is not None)


def _did(session: Session, id: int) -> str:
    return live.fragment("story/_did.html", did=settled.settled(session, id))


def _facts(session: Session, id: int) -> str:
    council = people.council_by_id(session, meetings.meeting(session, id).council_id)
    return live.fragment("facts/_sheets.html", sheets=facts.sheets(session, council.id or 0, most=2), slug=council.slug, level=2)


def member_of(me: Any, id: int) -> bool:
    """The guard of the rooms that show names: members of the meeting's council."""
    try:
        with reading() as session:
            return me is not None and meetings.meeting(session, id).council_id == me.council_id
    except Absent:
        return False


ALL = ("now", "queue", "floor", "vote", "text")
TEXT = ("now", "vote", "text")

_hears: dict[str, tuple[str, ...]] = {
    "meeting.opened": ALL, "meeting.closed": (*ALL, "did"), "meeting.adjourned": ALL, "meeting.resumed": ALL, "step.undone": (*ALL, "did"),
    "item.opened": ALL, "item.closed": (*ALL, "did"), "item.added": ("now",),
    "hand.raised": ("queue",), "hand.lowered": ("queue",), "list.closed": ("queue", "floor"), "list.opened": ("queue", "floor"),
    "speech.begun": ("now", "queue", "vote"), "speech.ended": ("now", "queue", "vote"),
    "vote.opened": (*TEXT, "floor"), "vote.closed": ("did", "floor", *TEXT), "ballot.cast": ("vote",),
    "sounding.opened": TEXT, "sounding.answered": ("text",), "sounding.closed": (*TEXT, "did"), "clause.reworded": (*TEXT, "did"),
    "convention.adopted": ("text", "did"), **dict.fromkeys(PLANNED, ALL), **dict.fromkeys(TURNS, ("now", "queue", "vote")),
    **dict.fromkeys(LISTS, ("queue",)),
}
_hears |= dict.fromkeys(("sheet.published", "sheet.corrected"), ("facts",))
for _kind in NEWS:
    _hears[_kind] = (*_hears.get(_kind, ()), "news")

live.room("hall", stream="meeting", guard=member_of, hears=_hears, parts={
    "now": _part("story/_now.html"), "queue": _part("story/_queue.html"), "floor": _floor, "vote": _part("story/_vote.html"),
    "text": _text, "news": news, "did": _did, "facts": _facts})
