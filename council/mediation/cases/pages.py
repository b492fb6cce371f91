"""The cases' pages: the list, opening one, one case with everything that belongs to it, and the desk's page of it."""

from typing import Annotated, Any

from flask import Blueprint, Response, render_template, request, url_for
from pydantic import Field
from sqlmodel import Session

from council.db import reading
from council.forms import BadForm, Form, read_form
from council.grievances import reads as grievances
from council.i18n import say
from council.mediation import reads as mediation
from council.mediation.cases import acts, reads, rules
from council.mediation.cases.reads import CaseNow
from council.mediation.interests import reads as interests
from council.mediation.interests.rules import KINDS, MARKABLE
from council.mediation.inviting import reads as inviting
from council.mediation.talks import reads as talks
from council.mediation.terms import reads as terms
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import SIDES
from council.people.session import current, enter_council, must_be_member, must_hold
from council.record.acting import acting
from council.words import _

bp = Blueprint("cases", __name__)

Id = Annotated[int, Field(ge=1, le=reads.LARGEST_ID)]


class OpeningForm(Form):
    """A case as the desk opens it."""

    title: str = ""
    circle: str = ""
    grievances: list[Id] = []
    says = {"title": "", "circle": "", "grievances": _("没有这件诉求。请从列出的里面选。")}


class GrievanceForm(Form):
    """Which grievance to take in or out."""

    grievance: Id
    says = {"grievance": _("没有这件诉求。请从列出的里面选。")}


class MediatorForm(Form):
    """Whom to ask in."""

    person: Id
    says = {"person": _("还没选请谁。")}


class ClosingForm(Form):
    """How a round of talks ended."""

    outcome: str = ""
    note: str = Field(default="", max_length=1000)


