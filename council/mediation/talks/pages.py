"""Private talk's pages: one's own lines and a new one, all lines for the secretary, and the questions before a line crosses or goes."""

from typing import Annotated, Literal

from flask import Blueprint, Response, render_template, request, url_for
from pydantic import Field
from sqlalchemy.exc import IntegrityError

from council.db import keeping, reading
from council.forms import BadForm, Form, one_of, read_form, respond
from council.i18n import say
from council.mediation.cases import reads as cases
from council.mediation.cases.rules import why_not_go_on
from council.mediation.talks import acts, reads, rules
from council.mediation.talks.models import TalkLine
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import OFFICES, SIDES
from council.people.session import enter_council, must_be_member
from council.record.acting import acting
from council.refusal import Absent
from council.words import Sentence, _

bp = Blueprint("talks", __name__)

Id = Annotated[int, Field(ge=1, le=reads.LARGEST_ID)]


class LineForm(Form):
    """A line as it is written down."""

    text: str = ""
    mark: Literal["secretary", "tell", "publish"] = "secretary"
    speaker: Id | None = None
    says = {"text": "", "mark": _("还没选这句话给谁。"), "speaker": _("还没选是谁说的。")}


class MarkForm(Form):
    """How far a line may go."""

    mark: Literal["secretary", "tell", "publish"]
    says = {"mark": _("还没选这句话给谁。")}


class CrossForm(Form):
    """To whom a line crosses."""

    to: Literal["party", "public"]
    says = {"to": _("还没选让谁看到。")}


@bp.get("/cases/<int:id>/talk")
def talk(id: int) -> str:
    """My lines in a case and what the other side lets me hear; for the secretary everybody's. What is shown here counts as read."""
    return _page(id, {}, {})


@bp.post("/cases/<int:id>/talk")
def note(id: int) -> Response | tuple[str, int]:
    """Note a line: my own, or as the secretary what somebody told me."""
    me = must_be_member()
    try:
        form = read_form(LineForm)
        row = _noted(me, id, acts.Saying(form.text, form.mark, form.speaker, form.once))
    except BadForm as bad:
        bad.beside("text", "mark", *(["speaker"] if listening(me, id)[1] else []))
        return _page(id, bad.values, bad.errors), 422
    said = (say(Sentence(_("记下了，封好了。只有{who}看得见。"), who=OFFICES[listening(me, id)[0]])) if row.speaker_id == me.id
            else _("记下了，封好了。在说话的人自己点之前，只有您和他看得见。"))
    return respond({"to": url_for("talks.talk", id=id), "id": row.id, "said": said})


@bp.post("/talks/<int:id>/mark")
def mark(id: int) -> Response:
    """The speaker says how far a line may go."""
    me, form = must_be_member(), read_form(MarkForm)
    with keeping() as session:
        row = acts.mark_line(session, me, id, form.mark)
    return respond({"to": url_for("talks.talk", id=row.case_id), "said": _("标好了。它还没有过去，要过去还得您再点一次。")})


@bp.get("/talks/<int:id>/cross")
def ask_cross(id: int) -> str:
    """What crossing means, before it is done."""
    return _question(id, one_of(request.args.get("to", ""), rules.REACHES[1:]))


@bp.post("/talks/<int:id>/cross")
def cross(id: int) -> Response:
    """The speaker lets it cross."""
    me, form = must_be_member(), read_form(CrossForm)
    with acting(me, once=form.once) as act:
        row = acts.cross(act, id, form.to)
        act.answer(to=url_for("talks.talk", id=row.case_id))
    return act.response()


@bp.get("/talks/<int:id>/erase")
def ask_erase(id: int) -> str:
    """What erasing means, before it is done."""
    return _question(id, "")


@bp.post("/talks/<int:id>/erase")
def erase(id: int) -> Response:
    """A line that has not crossed goes."""
    me = must_be_member()
    read_form(Form)
    with keeping() as session:
        case_id = acts.erase_line(session, me, id)
    return respond({"to": url_for("talks.talk", id=case_id), "said": _("擦掉了，一个字也没有留下。")})


def listening(me: Me, case_id: int) -> tuple[str, bool]:
    """Who listens in a case, as an office; and whether that is `me`."""
    with reading() as session:
        now = cases.case(session, case_id, me)
        return reads.listener(session, now)[0] or "secretary", reads.listens(session, now, me)


def _noted(me: Me, case_id: int, saying: acts.Saying) -> TalkLine:
    """The line, noted once even when two taps of one form arrive in the same moment."""
    try:
        with keeping() as session:
            return acts.note_line(session, me, case_id, saying)
    except IntegrityError:
        with keeping() as session:
            return acts.note_line(session, me, case_id, saying)


def _question(id: int, to: str) -> str:
    me = must_be_member()
    with reading() as session:
        row = reads.line(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        found = reads.opened(row)
        mine, noted = row.speaker_id == me.id, row.by_id == me.id
        why = (rules.why_not_cross(mine, row.mark, row.reach, to) if to
               else rules.why_not_erase(mine, noted, row.marked_at is not None, row.reach))
    return render_template("talks/question.html", found=found, to=to, why=why or (found.why if to and found.text is None else None),
                           other=rules.other_side(row.sector), tab="say")


def _page(id: int, values: dict[str, object], errors: dict[str, str]) -> str:
    me = must_be_member()
    with reading() as session:
        now = cases.case(session, id, me)
        enter_council(people.council_by_id(session, me.council_id))
        (office, _persons), secretary, party = reads.listener(session, now), reads.listens(session, now, me), now.side in SIDES
        mine = reads.mine(session, me, id)
        if not (secretary or party or mine):
            raise Absent
        told, heard = reads.told(session, now, me) if secretary else [], reads.heard(session, now, me)
        fresh = {"secretary": reads.unread(session, told, me), now.side or "": reads.unread(session, heard, me)}
        speakers = reads.speakers(session, now) if secretary else []
        names = people.names(session, {each.line.speaker_id for each in told})
    if any(fresh.values()):
        with keeping() as session:
            for side, line_ids in fresh.items():
                acts.read_lines(session, me, line_ids, side)
    return render_template("talks/talk.html", now=now, mine=mine, heard=heard, told=[each for each in told if each.line.speaker_id != me.id], names=names,
                           speakers=speakers, party=party, office=office, marks=rules.MARKS, allows=rules.ALLOWS, values=values,
                           errors={name: say(why) for name, why in errors.items()}, limit=rules.MOST_LINE,
                           why_not=rules.why_not_listen(office) or why_not_go_on(now.state), other_side=rules.other_side, tab="say")
