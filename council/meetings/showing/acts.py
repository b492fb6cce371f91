"""Turning a screen of the hall to another page."""

from council.meetings import reads as meetings
from council.meetings.floor import meeting_of
from council.meetings.showing import reads, rules
from council.meetings.showing.models import Showing
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse


def show(act: Act, meeting_id: int, page: str, screen: str = rules.MAIN) -> Showing:
    """Turn a screen to a page; a screen of a new name comes into being by it. Entry: which screen, which page."""
    refuse(why_not_desk(act.me.offices))
    meeting = meeting_of(act, meeting_id)
    now = {each.name: each.page for each in reads.screens(act.session, meeting_id)}
    refuse(rules.why_not_show(meetings.state(act.session, meeting_id), len(now), screen in now, now.get(screen) == page))
    row = act.add(Showing(council_id=act.council_id, meeting_id=meeting_id, screen=screen, page=page, at=act.at, by_id=act.me.id))
    act.enter("screen.turned", topic=meeting.topic, body={"screen": screen, "page": page})
    return row
