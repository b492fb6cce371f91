"""The secretary's board: what waits, in order, with filters and a search box; for the desk only, and for others not there."""

from typing import Any

from flask import Blueprint, render_template, request, url_for
from sqlmodel import Session

from council import clock
from council.db import reading
from council.grievances import reads as grievances
from council.grievances import rules as words
from council.grievances.handling import triage, waits
from council.grievances.handling.board import Wanted, board
from council.i18n import say
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member, must_hold
from council.refusal import Absent
from council.words import _

bp = Blueprint("board", __name__)

LAST_PAGE = 10_000
NOBODY = 2**31 - 1
"""The largest number that both databases keep in a column of whole numbers; no row of ours has it."""


@bp.get("/c/<slug>/board")
def shown(slug: str) -> str:
    """The board of this council."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = must_be_member(council.id)
        if not (me.offices | me.unproved) & DESK:
            raise Absent
        must_hold(*DESK, council_id=council.id)
        wanted = _wanted()
        found, choices = board(session, me, wanted), _choices(session, council.id or 0)
    return render_template("handling/board.html", board=found, wanted=wanted, choices=choices, waits=waits.WAITS, states=words.STATES, tab="say",
                           address=_address, now=clock.now(), impacts=words.impact_word)


def _wanted() -> Wanted:
    given = request.args
    page = min(max(_number(given.get("page", "")) or 1, 1), LAST_PAGE)
    return Wanted(given.get("wait", ""), given.get("state", ""), given.get("kind", ""), _number(given.get("place", "")),
                  given.get("type", ""), given.get("words", "")[:100], page)


def _number(written: str) -> int | None:
    """A number that a row may have; a longer one is nobody's, and what is no number asks for nothing."""
    if not (written.isascii() and written.isdigit()):
        return None
    return int(written) if len(written) < 10 else NOBODY


def _choices(session: Session, council_id: int) -> dict[str, list[Any]]:
    still = [state for state in words.STATES if state not in words.ENDED or state == "out_of_remit"]
    return {
        "state": [("", say(_("哪一步都看")))] + [(state, say(words.STATES[state])) for state in still],
        "kind": [("", say(_("哪一类都看")))] + [(kind.code, say(kind.word)) for kind in grievances.tree(session, council_id).open()],
        "place": [("", say(_("哪一段都看")))] + [(each.id, each.name) for each in people.segments(session, council_id)],
        "type": [("", say(_("哪条路都看")))] + [(code, say(triage.SHORT[code])) for code in triage.TYPES],
    }


def _address(wanted: Wanted, **changed: Any) -> str:
    """The board with some wishes changed; a change of filter begins on the first page again."""
    wishes = {"page": 1, **changed}
    asked = {name: wishes.get(name, getattr(wanted, name)) for name in ("wait", "state", "kind", "place", "type", "words", "page")}
    kept = {name: value for name, value in asked.items() if value and not (name == "page" and value == 1)}
    return url_for("handling.board.shown", slug=request.view_args["slug"] if request.view_args else "", **kept)
