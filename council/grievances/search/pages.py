"""Searching what people said: a box, what was found with the words marked, and what to do when nothing was."""

from flask import Blueprint, render_template, request

from council.db import reading
from council.forms import LARGEST
from council.grievances import rules
from council.grievances.search import reads
from council.limits import limit
from council.people import reads as people
from council.people.session import enter_council, must_be_member

bp = Blueprint("search", __name__)

ASKED = "60/minute"
LONGEST = 80


@bp.get("/c/<slug>/grievances/search")
def found(slug: str) -> str:
    """What the lamp lets a member find by these words, newest first."""
    words, before = " ".join(request.args.get("q", "")[:LONGEST].split()), request.args.get("before", type=int)
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = must_be_member(council.id)
        limit(ASKED, f"search:{me.id}")
        hits = reads.found(session, me, words, before if before is None or 0 < before <= LARGEST else 0)
    return render_template("search/found.html", sought=words, hits=hits[:reads.MOST], older=before is not None, rules=rules, tab="say",
                           more=hits[reads.MOST - 1].seen.id if len(hits) > reads.MOST else None)
