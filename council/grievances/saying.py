"""Pages of words: the quick report, completing it, adding to it, and a party's answer."""

from typing import Any

from flask import Response, render_template, url_for

from council.db import reading
from council.forms import BadForm, Form, read_form
from council.grievances import acts, reads, rules, telling
from council.grievances.inputs import MOST_LETTERS, CompleteForm, QuickForm, WordsForm
from council.grievances.pages import bp, choices, of_council, pictures, say_all
from council.i18n import say
from council.people import reads as people
from council.people.session import enter_council, must_be_member
from council.record.acting import acting
from council.refusal import Absent, refuse
from council.words import Sentence, _


@bp.get("/c/<slug>/grievances/quick")
def quick(slug: str) -> str:
    """When one cannot speak now: a picture, one tap."""
    me = of_council(slug)
    with reading() as session:
        tree, offered = reads.tree(session, me.council_id), choices(session, me.council_id)
    first, *others = tree.under()
    tiles = [*(tree.under(first.code) or [first]), *others]
    return render_template("grievances/quick.html", tiles=tiles, choices=offered, tab="say")


@bp.post("/c/<slug>/grievances/quick")
def file_quick(slug: str) -> Response:
    """File what was tapped, for the secretary's eyes; words can follow."""
    me, form = of_council(slug), read_form(QuickForm)
    sent = pictures()
    with acting(me, once=form.once) as act:
        row = acts.file(act, acts.Complaint("", "", "", 0, form.category, "secretary", form.segment_id, form.door, photos=sent))
        act.answer(to=url_for("grievances.one", id=row.id), said=_("书记收到了，别人看不到。方便的时候再补几句。"))
    return act.response()


@bp.get("/grievances/<int:id>/complete")
def complete(id: int) -> str:
    """The form with one's own words in it."""
    return _complete(id, None, {})


@bp.post("/grievances/<int:id>/complete")
def write_anew(id: int) -> Response | tuple[str, int]:
    """Write them anew."""
    me = must_be_member()
    try:
        form = read_form(CompleteForm)
    except BadForm as bad:
        bad.beside(*CompleteForm.says, "hurt", "ask", "since")
        return _complete(id, bad.values, bad.errors), 422
    with acting(me, once=form.once) as act:
        telling.complete(act, id, telling.Words(**form.model_dump(exclude={"once"})))
        act.answer(to=url_for("grievances.one", id=id), said=_("改好了。以前的写法，您和书记还看得到。"))
    return act.response()


@bp.post("/grievances/<int:id>/add")
def add(id: int) -> Response:
    """One's own further word."""
    me, form = must_be_member(), read_form(WordsForm)
    with acting(me, once=form.once) as act:
        telling.add(act, id, form.words)
        act.answer(to=url_for("grievances.one", id=id), said=_("补上了。"))
    return act.response()


@bp.post("/grievances/<int:id>/photos")
def add_photos(id: int) -> Response:
    """Pictures that come later; only those who may add one have theirs developed."""
    me, form = must_be_member(), read_form(Form)
    with reading() as session:
        seen = reads.grievance(session, id, me)
        refuse(rules.why_not_photo(reads.may_add_photos(seen, me), seen.state, 0, 1))
    sent = pictures()
    with acting(me, once=form.once) as act:
        many = telling.add_photos(act, id, sent)
        act.answer(to=url_for("grievances.one", id=id), said=say(Sentence(_("加上了，现在一共 {n} 张照片。"), n=many)))
    return act.response()


@bp.post("/grievances/<int:id>/answer")
def answer(id: int) -> Response:
    """The party that it is about answers."""
    me, form = must_be_member(), read_form(WordsForm)
    with acting(me, once=form.once) as act:
        telling.answer(act, id, form.words)
        act.answer(to=url_for("grievances.one", id=id), said=_("您的回应放上去了，看得到这件事的人都看得到。"))
    return act.response()


def _complete(id: int, values: dict[str, Any] | None, errors: dict[str, str]) -> str:
    me = must_be_member()
    with reading() as session:
        seen = reads.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        if not seen.mine:
            raise Absent
        refuse(rules.why_not_complete(seen.mine, seen.state, reads.only_desk_has_read(session, seen.grievance)))
        offered = choices(session, me.council_id)
    row = seen.grievance
    now = {part: getattr(row, part) for part in ("happened", "since", "often", "hurt", "ask", "impact")}
    return render_template("grievances/complete.html", seen=seen, values=now if values is None else values, errors=say_all(errors), choices=offered,
                           limit=MOST_LETTERS, tab="say")


