"""The story of a clause, and what a meeting did about conventions: told by the record, not by the rows."""

from typing import Any

from sqlmodel import Session

from council.record import reads as record

STORY = ("clause.added", "clause.reworded", "sounding.opened", "sounding.closed", "clause.put_to_vote", "vote.closed", "convention.adopted",
         "clause.answers")
DID = ("clause.reworded", "sounding.closed", "convention.adopted")
"""What counts as settled in a meeting; votes tell their own."""


def story(session: Session, clause_id: int) -> list[dict[str, Any]]:
    """The entries that tell how a clause came to be, in their order: leaves, each with its number `seq`."""
    return _told(session, f"clause:{clause_id}", STORY)


def did(session: Session, venue: str) -> list[dict[str, Any]]:
    """What was settled about conventions in a place (`meeting:12`), the newest first: leaves, each with its number `seq`."""
    return _told(session, venue, DID)[::-1]


def adoptions(session: Session, convention_id: int) -> list[dict[str, Any]]:
    """The entries that put a convention's versions into force, in their order."""
    return _told(session, f"convention:{convention_id}", ("convention.adopted",))


def _told(session: Session, stream: str, kinds: tuple[str, ...]) -> list[dict[str, Any]]:
    return [{**leaf, "seq": seq} for seq, leaf in record.told(session, stream, kinds)]
