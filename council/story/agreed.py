"""What meetings gave people to do, and minutes that wait for somebody: two short lists of the first page."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from council import clock
from council.i18n import day, say
from council.meetings import reads as meetings
from council.meetings.minutes import reads as minutes
from council.meetings.minutes.rules import last_day
from council.people.reads import Me
from council.people.rules import DESK
from council.words import Sentence, _

MOST = 6


@dataclass(frozen=True)
class Paper:
    """Minutes that wait: whose, what for, where they are."""

    title: str
    note: str
    href: str


def to_do(session: Session, council_id: int) -> list[minutes.Open]:
    """What is not done yet, the earliest first."""
    return minutes.undone(session, council_id, clock.local(clock.now()).date())[:MOST]


def papers(session: Session, council_id: int, me: Me | None) -> list[Paper]:
    """For the desk: minutes to put up and objections to answer; for everybody: minutes that may be objected to."""
    return (_drafts(session, council_id) if me and me.offices & DESK else []) + [
        Paper(meeting.title, _note(session, meeting.id or 0, until, me), f"/meetings/{meeting.id}/minutes")
        for meeting, until in minutes.window(session, council_id) if me or meeting.kind != "members"]


def _drafts(session: Session, council_id: int) -> list[Paper]:
    last = meetings.last_closed(session, council_id)
    if last is None or minutes.state(session, last.id or 0) != "draft":
        return []
    return [Paper(last.title, say(_("会议记录写好了，请看一遍，再公布。")), f"/meetings/{last.id}/minutes")]


def _note(session: Session, meeting_id: int, until: datetime, me: Me | None) -> str:
    unanswered = minutes.unanswered(session, meeting_id) if me and me.offices & DESK else 0
    if unanswered:
        return say(Sentence(_("有 {n} 条异议等您答复，到 {day}夜里定稿。"), n=unanswered, day=day(last_day(until))))
    there = me is not None and meetings.attended(session, meeting_id, me.id) is not None
    return say(Sentence(_("会议记录公布了，您到 {day}为止可以提异议。") if there else _("会议记录公布了，到 {day}为止等异议。"), day=day(last_day(until))))
