"""Whether the votes' rows say what the record says: `python -m council verify DIR --rows` asks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from council.record import reads as record
from council.votes import rules
from council.votes.models import Ballot, Vote, VoteClosing


@dataclass
class _Told:
    """What the record tells of one vote: its opening, its closing, and the latest ballot under each mark, each with its number."""

    opened: tuple[int, dict[str, Any]] = (-1, {})
    closed: tuple[int, dict[str, Any]] | None = None
    ballots: dict[str, tuple[int, dict[str, Any]]] = field(default_factory=dict)


def check_rows(session: Session, council_id: int) -> Iterator[str]:
    """One sentence for each vote whose rows and leaves differ."""
    told = _read(session, council_id)
    votes = {row.topic: row for row in session.exec(select(Vote).where(Vote.council_id == council_id))}
    for topic in sorted(told.keys() | votes.keys()):
        if topic not in told or topic not in votes:
            yield f"{topic} 在数据库和记录里只有一边有 / {topic} is in only one of database and record"
            continue
        yield from _opening(votes[topic], told[topic])
        yield from _ballots(session, votes[topic], told[topic])
        yield from _closing(session, votes[topic], told[topic])


def _read(session: Session, council_id: int) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for entry in record.of_kinds(session, council_id, "vote.opened", "vote.closed", "ballot.cast", "ballot.changed"):
        vote, said = told.setdefault(entry.e["topic"], _Told()), (entry.seq, entry.e["body"])
        if entry.e["kind"] == "vote.opened":
            vote.opened = said
        elif entry.e["kind"] == "vote.closed":
            vote.closed = said
        else:
            vote.ballots[entry.e["body"]["mark"]] = said
    return told


def _opening(row: Vote, told: _Told) -> Iterator[str]:
    seq, body = told.opened
    if row.entry != seq or any(getattr(row, name) != body.get(name) for name in ("question", "text", "rule", "electorate", "roll_hash", "hash")):
        yield f"{row.topic} 开的时候写的和第 {seq} 号记录不一样 / {row.topic} differs from its opening, entry {seq}"


def _ballots(session: Session, row: Vote, told: _Told) -> Iterator[str]:
    rows = {rules.mark(row.key, ballot.person_id): ballot for ballot in session.exec(select(Ballot).where(Ballot.vote_id == row.id))}
    for mark in sorted(told.ballots.keys() | rows.keys()):
        ballot, (seq, body) = rows.get(mark), told.ballots.get(mark, (-1, {}))
        if ballot is None or (ballot.seq, ballot.sector, ballot.choice, ballot.rev) != (seq, body.get("sector"), body.get("choice"), body.get("rev")):
            number = seq if seq >= 0 else getattr(ballot, "seq", seq)
            yield f"{row.topic} 有一张票和第 {number} 号记录不一样 / a ballot of {row.topic} differs from entry {number}"


def _closing(session: Session, row: Vote, told: _Told) -> Iterator[str]:
    ending = session.get(VoteClosing, row.id)
    if (ending is None) != (told.closed is None):
        yield f"{row.topic} 结束没有，数据库和记录说的不一样 / database and record differ on whether {row.topic} is closed"
    elif ending is not None and told.closed is not None:
        seq, body = told.closed
        if (ending.seq, ending.tally, ending.verdict) != (seq, body.get("tally"), body.get("verdict")):
            yield f"{row.topic} 的结果和第 {seq} 号记录不一样 / the result of {row.topic} differs from entry {seq}"
