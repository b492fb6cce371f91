"""Two meetings that are over, for the hostile story: one whose minutes are a draft, one whose minutes are up and objected to."""

from datetime import date
from typing import Any

from council.meetings import acts as meetings
from council.meetings.acts import Calling, Item
from council.meetings.minutes import acts as minutes
from council.meetings.models import Attendance, MeetingClosing, MeetingOpening
from council.record.acting import acting


def afterwards(story: Any) -> dict[str, int]:
    """Tell it with the roles of a story; returns the ids of what there then is."""
    desk, resident = story.me(story.roles.desk), story.me(story.roles.resident)
    drafted, item = _over(story, "草稿")
    put_up, _item = _over(story, "等异议")
    with acting(desk) as act:
        task = minutes.Task(item, "画线", "office:property", date(act.at.year + 1, 1, 1))
        decision = minutes.note_decision(act, drafted, task).id or 0
    with acting(desk) as act:
        minutes.publish(act, put_up)
    with acting(resident) as act:
        objection = minutes.object_to(act, put_up, "不是六个人。").id or 0
    return {"drafted": drafted, "drafted_item": item, "put_up": put_up, "decision": decision, "objection": objection}


def _over(story: Any, title: str) -> tuple[int, int]:
    """A meeting that began and ended while another runs, which no rule allows; its id and its item's."""
    with acting(story.me(story.roles.desk)) as act:
        meeting = meetings.call_meeting(act, Calling(title, "弄口", act.at))
        item = meetings.add_item(act, meeting.id or 0, Item("门口的路"))
        about = {"meeting_id": meeting.id, "council_id": act.council_id, "at": act.at}
        act.add(MeetingOpening(**about))
        act.add(MeetingClosing(**about))
        for name in (story.roles.resident, story.roles.merchant):
            who = story.me(name)
            act.add(Attendance(**about, person_id=who.id, sector=who.sector))
        act.enter("meeting.opened", topic=meeting.topic, body={"number": meeting.number, "title": title, "attendance": {}})
        act.enter("meeting.closed", topic=meeting.topic, body={"number": meeting.number, "title": title, "attendance": {}, "spoken": {}, "items": []})
    return meeting.id or 0, item.id or 0
