"""The desk of the conventions: who may stand there, where something is asked, why an act may not be done now."""

from typing import Any

from sqlmodel import Session

from council.conventions import reads, rules
from council.conventions.models import Clause
from council.meetings import reads as meetings
from council.people import reads as people
from council.people.reads import Me
from council.people.session import enter_council, must_hold
from council.votes import reads as votes

DESK = ("secretary", "deputy")


def venue(session: Session, council_id: int) -> str:
    """Where something is asked now: in the meeting that is on, else in the council at large."""
    meeting = meetings.running(session, council_id)
    return meeting.topic if meeting else f"council:{council_id}"


def why_not(session: Session, row: Clause, facts: rules.ClauseFacts, place: str) -> dict[str, Any]:
    """Why each of the desk's acts on a clause may not be done now."""
    sounding, vote = reads.sounding_running(session, place), votes.running(session, place)
    return {"reword": rules.why_not_reword(facts.voting), "sound": rules.why_not_sound(facts, sounding is not None),
            "vote": rules.why_not_put_to_vote(facts, vote is not None, people.roll_count(session, row.council_id))}


def here(session: Session, council_id: int) -> Me:
    """The desk of that council, whose page this is."""
    me = must_hold(*DESK, council_id=council_id)
    enter_council(people.council_by_id(session, council_id))
    return me


def why_not_adopt(outcome: reads.Outcome) -> str | None:
    """Why this outcome cannot be put into force."""
    return rules.why_not_adopt(outcome.voting, len(outcome.lines), outcome.changed)
