"""Saying something: the list, the form, one grievance, "me too", taking back."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlmodel import Session

from council import clock, photos
from council.db import reading
from council.forms import BadForm, Form, read_form
from council.grievances import acts, readers, reads, rules, slips
from council.grievances.clocks import reads as clocks
from council.grievances.handling import reads as handling
from council.grievances.inputs import MOST_LETTERS, ComplaintForm, JoinForm
from council.grievances.likeness import reads as likeness
from council.grievances.places import place
from council.i18n import say
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import current, enter_council, must_be_member
from council.record.acting import acting
from council.refusal import Absent, Refusal
from council.words import Sentence, _

bp = Blueprint("grievances", __name__)

A_PAGE = 40
BESIDE = ("happened", "since", "often", "hurt", "ask", "impact", "category", "segment_id", "door", "shops", "building", "circle")
"""The fields beside which the form says what is missing."""


@bp.get("/c/<slug>/grievances")
def listed(slug: str) -> str:
    """Members see what the lamp lets them see; the public sees how many of which kind, along which stretch."""
    before = request.args.get("before", type=int)
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = _member_of(council.id or 0)
        seen = reads.visible(session, me, A_PAGE + 1, before if before is None or 0 < before < 2**31 else 0) if me else []
        counts, kinds = reads.counts_by_place(session, council.id or 0), reads.tree(session, council.id or 0)
        places = [(each.id, each.name) for each in people.segments(session, council.id or 0)]
        outcomes, late = handling.outcomes(session, council.id or 0), clocks.overdue(session, council.id or 0, clock.now())
    return render_template("grievances/list.html", seen=seen[:A_PAGE], more=seen[A_PAGE - 1].id if len(seen) > A_PAGE else None, counts=counts, kinds=kinds,
                           outcomes=outcomes, places=[*places, (None, "")], member=me, rules=rules, older=before is not None, tab="say",
                           may_help=me is not None and bool(me.offices & rules.HELPERS or me.capacities), late=late, now=clock.now())


@bp.get("/c/<slug>/grievances/new")
def new(slug: str) -> str:
    """The form."""
    return form_page(slug, {"category": request.args.get("category", "")}, {})


@bp.post("/c/<slug>/grievances")
def file(slug: str) -> Response | tuple[str, int]:
    """File it; what is missing is said beside its field and nothing written is lost."""
    me = of_council(slug)
    try:
        form = checked(me.council_id)
        sent = pictures()
        with acting(me, once=form.once) as act:
            row = acts.file(act, complaint(form, sent))
            act.answer(to=url_for("grievances.one", id=row.id),
                       said=say(_("说出去了。")) + clocks.promise(act.session, act.council_id, row.category, act.at))
    except BadForm as bad:
        bad.beside(*BESIDE)
        return form_page(slug, bad.values, bad.errors), 422
    return act.response()


@bp.get("/grievances/<int:id>")
def one(id: int) -> str:
    """One grievance, as far as the lamp reaches; that somebody else has opened it is kept for its author."""
    me = must_be_member()
    with reading() as session:
        seen = reads.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        facts = _facts(session, seen, me)
    if not seen.mine and seen.state != "withdrawn":
        readers.note_reading(id, me)
    return render_template("grievances/one.html", seen=seen, rules=rules, tab="say", **facts)


@bp.get("/grievances/<int:id>/photos/<int:photo_id>")
def photo(id: int, photo_id: int) -> Response:
    """A photo, for the same eyes as its grievance."""
    me = must_be_member()
    with reading() as session:
        seen = reads.grievance(session, id, me)
        found = next((each for each in photos.photos(session, seen.topic) if each.id == photo_id), None)
    if found is None:
        raise Absent
    return photos.send(found)


@bp.post("/grievances/<int:id>/join")
def join(id: int) -> Response:
    """Me too."""
    me, form = must_be_member(), read_form(JoinForm)
    with acting(me, once=form.once) as act:
        acts.join(act, id, form.hurt, form.impact)
        act.answer(to=url_for("grievances.one", id=id), said=_("算上您了。一户算一次。"))
    return act.response()


@bp.post("/grievances/<int:id>/leave")
def leave(id: int) -> Response:
    """Take the "me too" back."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        acts.leave(act, id)
        act.answer(to=url_for("grievances.listed", slug=me.slug), said=_("您的“我也是”收回了。"))
    return act.response()


@bp.post("/grievances/<int:id>/withdraw")
def withdraw(id: int) -> Response:
    """Its author takes it back."""
    me, form = must_be_member(), read_form(Form)
    with acting(me, once=form.once) as act:
        acts.withdraw(act, id)
        act.answer(to=url_for("grievances.one", id=id), said=_("撤回了。记录里只留下“撤回”两个字。"))
    return act.response()


def of_council(slug: str) -> Me:
    """The signed-in member of that council."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
    return must_be_member(council.id)


def checked(council_id: int, model: type[ComplaintForm] = ComplaintForm) -> ComplaintForm:
    """The form that was sent; what only the council's own lane and classes can tell is said beside its field too."""
    form = read_form(model)
    with reading() as session:
        known = {kind.code for kind in reads.tree(session, council_id).open()}
        errors = {"category": rules.why_not_category(form.category, known), "door": place(session, council_id, form.segment_id, form.door).why,
                  "building": place(session, council_id, None, form.building).why,
                  "circle": rules.why_not_party(form.circle, bool(form.shops or form.building))}
    if found := {name: why for name, why in errors.items() if why}:
        raise BadForm(found, form.model_dump())
    return form


