"""Setting what strangers are shown of a meeting; letting one's own name be shown."""

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field

from council.db import reading
from council.forms import Form, PressForm, read_form
from council.meetings import reads as meetings
from council.meetings.gallery import acts, reads, rules
from council.meetings.gallery.reads import Rule
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.words import _

bp = Blueprint("gallery", __name__)


class RuleForm(Form):
    """What strangers are shown."""

    names: str = ""
    delay: int = Field(default=0, ge=0, le=rules.MOST_DELAY)
    contact: str = Field(default="", max_length=rules.MOST_CONTACT)
    public: str = ""
    says = {"delay": _("晚几分钟，请写 0 到 30。")}


class NameForm(PressForm):
    """My name in the gallery: yes, or no more."""

    show: bool
    next: str = ""
    says = {"show": _("还没选同意还是不同意。点一个。")}


@bp.get("/meetings/<int:id>/gallery/rules")
def setting(id: int) -> str:
    """Before the meeting: names, delay, whom to ask; and what a delay does not do."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        must_hold(*DESK, council_id=meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        now, state = reads.rule(session, id), meetings.state(session, id)
        contact = now.contact or reads.last_contact(session, meeting.council_id)
    return render_template("press/setting.html", meeting=meeting, rule=now, contact=contact, why=rules.why_not_set(state), rules=rules, tab="now")


@bp.post("/meetings/<int:id>/gallery/rules")
def set_rule(id: int) -> Response:
    """Set them."""
    with reading() as session:
        me = must_hold(*DESK, council_id=meetings.meeting(session, id).council_id)
    form = read_form(RuleForm)
    with acting(me, once=form.once) as act:
        acts.set_rule(act, id, Rule(form.names, form.delay, form.contact), form.public == "yes")
        act.answer(to=url_for("gallery.setting", id=id), said=_("记下了。开会以后就不能再改。"))
    return act.response()


@bp.get("/meetings/<int:id>/my-name")
def my_name(id: int) -> str:
    """Whether strangers read my name: one question, one button."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        me = must_be_member(meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        allowed = reads.allows_name(session, id, me.id) is not None
        why = rules.why_not_name(reads.rule(session, id).names, meetings.state(session, id), allowed, not allowed)
    return render_template("press/my_name.html", meeting=meeting, allowed=allowed, why=why, tab="now")


@bp.post("/meetings/<int:id>/my-name")
def show_name(id: int) -> Response:
    """Say it."""
    with reading() as session:
        me = must_be_member(meetings.meeting(session, id).council_id)
    form = read_form(NameForm)
    with acting(me, once=form.once) as act:
        acts.show_name(act, id, form.show)
        act.answer(to=form.next or f"/meetings/{id}", said=_("记下了：旁听的人看得到您的名字。随时可以收回。") if form.show
                   else _("记下了：旁听的人看不到您的名字了。"))
    return act.response()
