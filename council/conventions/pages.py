"""The convention for everybody: wall and texts, a clause and its story, versions, poster; and the members' answer to a sounding."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from sqlmodel import Session

from council import i18n, live, numerals, qr
from council.conventions import acts, deciding, drafting, histories, reads, rules
from council.conventions.answers import reads as answers
from council.conventions.desk import venue, why_not
from council.conventions.inputs import AnswerForm
from council.db import reading
from council.forms import read_form
from council.fragments import fragment
from council.meetings import reads as meetings
from council.paths import whole
from council.people import reads as people
from council.people.reads import Me
from council.people.session import current, enter_council, must_be_member
from council.record.acting import acting
from council.votes import counts
from council.words import _

bp = Blueprint("conventions", __name__)
bp.register_blueprint(drafting.bp)
bp.register_blueprint(deciding.bp)


@bp.app_template_filter("article")
def article(n: int) -> str:
    """A clause's number as it is said: 第三条, Clause 3."""
    return f"Clause {n}" if i18n.lang() == "en" else numerals.clause(n)


@bp.get("/c/<slug>/convention")
def convention(slug: str) -> str:
    """What is in force, as wall and texts; and what is being drafted."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        held = [histories.held(session, version) for version in reads.in_force(session, council.id or 0)]
        shown = {each.version.convention_id for each in held}
        drafts = [reads.board(session, row.id or 0) for row in reads.drafts(session, council.id or 0) if row.id not in shown]
        coming = meetings.running(session, council.id or 0) or meetings.next_meeting(session, council.id or 0)
    return render_template("conventions/convention.html", held=held, drafts=drafts, coming=coming, desk=_desk(council.id or 0), tab="convention")


@bp.get("/clauses/<int:id>")
def clause(id: int) -> str:
    """One clause: its words, how it stands, its votes, its wordings, its story; the sounding when one runs."""
    with reading() as session:
        row = reads.clause(session, id)
        council = enter_council(people.council_by_id(session, row.council_id))
        me = _member(council.id or 0)
        facts, place = reads.facts(session, row), venue(session, row.council_id)
        page: dict[str, Any] = {
            "clause": reads.clause_now(session, id), "convention": reads.convention(session, row.convention_id),
            "room": live.shown(session, f"clause:{id}"), "held": histories.held_wording(session, row),
            "revisions": histories.revisions(session, id), "votes": _votes(session, id),
            "because": answers.because(session, id, me), "thread_of": reads.story(session, id), "asked": reads.sounding_of(session, id), "stands": rules.STANDS,
            "mine": _answer(session, id, me), "me_member": me, "desk": why_not(session, row, facts, place) if _desk(row.council_id) else None,
        }
    return render_template("conventions/clause.html", **page, tab="convention")


@bp.post("/soundings/<int:id>/answer")
def answer(id: int) -> Response:
    """Say how one sees it; binds nobody, may be changed."""
    with reading() as session:
        row = reads.sounding(session, id)
    me = must_be_member(row.council_id)
    form = read_form(AnswerForm)
    with acting(me, once=form.once) as act:
        acts.answer_sounding(act, id, form.stand, form.why)
        act.answer(to=form.next or url_for("conventions.clause", id=row.clause_id), said=_("记下了。征询没有结束，随时可以改。"))
    return act.response()


@bp.get("/c/<slug>/convention/versions/<int:n>")
def version(slug: str, n: int) -> str:
    """One version as it was adopted, and what it changed."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        found = reads.version(session, _which(session, council.id or 0), n)
        page = histories.held(session, found)
        changes, others = histories.changes(session, found), reads.versions(session, found.convention_id)
    return render_template("conventions/version.html", held=page, changes=changes, others=others, tab="convention")


@bp.get("/c/<slug>/convention/poster")
def poster(slug: str) -> str:
    """The version in force on one sheet of A4, with the way to its page."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        found = reads.last_version(session, _which(session, council.id or 0))
        held = histories.held(session, found) if found else None
    code = qr.svg(whole(url_for("conventions.convention", slug=slug)), _("公约的网页"), error="m")
    return render_template("conventions/poster.html", held=held, leaves=histories.leaves(held.lines) if held else ((), ()), code=code)


def _which(session: Session, council_id: int) -> int:
    """The convention that the address names (`?of=`), else the one adopted last."""
    of = request.args.get("of", type=int)
    if of is not None:
        return histories.own(session, of, council_id)
    return next((version.convention_id for version in reads.in_force(session, council_id)), 0)


def _member(council_id: int) -> Me | None:
    me = current()
    return me if me and me.council_id == council_id else None


def _desk(council_id: int) -> bool:
    me = _member(council_id)
    return bool(me and me.holds("secretary", "deputy"))


def _answer(session: Session, clause_id: int, me: Me | None) -> Any:
    asked = reads.sounding_of(session, clause_id)
    return reads.answer_of(session, asked.id or 0, me.id) if asked and me else None


def _votes(session: Session, clause_id: int) -> list[tuple[counts.Count, int]]:
    """The votes on a clause in their order, each with the number of the wording it was about."""
    rows = reads.votes_on(session, [clause_id])[clause_id]
    return [(counts.count(session, row.vote_id), reads.wording(session, row.wording_id).rev) for row in rows]


def _text(session: Session, id: int) -> str:
    return fragment("conventions/_clause.html", clause=reads.clause_now(session, id))


def _sounding(session: Session, id: int) -> str:
    rows = reads.soundings_of(session, id)
    return fragment("conventions/_sounding.html", sounding=reads.sounding_now(session, rows[0].id or 0) if rows else None)


def _is_there(_me: Any, id: int) -> bool:
    with reading() as session:
        return histories.exists(session, id)


live.room("clause", guard=_is_there, parts={"text": _text, "sounding": _sounding}, hears={
    "clause.reworded": ("text",), "clause.put_to_vote": ("text",), "vote.closed": ("text",), "convention.adopted": ("text",),
    "sounding.opened": ("text", "sounding"), "sounding.answered": ("sounding",), "sounding.closed": ("text", "sounding")})
