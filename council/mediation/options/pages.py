"""Options on a case: the desk puts them up, each person says what they can bear, everybody sees what follows from it."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from pydantic import field_validator
from sqlmodel import Session

from council.db import reading
from council.forms import BadForm, Form, PressForm, read_form
from council.i18n import say
from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.interests import reads as interests
from council.mediation.options import acts, reads, rules, sayings
from council.mediation.statements import reads as statements
from council.people.reads import Me
from council.people.rules import DESK, SIDES
from council.people.session import current, must_be_member, must_hold
from council.record.acting import acting
from council.text import clean_line
from council.words import _

bp = Blueprint("options", __name__)


class OptionsForm(Form):
    """The options as the desk writes them."""

    option: list[str] = []

    @field_validator("option")
    @classmethod
    def short(cls, value: list[str]) -> list[str]:
        """Each one line; empty ones are left out."""
        written = [clean_line(each) for each in value if clean_line(each)]
        if why := rules.why_not_open(DESK, False, written):
            raise ValueError(str(why))
        return written


@bp.get("/cases/<int:id>/options")
def one(id: int) -> str:
    """The options of a case: my sheet while it runs, the result when it has ended."""
    with reading() as session:
        page = _page(session, id, current())
    return render_template("options/one.html", **page)


@bp.get("/cases/<int:id>/options.json")
def one_json(id: int) -> Response:
    """The same for programs (docs/api.md)."""
    with reading() as session:
        page = _page(session, id, current())
    found, result = page["found"], page["result"]
    lines = [{"option": line.option.position, "text": sayings.text(line.option), "acceptance": float(line.acceptance),
              **{side: {"people": weight.people, "blank": weight.blank, "mean": float(weight.mean)} if (weight := line.shown(side)) else None
                 for side in SIDES}} for line in result.lines] if result and not found.running else []
    return jsonify({"case": id, "open": bool(found and found.running), "verdict": found.closing.verdict if found and found.closing else None,
                    "options": lines})


@bp.post("/cases/<int:id>/options")
def put_up(id: int) -> Response | tuple[str, int]:
    """Put options up."""
    me = must_hold(*DESK)
    with reading() as session:
        cases.case(session, id, me)
    try:
        form = read_form(OptionsForm)
    except BadForm as wrong:
        wrong.beside("option")
        with reading() as session:
            page = _page(session, id, me)
        return render_template("options/one.html", **page | {"written": request.form.getlist("option"), "error": wrong.sentence}), 422
    with acting(me, once=form.once) as act:
        row = acts.put_up(act, id, form.option)
        act.answer(to=url_for("options.one", id=id), id=row.id)
    return act.response()


@bp.post("/options/<int:id>/resistance")
def give(id: int) -> Response:
    """Hand in one's sheet; the options come as fields r-<option>."""
    me, form = must_be_member(), read_form(PressForm)
    with reading() as session:
        found = reads.weighing(session, id)
        cases.case(session, found.row.case_id, me)
    try:
        values = {each.id or 0: rules.resistance(request.form.get(f"r-{each.id}", "").strip()) for each in found.options}
    except ValueError:
        raise BadForm({"": _("每个办法请在 0 到 10 里选一个，或者空着。")}, {}) from None
    with acting(me, once=form.once) as act:
        acts.give(act, id, values)
        act.answer(to=form.next or url_for("options.one", id=found.row.case_id))
    return act.response()


@bp.get("/options/<int:id>/close")
def before_close(id: int) -> str:
    """What ending it brings, before it is done."""
    me = must_hold(*DESK)
    with reading() as session:
        found = reads.weighing(session, id)
        now = cases.case(session, found.row.case_id, me)
        result = reads.result(session, found)
    return render_template("options/close.html", found=found, case=now.case, result=result, why=rules.why_not_close(me.offices, found.running))


@bp.post("/options/<int:id>/close")
def close(id: int) -> Response:
    """End it with its result."""
    me, form = must_hold(*DESK), read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.close(act, id)
        act.answer(to=url_for("options.one", id=reads.weighing(act.session, id).row.case_id))
    return act.response()


@bp.app_template_global("options_part")
def part(now: CaseNow, me: Me) -> dict[str, Any]:
    """What the page of a case shows of its options."""
    with reading() as session:
        found = reads.newest(session, now.id)
        if found is None:
            return {"found": None, "result": None, "mine": None, "why": None, "sayings": sayings}
        why = rules.why_not_give(now.voice, reads.roster(session, found.row, found.closing).get(now.voice or "", 0), found.running)
        return {"found": found, "result": None if found.running else reads.result(session, found), "mine": reads.sheet(session, found.id, me.id),
                "why": why, "sayings": sayings}


def _page(session: Session, case_id: int, me: Me | None) -> dict[str, Any]:
    there = statements.there(session, case_id, me)
    found, member = reads.newest(session, case_id), there.member
    needs = interests.candidates(interests.interests(session, case_id)) if member else []
    page: dict[str, Any] = {"case": there.row, "found": found, "member": member, "desk": there.desk, "needs": [each.line.text for each in needs],
                            "written": [], "error": None, "limit": rules.MOST_LETTERS, "most": rules.MOST_OPTIONS, "result": None, "mine": None,
                            "sides": SIDES, "sayings": sayings}
    if found is None:
        return page
    roster = reads.roster(session, found.row, found.closing)
    return page | {"result": reads.result(session, found), "mine": reads.sheet(session, found.id, member.id) if member else None,
                   "why": rules.why_not_give(there.voice, roster.get(there.voice or "", 0), found.running),
                   "marks": [("", say(_("空着"))), *((str(n), str(n)) for n in range(11))], "talking": _talking(session, case_id, member)}


def _talking(session: Session, case_id: int, me: Me | None) -> bool:
    return me is not None and cases.case(session, case_id, me).open


