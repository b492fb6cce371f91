"""What is asked of a log: which council it is of, its entries in order, one entry with its proof."""

from base64 import b64encode
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from council.clock import local
from council.record.leaves import parse_leaf, read_time
from council.record.models import Leaf, LogHead, News, Stream
from council.record.notes import Checkpoint, parse, read_checkpoint
from council.record.shelf import hash_of, newest
from council.record.sources import Incomplete, missing
from council.record.tree import inclusion_proof
from council.refusal import Absent


@dataclass(frozen=True)
class Lane:
    """The council as its own first entry names it."""

    id: int
    slug: str
    name: str
    size: int


@dataclass(frozen=True)
class Entry:
    """One entry: its number (from 0), its exact bytes, their hash, and the leaf they say."""

    seq: int
    data: bytes
    hash: bytes
    e: dict[str, Any]

    @property
    def day(self) -> date:
        """The day on the lane's calendar."""
        return local(read_time(self.e["at"])).date()


SMALL = ("ballot.cast", "ballot.changed", "hand.raised", "hand.lowered", "attendance.noted", "sounding.answered", "grievance.joined")
"""What each person did with one tap: told in full, but not among the chief things."""


@dataclass(frozen=True)
class Wanted:
    """Which entries: older than number `before`, of one topic or of all topics of one noun; `small` ones too."""

    before: int | None = None
    topic: str = ""
    noun: str = ""
    small: bool = True


def lane(session: Session, slug: str) -> Lane:
    """The council with this slug; Absent when there is none."""
    head = session.exec(select(LogHead).where(LogHead.slug == slug)).first()
    if head is None:
        raise Absent
    first = session.get(Leaf, (head.council_id, 0))
    name = parse_leaf(first.data)["body"].get("name", slug) if first else slug
    return Lane(head.council_id, slug, str(name), head.size)


def entries(session: Session, council_id: int, wanted: Wanted, most: int) -> list[Entry]:
    """The newest entries first."""
    asked = select(Leaf).where(Leaf.council_id == council_id)
    if wanted.before is not None:
        asked = asked.where(Leaf.seq < wanted.before)
    if wanted.topic:
        asked = asked.where(Leaf.topic == wanted.topic)
    elif wanted.noun:
        asked = asked.where(col(Leaf.topic).startswith(f"{wanted.noun}:", autoescape=True))
    if not wanted.small:
        asked = asked.where(col(Leaf.kind).not_in(SMALL))
    return [_entry(row) for row in session.exec(asked.order_by(col(Leaf.seq).desc()).limit(most))]


def told(session: Session, stream: str, kinds: tuple[str, ...] = ()) -> list[tuple[int, dict[str, Any]]]:
    """What was said in a stream (`meeting:12`), in order: each entry's number and leaf; only these kinds when some are given."""
    asked = select(Leaf).join(News, (col(News.council_id) == col(Leaf.council_id)) & (col(News.seq) == col(Leaf.seq)))
    asked = asked.where(News.stream == stream, *([col(News.kind).in_(kinds)] if kinds else []))
    return [(row.seq, parse_leaf(row.data)) for row in session.exec(asked.order_by(col(News.n)))]


def last_told(session: Session, stream: str, kinds: Collection[str]) -> dict[str, Any] | None:
    """The leaf of the last entry of these kinds that was heard in a stream."""
    found = last_heard(session, stream, kinds)
    return found[1] if found else None


def last_heard(session: Session, stream: str, kinds: Collection[str]) -> tuple[int, dict[str, Any]] | None:
    """The last entry of these kinds that was heard in a stream: its number and its leaf."""
    asked = select(Leaf).join(News, (col(News.council_id) == col(Leaf.council_id)) & (col(News.seq) == col(Leaf.seq)))
    row = session.exec(asked.where(News.stream == stream, col(News.kind).in_(kinds)).order_by(col(News.n).desc())).first()
    return (row.seq, parse_leaf(row.data)) if row else None


def entry(session: Session, council_id: int, seq: int) -> Entry:
    """Entry number `seq`; Absent when there is none."""
    row = session.get(Leaf, (council_id, seq)) if seq < 2**31 else None
    if row is None:
        raise Absent
    return _entry(row)


def neighbours(session: Session, council_id: int, found: Entry) -> tuple[int | None, int | None]:
    """The numbers of the entries before and after it in the same topic."""
    def number(topic_seq: int) -> int | None:
        same = select(Leaf.seq).where(Leaf.council_id == council_id, Leaf.topic == found.e["topic"], Leaf.topic_seq == topic_seq)
        return session.exec(same).first()

    return number(found.e["topic_seq"] - 1), number(found.e["topic_seq"] + 1)


def nouns(session: Session, council_id: int, known: Collection[str]) -> list[str]:
    """Those of the known nouns of which the log speaks, in their order."""
    topics = session.exec(select(Stream.name).where(Stream.council_id == council_id, Stream.topic_seq > 0))
    told = {topic.partition(":")[0] for topic in topics}
    return [noun for noun in known if noun in told]


def signed(session: Session, council_id: int) -> Checkpoint | None:
    """The newest published checkpoint, read; None before the first one."""
    try:
        return read_checkpoint(parse(newest(session, council_id).note.encode())[0])
    except Incomplete:
        return None


def proof(session: Session, council_id: int, seq: int) -> str:
    """C2SP tlog-proof of entry `seq` in the newest checkpoint; raises Incomplete while it is not signed yet."""
    note = newest(session, council_id).note
    size = read_checkpoint(parse(note.encode())[0]).size
    if not 0 <= seq < size:
        raise missing(f"{seq}.tlog-proof")
    steps = [b64encode(step).decode() for step in inclusion_proof(seq, size, hash_of(session, council_id))]
    return "\n".join(["c2sp.org/tlog-proof@v1", f"index {seq}", *steps, "", note])


def of_kinds(session: Session, council_id: int, *kinds: str) -> Iterator[Entry]:
    """All entries of these kinds, oldest first, a few at a time."""
    asked = select(Leaf).where(Leaf.council_id == council_id, col(Leaf.kind).in_(kinds)).order_by(col(Leaf.seq))
    for row in session.exec(asked).yield_per(500):
        yield _entry(row)
        session.expunge(row)


def _entry(row: Leaf) -> Entry:
    return Entry(row.seq, row.data, row.hash, parse_leaf(row.data))
