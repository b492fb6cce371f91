"""Weighing by resistance as tables of facts, and against a second way of computing it."""

import re
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.mediation.options import rules
from council.mediation.options.rules import Outcome, Weight

HEARD = {"resident": True, "merchant": True}


def weight(*marks: int | None) -> Weight:
    return Weight(len(marks), sum(each is None for each in marks), sum(5 if each is None else each for each in marks))


def option(home: list[int | None], shop: list[int | None]) -> dict[str, Weight]:
    return {"resident": weight(*home), "merchant": weight(*shop)}


FAIR, STAY = option([2, 3, 4], [3, 3, 3]), option([9, 9, 9], [0, 0, 0])


@pytest.mark.parametrize(("weights", "said"), [
    ({1: FAIR, 2: STAY}, Outcome("best", 1, ("resident",))),
    ({1: option([0, 0, 0], [7, 7, 7]), 2: option([8, 8, 8], [0, 0, 0])}, Outcome("talk", 1, ("merchant",))),
    ({1: option([0, 0, 0], [6, 6, 6]), 2: STAY}, Outcome("best", 1, ("merchant",))),
    ({1: option([10, 10, 10], [0, 0, 0]), 2: option([4, 4, 4], [4, 4, 4])}, Outcome("stay", 2, ("resident",))),
    ({1: option([4, 4, 4], [4, 4, 4]), 2: STAY, 3: option([4, 4, 4], [0, 0, 0])}, Outcome("best", 3, ("resident",))),
    ({1: FAIR, 3: FAIR, 2: STAY}, Outcome("tie", None, ())),
    ({1: option([7, 7, 8], [7, 7, 8]), 2: option([9, 9, 9], [9, 9, 9])}, Outcome("talk", 1, ("resident", "merchant"))),
])
def test_what_follows_from_the_marks(weights: dict[int, dict[str, Weight]], said: Outcome) -> None:
    assert rules.weigh(weights, HEARD, stay=2) == said


def test_nothing_follows_while_a_side_is_missing() -> None:
    assert rules.weigh({1: FAIR, 2: STAY}, {"resident": True, "merchant": False}, stay=2) == Outcome("missing", None, ("merchant",))


MARKS = st.lists(st.none() | st.integers(0, 10), min_size=1, max_size=9)


@settings(deadline=None)
@given(st.lists(st.tuples(MARKS, MARKS), min_size=2, max_size=6))
def test_the_chosen_one_is_the_least_bad_for_whoever_minds_most(sheets: list[tuple[list[int | None], list[int | None]]]) -> None:
    weights = {number: option(home, shop) for number, (home, shop) in enumerate(sheets, 1)}

    def mean(marks: list[int | None]) -> float:
        return sum(5 if mark is None else mark for mark in marks) / len(marks)

    worst = {number: max(mean(home), mean(shop)) for number, (home, shop) in enumerate(sheets, 1)}
    found = rules.weigh(weights, HEARD, stay=1)
    if found.verdict == "tie":
        assert sum(abs(each - min(worst.values())) < 1e-9 for each in worst.values()) >= 2
    else:
        assert found.option is not None and worst[found.option] == pytest.approx(min(worst.values()))
        assert (found.verdict == "talk") == (min(worst.values()) > 6 + 1e-12)


@settings(deadline=None)
@given(MARKS, MARKS)
def test_acceptance_is_what_is_left_of_all_possible_resistance(home: list[int | None], shop: list[int | None]) -> None:
    marks = [5 if mark is None else mark for mark in home + shop]
    assert rules.acceptance(option(home, shop)) == 100 * (1 - Fraction(sum(marks), 10 * len(marks)))


@pytest.mark.parametrize(("given_", "mark"), [("", None), ("0", 0), ("10", 10)])
def test_a_mark_is_read(given_: str, mark: int | None) -> None:
    assert rules.resistance(given_) == mark


@pytest.mark.parametrize("bad", ["11", "-1", "1.5", "²", "05", "banana", "１", "9" * 5000])
def test_anything_else_is_no_mark(bad: str) -> None:
    with pytest.raises(ValueError, match=re.escape(bad)):
        rules.resistance(bad)


@pytest.mark.parametrize(("offices", "running", "texts", "said"), [
    ({"secretary"}, False, ["派人管队伍"], None), ({"member"}, False, ["派人管队伍"], "书记"), ({"secretary"}, True, ["派人管队伍"], "正在掂量"),
    ({"secretary"}, False, [], "1 到 7"), ({"secretary"}, False, [f"办法 {n}" for n in range(8)], "1 到 7"), ({"secretary"}, False, ["字" * 141], "140"),
    ({"secretary"}, False, ["派人管队伍", "派人管队伍。"], "一样"), ({"secretary"}, False, ["维持现状，先不动！"], "一样"),
])
def test_why_options_are_not_put_up(offices: set[str], running: bool, texts: list[str], said: str | None) -> None:
    why = rules.why_not_open(offices, running, texts)
    assert why is None if said is None else said in (why or "")
    assert "谈完" in (rules.why_not_open({"secretary"}, False, ["派人管队伍"], talking=False) or "")


@pytest.mark.parametrize(("voice", "roster", "running", "filled", "said"), [
    ("resident", 5, True, 1, None), (None, 0, True, 1, "在中间"), ("merchant", 2, True, 1, "商户这边只有 2 个人"), ("resident", 5, False, 1, "掂量完"),
    ("resident", 5, True, 0, "至少给一个办法"),
])
def test_why_a_sheet_is_not_taken(voice: str | None, roster: int, running: bool, filled: int, said: str | None) -> None:
    why = rules.why_not_give(voice, roster, running, filled)
    assert why is None if said is None else said in (why or "")
