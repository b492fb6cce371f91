"""Closing with two keys: who turns which, what silence means, who says that it is not over; rows, entries, and what a refusal leaves."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from council import clock
from council.db import reading
from council.grievances import acts, reads
from council.grievances.acts import Complaint
from council.grievances.handling import acts as handling
from council.grievances.handling import closing, keys
from council.grievances.handling import reads as handled
from council.grievances.handling.agreement import check_rows
from council.grievances.handling.models import Closing, ClosingEnd, ClosingKey
from council.people import reads as people
from council.record.acting import Clock, acting
from council.refusal import Absent, Refusal
from council.tick import tick
from tests.conftest import Lane


def shop(name: str, council_id: int) -> int:
    with reading() as session:
        return next(each.id or 0 for each in people.shops(session, council_id) if each.name == name)


def filed(lane: Lane, circle: str = "lane", about: str | None = "冷街冰淇淋", who: str = "王阿婆") -> int:
    shops = (shop(about, lane.council_id),) if about else ()
    with lane.act(who) as act:
        return acts.file(act, Complaint("排队排到我家门口", "轮椅出不来", "留条路", 4, "queue", circle, shops=shops)).id or 0


def state(lane: Lane, number: int) -> str:
    with reading() as session:
        return reads.grievance(session, number, lane.me("周敏")).state


def proposed(lane: Lane, number: int, who: str = "周敏", outcome: str = "solved") -> int:
    with lane.act(who) as act:
        return closing.propose_closing(act, number, outcome, "店家派人引导，留了路。").id or 0


def do(lane: Lane, who: str, deed: Callable[..., object], *given: object) -> None:
    with lane.act(who) as act:
        deed(act, *given)


def lapse(lane: Lane, closing_id: int) -> None:
    with acting(Clock(lane.council_id)) as act:
        closing.lapse(act, closing_id)


def later(days: float) -> datetime:
    return clock.now() + timedelta(days=days)


def kinds(lane: Lane, before: int) -> list[str]:
    return [leaf["kind"] for leaf in lane.leaves(before)]


def agrees(lane: Lane) -> bool:
    with reading() as session:
        return list(check_rows(session, lane.council_id)) == []


def test_the_desk_proposes_and_both_sides_turn_their_keys(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    closing_id = proposed(lane, number)
    assert state(lane, number) == "closing"
    do(lane, "王阿婆", closing.confirm, number)
    assert state(lane, number) == "closing"
    do(lane, "老赵", closing.confirm, number)
    assert state(lane, number) == "solved"
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["closing.proposed", "closing.confirmed", "closing.confirmed", "grievance.closed"]
    assert {k: v for k, v in leaves[0]["body"].items() if k != "until"} == {"closing": closing_id, "outcome": "solved", "side": "desk", "second": "party"}
    assert set(leaves[0]["commit"]) == {"words"} and "引导" not in str(leaves)
    assert [leaf["body"] for leaf in leaves[1:]] == [
        {"closing": closing_id, "side": "suffering"}, {"closing": closing_id, "side": "party"},
        {"closing": closing_id, "outcome": "solved", "proposed": "solved", "confirmed": "both"}]
    assert agrees(lane)


def test_whoever_proposes_has_turned_the_key_of_their_side(lane: Lane) -> None:
    for first, second in (("王阿婆", "老赵"), ("老赵", "王阿婆")):
        number, before = filed(lane), lane.size()
        proposed(lane, number, first, "agreed_limit")
        with pytest.raises(Refusal, match="已经认可过"):
            do(lane, first, closing.confirm, number)
        do(lane, second, closing.confirm, number)
        assert state(lane, number) == "agreed_limit" and kinds(lane, before) == ["closing.proposed", "closing.confirmed", "grievance.closed"]


def test_the_desk_stands_for_a_party_that_nobody_knows(lane: Lane) -> None:
    number = filed(lane, about=None)
    proposed(lane, number)
    with pytest.raises(Refusal, match="已经认可过"):
        do(lane, "周敏", closing.confirm, number)
    do(lane, "王阿婆", closing.confirm, number)
    assert state(lane, number) == "solved" and agrees(lane)


def test_the_desk_stands_for_a_party_that_cannot_see_it(lane: Lane) -> None:
    number = filed(lane, "secretary")
    proposed(lane, number, "王阿婆")
    with pytest.raises(Absent):
        do(lane, "老赵", closing.confirm, number)
    do(lane, "周敏", closing.confirm, number)
    assert state(lane, number) == "solved"


def test_one_hand_does_not_turn_both_keys(lane: Lane) -> None:
    number = filed(lane, about=None, who="周敏")
    proposed(lane, number, "周敏")
    with pytest.raises(Refusal, match="已经认可过"):
        do(lane, "周敏", closing.confirm, number)
    assert state(lane, number) == "closing"


def test_a_neighbour_who_joined_has_no_key(lane: Lane) -> None:
    number = filed(lane)
    do(lane, "林老师", acts.join, number, "", 3)
    with pytest.raises(Refusal, match="能提议结束的"):
        proposed(lane, number, "林老师")
    proposed(lane, number)
    before = lane.size()
    with pytest.raises(Refusal, match="不能代替"):
        do(lane, "林老师", closing.confirm, number)
    with pytest.raises(Refusal, match="两把钥匙"):
        do(lane, "阿May", closing.confirm, number)
    assert lane.size() == before


@pytest.mark.parametrize("turned", [(), ("王阿婆",), ("老赵",)])
def test_silence_of_either_side_is_no_solving(lane: Lane, turned: tuple[str, ...]) -> None:
    number = filed(lane)
    closing_id, before = proposed(lane, number), 0
    for who in turned:
        do(lane, who, closing.confirm, number)
    with clock.at(later(6.9)), pytest.raises(Refusal, match="还没有到"):
        lapse(lane, closing_id)
    before = lane.size()
    with clock.at(later(7.01)):
        with pytest.raises(Refusal, match="七天已经过了"):
            do(lane, "王阿婆" if turned != ("王阿婆",) else "老赵", closing.confirm, number)
        lapse(lane, closing_id)
        with pytest.raises(Refusal, match="已经有了结果"):
            lapse(lane, closing_id)
    assert state(lane, number) == "unconfirmed"
    leaf, = lane.leaves(before)
    assert leaf["actor"] == "时钟" and leaf["body"] == {
        "closing": closing_id, "outcome": "unconfirmed", "proposed": "solved", "confirmed": "one" if turned else "none"}
    assert agrees(lane)


def test_the_clock_ends_it_once_however_often_it_looks(lane: Lane) -> None:
    number = filed(lane)
    proposed(lane, number)
    with clock.at(later(8)):
        tick()
        tick()
    assert state(lane, number) == "unconfirmed"
    assert [leaf["kind"] for leaf in lane.leaves()].count("grievance.closed") == 1


def test_who_proposed_takes_it_back(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    proposed(lane, number)
    with pytest.raises(Refusal, match="只有提议的人"):
        do(lane, "老赵", closing.take_back, number)
    do(lane, "周敏", closing.take_back, number)
    assert state(lane, number) == "filed" and kinds(lane, before) == ["closing.proposed", "closing.taken_back"]
    with pytest.raises(Refusal, match="没有等人认可"):
        do(lane, "王阿婆", closing.confirm, number)
    assert agrees(lane)


def test_withdrawing_ends_a_proposal_and_forgets_what_its_author_said(lane: Lane) -> None:
    number = filed(lane)
    closing_id = proposed(lane, number, "王阿婆")
    do(lane, "王阿婆", acts.withdraw, number)
    assert state(lane, number) == "withdrawn"
    with reading() as session:
        row, ended = session.get(Closing, closing_id), session.get(ClosingEnd, closing_id)
        assert row is not None and ended is not None and (row.words, ended.how) == ("", "withdrawn")
    with clock.at(later(8)):
        tick()
    assert state(lane, number) == "withdrawn" and agrees(lane)


@pytest.mark.parametrize(("who", "outcome", "words", "why"), [
    ("周敏", "solved", "", "做了什么"), ("王阿婆", "agreed_limit", " ", "限度是什么"), ("王阿婆", "refused", "x", "怎么结束"), ("阿May", "solved", "x", "能提议结束的")])
def test_what_a_proposal_needs(lane: Lane, who: str, outcome: str, words: str, why: str) -> None:
    number, before = filed(lane), lane.size()
    with pytest.raises(Refusal, match=why):
        do(lane, who, closing.propose_closing, number, outcome, words)
    assert lane.size() == before and state(lane, number) == "filed"


def test_the_next_council_finds_nothing(lane: Lane) -> None:
    number = filed(lane)
    closing_id = proposed(lane, number)
    for deed in ((closing.confirm, number), (closing.contest, number, "x"), (closing.take_back, number), (closing.propose_closing, number, "solved", "x")):
        with pytest.raises(Absent):
            do(lane, "何书记", *deed)  # type: ignore[arg-type]
    with pytest.raises(Absent), acting(Clock(lane.other_id)) as act:
        closing.lapse(act, closing_id)


def test_the_public_is_told_how_each_ended(lane: Lane) -> None:
    solved, silent, refused, _still = filed(lane), filed(lane), filed(lane), filed(lane)
    proposed(lane, solved, "王阿婆")
    do(lane, "老赵", closing.confirm, solved)
    closing_id = proposed(lane, silent)
    do(lane, "周敏", handling.move, refused, "refused", "办不了")
    with clock.at(later(7.1)):
        lapse(lane, closing_id)
    with reading() as session:
        assert handled.outcomes(session, lane.council_id) == {"solved": 1, "unconfirmed": 1, "refused": 1, "open": 1}


def test_rows_that_differ_from_the_record_are_found(lane: Lane) -> None:
    from council.db import engine_for_writing

    number = filed(lane)
    proposed(lane, number, "王阿婆")
    assert agrees(lane)
    with engine_for_writing().begin() as connection:
        connection.exec_driver_sql("INSERT INTO closingkey (closing_id, side, by_id, at) VALUES (1, 'party', 99, '2026-01-01 00:00:00')")
    with reading() as session:
        assert any("钥匙" in said for said in check_rows(session, lane.council_id))
        assert keys.turned(session, 1).keys() == {"suffering", "party"} and len(session.exec(select(ClosingKey)).all()) == 2
    with engine_for_writing().begin() as connection:
        connection.exec_driver_sql("INSERT INTO step (council_id, grievance_id, state, note, public, at) VALUES "
                                   f"({lane.council_id}, {number}, 'solved', '', '书记', '2026-01-01 00:00:00')")
    with reading() as session:
        assert any("走到哪一步" in said for said in check_rows(session, lane.council_id))
