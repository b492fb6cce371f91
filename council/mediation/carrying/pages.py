"""The pages of climbing: one rung up with the papers of the talks, and what each climb carries, as a file and on paper."""

from datetime import date

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field

from council import paper
from council.db import reading
from council.forms import Form, read_form
from council.grievances import reads as grievances
from council.grievances.clocks.ladder import LEVELS
from council.i18n import say
from council.mediation.carrying import acts, reads
from council.people import reads as people
from council.people.session import enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.words import Sentence, _

bp = Blueprint("carrying", __name__)


class ClimbForm(Form):
    """Why it goes one rung up."""

    reason: str = Field(min_length=1, max_length=300)
    says = {"reason": _("请写一句为什么往上转。")}


@bp.post("/grievances/<int:id>/climb")
def climb(id: int) -> Response:
    """One rung up, by hand."""
    me, form = must_be_member(), read_form(ClimbForm)
    with acting(me, once=form.once) as act:
        level = acts.climb(act, id, form.reason)
        act.answer(to=url_for("grievances.one", id=id), said=say(Sentence(_("转上去了，现在归{level}管。"), level=LEVELS[level])))
    return act.response()


@bp.get("/grievances/<int:id>/carried")
def carried(id: int) -> str:
    """What each climb of a matter carries, for whoever sees the matter; the dossier itself is for the desk to hand on."""
    me = must_be_member()
    with reading() as session:
        seen = grievances.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        rungs, case_id = reads.rungs(session, id), reads.case_of(session, id)
    return render_template("carrying/carried.html", seen=seen, rungs=rungs, case_id=case_id, desk=me.holds("secretary", "deputy"), tab="say")


@bp.get("/grievances/<int:id>/carried/<int:n>.docx")
def file(id: int, n: int) -> Response:
    """The file as it was."""
    me = must_hold("secretary", "deputy")
    with reading() as session:
        row = reads.carried(session, grievances.grievance(session, id, me).id, n)
    answer = Response(row.file, mimetype=paper.TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="grievance-{id}-{row.level}.docx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/grievances/<int:id>/carried/<int:n>")
def sheet(id: int, n: int) -> str:
    """The same on paper."""
    me = must_hold("secretary", "deputy")
    with reading() as session:
        row = reads.carried(session, grievances.grievance(session, id, me).id, n)
        enter_council(people.council_by_id(session, me.council_id))
    told = reads.told(row)
    return render_template("carrying/sheet.html", row=row, told=told, today=date.fromisoformat(told["day"]), number=id)
