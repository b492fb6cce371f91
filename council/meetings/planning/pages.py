"""Planning at the desk: the agenda in order, moving the meeting, cancelling it; items, guests and the calendar file stand beside."""

from flask import Blueprint, Response, render_template, url_for

from council import clock
from council.db import reading
from council.forms import BadForm, read_form
from council.i18n import say
from council.meetings import reads as meetings
from council.meetings import rules as words
from council.meetings.planning import acts, calendars, guest_pages, item_pages, items, reads, rules
from council.meetings.planning.acts import Plan
from council.meetings.planning.entrance import of_desk
from council.meetings.planning.inputs import ChangeForm, CopyForm, ReasonForm
from council.record.acting import acting
from council.words import _

bp = Blueprint("planning", __name__)
bp.register_blueprint(item_pages.bp)
bp.register_blueprint(guest_pages.bp)
bp.register_blueprint(calendars.bp)


@bp.get("/meetings/<int:id>/agenda")
def agenda(id: int) -> str:
    """The agenda for the desk: what stands and in which order, what waits, what to add."""
    with reading() as session:
        meeting, _me = of_desk(session, id)
        lines, state = reads.starts(session, meeting), meetings.state(session, id)
        last = meetings.last_closed(session, meeting.council_id)
        facts = {"waiting": reads.waiting(session, meeting.council_id), "dropped": reads.dropped(session, id), "notes": reads.notes(session, id),
                 "copy": last if last and state == "called" and reads.to_copy(session, last.id or 0, id) else None, "ends": reads.ends_at(session, meeting),
                 "invited": reads.invited(session, id), "coming": reads.counted(session, id)}
    return render_template("planning/agenda.html", meeting=meeting, lines=lines, state=state, why=words.why_not_change_agenda(state, len(lines) + 1),
                           why_not_plan=rules.why_not_plan(state), why_not_touch=words.why_not_change_agenda(state), item_kinds=words.ITEM_KINDS, **facts)


@bp.post("/meetings/<int:id>/agenda/copy")
def copy(id: int) -> Response:
    """Take over what every meeting has."""
    with reading() as session:
        me = of_desk(session, id)[1]
    form = read_form(CopyForm)
    with acting(me, once=form.once) as act:
        items.copy_agenda(act, id, form.meeting)
        act.answer(to=url_for("planning.agenda", id=id), said=_("照上一次的抄好了。用不着的，点进去拿掉。"))
    return act.response()


@bp.get("/meetings/<int:id>/change")
def changing(id: int) -> str:
    """Another time, place or title."""
    return _changing(id, {}, {})


@bp.post("/meetings/<int:id>/change")
def change(id: int) -> Response | tuple[str, int]:
    """Move it."""
    with reading() as session:
        me = of_desk(session, id)[1]
    try:
        form = read_form(ChangeForm)
    except BadForm as bad:
        bad.beside("title", "place", "starts", "reason")
        return _changing(id, bad.values, {name: say(text) for name, text in bad.errors.items()}), 422
    with acting(me, once=form.once) as act:
        acts.change_meeting(act, id, Plan(form.title, form.place, form.starts_at, form.reason))
        act.answer(to=url_for("planning.agenda", id=id), said=_("改好了，请的人都会知道。日历上的也跟着改。贴出去的通知，请换一张。"))
    return act.response()


@bp.get("/meetings/<int:id>/cancel")
def cancelling(id: int) -> str:
    """Before it is cancelled: what that brings."""
    return _cancelling(id)


@bp.post("/meetings/<int:id>/cancel")
def cancel(id: int) -> Response:
    """Call it off."""
    with reading() as session:
        me = of_desk(session, id)[1]
    form = read_form(ReasonForm)
    with acting(me, once=form.once) as act:
        acts.cancel_meeting(act, id, form.reason)
        act.answer(to=url_for("story.meetings_list", slug=me.slug), said=_("取消了，请的人都会知道。别人提上来的事，回到“等着上会的”。"))
    return act.response()


def _changing(id: int, values: dict[str, str], errors: dict[str, str]) -> str:
    with reading() as session:
        meeting, _me = of_desk(session, id)
        why, before = rules.why_not_plan(meetings.state(session, id)), reads.changes(session, id)
    now = {"title": meeting.title, "place": meeting.place, "starts": f"{clock.local(meeting.starts_at):%Y-%m-%dT%H:%M}", "reason": ""}
    return render_template("planning/change.html", meeting=meeting, values=now | values, errors=errors, why=why, before=before, rules=rules)


def _cancelling(id: int) -> str:
    with reading() as session:
        meeting, _me = of_desk(session, id)
        why, waiting = rules.why_not_plan(meetings.state(session, id)), [line for line in meetings.agenda(session, id) if line.about]
        invited = reads.invited(session, id)
    return render_template("planning/cancel.html", meeting=meeting, why=why, waiting=waiting, invited=invited, rules=rules)
