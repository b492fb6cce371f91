"""Adding a statement and what its author may do with it: say it better, take it back, ask a second person."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from council.db import reading
from council.forms import BadForm, PressForm, read_form, refused, wants_json
from council.i18n import say
from council.mediation.cases import reads as cases
from council.mediation.statements import acts, reads, rules
from council.mediation.statements.inputs import NoteForm, WordsForm
from council.mediation.statements.reads import Round, Said
from council.people.session import must_be_member
from council.record.acting import acting
from council.words import _

bp = Blueprint("writing", __name__)


@bp.get("/cases/<int:id>/statements/new")
def new(id: int) -> str:
    """The form for one more statement."""
    me = must_be_member()
    with reading() as session:
        now, turn = cases.case(session, id, me), reads.round_of(session, id)
    return _written(now.case, why=None if turn and turn.running else rules.ENDED, premoderated=bool(turn and turn.row.premoderated))


@bp.post("/cases/<int:id>/statements")
def propose(id: int) -> Response | tuple[str, int]:
    """Add a statement; one that others come near to is shown beside them first."""
    me = must_be_member()
    with reading() as session:
        now, turn = cases.case(session, id, me), reads.round_of(session, id)
    premoderated = bool(turn and turn.row.premoderated)
    try:
        form = read_form(WordsForm)
    except BadForm as wrong:
        wrong.beside("text")
        return _written(now.case, text=wrong.values.get("text", ""), error=wrong.sentence, premoderated=premoderated), 422
    near = _alike(turn, form.text) if turn and turn.running and not form.anyway else []
    if near and wants_json():
        return refused(say(_("已经有差不多的几句。看过了还要写，再送一次。")), 409, alike=[{"id": each.id, "text": each.text} for each in near])
    if near:
        return _written(now.case, text=form.text, near=near, premoderated=premoderated), 409
    with acting(me, once=form.once) as act:
        made = acts.propose(act, id, form.text)
        act.answer(to=url_for("statements.one", id=made.id), id=made.id)
    return act.response()


@bp.post("/statements/<int:id>/reword")
def reword(id: int) -> Response:
    """Say one's own statement better."""
    me, form = must_be_member(), read_form(WordsForm)
    with acting(me, once=form.once) as act:
        acts.reword(act, id, form.text)
        act.answer(to=url_for("statements.one", id=id))
    return act.response()


@bp.post("/statements/<int:id>/withdraw")
def withdraw(id: int) -> Response:
    """Take one's own statement back."""
    me, form = must_be_member(), read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.withdraw(act, id)
        act.answer(to=url_for("statements.one", id=id))
    return act.response()


@bp.post("/statements/<int:id>/appeal")
def appeal(id: int) -> Response:
    """Ask a second person."""
    me, form = must_be_member(), read_form(NoteForm)
    with acting(me, once=form.once) as act:
        acts.appeal(act, id, form.note)
        act.answer(to=url_for("statements.one", id=id))
    return act.response()


def _alike(turn: Round, text: str) -> list[Said]:
    """The statements that come near; none when one says the very same, for which the act has a sentence of its own."""
    with reading() as session:
        near = reads.near(session, turn, text)
    return [] if any(rules.normal(each.text) == rules.normal(text) for each in near) else near


def _written(case: Any, **more: Any) -> str:
    return render_template("statements/new.html", **{
        "case": case, "text": "", "near": [], "error": None, "why": None, "limit": rules.MOST_LETTERS, **more})
