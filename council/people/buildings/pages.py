"""The page of what a building head looks after, for the desk."""

from typing import Any

from flask import Blueprint, Response, render_template, url_for

from council.db import reading
from council.forms import LARGEST, BadForm, Form, read_form
from council.people import reads as people
from council.people.buildings import acts, reads, rules
from council.people.rules import DESK
from council.people.session import enter_council, must_hold
from council.record.acting import acting
from council.refusal import Absent
from council.words import _

bp = Blueprint("buildings", __name__)


class PartForm(Form):
    """Stretches and doors."""

    segments: list[int] = []
    doors: str = ""
    says = {"segments": _("没有这一段弄堂。请在图上点一段。"), "doors": _("请写门牌，几个之间空一格。")}


@bp.get("/c/<slug>/people/<int:person_id>/building")
def building(slug: str, person_id: int) -> str:
    """What they look after now, and the form to change it."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        must_hold(*DESK, council_id=council.id)
        who, part = people.me(session, person_id), reads.parts(session, council.id or 0).get(person_id)
        if who is None or who.council_id != council.id or part is None:
            raise Absent
        facts: dict[str, Any] = {"segments": people.segments(session, council.id or 0),
                                 "doors": [each.number for each in people.doors(session, council.id or 0) if each.number in part.doors]}
    return render_template("buildings/building.html", who=who, part=part, tab="me", **facts)


@bp.post("/c/<slug>/people/<int:person_id>/building")
def assign(slug: str, person_id: int) -> Response:
    """Change it."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
    me, form = must_hold(*DESK, council_id=council.id), read_form(PartForm)
    if not all(0 < each <= LARGEST for each in form.segments) or len(form.doors) > 400:
        raise BadForm({"segments": str(PartForm.says["segments"])}, form.model_dump())
    with acting(me, once=form.once) as act:
        acts.assign(act, person_id, form.segments, rules.split(form.doors))
        act.answer(to=url_for("people.roll", slug=slug), said=_("记下了。那里的事先请他上门说一声。"))
    return act.response()
