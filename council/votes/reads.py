"""Finding votes: what runs where, the count as it stands, and where one person stands in it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from council import clock
from council.people import reads as people
from council.people.reads import Me
from council.refusal import Absent
from council.votes import rules
from council.votes.models import Ballot, Elector, Vote, VoteClosing

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Result:
    """The count: everything by side. `verdict` is None until the vote is closed."""

    electorate: dict[str, int]
    cast: dict[str, int]
    tally: dict[str, dict[str, int]]
    verdict: dict[str, Any] | None


@dataclass(frozen=True)
class Standing:
    """One person in one vote: the sides they may stand for, their ballot, and why they may not vote (None: they may)."""

    sectors: tuple[str, ...]
    ballot: Ballot | None
    why: str | None


def vote(session: Session, id: int) -> Vote:
    """The vote, or Absent."""
    found = session.get(Vote, id) if 0 < id <= LARGEST_ID else None
    if found is None:
        raise Absent
    return found


def closing(session: Session, vote_id: int) -> VoteClosing | None:
    """How it ended, if it has."""
    return session.get(VoteClosing, vote_id)


def ended(row: Vote, closing: VoteClosing | None, now: datetime) -> datetime | None:
    """When voting ended: by the desk, or by the clock; None while it runs."""
    if closing is not None:
        return closing.at
    return row.closes_at if row.closes_at and row.closes_at <= now else None


def running(session: Session, venue: str, rehearsal: bool | None = None) -> Vote | None:
    """The vote that is not closed yet in this place; a real one before a rehearsal, unless only one kind is asked for."""
    query = (select(Vote).join(VoteClosing, col(VoteClosing.vote_id) == col(Vote.id), isouter=True)
             .where(Vote.venue == venue, col(VoteClosing.vote_id).is_(None)).order_by(col(Vote.rehearsal), col(Vote.id).desc()))
    return session.exec(query if rehearsal is None else query.where(Vote.rehearsal == rehearsal)).first()


def of_venue(session: Session, venue: str) -> list[Vote]:
    """All votes that were put in this place, in order."""
    return list(session.exec(select(Vote).where(Vote.venue == venue).order_by(col(Vote.id))))


def of_subject(session: Session, subject: str) -> list[Vote]:
    """All votes on this thing, in order; rehearsals left out."""
    return list(session.exec(select(Vote).where(Vote.subject == subject, col(Vote.rehearsal).is_(False)).order_by(col(Vote.id))))


def overdue(session: Session, now: datetime) -> list[Vote]:
    """Votes whose planned end has passed and that nobody has closed."""
    return list(session.exec(select(Vote).join(VoteClosing, col(VoteClosing.vote_id) == col(Vote.id), isouter=True)
                             .where(col(VoteClosing.vote_id).is_(None), col(Vote.closes_at) <= now)))


def passed(session: Session, subject: str) -> bool | None:
    """What the last closed vote on this thing decided; None when there was none."""
    last = session.exec(select(VoteClosing).join(Vote, col(Vote.id) == col(VoteClosing.vote_id))
                        .where(Vote.subject == subject, col(Vote.rehearsal).is_(False)).order_by(col(VoteClosing.vote_id).desc())).first()
    return None if last is None else bool(last.verdict["passed"])


def counted(session: Session, row: Vote) -> dict[str, dict[str, int]]:
    """The ballots as they stand: {sector: {for, against, abstain}}."""
    tally = rules.tally((), row.electorate)
    for sector, choice, n in session.exec(select(Ballot.sector, Ballot.choice, func.count()).where(Ballot.vote_id == row.id)
                                          .group_by(Ballot.sector, Ballot.choice)):
        tally[sector][choice] = n
    return tally


def result(session: Session, row: Vote) -> Result:
    """The count as it stands, or as it was announced."""
    closed = closing(session, row.id or 0)
    tally = closed.tally if closed else counted(session, row)
    cast = {sector: sum(choices.values()) for sector, choices in tally.items()}
    return Result(row.electorate, cast, tally, closed.verdict if closed else None)


def standing(session: Session, row: Vote, me: Me | None) -> Standing:
    """Where this person stands in this vote; somebody from another council stands as a visitor does."""
    mine = me if me and me.council_id == row.council_id else None
    sectors = tuple(session.exec(select(Elector.sector).where(Elector.vote_id == row.id, Elector.person_id == mine.id))) if mine else ()
    ballot = session.get(Ballot, (row.id, mine.id)) if mine else None
    end = ended(row, closing(session, row.id or 0), clock.now())
    why = rules.why_not_vote(signed_in=mine is not None, closed=hms(end) if end else None, sectors=sectors, frozen=hms(row.opened_at),
                             stranger=bool(mine and not sectors and rehearses(session, mine)))
    return Standing(sectors, ballot, why)


def rehearses(session: Session, me: Me) -> bool:
    """True for somebody who is on the roll for rehearsals only."""
    return any(entry.person_id == me.id and entry.rehearsal for entry, *_ in people.roll(session, me.council_id, rehearsal=True))


def hms(moment: datetime) -> str:
    """The time on Shanghai's clock, 20:41:07."""
    return clock.local(moment).strftime("%H:%M:%S")
