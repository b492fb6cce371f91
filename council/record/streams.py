"""What was told in several streams since a number, the newest first; and which of it somebody did themselves."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import or_
from sqlmodel import Session, col, select

from council.record.leaves import parse_leaf
from council.record.models import Leaf, News, Once


@dataclass(frozen=True)
class Heard:
    """One entry that was heard: its number, moment and leaf, and in which of the streams."""

    seq: int
    at: datetime
    e: dict[str, Any]
    streams: tuple[str, ...]


@dataclass(frozen=True)
class Wish:
    """Streams to listen to for some kinds; and kinds to hear wherever they are told; of one council."""

    council_id: int
    streams: Collection[str]
    kinds: Collection[str]
    everywhere: Collection[str] = ()


def heard(session: Session, wish: Wish, after: int = -1, most: int = 200) -> list[Heard]:
    """The newest entries first, each once."""
    followed = select(News.seq).where(News.council_id == wish.council_id, col(News.stream).in_(wish.streams), col(News.kind).in_(wish.kinds),
                                      News.seq > after).order_by(col(News.seq).desc()).limit(most)
    rows = session.exec(select(Leaf).where(Leaf.council_id == wish.council_id, Leaf.seq > after,
                                           or_(col(Leaf.seq).in_(set(session.exec(followed))), col(Leaf.kind).in_(wish.everywhere)))
                        .order_by(col(Leaf.seq).desc()).limit(most))
    leaves = [(row, parse_leaf(row.data)) for row in rows]
    return [Heard(row.seq, row.at, leaf, tuple(name for name in (leaf["topic"], *leaf["in"]) if name in wish.streams)) for row, leaf in leaves]


def done_by(session: Session, who: str, since: datetime) -> set[datetime]:
    """The moments of the acts that somebody's forms did: an entry of such a moment is their own."""
    return set(session.exec(select(Once.at).where(Once.who == who, Once.at >= since)))
