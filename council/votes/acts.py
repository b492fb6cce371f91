"""What is done with votes: opening one, casting, closing."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from sqlalchemy import insert

from council.people import reads as people
from council.people.rules import SIDES, why_not_desk
from council.record.acting import Act
from council.refusal import refuse
from council.votes import reads, rules
from council.votes.box import cast
from council.votes.models import Elector, Vote, VoteClosing


@dataclass(frozen=True)
class Motion:
    """A question to put. subject: the thing decided (`clause:7`); venue: where (`meeting:12`); text: the exact words voted on.

    minutes: ends by itself after so long; None: when the desk closes it. show: "split" lets the room see the bars while it
    runs, "turnout" only how many have voted.
    """

    question: str
    subject: str = ""
    venue: str = ""
    rule: dict[str, Any] = field(default_factory=lambda: rules.BOTH_SIDES)
    minutes: int | None = None
    rehearsal: bool = False
    text: str = ""
    show: str = "split"


def open_vote(act: Act, motion: Motion) -> Vote:
    """Put the question: words, rule, mode and roll are fixed from here on, and bound by a hash in the entry."""
    _desk_only(act)
    busy = bool(motion.venue) and reads.running(act.session, motion.venue, motion.rehearsal) is not None
    refuse(rules.why_not_open(motion.question, busy))
    electors = _electors(act, motion.rehearsal)
    electorate = {side: n for side in SIDES if (n := sum(sector == side for _, _, sector in electors))}
    refuse(rules.why_not_rule(motion.rule, electorate))
    frozen: dict[str, Any] = {"question": motion.question, "text": motion.text, "subject": motion.subject, "venue": motion.venue, "rule": motion.rule,
              "mode": "open", "show": motion.show, "rehearsal": motion.rehearsal, "electorate": electorate, "roll_hash": rules.roll_hash(electors)}
    row = act.add(Vote(council_id=act.council_id, **frozen, hash=rules.frozen_hash(frozen), key=secrets.token_bytes(32), opened_at=act.at,
                       closes_at=act.at + timedelta(minutes=motion.minutes) if motion.minutes else None))
    act.session.execute(insert(Elector), [{"vote_id": row.id, "entry_id": entry, "person_id": person, "sector": sector}
                                          for entry, person, sector in electors])
    row.entry = act.enter("vote.opened", topic=row.topic, body=frozen | {"hash": row.hash}, also=_hearing(row))
    return row


def close_vote(act: Act, vote_id: int) -> VoteClosing:
    """End the vote: what was committed before this entry counts, what comes later is told when it ended."""
    _desk_only(act)
    row = act.own(reads.vote(act.session, vote_id))
    done = reads.closing(act.session, vote_id)
    refuse(rules.why_not_close(reads.hms(done.at) if done else None))
    tally = reads.counted(act.session, row)
    verdict = rules.verdict(row.rule, row.electorate, tally)
    ending = act.add(VoteClosing(vote_id=vote_id, council_id=act.council_id, at=act.at, by_id=act.me.id, tally=tally, verdict=verdict))
    body = {"question": row.question, "electorate": row.electorate, "tally": tally, "verdict": verdict, "rehearsal": row.rehearsal}
    ending.seq = act.enter("vote.closed", topic=row.topic, body=body, also=_hearing(row))
    return ending


def _desk_only(act: Act) -> None:
    """The desk, or the house itself at its time."""
    refuse(None if act.me.id is None else why_not_desk(act.me.offices))


def _electors(act: Act, rehearsal: bool) -> list[tuple[int, int, str]]:
    """(entry, person, side) of everybody who may vote now; twice on one side is still one vote."""
    found: dict[tuple[int, str], int] = {}
    for entry, *_rest in people.roll(act.session, act.council_id, rehearsal=rehearsal):
        if entry.sector in SIDES:
            found.setdefault((entry.person_id, entry.sector), entry.id or 0)
    return [(entry, person, sector) for (person, sector), entry in found.items()]


def _hearing(row: Vote) -> tuple[str, ...]:
    return tuple(name for name in (row.venue, row.subject) if name)


__all__ = ["Motion", "cast", "close_vote", "open_vote"]
