"""Patrols on the page: what was seen, the round's form, one violation and what its party can do."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from pydantic import Field, field_validator

from council import clock, photos
from council.db import reading
from council.forms import Form, read_form
from council.i18n import say
from council.patrols import acts, reads, rules
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import current, enter_council, must_be_member
from council.record.acting import acting
from council.refusal import Absent
from council.words import _

bp = Blueprint("patrols", __name__)


class BreachForm(Form):
    """One breach as the volunteer saw it."""

    clause_id: int
    party_id: int | None = None
    segment_id: int | None = None
    note: str = Field(default="", max_length=1000)
    reminded: bool = False
    on_the_spot: bool = False
    says = {"clause_id": _("还没选是哪一条。"), "party_id": _("没有这家店。不清楚就选“不清楚”。"), "segment_id": _("没有这一段弄堂。")}

    @field_validator("party_id", "segment_id", mode="before")
    @classmethod
    def none_when_blank(cls, value: object) -> object:
        """An untouched choice sends an empty string."""
        return value or None


class WalkForm(Form):
    """A round: the stretch; the clauses come as fields clause-<id>."""

    segment_id: int | None = None
    says = {"segment_id": _("没有这一段弄堂。")}


class ReasonForm(Form):
    """Why a party contests."""

    reason: str = Field(min_length=1, max_length=1000)
    says = {"reason": _("还没写为什么。写一句就行，例如“那天音响是隔壁的”。")}


class SettleForm(Form):
    """What the council decided."""

    struck: bool
    words: str = Field(default="", max_length=500)
    meeting_id: int | None = None
    says = {"struck": _("还没选议的结果。")}

    @field_validator("meeting_id", mode="before")
    @classmethod
    def none_when_blank(cls, value: object) -> object:
        """Settled outside a meeting the field is empty."""
        return value or None


@bp.get("/c/<slug>/patrols")
def listed(slug: str) -> str:
    """How the convention is kept, for everybody; violations only for members."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = current()
        me = me if me and me.council_id == council.id else None
        promises = [(each, reads.health(session, each.clause_id)) for each in reads.clauses(session, council.id or 0)]
        seen = reads.violations(session, me) if me else []
        rounds = len(reads.rounds(session, council.id or 0))
    able = me is not None and rules.why_not_log(me.offices, bool(promises)) is None
    return render_template("patrols/list.html", promises=promises, seen=seen, member=me, able=able, rounds=rounds, rules=rules, tab="convention")


@bp.get("/c/<slug>/patrols/new")
def new(slug: str) -> str:
    """The round's form: one page, one hand."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = must_be_member(council.id)
        promises = reads.clauses(session, council.id or 0)
        segments, shops = people.segments(session, council.id or 0), people.shops(session, council.id or 0)
    why = rules.why_not_log(me.offices, bool(promises))
    chosen = request.args.get("clause", type=int)
    return render_template("patrols/new.html", promises=promises, segments=segments, why=why, rules=rules, chosen=chosen,
                           names=[(each.clause_id, each.name) for each in promises], places=[(each.id, each.name) for each in segments],
                           seen_words=[(code, say(word)) for code, word in rules.SEEN.items()],
                           shops=[("", say(_("不清楚")))] + [(shop.id, shop.name) for shop in shops])


@bp.post("/c/<slug>/rounds")
def walk(slug: str) -> Response:
    """Log a round."""
    me = must_be_member(_council_id(slug))
    form = read_form(WalkForm)
    seen = {int(name[7:]): value for name, value in request.form.items() if name.startswith("clause-") and name[7:].isdigit()}
    with acting(me, once=form.once) as act:
        acts.log_round(act, acts.Walk(seen, form.segment_id))
        broken = next((clause for clause, what in seen.items() if what == "broken"), None)
        act.answer(to=url_for("patrols.new", slug=slug, clause=broken) if broken else url_for("patrols.listed", slug=slug))
    return act.response()


@bp.post("/c/<slug>/violations")
def log(slug: str) -> Response:
    """Log a breach, with a photo if there is one."""
    me = must_be_member(_council_id(slug))
    form = read_form(BreachForm)
    sent = [each for each in request.files.getlist("photo") if each.filename][:6]
    pictures = [photos.reencode(each.read(photos.HEAVIEST + 1)) for each in sent]
    with acting(me, once=form.once) as act:
        row = acts.log_violation(act, acts.Breach(photos=pictures, **form.model_dump(exclude={"once"})))
        act.answer(to=url_for("patrols.one", id=row.id))
    return act.response()


@bp.get("/violations/<int:id>")
def one(id: int) -> str:
    """One violation, and what its party can do about it."""
    me = must_be_member()
    with reading() as session:
        seen = reads.violation(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        pictures = photos.photos(session, seen.violation.topic) if _may_look(seen, me) else []
    able = rules.why_not_log(me.offices, True) is None
    return render_template(
        "patrols/one.html", seen=seen, pictures=pictures, rules=rules, desk=bool(me.offices & DESK), tab="convention",
        why_not_dispute=rules.why_not_dispute(seen.mine, seen.dispute is not None, clock.now() - seen.violation.at),
        why_not_put_right=rules.why_not_put_right(seen.mine, able, seen.put_right, seen.state), able=able)


@bp.get("/violations/<int:id>/photos/<int:photo_id>")
def photo(id: int, photo_id: int) -> Response:
    """A photo, for the party, the volunteer and the desk."""
    me = must_be_member()
    with reading() as session:
        seen = reads.violation(session, id, me)
        found = next((each for each in photos.photos(session, seen.violation.topic) if each.id == photo_id), None)
    if found is None or not _may_look(seen, me):
        raise Absent
    return photos.send(found)


@bp.post("/violations/<int:id>/put-right")
def put_right(id: int) -> Response:
    """Say that it has been put right."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        acts.put_right(act, id)
        act.answer(to=url_for("patrols.one", id=id))
    return act.response()


@bp.post("/violations/<int:id>/dispute")
def dispute(id: int) -> Response:
    """Contest it."""
    me, form = must_be_member(), read_form(ReasonForm)
    with acting(me, once=form.once) as act:
        acts.dispute(act, id, form.reason)
        act.answer(to=url_for("patrols.one", id=id), said=say(_("异议收到了，下次议事会上一起议。")))
    return act.response()


@bp.post("/disputes/<int:id>/settle")
def settle(id: int) -> Response:
    """The desk records what the council decided."""
    me, form = must_be_member(), read_form(SettleForm)
    with acting(me, once=form.once) as act:
        row = acts.settle(act, id, form.struck, form.words, form.meeting_id)
        to = url_for("story.desk", id=form.meeting_id) if row.meeting_id else url_for("patrols.listed", slug=me.slug)
        act.answer(to=to)
    return act.response()


def _may_look(seen: reads.Seen, me: Any) -> bool:
    return seen.mine or seen.violation.person_id == me.id or bool(me.offices & DESK)


def _council_id(slug: str) -> int | None:
    with reading() as session:
        return people.council(session, slug).id
