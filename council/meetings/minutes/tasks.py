"""The desk's page of what a meeting gave people to do: noting it at its item, striking a mistake, ticking what is done."""

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field, field_validator

from council import clock
from council.db import reading
from council.forms import BadForm, Day, Form, PressForm, read_form
from council.i18n import say
from council.meetings import reads as meetings
from council.meetings.minutes import acts, reads, rules
from council.meetings.minutes.entrance import of_desk
from council.record.acting import acting
from council.text import clean_line
from council.words import _

bp = Blueprint("tasks", __name__)


class TaskForm(Form):
    """Who does what until when, and at which item it was decided."""

    item: int
    what: str = Field(min_length=1, max_length=120)
    who: str = Field(pattern=r"^(office|sector|shop):[a-z0-9_]{1,20}$")
    until: Day
    says = {"item": _("还没选是哪一项定下的。"), "what": _("还没写做什么。写一句就行。"), "who": _("还没选谁来做。点一个职务、一边或一家店。"),
            "until": _("还没写到哪一天。")}

    @field_validator("what")
    @classmethod
    def one_line(cls, value: str) -> str:
        """Without line ends."""
        return clean_line(value)


class TickForm(PressForm):
    """Done, or not after all."""

    done: bool = True


@bp.get("/meetings/<int:id>/decisions")
def decisions(id: int) -> str:
    """What the meeting decided so far, and the form for the next line."""
    return _page(id, {}, {})


@bp.post("/meetings/<int:id>/decisions")
def note(id: int) -> Response | tuple[str, int]:
    """Put a line down; what is missing is said beside its field."""
    with reading() as session:
        me = of_desk(session, id)[1]
    try:
        form = read_form(TaskForm)
    except BadForm as bad:
        bad.beside(*TaskForm.says)
        return _page(id, bad.values, {name: say(why) for name, why in bad.errors.items()}), 422
    with acting(me, once=form.once) as act:
        row = acts.note_decision(act, id, acts.Task(form.item, form.what, form.who, form.until))
        act.answer(to=url_for("minutes.tasks.decisions", id=id), id=row.id, said=_("记下了。首页上看得到，办好以前一直在。"))
    return act.response()


@bp.post("/decisions/<int:id>/strike")
def strike(id: int) -> Response:
    """Take back what was noted by mistake."""
    with reading() as session:
        row = reads.decision(session, id)
        me = of_desk(session, row.meeting_id)[1]
    form = read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.strike_decision(act, id)
        act.answer(to=form.next or url_for("minutes.tasks.decisions", id=row.meeting_id), said=_("划掉了。"))
    return act.response()


@bp.post("/decisions/<int:id>/done")
def tick(id: int) -> Response:
    """Say that it is done, or not after all."""
    with reading() as session:
        row = reads.decision(session, id)
        me = of_desk(session, row.meeting_id)[1]
    form = read_form(TickForm)
    with acting(me, once=form.once) as act:
        acts.tick_decision(act, id, form.done)
        act.answer(to=form.next or url_for("minutes.tasks.decisions", id=row.meeting_id), said=_("记为办好了。") if form.done else _("改回还没办好。"))
    return act.response()


def _page(id: int, values: dict[str, object], errors: dict[str, str]) -> str:
    with reading() as session:
        meeting = of_desk(session, id)[0]
        today, opened = clock.local(clock.now()).date(), meetings.opened_at(session, id)
        state = reads.state(session, id)
        facts = {"lines": reads.decisions(session, meeting.council_id, today, id), "items": meetings.agenda(session, id), "state": state,
                 "who": [(code, say(name)) for code, name in reads.can_be_given(session, meeting.council_id)],
                 "why": rules.why_not_decide(state, opened is not None, reads.decided(session, id)), "first": clock.local(opened).date() if opened else today}
    return render_template("minutes/decisions.html", meeting=meeting, values=values, errors=errors, tab="now", **facts)
