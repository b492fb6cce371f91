"""Forgetting: the value and key behind a commitment go, the leaf stays and still verifies."""

from collections.abc import Collection

from sqlalchemy import delete
from sqlmodel import col, select

from council.record.acting import Act
from council.record.models import Leaf, Opening


def forget_openings(act: Act, topic: str, fields: Collection[str]) -> None:
    """Erase these personal fields of every entry of a topic; what only their commitment says, nobody can say again."""
    seqs = select(Leaf.seq).where(Leaf.council_id == act.council_id, Leaf.topic == topic)
    act.session.execute(delete(Opening).where(
        col(Opening.council_id) == act.council_id, col(Opening.seq).in_(seqs), col(Opening.field).in_(list(fields))))
