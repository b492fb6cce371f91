"""Answering on a phone: one statement alone on its page, three equal choices, then the next; and changing what one said."""

from flask import Blueprint, Response, redirect, render_template, url_for

from council.db import reading
from council.forms import read_form
from council.mediation.cases import reads as cases
from council.mediation.statements import acts, reads, rules
from council.mediation.statements.inputs import StandForm
from council.people.session import must_be_member
from council.record.acting import acting

bp = Blueprint("answering", __name__)


@bp.get("/cases/<int:id>/statements/next")
def asked(id: int) -> str | Response:
    """The next statement that I have not answered, alone on its page."""
    me = must_be_member()
    with reading() as session:
        now, turn = cases.case(session, id, me), reads.round_of(session, id)
        if turn is None:
            return redirect(url_for("statements.listed", id=id))  # type: ignore[return-value]
        side = reads.voice(session, turn.id, me.id) or now.voice
        why = rules.why_not_answer(side, reads.roster_counts(session, turn).get(side or "", 0), "admitted", running=turn.running)
        left = [] if why else reads.next_for(session, turn, me, side or "")
        done = reads.mine(session, turn.id, me.id)
        last = reads.statement(session, next(reversed(done))) if done else None
        shown = {"case": now.case, "why": why, "said": left[0] if left else None, "at": len(done) + 1, "total": len(done) + len(left),
                 "last": last, "last_stand": rules.STANDS[done[last.id]] if last else "", "origins": rules.ORIGINS}
    return render_template("statements/asked.html", **shown)


@bp.post("/statements/<int:id>/answer")
def answer(id: int) -> Response:
    """Agree, disagree or pass."""
    me, case_id, form = must_be_member(), 0, read_form(StandForm)
    with reading() as session:
        case_id = reads.seen(session, id, me)[1].row.case_id
    with acting(me, once=form.once) as act:
        act.answer(to=form.next or url_for("statements.answering.asked", id=case_id), stand=form.stand)
        acts.answer(act, id, form.stand)
    return act.response()
