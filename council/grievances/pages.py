"""Saying something: the list, the form, one grievance, "me too", and its way on."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from pydantic import Field, field_validator
from sqlmodel import Session

from council import photos
from council.db import reading
from council.forms import BadForm, Form, read_form
from council.grievances import acts, reads, rules
from council.i18n import say
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import current, enter_council, must_be_member
from council.record.acting import acting
from council.refusal import Absent, Refusal
from council.words import _

bp = Blueprint("grievances", __name__)

MOST_PHOTOS = 6


class ComplaintForm(Form):
    """What the page "say something" sends."""

    happened: str = Field(min_length=1, max_length=2000)
    hurt: str = Field(default="", max_length=2000)
    ask: str = Field(min_length=1, max_length=1000)
    impact: int = Field(ge=1, le=5)
    category: str
    segment_id: int | None = None
    door: str = Field(default="", max_length=20)
    party_id: int | None = None
    circle: str = "secretary"
    says = {
        "happened": "还没写出了什么事。写一句就行，例如“周末排队排到我家门口”。",
        "ask": "还没写您想要什么。写一句就行，例如“门口留条路”。",
        "impact": "还没选对您影响多大。点一个最像的。",
        "category": "还没选是哪一类。点一个最像的。",
        "circle": "还没选谁看得见。",
        "segment_id": "没有这一段弄堂。请在图上点一段。",
        "party_id": "没有这家店。请从列出的店里选，或者选“说不清”。",
    }

    @field_validator("segment_id", "party_id", mode="before")
    @classmethod
    def none_when_blank(cls, value: object) -> object:
        """An untouched choice sends an empty string."""
        return value or None

    @field_validator("category")
    @classmethod
    def known_category(cls, value: str) -> str:
        """Only categories of this council."""
        if value not in rules.CATEGORIES:
            raise ValueError(cls.says["category"])
        return value

    @field_validator("circle")
    @classmethod
    def known_circle(cls, value: str) -> str:
        """Only the three circles."""
        if value not in rules.CIRCLES:
            raise ValueError(cls.says["circle"])
        return value


class JoinForm(Form):
    """A "me too"."""

    hurt: str = Field(default="", max_length=1000)
    impact: int = Field(ge=1, le=5)
    says = {"impact": "还没选对您影响多大。点一个最像的。"}


class MoveForm(Form):
    """The secretary's next step."""

    to: str
    note: str = Field(default="", max_length=1000)
    says = {"to": "还没选下一步。"}


