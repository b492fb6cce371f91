"""The desk's doors to single items: changing, moving, taking off, notes for the chair; and the inbox of the next meeting."""

from collections.abc import Callable

from flask import Blueprint, Response, render_template, url_for

from council.db import reading
from council.forms import Form, read_form, respond
from council.i18n import say
from council.meetings import reads as meetings
from council.meetings import rules as words
from council.meetings.acts import Item
from council.meetings.planning import items, reads, rules
from council.meetings.planning.entrance import item_of_desk
from council.meetings.planning.inputs import ItemForm, MoveForm, NoteForm, OffForm, ReasonForm
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_hold
from council.record.acting import Act, acting
from council.refusal import Absent
from council.words import Sentence, _

bp = Blueprint("items", __name__)


@bp.get("/items/<int:id>")
def one(id: int) -> str:
    """One item: its words, its place, its note, and off with it."""
    with reading() as session:
        item, _me = item_of_desk(session, id)
        if item.meeting_id is None:
            raise Absent
        lines, state = meetings.agenda(session, item.meeting_id), meetings.state(session, item.meeting_id)
        line = next(each for each in lines if each.id == id)
        note, before = reads.note(session, id), reads.history(session, id)
        meeting = meetings.meeting(session, item.meeting_id)
    why = words.why_not_change_agenda(state) or rules.why_not_touch(line.state)
    free = rules.first_free([each.state for each in lines if each.id != id])
    return render_template("planning/item.html", meeting=meeting, line=line, most=len(lines), free=free, why=why, note=note, before=before,
                           item_kinds=words.ITEM_KINDS, rules=rules)


@bp.post("/items/<int:id>/change")
def change(id: int) -> Response:
    """Another title, kind or length."""
    form = read_form(ItemForm)
    return _done(id, form, lambda act: items.change_item(act, id, Item(form.title, form.kind, "", form.minutes)), _("改好了。"))


@bp.post("/items/<int:id>/move")
def move(id: int) -> Response:
    """To another place."""
    form = read_form(MoveForm)
    return _done(id, form, lambda act: items.move_item(act, id, form.to), Sentence(_("放到第 {n} 项了。"), n=form.to))


@bp.post("/items/<int:id>/off")
def take_off(id: int) -> Response:
    """Off the agenda: to the next meeting, or for good."""
    form = read_form(OffForm)
    if form.how == "later":
        return _done(id, form, lambda act: items.return_item(act, id), _("拿下来了，等下一次会。要放回来，在“等着上会的”里收进来。"))
    return _done(id, form, lambda act: items.drop_item(act, id, form.reason), _("不议了，理由记下了。要放回来，在“拿下来的”里点一下。"))


@bp.post("/items/<int:id>/decline")
def decline(id: int) -> Response:
    """Not at a meeting."""
    form = read_form(ReasonForm)
    return _done(id, form, lambda act: items.decline_item(act, id, form.reason), _("记下了，理由谁都看得到。"))


@bp.post("/items/<int:id>/back")
def bring_back(id: int) -> Response:
    """After all."""
    return _done(id, read_form(Form), lambda act: items.bring_back(act, id), _("拿回来了。"))


@bp.post("/items/<int:id>/note")
def note(id: int) -> Response:
    """A note for the chair; nothing of it is entered."""
    with reading() as session:
        item, me = item_of_desk(session, id)
    form = read_form(NoteForm)
    items.note(me, id, form.note)
    return respond({"to": f"/items/{id}" if item.meeting_id else url_for("planning.items.inbox", slug=me.slug), "said": say(_("只给主持人看的话，存好了。"))})


@bp.get("/c/<slug>/inbox")
def inbox(slug: str) -> str:
    """What waits for the next meeting, and what was declined."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        must_hold(*DESK, council_id=council.id)
        waiting, declined = reads.waiting(session, council.id or 0), reads.declined(session, council.id or 0)
        coming = meetings.next_meeting(session, council.id or 0)
    return render_template("planning/inbox.html", waiting=waiting, declined=declined, coming=coming, rules=rules, tab="now")


def _done(id: int, form: Form, deed: Callable[[Act], object], said: str) -> Response:
    with reading() as session:
        item, me = item_of_desk(session, id)
        before = item.meeting_id
    with acting(me, once=form.once) as act:
        deed(act)
        now = meetings.item(act.session, id).meeting_id or before
        way = url_for("planning.agenda", id=now) if now else url_for("planning.items.inbox", slug=me.slug)
        act.answer(to=way, id=id, said=said)
    return act.response()
