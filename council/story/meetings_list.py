"""All meetings of a council, open to everybody: those to come with my invitation, those that have been with their record."""

from flask import render_template

from council import clock
from council.db import reading
from council.meetings import reads as meetings
from council.meetings.planning import reads as planning
from council.people import reads as people
from council.people.session import current, enter_council
from council.story.pages import bp


@bp.get("/c/<slug>/meetings")
def meetings_list(slug: str) -> str:
    """The meetings: what is on and to come, the nearest first; then what has been, the newest first."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = current()
        me = me if me is not None and me.council_id == council.id else None
        found = meetings.of_council(session, council.id or 0)
        states = meetings.states(session, found)
        coming = sorted((each for each in found if _ahead(each, states[each.id or 0])), key=lambda each: each.starts_at)
        asked = {each.id: planning.my_invitation(session, each.id or 0, me.id) for each in coming} if me else {}
        said = {each.id: planning.my_reply(session, each.id or 0, me.id) for each in coming} if me else {}
        waiting = len(meetings.inbox(session, council.id or 0))
    desk = me is not None and me.holds("secretary", "deputy")
    return render_template("story/meetings.html", coming=coming, past=[each for each in found if each not in coming], states=states, desk=desk,
                           asked=asked, said=said, waiting=waiting if desk else 0, tab="now")


def _ahead(meeting: meetings.Meeting, state: str) -> bool:
    """What is on, what is to come, and what was called off and would still be ahead."""
    return state in ("called", "open", "adjourned") or (state == "cancelled" and meeting.starts_at > clock.now())
