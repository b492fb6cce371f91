"""Taking a grievance to its next state: the one place where steps are written, and where an open proposal to close falls."""

from sqlmodel import col, select

from council.grievances.handling.models import Closing, ClosingEnd, Contest
from council.grievances.models import Step
from council.grievances.reads import Seen
from council.record.acting import Act
from council.record.erasing import forget_openings
from council.text import clean


def step(act: Act, grievance_id: int, state: str, note: str = "") -> Step:
    """Write the next state of a grievance of this council."""
    return act.add(Step(council_id=act.council_id, grievance_id=grievance_id, state=state, note=clean(note), by_id=act.me.id,
                        public=act.me.public, at=act.at))


def end(act: Act, closing: Closing, how: str) -> None:
    """End a proposal, once: whoever comes second finds the row there."""
    act.add(ClosingEnd(closing_id=closing.id or 0, how=how, at=act.at))


def withdraw(act: Act, seen: Seen) -> Step:
    """A grievance is taken back; the caller enters why."""
    forget_said(act, seen)
    return step(act, seen.id, "withdrawn")


def forget_said(act: Act, seen: Seen) -> None:
    """An open proposal falls, and what its author said while it was handled is forgotten.

    In the record no word that was said about its closing can be opened any more, whoever said it.
    """
    author = seen.grievance.person_id
    for closing, ended in act.session.exec(select(Closing, ClosingEnd).join(ClosingEnd, col(ClosingEnd.closing_id) == col(Closing.id), isouter=True)
                                           .where(Closing.grievance_id == seen.id)).all():
        if closing.by_id == author:
            closing.words = ""
            act.session.add(closing)
        if ended is None:
            end(act, closing, "withdrawn")
    for contest in act.session.exec(select(Contest).where(Contest.grievance_id == seen.id, Contest.person_id == author)).all():
        contest.reason = ""
        act.session.add(contest)
    forget_openings(act, seen.topic, ("words", "reason"))
