"""Rounds, breaches, putting right, contesting, settling: rows, exact entries, one transaction."""

from datetime import timedelta

import pytest

from council import clock
from council.conventions import acts as conventions
from council.conventions.acts import ClauseText
from council.db import reading
from council.meetings import reads as meetings
from council.patrols import acts, reads
from council.patrols.acts import Breach, Walk
from council.people import reads as people
from council.refusal import Absent, Refusal
from council.votes import acts as votes
from tests.conftest import Lane

RESIDENTS, MERCHANTS = ("陈阿姨", "王阿婆", "小李", "林老师", "小顾"), ("老赵", "阿May", "孙老板")


def in_force(lane: Lane) -> int:
    """A convention of one clause, passed by both sides; returns the clause's id."""
    with lane.act("周敏") as act:
        draft = conventions.draft(act, "临时约定")
        clause = conventions.add_clause(act, draft.id or 0, ClauseText("音响", "店外不放音响。"))
        vote = conventions.put_to_vote(act, clause.id or 0, "")
    for name in RESIDENTS + MERCHANTS:
        with lane.act(name) as act:
            votes.cast(act, vote.id or 0, "for")
    with lane.act("周敏") as act:
        votes.close_vote(act, vote.id or 0)
        conventions.adopt(act, draft.id or 0)
    return clause.id or 0


def shop(lane: Lane, name: str = "冷街冰淇淋") -> int:
    with reading() as session:
        return next(each.id or 0 for each in people.shops(session, lane.council_id) if each.name == name)


def logged(lane: Lane, clause: int) -> int:
    with lane.act("小顾") as act:
        return acts.log_violation(act, Breach(clause, shop(lane), note="门口音响", reminded=True)).id or 0


def test_a_round_says_what_was_kept_too(lane: Lane) -> None:
    clause, before = in_force(lane), lane.size()
    with lane.act("小顾") as act:
        acts.log_round(act, Walk({clause: "kept"}))
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "round.walked" and leaf["actor"] == "志愿者"
    assert leaf["body"] == {"segment": "", "kept": [clause], "broken": [], "unseen": []}
    with reading() as session:
        assert (reads.health(session, clause).kept, reads.health(session, clause).proved) == (1, False)


def test_a_breach_is_entered_without_its_party_and_seen_by_its_party(lane: Lane) -> None:
    clause, before = in_force(lane), lane.size()
    number = logged(lane, clause)
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "violation.logged" and "冷街" not in str(leaf) and set(leaf["commit"]) == {"party"}
    with reading() as session:
        assert reads.violation(session, number, lane.me("老赵")).mine
        assert [seen.id for seen in reads.mine(session, lane.me("老赵"))] == [number]
        assert reads.violation(session, number, lane.me("王阿婆")).party == ""
        with pytest.raises(Absent):
            reads.violation(session, number, lane.me("钱先生"))
    with clock.at(clock.now() + timedelta(hours=49)), reading() as session:
        assert reads.violation(session, number, lane.me("王阿婆")).party == "冷街冰淇淋"


def test_a_dispute_tables_itself_in_the_same_transaction(lane: Lane) -> None:
    number, before = logged(lane, in_force(lane)), lane.size()
    with lane.act("老赵") as act:
        row = acts.dispute(act, number, "是隔壁的音响")
    assert [leaf["kind"] for leaf in lane.leaves(before)] == ["violation.disputed", "item.tabled"]
    with reading() as session:
        assert [item.about for item in meetings.inbox(session, lane.council_id)] == [row.topic]
        assert reads.violation(session, number, lane.me("老赵")).state == "disputed"


@pytest.mark.parametrize("name, word", [("阿May", "那一家"), ("王阿婆", "那一家"), ("周敏", "那一家")])
def test_nobody_else_contests_and_nothing_moves(lane: Lane, name: str, word: str) -> None:
    number, before = logged(lane, in_force(lane)), lane.size()
    with pytest.raises(Refusal, match=word), lane.act(name) as act:
        acts.dispute(act, number, "不服")
    assert lane.size() == before


def test_contesting_twice_or_too_late_is_refused(lane: Lane) -> None:
    number = logged(lane, in_force(lane))
    with clock.at(clock.now() + timedelta(days=15)), pytest.raises(Refusal, match="14 天"), lane.act("老赵") as act:
        acts.dispute(act, number, "晚了")
    with lane.act("老赵") as act:
        acts.dispute(act, number, "不是我")
    with pytest.raises(Refusal, match="已经提过"), lane.act("老赵") as act:
        acts.dispute(act, number, "再说一次")


def test_a_struck_violation_counts_nowhere_but_stays_in_the_log(lane: Lane) -> None:
    clause = in_force(lane)
    with lane.act("小顾") as act:
        walk = acts.log_round(act, Walk({clause: "broken"}))
        number = acts.log_violation(act, Breach(clause, shop(lane), round_id=walk.id)).id or 0
    with lane.act("老赵") as act:
        row = acts.dispute(act, number, "不是我")
    with reading() as session:
        assert reads.health(session, clause).broken == 1
    with lane.act("周敏") as act:
        acts.settle(act, row.id or 0, struck=True, words="证据不足")
    with reading() as session:
        assert reads.health(session, clause).broken == 0 and reads.violation(session, number, lane.me("王阿婆")).state == "struck"
    assert any(leaf["kind"] == "violation.logged" for leaf in lane.leaves())
    with pytest.raises(Refusal, match="已经议过"), lane.act("周敏") as act:
        acts.settle(act, row.id or 0, struck=False)


def test_put_right_on_the_spot_is_one_act_with_two_entries(lane: Lane) -> None:
    clause, before = in_force(lane), lane.size()
    with lane.act("小顾") as act:
        number = acts.log_violation(act, Breach(clause, shop(lane), on_the_spot=True)).id or 0
    assert [leaf["kind"] for leaf in lane.leaves(before)] == ["violation.logged", "violation.put_right"]
    with pytest.raises(Refusal, match="已经记为改好"), lane.act("老赵") as act:
        acts.put_right(act, number)


@pytest.mark.parametrize("seen", [{}, {99_999: "kept"}, {0: "banana"}])
def test_a_round_about_nothing_or_foreign_clauses_is_refused(lane: Lane, seen: dict[int, str]) -> None:
    clause, before = in_force(lane), lane.size()
    chosen = {clause if key == 0 else key: value for key, value in seen.items()}
    with pytest.raises(Refusal), lane.act("小顾") as act:
        acts.log_round(act, Walk(chosen))
    assert lane.size() == before


def test_a_resident_without_an_office_logs_nothing(lane: Lane) -> None:
    clause, before = in_force(lane), lane.size()
    with pytest.raises(Refusal, match="志愿者"), lane.act("王阿婆") as act:
        acts.log_violation(act, Breach(clause))
    assert lane.size() == before
