"""The page where the secretary tends the classes: adding, renaming, retiring, ordering."""

from flask import Response, render_template, url_for

from council.db import reading
from council.forms import Form, read_form
from council.grievances import kinds, reads
from council.grievances.inputs import KindForm, RetireForm
from council.grievances.pages import bp
from council.people import reads as people
from council.people.reads import Me
from council.people.session import enter_council, must_hold
from council.record.acting import Act, acting
from council.words import _


@bp.get("/c/<slug>/categories")
def categories(slug: str) -> str:
    """All classes, the retired ones too."""
    me = _desk(slug)
    with reading() as session:
        tree, counts = reads.tree(session, me.council_id), reads.counts(session, me.council_id)
    return render_template("grievances/categories.html", tree=tree, counts=counts, tab="say")


@bp.post("/c/<slug>/categories")
def add_kind(slug: str) -> Response:
    """A new one."""
    me, form = _desk(slug), read_form(KindForm)
    with acting(me, once=form.once) as act:
        kinds.add(act, form.word, form.parent)
        _back(act, slug)
    return act.response()


@bp.post("/c/<slug>/categories/<code>/rename")
def rename_kind(slug: str, code: str) -> Response:
    """Another word."""
    me, form = _desk(slug), read_form(KindForm)
    with acting(me, once=form.once) as act:
        kinds.rename(act, code, form.word)
        _back(act, slug)
    return act.response()


@bp.post("/c/<slug>/categories/<code>/retire")
def retire_kind(slug: str, code: str) -> Response:
    """It goes, or comes back."""
    me, form = _desk(slug), read_form(RetireForm)
    with acting(me, once=form.once) as act:
        kinds.retire(act, code, form.back)
        _back(act, slug)
    return act.response()


@bp.post("/c/<slug>/categories/<code>/up")
def move_kind(slug: str, code: str) -> Response:
    """It changes places with the one before it."""
    me, form = _desk(slug), read_form(Form)
    with acting(me, once=form.once) as act:
        kinds.move_up(act, code)
        _back(act, slug)
    return act.response()


def _desk(slug: str) -> Me:
    with reading() as session:
        council = enter_council(people.council(session, slug))
    return must_hold("secretary", "deputy", council_id=council.id)


def _back(act: Act, slug: str) -> None:
    act.answer(to=url_for("grievances.categories", slug=slug), said=_("改好了。"))