def complaint(form: ComplaintForm, sent: list[photos.Picture]) -> acts.Complaint:
    """The form as an act takes it."""
    given = form.model_dump(include=set(ComplaintForm.model_fields) - {"once", "building", "shops"})
    return acts.Complaint(photos=sent, shops=tuple(form.shops), buildings=(form.building,) if form.building else (), **given)


def choices(session: Session, council_id: int) -> dict[str, list[Any]]:
    """What the form offers to choose from."""
    doors: dict[int | None, list[str]] = {}
    for door in people.doors(session, council_id):
        doors.setdefault(door.segment_id, []).append(door.number)
    tree = reads.tree(session, council_id)
    return {
        "impacts": [(level, say(word)) for level, word in rules.IMPACTS.items()],
        "often": [(code, say(word)) for code, word in rules.OFTEN.items()],
        "categories": [("", say(_("点这里选一类")))] + [(kind.code, say(kind.word) if not kind.parent else say(Sentence(_("　· {word}"), word=kind.word)))
                                                 for kind in tree.open()],
        "stretches": [(each.id, each.name, _span(doors.get(each.id, []))) for each in people.segments(session, council_id)],
        "shops": [("", say(_("不选")))] + [(shop.id, shop.name) for shop in people.shops(session, council_id)],
    }


def pictures() -> list[photos.Picture]:
    """The photos that came with the form, made small and bare."""
    sent = [each for each in request.files.getlist("photo") if each.filename]
    if len(sent) > rules.MOST_PHOTOS:
        raise Refusal(_("照片最多六张。请留下最要紧的六张。"), 422)
    return [photos.reencode(each.read(photos.HEAVIEST + 1)) for each in sent]


def form_page(slug: str, values: dict[str, Any], errors: dict[str, str], **more: Any) -> str:
    """The form with what was written, what is wrong, and what else stands on it: `candidates`, `nots` (likeness)."""
    me = of_council(slug)
    with reading() as session:
        offered = choices(session, me.council_id)
    return render_template("grievances/new.html", values=values, errors=say_all(errors), choices=offered, limit=MOST_LETTERS, rules=rules, alike=True,
                           tab="say", **more)


def say_all(errors: dict[str, str]) -> dict[str, str]:
    """The sentences in the language being spoken."""
    return {name: say(why) for name, why in errors.items()}


def _facts(session: Session, seen: reads.Seen, me: Me) -> dict[str, Any]:
    """What the page of one grievance says besides the grievance."""
    row, desk = seen.grievance, bool(me.offices & DESK)
    joined, answers, old = reads.joinings(session, seen.id), reads.answers(session, seen.id), reads.old_wordings(session, seen.id)
    mine_to_answer = reads.my_party(session, seen, me)
    only_desk = reads.only_desk_has_read(session, row)
    helper = seen.helped.helper_id if seen.helped else None
    known = {row.person_id, helper or row.person_id} if desk or (helper and (seen.mine or me.id == helper)) else set()
    known |= {each.person_id for each in joined} if desk else set()
    return {
        "handling": handling.panel(session, seen, me), "clocks": clocks.panel(session, seen, me), "same": likeness.panel(session, seen, me),
        "who": reads.pseudonyms(session, seen.id), "desk": desk, "joined": joined, "pictures": photos.photos(session, seen.topic),
        "answers": answers, "added": reads.additions(session, seen.id), "party_words": {each.id: each.word for each in seen.about},
        "names": people.names(session, known),
        "old": old if desk or seen.mine else [], "reworded_at": old[-1].at if old else None,
        "slip_made": slips.made(session, seen.id), "party": mine_to_answer, "helper": me.id == helper,
        "readers": reads.read_by(session, [seen.id])[seen.id] if seen.mine else [],
        "why_not_join": rules.why_not_join(seen.mine, seen.i_joined, seen.state), "impacts": [(level, say(word)) for level, word in rules.IMPACTS.items()],
        "why_not_answer": rules.why_not_answer(mine_to_answer is not None, seen.state), "limit": MOST_LETTERS,
        "why_not_withdraw": rules.why_not_withdraw(seen.mine, seen.state), "why_not_complete": rules.why_not_complete(seen.mine, seen.state, only_desk),
        "why_not_add": rules.why_not_add(seen.mine, seen.state), "may_picture": reads.may_add_photos(seen, me), "circles": rules.CIRCLE_WORDS,
        "why_not_revoke": rules.why_not_revoke(seen.mine, desk, seen.helped is not None, bool(seen.helped and seen.helped.revoked_at)),
        "why_not_slip": rules.why_not_slip(me.id == helper, desk, seen.helped is not None, bool(seen.helped and seen.helped.revoked_at)),
    }


def _span(doors: list[str]) -> str:
    return "" if not doors else doors[0] if len(doors) == 1 else f"{doors[0]}–{doors[-1]}"


def _member_of(council_id: int) -> Me | None:
    me = current()
    return me if me and me.council_id == council_id else None


from council.grievances import classes, lamps, proxies, saying  # noqa: E402, F401  (further pages of the same blueprint)
