"""Written statements on the phone and at the desk: writing one instead of speaking, taking it back, reading it out, filing it."""

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field

from council.db import reading
from council.forms import BadForm, Form, PressForm, read_form
from council.i18n import say
from council.meetings import reads as meetings
from council.meetings.chair import at_the_desk
from council.meetings.written import acts, reads, rules
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.text import MOST
from council.words import Sentence, _

bp = Blueprint("written", __name__)


class WrittenForm(Form):
    """A statement: about which item, the words, what may be done with them."""

    item: int
    text: str = Field(min_length=1)
    how: str = Field(pattern="^(named|unnamed|file)$")
    public: bool = False
    says = {"item": _("还没选是哪一项。点一个。"), "text": _("还没写您想说的话。写一两句就行。"), "how": _("还没选要不要念出来。点一个。")}


@bp.get("/meetings/<int:id>/written")
def mine(id: int) -> str:
    """What I handed in for this meeting, and the form for the next."""
    return _page(id, {}, {})


@bp.post("/meetings/<int:id>/written")
def hand_in(id: int) -> Response | tuple[str, int]:
    """Hand a statement in."""
    with reading() as session:
        me = must_be_member(meetings.meeting(session, id).council_id)
    try:
        form = read_form(WrittenForm)
    except BadForm as bad:
        bad.beside(*WrittenForm.says)
        return _page(id, bad.values, {name: say(why) for name, why in bad.errors.items()}), 422
    with acting(me, once=form.once) as act:
        acts.hand_in(act, id, acts.Words(form.item, form.text, form.how, form.public))
        act.answer(to=url_for("written.mine", id=id), said=_("交上去了。念以前随时可以收回。") if form.how != "file" else _("交上去了，存档不念。"))
    return act.response()


@bp.post("/written/<int:id>/withdraw")
def withdraw(id: int) -> Response:
    """Take my own back."""
    with reading() as session:
        row = reads.paper(session, id)
        me = must_be_member(row.council_id)
    form = read_form(PressForm)
    with acting(me, once=form.once) as act:
        acts.withdraw(act, id)
        act.answer(to=form.next or url_for("written.mine", id=row.meeting_id), said=_("收回了，不会念。要改，改好再交一份。"))
    return act.response()


@bp.get("/meetings/<int:id>/written/desk")
def desk(id: int) -> str:
    """The desk's list: what came in, about what, with which consent."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        must_hold(*DESK, council_id=meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        papers, state = reads.for_desk(session, id), meetings.state(session, id)
    return render_template("written/desk.html", meeting=meeting, papers=papers, state=state, rules=rules)


@bp.post("/written/<int:id>/read")
def read_out(id: int) -> Response:
    """Begin to read it out; its clock runs on the desk."""
    return at_the_desk(_meeting_of(id), read_form(PressForm), lambda act: acts.read_out(act, id))


@bp.post("/written/<int:id>/file")
def file(id: int) -> Response:
    """Put it into the file."""
    meeting_id = _meeting_of(id)
    return at_the_desk(meeting_id, read_form(PressForm), lambda act: acts.file(act, id), url_for("written.desk", id=meeting_id))


def _meeting_of(paper_id: int) -> int:
    with reading() as session:
        return reads.paper(session, paper_id).meeting_id


def _page(id: int, values: dict[str, object], errors: dict[str, str]) -> str:
    with reading() as session:
        meeting = meetings.meeting(session, id)
        me = must_be_member(meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        state, own = meetings.state(session, id), reads.of_person(session, id, me.id)
        taken = {each.row.item_id for each in own if each.state != "withdrawn"}
        lines = [line for line in meetings.agenda(session, id) if line.state in ("open", "waiting")]
    items = [(line.id, line.title, say(_("正在议")) if line.state == "open" else say(Sentence(_("第 {n} 项"), n=line.position)))
             for line in lines if line.id not in taken]
    why = rules.why_not_write(state, "open") or (None if items else _("后面的每一项，您都写过了。要改，先收回再交。") if lines else _("议程上没有还没议的事。"))
    return render_template("written/mine.html", meeting=meeting, own=own, items=items, why=why, values=values, errors=errors, rules=rules, most=MOST,
                           tab="now")
