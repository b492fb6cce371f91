"""What one transaction writes into a council's log: leaves, openings, news and the heads; for one act, or for many at once."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, bindparam, insert, select, update
from sqlmodel import Session, SQLModel

import council.record.models  # noqa: F401
from council.record import tree
from council.record.leaves import commitment, leaf_bytes
from council.refusal import Absent

_heads, _streams = (SQLModel.metadata.tables[name] for name in ("loghead", "stream"))
_inserts = {name: insert(SQLModel.metadata.tables[name]) for name in ("leaf", "opening", "news", "once")}
_head_of = select(_heads).where(_heads.c.council_id == bindparam("council")).with_for_update()
_grow = update(_heads).where(_heads.c.council_id == bindparam("council")).values(size=bindparam("to"), edge=bindparam("along"))
_streams_of = select(_streams).where(_streams.c.name.in_(bindparam("names", expanding=True)))
_begin = insert(_streams)
_go_on = update(_streams).where(_streams.c.name == bindparam("of")).values(
    topic_seq=bindparam("own"), prev=bindparam("last"), news=bindparam("told"))


@dataclass
class Head:
    """How long the log is, and the right edge of its tree."""

    council_id: int
    slug: str
    size: int
    edge: list[bytes]


@dataclass
class _Stream:
    name: str
    topic_seq: int = 0
    prev: bytes | None = None
    news: int = 0
    fresh: bool = False
    moved: bool = False


@dataclass
class Ledger:
    """The log of one council, locked by this transaction from `open_ledger` until its end."""

    session: Session
    head: Head
    _known: dict[str, _Stream] = field(default_factory=dict)
    _rows: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def connection(self) -> Connection:
        """For statements that need no objects; they cost a third."""
        return self.session.connection()

    def enter(self, kind: str, topic: str, at: datetime, actor: str, body: Mapping[str, Any],  # noqa: PLR0917
              personal: Mapping[str, str], also: tuple[str, ...]) -> int:
        """Append one leaf and the news of it; returns its number."""
        names = tuple(dict.fromkeys((topic, *also)))
        self._find(names)
        seq, own = self.head.size, self._known[topic]
        keys = {name: secrets.token_bytes(32) for name in personal}
        commit = {name: commitment(keys[name], self.head.slug, seq, name, personal[name]) for name in keys}
        data = leaf_bytes(kind, topic, own.topic_seq + 1, own.prev.hex() if own.prev else None, at, actor, also, dict(body), commit)
        own.topic_seq, own.prev = own.topic_seq + 1, tree.leaf_hash(data)
        self.put("leaf", council_id=self.head.council_id, seq=seq, kind=kind, topic=topic, topic_seq=own.topic_seq, at=at, data=data, hash=own.prev)
        for name in keys:
            self.put("opening", council_id=self.head.council_id, seq=seq, field=name, value=personal[name], key=keys[name])
        for name in names:
            self._tell(self._known[name], seq, kind)
        self.head.edge = tree.append(self.head.edge, seq, own.prev)
        self.head.size = seq + 1
        return seq

    def put(self, table: str, **values: Any) -> None:
        """A row of the record's own tables, written at the end."""
        self._rows.setdefault(table, []).append(values)

    def write(self) -> None:
        """Write what the acts of this transaction said; the last thing before the commit."""
        self.session.flush()
        for table, rows in self._rows.items():
            self.connection.execute(_inserts[table], rows)
        moved = [{"of": each.name, "own": each.topic_seq, "last": each.prev, "told": each.news} for each in self._known.values() if each.moved]
        if moved:
            self.connection.execute(_go_on, moved)
        self.connection.execute(_grow, {"council": self.head.council_id, "to": self.head.size, "along": b"".join(self.head.edge)})

    def _tell(self, stream: _Stream, seq: int, kind: str) -> None:
        stream.news, stream.moved = stream.news + 1, True
        self.put("news", stream=stream.name, n=stream.news, council_id=self.head.council_id, seq=seq, kind=kind)
        if stream.fresh:
            self.connection.execute(_begin, {"name": stream.name, "council_id": self.head.council_id, "topic_seq": stream.topic_seq,
                                             "prev": stream.prev, "news": stream.news})
            stream.fresh = stream.moved = False

    def _find(self, names: tuple[str, ...]) -> None:
        missing = [name for name in names if name not in self._known]
        if not missing:
            return
        for row in self.connection.execute(_streams_of, {"names": missing}):
            if row.council_id != self.head.council_id:
                raise Absent
            self._known[row.name] = _Stream(row.name, row.topic_seq, row.prev, row.news)
        for name in missing:
            self._known.setdefault(name, _Stream(name, fresh=True))


def open_ledger(session: Session, council_id: int) -> Ledger:
    """Lock the council's log for this transaction; Absent when there is none."""
    row = session.connection().execute(_head_of, {"council": council_id}).first()
    if row is None:
        raise Absent
    return Ledger(session, Head(row.council_id, row.slug, row.size, [row.edge[i:i + 32] for i in range(0, len(row.edge), 32)]))
