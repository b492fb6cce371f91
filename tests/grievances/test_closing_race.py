"""Two keys in the same moment, and a key against the clock: one end, one entry, nothing half."""

import threading
from collections.abc import Callable
from datetime import timedelta

from council import clock
from council.db import reading
from council.grievances.handling import closing, keys
from council.grievances.handling.agreement import check_rows
from council.grievances.handling.models import Closing
from council.record.acting import Clock, acting
from council.refusal import Refusal
from tests.conftest import Lane
from tests.grievances.test_closing import filed, lapse, later, proposed, state


def race(*deeds: Callable[[], None]) -> list[str]:
    """All at once from a thread each; which were refused, in words."""
    start, refused, faults = threading.Barrier(len(deeds)), list[str](), list[BaseException]()

    def run(deed: Callable[[], None]) -> None:
        start.wait()
        try:
            deed()
        except Refusal as no:
            refused.append(no.sentence)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(deed,)) for deed in deeds]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert faults == []
    return refused


def confirming(lane: Lane, who: str, number: int) -> Callable[[], None]:
    me = lane.me(who)

    def deed() -> None:
        with acting(me) as act:
            closing.confirm(act, number)
    return deed


def closed(lane: Lane, number: int) -> list[str]:
    return [leaf["body"]["outcome"] for leaf in lane.leaves() if leaf["kind"] == "grievance.closed" and leaf["topic"] == f"grievance:{number}"]


def test_both_keys_at_once_close_it_once(lane: Lane) -> None:
    for _ in range(4):
        number = filed(lane)
        closing_id = proposed(lane, number)
        refused = race(confirming(lane, "王阿婆", number), confirming(lane, "老赵", number), confirming(lane, "王阿婆", number))
        assert len(refused) == 1 and state(lane, number) == "solved" and closed(lane, number) == ["solved"]
        with reading() as session:
            assert keys.turned(session, closing_id) == {"suffering": lane.people["王阿婆"], "party": lane.people["老赵"]}
            assert list(check_rows(session, lane.council_id)) == []


def last_key(lane: Lane, row: Closing) -> Callable[[], None]:
    """The second key, turned in the last moment that is left."""
    me = lane.me("老赵")

    def deed() -> None:
        with acting(me) as act:
            act.at = row.due_at - timedelta(milliseconds=1)
            closing.confirm(act, row.grievance_id)
    return deed


def strike(lane: Lane, row: Closing) -> Callable[[], None]:
    """The clock, at the first moment that it may."""
    def deed() -> None:
        with acting(Clock(lane.council_id)) as act:
            act.at = row.due_at
            closing.lapse(act, row.id or 0)
    return deed


def test_the_last_key_against_the_clock(lane: Lane) -> None:
    for _ in range(6):
        number = filed(lane)
        proposed(lane, number, "王阿婆")
        with reading() as session:
            row = keys.open_closing(session, number)
        assert row is not None
        refused = race(last_key(lane, row), strike(lane, row))
        assert len(refused) == 1 and len(closed(lane, number)) == 1
        assert state(lane, number) in ("solved", "unconfirmed")
        with reading() as session:
            assert list(check_rows(session, lane.council_id)) == []


def test_two_clocks_end_it_once(lane: Lane) -> None:
    number = filed(lane)
    closing_id = proposed(lane, number)
    with clock.at(later(7.5)):
        refused = race(*[lambda: lapse(lane, closing_id)] * 4)
    assert len(refused) == 3 and closed(lane, number) == ["unconfirmed"]
