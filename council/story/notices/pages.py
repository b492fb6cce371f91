"""The page of my notices, and “all seen”."""

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field

from council import clock
from council.db import keeping, reading
from council.forms import Form, read_form, respond
from council.i18n import say
from council.people import reads as people
from council.people.session import current, enter_council, must_be_member
from council.record.shelf import head
from council.story.notices import reads
from council.story.notices.models import NoticeMark
from council.words import _

bp = Blueprint("notices", __name__)


class SeenForm(Form):
    """Up to which entry it was seen: what came while the page was open stays new."""

    seq: int = Field(ge=0)


@bp.get("/notices")
def listed() -> str:
    """What is new, and what was."""
    me = must_be_member()
    with reading() as session:
        enter_council(people.council_by_id(session, me.council_id))
        found = reads.notices(session, me)
    return render_template("notices/list.html", found=found, fresh=sum(each.unread for each in found), tab="me")


@bp.post("/notices/seen")
def seen() -> Response:
    """All seen."""
    me, form = must_be_member(), read_form(SeenForm)
    with reading() as session:
        last = head(session, me.council_id).size - 1
    with keeping() as session:
        row = session.get(NoticeMark, me.id) or NoticeMark(person_id=me.id, seq=-1, at=clock.now())
        row.seq, row.at = max(row.seq, min(form.seq, last)), clock.now()
        session.add(row)
    return respond({"to": url_for("notices.listed"), "said": say(_("都看过了。"))})


@bp.app_template_global("unread")
def unread() -> int:
    """How many notices are new for whoever is signed in."""
    me = current()
    if me is None:
        return 0
    with reading() as session:
        return reads.unread(session, me)
