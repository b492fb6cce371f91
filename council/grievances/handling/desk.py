"""The desk's pages for one grievance: moving it on, triage, handing over, the agenda, taking it up again."""

from flask import Blueprint, Response, render_template, request, url_for

from council import clock
from council.db import reading
from council.forms import BadForm, PressForm, read_form
from council.grievances import reads as grievances
from council.grievances.handling import acts, reads, rules, triage
from council.grievances.handling.inputs import MoveForm, NumberForm, ReceiptForm, TriageForm, WordsForm
from council.i18n import say
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.refusal import Absent
from council.words import _

bp = Blueprint("desk", __name__)


@bp.get("/grievances/<int:id>/move/<to>")
def move_form(id: int, to: str) -> str:
    """A step that needs a word: agreed, or refused."""
    if to not in ("agreed", "refused"):
        raise Absent
    return _page("handling/move.html", must_hold(*DESK), id, to=to)


@bp.post("/grievances/<int:id>/move")
def move(id: int) -> Response | tuple[str, int]:
    """The next step."""
    me = must_be_member()
    try:
        form = read_form(MoveForm)
    except BadForm as bad:
        to = str(bad.values.get("to", ""))
        bad.beside(*(["note"] if to in ("agreed", "refused") else []))
        return _page("handling/move.html", must_hold(*DESK), id, to=to, values=bad.values, errors=bad.errors), 422
    with acting(me, once=form.once) as act:
        acts.move(act, id, form.to, form.note)
        act.answer(to=form.next or url_for("grievances.one", id=id))
    return act.response()


@bp.get("/grievances/<int:id>/hand-over")
def hand_over_form(id: int) -> str:
    """Not ours: to whom it goes."""
    return _page("handling/hand_over.html", must_hold(*DESK), id, values={"day": clock.local(clock.now()).date().isoformat()})


@bp.post("/grievances/<int:id>/hand-over")
def hand_over(id: int) -> Response | tuple[str, int]:
    """Hand it over."""
    me = must_be_member()
    try:
        form = read_form(ReceiptForm)
    except BadForm as bad:
        bad.beside("to", "day", "reference", "contact", "note")
        return _page("handling/hand_over.html", must_hold(*DESK), id, values=bad.values, errors=bad.errors), 422
    with acting(me, once=form.once) as act:
        acts.hand_over(act, id, acts.Receipt(form.to, form.day, form.reference, form.contact, form.note))
        act.answer(to=url_for("grievances.one", id=id), said=_("转出去了。回执说这件事的人看得到，也可以打出来。"))
    return act.response()


@bp.post("/grievances/<int:id>/receipt")
def complete_receipt(id: int) -> Response:
    """Write the other office's number on the receipt."""
    me, form = must_be_member(), read_form(NumberForm)
    with acting(me, once=form.once) as act:
        acts.complete_receipt(act, id, form.reference, form.contact)
        act.answer(to=url_for("handling.receipt", id=id), said=_("写在回执上了。"))
    return act.response()


@bp.get("/grievances/<int:id>/triage")
def triage_form(id: int) -> str:
    """Three questions; with all three answered, the type that follows and why."""
    return _triage_form(id, {name: request.args.get(name, "") for name in ("clash", "one_sector", "two_way")}, {})


@bp.post("/grievances/<int:id>/triage")
def judge(id: int) -> Response | tuple[str, int]:
    """Say which way it goes."""
    me = must_be_member()
    try:
        form = read_form(TriageForm)
    except BadForm as bad:
        bad.beside("clash", "one_sector", "two_way", "chosen", "reason")
        return _triage_form(id, bad.values, bad.errors), 422
    with acting(me, once=form.once) as act:
        acts.judge(act, id, triage.Answers(form.clash, form.one_sector, form.two_way), form.chosen, form.reason)
        act.answer(to=url_for("grievances.one", id=id), said=_("分好了。"))
    return act.response()


@bp.post("/grievances/<int:id>/table")
def table(id: int) -> Response:
    """Put it on the next agenda."""
    me, form = must_be_member(), read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.table(act, id)
        act.answer(to=form.next or url_for("grievances.one", id=id), said=_("排进下一次开门议事了。"))
    return act.response()


@bp.get("/grievances/<int:id>/reopen")
def reopen_form(id: int) -> str:
    """Taking up again what has ended."""
    return _page("handling/reopen.html", must_hold(*DESK), id)


@bp.post("/grievances/<int:id>/reopen")
def reopen(id: int) -> Response | tuple[str, int]:
    """Take it up again."""
    me = must_be_member()
    try:
        form = read_form(WordsForm)
    except BadForm as bad:
        bad.beside("note")
        return _page("handling/reopen.html", must_hold(*DESK), id, values=bad.values, errors=bad.errors), 422
    with acting(me, once=form.once) as act:
        acts.reopen(act, id, form.note)
        act.answer(to=url_for("grievances.one", id=id), said=_("重新办起来了。"))
    return act.response()


def _triage_form(id: int, values: dict[str, object], errors: dict[str, str]) -> str:
    me = must_hold(*DESK)
    with reading() as session:
        judged = reads.latest_triage(session, grievances.grievance(session, id, me).id)
    if judged is not None and not any(values.values()):
        values = {name: "yes" if getattr(judged, name) else "no" for name in ("clash", "one_sector", "two_way")}
    said = [_yes(values.get(name)) for name, _question, _example in triage.QUESTIONS]
    clash, one_sector, two_way = said
    answers = None if clash is None or one_sector is None or two_way is None else triage.Answers(clash, one_sector, two_way)
    return _page("handling/triage.html", me, id, values=values, errors=errors, triage=triage, judged=judged, answers=answers,
                 choices=[(code, say(triage.SHORT[code]), say(triage.TYPE_WORDS[code])) for code in triage.TYPES],
                 recommended=triage.recommend(answers) if answers else "", why=triage.reason(answers) if answers else "")


def _yes(answer: object) -> bool | None:
    return {"yes": True, "true": True, "no": False, "false": False}.get(str(answer).lower())


def _page(template: str, me: Me, id: int, **facts: object) -> str:
    with reading() as session:
        seen = grievances.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
    errors = {name: say(why) for name, why in dict(facts.pop("errors", None) or {}).items()}  # type: ignore[call-overload]
    return render_template(template, seen=seen, rules=rules, values=facts.pop("values", {}), errors=errors, tab="say", **facts)
