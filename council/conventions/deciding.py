"""The desk asks and decides: a sounding on the spot, the vote on a clause, the convention put into force."""

from flask import Blueprint, Response, render_template, url_for

from council.conventions import acts, reads
from council.conventions.desk import DESK, here, venue, why_not, why_not_adopt
from council.conventions.models import Clause
from council.db import reading
from council.forms import PressForm, read_form
from council.people import reads as people
from council.people.reads import Me
from council.people.session import must_hold
from council.record.acting import acting

bp = Blueprint("deciding", __name__)


@bp.post("/clauses/<int:id>/sounding")
def open_sounding(id: int) -> Response:
    """Ask everybody on the spot."""
    me, _row, place, form = _pressed(id)
    with acting(me, once=form.once) as act:
        row = acts.open_sounding(act, id, place)
        act.answer(to=form.next or url_for("conventions.clause", id=id), id=row.id)
    return act.response()


@bp.post("/soundings/<int:id>/close")
def close_sounding(id: int) -> Response:
    """End the asking."""
    with reading() as session:
        row = reads.sounding(session, id)
    me, form = must_hold(*DESK, council_id=row.council_id), read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.close_sounding(act, id)
        act.answer(to=form.next or url_for("conventions.clause", id=row.clause_id))
    return act.response()


@bp.get("/clauses/<int:id>/vote")
def before_vote(id: int) -> str:
    """What putting it to the vote fixes, before it is done."""
    with reading() as session:
        row = reads.clause(session, id)
        here(session, row.council_id)
        why = why_not(session, row, reads.facts(session, row), venue(session, row.council_id))["vote"]
        now, roll = reads.clause_now(session, id), people.roll_count(session, row.council_id)
    return render_template("conventions/vote.html", clause=now, why=why, roll=roll)


@bp.post("/clauses/<int:id>/vote")
def put_to_vote(id: int) -> Response:
    """Open the vote on a clause."""
    me, _row, place, form = _pressed(id)
    with acting(me, once=form.once) as act:
        vote = acts.put_to_vote(act, id, place)
        act.answer(to=form.next or f"/votes/{vote.id}", vote=vote.id)
    return act.response()


@bp.get("/conventions/<int:id>/adopt")
def before_adoption(id: int) -> str:
    """What adopting brings, before it is done."""
    with reading() as session:
        found = reads.convention(session, id)
        here(session, found.council_id)
        outcome, page = reads.outcome(session, id), reads.board(session, id)
    return render_template("conventions/adopt.html", board=page, outcome=outcome, why=why_not_adopt(outcome))


@bp.post("/conventions/<int:id>/adopt")
def adopt(id: int) -> Response:
    """Put into force what both sides have passed."""
    with reading() as session:
        found = reads.convention(session, id)
        place = venue(session, found.council_id)
    me, form = must_hold(*DESK, council_id=found.council_id), read_form(PressForm)
    with acting(me, once=form.once) as act:
        version = acts.adopt(act, id, place)
        act.answer(to=form.next or url_for("conventions.convention", slug=me.slug), version=version.n)
    return act.response()


def _pressed(id: int) -> tuple[Me, Clause, str, PressForm]:
    with reading() as session:
        row = reads.clause(session, id)
        place = venue(session, row.council_id)
    return must_hold(*DESK, council_id=row.council_id), row, place, read_form(PressForm)
