"""All meetings of a council, open to everybody."""

from flask import render_template

from council.db import reading
from council.meetings import reads as meetings
from council.people import reads as people
from council.people.session import current, enter_council
from council.story.pages import bp


@bp.get("/c/<slug>/meetings")
def meetings_list(slug: str) -> str:
    """The meetings, the newest first, each with its state."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        found = meetings.of_council(session, council.id or 0)
        states = meetings.states(session, found)
    me = current()
    desk = me is not None and me.council_id == council.id and me.holds("secretary", "deputy")
    return render_template("story/meetings.html", found=found, states=states, desk=desk, tab="now")
