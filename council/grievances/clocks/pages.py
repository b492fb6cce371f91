"""The clocks' pages: what is promised to everybody, what the desk notes, climbing, the papers, the building head's list."""

from datetime import UTC, date, datetime

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field, field_validator

from council import clock, photos
from council.db import reading
from council.forms import Form, read_form
from council.grievances import reads as grievances
from council.grievances.clocks import acts, ladder, measures, reads, rules, sayings
from council.grievances.rules import STATES
from council.i18n import say
from council.people import reads as people
from council.people.calendar import reads as calendar
from council.people.calendar.rules import DAY, SHANGHAI, SHUTS
from council.people.rules import DESK
from council.people.session import current, enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.words import Sentence, _

bp = Blueprint("clocks", __name__)
bp.app_template_filter("apart")(sayings.apart)
bp.app_template_filter("clock_line")(sayings.line)
bp.app_template_filter("clock_chip")(sayings.chip)
bp.app_template_filter("promised")(sayings.promised)
bp.app_template_global("clock_word")(sayings.word)
bp.app_template_global("clock_words")(sayings.words)


class ContactForm(Form):
    """With whom somebody has spoken, and how."""

    whom: str
    how: str
    says = {"whom": _("还没选跟谁说的、怎么说的。"), "how": _("还没选跟谁说的、怎么说的。")}


class PromiseForm(Form):
    """The day that is promised; its end is when the office shuts."""

    day: date
    words: str = Field(default="", max_length=200)
    says = {"day": _("还没选哪一天。")}

    @field_validator("day")
    @classmethod
    def of_our_time(cls, value: date) -> date:
        """A year that can be counted in."""
        if not 2000 <= value.year <= 2100:
            raise ValueError(cls.says["day"])
        return value

    @property
    def until(self) -> datetime:
        return datetime.combine(self.day, SHUTS, SHANGHAI).astimezone(UTC)


class WaitForm(Form):
    """For whom the matter waits."""

    whom: str
    says = {"whom": _("还没选等谁。")}


class MeasureForm(Form):
    """The four amounts of one due class."""

    due: str
    acknowledge: int = Field(ge=1, le=720)
    contact: int = Field(ge=1, le=720)
    plan: int = Field(ge=1, le=720)
    outcome: int = Field(ge=1, le=720)
    says = {"due": _("没有这一类。请重新打开这一页。"), **dict.fromkeys(rules.CLOCKS, _("请写 1 以上的整数。"))}


@bp.get("/c/<slug>/promises")
def promises(slug: str) -> str:
    """How soon everybody gets an answer here, and what happens when not."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        now, tree = clock.now(), grievances.tree(session, council.id or 0)
        year = calendar.year(session, council.id or 0, clock.local(now).year)
        late, classes = reads.overdue(session, council.id or 0, now), measures.classes(session, council.id or 0)
        changed = measures.changed_at(session, council.id or 0)
    me = current()
    desk = me is not None and me.council_id == council.id and bool(me.offices & DESK)
    kinds = {code: [kind.word for kind in tree.open() if rules.due_class(kind.code, kind.parent) is due] for code, due in rules.CLASSES.items()}
    return render_template("clocks/promises.html", classes=classes, desk=desk, changed=changed, amount=measures.amount, largest=measures.MOST,
                           kinds=kinds, names=rules.CLOCKS, ladder=ladder, year=year, late=late, now=now,
                           measure=measure, tab="say")


@bp.post("/c/<slug>/promises")
def set_measures(slug: str) -> Response:
    """How long the clocks of one class may take from now on."""
    with reading() as session:
        council_id = people.council(session, slug).id or 0
    me, form = must_be_member(council_id), read_form(MeasureForm)
    with acting(me, once=form.once) as act:
        measures.set_measures(act, form.due, {name: getattr(form, name) for name in rules.CLOCKS})
        act.answer(to=url_for("clocks.promises", slug=slug), said=_("改好了。以后来的事照新的时间算，已经在走的钟不变。"))
    return act.response()


@bp.get("/c/<slug>/near")
def near(slug: str) -> str:
    """The building head's matters."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me, now = must_hold("building_head", council_id=council.id), clock.now()
        seen = reads.near(session, me)
        times = reads.clocks(session, [each.id for each in seen], now)
    return render_template("clocks/near.html", seen=seen, times=times, now=now, tab="say")


@bp.get("/grievances/<int:id>/papers")
def papers(id: int) -> str:
    """What a climb carries: the matter, its way, its clocks, on paper, as far as the lamp reaches."""
    me = must_be_member()
    with reading() as session:
        seen = grievances.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        panel = reads.panel(session, seen, me)
        steps, answers, many = grievances.steps(session, id), grievances.answers(session, id), len(photos.photos(session, seen.topic))
    return render_template("clocks/papers.html", seen=seen, panel=panel, steps=steps, answers=answers, photos=many,
                           grievance_states=STATES)


@bp.post("/grievances/<int:id>/contact")
def contact(id: int) -> Response:
    """Somebody has spoken with them."""
    me, form = must_be_member(), read_form(ContactForm)
    with acting(me, once=form.once) as act:
        acts.note_contact(act, id, form.whom, form.how)
        act.answer(to=_page(id), said=say(_("记下了：跟人说过话了。")))
    return act.response()


@bp.post("/grievances/<int:id>/promise")
def promise(id: int) -> Response:
    """A day is promised."""
    me, form = must_be_member(), read_form(PromiseForm)
    with acting(me, once=form.once) as act:
        plan = acts.promise(act, id, form.until, form.words)
        act.answer(to=_page(id), said=sayings.promised(plan.until, act.at))
    return act.response()


@bp.post("/grievances/<int:id>/wait")
def wait(id: int) -> Response:
    """It waits for somebody."""
    me, form = must_be_member(), read_form(WaitForm)
    with acting(me, once=form.once) as act:
        acts.wait(act, id, form.whom)
        act.answer(to=_page(id), said=say(Sentence(_("在等{whom}。他们一回话，时间自己接着算。"), whom=rules.WHOM[form.whom])))
    return act.response()


@bp.post("/grievances/<int:id>/resume")
def resume(id: int) -> Response:
    """It goes on."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        acts.resume(act, id)
        act.answer(to=_page(id), said=say(_("接着办，时间接着算。")))
    return act.response()


def measure(due: rules.Due, name: str) -> str:
    """What one clock is allowed, as people say it: working days of eight hours, or hours of the day and night."""
    allowed = due.allowed(name)
    if not due.urgent:
        return say(Sentence(_("{n} 个工作日"), n=allowed // DAY))
    if allowed < rules.ALL_DAYS:
        return say(Sentence(_("{n} 小时"), n=allowed // rules.HOUR))
    return say(Sentence(_("{n} 天"), n=allowed // rules.ALL_DAYS))


def _page(id: int) -> str:
    return url_for("grievances.one", id=id)
