"""Before a meeting, for everybody: when and where, the agenda with its times, what will be voted in which words, and my answer."""

from dataclasses import dataclass
from typing import Any

from flask import render_template
from sqlmodel import Session

from council import clock
from council.conventions import reads as conventions
from council.db import reading
from council.meetings import reads as meetings
from council.meetings import rules as words
from council.meetings.planning import reads, rules
from council.meetings.planning.entrance import open_to
from council.people.reads import Me
from council.refusal import Absent
from council.story.pages import bp
from council.votes.rules import BOTH_SIDES
from council.votes.sayings import rule_words


@dataclass(frozen=True)
class ToVote:
    """What will be voted: the item under which it comes, and the clause in its present words; None where the item names no clause."""

    title: str
    clause: conventions.ClauseNow | None


@dataclass(frozen=True)
class Mine:
    """What the page knows of me: my invitation, my last answer, why I cannot answer."""

    invitation: reads.MeetingInvitation | None
    reply: reads.MeetingReply | None
    why: str | None


@bp.get("/meetings/<int:id>/before")
def before(id: int) -> str:
    """The page; members' meetings are shown to members only."""
    with reading() as session:
        meeting, me = open_to(session, id)
        lines, state, facts = reads.starts(session, meeting), meetings.state(session, id), ahead(session, id)
        off, moved, ends = meetings.cancelled(session, id), reads.changes(session, id), reads.ends_at(session, meeting)
        own = mine(session, id, me) if me else None
    return render_template("story/before.html", meeting=meeting, lines=lines, state=state, off=off, **facts,
                           moved=moved[-1] if moved else None, ends=ends, mine=own, kinds=words.KINDS, item_kinds=words.ITEM_KINDS, rules=rules,
                           desk=me is not None and me.holds("secretary", "deputy"), late=meeting.starts_at < clock.now(), tab="now")


def ahead(session: Session, meeting_id: int) -> dict[str, Any]:
    """What the page of the hall shows before the meeting: what will be voted, and how."""
    return {"to_vote": to_vote(session, meeting_id), "rule": rule_words(BOTH_SIDES)}


def to_vote(session: Session, meeting_id: int) -> list[ToVote]:
    """Every clause that this meeting's agenda may bring to the vote, in its order."""
    found: dict[str, ToVote] = {}
    for line in meetings.agenda(session, meeting_id):
        for each in _of(session, line):
            found.setdefault(f"clause:{each.clause.id}" if each.clause else f"item:{line.id}", each)
    return list(found.values())


def mine(session: Session, meeting_id: int, me: Me) -> Mine:
    """My invitation and my answer."""
    row, last = reads.my_invitation(session, meeting_id, me.id), reads.my_reply(session, meeting_id, me.id)
    return Mine(row, last, rules.why_not_plan(meetings.state(session, meeting_id)))


def _of(session: Session, line: meetings.Line) -> list[ToVote]:
    noun, _colon, number = line.about.partition(":")
    try:
        if noun == "clause":
            return [ToVote(line.title, conventions.clause_now(session, int(number)))]
        if noun == "convention":
            return [ToVote(line.title, each) for each in conventions.board(session, int(number)).clauses if each.open]
    except Absent:
        return []
    return [ToVote(line.title, None)] if line.kind == "vote" else []
