"""The invitations' doors: the desk invites, the invited person reads why and answers."""

from typing import Annotated, Literal

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field

from council.db import reading
from council.forms import Form, read_form
from council.mediation import reads as mediation
from council.mediation.cases import reads as cases
from council.mediation.cases.rules import why_not_go_on
from council.mediation.inviting import acts, reads
from council.people import reads as people
from council.people.session import enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.words import _

bp = Blueprint("inviting", __name__)

Id = Annotated[int, Field(ge=1, le=reads.LARGEST_ID)]


class InviteForm(Form):
    """Whom, and because of which grievance."""

    person: Id
    grievance: Id
    says = {"person": _("还没选请谁。"), "grievance": _("请人要有一件跟他有关的诉求。请从列出的人里选。")}


class AnswerForm(Form):
    """Yes or no."""

    accept: Literal["yes", "no"]
    says = {"accept": _("请点“我来”或者“这次不来”。")}


@bp.post("/cases/<int:id>/invite")
def invite(id: int) -> Response:
    """Ask somebody to the table."""
    me, form = must_hold("secretary", "deputy"), read_form(InviteForm)
    with acting(me, once=form.once) as act:
        row = acts.invite(act, id, form.person, form.grievance)
        act.answer(to=f"{url_for('cases.desk', id=id)}#invite", id=row.id)
    return act.response()


@bp.get("/invitations/<int:id>")
def one(id: int) -> str:
    """An invitation, for the one whom it is for."""
    me = must_be_member()
    with reading() as session:
        found = reads.invitation(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        now = cases.now(session, cases.row(session, found.row.case_id), me)
        seen = next(mediation.reached(session, [found.row.grievance_id], me), None)
    return render_template("inviting/one.html", found=found, now=now, seen=seen, why_not=why_not_go_on(now.state), tab="say")


@bp.post("/invitations/<int:id>/answer")
def answer(id: int) -> Response:
    """I come, or not this time."""
    me, form = must_be_member(), read_form(AnswerForm)
    with acting(me, once=form.once) as act:
        acts.answer(act, id, form.accept == "yes")
        case_id = reads.invitation(act.session, id, me).row.case_id
        if form.accept == "yes":
            act.answer(to=url_for("cases.one", id=case_id), said=_("好，书记知道您来。这里写着两边说过的话。"))
        else:
            act.answer(to=url_for("inviting.one", id=id), said=_("好，书记知道了。改主意的话，还可以再点。"))
    return act.response()
