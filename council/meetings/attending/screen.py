"""The live part of the hall for the desk: who is in it, late, gone again, and whether it is enough to vote."""

from sqlmodel import Session

from council import live
from council.meetings import reads as meetings
from council.meetings.attending import reads

HALL = ("attendance.noted", "attendance.left", "attendance.returned", "attendance.withdrawn", "meeting.opened", "meeting.adjourned", "meeting.resumed",
        "meeting.closed")
"""Kinds after which the hall looks different."""


def desk(session: Session, id: int) -> str:
    """The hall in numbers, with the way to the door."""
    return live.fragment("attending/_desk.html", hall=reads.hall(session, meetings.meeting(session, id)))
