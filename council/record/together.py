"""Many acts in one commit: when a whole lane taps in the same second, the disk is asked once for all of them."""

import threading
import time
from collections import defaultdict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.exc import IntegrityError

from council import clock
from council.db import writing
from council.record.acting import Act, Actor, Repeated, after_commit, first_answers, refused_clash, who, why_repeated
from council.record.ledger import Ledger, open_ledger
from council.refusal import Absent, Refusal

MOST = 64
"""Acts in one commit."""
GLANCES = 3
"""Looks at the queue before the commit begins: each lets those who are at the door come in."""

Deed = Callable[[Act], object]


@dataclass
class _Waiting:
    me: Actor
    once: str | None
    deed: Deed
    called: threading.Event = field(default_factory=threading.Event)
    act: Act | None = None
    fault: BaseException | None = None

    @property
    def answered(self) -> bool:
        return self.act is not None or self.fault is not None


@dataclass
class _Queue:
    lock: threading.Lock = field(default_factory=threading.Lock)
    waiting: deque[_Waiting] = field(default_factory=deque)
    led: bool = False


class _Halfway(RuntimeError):
    """A deed refused after it had written; what it wrote must go, so the others are done again without it."""

    def __init__(self, no: BaseException) -> None:
        super().__init__("refused halfway")
        self.no = no


_queues: dict[int, _Queue] = defaultdict(_Queue)


def acting_together(me: Actor, once: str | None, deed: Deed) -> Act:
    """Do one deed as `acting` does it, in one commit with those who do theirs at the same moment; returns it after the commit.

    The deed must refuse before it writes, and may run again when the first try had to be given up.
    """
    mine, queue = _Waiting(me, once, deed), _queues[me.council_id]
    with queue.lock:
        queue.waiting.append(mine)
        lead, queue.led = not queue.led, True
    if not lead:
        mine.called.wait()
    if not mine.answered:
        _lead(queue)
    if mine.act is None:
        raise mine.fault or RuntimeError("nobody answered")
    for follow in after_commit:
        follow(mine.act)
    return mine.act


def _lead(queue: _Queue) -> None:
    """Commit one batch, in which the leader is; then call its people, and the next leader."""
    _wait_for_company(queue)
    batch = _batch(queue)
    try:
        _commit(batch)
    finally:
        with queue.lock:
            queue.led = bool(queue.waiting)
            following = [queue.waiting[0]] if queue.waiting else []
        for each in batch:
            each.fault = each.fault or (None if each.act else RuntimeError("the batch was given up"))
        for each in (*batch, *following):
            each.called.set()


def _wait_for_company(queue: _Queue) -> None:
    there = 0
    for _glance in range(GLANCES):
        time.sleep(0)
        if len(queue.waiting) >= MOST or (there and len(queue.waiting) == there):
            return
        there = len(queue.waiting)


def _batch(queue: _Queue) -> list[_Waiting]:
    """The first in the queue, one act a person: a second tap of the same hand must see the first one's answer."""
    with queue.lock:
        batch: dict[str, _Waiting] = {}
        later: deque[_Waiting] = deque()
        while queue.waiting and len(batch) < MOST:
            each = queue.waiting.popleft()
            if batch.setdefault(who(each.me), each) is not each:
                later.append(each)
        queue.waiting.extendleft(reversed(later))
    return list(batch.values())


def _commit(batch: list[_Waiting]) -> None:
    try:
        with writing() as session:
            ledger = open_ledger(session, batch[0].me.council_id)
            first = first_answers(ledger, [(who(each.me), str(each.once)) for each in batch if each.once])
            for each in batch:
                _try(ledger, each, first.get((who(each.me), str(each.once))))
            if any(each.act for each in batch):
                ledger.write()
    except Exception as fault:  # noqa: BLE001 - told to whoever it concerns
        _alone(batch, fault)


def _alone(batch: list[_Waiting], fault: Exception) -> None:
    """The batch was rolled back: each by itself, so that only the one at fault is told so."""
    for each in batch:
        each.act = each.fault = None
        if len(batch) > 1:
            _commit([each])
        else:
            each.fault = fault.no if isinstance(fault, _Halfway) else refused_clash(fault) if isinstance(fault, IntegrityError) else fault


def _try(ledger: Ledger, each: _Waiting, first: Any) -> None:
    if first is not None:
        each.fault = why_repeated(first, each.once or "")
        return
    act, size = Act(ledger, each.me, clock.now()), ledger.head.size
    try:
        each.deed(act)
        act.settle(each.once)
        each.act = act
    except (Refusal, Repeated, Absent) as no:
        if ledger.head.size != size:
            raise _Halfway(no) from no
        each.fault = no


__all__ = ["acting_together"]