@bp.get("/c/<slug>/cases")
def listed(slug: str) -> str:
    """Titles and sides for everybody; those that are there for a member lead on."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = current()
        member = me if me and me.council_id == council.id else None
        mine = {now.id: now for now in reads.visible(session, member)} if member else {}
        rows = reads.of_council(session, council.id or 0)
        goals = {row.id or 0: [goal.text for goal in mediation.of_case(session, row.id or 0)[:1]] for row in rows}
        standing = {row.id or 0: rules.state([each.outcome for each in reads.outcomes(session, row.id or 0)]) for row in rows}
        asked = inviting.mine(session, member) if member else []
    return render_template("cases/list.html", rows=rows, mine=mine, goals=goals, standing=standing, asked=asked, member=member,
                           desk=bool(member and member.holds("secretary", "deputy")), states=rules.STATES, tab="say")


@bp.get("/c/<slug>/cases/new")
def new(slug: str) -> str:
    """The form, with the grievance one comes from ticked."""
    return _opening(slug, {"grievances": request.args.getlist("grievance")}, {})


@bp.post("/c/<slug>/cases")
def open_case(slug: str) -> Response | tuple[str, int]:
    """Open a case; what is missing is said beside its field."""
    with reading() as session:
        council_id = people.council(session, slug).id
    me = must_hold("secretary", "deputy", council_id=council_id)
    try:
        form = read_form(OpeningForm)
        if (field := _missing(form)) is not None:
            raise BadForm({field: rules.why_not_open(form.title, form.circle, len(form.grievances)) or ""}, form.model_dump())
        with acting(me, once=form.once) as act:
            row = acts.open_case(act, acts.Opening(form.title, form.circle, tuple(form.grievances)))
            act.answer(to=url_for("cases.desk", id=row.id), id=row.id, said=_("开好了。两边的人已经看得到，接着请人来谈。"))
    except BadForm as bad:
        bad.beside(*OpeningForm.says)
        return _opening(slug, bad.values, bad.errors), 422
    return act.response()


@bp.get("/cases/<int:id>")
def one(id: int) -> str:
    """One case with all that belongs to it, as far as it is there for whoever asks."""
    me = must_be_member()
    with reading() as session:
        now = reads.case(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        facts = _facts(session, now, me)
    return render_template("cases/one.html", now=now, **facts, kinds=KINDS, markable=MARKABLE, states=rules.STATES, sides=SIDES, in_case=True, tab="say")


@bp.get("/cases/<int:id>/desk")
def desk(id: int) -> str:
    """The desk's page of a case: grievances, people, invitations, the goal, the end."""
    me = must_hold("secretary", "deputy")
    with reading() as session:
        now = reads.case(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        gathered = reads.grievance_ids(session, id)
        known = grievances.reaching_parties(session, gathered)
        inside = {person for persons in now.parties.values() for person in persons}
        between = [holder for office in rules.MEDIATORS for holder in people.holders(session, me.council_id, office)]
        facts: dict[str, Any] = {
            "gathered": [grievances.grievance(session, each, me) for each in gathered], "known": known,
            "others": [seen for seen in grievances.open_ones(session, me) if seen.id not in gathered],
            "names": people.names(session, inside | set(reads.mediators(session, id))), "mediators": reads.mediators(session, id),
            "may_mediate": [each for each in between if each.id not in inside and each.id not in reads.mediators(session, id)],
            "proposals": inviting.proposals(session, now, me), "invited": inviting.invitations(session, id),
            "candidates": interests.candidates(interests.interests(session, id)), "agreements": terms.agreements(session, id)}
    return render_template("cases/desk.html", now=now, **facts, outcomes=rules.OUTCOMES, states=rules.STATES, sides=SIDES,
                           why_not=rules.why_not_go_on(now.state), tab="say")


@bp.post("/cases/<int:id>/gather")
def gather(id: int) -> Response:
    """Take a grievance in."""
    me, form = must_hold("secretary", "deputy"), read_form(GrievanceForm)
    with acting(me, once=form.once) as act:
        acts.gather(act, id, form.grievance)
        act.answer(to=url_for("cases.desk", id=id))
    return act.response()


@bp.post("/cases/<int:id>/release")
def release(id: int) -> Response:
    """Take a grievance out."""
    me, form = must_hold("secretary", "deputy"), read_form(GrievanceForm)
    with acting(me, once=form.once) as act:
        acts.release(act, id, form.grievance)
        act.answer(to=url_for("cases.desk", id=id))
    return act.response()


@bp.post("/cases/<int:id>/mediators")
def ask_in(id: int) -> Response:
    """Ask a lane head or the police officer in."""
    me, form = must_hold("secretary", "deputy"), read_form(MediatorForm)
    with acting(me, once=form.once) as act:
        acts.ask_in(act, id, form.person)
        act.answer(to=url_for("cases.desk", id=id))
    return act.response()


@bp.post("/cases/<int:id>/close")
def close_case(id: int) -> Response:
    """A round of talks ends."""
    me, form = must_hold("secretary", "deputy"), read_form(ClosingForm)
    with acting(me, once=form.once) as act:
        acts.close_case(act, id, form.outcome, form.note)
        act.answer(to=url_for("cases.one", id=id))
    return act.response()


def _missing(form: OpeningForm) -> str | None:
    """Beside which field the first reason belongs."""
    tries = {"title": (form.title, "lane", 1), "circle": ("1", form.circle, 1), "grievances": ("1", "lane", len(form.grievances))}
    return next((field for field, given in tries.items() if rules.why_not_open(*given)), None)


def _opening(slug: str, values: dict[str, Any], errors: dict[str, str]) -> str:
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = must_hold("secretary", "deputy", council_id=council.id)
        waiting = grievances.open_ones(session, me)
    return render_template("cases/new.html", values=values, errors={name: say(why) for name, why in errors.items()}, waiting=waiting,
                           circles=[(code, say(word)) for code, word in rules.CIRCLES.items()], limit=rules.MOST_TITLE, tab="say")


def _facts(session: Session, now: CaseNow, me: Me) -> dict[str, Any]:
    """All that belongs to a case, as far as it is there for `me`."""
    said, heard = interests.interests(session, now.id, me.id), talks.heard(session, now, me)
    gathered = reads.grievance_ids(session, now.id)
    between = people.names(session, set(reads.mediators(session, now.id)))
    return {
        "goals": [mediation.shown(session, row, me) for row in mediation.of_case(session, now.id)], "interests": said,
        "shared": interests.candidates(said), "heard": len(heard), "unheard": len(talks.unread(session, heard, me)), "mine": talks.mine(session, me, now.id),
        "offers": terms.offers(session, now.id), "facts": terms.facts(session, now.id, me.id), "agreements": terms.agreements(session, now.id),
        "gathered": len(gathered), "seen": list(mediation.reached(session, gathered, me)), "outcomes": reads.outcomes(session, now.id),
        "mediators": list(between.values()),
        "published": talks.published(session, [now.id]).get(now.id, []), "secretary": talks.listens(session, now, me),
        "listener": talks.listener(session, now)[0],
        "why_not": rules.why_not_go_on(now.state)}
