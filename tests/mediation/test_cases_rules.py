"""The rules of cases as tables of facts."""

import pytest

from council.mediation.cases import rules


@pytest.mark.parametrize(("circle", "desk", "inside", "member", "there"), [
    ("parties", True, False, True, True), ("parties", False, True, True, True), ("parties", False, False, True, False),
    ("lane", False, False, True, True), ("lane", False, False, False, False), ("lane", True, False, False, True)])
def test_who_sees_a_case(circle: str, desk: bool, inside: bool, member: bool, there: bool) -> None:
    assert rules.may_see(circle, desk=desk, inside=inside, member=member) is there


def test_each_person_stands_on_one_side_where_they_suffer_first() -> None:
    assert rules.sides([{1: "resident", 2: "merchant"}, {2: "merchant", 3: "merchant"}, {1: "merchant", 4: "resident"}]) == {
        "resident": {1, 4}, "merchant": {2, 3}}
    assert rules.sides([]) == {"resident": set(), "merchant": set()}
    assert rules.sides([{9: "police"}])["police"] == {9}


@pytest.mark.parametrize(("outcomes", "state"), [
    ([], "talking"), (["talk"], "talking"), (["agreed"], "agreed"), (["agreed", "talk"], "talking"), (["talk", "council"], "council")])
def test_the_last_outcome_counts(outcomes: list[str], state: str) -> None:
    assert rules.state(outcomes) == state


@pytest.mark.parametrize(("why", "said"), [
    (rules.why_not_open("排队", "lane", 1), None), (rules.why_not_open("", "lane", 1), "叫什么"), (rules.why_not_open("长" * 41, "lane", 1), "40"),
    (rules.why_not_open("排队", "world", 1), "谁看得见"), (rules.why_not_open("排队", "parties", 0), "至少"),
    (rules.why_not_gather("talking", False, False), None), (rules.why_not_gather("talking", True, False), "已经在里面"),
    (rules.why_not_gather("talking", False, True), "结束"), (rules.why_not_gather("agreed", False, False), "谈成了"),
    (rules.why_not_release("talking", True, 2), None), (rules.why_not_release("talking", False, 2), "不在"),
    (rules.why_not_release("talking", True, 1), "最后一件"), (rules.why_not_release("council", True, 2), "交给议事会"),
    (rules.why_not_ask_in("talking", ["police"], False), None), (rules.why_not_ask_in("talking", ["volunteer"], False), "弄长和社区民警"),
    (rules.why_not_ask_in("talking", ["lane_head"], True), "已经在里面"), (rules.why_not_ask_in("agreed", ["police"], False), "谈成了"),
    (rules.why_not_close("talking", "agreed", "好"), None), (rules.why_not_close("talking", "agreed", ""), "谈到了哪里"),
    (rules.why_not_close("talking", "won", "好"), "还没选"), (rules.why_not_close("agreed", "council", "好"), "谈成了"),
    (rules.why_not_close("agreed", "talk", "好"), None), (rules.why_not_go_on("talking"), None), (rules.why_not_go_on("council"), "重新开"),
])
def test_why_not(why: str | None, said: str | None) -> None:
    assert why is None if said is None else said in (why or "")
