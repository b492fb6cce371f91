"""Pages for a neighbour without a phone: writing down, reading back, the slip, and taking back with it."""

from typing import Any

from flask import Response, render_template, request, url_for
from sqlmodel import Session

from council.db import keeping, reading
from council.forms import BadForm, Form, read_form, wants_json
from council.grievances import helping, reads, rules, slips
from council.grievances.inputs import MOST_LETTERS, ElderForm, SlipForm
from council.grievances.pages import BESIDE, bp, checked, choices, complaint, of_council, pictures, say_all
from council.limits import limit
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member
from council.record.acting import acting
from council.refusal import Refusal, refuse
from council.words import _


@bp.get("/c/<slug>/grievances/for")
def write_for(slug: str) -> str:
    """For whom, and the form."""
    return _form(of_council(slug), {}, {})


@bp.post("/c/<slug>/grievances/for")
def read_back(slug: str) -> tuple[str, int] | str:
    """What was written, in large type, to be read to the neighbour; nothing has been sent yet."""
    me = of_council(slug)
    try:
        form, elder = _filled(me)
    except BadForm as bad:
        bad.beside(*BESIDE, "elder", "elder_name", "elder_door")
        return _form(me, bad.values, bad.errors), 422
    return _aloud(me, form, elder, "")


@bp.post("/c/<slug>/grievances/for/send")
def send_for(slug: str) -> Response | tuple[str, int]:
    """Sent once the neighbour has heard it and agreed."""
    me = of_council(slug)
    form, elder = _filled(me)
    why = rules.why_not_send(form.read_back)
    if why and not wants_json():
        return _aloud(me, form, elder, why), 422
    sent = [] if why else pictures()
    with acting(me, once=form.once) as act:
        row = helping.file_for(act, elder, complaint(form, sent), form.read_back)
        act.answer(to=url_for("grievances.one", id=row.id), said=_("送出去了。现在给本人一张条子。"))
    return act.response()


@bp.post("/grievances/<int:id>/slip")
def new_slip(id: int) -> str:
    """The slip, seen only now; another one when it is lost, and the first is void."""
    me = must_be_member()
    read_form(Form)
    with reading() as session:
        seen = reads.grievance(session, id, me)
        helper = seen.helped is not None and seen.helped.helper_id == me.id
        refuse(rules.why_not_slip(helper, bool(me.offices & DESK), seen.helped is not None, bool(seen.helped and seen.helped.revoked_at)))
        enter_council(people.council_by_id(session, me.council_id))
        name = people.names(session, {seen.grievance.person_id}).get(seen.grievance.person_id, "")
    return _slip(id, name)


@bp.post("/grievances/<int:id>/revoke")
def revoke(id: int) -> Response:
    """Its author, or the desk when asked by its author, takes it back."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        helping.revoke(act, id)
        act.answer(to=url_for("grievances.one", id=id), said=_("收回了，字和照片都删掉了。"))
    return act.response()


@bp.get("/revoke")
def ask_slip() -> str:
    """Where the four words are typed, by anybody, on anybody's phone."""
    return render_template("grievances/revoke.html", slip="", found=None)


@bp.post("/revoke")
def show_slip() -> str:
    """What would be taken back: the day and the kind, never the words."""
    form = read_form(SlipForm)
    with reading() as session:
        seen, author = _of_slip(session, form.slip)
        enter_council(people.council_by_id(session, author.council_id))
    return render_template("grievances/revoke.html", slip=form.slip, found=seen)


@bp.post("/revoke/yes")
def revoke_by_slip() -> Response:
    """Take it back."""
    form = read_form(SlipForm)
    with reading() as session:
        seen, author = _of_slip(session, form.slip)
    with acting(author, once=form.once) as act:
        helping.revoke(act, seen.id, slip=True)
        act.answer(to=url_for("grievances.ask_slip", done=1), said=_("收回了，字和照片都删掉了。"))
    return act.response()


def _of_slip(session: Session, typed: str) -> tuple[reads.Seen, Me]:
    """The grievance of a slip, through its author's eyes. Only wrong words are counted: whoever has a slip is never kept out."""
    found = slips.of_words(session, typed)
    if found is None:
        limit(slips.GUESSES, "slip")
        raise Refusal(slips.NO_SLIP, 404)
    author = people.me(session, reads.author(session, found))
    if author is None:
        raise Refusal(slips.NO_SLIP, 404)
    return reads.grievance(session, found, author), author


def _filled(me: Me) -> tuple[ElderForm, Me]:
    form = checked(me.council_id, ElderForm)
    assert isinstance(form, ElderForm)
    with reading() as session:
        elder = people.me(session, form.elder) if form.elder in helping.family(session, me) else None
        if form.elder is None:
            elder = helping.neighbour(session, me.council_id, form.elder_name, form.elder_door) if me.offices & rules.HELPERS else None
        why = helping.why_not_help(session, me, elder)
    if elder is None or why:
        raise BadForm({"elder": why or ElderForm.says["elder"]}, form.model_dump())
    return form, elder


def _form(me: Me, values: dict[str, Any], errors: dict[str, str]) -> str:
    with reading() as session:
        family, offered = helping.family(session, me), choices(session, me.council_id)
    return render_template("grievances/for.html", values=values, errors=say_all(errors), choices=offered, limit=MOST_LETTERS, tab="say",
                           family=list(family.items()), office=bool(me.offices & rules.HELPERS))


def _aloud(me: Me, form: ElderForm, elder: Me, why: str) -> str:
    with reading() as session:
        kind = reads.tree(session, me.council_id).word(form.category)
        places = {each.id: each.name for each in people.segments(session, me.council_id)}
        shops = {each.id: each.name for each in people.shops(session, me.council_id)}
    return render_template("grievances/read_back.html", form=form, elder=elder, kind=kind, place=places.get(form.segment_id, ""), rules=rules,
                           shops=[shops.get(each, "") for each in form.shops], why=why, photo_sent=bool(request.files), tab="say")


def _slip(grievance_id: int, name: str) -> str:
    with keeping() as session:
        words = slips.make(session, grievance_id)
    return render_template("grievances/slip.html", four=words, name=name, id=grievance_id, address=url_for("grievances.ask_slip", _external=True))
