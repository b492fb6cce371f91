"""Fact sheets for everybody; publishing and correcting for the desk; asking for members."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from pydantic import Field
from sqlmodel import Session

from council.db import reading
from council.forms import Form, read_form
from council.meetings.facts import acts, reads, rules
from council.meetings.facts.acts import Finding
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import current, enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.words import _

bp = Blueprint("facts", __name__)


class SheetForm(Form):
    """A sheet as it is written."""

    claim: str = Field(min_length=1, max_length=rules.MOST_CLAIM)
    known: str = Field(min_length=1, max_length=rules.MOST_KNOWN)
    unknown: str = Field(default="", max_length=rules.MOST_UNKNOWN)
    state: str = ""
    evidence: str = Field(default="", max_length=200)
    question: int | None = Field(default=None, ge=1)
    reason: str = Field(default="", max_length=rules.MOST_REASON)
    says = {"claim": _("还没写大家在传什么。照听到的写一句。"), "known": _("还没写查到了什么。什么都没查到，就写“还没有查到”。")}

    @property
    def finding(self) -> Finding:
        return Finding(self.claim, self.known, self.unknown, self.state, self.evidence)


class AskForm(Form):
    """What somebody heard."""

    words: str = Field(min_length=1, max_length=rules.MOST_CLAIM)
    says = {"words": _("还没写您听到了什么。写一句就行。")}


class AsideForm(Form):
    """Why no sheet is written."""

    reason: str = Field(min_length=1, max_length=rules.MOST_REASON)
    says = {"reason": _("还没写为什么不查。问的人看得到这句话。")}


@bp.get("/c/<slug>/facts")
def listed(slug: str) -> str:
    """What goes round, and what was found out; for members the way to ask, for the desk what was asked."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = _member(council.id or 0)
        desk = me is not None and me.holds(*DESK)
        facts: dict[str, Any] = {
            "sheets": reads.sheets(session, council.id or 0), "waiting": reads.waiting(session, council.id or 0) if desk else [],
            "mine": reads.mine(session, me.id) if me else [],
            "why_not_ask": rules.why_not_ask(True, ".", reads.asked_by(session, me.id)) if me else None}
    return render_template("facts/listed.html", member=me, desk=desk, rules=rules, tab="now", **facts)


@bp.get("/facts/<int:id>")
def one(id: int) -> str:
    """One claim as it stands, with its evidence, and what was said before."""
    with reading() as session:
        sheet = reads.sheet(session, id)
        enter_council(people.council_by_id(session, sheet.row.council_id))
        me = _member(sheet.row.council_id)
        shown = reads.evidence(session, sheet.row.council_id, sheet.now)
    return render_template("facts/one.html", sheet=sheet, shown=shown, desk=me is not None and me.holds(*DESK), rules=rules, tab="now")


@bp.get("/c/<slug>/facts/new")
def new(slug: str) -> str:
    """Write one; `question`: what somebody asked is the claim to begin with."""
    asked = request.args.get("question", "")
    with reading() as session:
        council = enter_council(people.council(session, slug))
        must_hold(*DESK, council_id=council.id or 0)
        question = _question(session, council.id or 0, asked)
    return render_template("facts/write.html", question=question, old=None, rules=rules, tab="now")


@bp.get("/facts/<int:id>/correct")
def correcting(id: int) -> str:
    """Say it anew, with the reason."""
    with reading() as session:
        sheet = reads.sheet(session, id)
        must_hold(*DESK, council_id=sheet.row.council_id)
        enter_council(people.council_by_id(session, sheet.row.council_id))
    return render_template("facts/write.html", question=None, old=sheet, rules=rules, tab="now")


@bp.post("/c/<slug>/facts")
def publish(slug: str) -> Response:
    """Publish one."""
    me = _desk_of(slug)
    form = read_form(SheetForm)
    with acting(me, once=form.once) as act:
        row = acts.publish(act, form.finding, form.question)
        act.answer(to=url_for("facts.one", id=row.id), id=row.id, said=_("公布了，谁都看得到。要改，只能另写一条更正。"))
    return act.response()


@bp.post("/facts/<int:id>/corrections")
def correct(id: int) -> Response:
    """Correct one by a new entry."""
    with reading() as session:
        me = must_hold(*DESK, council_id=reads.sheet(session, id).row.council_id)
    form = read_form(SheetForm)
    with acting(me, once=form.once) as act:
        acts.correct(act, id, form.finding, form.reason)
        act.answer(to=url_for("facts.one", id=id), said=_("更正了。原来的话还在下面。"))
    return act.response()


@bp.post("/c/<slug>/facts/questions")
def ask(slug: str) -> Response:
    """Ask the desk."""
    with reading() as session:
        me = must_be_member(people.council(session, slug).id)
    form = read_form(AskForm)
    with acting(me, once=form.once) as act:
        row = acts.ask(act, form.words)
        act.answer(to=url_for("facts.listed", slug=slug) + "#mine", id=row.id, said=_("交给书记了。写什么、谁问的，都不公开。"))
    return act.response()


@bp.post("/questions/<int:id>/aside")
def put_aside(id: int) -> Response:
    """No sheet is written."""
    with reading() as session:
        row = reads.question(session, id)
        me = must_hold(*DESK, council_id=row.council_id)
        slug = people.council_by_id(session, row.council_id).slug
    form = read_form(AsideForm)
    with acting(me, once=form.once) as act:
        acts.put_aside(act, id, form.reason)
        act.answer(to=url_for("facts.listed", slug=slug) + "#asked", said=_("回过了，只有问的人看得到。"))
    return act.response()


def _member(council_id: int) -> Me | None:
    me = current()
    return me if me and me.council_id == council_id else None


def _desk_of(slug: str) -> Me:
    with reading() as session:
        return must_hold(*DESK, council_id=people.council(session, slug).id)


def _question(session: Session, council_id: int, asked: str) -> Any:
    waiting = {str(each.id): each for each in reads.waiting(session, council_id)}
    return waiting.get(asked)
