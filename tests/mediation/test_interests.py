"""Interests: rules as tables and properties, acts on both databases, the goal that is made of what both sides share."""

from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from council.db import reading
from council.mediation import acts as goals
from council.mediation import reads as mediation
from council.mediation.cases import acts as casework
from council.mediation.interests import acts, reads, rules
from council.mediation.interests.rules import Marked
from council.record.acting import Act
from council.record.models import Opening
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.mediation.casework import COFFEE, complain, everything, kinds, opened

PATH = "担架和轮椅随时能过。"


def marked(number: int, home: int, shop: int, kind: str = "concern") -> Marked:
    return Marked(number, kind, {"resident": home, "merchant": shop})


@pytest.mark.parametrize(("lines", "best"), [
    ([], []), ([marked(1, 9, 0), marked(2, 0, 9)], []), ([marked(1, 1, 1)], [1]), ([marked(1, 1, 1, "demand"), marked(2, 1, 1, "evidence")], []),
    ([marked(1, 9, 1), marked(2, 2, 2)], [2, 1]), ([marked(1, 1, 2), marked(2, 2, 2), marked(3, 2, 3, "tolerable")], [3, 2, 1]),
    ([marked(2, 1, 1), marked(1, 1, 1)], [1, 2])])
def test_the_least_convinced_side_orders_what_both_share(lines: list[Marked], best: list[int]) -> None:
    assert rules.shared(lines) == best


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9), st.sampled_from(sorted(rules.KINDS))), max_size=12))
def test_it_is_the_order_of_the_least_posterior(facts: list[tuple[int, int, str]]) -> None:
    lines = [marked(number, home, shop, kind) for number, (home, shop, kind) in enumerate(facts)]
    found = rules.shared(lines)
    belief = {line.id: min(1 - Fraction(1, 2) ** (many + 1) for many in line.marks.values()) for line in lines}
    assert [belief[each] for each in found] == sorted((belief[each] for each in found), reverse=True)
    assert set(found) == {line.id for line in lines if min(line.marks.values()) and line.kind in rules.MARKABLE}
    assert rules.shared(list(reversed(lines))) == found


@pytest.mark.parametrize(("why", "said"), [
    (rules.why_not_note("一句", "concern", "resident"), None), (rules.why_not_note("一句", "concern", None), "哪一边"),
    (rules.why_not_note("一句", "wish", "resident"), "哪一种"), (rules.why_not_note("", "demand", "merchant"), "还没写"),
    (rules.why_not_note("长" * 141, "demand", "merchant"), "140"), (rules.why_not_note("一句", "demand", "merchant", True), "已经有了"),
    (rules.why_not_mark("concern", "resident", False), None), (rules.why_not_mark("concern", None, False), "两边来认"),
    (rules.why_not_mark("demand", "resident", False), "关切"), (rules.why_not_mark("tolerable", "merchant", True), "已经认过"),
    (rules.why_not_unmark(True, False), None), (rules.why_not_unmark(False, False), "没有认过"), (rules.why_not_unmark(True, True), "拿掉"),
    (rules.why_not_withdraw(True, False, False), None), (rules.why_not_withdraw(False, True, True), None),
    (rules.why_not_withdraw(False, True, False), "写的人"), (rules.why_not_withdraw(False, False, True), "写的人"),
    (rules.why_not_compose(0, 0), "还没选"), (rules.why_not_compose(2, 1), "两边都认"), (rules.why_not_compose(2, 2), None)])
def test_why_not(why: str | None, said: str | None) -> None:
    assert why is None if said is None else said in (why or "")


def note(lane: Lane, who: str, case: int, kind: str = "concern", text: str = PATH, sector: str = "") -> int:
    with lane.act(who) as act:
        return acts.note(act, case, kind, text, sector).id or 0


def do(lane: Lane, who: str, deed: Callable[..., Any], *facts: Any) -> Any:
    with lane.act(who) as act:
        return deed(act, *facts)


def shared(lane: Lane, case: int) -> list[int]:
    with reading() as session:
        return [each.id for each in reads.candidates(reads.interests(session, case))]


def test_a_need_that_both_sides_mark_becomes_a_candidate(lane: Lane) -> None:
    case, before = opened(lane), lane.size()
    line = note(lane, "王阿婆", case)
    note(lane, "王阿婆", case, "demand", "店外一个人都不许排。")
    assert shared(lane, case) == []
    do(lane, "老赵", acts.mark, line)
    assert shared(lane, case) == [line]
    do(lane, "老赵", acts.unmark, line)
    assert shared(lane, case) == []
    body = {"case": case, "of": "resident"}
    assert kinds(lane, before) == [
        ("interest.noted", "居民", {"case": case, "sector": "resident", "kind": "concern"}), ("interest.marked", "居民", body | {"sector": "resident"}),
        ("interest.noted", "居民", {"case": case, "sector": "resident", "kind": "demand"}),
        ("interest.marked", "商户", body | {"sector": "merchant"}), ("interest.unmarked", "商户", body | {"sector": "merchant"})]
    assert all(leaf["in"] == [f"case:{case}"] for leaf in lane.leaves(before)) and PATH not in str(lane.leaves(before))


