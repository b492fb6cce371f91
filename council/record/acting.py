"""The third door, `acting`: one transaction, one answer for one form, and no commit without an entry in the record."""

import json
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from flask import Response
from sqlalchemy import insert, select
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from council import clock
from council.db import writing
from council.forms import respond
from council.record import tree
from council.record.leaves import commitment, leaf_bytes
from council.record.models import Leaf, LogHead, News, Once, Opening, Stream
from council.refusal import Absent, Refusal

Row = TypeVar("Row")


class Actor(Protocol):
    """Whoever acts: `id` is the person (None for the clock), `public` the office or side that the record may name."""

    @property
    def id(self) -> int | None: ...
    @property
    def council_id(self) -> int: ...
    @property
    def public(self) -> str: ...
    @property
    def offices(self) -> frozenset[str]: ...


@dataclass(frozen=True)
class Clock:
    """The actor of what happens by itself, at its time."""

    council_id: int
    id: None = None
    public: str = "时钟"
    offices: frozenset[str] = frozenset()


class Unrecorded(RuntimeError):
    """An act tried to commit without saying so in the record."""


class Repeated(Exception):
    """This form has been answered before; `answer` is the first answer."""

    def __init__(self, answer: dict[str, Any]) -> None:
        super().__init__("repeated")
        self.answer = answer


@dataclass
class Act:
    """One deed of one person: what it changes, what it says, how it is answered."""

    session: Session
    me: Any
    at: datetime
    head: LogHead
    seqs: list[int] = field(default_factory=list)
    reply: dict[str, Any] = field(default_factory=dict)
    told: dict[str, None] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)
    _streams: dict[str, Stream] = field(default_factory=dict)
    _rows: dict[type, list[dict[str, Any]]] = field(default_factory=dict)

    @property
    def council_id(self) -> int:
        """The council in whose log this act is entered."""
        return self.head.council_id

    def add(self, row: Row) -> Row:
        """Write a new row; it has its id when this returns."""
        self.session.add(row)
        self.session.flush()
        return row

    def own(self, row: Row | None) -> Row:
        """The row, if it belongs to this council; otherwise nobody learns that it exists."""
        if row is None or getattr(row, "council_id", self.council_id) != self.council_id:
            raise Absent
        return row

    def enter(self, kind: str, topic: str, body: Mapping[str, Any] | None = None, *,
              personal: Mapping[str, str] | None = None, also: tuple[str, ...] = (), actor: str | None = None) -> int:
        """Say in the record what was done; returns the entry's number.

        kind: `noun.past`. topic: `noun:id`. body: public for ever, no personal data.
        personal: fields that enter only as salted commitments. also: other streams that hear of it.
        actor: the capacity acted in, when it is not the person's first one.
        """
        seq, own = self.head.size, self._stream(topic)
        keys = {name: secrets.token_bytes(32) for name in (personal or {})}
        commit = {name: commitment(keys[name], self.head.slug, seq, name, personal[name]) for name in keys} if personal else {}
        data = leaf_bytes(kind, topic, own.topic_seq + 1, own.prev.hex() if own.prev else None, self.at,
                          actor or self.me.public, also, dict(body or {}), commit)
        digest = tree.leaf_hash(data)
        own.topic_seq, own.prev = own.topic_seq + 1, digest
        self._put(Leaf, council_id=self.council_id, seq=seq, kind=kind, topic=topic, topic_seq=own.topic_seq,
                  at=self.at, data=data, hash=digest)
        for name in keys:
            self._put(Opening, council_id=self.council_id, seq=seq, field=name, value=(personal or {})[name], key=keys[name])
        for stream in dict.fromkeys((topic, *also)):
            self._hear(stream, seq, kind)
        edge = [self.head.edge[i:i + 32] for i in range(0, len(self.head.edge), 32)]
        self.head.edge = b"".join(tree.append(edge, seq, digest))
        self.head.size = seq + 1
        self.seqs.append(seq)
        self.kinds.append(kind)
        return seq

    def answer(self, to: str, **more: Any) -> None:
        """What the person gets: where to go on, and anything a program may want to know."""
        self.reply = {"to": to, **more}

    def response(self) -> Response:
        """The answer as page or JSON; only after the door has closed."""
        return respond(self.reply)

    def _put(self, table: type, **values: Any) -> None:
        self._rows.setdefault(table, []).append(values)

    def _hear(self, name: str, seq: int, kind: str) -> None:
        stream = self._stream(name)
        stream.news += 1
        self._put(News, stream=name, n=stream.news, council_id=self.council_id, seq=seq, kind=kind)
        self.told[name] = None

    def _stream(self, name: str) -> Stream:
        if name not in self._streams:
            found = self.session.get(Stream, name)
            if found is not None and found.council_id != self.council_id:
                raise Absent
            if found is None:
                found = Stream(name=name, council_id=self.council_id)
                self.session.add(found)
            self._streams[name] = found
        return self._streams[name]

    def _write(self, once: str | None, who: str, body: str) -> None:
        if not self.seqs:
            raise Unrecorded("this act entered nothing in the record")
        self.reply = {"entry": self.seqs[0], **self.reply}
        if once:
            self._put(Once, who=who, token=once, body=body, answer=json.dumps(self.reply), at=self.at)
        self.session.flush()
        for table, rows in self._rows.items():
            self.session.execute(insert(table), rows)


after_commit: list[Callable[[Act], None]] = []
"""What the house does once an act is in the database: tell the phones, sign a checkpoint. Set by council/web.py alone."""


@contextmanager
def acting(me: Actor, once: str | None = None) -> Iterator[Act]:
    """Open one act of `me` in the council `me` belongs to.

    once: the form's token; sent again it raises `Repeated` with the first answer. When it carries a digest of its form
    (forms.OnceToken), the same token with other words is refused instead of being answered wrongly.
    """
    who, body = f"{me.council_id}:{me.id}", getattr(once, "body", "")
    try:
        with writing() as session:
            act = Act(session, me, clock.now(), _locked_head(session, me.council_id))
            if once:
                _first_answer(session, who, once, body)
            yield act
            act._write(once, who, body)
    except IntegrityError as clash:
        if "unique" not in str(clash.orig).lower():
            raise
        raise Refusal("刚才有人同时做了同一件事，您这一下没有算。请看一眼现在的样子，再决定。") from clash
    for follow in after_commit:
        follow(act)


def found_log(session: Session, council_id: int, slug: str) -> None:
    """Begin an empty log for a new council."""
    session.add(LogHead(council_id=council_id, slug=slug))
    session.flush()


def _locked_head(session: Session, council_id: int) -> LogHead:
    head = session.scalars(select(LogHead).where(LogHead.council_id == council_id).with_for_update()).first()  # type: ignore[arg-type]
    if head is None:
        raise Absent
    return head


def _first_answer(session: Session, who: str, once: str, body: str) -> None:
    first = session.get(Once, (who, once))
    if first is None:
        return
    if first.body != body:
        raise Refusal("这张表已经收到过了，这次的内容不一样。请打开一张新的再写。")
    raise Repeated(json.loads(first.answer))


__all__ = ["Act", "Actor", "Clock", "Repeated", "Unrecorded", "acting", "after_commit", "found_log"]
