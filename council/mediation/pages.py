"""Mediation's page: the shared goals, who of each side stands by them, and the forms to note one and to say yes or no."""

from typing import Annotated, Literal

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field

from council.db import reading
from council.forms import Form, read_form
from council.grievances import reads as grievances
from council.mediation import acts, reads, rules
from council.mediation.cases import reads as cases
from council.mediation.talks import reads as talks
from council.people import reads as people
from council.people.session import current, enter_council, must_be_member, must_hold
from council.record.acting import acting
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
    why: str = Field(default="", max_length=rules.MOST_GOAL)
    says = {"accept": _("请点“我认”或者“我还不认”。")}


@bp.get("/c/<slug>/mediation")
def mediation(slug: str) -> str:
    """The goals for everybody; names and forms for members, the desk's form for the desk."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = current()
        member = me if me and me.council_id == council.id else None
        goals = [reads.shown(session, each, member) for each in reads.goals(session, council.id or 0)]
        held = cases.of_council(session, council.id or 0)
        said = talks.published(session, [each.id or 0 for each in held])
        desk = bool(member and member.holds("secretary", "deputy"))
        waiting = grievances.open_ones(session, member) if desk and member else []
    return render_template("mediation/mediation.html", goals=goals, held=held, said=said, member=member, desk=desk, waiting=waiting,
                           limit=rules.MOST_GOAL, tab="say")


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
        acts.stand_by_goal(act, id, form.accept == "yes", form.why)
        act.answer(to=url_for("cases.one", id=row.case_id) if row.case_id else url_for("mediation.mediation", slug=me.slug))
    return act.response()
