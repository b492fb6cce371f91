"""The dossier's pages, for the desk: what would be in it, for what it is taken, the file, and the same on paper."""

from typing import Any

from flask import Blueprint, Response, render_template, request, url_for

from council import clock, paper
from council.db import reading
from council.forms import BadForm, Form, read_form
from council.i18n import say
from council.mediation.dossier import acts, reads, rules, telling
from council.people import reads as people
from council.people.session import enter_council, must_hold
from council.record.acting import acting
from council.words import _

bp = Blueprint("dossier", __name__)


class TakingForm(Form):
    """For what, and what is asked of them."""

    purpose: str = ""
    request: str = ""
    says = {"purpose": _("还没选给谁用。"), "request": ""}


@bp.get("/cases/<int:id>/dossier")
def look(id: int) -> str:
    """What would be in it, before it is taken."""
    return _page(id, "dossier/look.html", {"purpose": request.args.get("purpose", "")}, {})


@bp.get("/cases/<int:id>/dossier/print")
def sheet(id: int) -> str:
    """The same on paper."""
    return _page(id, "dossier/sheet.html", {"purpose": request.args.get("purpose", "")}, {})


@bp.post("/cases/<int:id>/dossier")
def take(id: int) -> Response | tuple[str, int]:
    """Take it: the file itself is the answer."""
    me = must_hold("secretary", "deputy")
    try:
        form = read_form(TakingForm)
        if why := rules.why_not_take(True, form.purpose, form.request):
            raise BadForm({"request" if form.purpose in rules.PURPOSES else "purpose": why}, form.model_dump())
        with acting(me, once=form.once) as act:
            row, file = acts.take(act, id, form.purpose, form.request)
            act.answer(to=url_for("dossier.look", id=id), said=_("这一份已经取过了。要新的，再取一次。"))
    except BadForm as bad:
        bad.beside("purpose", "request")
        return _page(id, "dossier/look.html", bad.values, bad.errors), 422
    answer = Response(file, mimetype=paper.TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="dossier-{id}-{row.n}.docx"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _page(id: int, template: str, values: dict[str, Any], errors: dict[str, str]) -> str:
    me = must_hold("secretary", "deputy")
    purpose = values.get("purpose") if values.get("purpose") in rules.PURPOSES else "linkage"
    with reading() as session:
        found = reads.gather(session, id, me)
        council = enter_council(people.council_by_id(session, me.council_id))
        taken = reads.taken(session, id)
    cover = telling.Cover(council.name, str(purpose), "", clock.local(clock.now()).date())
    purposes, signed = rules.PURPOSES.items(), max((each.signed_on for each in found.agreements), default=None)
    return render_template(
        template, now=found.now, title=telling.title(found), sections=telling.sections(found, cover), cover=cover, taken=taken,
        purposes=[(code, say(word), say(asks)) for code, (word, asks) in purposes], called={code: word for code, (word, _asks) in purposes},
        values={**values, "purpose": None if errors.get("purpose") else purpose}, errors={name: say(why) for name, why in errors.items()},
        limit=rules.MOST_REQUEST, court=rules.court_words(signed, cover.today), tab="say")