def test_the_desk_writes_down_for_a_side_and_marks_nothing_for_it(lane: Lane) -> None:
    case, before = opened(lane), lane.size()
    line = note(lane, "周敏", case, sector="merchant")
    assert kinds(lane, before) == [("interest.noted", "书记", {"case": case, "sector": "merchant", "kind": "concern"})]
    for who in ("老赵", "王阿婆"):
        do(lane, who, acts.mark, line)
    assert shared(lane, case) == [line]


def test_what_is_taken_back_leaves_no_words(lane: Lane) -> None:
    case = opened(lane)
    line = note(lane, "王阿婆", case)
    do(lane, "王阿婆", acts.withdraw, line)
    with reading() as session:
        assert reads.interests(session, case) == []
        assert session.exec(select(Opening).where(Opening.value == PATH)).all() == []
    with pytest.raises(Absent), lane.act("老赵") as act:
        acts.mark(act, line)


def test_in_a_case_of_the_whole_lane_neighbours_of_both_sides_mark_too(lane: Lane) -> None:
    case = opened(lane, circle="lane")
    line = note(lane, "王阿婆", case)
    for who in ("小李", "孙老板"):
        do(lane, who, acts.mark, line)
    with reading() as session:
        assert reads.interests(session, case)[0].marks == {"resident": 2, "merchant": 1}


def test_the_goal_is_made_of_what_both_share_and_both_sides_answer_by_name(lane: Lane) -> None:
    about = complain(lane, "王阿婆")
    case = opened(lane, about)
    line, alone = note(lane, "王阿婆", case), note(lane, "老赵", case, text="一周的房租。")
    do(lane, "老赵", acts.mark, line)
    before = lane.size()
    goal = do(lane, "周敏", acts.compose_goal, case, "生意照做，路让得开。", [line, line])
    (leaf,) = lane.leaves(before)
    assert leaf["body"] == {"text": "生意照做，路让得开。", "grievances": [about], "case": case, "interests": [line]}
    assert leaf["in"] == [f"grievance:{about}", f"case:{case}"]
    do(lane, "老赵", goals.stand_by_goal, goal.id, False, "少了房租这一头。")
    do(lane, "王阿婆", goals.stand_by_goal, goal.id, True, "认的时候不用理由")
    declined, accepted = lane.leaves(before + 1)
    assert declined["body"] == {"sector": "merchant"} and set(declined["commit"]) == {"name", "why"} and set(accepted["commit"]) == {"name"}
    with reading() as session:
        seen = mediation.shown(session, mediation.goal(session, goal.id), lane.me("老赵"))
        outside = mediation.shown(session, mediation.goal(session, goal.id), lane.me("小李"))
        assert reads.made_of(session, goal.id) == [PATH]
    assert [(one.name, one.accept, one.why) for one in seen.names] == [("老赵", False, "少了房租这一头。"), ("王阿婆", True, "")]
    assert [side.roll for side in seen.goal.sides] == [1, 1] and not outside.asked and outside.names == ()
    refused = everything(lane)
    for who, deed, said in (("周敏", lambda act: acts.compose_goal(act, case, "一句", [alone]), Refusal),
                            ("周敏", lambda act: acts.compose_goal(act, case, "一句", []), Refusal),
                            ("老赵", lambda act: acts.compose_goal(act, case, "一句", [line]), Refusal),
                            ("小李", lambda act: goals.stand_by_goal(act, goal.id, True), Absent),
                            ("周敏", lambda act: goals.stand_by_goal(act, goal.id, True), Refusal)):
        with pytest.raises(said), lane.act(who) as act:
            deed(act)
    assert everything(lane) == refused


def after_the_end(lane: Lane, case: int, line: int) -> list[Callable[[Act], object]]:
    do(lane, "周敏", casework.close_case, case, "agreed", "好了")
    return [lambda act: acts.note(act, case, "concern", "再写一句"), lambda act: acts.mark(act, line)]


def test_what_is_refused_leaves_nothing(lane: Lane) -> None:
    case, other = opened(lane), opened(lane, complain(lane, "小李", about=COFFEE))
    line, closed = note(lane, "王阿婆", case), note(lane, "小李", other)
    late = after_the_end(lane, other, closed)
    before = everything(lane)
    for who, deed, said in (("小李", lambda act: acts.note(act, case, "concern", "我也说"), Absent), ("钱先生", lambda act: acts.mark(act, line), Absent),
                            ("吴警官", lambda act: acts.mark(act, line), Absent), ("周敏", lambda act: acts.mark(act, line), Refusal),
                            ("周敏", lambda act: acts.note(act, case, "concern", "没有说哪边"), Refusal),
                            ("王阿婆", lambda act: acts.note(act, case, "concern", PATH), Refusal),
                            ("王阿婆", lambda act: acts.mark(act, line), Refusal), ("王阿婆", lambda act: acts.unmark(act, line), Refusal),
                            ("老赵", lambda act: acts.unmark(act, line), Refusal), ("老赵", lambda act: acts.withdraw(act, line), Refusal),
                            ("周敏", lambda act: acts.withdraw(act, line), Refusal), ("老赵", lambda act: acts.mark(act, 10**20), Absent),
                            ("小李", late[0], Refusal), ("阿May", late[1], Refusal)):
        with pytest.raises(said), lane.act(who) as act:
            deed(act)
    assert everything(lane) == before
