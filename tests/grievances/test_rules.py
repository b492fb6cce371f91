"""Who joins, completes, helps, turns the lamp; what somebody is called: tables of facts."""

import pytest

from council.grievances import rules


@pytest.mark.parametrize("mine, joined, state, word", [
    (True, False, "filed", "您说的"), (False, True, "filed", "已经说过"), (False, False, "solved", "结束"), (False, False, "agenda", None)])
def test_joining_has_its_reasons(mine: bool, joined: bool, state: str, word: str | None) -> None:
    why = rules.why_not_join(mine, joined, state)
    assert (why is None) if word is None else word in (why or "")


@pytest.mark.parametrize("sector, n, place, said", [
    ("resident", 1, "", "居民甲"), ("merchant", 10, "", "商户癸"), ("resident", 11, "", "居民11"), ("resident", 2, "弄口段", "居民乙（弄口段）")])
def test_letters_go_on_as_numbers(sector: str, n: int, place: str, said: str) -> None:
    assert rules.pseudonym(sector, n, place) == said


@pytest.mark.parametrize("mine, state, only_desk, word", [
    (True, "filed", True, None), (True, "filed", False, "悄悄改"), (True, "solved", True, "结束"), (False, "filed", True, "只有说这件事的人")])
def test_words_are_written_anew_only_unread(mine: bool, state: str, only_desk: bool, word: str | None) -> None:
    why = rules.why_not_complete(mine, state, only_desk)
    assert (why is None) if word is None else word in (why or "")


@pytest.mark.parametrize("offices, found, myself, family, word", [
    ({"volunteer"}, True, False, False, None), (set(), True, False, True, None), (set(), True, False, False, "志愿者"),
    ({"lane_head"}, False, False, False, "没有对上"), ({"secretary"}, True, True, False, "自己")])
def test_offices_and_families_write_for_a_neighbour(offices: set[str], found: bool, myself: bool, family: bool, word: str | None) -> None:
    why = rules.why_not_help(offices, found, myself, family)
    assert (why is None) if word is None else word in (why or "")
