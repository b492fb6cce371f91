"""Somebody has said this already: asked while one writes, answered "the same" or "something else"; the desk links what is one thing."""

from typing import Annotated, Any

from flask import Blueprint, Response, jsonify, render_template, request, url_for
from pydantic import Field, field_validator

from council import photos
from council.db import reading
from council.forms import BadForm, Form, read_form, wants_json
from council.grievances import acts as grievances
from council.grievances import pages as floor
from council.grievances import reads, rules
from council.grievances.inputs import MOST_LETTERS, Id, JoinForm, PlaceForm, fits
from council.grievances.likeness import acts
from council.grievances.likeness import reads as likeness
from council.grievances.likeness.reads import Draft
from council.i18n import say
from council.limits import limit
from council.people import reads as people
from council.people.session import enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.text import clean
from council.words import _

bp = Blueprint("likeness", __name__)

ASKED = "40/minute"
"""How often one person may ask: a draft asks by itself whenever its writer pauses."""


Outline = Annotated[str, Field(pattern="^[0-9a-f]{16}$")]


class DraftForm(PlaceForm):
    """What is being written, as far as it has got. nots: what is something else; no: the one just said to be so."""

    happened: str = ""
    hurt: str = ""
    ask: str = ""
    category: str = ""
    shops: list[str] = []
    outlines: list[Outline] = Field(default=[], max_length=6)
    nots: list[Id] = Field(default=[], max_length=60)
    no: int | None = None

    @field_validator("no", mode="before")
    @classmethod
    def nothing_when_blank(cls, value: object) -> object:
        """Not pressed."""
        return value or None

    _fits = field_validator("happened", "hurt", "ask")(fits)

    def draft(self) -> Draft:
        """As it is compared."""
        return Draft(self.happened, self.category, self.hurt, self.ask, self.segment_id, self.door, tuple(int(each, 16) for each in self.outlines),
                     tuple(self.nots))


class LinkForm(Form):
    """With which other one."""

    other: Id
    says = {"other": _("没有这件诉求。请从列出的里面选。")}


@bp.post("/c/<slug>/grievances/alike")
def alike(slug: str) -> Response | str:
    """What may be the same thing: as a fragment for the page that asks by itself, or the whole form again with nothing lost."""
    me, form = floor.of_council(slug), read_form(DraftForm)
    limit(ASKED, f"alike:{me.id}")
    with reading() as session:
        found = likeness.alike(session, me, form.draft())
    declined = next((each for each in found if each.id == form.no), None)
    if declined is not None:
        acts.answer(me.council_id, False, declined.likeness)
        form.nots.append(declined.id)
        with reading() as session:
            found = likeness.alike(session, me, form.draft())
    if not wants_json():
        written = {name: clean(value) for name, value in request.form.items()}
        return floor.form_page(slug, {**written, "shops": form.shops}, {}, candidates=found, nots=form.nots)
    html = render_template("likeness/_candidates.html", candidates=found, nots=form.nots, slug=slug, rules=rules)
    return jsonify(ok=True, n=len(found), html=html)


@bp.post("/grievances/<int:id>/same")
def same(id: int) -> str:
    """Before one joins instead of filing: one's own words and impact are carried over, and the way back loses nothing."""
    form = read_form(DraftForm)
    told = "\n".join(clean(each) for each in (form.happened, form.hurt, form.ask) if each)
    return _same(id, {"hurt": told, "impact": request.form.get("impact")}, {})


@bp.post("/grievances/<int:id>/same/join")
def join(id: int) -> Response | tuple[str, int]:
    """Say "me too" to what was offered."""
    me = must_be_member()
    try:
        form, draft = read_form(JoinForm), read_form(DraftForm).draft()
        with reading() as session:
            offered = next((each for each in likeness.alike(session, me, draft) if each.id == id), None)
        with acting(me, once=form.once) as act:
            grievances.join(act, id, form.hurt, form.impact)
            act.answer(to=url_for("grievances.one", id=id), said=_("并在一起了。您的话在里面，随时可以收回。"))
    except BadForm as bad:
        bad.beside("impact", "hurt")
        return _same(id, bad.values, bad.errors), 422
    if offered is not None:
        acts.answer(me.council_id, True, offered.likeness)
    return act.response()


@bp.post("/grievances/<int:id>/link")
def link(id: int) -> Response:
    """The desk: these two are one thing."""
    me, form = must_hold("secretary", "deputy"), read_form(LinkForm)
    with acting(me, once=form.once) as act:
        acts.link(act, id, form.other)
        act.answer(to=url_for("grievances.one", id=id), said=_("连起来了。两边的人和话都还在。"))
    return act.response()


@bp.post("/grievances/<int:id>/unlink")
def unlink(id: int) -> Response:
    """The desk: they are not."""
    me, form = must_hold("secretary", "deputy"), read_form(Form)
    with acting(me, once=form.once) as act:
        acts.unlink(act, id)
        act.answer(to=url_for("grievances.one", id=id), said=_("分开了。"))
    return act.response()


def _same(id: int, values: dict[str, Any], errors: dict[str, str]) -> str:
    me = must_be_member()
    with reading() as session:
        seen = reads.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        pictures = photos.photos(session, seen.topic)
    return render_template("likeness/same.html", seen=seen, pictures=pictures, draft=_draft(), values=values, errors=floor.say_all(errors),
                           impacts=[(level, say(word)) for level, word in rules.IMPACTS.items()], limit=MOST_LETTERS,
                           why_not=rules.why_not_join(seen.mine, seen.i_joined, seen.state), tab="say")


def _draft() -> list[tuple[str, str]]:
    """The half-written grievance as it came along, field by field; its own "hurt" travels beside the one of the joining."""
    kept = [(name, clean(value)) for name, value in request.form.items(multi=True) if name not in ("csrf_token", "once", "no")]
    own = request.form.get("own_hurt")
    return kept if own is None else [(name, clean(own) if name == "hurt" else value) for name, value in kept if name != "own_hurt"]
