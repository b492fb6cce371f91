"""A vote's page: what is voted on, three equal choices, the receipt, the live count, the verdict; and the same for programs."""

from typing import Any

from flask import Blueprint, Response, jsonify, render_template, url_for
from pydantic import field_validator
from sqlmodel import Session

from council import live, qr
from council.db import reading
from council.forms import Form, PressForm, read_form
from council.i18n import say
from council.paths import whole
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK, SECTORS
from council.people.session import current, enter_council, must_be_member, must_hold
from council.record.acting import Act, acting
from council.record.together import acting_together
from council.refusal import Absent
from council.votes import acts, counts, reads, rules, sayings
from council.votes.models import Vote
from council.words import Sentence, _

bp = Blueprint("votes", __name__)


class BallotForm(Form):
    """One tap: what is voted, and for which side where a person stands on both."""

    choice: str
    sector: str = ""
    says = {"choice": _("没有看懂您投的是什么。请点赞成、反对或弃权。")}

    @field_validator("choice")
    @classmethod
    def known_choice(cls, value: str) -> str:
        """One of the three."""
        if why := rules.why_not_choice(value):
            raise ValueError(why)
        return value


@bp.get("/votes/<int:id>")
def vote(id: int) -> str:
    """Before, during and after; for the person who looks."""
    me = current()
    with reading() as session:
        row = reads.vote(session, id)
        enter_council(people.council_by_id(session, row.council_id))
        member = me if me and me.council_id == row.council_id else None
        facts = _facts(session, row, member)
    return render_template("votes/vote.html", **facts)


@bp.get("/votes/<int:id>.json")
def vote_json(id: int) -> Response:
    """The vote for programs: counts as its mode allows (docs/api.md)."""
    with reading() as session:
        row = reads.vote(session, id)
        shown = counts.count(session, id)
        found = reads.result(session, row)
    closed = shown.closing
    return jsonify({
        "id": id, "state": "closed" if shown.ended_at else "open", "question": row.question, "text": row.text, "subject": row.subject, "venue": row.venue,
        "mode": row.mode, "rehearsal": row.rehearsal, "rule": {**row.rule, "words": [say(each) for each in sayings.rule_words(row.rule)]},
        "electorate": found.electorate, "cast": found.cast, "tally": found.tally if shown.split else None,
        "verdict": {**closed.verdict, "word": say(shown.word), "sentence": say(shown.sentence)} if closed else None,
        "opened_at": row.opened_at.isoformat(), "closed_at": shown.ended_at.isoformat() if shown.ended_at else None, "entry": row.entry,
    })


@bp.post("/votes/<int:id>/ballot")
def ballot(id: int) -> Response:
    """Cast or change the ballot of the person who asks."""
    me = must_be_member()
    form = read_form(BallotForm)

    def tap(act: Act) -> None:
        act.answer(to=url_for("votes.vote", id=id), choice=form.choice)
        acts.cast(act, id, form.choice, form.sector or None)

    return acting_together(me, form.once, tap).response()


@bp.post("/votes/<int:id>/close")
def close(id: int) -> Response:
    """End the vote; the desk's button."""
    me = must_hold(*DESK)
    form = read_form(PressForm)
    with acting(me, once=form.once) as act:
        act.answer(to=form.next or url_for("votes.vote", id=id))
        acts.close_vote(act, id)
    return act.response()


def _facts(session: Session, row: Vote, me: Me | None) -> dict[str, Any]:
    shown, standing = counts.count(session, row.id or 0), reads.standing(session, row, me)
    facts: dict[str, Any] = {
        "vote": row, "count": shown, "standing": standing, "rehearsal": row.rehearsal, "live": live.shown(session, row.topic), "back": _back(row),
        "rule_words": sayings.rule_words(row.rule), "mode_words": sayings.MODES[row.mode], "choice_words": sayings.WORDS,
        "sides": [(sector, say(_stands_for(me, sector))) for sector in standing.sectors] if me else [],
        "desk": me is not None and bool(me.offices & DESK), "roll_call": counts.roll_call(session, row) if me and shown.closing else None,
    }
    if standing.ballot and me:
        link = whole(url_for("record.entry", slug=me.slug, seq=standing.ballot.seq))
        label = say(Sentence(_("第 {n} 号凭证的二维码"), n=f"{standing.ballot.seq:,}"))
        facts |= {"qr": qr.svg(link, label, "m"), "mine": say(_stands_for(me, standing.ballot.sector))}
    return facts


def _stands_for(me: Me, sector: str) -> str:
    capacity = me.capacity(sector)
    if capacity and capacity.shop:
        return Sentence(_("{shop}，商户"), shop=capacity.shop)
    if capacity and capacity.door and sector == "resident":
        return Sentence(_("{door} 号一户，居民"), door=capacity.door)
    return Sentence(_("{name}，{side}"), name=me.name, side=SECTORS[sector])


def _back(row: Vote) -> tuple[str, str] | None:
    """The way back: to the hall where it is voted."""
    kind, _colon, id = row.venue.partition(":")
    return (f"/meetings/{id}", _("回到现场")) if kind == "meeting" and id.isdigit() else None


def _anybody(_me: Any, id: int) -> bool:
    try:
        with reading() as session:
            return reads.vote(session, id) is not None
    except Absent:
        return False


def _part(template: str) -> live.rooms.Part:
    return lambda session, id: live.fragment(template, count=counts.count(session, id))


live.room("vote", guard=_anybody,
          parts={"turnout": _part("votes/_turnout.html"), "tally": _part("votes/_tally.html"), "state": _part("votes/_state.html")},
          hears={"ballot.cast": ("turnout", "tally"), "ballot.changed": ("tally",), "vote.closed": ("turnout", "tally", "state")})


