"""Statements for everybody who sees the case: how both sides answered, as page and for programs; and one statement by itself."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, request
from sqlmodel import Session

from council.db import reading
from council.i18n import say
from council.mediation.cases.reads import CaseNow
from council.mediation.statements import answering, desk, parts, reads, results, rules, sayings, writing
from council.mediation.statements.reads import Round
from council.mediation.statements.results import Line
from council.people import sheets
from council.people.reads import Me
from council.people.rules import SECTORS, SIDES
from council.people.session import current, must_be_member
from council.words import Sentence, _

bp = Blueprint("statements", __name__)
for rooms in (answering, writing, desk):
    bp.register_blueprint(rooms.bp)

PAGE = 25


@bp.app_template_global("statements_part")
def part(now: CaseNow, me: Me) -> dict[str, Any]:
    """What the page of a case shows of its statements."""
    with reading() as session:
        return {"round": parts.part(session, now, me), "sayings": sayings, "stands": rules.STANDS, "origins": rules.ORIGINS}


@bp.get("/cases/<int:id>/statements")
def listed(id: int) -> str:
    """The statements in their order with a bar for each side; for the public those of a case that the whole lane sees."""
    with reading() as session:
        page = _page(session, id, current())
    return render_template("statements/listed.html", **page)


@bp.get("/cases/<int:id>/statements.json")
def listed_json(id: int) -> Response:
    """The same for programs (docs/api.md)."""
    with reading() as session:
        turn, me = _found(session, id)
        shown = results.results(session, turn, _person(me)) if turn else None
    lines = [{"id": line.id, "text": line.text, "by": line.said.row.origin, "state": line.ground.state, "mine": line.mine, "divides": line.divides,
              **{side: _counts(line, side) for side in SIDES}} for line in shown.lines] if shown else []
    return jsonify({"case": id, "open": bool(turn and turn.running), "asked": shown.asked if shown else 0, "statements": lines})


@bp.get("/cases/<int:id>/statements.csv")
def listed_csv(id: int) -> Response:
    """The table, for a spreadsheet; nothing in it runs."""
    with reading() as session:
        turn, me = _found(session, id)
        shown = results.results(session, turn, _person(me)).lines if turn else []
    head = [_("说法"), _("现在"), *(Sentence(word, side=SECTORS[side]) for side in SIDES for word in (_("{side}同意"), _("{side}不同意"), _("{side}不好说")))]
    lines = [[line.text, say(sayings.chip(line)), *(str(n) for side in SIDES for n in (_counts(line, side) or ("", "", "")))] for line in shown]
    answer = Response(sheets.to_csv([[say(word) for word in head], *lines]), content_type="text/csv; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="statements-{id}.csv"'
    return answer


@bp.get("/statements/<int:id>")
def one(id: int) -> str:
    """One statement: my answer, to be changed; for its author what became of it; for the second person the appeal."""
    me = must_be_member()
    with reading() as session:
        found, turn, now = reads.seen(session, id, me)
        side, answered = reads.voice(session, turn.id, me.id) or now.voice, reads.answered(session, id)
        mine = reads.mine(session, turn.id, me.id).get(id)
        author = found.row.author_id == me.id or (found.row.origin == "desk" and now.desk)
        page = {
            "said": found, "case": now.case, "mine": mine, "author": author, "standing": rules.STATES[found.state], "origins": rules.ORIGINS,
            "code": rules.CODES.get(found.code), "limit": rules.MOST_LETTERS, "stand_words": rules.STANDS,
            "why_answer": rules.why_not_answer(side, reads.roster_counts(session, turn).get(side or "", 0), found.state, running=turn.running),
            "why_reword": rules.why_not_reword(found.state, answered, mine=author, running=turn.running),
            "why_withdraw": rules.why_not_withdraw(found.state, answered, mine=author, running=turn.running),
            "why_appeal": rules.why_not_appeal(found.state, mine=found.row.author_id == me.id, running=turn.running),
            "second": found.state == "appealed" and me.holds(*rules.SECOND),
            "why_decide": rules.why_not_decide(me.offices, found.state, refused_it=found.refused_by == me.id,
                                               wrote_it=found.row.author_id == me.id, running=turn.running),
            "like": reads.near(session, turn, found.text, id) if found.code == "duplicate" else []}
    return render_template("statements/one.html", **page)


def _page(session: Session, case_id: int, me: Me | None) -> dict[str, Any]:
    found = reads.there(session, case_id, me)
    turn = reads.round_of(session, case_id)
    page: dict[str, Any] = {"case": found.row, "turn": turn, "voice": found.voice, "desk": found.desk, "member": found.member, "sayings": sayings,
                            "origins": rules.ORIGINS, "stand_words": rules.STANDS, "state_words": rules.STATES}
    if turn is None:
        return page
    shown, wanted = results.results(session, turn, _person(found.member), found.parties), request.args.get("state", "")
    lines = [line for line in shown.lines if line.ground.state == wanted] if wanted in shown.states else shown.lines
    first = min(int(start) if (start := request.args.get("from", "")).isdecimal() and len(start) < 6 else 0, max(0, len(lines) - 1))
    why = rules.why_not_answer(found.voice, shown.roster.get(found.voice or "", 0), "admitted", running=turn.running)
    return page | {"shown": shown, "lines": lines[first:first + PAGE], "first": first, "count": len(lines), "most": PAGE, "wanted": wanted, "own": shown.own,
                   "why": why, "answered": sum(1 for line in shown.lines if line.mine)}


def _found(session: Session, case_id: int) -> tuple[Round | None, Me | None]:
    found = reads.there(session, case_id, current())
    return reads.round_of(session, case_id), found.member


def _person(me: Me | None) -> int | None:
    return me.id if me else None


def _counts(line: Line, side: str) -> tuple[int, int, int] | None:
    """Agree, disagree, hard to say; None where a side is too few to be shown."""
    shown = line.bar(side)
    return (shown["for"], shown["against"], shown["abstain"]) if shown else None
