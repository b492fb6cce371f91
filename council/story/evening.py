"""The public record of an evening: read from the log, not from the rows; no account, no JavaScript."""

from dataclasses import dataclass, field
from typing import Any

from flask import render_template
from sqlmodel import Session

from council import clock
from council.db import reading
from council.meetings import reads as meetings
from council.meetings.minutes import reads as minutes
from council.meetings.minutes.rules import STATES
from council.people import reads as people
from council.people.session import current, enter_council
from council.record import reads as record
from council.story.airing import aired
from council.story.pages import bp


@dataclass
class Evening:
    """An evening as its entries tell it."""

    called: dict[str, Any] = field(default_factory=dict)
    opened_at: str = ""
    closed_at: str = ""
    decisions: list[dict[str, Any]] = field(default_factory=list)
    outcomes: list[dict[str, Any]] = field(default_factory=list)
    attendance: dict[str, int] = field(default_factory=dict)
    speaking: dict[str, int] = field(default_factory=dict)
    course: list[tuple[int, dict[str, Any]]] = field(default_factory=list)


QUIET = {"ballot.cast", "ballot.changed", "attendance.noted", "hand.raised", "hand.lowered", "sounding.answered", "meeting.replied",
         "meeting.reminded", "hand.moved", "hand.removed", "speech.paused", "speech.resumed", "speech.extended", "written.handed_in", "written.withdrawn",
         "attendance.left", "attendance.returned", "attendance.withdrawn", "word.ended"}
"""Kinds that are counted in the course of an evening, not told one by one."""


@bp.get("/meetings/<int:id>/record")
def evening(id: int) -> str:
    """What was decided, by which numbers, who was there, how it went."""
    with reading() as session:
        meeting, me = meetings.meeting(session, id), current()
        enter_council(people.council_by_id(session, meeting.council_id))
        later = None if me and me.council_id == meeting.council_id else aired(session, id)
        told = tell(later.leaves if later else entries(session, meeting.topic))
        held = later is not None and later.late
        lines = [] if held else minutes.decisions(session, meeting.council_id, clock.local(clock.now()).date(), id)
        state = "none" if held else minutes.state(session, id)
    return render_template("story/evening.html", meeting=meeting, told=told, lines=lines, minutes=state, minutes_word=STATES[state],
                           delay=later.rule.delay if later and later.until else 0, tab="now")


def entries(session: Session, stream: str) -> list[tuple[int, dict[str, Any]]]:
    """The leaves heard in a stream, in order, with their numbers."""
    return record.told(session, stream)


def tell(leaves: list[tuple[int, dict[str, Any]]]) -> Evening:
    """The evening out of its entries; counts what was not announced, so that a running meeting can be read too."""
    told, asked = Evening(), {}
    for seq, leaf in leaves:
        kind, body = leaf["kind"], leaf["body"]
        if kind == "vote.opened":
            asked[leaf["topic"]] = body
        if kind not in QUIET:
            told.course.append((seq, leaf))
        _add(told, seq, leaf, asked.get(leaf["topic"], {}))
    return told


def _add(told: Evening, seq: int, leaf: dict[str, Any], asked: dict[str, Any]) -> None:
    kind, body = leaf["kind"], leaf["body"]
    if kind.startswith("meeting."):
        _hold(told, leaf)
    elif kind == "vote.closed" and not asked.get("rehearsal"):
        told.decisions.append({"seq": seq, "question": asked.get("question", ""), "topic": leaf["topic"], **body})
    elif kind == "item.closed":
        told.outcomes.append({"seq": seq, **body})
    elif kind == "attendance.noted":
        told.attendance[body["sector"]] = told.attendance.get(body["sector"], 0) + 1
    elif kind == "attendance.withdrawn":
        told.attendance[body["sector"]] = told.attendance.get(body["sector"], 1) - 1
    elif kind == "step.undone":
        _take_back(told, body)
    elif kind in ("speech.ended", "interjection.ended", "written.read"):
        told.speaking[body["sector"]] = told.speaking.get(body["sector"], 0) + body["seconds"]


def _hold(told: Evening, leaf: dict[str, Any]) -> None:
    """Called, changed, begun, over: on several days only the last entry knows how many came at all."""
    kind, body = leaf["kind"], leaf["body"]
    if kind in ("meeting.called", "meeting.changed"):
        told.called = {**told.called, **body}
    elif kind == "meeting.opened":
        told.opened_at = leaf["at"]
    elif kind == "meeting.closed":
        told.closed_at, told.attendance = leaf["at"], body.get("attendance") or told.attendance


def _take_back(told: Evening, body: dict[str, Any]) -> None:
    """A step of the chair that was a mistake: its outcome is none, and whoever it interrupted goes on."""
    told.outcomes = [each for each in told.outcomes if each["seq"] != body["seq"]]
    if resumed := body.get("resumed"):
        told.speaking[resumed["sector"]] = told.speaking.get(resumed["sector"], 0) - resumed["seconds"]
