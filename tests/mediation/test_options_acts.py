"""Options through their acts, on both databases: the rows, the exact entries, and that a refusal leaves nothing."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from council.db import reading
from council.mediation.options import acts, reads
from council.mediation.options.models import Option, OptionSet, OptionSetClosing, Resistance
from council.record.acting import Act
from council.record.models import Opening
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.mediation.voices import case_on

TEXTS = ["店家派人管队伍。", "周末不摆桌椅。"]
SHEETS = {"王阿婆": (2, 1, 9), "陈阿姨": (3, 0, 10), "小李": (2, 2, None), "老赵": (3, 9, 0), "阿May": (4, 10, 1), "孙老板": (2, None, 0)}


def everything(lane: Lane) -> tuple[int, list[str]]:
    with reading() as session:
        return lane.size(), sorted(repr(row) for table in (OptionSet, Option, Resistance, OptionSetClosing) for row in session.exec(select(table)))


def refused(lane: Lane, name: str, said: str, deed: Callable[[Act], object]) -> None:
    before = everything(lane)
    with pytest.raises(Refusal, match=said), lane.act(name) as act:
        deed(act)
    assert everything(lane) == before


def up(lane: Lane, circle: str = "lane") -> tuple[int, int, list[int]]:
    case_id = case_on(lane, circle)
    with lane.act("周敏") as act:
        row = acts.put_up(act, case_id, [*TEXTS, "  "])
    with reading() as session:
        return case_id, row.id or 0, [each.id or 0 for each in reads.weighing(session, row.id or 0).options]


def hand_in(lane: Lane, set_id: int, ids: list[int], **sheets: tuple[int | None, ...]) -> None:
    for name, marks in sheets.items():
        with lane.act(name) as act:
            acts.give(act, set_id, dict(zip(ids, marks, strict=True)))


def test_leaving_things_as_they_are_is_always_among_them(lane: Lane) -> None:
    before = lane.size() + 3
    _case, set_id, ids = up(lane)
    leaf = lane.leaves(before)[-1]
    with reading() as session:
        found = reads.weighing(session, set_id)
    assert [(each.text, each.stay) for each in found.options] == [(TEXTS[0], False), (TEXTS[1], False), ("维持现状，先不动", True)] and found.stay == ids[2]
    assert leaf["kind"] == "options.opened" and leaf["body"] == {
        "circle": "lane", "count": 3, "roster": {"resident": 5, "merchant": 3}, "texts": TEXTS}


def test_in_a_case_of_its_parties_the_words_are_only_committed_to(lane: Lane) -> None:
    _case, set_id, ids = up(lane, "parties")
    leaf = lane.leaves()[-1]
    assert "texts" not in leaf["body"] and set(leaf["commit"]) == {"option-1", "option-2"} and "派人" not in str(leaf)
    refused(lane, "老赵", "商户这边只有 1 个人", lambda act: acts.give(act, set_id, {ids[0]: 1}))
    with pytest.raises(Absent), lane.act("小李") as act:
        acts.give(act, set_id, {ids[0]: 1})


def test_a_sheet_enters_with_its_side_only_and_may_be_changed(lane: Lane) -> None:
    _case, set_id, ids = up(lane)
    before = lane.size()
    hand_in(lane, set_id, ids, 王阿婆=(2, 1, None))
    hand_in(lane, set_id, ids, 王阿婆=(3, None, 10))
    leaves = lane.leaves(before)
    assert [(leaf["kind"], leaf["topic"], leaf["actor"], leaf["body"]) for leaf in leaves] == [
        ("resistance.given", f"options:{set_id}", "居民", {"sector": "resident"})] * 2
    with reading() as session:
        assert reads.sheet(session, set_id, lane.people["王阿婆"]) == {ids[0]: 3, ids[1]: None, ids[2]: 10}
        assert {row.value for row in session.exec(select(Opening).where(Opening.seq >= before, Opening.field == "sheet"))} == {"1=2 2=1 3=-", "1=3 2=- 3=10"}
    refused(lane, "吴警官", "在中间", lambda act: acts.give(act, set_id, {ids[0]: 1}))
    refused(lane, "王阿婆", "至少给一个办法", lambda act: acts.give(act, set_id, {}))


def test_the_end_enters_what_each_side_gave_and_what_follows(lane: Lane) -> None:
    case_id, set_id, ids = up(lane)
    hand_in(lane, set_id, ids, **SHEETS)
    refused(lane, "王阿婆", "书记", lambda act: acts.close(act, set_id))
    before = lane.size()
    with lane.act("周敏") as act:
        row = acts.close(act, set_id)
    (leaf,) = lane.leaves(before)
    assert (row.verdict, row.option_id) == ("best", ids[0]) and leaf["in"] == [f"case:{case_id}"]
    assert leaf["body"] == {
        "roster": {"resident": 5, "merchant": 3}, "given": {"resident": 3, "merchant": 3}, "verdict": "best", "best": 1, "options": [
            {"option": 1, "resident": [3, 0, 7], "merchant": [3, 0, 9]}, {"option": 3, "resident": [3, 1, 24], "merchant": [3, 0, 1]},
            {"option": 2, "resident": [3, 0, 3], "merchant": [3, 1, 24]}]}
    refused(lane, "王阿婆", "掂量完", lambda act: acts.give(act, set_id, {ids[0]: 1}))
    refused(lane, "周敏", "掂量完", lambda act: acts.close(act, set_id))
    with lane.act("周敏") as act:
        acts.put_up(act, case_id, ["再想一个办法。"])
    refused(lane, "周敏", "正在掂量", lambda act: acts.put_up(act, case_id, TEXTS))


def test_what_a_side_cannot_bear_goes_back_to_talk(lane: Lane) -> None:
    _case, set_id, ids = up(lane)
    hand_in(lane, set_id, ids, 王阿婆=(9, 8, 10), 陈阿姨=(9, 8, 10), 小李=(9, 8, 10), 老赵=(0, 7, 8), 阿May=(0, 7, 8), 孙老板=(0, 7, 8))
    with lane.act("周敏") as act:
        row = acts.close(act, set_id)
    assert (row.verdict, row.option_id) == ("talk", ids[1])


def test_too_few_sheets_decide_nothing_and_are_not_told(lane: Lane) -> None:
    _case, set_id, ids = up(lane)
    hand_in(lane, set_id, ids, 王阿婆=(0, 0, 0), 老赵=(10, 10, 10))
    before = lane.size()
    with lane.act("周敏") as act:
        assert acts.close(act, set_id).verdict == "missing"
    assert all(each["resident"] is None is each["merchant"] for each in lane.leaves(before)[0]["body"]["options"])
