"""A building head looks after what the secretary says: the matter goes to the right one, and each sees their own list."""

import pytest

from council.db import reading
from council.grievances.clocks import acts as clocks
from council.grievances.clocks import reads as clock_reads
from council.people import acts as people_acts
from council.people import reads as people
from council.people.buildings import acts, reads, rules
from council.people.buildings.rules import Part, heads_of
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.grievances.told import filed

PARTS = {1: Part(frozenset({10}), frozenset()), 2: Part(frozenset(), frozenset({"12", "14"})), 3: Part(), 4: Part(frozenset({10, 11}))}


@pytest.mark.parametrize(("segment", "door", "heads"), [
    (10, "12", {2}), (10, "", {1, 4}), (11, "18", {4}), (12, "", {3}), (None, "", {3}), (None, "99", {3})])
def test_a_door_comes_before_its_stretch_and_the_rest_is_for_whoever_has_no_part(segment: int | None, door: str, heads: set[int]) -> None:
    assert heads_of(PARTS, segment, door) == heads


def test_a_place_that_nobody_looks_after_has_no_head() -> None:
    assert heads_of({1: PARTS[1]}, 11, "") == frozenset() and heads_of({}, 10, "12") == frozenset()


def test_doors_are_read_as_people_write_them() -> None:
    assert rules.split("12、14，16 18\n12") == ["12", "14", "16", "18"] and rules.split("  ") == []


def appointed(lane: Lane) -> dict[str, int]:
    """Two heads, and the stretches by name."""
    with lane.act("周敏") as act:
        for who in ("林老师", "小李"):
            people_acts.appoint(act, lane.people[who], "building_head")
    with reading() as session:
        return {each.name: each.id or 0 for each in people.segments(session, lane.council_id)}


def near(lane: Lane, who: str) -> list[int]:
    """What lies with somebody as the head of a building."""
    with reading() as session:
        return [seen.id for seen in clock_reads.near(session, lane.me(who))]


def test_a_matter_lies_with_the_head_of_its_place(lane: Lane) -> None:
    stretch = appointed(lane)
    first, second = filed(lane, segment_id=stretch["弄口段"]), filed(lane, segment_id=stretch["中段"])
    assert near(lane, "林老师") == near(lane, "小李") == [second, first], "without a part, both look after everything"
    before = lane.size()
    with lane.act("周敏") as act:
        acts.assign(act, lane.people["林老师"], [stretch["中段"]], ["12"])
        acts.assign(act, lane.people["小李"], [stretch["弄口段"]], [])
    leaf, other = lane.leaves(before)
    assert (leaf["kind"], leaf["body"]) == ("building.assigned", {"segments": ["中段"], "doors": 1}) and other["body"] == {"segments": ["弄口段"], "doors": 0}
    assert "林老师" not in str(leaf) and set(leaf["commit"]) == {"name"}
    third = filed(lane, door="12")
    assert near(lane, "林老师") == [third, second] and near(lane, "小李") == [first]
    with pytest.raises(Refusal, match="书记"), lane.act("小李") as act:
        clocks.note_contact(act, second, "filer", "door")
    with lane.act("林老师") as act:
        clocks.note_contact(act, second, "filer", "door")
    with reading() as session:
        elsewhere = filed(lane, segment_id=stretch["弄底段"])
        assert clock_reads.owners(session, [elsewhere])[elsewhere].level == "secretary", "where nobody looks after the place it begins with the secretary"


def test_a_refusal_leaves_nothing(lane: Lane) -> None:
    stretch = appointed(lane)
    before = lane.size()
    for who, person, segments, doors, why in (("王阿婆", "林老师", [], ["12"], "书记来做"), ("周敏", "王阿婆", [], ["12"], "先任命"),
                                              ("周敏", "林老师", [], ["88"], "没有“88”这个门牌"), ("周敏", "林老师", [], [], "没有要改的")):
        with pytest.raises(Refusal, match=why), lane.act(who) as act:
            acts.assign(act, lane.people[person], segments, doors)
    with pytest.raises(Absent), lane.act("周敏") as act:
        acts.assign(act, lane.people["林老师"], [99999], [])
    assert lane.size() == before and stretch
    with reading() as session:
        assert set(reads.parts(session, lane.council_id).values()) == {Part()}


def test_the_secretary_edits_it_in_the_roll(lane_sqlite: Lane) -> None:
    stretch = appointed(lane_sqlite)
    desk, where = lane_sqlite.client("周敏"), f"/c/hy/people/{lane_sqlite.people['林老师']}/building"
    assert where in desk.get("/c/hy/roll").text
    page = desk.get(where).text
    assert "林老师管哪里" in page and "弄口段" in page
    said = desk.post(where, data={"segments": [str(stretch["中段"])], "doors": "12、18"}, headers={"Accept": "application/json"}).get_json()
    assert said["said"].startswith("记下了")
    page = desk.get(where).text
    assert 'value="12 18"' in page and "checked" in page
    assert "没有“88”这个门牌" in desk.post(where, data={"doors": "88"}, follow_redirects=True).text
    assert desk.get(f"/c/hy/people/{lane_sqlite.people['王阿婆']}/building").status_code == 404
    assert lane_sqlite.client("王阿婆").get(where).status_code in (403, 404)
    assert "一位楼组长管的地方定了：中段，2 个门牌" in lane_sqlite.client().get("/c/hy/record?small=1").text
