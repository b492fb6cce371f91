"""The desk of a round: opening it with seeds for both sides, looking at what is new, ending it; and the appeals of the second person."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlmodel import Session

from council.db import reading
from council.forms import BadForm, PressForm, read_form
from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.statements import acts, ground, reads, results, rules
from council.mediation.statements.inputs import DecisionForm, RefusalForm, SeedsForm
from council.people.rules import DESK, SECTORS, SIDES
from council.people.session import must_be_member, must_hold
from council.record.acting import acting
from council.refusal import Absent

bp = Blueprint("desk", __name__)

NONE_WRITTEN: dict[str, list[str]] = {side: [] for side in SIDES}


@bp.get("/cases/<int:id>/statements/desk")
def board(id: int) -> str:
    """What waits to be looked at, who has answered so far without how; before a round the form that opens one."""
    me = must_hold(*DESK)
    with reading() as session:
        return _board(session, cases.case(session, id, me))


@bp.post("/cases/<int:id>/statements/open")
def open_round(id: int) -> Response | tuple[str, int]:
    """Open a round."""
    me = must_hold(*DESK)
    with reading() as session:
        now = cases.case(session, id, me)
    try:
        form = read_form(SeedsForm)
    except BadForm as wrong:
        wrong.beside(*SIDES)
        written = {side: request.form.getlist(side) for side in SIDES}
        with reading() as session:
            return _board(session, now, written, wrong.errors), 422
    with acting(me, once=form.once) as act:
        row = acts.open_round(act, id, {"resident": form.resident, "merchant": form.merchant}, form.premoderated == "yes")
        act.answer(to=url_for("statements.desk.board", id=id), id=row.id)
    return act.response()


@bp.post("/statements/<int:id>/admit")
def admit(id: int) -> Response:
    """Let it be asked."""
    me, form = must_hold(*DESK), read_form(PressForm)
    with acting(me, once=form.once) as act:
        act.answer(to=form.next or url_for("statements.one", id=id))
        acts.admit(act, id)
    return act.response()


@bp.get("/statements/<int:id>/refuse")
def before_refusal(id: int) -> str:
    """The reasons, one of which is given."""
    me = must_hold(*DESK)
    with reading() as session:
        found, turn, now = reads.seen(session, id, me)
    return render_template("statements/refuse.html", said=found, case=now.case, codes=rules.CODES, most=rules.MOST_NOTE, origins=rules.ORIGINS,
                           why=rules.why_not_moderate(me.offices, found.state, "unclear", running=turn.running))


@bp.post("/statements/<int:id>/refuse")
def turn_down(id: int) -> Response:
    """Do not let it be asked, and say why."""
    me, form = must_hold(*DESK), read_form(RefusalForm)
    with reading() as session:
        case_id = reads.seen(session, id, me)[1].row.case_id
    with acting(me, once=form.once) as act:
        act.answer(to=form.next or url_for("statements.desk.board", id=case_id))
        acts.turn_down(act, id, form.code, form.note)
    return act.response()


@bp.get("/statements/rounds/<int:id>/close")
def before_close(id: int) -> str:
    """What ending a round brings, before it is done."""
    me = must_hold(*DESK)
    with reading() as session:
        turn = reads.round_by_id(session, id)
        now = cases.case(session, turn.row.case_id, me)
        lines = results.everything(session, turn)
    return render_template("statements/close.html", turn=turn, case=now.case, asked=len(lines), why=rules.why_not_close(me.offices, turn.running),
                           waiting=sum(1 for line in lines if line.ground.state == "missing"))


@bp.post("/statements/rounds/<int:id>/close")
def close(id: int) -> Response:
    """End a round."""
    me, form = must_hold(*DESK), read_form(PressForm)
    with acting(me, once=form.once) as act:
        row = acts.close_round(act, id)
        act.answer(to=url_for("statements.listed", id=reads.round_by_id(act.session, row.round_id).row.case_id))
    return act.response()


@bp.get("/c/<slug>/appeals")
def appeals(slug: str) -> str:
    """What authors have asked a second person to look at."""
    me = must_be_member()
    if me.slug != slug:
        raise Absent
    must_hold(*rules.SECOND)
    with reading() as session:
        waiting = reads.appeals(session, me)
    return render_template("statements/appeals.html", waiting=waiting, codes=rules.CODES, origins=rules.ORIGINS)


@bp.post("/statements/<int:id>/decide")
def decide(id: int) -> Response:
    """The second person decides."""
    me, form = must_be_member(), read_form(DecisionForm)
    with acting(me, once=form.once) as act:
        acts.decide(act, id, form.let_in == "yes", form.note)
        act.answer(to=url_for("statements.desk.appeals", slug=me.slug))
    return act.response()


def _board(session: Session, now: CaseNow, written: dict[str, list[str]] | None = None, errors: dict[str, str] | None = None) -> str:
    turn = reads.round_of(session, now.id)
    page: dict[str, Any] = {"case": now.case, "turn": turn, "sides": SIDES, "written": written or NONE_WRITTEN, "errors": errors or {},
                            "most": rules.MOST_SEEDS, "least": rules.SEEDS, "limit": rules.MOST_LETTERS, "origins": rules.ORIGINS, "few": {},
                            "why_open": rules.why_not_open(DESK, False, {}, talking=now.open), "state_words": rules.STATES}
    if turn is None:
        return render_template("statements/desk.html", **page)
    said, roster = reads.all_said(session, turn.id), reads.roster_counts(session, turn)
    lines = results.everything(session, turn)
    return render_template("statements/desk.html", **page | {
        "waiting": [(each, reads.near(session, turn, each.text, each.id)) for each in said if each.state == "waiting"],
        "others": [each for each in said if each.state in ("refused", "appealed", "upheld")], "lines": lines, "roster": roster,
        "turnout": reads.turnout(session, turn.id), "few": {SECTORS[side]: n for side, n in roster.items() if n < ground.LEAST},
        "unclear": [line for line in lines if line.unclear]})
