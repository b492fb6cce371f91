"""The terms' doors: offers, facts, what was signed; they are shown on the case's page."""

from flask import Blueprint, Response, url_for

from council.forms import Day, Form, read_form
from council.mediation.terms import acts
from council.people.session import must_be_member, must_hold
from council.record.acting import acting
from council.words import _

bp = Blueprint("terms", __name__)


class OfferForm(Form):
    """An offer; sector only when the desk writes it down for a side."""

    text: str = ""
    sector: str = ""


class FactForm(Form):
    """A fact."""

    text: str = ""


class AgreementForm(Form):
    """What was signed, and when."""

    text: str = ""
    signed_on: Day
    says = {"signed_on": _("还没写哪一天签的。")}


@bp.post("/cases/<int:id>/offers")
def offer(id: int) -> Response:
    """Offer something."""
    me, form = must_be_member(), read_form(OfferForm)
    with acting(me, once=form.once) as act:
        row = acts.offer(act, id, form.text, form.sector)
        act.answer(to=_table(id), id=row.id)
    return act.response()


@bp.post("/offers/<int:id>/withdraw")
def withdraw_offer(id: int) -> Response:
    """Take an offer back."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        act.answer(to=_table(acts.withdraw_offer(act, id).case_id))
    return act.response()


@bp.post("/cases/<int:id>/facts")
def state(id: int) -> Response:
    """Write a fact down."""
    me, form = must_be_member(), read_form(FactForm)
    with acting(me, once=form.once) as act:
        row = acts.state(act, id, form.text)
        act.answer(to=_table(id), id=row.id)
    return act.response()


@bp.post("/facts/<int:id>/withdraw")
def withdraw_fact(id: int) -> Response:
    """Take a fact away."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        act.answer(to=_table(acts.withdraw_fact(act, id).case_id))
    return act.response()


@bp.post("/facts/<int:id>/tick")
def tick(id: int) -> Response:
    """So it is."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        act.answer(to=_table(acts.tick(act, id).case_id))
    return act.response()


@bp.post("/facts/<int:id>/untick")
def untick(id: int) -> Response:
    """Not so after all."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        act.answer(to=_table(acts.untick(act, id).case_id))
    return act.response()


@bp.post("/cases/<int:id>/agreement")
def sign(id: int) -> Response:
    """Note what was signed."""
    me, form = must_hold("secretary", "deputy"), read_form(AgreementForm)
    with acting(me, once=form.once) as act:
        row = acts.sign(act, id, form.text, form.signed_on)
        act.answer(to=url_for("cases.desk", id=id), id=row.id)
    return act.response()


def _table(case_id: int) -> str:
    return f"{url_for('cases.one', id=case_id)}#table"
