"""The council's own tree of classes: what it begins with, what the secretary makes of it, what the record says."""

import pytest

from council.db import reading
from council.grievances import kinds, reads, rules
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.grievances.told import filed


def tree(lane: Lane) -> reads.Tree:
    with reading() as session:
        return reads.tree(session, lane.council_id)


def test_a_council_begins_with_the_lanes_classes_and_the_studys(lane: Lane) -> None:
    found = tree(lane)
    assert [kind.code for kind in found.under()] == ["lane", "environment", "dispute", "fire", "security", "traffic", "market", "community"]
    assert [kind.word for kind in found.under("dispute")] == ["邻里", "钱财", "家里", "走道和车位", "感情", "别的纠纷"]
    assert found.siblings("noise") == found.siblings("lane") == {"lane", "noise", "queue", "privacy", "trade"}
    assert found.siblings("fire") == {"fire"} and set(rules.PARENTS) | set(rules.PARENTS.values()) <= set(rules.CATEGORIES)


def test_adding_renaming_retiring_ordering_are_entries(lane: Lane) -> None:
    number, before = filed(lane, category="noise"), lane.size()
    with lane.act("周敏") as act:
        made = kinds.add(act, " 夜里 施工 ", "lane")
        kinds.rename(act, "noise", "声响")
        kinds.retire(act, "noise")
        kinds.move_up(act, "privacy")
    assert [(leaf["kind"], leaf["body"]) for leaf in lane.leaves(before)] == [
        ("category.added", {"code": made.code, "word": "夜里 施工", "parent": "lane"}),
        ("category.renamed", {"code": "noise", "word": "声响", "before": "噪声"}),
        ("category.retired", {"code": "noise", "word": "声响"}),
        ("category.moved", {"code": "privacy", "word": "拍照和隐私", "before": "排队和堵路"})]
    assert [kind.code for kind in tree(lane).under("lane")] == ["privacy", "queue", "trade", made.code]
    with pytest.raises(Refusal, match="哪一类"):
        filed(lane, category="noise")
    with reading() as session:
        assert reads.grievance(session, number, lane.me("王阿婆")).kind == "声响"


def test_what_is_filed_under_a_word_of_ones_own_says_it_in_the_record(lane: Lane) -> None:
    with lane.act("周敏") as act:
        made = kinds.add(act, "夜里施工")
    before = lane.size()
    filed(lane, category=made.code)
    filed(lane)
    first, second = lane.leaves(before)
    assert first["body"]["called"] == "夜里施工" and "called" not in second["body"]


@pytest.mark.parametrize("word, parent, why", [("", "", "叫什么"), ("字" * 13, "", "太长"), ("噪声", "", "已经有"), ("新的", "noise", "没有这一大类"),
                                               ("新的", "banana", "没有这一大类")])
def test_a_class_needs_a_word_and_a_place_of_its_own(lane: Lane, word: str, parent: str, why: str) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match=why), lane.act("周敏") as act:
        kinds.add(act, word, parent)
    assert lane.size() == before


def test_only_the_desk_tends_the_classes_and_only_its_own(lane: Lane) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match="书记"), lane.act("林老师") as act:
        kinds.add(act, "夜里施工")
    with pytest.raises(Absent), lane.act("周敏") as act:
        kinds.rename(act, "own-7", "没有的")
    with pytest.raises(Refusal, match="最前面"), lane.act("周敏") as act:
        kinds.move_up(act, "lane")
    with pytest.raises(Refusal, match="现在就是这样"), lane.act("周敏") as act:
        kinds.retire(act, "fire", back=True)
    assert lane.size() == before


def test_one_class_is_left(lane: Lane) -> None:
    with lane.act("周敏") as act:
        for kind in tree(lane).under()[1:]:
            kinds.retire(act, kind.code)
    with pytest.raises(Refusal, match="至少要留一类"), lane.act("周敏") as act:
        kinds.retire(act, "lane")
    with lane.act("周敏") as act:
        kinds.retire(act, "fire", back=True)
    assert [kind.code for kind in tree(lane).under()] == ["lane", "fire"]
