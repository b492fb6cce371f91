"""Rehearsing a meeting: the button before it, the stage's own page, the link for helpers, the way back."""

from flask import Blueprint, Response, current_app, render_template, url_for

from council import qr
from council.conventions.rehearsing import reads, rules, staging
from council.conventions.rehearsing.models import Rehearsal
from council.db import keeping, reading
from council.forms import PressForm, read_form, respond
from council.i18n import say
from council.meetings import reads as meetings
from council.paths import whole
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK, SECTORS
from council.people.session import STAGE, current, end_devices, enter_council, go_on_stage, must_hold
from council.refusal import Absent, refuse
from council.words import Sentence, _

bp = Blueprint("rehearsing", __name__)


@bp.get("/meetings/<int:id>/rehearse")
def before(id: int) -> str:
    """What a rehearsal is, and the button."""
    with reading() as session:
        meeting = meetings.meeting(session, id)
        must_hold(*DESK, council_id=meeting.council_id)
        council = enter_council(people.council_by_id(session, meeting.council_id))
        why = rules.why_not_rehearse(meetings.state(session, id), len(meetings.items(session, id)), council.rehearsal)
        cast, runs = rules.cast_of(people.roll_count(session, meeting.council_id)), reads.of_meeting(session, id) is not None
    return render_template("rehearsing/before.html", meeting=meeting, why=why, runs=runs, cast_words=[_people(side, n) for side, n in cast.items()])


def _people(side: str, n: int) -> str:
    return say(Sentence(_("{n} 位{side}"), n=n, side=SECTORS[side]))


@bp.post("/meetings/<int:id>/rehearse")
def begin(id: int) -> Response:
    """Put up the stage, or go back to the one that stands; the secretary plays the secretary."""
    with reading() as session:
        me = must_hold(*DESK, council_id=meetings.meeting(session, id).council_id)
    read_form(PressForm)
    row = staging.begin(me, id)
    with reading() as session:
        chair = reads.secretary(session, row.stage_id or 0)
    response = respond({"to": f"/meetings/{row.stage_meeting_id}/desk", "said": say(_("这是排练。人是假的，票不算数，随便按。"))})
    return go_on_stage(response, chair, current_app.config["COUNCIL"].secure_cookies)


@bp.get("/rehearsal")
def stage() -> str:
    """The stage's own page: what this is, the link for helpers, the way out."""
    row, me = _mine()
    with reading() as session:
        enter_council(people.council_by_id(session, me.council_id))
        players = reads.players(session, me.council_id)
    address = whole(url_for("rehearsing.join", token=row.token))
    return render_template("rehearsing/stage.html", row=row, chair=bool(me.offices & DESK), address=address,
                           way=qr.svg(address, say(_("来当一回排练的人")), "m"), players=len(players))


@bp.get("/rehearse/<token>")
def join(token: str) -> str:
    """Where the link for helpers leads: what this is, and one button a side."""
    with reading() as session:
        row = reads.by_token(session, token)
        free = {each.sector for each in reads.players(session, row.stage_id or 0)}
    return render_template("rehearsing/join.html", token=token, sides=[(side, SECTORS[side]) for side in rules.NAMES if side in free])


class SideForm(PressForm):
    """Which side somebody plays."""

    side: str = "resident"


@bp.post("/rehearse/<token>")
def come_in(token: str) -> Response:
    """Take the place of one of the invented people on this phone."""
    form = read_form(SideForm)
    with reading() as session:
        row = reads.by_token(session, token)
        free = [each for each in reads.players(session, row.stage_id or 0) if each.sector == form.side]
    refuse(None if free else _("这一边的位子都有人坐了。换一边试试。"))
    response = respond({"to": f"/meetings/{row.stage_meeting_id}", "said": say(_("您在排练里。说的、投的都不算数。"))})
    return go_on_stage(response, free[0].id, current_app.config["COUNCIL"].secure_cookies)


@bp.post("/rehearsal/leave")
def leave() -> Response:
    """Off the stage with this phone; the rehearsal goes on, one of the invented people takes the place again."""
    read_form(PressForm)
    _row, me = _mine()
    with keeping() as session:
        end_devices(session, me.id, me.device_id)
    return _off("/", _("您出来了。现在是真的议事会。"))


@bp.post("/rehearsal/end")
def end() -> Response:
    """The rehearsal is over; back to the real meeting."""
    read_form(PressForm)
    row, me = _mine()
    must_hold(*DESK, council_id=me.council_id)
    staging.end(row)
    return _off(f"/meetings/{row.meeting_id}/agenda", _("排练完了。真的记录里什么也没有留下。"))


def _mine() -> tuple[Rehearsal, Me]:
    me = current()
    if me is None:
        raise Absent
    with reading() as session:
        return reads.of_stage(session, me.council_id), me


def _off(to: str, said: str) -> Response:
    response = respond({"to": to, "said": say(said)})
    response.delete_cookie(STAGE, path="/")
    return response
