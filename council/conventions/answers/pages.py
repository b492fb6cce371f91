"""The desk picks the grievances that a clause answers."""

from flask import Blueprint, Response, render_template, url_for

from council.conventions import reads as conventions
from council.conventions.answers import acts, reads
from council.conventions.desk import here
from council.db import reading
from council.forms import Form, read_form
from council.grievances import reads as grievances
from council.i18n import say
from council.record.acting import acting
from council.words import _

bp = Blueprint("answers", __name__)


class AnswersForm(Form):
    """The grievances that were ticked."""

    grievances: list[int] = []


@bp.get("/clauses/<int:id>/answers")
def choosing(id: int) -> str:
    """The grievances that may be named, those that are already first."""
    with reading() as session:
        row = conventions.clause(session, id)
        me = here(session, row.council_id)
        now, chosen = conventions.clause_now(session, id), set(reads.grievance_ids(session, id))
        found = [seen for seen in grievances.visible(session, me) if seen.grievance.circle != "secretary" and seen.state != "withdrawn"]
    found.sort(key=lambda seen: (seen.id not in chosen, -seen.id))
    return render_template("conventions/answers.html", clause=now, found=found[:200], chosen=chosen, tab="convention")


@bp.post("/clauses/<int:id>/answers")
def answer(id: int) -> Response:
    """Say so."""
    with reading() as session:
        me = here(session, conventions.clause(session, id).council_id)
    form = read_form(AnswersForm)
    with acting(me, once=form.once) as act:
        acts.answer_grievances(act, id, form.grievances)
        act.answer(to=url_for("conventions.clause", id=id), said=say(_("记下了。说过这些话的人会收到一条消息。")))
    return act.response()
