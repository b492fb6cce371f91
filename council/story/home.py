"""The first page: what is on now, what waits for me, what concerns me, how the convention is kept."""

from typing import Any

from flask import Response, jsonify, redirect, render_template, url_for
from sqlmodel import Session

from council import clock
from council.conventions import reads as conventions
from council.db import reading
from council.grievances import reads as grievances
from council.grievances.clocks import reads as clocks
from council.grievances.handling import reads as handling
from council.grievances.rules import STATES
from council.mediation import reads as mediation
from council.mediation.inviting import reads as inviting
from council.mediation.talks import reads as talks
from council.meetings import reads as meetings
from council.meetings.chairing import reads as chairing
from council.meetings.facts import reads as facts
from council.meetings.gallery import reads as gallery
from council.patrols import reads as patrols
from council.people import reads as people
from council.people.reads import Me
from council.people.session import current, enter_council
from council.record.shelf import head
from council.story import agreed, waiting
from council.story.pages import bp
from council.votes import reads as votes


@bp.get("/")
def home() -> Any:
    """To my council; a visitor to the only one, or to the list."""
    me = current()
    if me:
        return redirect(url_for("story.council_home", slug=me.slug), 303)
    with reading() as session:
        found = people.councils(session)
    if len(found) == 1:
        return redirect(url_for("story.council_home", slug=found[0].slug), 303)
    return render_template("story/councils.html", councils=found)


@bp.get("/c/<slug>/")
def council_home(slug: str) -> str:
    """此刻: for members what concerns them, for visitors what is public."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = current()
        me = me if me and me.council_id == council.id else None
        facts = _facts(session, council, me)
    return render_template("story/home.html", member=me, tab="now", **facts)


@bp.get("/c/<slug>/now.json")
def now_json(slug: str) -> Response:
    """What is on, for programs: ids or null; head is the size of the log."""
    with reading() as session:
        council = people.council(session, slug)
        meeting = meetings.running(session, council.id or 0)
        seen = meeting if meeting and _may_look(session, meeting, current()) else None
        item = meetings.current_item(session, seen.id or 0) if seen else None
        vote = votes.running(session, seen.topic) if seen else None
        size = head(session, council.id or 0).size
    answer = jsonify(meeting=meeting.id if meeting else None, item=item.id if item else None, vote=vote.id if vote else None, head=size)
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def _may_look(session: Session, meeting: meetings.Meeting, me: Me | None) -> bool:
    """Whether this visitor may see what is on at this moment: strangers wait where the meeting said so."""
    return (me is not None and me.council_id == meeting.council_id) or gallery.until(session, meeting.id or 0) is None


def _facts(session: Session, council: people.Council, me: Me | None) -> dict[str, Any]:
    council_id = council.id or 0
    meeting = meetings.running(session, council_id)
    seen = meeting if meeting and _may_look(session, meeting, me) else None
    item = meetings.current_item(session, seen.id or 0) if seen else None
    vote = votes.running(session, seen.topic) if seen else None
    return {
        "running_chair": chairing.chair(session, meeting.id or 0) if meeting and me else None, "adjourned": chairing.waiting(session, council_id),
        "meeting": meeting, "item": item, "vote": vote, "agenda": meetings.agenda(session, seen.id or 0) if seen else [],
        "count": votes.result(session, vote) if vote else None,
        "soon": waiting.soon(session, council_id), "last": meetings.last_closed(session, council_id),
        "steps": waiting.first_steps(session, me) if me else [],
        "said": grievances.mine(session, me, 4) if me else [], "violations": patrols.mine(session, me) if me else [],
        "keys": handling.waiting_for(session, me) if me else [], "asked": inviting.mine(session, me) if me else [],
        "noted": talks.waiting(session, me) if me else [],
        "to_do": agreed.to_do(session, council_id), "papers": agreed.papers(session, council_id, me),
        "kept": waiting.kept(session, council_id), "goals": mediation.goals(session, council_id)[:1],
        "late": clocks.overdue(session, council_id, clock.now()), "now": clock.now(), "near": len(clocks.near(session, me)) if me else 0,
        "sheets": facts.sheets(session, council_id, most=2),
        "grievance_states": STATES, "in_force": conventions.in_force(session, council_id), "drafts": conventions.drafts(session, council_id),
    }
