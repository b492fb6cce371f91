"""Noting a shared goal and standing by it, on both databases."""

import pytest
from sqlmodel import select

from council.db import reading
from council.grievances import acts as grievances
from council.grievances.acts import Complaint
from council.mediation import acts, reads
from council.mediation.models import GoalGrievance, GoalStand, SharedGoal
from council.record.models import Opening
from council.refusal import Absent, Refusal
from tests.conftest import Lane

WORDS = "生意照做，路让得开，救命的时候不耽搁。"


def noted(lane: Lane, *about: int) -> int:
    with lane.act("周敏") as act:
        return acts.note_goal(act, WORDS, about).id or 0


def everything(lane: Lane) -> tuple[int, list[str]]:
    with reading() as session:
        return lane.size(), sorted(repr(row) for table in (SharedGoal, GoalGrievance, GoalStand) for row in session.exec(select(table)))


def test_a_goal_enters_with_the_grievances_it_answers(lane: Lane) -> None:
    with lane.act("王阿婆") as act:
        about = grievances.file(act, Complaint("周末排队排到我家门口", "出不了门", "门口留条路", 4, "queue", "lane")).id or 0
    before = lane.size()
    goal = noted(lane, about, about)
    (leaf,) = lane.leaves(before)
    assert leaf["kind"] == "goal.noted" and leaf["topic"] == f"goal:{goal}" and leaf["in"] == [f"grievance:{about}"]
    assert leaf["body"] == {"text": WORDS, "grievances": [about]}
    with reading() as session:
        assert reads.grievance_ids(session, goal) == [about]
        assert [each.text for each in reads.goals_now(session, lane.council_id)] == [WORDS]
        assert reads.goals_now(session, lane.other_id) == []


def test_both_sides_stand_by_it_by_name_and_the_record_says_only_the_side(lane: Lane) -> None:
    goal, before = noted(lane), lane.size()
    for name, accept in (("王阿婆", True), ("老赵", False), ("阿May", True), ("老赵", True), ("小李", False)):
        with lane.act(name) as act:
            acts.stand_by_goal(act, goal, accept)
    leaves = lane.leaves(before)
    assert [(leaf["kind"], leaf["actor"], leaf["body"]) for leaf in leaves] == [
        ("goal.accepted", "居民", {"sector": "resident"}), ("goal.declined", "商户", {"sector": "merchant"}),
        ("goal.accepted", "商户", {"sector": "merchant"}), ("goal.accepted", "商户", {"sector": "merchant"}),
        ("goal.declined", "居民", {"sector": "resident"})]
    assert all(set(leaf["commit"]) == {"name"} for leaf in leaves) and "老赵" not in str(leaves)
    with reading() as session:
        (now,) = reads.goals_now(session, lane.council_id)
        names = {(each.name, each.sector, each.accept) for each in reads.standings(session, goal)}
        opened = {row.value for row in session.exec(select(Opening).where(Opening.seq >= before))}
    assert [(side.word, side.accept, side.decline) for side in now.sides] == [("居民", 1, 1), ("商户", 2, 0)]
    assert names == {("王阿婆", "resident", True), ("老赵", "merchant", True), ("阿May", "merchant", True), ("小李", "resident", False)}
    assert opened == {"王阿婆", "老赵", "阿May", "小李"}


@pytest.mark.parametrize(("name", "text", "said"), [("王阿婆", WORDS, "书记"), ("周敏", " ", "还没写"), ("周敏", "字" * 141, "140")])
def test_a_goal_that_is_not_noted_leaves_nothing(lane: Lane, name: str, text: str, said: str) -> None:
    before = everything(lane)
    with pytest.raises(Refusal, match=said), lane.act(name) as act:
        acts.note_goal(act, text)
    assert everything(lane) == before


def test_the_same_words_are_not_noted_twice(lane: Lane) -> None:
    noted(lane)
    before = everything(lane)
    with pytest.raises(Refusal, match="已经记着"):
        noted(lane)
    assert everything(lane) == before


def test_who_stands_between_the_sides_and_who_lives_elsewhere_does_not_accept(lane: Lane) -> None:
    goal = noted(lane)
    with lane.act("王阿婆") as act:
        acts.stand_by_goal(act, goal, True)
    before = everything(lane)
    with pytest.raises(Refusal, match="居民和商户"), lane.act("吴警官") as act:
        acts.stand_by_goal(act, goal, True)
    with pytest.raises(Refusal, match="已经这样"), lane.act("王阿婆") as act:
        acts.stand_by_goal(act, goal, True)
    with pytest.raises(Absent), lane.act("钱先生") as act:
        acts.stand_by_goal(act, goal, True)
    with pytest.raises(Absent), lane.act("王阿婆") as act:
        acts.stand_by_goal(act, 10**20, True)
    assert everything(lane) == before


def test_a_grievance_of_another_council_is_no_reason_here(lane: Lane) -> None:
    with lane.act("钱先生") as act:
        foreign = grievances.file(act, Complaint("隔壁的事", "", "管一管", 2, "noise", "lane")).id or 0
    before = everything(lane)
    with pytest.raises(Absent):
        noted(lane, foreign)
    assert everything(lane) == before
