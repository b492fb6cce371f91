"""The desk drafts: a convention, its clauses, their wordings with a look at what would change."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from council.conventions import acts, reads, rules, subjects
from council.conventions.desk import DESK, here, venue, why_not_adopt
from council.conventions.inputs import ClauseForm, TitleForm
from council.db import reading
from council.forms import BadForm, read_form
from council.people import reads as people
from council.people.session import current, enter_council
from council.record.acting import acting
from council.text import diff
from council.words import _

bp = Blueprint("drafting", __name__)


@bp.get("/c/<slug>/conventions/new")
def new_convention(slug: str) -> str:
    """The form for a new convention."""
    with reading() as session:
        here(session, people.council(session, slug).id or 0)
    return render_template("conventions/new.html", values={"title": _("商居管理弄堂公约")}, errors={})


@bp.post("/c/<slug>/conventions")
def draft(slug: str) -> Response | tuple[str, int]:
    """Begin a convention."""
    with reading() as session:
        me = here(session, people.council(session, slug).id or 0)
    try:
        form = read_form(TitleForm)
    except BadForm as bad:
        return _again("conventions/new.html", bad)
    with acting(me, once=form.once) as act:
        row = acts.draft(act, form.title)
        act.answer(to=url_for("conventions.drafting.board", id=row.id), id=row.id)
    return act.response()


@bp.get("/conventions/<int:id>")
def board(id: int) -> str:
    """A draft as everybody may see it; the desk adds and adopts here."""
    with reading() as session:
        found = reads.convention(session, id)
        enter_council(people.council_by_id(session, found.council_id))
        me, outcome = current(), reads.outcome(session, id)
        desk = bool(me and me.council_id == found.council_id and me.holds(*DESK))
        page = {"board": reads.board(session, id), "outcome": outcome, "why_not_adopt": why_not_adopt(outcome)}
    return render_template("conventions/draft.html", **page, desk=desk, tab="convention")


@bp.get("/conventions/<int:id>/clauses/new")
def new_clause(id: int) -> str:
    """The form for a new clause, empty or begun from a usual subject."""
    with reading() as session:
        found = reads.convention(session, id)
        here(session, found.council_id)
    begun = subjects.subject(request.args.get("subject", ""))
    values = {"title": begun.title, "text": begun.text, "reason": begun.reason} if begun else {}
    return render_template("conventions/add.html", convention=found, subjects=subjects.SUBJECTS, begun=begun, values=values, errors={})


@bp.post("/conventions/<int:id>/clauses")
def add_clause(id: int) -> Response | tuple[str, int]:
    """Add a clause."""
    with reading() as session:
        found = reads.convention(session, id)
        me = here(session, found.council_id)
    try:
        form = read_form(ClauseForm)
    except BadForm as bad:
        return _again("conventions/add.html", bad, convention=found, subjects=subjects.SUBJECTS, begun=None)
    with acting(me, once=form.once) as act:
        row = acts.add_clause(act, id, form.written)
        act.answer(to=url_for("conventions.drafting.board", id=id), id=row.id)
    return act.response()


@bp.get("/clauses/<int:id>/preview")
@bp.get("/clauses/<int:id>/reword")
def rewording(id: int) -> str:
    """The form that words a clause anew."""
    with reading() as session:
        row = reads.clause(session, id)
        here(session, row.council_id)
        now, why = reads.clause_now(session, id), rules.why_not_reword(reads.facts(session, row).voting)
    return render_template("conventions/reword.html", clause=now, why=why, values={"title": now.title, "text": now.text}, errors={}, ops=None)


@bp.post("/clauses/<int:id>/preview")
def preview(id: int) -> str | tuple[str, int]:
    """The same form with what it would change; nothing is recorded."""
    return _reworded(id, act_on_it=False)


@bp.post("/clauses/<int:id>/reword")
def reword(id: int) -> Any:
    """Word a clause anew."""
    return _reworded(id, act_on_it=True)


def _reworded(id: int, act_on_it: bool) -> Any:
    with reading() as session:
        row = reads.clause(session, id)
        me = here(session, row.council_id)
        now, place = reads.clause_now(session, id), venue(session, row.council_id)
    try:
        form = read_form(ClauseForm)
    except BadForm as bad:
        return _again("conventions/reword.html", bad, clause=now, why=None, ops=None)
    if not act_on_it:
        return render_template("conventions/reword.html", clause=now, why=rules.why_not_reword(now.state.code == "voting", _same(now, form)),
                               values=form.model_dump(), errors={}, ops=diff(now.text, form.text))
    with acting(me, once=form.once) as act:
        acts.reword(act, id, form.written, place)
        act.answer(to=url_for("conventions.clause", id=id))
    return act.response()


def _same(now: reads.ClauseNow, form: ClauseForm) -> bool:
    return (now.title, now.text) == (form.title, form.text)


def _again(template: str, bad: BadForm, **page: Any) -> tuple[str, int]:
    """The form once more with what is wrong beside each field; programs get the sentences."""
    bad.beside("title", "text", "reason")
    return render_template(template, values=bad.values, errors=bad.errors, **page), 422
