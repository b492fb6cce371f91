"""Saying that it is not over: who ends a proposal, who reopens what has ended, and how often one household counts."""

import pytest

from council import clock
from council.db import reading
from council.grievances import acts, reads
from council.grievances.handling import acts as handling
from council.grievances.handling import closing
from council.grievances.handling import reads as handled
from council.people import acts as people_acts
from council.people import reads as people
from council.refusal import Refusal
from tests.conftest import Lane
from tests.grievances.test_closing import agrees, do, filed, kinds, lapse, later, proposed, state


def test_its_author_says_no_and_the_proposal_is_over(lane: Lane) -> None:
    number = filed(lane)
    do(lane, "周敏", handling.move, number, "mediating")
    proposed(lane, number)
    do(lane, "老赵", closing.confirm, number)
    before = lane.size()
    do(lane, "王阿婆", closing.contest, number, "昨晚又排到门口")
    assert state(lane, number) == "mediating" and kinds(lane, before) == ["closing.contested"]
    leaf, = lane.leaves(before)
    assert leaf["body"]["ended"] is True and leaf["body"]["by"] == "filer" and "门口" not in str(leaf)
    with reading() as session:
        assert len(handled.cycles(session, [number])[number]) == 1
    assert agrees(lane)
    proposed(lane, number)
    assert state(lane, number) == "closing"


def test_the_party_may_say_no_too(lane: Lane) -> None:
    number = filed(lane)
    proposed(lane, number, "王阿婆", "agreed_limit")
    do(lane, "老赵", closing.contest, number, "没有谈过九点")
    assert state(lane, number) == "filed" and agrees(lane)


def test_one_joined_household_does_not_end_it_and_two_do(lane: Lane) -> None:
    number = filed(lane)
    for who in ("林老师", "小李"):
        do(lane, who, acts.join, number, "", 3)
    proposed(lane, number)
    do(lane, "林老师", closing.contest, number, "没有好")
    assert state(lane, number) == "closing"
    with pytest.raises(Refusal, match="已经说过"):
        do(lane, "林老师", closing.contest, number, "真的没有好")
    do(lane, "小李", closing.contest, number, "一样")
    assert state(lane, number) == "filed" and agrees(lane)


def test_two_households_reopen_what_was_solved_and_a_new_cycle_begins(lane: Lane) -> None:
    number = filed(lane)
    proposed(lane, number, "王阿婆")
    do(lane, "老赵", closing.confirm, number)
    before = lane.size()
    with clock.at(later(20)):
        do(lane, "王阿婆", closing.contest, number, "又排了")
        assert state(lane, number) == "solved"
        with pytest.raises(Refusal, match="影响多大"):
            do(lane, "林老师", closing.contest, number, "我这里也排")
        do(lane, "林老师", closing.contest, number, "我这里也排", 4)
    assert state(lane, number) == "filed"
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["closing.contested", "grievance.joined", "closing.contested", "grievance.reopened"]
    assert leaves[-1]["body"] == {"from": "solved", "by": "contest", "households": 2}
    with reading() as session:
        first, second = handled.cycles(session, [number])[number]
        assert (first.outcome, first.ended_at is None, second.outcome, second.ended_at) == ("solved", False, "", None)
        assert lane.people["林老师"] in reads.suffering(session, [number])[number]
    assert agrees(lane)


def test_two_voices_of_one_household_are_one(lane: Lane) -> None:
    with lane.act("周敏") as act:
        people_acts.admit(act, [people_acts.Newcomer("R23B", "林师母", "resident", "23", segment="中段")])
    with reading() as session:
        lane.people["林师母"] = next(person.id or 0 for _e, person, *_r in people.roll(session, lane.council_id) if person.name == "林师母")
    number = filed(lane)
    do(lane, "周敏", handling.move, number, "refused", "办不了")
    do(lane, "林老师", closing.contest, number, "还是这样", 3)
    do(lane, "林师母", closing.contest, number, "就是这样", 3)
    assert state(lane, number) == "refused"
    do(lane, "小李", closing.contest, number, "我也是", 2)
    assert state(lane, number) == "filed"


def test_what_only_the_desk_and_its_author_see_is_reopened_by_its_author(lane: Lane) -> None:
    number = filed(lane, "secretary")
    do(lane, "周敏", handling.move, number, "refused", "办不了")
    do(lane, "王阿婆", closing.contest, number, "办得了的")
    assert state(lane, number) == "filed"


def test_a_voice_while_it_was_open_counts_with_one_after_its_end(lane: Lane) -> None:
    number = filed(lane)
    do(lane, "林老师", acts.join, number, "", 3)
    closing_id = proposed(lane, number)
    do(lane, "林老师", closing.contest, number, "没有好")
    with clock.at(later(7.1)):
        lapse(lane, closing_id)
        do(lane, "小李", closing.contest, number, "我也没好", 4)
    assert state(lane, number) == "filed"


def test_after_thirty_days_it_is_said_anew(lane: Lane) -> None:
    number = filed(lane)
    do(lane, "周敏", handling.move, number, "refused", "办不了")
    with clock.at(later(30.1)), pytest.raises(Refusal, match="三十天"):
        do(lane, "王阿婆", closing.contest, number, "又来了")
