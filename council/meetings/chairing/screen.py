"""Live parts of the chair, the same for everybody who looks: the news beside what is on, and the chair's own part of the desk."""

from sqlmodel import Session

from council import live
from council.meetings import reads as meetings
from council.meetings.chairing import reads, rules

NEWS = ("word.shown", "word.ended", "break.begun", "break.ended", "meeting.opened", "meeting.adjourned", "meeting.resumed", "meeting.closed",
        "chair.handed", "chair.taken")
"""Kinds after which the news part looks different."""

DESK = tuple(dict.fromkeys((*NEWS, *rules.STEPS)))
"""Kinds after which the chair's part of the desk looks different."""


def news(session: Session, id: int) -> str:
    """Words to the room, the break with its countdown, the adjournment, who chairs by name: for members."""
    return live.fragment("chairing/_news.html", news=reads.news(session, meetings.meeting(session, id)), named=True)


def public_news(session: Session, id: int) -> str:
    """The same without a name: for the gallery."""
    return live.fragment("chairing/_news.html", news=reads.news(session, meetings.meeting(session, id)), named=False)


def desk(session: Session, id: int) -> str:
    """The same for the desk, with its buttons: take a word back, go on, take the last step back, hand over."""
    meeting = meetings.meeting(session, id)
    step = reads.last_step(session, id)
    return live.fragment("chairing/_desk.html", news=reads.news(session, meeting), step=step if step and step.kind in rules.UNDOES else None,
                         state=meetings.state(session, id), rules=rules)
