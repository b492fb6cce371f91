"""Who sees, joins, moves, withdraws: tables of facts."""

import pytest

from council.grievances import rules

EYES = [
    # circle, mine, desk, party, member → seen
    ("secretary", True, False, False, True, True),
    ("secretary", False, True, False, True, True),
    ("secretary", False, False, True, True, False),
    ("secretary", False, False, False, True, False),
    ("party", False, False, True, True, True),
    ("party", False, False, False, True, False),
    ("lane", False, False, False, True, True),
    ("lane", False, False, False, False, False),
]


@pytest.mark.parametrize("circle, mine, desk, party, member, seen", EYES)
def test_the_lamp_reaches_exactly_so_far(circle: str, mine: bool, desk: bool, party: bool, member: bool, seen: bool) -> None:
    assert rules.may_see(circle, mine, desk, party, member) is seen


@pytest.mark.parametrize("mine, joined, state, word", [
    (True, False, "filed", "您说的"), (False, True, "filed", "已经说过"), (False, False, "solved", "结束"), (False, False, "agenda", None)])
def test_joining_has_its_reasons(mine: bool, joined: bool, state: str, word: str | None) -> None:
    why = rules.why_not_join(mine, joined, state)
    assert (why is None) if word is None else word in (why or "")


@pytest.mark.parametrize("state, to, note, desk, word", [
    ("filed", "acknowledged", "", True, None),
    ("filed", "acknowledged", "", False, "书记"),
    ("filed", "refused", "", True, "为什么"),
    ("filed", "refused", "不归这里", True, None),
    ("solved", "mediating", "", True, "不能再改"),
    ("mediating", "mediating", "", True, "现在就是"),
    ("filed", "withdrawn", "x", True, "没有这一步"),
    ("filed", "banana", "x", True, "没有这一步"),
])
def test_the_secretary_moves_only_along_the_way(state: str, to: str, note: str, desk: bool, word: str | None) -> None:
    why = rules.why_not_move(state, to, note, desk)
    assert (why is None) if word is None else word in (why or "")


def test_loudness_counts_only_the_strongly_hurt() -> None:
    assert rules.loudness([]) == 0 and rules.loudness([1, 2, 3]) == 0 and rules.loudness([4, 5, 3, 4]) == 3
