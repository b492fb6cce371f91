"""The promise's rules: who logs, contests, puts right; what a rate says."""

from datetime import timedelta

import pytest

from council.patrols import rules

DAY = timedelta(days=1)


@pytest.mark.parametrize("offices, in_force, word", [
    (["volunteer"], True, None), (["secretary"], True, None), ([], True, "志愿者"), (["member"], True, "志愿者"), (["volunteer"], False, "还没有生效")])
def test_only_volunteers_and_officials_log(offices: list[str], in_force: bool, word: str | None) -> None:
    why = rules.why_not_log(offices, in_force)
    assert (why is None) if word is None else word in (why or "")


@pytest.mark.parametrize("mine, disputed, age, word", [
    (True, False, DAY, None), (True, False, 14 * DAY, None), (True, False, 14 * DAY + timedelta(seconds=1), "14 天"),
    (True, True, DAY, "已经提过"), (False, False, DAY, "那一家")])
def test_a_party_contests_within_fourteen_days(mine: bool, disputed: bool, age: timedelta, word: str | None) -> None:
    why = rules.why_not_dispute(mine, disputed, age)
    assert (why is None) if word is None else word in (why or "")


@pytest.mark.parametrize("put_right, disputed, struck, state", [
    (False, False, None, "logged"), (True, False, None, "put_right"), (False, True, None, "disputed"), (True, True, None, "disputed"),
    (False, True, True, "struck"), (False, True, False, "stands")])
def test_the_state_is_read_from_the_rows(put_right: bool, disputed: bool, struck: bool | None, state: str) -> None:
    assert rules.standing(put_right, disputed, struck) == state


def test_nobody_looked_is_not_kept() -> None:
    assert rules.rate(0, 0) == (0.0, 0.0, 1.0)


@pytest.mark.parametrize("kept, broken", [(1, 0), (29, 0), (10, 10), (0, 5), (97, 3)])
def test_the_interval_holds_the_rate_and_narrows_with_more_looks(kept: int, broken: int) -> None:
    low, rate, high = rules.rate(kept, broken)
    assert 0 <= low <= rate <= high <= 1
    wider = rules.rate(kept * 10, broken * 10)
    assert wider[2] - wider[0] < high - low


def test_wilson_agrees_with_a_worked_example() -> None:
    low, rate, high = rules.rate(8, 2)
    assert (rate, round(low, 3), round(high, 3)) == (0.2, 0.069, 0.459)
