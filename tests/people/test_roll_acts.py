"""Founding, admitting, appointing: rows, exact entries, nothing doubled."""

import pytest
from sqlmodel import select

from council.db import reading
from council.people import acts, reads
from council.people.acts import Newcomer
from council.people.models import Door, Person, Premises, RollEntry
from council.refusal import Refusal
from tests.conftest import CAST, Lane


def test_admitting_again_updates_and_never_doubles(lane: Lane) -> None:
    before = lane.size()
    with lane.act("周敏") as act:
        done = acts.admit(act, [Newcomer("R12", "王桂珍", "resident", "12"), Newcomer("R64", "新来的", "resident", "64")])
    assert done == {"added": 1, "changed": 1}
    with reading() as session:
        assert len(session.exec(select(RollEntry).where(RollEntry.council_id == lane.council_id)).all()) == len(CAST) + 1
        assert session.get(Person, lane.people["王阿婆"]).name == "王桂珍"  # type: ignore[union-attr]
        assert len(session.exec(select(Door).where(Door.council_id == lane.council_id, Door.number == "12")).all()) == 1
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["roll.changed"]
    assert leaves[0]["body"]["added"] == 1 and "王桂珍" not in str(leaves[0])


def test_a_household_and_a_shop_stand_on_their_own_side(lane: Lane) -> None:
    with reading() as session:
        kinds = {home.kind: home.name for home in session.exec(select(Premises).where(Premises.council_id == lane.council_id))
                 if home.name in ("", "冷街冰淇淋")}
        assert kinds["shop"] == "冷街冰淇淋"
        assert {door.side for door in reads.doors(session, lane.council_id)} == {"home", "shop"}


def test_the_secretary_is_called_by_her_office_and_a_resident_by_the_side(lane: Lane) -> None:
    assert lane.me("周敏").public == "书记"
    assert lane.me("王阿婆").public == "居民"
    assert lane.me("老赵").public == "商户"
    assert lane.me("小顾").public == "居民"


def test_a_shop_owner_who_lives_here_is_one_person_with_two_capacities(lane: Lane) -> None:
    with lane.act("周敏") as act:
        acts.admit(act, [Newcomer("R40", "老赵", "resident", "40")])
    before = lane.size()
    with lane.act("周敏") as act:
        acts.same_person(act, "S3", "R40")
    assert [each.sector for each in lane.me("老赵").capacities] == ["merchant", "resident"] or len(lane.me("老赵").capacities) == 2
    assert lane.leaves(before)[0]["body"] == {"sectors": ["merchant", "resident"]}


@pytest.mark.parametrize("first, second", [("S3", "没有"), ("", ""), ("S3", "S3")])
def test_entries_that_are_not_there_cannot_be_joined(lane: Lane, first: str, second: str) -> None:
    before = lane.size()
    with pytest.raises(Refusal), lane.act("周敏") as act:
        acts.same_person(act, first, second)
    assert lane.size() == before


def test_a_resident_cannot_change_the_roll(lane: Lane) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        acts.same_person(act, "S3", "R12")
    assert lane.size() == before


def test_doors_are_numbered_along_a_stretch(lane: Lane) -> None:
    with reading() as session:
        stretch = reads.segments(session, lane.council_id)[0].id or 0
    with lane.act("周敏") as act:
        acts.number_doors(act, stretch, ["1", "2", "12"], ["商3"])
    assert lane.leaves()[-1]["body"] == {"segment": "弄口段", "homes": 3, "shops": 1}
    with reading() as session:
        assert {door.number for door in reads.doors(session, lane.council_id) if door.segment_id == stretch} >= {"1", "2", "12", "商3"}


def test_an_office_is_given_once_and_ended_once(lane: Lane) -> None:
    before = lane.size()
    with lane.act("周敏") as act:
        acts.appoint(act, lane.people["林老师"], "building_head")
    assert lane.me("林老师").holds("building_head")
    with pytest.raises(Refusal, match="已经担任"), lane.act("周敏") as act:
        acts.appoint(act, lane.people["林老师"], "building_head")
    with lane.act("周敏") as act:
        acts.dismiss(act, lane.people["林老师"], "building_head")
    assert not lane.me("林老师").offices
    assert [leaf["kind"] for leaf in lane.leaves(before)] == ["office.given", "office.ended"]


@pytest.mark.parametrize("who, office, by, word", [
    ("周敏", "secretary", "周敏", "最后一位书记"), ("林老师", "volunteer", "周敏", "没有担任"), ("小顾", "volunteer", "王阿婆", "书记")])
def test_an_office_that_cannot_end_stays(lane: Lane, who: str, office: str, by: str, word: str) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match=word), lane.act(by) as act:
        acts.dismiss(act, lane.people[who], office)
    assert lane.size() == before


def test_who_leaves_the_roll_votes_no_more_and_the_record_counts_it(lane: Lane) -> None:
    entry = lane.me("王阿婆").capacities[0].entry_id
    with lane.act("周敏") as act:
        acts.leave_roll(act, entry)
    assert lane.me("王阿婆").capacities == ()
    assert lane.leaves()[-1]["body"]["sectors"]["resident"] == 4
    with pytest.raises(Refusal, match="早就不在"), lane.act("周敏") as act:
        acts.leave_roll(act, entry)
