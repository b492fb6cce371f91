"""Closing with two keys and saying that it is not over: the pages of everybody who can see a grievance."""

from flask import Blueprint, Response, render_template, url_for

from council.db import reading
from council.forms import BadForm, Form, read_form
from council.grievances import reads as grievances
from council.grievances import rules as words
from council.grievances.handling import closing, reads, rules
from council.grievances.handling.board_pages import bp as board_bp
from council.grievances.handling.desk import bp as desk_bp
from council.grievances.handling.inputs import ClosingForm, ContestForm
from council.i18n import say
from council.people import reads as people
from council.people.session import enter_council, must_be_member
from council.record.acting import acting
from council.refusal import Absent
from council.words import Sentence, _

bp = Blueprint("handling", __name__)
bp.register_blueprint(desk_bp)
bp.register_blueprint(board_bp)


@bp.get("/grievances/<int:id>/closing")
def closing_form(id: int) -> str:
    """Proposing to close: how it ended, and a word to the other side."""
    return _closing_form(id, {}, {})


@bp.post("/grievances/<int:id>/closing")
def propose(id: int) -> Response | tuple[str, int]:
    """Propose to close."""
    me = must_be_member()
    try:
        form = read_form(ClosingForm)
    except BadForm as bad:
        bad.beside("outcome", "words")
        return _closing_form(id, bad.values, bad.errors), 422
    with acting(me, once=form.once) as act:
        row = closing.propose_closing(act, id, form.outcome, form.words)
        act.answer(to=url_for("grievances.one", id=id), until=row.due_at.isoformat(), said=_("提议好了。两边有七天可以说认可，或者还没有好。"))
    return act.response()


@bp.post("/grievances/<int:id>/closing/confirm")
def confirm(id: int) -> Response:
    """Turn one's key."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        closing.confirm(act, id)
        state = grievances.grievance(act.session, id, me).state
        said = _("您认可了。等另一边。") if state == "closing" else rules.ENDINGS[state]
        act.answer(to=url_for("grievances.one", id=id), state=state, said=said)
    return act.response()


@bp.post("/grievances/<int:id>/closing/take-back")
def take_back(id: int) -> Response:
    """Take one's proposal back."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        closing.take_back(act, id)
        act.answer(to=url_for("grievances.one", id=id), said=_("提议收回了。"))
    return act.response()


@bp.get("/grievances/<int:id>/contest")
def contest_form(id: int) -> str:
    """Saying that it is not over."""
    return _contest_form(id, {}, {})


@bp.post("/grievances/<int:id>/contest")
def contest(id: int) -> Response | tuple[str, int]:
    """It is not over."""
    me = must_be_member()
    try:
        form = read_form(ContestForm)
    except BadForm as bad:
        bad.beside("reason", "impact")
        return _contest_form(id, bad.values, bad.errors), 422
    with acting(me, once=form.once) as act:
        closing.contest(act, id, form.reason, form.impact)
        state = grievances.grievance(act.session, id, me).state
        act.answer(to=url_for("grievances.one", id=id), state=state, said=_contested(state))
    return act.response()


@bp.get("/grievances/<int:id>/receipt")
def receipt(id: int) -> str:
    """The receipt of a handing over, for the screen and for paper."""
    me = must_be_member()
    with reading() as session:
        seen = grievances.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        row = reads.receipt(session, id)
    if row is None:
        raise Absent
    return render_template("handling/receipt.html", seen=seen, row=row)


def _contested(state: str) -> str:
    if state == "closing":
        return _("记下了。再有一户说还没有好，这次提议就不算了。")
    return Sentence(_("记下了。这件事现在是“{state}”。"), state=words.STATES[state])


def _closing_form(id: int, values: dict[str, object], errors: dict[str, str]) -> str:
    me = must_be_member()
    with reading() as session:
        seen = grievances.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        panel = reads.panel(session, seen, me)
    return render_template("handling/closing.html", seen=seen, panel=panel, values=values, errors={name: say(why) for name, why in errors.items()}, tab="say")


def _contest_form(id: int, values: dict[str, object], errors: dict[str, str]) -> str:
    me = must_be_member()
    with reading() as session:
        seen = grievances.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        panel = reads.panel(session, seen, me)
    return render_template("handling/contest.html", seen=seen, panel=panel, values=values, errors={name: say(why) for name, why in errors.items()},
                           impacts=[(level, say(word)) for level, word in words.IMPACTS.items()], tab="say")
