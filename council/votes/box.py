"""The ballot box: the one act that a whole lane does in the same minute, so it asks the database once and writes once."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Row, bindparam, insert, select, update
from sqlmodel import SQLModel, col

from council.people.rules import SECTORS
from council.record.acting import Act, Repeated
from council.refusal import Absent, refuse
from council.votes import reads, rules
from council.votes.models import Ballot, Elector, Vote, VoteClosing

_ballots = SQLModel.metadata.tables["ballot"]

_asked: Any = (
    select(col(Vote.council_id), col(Vote.venue), col(Vote.key), col(Vote.opened_at), col(Vote.closes_at),
           col(VoteClosing.at).label("closed_at"), col(Elector.sector), col(Elector.entry_id),
           col(Ballot.sector).label("stood_for"), col(Ballot.choice), col(Ballot.rev), col(Ballot.seq))
    .join(VoteClosing, col(VoteClosing.vote_id) == col(Vote.id), isouter=True)
    .join(Elector, (col(Elector.vote_id) == col(Vote.id)) & (col(Elector.person_id) == bindparam("person_id")), isouter=True)
    .join(Ballot, (col(Ballot.vote_id) == col(Vote.id)) & (col(Ballot.person_id) == bindparam("person_id")), isouter=True)
    .where(col(Vote.id) == bindparam("vote_id"))
)
"""Everything a ballot depends on, one row a side that the person may stand for."""


def cast(act: Act, vote_id: int, choice: str, sector: str | None = None) -> int:
    """Cast or change the ballot of the person who acts; returns the entry's number. The last one before the closing counts.

    The same choice again is the same ballot: it raises Repeated with the first receipt and enters nothing.
    """
    refuse(rules.why_not_choice(choice))
    rows = act.ledger.connection.execute(_asked, {"vote_id": vote_id, "person_id": act.me.id}).all() if 0 < vote_id <= reads.LARGEST_ID else []
    if not rows or rows[0].council_id != act.council_id:
        raise Absent
    _may_vote(act, rows)
    found = rows[0]
    sides = [row.sector for row in rows]
    sector = sector or found.stood_for or None
    refuse(rules.why_not_for_side(sector, sides))
    elector = next(row for row in rows if sector in (None, row.sector))
    if (found.choice, found.stood_for) == (choice, elector.sector):
        raise Repeated({"entry": found.seq, **act.reply})
    return _put(act, vote_id, elector, choice)


def _may_vote(act: Act, rows: Sequence[Row[Any]]) -> None:
    found = rows[0]
    end = found.closed_at or (found.closes_at if found.closes_at and found.closes_at <= act.at else None)
    on_roll = [row.sector for row in rows if row.sector]
    stranger = not on_roll and end is None and reads.rehearses(act.session, act.me)
    refuse(rules.why_not_vote(signed_in=True, closed=reads.hms(end) if end else None, sectors=on_roll,
                              frozen=reads.hms(found.opened_at), stranger=stranger))


def _put(act: Act, vote_id: int, elector: Row[Any], choice: str) -> int:
    rev = (elector.rev or 0) + 1
    body = {"sector": elector.sector, "choice": choice, "rev": rev, "mark": rules.mark(elector.key, act.me.id)}
    seq = act.enter("ballot.changed" if elector.rev else "ballot.cast", topic=f"vote:{vote_id}", body=body, personal={"voter": act.me.name},
                    also=(elector.venue,) if elector.venue else (), actor=SECTORS[elector.sector])
    said = {"sector": elector.sector, "entry_id": elector.entry_id, "choice": choice, "rev": rev, "at": act.at, "seq": seq}
    if elector.rev:
        mine = (_ballots.c.vote_id == vote_id) & (_ballots.c.person_id == act.me.id)
        act.ledger.connection.execute(update(_ballots).where(mine).values(**said))
    else:
        act.ledger.connection.execute(insert(_ballots), {"vote_id": vote_id, "person_id": act.me.id, "channel": "phone", **said})
    return seq
