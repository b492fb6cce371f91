"""The minutes for everybody: on the screen, on paper, as the exact text; objecting, and what the desk does with them."""

from io import BytesIO
from typing import Any

from flask import Blueprint, Response, render_template, request, send_file, url_for
from pydantic import Field
from sqlmodel import Session

from council import clock, paper
from council.db import reading
from council.forms import Form, PressForm, read_form
from council.i18n import day, lang, say, speaking
from council.meetings import reads as meetings
from council.meetings.minutes import acts, reads, rules, tasks
from council.meetings.minutes.entrance import of_desk, open_to
from council.meetings.minutes.telling import Minutes
from council.meetings.minutes.writing import PUBLIC, sections, written
from council.meetings.models import Meeting
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import must_be_member
from council.record.acting import acting
from council.refusal import Absent
from council.words import Sentence, _

bp = Blueprint("minutes", __name__)
bp.register_blueprint(tasks.bp)

EMPTY = _("还没写。写一两句就行。")


class PublishForm(PressForm):
    """Put the minutes up, and for how many days one may object."""

    days: int = Field(default=rules.DAYS, ge=rules.FEWEST_DAYS, le=rules.MOST_DAYS)
    says = {"days": _("异议期请写 1 到 30 天。")}


class WordsForm(Form):
    """A remark, or an objection."""

    text: str = Field(min_length=1, max_length=rules.MOST_TEXT)
    says = {"text": EMPTY}


class AnswerForm(Form):
    """The answer to an objection: which button, and the words."""

    accepted: bool
    words: str = Field(min_length=1, max_length=rules.MOST_TEXT)
    says = {"words": EMPTY, "accepted": _("还没选采纳还是不采纳。点一个。")}


@bp.get("/meetings/<int:id>/minutes")
def minutes(id: int) -> str:
    """The minutes in their state; for members with names and roll calls; with what may be done."""
    with reading() as session:
        meeting, me = open_to(session, id)
        told = reads.minutes(session, meeting)
        council = people.council_by_id(session, meeting.council_id)
        blocks = written(told, council.name, reads.eyes(session, meeting, told) if me else PUBLIC)
        facts = _facts(session, meeting, told, me)
    return render_template("minutes/minutes.html", meeting=meeting, told=told, sections=sections(blocks), last=blocks[-1], member=me, tab="now", **facts)


@bp.get("/meetings/<int:id>/minutes.docx")
def document(id: int) -> Response:
    """The minutes as a Word file, in the language asked for by `in`, else in that of the page. No names in it."""
    from council.meetings.minutes import word  # the Word library costs a tenth of a second at every start

    with reading() as session:
        meeting, _me = open_to(session, id)
        told = reads.minutes(session, meeting)
        council = people.council_by_id(session, meeting.council_id)
    if told.state == "none":
        raise Absent
    with speaking({"en": "en", "zh": "zh-Hans"}.get(request.args.get("in", ""), lang())):
        file, name = word.docx(told, council.name), say(Sentence(_("第 {n} 次会议记录"), n=meeting.number))
    return send_file(BytesIO(file), mimetype=paper.TYPE, as_attachment=True, download_name=f"{name}.docx", max_age=0)


@bp.get("/meetings/<int:id>/minutes.txt")
def plain_text(id: int) -> Response:
    """The exact bytes that were bound: the final text, or with `as=published` the one that was put up."""
    with reading() as session:
        open_to(session, id)
        final, up = reads.final(session, id), reads.publication(session, id)
    bound = up if final is None or request.args.get("as") == "published" else final
    if bound is None:
        raise Absent
    return Response(bound.text, mimetype="text/plain", headers={"Content-Disposition": f'inline; filename="minutes-{id}.txt"'})


@bp.get("/meetings/<int:id>/minutes/publish")
def publishing(id: int) -> str:
    """Before the minutes are put up: what that brings, and for how long one may object."""
    with reading() as session:
        meeting = of_desk(session, id)[0]
        why, days = rules.why_not_publish(reads.state(session, id)), reads.days(session, meeting.council_id)
    return render_template("minutes/publish.html", meeting=meeting, why=why, days=days, rules=rules)


@bp.post("/meetings/<int:id>/minutes/publish")
def publish(id: int) -> Response:
    """Put them up."""
    with reading() as session:
        me = of_desk(session, id)[1]
    form = read_form(PublishForm)
    with acting(me, once=form.once) as act:
        up = acts.publish(act, id, form.days)
        last = rules.last_day(up.until)
        act.answer(to=url_for("minutes.minutes", id=id), sha256=up.sha256,
                   said=Sentence(_("公布了，第 {n} 号。到会的人可以提异议，到 {day}为止。"), n=f"{up.seq:,}", day=day(last)))
    return act.response()


@bp.post("/meetings/<int:id>/minutes/remarks")
def remark(id: int) -> Response:
    """Add a word of the desk."""
    with reading() as session:
        me = of_desk(session, id)[1]
    form = read_form(WordsForm)
    with acting(me, once=form.once) as act:
        acts.remark(act, id, form.text)
        act.answer(to=url_for("minutes.minutes", id=id), said=_("说明加上了，记着日期。"))
    return act.response()


@bp.post("/meetings/<int:id>/minutes/objections")
def object_to(id: int) -> Response:
    """Say what is wrong in them."""
    with reading() as session:
        me = must_be_member(meetings.meeting(session, id).council_id)
    form = read_form(WordsForm)
    with acting(me, once=form.once) as act:
        row = acts.object_to(act, id, form.text)
        act.answer(to=url_for("minutes.minutes", id=id), id=row.id, said=_("异议记下了，谁都看得见，写的是哪一边。书记会答复。"))
    return act.response()


@bp.post("/objections/<int:id>/answer")
def answer(id: int) -> Response:
    """Accept an objection with its correction, or decline it with the reason."""
    with reading() as session:
        row = reads.objection(session, id)
        me = of_desk(session, row.meeting_id)[1]
    form = read_form(AnswerForm)
    with acting(me, once=form.once) as act:
        acts.answer(act, id, form.accepted, form.words)
        act.answer(to=url_for("minutes.minutes", id=row.meeting_id), said=_("答复记下了。"))
    return act.response()


def _facts(session: Session, meeting: Meeting, told: Minutes, me: Me | None) -> dict[str, Any]:
    from council.meetings.minutes import word  # the Word library costs a tenth of a second at every start

    id, now = meeting.id or 0, clock.now()
    up, ids = reads.publication(session, id), reads.objections(session, id)
    over = up is not None and up.until <= now
    why = None
    if me:
        here = meetings.attended(session, id, me.id) is not None
        why = rules.why_not_object(told.state, here, reads.objected(session, id, me.id), over)
    desk = me is not None and bool(me.offices & DESK)
    return {"state": told.state, "over": over, "last_day": rules.last_day(up.until) if up else None, "desk": desk, "why_not_object": why,
            "waiting": [(ids[seq], each) for seq, each in told.objections.items() if each.answer is None and seq in ids] if desk else [],
            "why_not_remark": rules.why_not_remark(told.state), "proof": word.proof(told), "rules": rules,
            "lines": reads.decisions(session, meeting.council_id, clock.local(now).date(), id)}
