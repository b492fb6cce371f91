"""The third door, `acting`: one transaction, one answer for one form, and no commit without an entry in the record."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol, TypeVar

from flask import Response
from sqlalchemy import bindparam, select, tuple_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, SQLModel

from council import clock
from council.db import writing
from council.forms import respond
from council.record.ledger import Ledger, open_ledger
from council.record.models import LogHead
from council.refusal import Absent, Refusal

Row = TypeVar("Row")

_once = SQLModel.metadata.tables["once"]
_first = select(_once).where(tuple_(_once.c.who, _once.c.token).in_(bindparam("forms", expanding=True)))


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

    ledger: Ledger
    me: Any
    at: datetime
    seqs: list[int] = field(default_factory=list)
    reply: dict[str, Any] = field(default_factory=dict)
    told: dict[str, None] = field(default_factory=dict)
    kinds: list[str] = field(default_factory=list)

    @property
    def session(self) -> Session:
        """The transaction that this act is part of."""
        return self.ledger.session

    @property
    def council_id(self) -> int:
        """The council in whose log this act is entered."""
        return self.ledger.head.council_id

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
        seq = self.ledger.enter(kind, topic, self.at, actor or self.me.public, body or {}, personal or {}, also)
        self.told |= dict.fromkeys((topic, *also))
        self.seqs.append(seq)
        self.kinds.append(kind)
        return seq

    def answer(self, to: str, **more: Any) -> None:
        """What the person gets: where to go on, and anything a program may want to know."""
        self.reply = {"to": to, **more}

    def response(self) -> Response:
        """The answer as page or JSON; only after the door has closed."""
        return respond(self.reply)

    def settle(self, once: str | None) -> None:
        """The deed is done: it must have said so; its answer is kept for the same form sent again."""
        if not self.seqs:
            raise Unrecorded("this act entered nothing in the record")
        self.reply = {"entry": self.seqs[0], **self.reply}
        if once:
            self.ledger.put("once", who=who(self.me), token=str(once), body=getattr(once, "body", ""), answer=json.dumps(self.reply), at=self.at)


after_commit: list[Callable[[Act], None]] = []
"""What the house does once an act is in the database: tell the phones, sign a checkpoint. Set by council/web.py alone."""


@contextmanager
def acting(me: Actor, once: str | None = None) -> Iterator[Act]:
    """Open one act of `me` in the council `me` belongs to.

    once: the form's token; sent again it raises `Repeated` with the first answer. When it carries a digest of its form
    (forms.OnceToken), the same token with other words is refused instead of being answered wrongly.
    """
    try:
        with writing() as session:
            act = Act(open_ledger(session, me.council_id), me, clock.now())
            for first in first_answers(act.ledger, [(who(me), str(once))] if once else []).values():
                raise why_repeated(first, once or "")
            yield act
            act.settle(once)
            act.ledger.write()
    except IntegrityError as clash:
        raise refused_clash(clash) from clash
    for follow in after_commit:
        follow(act)


def who(me: Actor) -> str:
    """Whose forms: a token is one person's in one council."""
    return f"{me.council_id}:{me.id}"


def first_answers(ledger: Ledger, forms: list[tuple[str, str]]) -> dict[tuple[str, str], Any]:
    """Which of these forms (whose, token) have been answered before, and how."""
    found = ledger.connection.execute(_first, {"forms": forms}) if forms else ()
    return {(row.who, row.token): row for row in found}


def why_repeated(first: Any, once: str) -> Exception:
    """Repeated with the first answer; or a refusal, when the same token now comes with other words."""
    if first.body != getattr(once, "body", ""):
        return Refusal("这张表已经收到过了，这次的内容不一样。请打开一张新的再写。")
    return Repeated(json.loads(first.answer))


def refused_clash(clash: IntegrityError) -> Exception:
    """A unique key said no: somebody was faster. Any other fault of the rows is ours."""
    if "unique" not in str(clash.orig).lower():
        return clash
    return Refusal("刚才有人同时做了同一件事，您这一下没有算。请看一眼现在的样子，再决定。")


@contextmanager
def founding(make: Callable[[Session], tuple[int, str]]) -> Iterator[Act]:
    """The first act of a council, in the transaction that makes it: both or neither.

    make: adds the council's row and returns its id and slug; its empty log is begun here.
    """
    with writing() as session:
        council_id, slug = make(session)
        found_log(session, council_id, slug)
        act = Act(open_ledger(session, council_id), Clock(council_id), clock.now())
        yield act
        act.settle(None)
        act.ledger.write()
    for follow in after_commit:
        follow(act)


def found_log(session: Session, council_id: int, slug: str) -> None:
    """Begin an empty log for a new council."""
    session.add(LogHead(council_id=council_id, slug=slug))
    session.flush()


__all__ = ["Act", "Actor", "Clock", "Repeated", "Unrecorded", "acting", "after_commit", "first_answers", "found_log", "founding", "refused_clash",
           "who", "why_repeated"]
