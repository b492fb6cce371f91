"""Meetings for a phone's own calendar: one file for one meeting, one address for all that are to come."""

from flask import Blueprint, Response
from sqlmodel import Session

from council.clock import ago
from council.db import reading
from council.i18n import clock_time, say
from council.meetings import reads as meetings
from council.meetings.models import Meeting
from council.meetings.planning import reads
from council.meetings.planning.calendar_file import Event, calendar
from council.meetings.planning.entrance import open_to
from council.paths import whole
from council.people import reads as people
from council.people.session import current, enter_council
from council.words import Sentence, _

bp = Blueprint("calendars", __name__)

ALARMS = (24 * 60, 60)
"""Minutes before the beginning at which a calendar reminds."""


@bp.get("/meetings/<int:id>/meeting.ics")
def meeting_ics(id: int) -> Response:
    """One meeting; fetched again after it was moved or cancelled, the same event changes."""
    with reading() as session:
        meeting, _me = open_to(session, id)
        council = people.council_by_id(session, meeting.council_id)
        file = calendar([_event(session, council, meeting)])
    return _answer(file, f"meeting-{id}.ics")


@bp.get("/c/<slug>/meetings.ics")
def all_ics(slug: str) -> Response:
    """All meetings of the last half year and those to come, to subscribe to; members' meetings are not in it for strangers."""
    with reading() as session:
        council, me = enter_council(people.council(session, slug)), current()
        member = me is not None and me.council_id == council.id
        found = [row for row in meetings.of_council(session, council.id or 0) if row.starts_at > ago(days=180) and (member or row.kind != "members")]
        file = calendar([_event(session, council, row) for row in found], council.name)
    return _answer(file, f"{slug}.ics")


def _event(session: Session, council: people.Council, meeting: Meeting) -> Event:
    sequence, stamp = reads.revision(session, meeting)
    lines = [f"{clock_time(at)} {line.title}" for line, at in reads.starts(session, meeting)]
    off = meetings.cancelled(session, meeting.id or 0)
    text = "\n".join([say(Sentence(_("取消了：{reason}"), reason=off.reason))] if off else lines)
    return Event(uid=f"{council.slug}-{meeting.number}-{meeting.at:%Y%m%d%H%M%S}@lane-council", sequence=sequence, stamp=stamp,
                 starts=meeting.starts_at, ends=reads.ends_at(session, meeting), title=f"{council.name} · {meeting.title}", place=meeting.place,
                 text=text, url=whole(f"/meetings/{meeting.id}/before"), cancelled=off is not None, alarms=ALARMS)


def _answer(file: bytes, name: str) -> Response:
    return Response(file, mimetype="text/calendar", headers={"Content-Disposition": f'attachment; filename="{name}"'})
