"""Mediation's page: the shared goals, who of each side stands by them, and the forms to note one and to say yes or no."""

from typing import Annotated, Any, Literal

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field
from sqlmodel import Session

from council.db import reading
from council.forms import Form, read_form
from council.grievances import reads as grievances
from council.mediation import acts, reads, rules
from council.people import reads as people
from council.people.reads import Me
from council.people.session import current, enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.refusal import Absent
from council.words import _

bp = Blueprint("mediation", __name__)

Id = Annotated[int, Field(ge=1, le=reads.LARGEST_ID)]


class GoalForm(Form):
    """A shared goal as the desk writes it."""

    text: str = ""
    grievances: list[Id] = []
    says = {"grievances": _("没有这件诉求。请从列出的里面选。")}


class StandForm(Form):
    """A member's yes or no."""

    accept: Literal["yes", "no"]
    says = {"accept": _("请点“我认”或者“我还不认”。")}


@bp.get("/c/<slug>/mediation")
def mediation(slug: str) -> str:
    """The goals for everybody; names and forms for members, the desk's form for the desk."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = current()
        member = me if me and me.council_id == council.id else None
        goals = [_shown(session, each, member) for each in reads.goals_now(session, council.id or 0)]
        desk = bool(member and member.holds("secretary", "deputy"))
        waiting = grievances.open_ones(session, member) if desk and member else []
    return render_template("mediation/mediation.html", goals=goals, member=member, desk=desk, waiting=waiting, limit=rules.MOST_GOAL, tab="say")


@bp.post("/c/<slug>/mediation/goals")
def note_goal(slug: str) -> Response:
    """Note a shared goal."""
    with reading() as session:
        council_id = people.council(session, slug).id
    me, form = must_hold("secretary", "deputy", council_id=council_id), read_form(GoalForm)
    with acting(me, once=form.once) as act:
        row = acts.note_goal(act, form.text, form.grievances)
        act.answer(to=url_for("mediation.mediation", slug=slug), id=row.id)
    return act.response()


@bp.post("/goals/<int:id>/stand")
def stand(id: int) -> Response:
    """Accept a goal for oneself, or not."""
    with reading() as session:
        row = reads.goal(session, id)
    me, form = must_be_member(row.council_id), read_form(StandForm)
    with acting(me, once=form.once) as act:
        acts.stand_by_goal(act, id, form.accept == "yes")
        act.answer(to=url_for("mediation.mediation", slug=me.slug))
    return act.response()


def _shown(session: Session, goal: reads.GoalNow, member: Me | None) -> dict[str, Any]:
    """A goal with what only members see: names, their own answer, the grievances whose lamp reaches them."""
    about = reads.grievance_ids(session, goal.id)
    if member is None:
        return {"goal": goal, "about": len(about), "seen": [], "names": [], "mine": None, "why": None}
    mine = reads.stand_of(session, goal.id, member.id)
    return {"goal": goal, "about": len(about), "seen": _visible(session, about, member), "names": reads.standings(session, goal.id),
            "mine": mine.accept if mine else None, "why": rules.why_not_stand([each.sector for each in member.capacities])}


def _visible(session: Session, ids: list[int], member: Me) -> list[grievances.Seen]:
    seen = []
    for grievance_id in ids:
        try:
            seen.append(grievances.grievance(session, grievance_id, member))
        except Absent:
            continue
    return seen