@bp.get("/c/<slug>/grievances")
def listed(slug: str) -> str:
    """Members see what the lamp lets them see; the public sees how many of which kind."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = _member_of(council.id or 0)
        seen = reads.visible(session, me) if me else []
        counts = reads.counts(session, council.id or 0)
    return render_template("grievances/list.html", seen=seen, counts=counts, member=me, rules=rules, tab="say")


@bp.get("/c/<slug>/grievances/new")
def new(slug: str) -> str:
    """The form."""
    return _form(slug, {"category": request.args.get("category", "")}, {})


@bp.post("/c/<slug>/grievances")
def file(slug: str) -> Response | tuple[str, int]:
    """File it; what is missing is said beside its field and nothing written is lost."""
    with reading() as session:
        council_id = people.council(session, slug).id
    me = must_be_member(council_id)
    try:
        form = read_form(ComplaintForm)
        pictures = _pictures()
        with acting(me, once=form.once) as act:
            row = acts.file(act, acts.Complaint(photos=pictures, **form.model_dump(exclude={"once"})))
            act.answer(to=url_for("grievances.one", id=row.id), said="说出去了。书记会在两天里回您。")
    except BadForm as bad:
        bad.beside(*ComplaintForm.says, "hurt")
        return _form(slug, bad.values, bad.errors), 422
    return act.response()


@bp.get("/grievances/<int:id>")
def one(id: int) -> str:
    """One grievance, as far as the lamp reaches."""
    me = must_be_member()
    with reading() as session:
        seen = reads.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        steps, joined = reads.steps(session, id), reads.joinings(session, id)
        pictures = photos.photos(session, seen.topic)
    moves = ("acknowledged", "mediating", "agreed", "solved", "refused", "out_of_remit")
    return render_template(
        "grievances/one.html", seen=seen, steps=steps, joined=joined, pictures=pictures, rules=rules, desk=bool(me.offices & DESK), tab="say",
        why_not_join=rules.why_not_join(seen.mine, seen.i_joined, seen.state), impacts=[(level, say(word)) for level, word in rules.IMPACTS.items()],
        why_not_withdraw=rules.why_not_withdraw(seen.mine, seen.state),
        next_states=[(state, say(rules.STATES[state])) for state in moves if state != seen.state])


@bp.get("/grievances/<int:id>/photos/<int:photo_id>")
def photo(id: int, photo_id: int) -> Response:
    """A photo, for the same eyes as its grievance."""
    me = must_be_member()
    with reading() as session:
        seen = reads.grievance(session, id, me)
        found = next((each for each in photos.photos(session, seen.topic) if each.id == photo_id), None)
    if found is None:
        raise Absent
    return photos.send(found)


@bp.post("/grievances/<int:id>/join")
def join(id: int) -> Response:
    """Me too."""
    me, form = must_be_member(), read_form(JoinForm)
    with acting(me, once=form.once) as act:
        acts.join(act, id, form.hurt, form.impact)
        act.answer(to=url_for("grievances.one", id=id), said="算上您了。")
    return act.response()


@bp.post("/grievances/<int:id>/leave")
def leave(id: int) -> Response:
    """Take the "me too" back."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        acts.leave(act, id)
        act.answer(to=url_for("grievances.one", id=id), said="您的“我也是”收回了。")
    return act.response()


@bp.post("/grievances/<int:id>/move")
def move(id: int) -> Response:
    """The secretary's next step."""
    me, form = must_be_member(), read_form(MoveForm)
    with acting(me, once=form.once) as act:
        acts.move(act, id, form.to, form.note)
        act.answer(to=url_for("grievances.one", id=id))
    return act.response()


@bp.post("/grievances/<int:id>/withdraw")
def withdraw(id: int) -> Response:
    """Its author takes it back."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        acts.withdraw(act, id)
        act.answer(to=url_for("grievances.one", id=id), said="撤回了。记录里只留下“撤回”两个字。")
    return act.response()


def _form(slug: str, values: dict[str, object], errors: dict[str, str]) -> str:
    with reading() as session:
        council = enter_council(people.council(session, slug))
        must_be_member(council.id)
        choices = _choices(session, council.id or 0)
    return render_template("grievances/new.html", values=values, errors={name: say(why) for name, why in errors.items()}, choices=choices, tab="say")


def _choices(session: Session, council_id: int) -> dict[str, list[Any]]:
    doors: dict[int | None, list[str]] = {}
    for door in people.doors(session, council_id):
        doors.setdefault(door.segment_id, []).append(door.number)
    return {
        "impacts": [(level, say(word)) for level, word in rules.IMPACTS.items()],
        "categories": [("", say(_("点这里选一类")))] + [(code, say(word)) for code, word in rules.CATEGORIES.items()],
        "stretches": [(each.id, each.name, _span(doors.get(each.id, []))) for each in people.segments(session, council_id)],
        "shops": [("", say(_("说不清，或者跟店无关")))] + [(shop.id, shop.name) for shop in people.shops(session, council_id)],
    }


def _span(doors: list[str]) -> str:
    return "" if not doors else doors[0] if len(doors) == 1 else f"{doors[0]}–{doors[-1]}"


def _pictures() -> list[photos.Picture]:
    sent = [each for each in request.files.getlist("photo") if each.filename]
    if len(sent) > MOST_PHOTOS:
        raise Refusal("照片最多六张。请留下最要紧的六张。", 422)
    return [photos.reencode(each.read(photos.HEAVIEST + 1)) for each in sent]


def _member_of(council_id: int) -> Me | None:
    me = current()
    return me if me and me.council_id == council_id else None
