"""The page where an author turns the lamp: the picture, then an honest warning about who has already seen it."""

from flask import Response, render_template, request, url_for

from council.db import reading
from council.forms import read_form
from council.grievances import reads, rules, telling
from council.grievances.inputs import CircleForm
from council.grievances.pages import bp
from council.i18n import say
from council.people import reads as people
from council.people.session import enter_council, must_be_member
from council.record.acting import acting
from council.refusal import Absent
from council.words import _


@bp.get("/grievances/<int:id>/circle")
def circle(id: int) -> str:
    """The three rings; with one chosen, what it would mean."""
    me, to = must_be_member(), request.args.get("to", "")
    with reading() as session:
        seen = reads.grievance(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        if not seen.mine:
            raise Absent
        readers = reads.read_by(session, [id])[id]
        spoke = len(reads.suffering(session, [id])[id]) - 1 + len({each.person_id for each in reads.answers(session, id)})
    now = seen.grievance.circle
    why = rules.why_not_circle(seen.mine, seen.state, now, to) or rules.why_not_party(to, any(each.kind != "unknown" for each in seen.about))
    wider = to in rules.CIRCLES and rules.CIRCLES.index(to) > rules.CIRCLES.index(now)
    return render_template("grievances/circle.html", seen=seen, to=to if why is None else None, why=say(why) if to and why else None, wider=wider,
                           readers=readers, spoke=spoke, circles=rules.CIRCLE_WORDS, tab="say")


@bp.post("/grievances/<int:id>/circle")
def turn_lamp(id: int) -> Response:
    """Turn it."""
    me, form = must_be_member(), read_form(CircleForm)
    with acting(me, once=form.once) as act:
        telling.turn_lamp(act, id, form.circle)
        act.answer(to=url_for("grievances.one", id=id), said=_("改好了。从现在起，灯照到新的地方。"))
    return act.response()
