"""Whom a grievance is about, who suffers, what they are called, how households count, how far the lamp reaches."""

import pytest
from sqlmodel import select

from council.db import reading
from council.grievances import acts, reads, telling
from council.people import acts as people_acts
from council.people.acts import Newcomer
from council.people.models import RollEntry
from council.record.acting import Clock, acting
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.grievances.told import filed, joined, shop


def family_of(lane: Lane, name: str, whose: str) -> None:
    """One more person on the roll, in the household of somebody who is there already."""
    home = lane.me(whose).capacities[0]
    with acting(Clock(lane.council_id)) as act:
        people_acts.admit(act, [Newcomer(f"R{name}", name, "resident", home.door)])
        entry = act.session.exec(select(RollEntry).where(RollEntry.number == f"R{name}")).one()
        entry.premises_id = home.premises_id
        act.session.add(entry)
    lane.people[name] = entry.person_id


def sees(lane: Lane, name: str, number: int) -> bool:
    """Whether the grievance is there for one of the cast."""
    with reading() as session:
        try:
            return reads.grievance(session, number, lane.me(name)).id == number
        except Absent:
            return False


def test_it_may_be_about_shops_a_building_or_somebody_unknown(lane: Lane) -> None:
    both = filed(lane, shops=(shop(lane), shop(lane, "梅咖啡")), buildings=("18号",))
    nobody, unknown = filed(lane), filed(lane, unknown=True)
    with reading() as session:
        words = {number: [each.word for each in parties] for number, parties in reads.about(session, lane.council_id, [both, nobody, unknown]).items()}
        answering = reads.concerned(session, [both, nobody, unknown])
    assert words == {both: ["冷街冰淇淋", "梅咖啡", "18 号楼"], nobody: [], unknown: ["不知道是谁"]}
    assert answering == {both: {lane.people["老赵"], lane.people["阿May"], lane.people["小李"]}, nobody: set(), unknown: set()}


def test_a_building_that_is_not_there_is_refused_and_leaves_nothing(lane: Lane) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match="没有“88”这个门牌"):
        filed(lane, buildings=("88",))
    with pytest.raises(Refusal, match="哪栋楼"):
        filed(lane, circle="party", unknown=True)
    assert lane.size() == before


def test_nobody_stands_on_both_sides(lane: Lane) -> None:
    family_of(lane, "小孙女", "王阿婆")
    number = filed(lane, buildings=("12",), circle="party")
    joined(lane, number, "小孙女")
    with reading() as session:
        assert reads.concerned(session, [number])[number] == set()


def test_a_household_counts_once_and_nobody_is_told_whose_it_was(lane: Lane) -> None:
    family_of(lane, "小孙女", "王阿婆")
    number = filed(lane)
    joined(lane, number, "小孙女", "林老师", impact=5)
    with reading() as session:
        seen = reads.grievance(session, number, lane.me("小孙女"))
        assert seen.joined == 1 and seen.i_joined
        assert reads.impacts(session, [number])[number] == [5, 5]
        assert reads.suffering(session, [number])[number] == {lane.people[name] for name in ("王阿婆", "小孙女", "林老师")}


def test_letters_come_in_order_and_stay_with_whoever_has_them(lane: Lane) -> None:
    number = filed(lane)
    joined(lane, number, "林老师", "老赵")
    with lane.act("林老师") as act:
        acts.leave(act, number)
    joined(lane, number, "小李", "林老师")
    with reading() as session:
        names = reads.pseudonyms(session, number)
    assert {name: names[lane.people[name]] for name in ("王阿婆", "林老师", "老赵", "小李")} == {
        "王阿婆": "居民甲", "林老师": "居民乙", "老赵": "商户丙", "小李": "居民丁"}


def test_a_stretch_is_named_only_where_five_households_live(lane: Lane) -> None:
    number = filed(lane)
    with acting(Clock(lane.council_id)) as act:
        people_acts.admit(act, [Newcomer(f"N{n}", f"邻居{n}", "resident", f"新{n}", segment="弄口段") for n in range(2)])
    with reading() as session:
        assert reads.pseudonyms(session, number)[lane.people["王阿婆"]] == "居民甲"
    with acting(Clock(lane.council_id)) as act:
        people_acts.admit(act, [Newcomer("N9", "邻居九", "resident", "新9", segment="弄口段")])
    with reading() as session:
        assert reads.pseudonyms(session, number)[lane.people["王阿婆"]] == "居民甲（弄口段）"


EYES = [
    # circle → who of the cast sees it, of those who have said nothing in it
    ("secretary", {"王阿婆", "周敏"}),
    ("party", {"王阿婆", "周敏", "老赵", "小李"}),
    ("lane", {"王阿婆", "周敏", "老赵", "小李", "林老师", "阿May", "吴警官", "小顾", "郑经理"}),
]


@pytest.mark.parametrize("circle, eyes", EYES)
def test_the_lamp_reaches_exactly_so_far(lane: Lane, circle: str, eyes: set[str]) -> None:
    number = filed(lane, circle=circle, shops=(shop(lane),), buildings=("18",))
    cast = ("王阿婆", "周敏", "老赵", "小李", "林老师", "阿May", "吴警官", "小顾", "郑经理", "钱先生", "何书记")
    assert {name for name in cast if sees(lane, name, number)} == eyes
    with reading() as session:
        assert {name for name in cast if number in [seen.id for seen in reads.visible(session, lane.me(name))]} == eyes


def test_whoever_has_said_something_in_it_keeps_seeing_it(lane: Lane) -> None:
    number = filed(lane, shops=(shop(lane),))
    joined(lane, number, "林老师", "小李")
    with lane.act("老赵") as act:
        telling.answer(act, number, "队伍我们来管")
    with lane.act("王阿婆") as act:
        telling.turn_lamp(act, number, "secretary")
    with lane.act("小李") as act:
        acts.leave(act, number)
    assert [name for name in ("林老师", "老赵", "小李", "阿May", "小顾") if sees(lane, name, number)] == ["林老师", "老赵"]
