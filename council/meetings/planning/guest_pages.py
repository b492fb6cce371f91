"""Inviting by the roll, slips on paper for those without a phone, and the answer of whoever is invited."""

from flask import Blueprint, Response, render_template, request, url_for

from council import qr
from council.db import reading
from council.forms import read_form
from council.i18n import say
from council.meetings import reads as meetings
from council.meetings.planning import guests, reads, rules
from council.meetings.planning.entrance import of_desk
from council.meetings.planning.inputs import InviteForm, ReplyForm
from council.paths import whole
from council.people import reads as people
from council.people.rules import SECTORS
from council.people.session import must_be_member
from council.record.acting import acting
from council.refusal import refuse
from council.words import Sentence, _

bp = Blueprint("guests", __name__)


@bp.get("/meetings/<int:id>/invite")
def inviting(id: int) -> str:
    """Who is invited, what they answered, whom else to invite."""
    with reading() as session:
        meeting, _me = of_desk(session, id)
        found, roll = reads.guests(session, meeting), reads.roll(session, meeting.council_id)
        asked = {each.row.person_id for each in found}
        names, where = people.names(session, set(roll) - asked), reads.doors(session, meeting.council_id)
        why = rules.why_not_plan(meetings.state(session, id))
        words = {row.person_id: row for row in reads.replies(session, id).values() if row.coming == "word"}
        speakers = people.names(session, set(words))
    left: dict[str, list[tuple[int, str, str]]] = {}
    for person_id, sector in roll.items():
        if person_id not in asked:
            left.setdefault(sector, []).append((person_id, names.get(person_id, ""), where.get(person_id, "")))
    return render_template("planning/invite.html", meeting=meeting, guests=found, left=left, why=why, rules=rules, sectors=SECTORS,
                           sent=[(speakers.get(person_id, ""), row.words) for person_id, row in words.items()])


@bp.post("/meetings/<int:id>/invite")
def invite(id: int) -> Response:
    """Invite everybody, a sector, or the people ticked."""
    with reading() as session:
        me = of_desk(session, id)[1]
    form = read_form(InviteForm)
    with acting(me, once=form.once) as act:
        if form.whom == "people":
            refuse(None if form.people else rules.why_not_invite("called", 0))
            many = len(guests.invite(act, id, form.people))
        else:
            many = guests.invite_by_roll(act, id, SECTORS if form.whom == "all" else [form.sector])
        act.answer(to=url_for("planning.guests.inviting", id=id), said=Sentence(_("请了 {n} 位。有手机的马上看得到，没有手机的印一张请条。"), n=many))
    return act.response()


@bp.get("/meetings/<int:id>/slips")
def slips(id: int) -> str:
    """Invitations on paper, six on a sheet: for those without a phone signed in, or with `all` for everybody invited."""
    everybody = request.args.get("for") == "all"
    with reading() as session:
        meeting, _me = of_desk(session, id)
        found = [each for each in reads.guests(session, meeting) if everybody or not each.phone]
    at = whole(f"/meetings/{id}/gallery")
    return render_template("planning/slips.html", meeting=meeting, guests=found, everybody=everybody, address=at, qr=qr.svg(at, say(_("旁听的网页")), "m"))


@bp.post("/meetings/<int:id>/coming")
def reply(id: int) -> Response:
    """I come, I cannot, or I cannot and send a word."""
    with reading() as session:
        me = must_be_member(meetings.meeting(session, id).council_id)
    form = read_form(ReplyForm)
    said = {"yes": _("好，书记知道您来。"), "no": _("好，书记知道了。改主意的话，再点一次。"), "word": _("好，您的话会上会念。改主意的话，再点一次。")}
    with acting(me, once=form.once) as act:
        guests.reply(act, id, form.coming, form.words)
        act.answer(to=form.next or f"/meetings/{id}/before", said=said[form.coming])
    return act.response()
