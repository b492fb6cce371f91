"""How alike two grievances are: the four parts, their weights, and the numbers everything hangs on."""

import math
import random
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.grievances.likeness import rules
from council.grievances.likeness.rules import MEASURE, Likeness

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)
LETTERS = st.text(alphabet="排队堵门口油烟噪声店家居民小孩轮椅，。 abc12", max_size=60)


@pytest.mark.parametrize(("parts", "score", "enough"), [
    ((1, 0, 0, 0), .45, False), ((1, 1, 0, 0), .70, True), ((1, 0, 1, 1), .75, True), ((0, 1, 1, 1), .55, True), ((0, 1, 1, 0), .45, False),
    ((.5, .6, .5, 0), .475, False), ((.5, 1, .5, 0), .575, True), ((.8, .3, 1, 0), .635, True), ((.6, .3, 1, 0), .545, False)])
def test_the_score_is_the_reference_one(parts: tuple[float, ...], score: float, enough: bool) -> None:
    found = Likeness(*parts)
    assert found.score == pytest.approx(score) and found.enough is enough


def test_the_numbers_are_those_of_the_reference() -> None:
    assert (MEASURE.words, MEASURE.place, MEASURE.time, MEASURE.photo) == (.45, .25, .20, .10)
    assert (MEASURE.enough, MEASURE.most, MEASURE.fades.days, MEASURE.closed.days, MEASURE.hamming) == (.55, 3, 14, 30, 10)
    assert (MEASURE.same_door, MEASURE.next_door, MEASURE.same_stretch, MEASURE.grams) == (1, .6, .3, (1, 2, 3))


@pytest.mark.parametrize(("text", "grams"), [
    ("排队", {"排": 1, "队": 1, "排队": 1}), ("ABC", {"a": 1, "b": 1, "c": 1, "ab": 1, "bc": 1, "abc": 1}), ("，。！", {}), ("ａ", {"a": 1}),
    ("哈哈", {"哈": 2, "哈哈": 1})])
def test_runs_of_one_to_three_characters(text: str, grams: dict[str, int]) -> None:
    assert rules.grams(text) == grams


def test_the_cosine_is_that_of_tfidf() -> None:
    """By hand: two texts a and ab; idf(a) = 1, idf of b and ab = ln(3/2) + 1."""
    rare = math.log(3 / 2) + 1
    assert rules.cosines(rules.grams("a"), [rules.grams("ab")]) == [pytest.approx(1 / math.sqrt(1 + 2 * rare**2))]


@given(mine=LETTERS, others=st.lists(LETTERS, max_size=6))
def test_a_cosine_is_between_nothing_and_the_same(mine: str, others: list[str]) -> None:
    found = rules.cosines(rules.grams(mine), [rules.grams(each) for each in (*others, mine)])
    assert all(-1e-9 <= each <= 1 + 1e-9 for each in found)
    assert found[-1] == pytest.approx(1 if rules.grams(mine) else 0)


@given(others=st.lists(LETTERS, min_size=2, max_size=6))
def test_the_order_of_texts_does_not_matter(others: list[str]) -> None:
    found = rules.cosines(rules.grams("排队堵门口"), [rules.grams(each) for each in others])
    assert rules.cosines(rules.grams("排队堵门口"), [rules.grams(each) for each in reversed(others)]) == [pytest.approx(each) for each in reversed(found)]


@pytest.mark.parametrize(("there", "near"), [((1, "12"), 1), ((1, "14"), .6), ((1, "10"), .6), ((1, "16"), .3), ((1, ""), .3), ((2, ""), 0), ((2, "14"), .6),
                                             ((None, ""), 0)])
def test_place(there: tuple[int | None, str], near: float) -> None:
    beside = rules.neighbours([("home", "10"), ("shop", "商1"), ("home", "12"), ("home", "14"), ("home", "16")])
    assert rules.place((1, "12"), there, beside) == near


def test_doors_are_beside_each_other_on_one_side() -> None:
    assert rules.neighbours([("home", "1"), ("shop", "甲"), ("home", "3"), ("shop", "乙")]) == {"1": {"3"}, "3": {"1"}, "甲": {"乙"}, "乙": {"甲"}}


@pytest.mark.parametrize(("days", "share"), [(0, 1), (14, 1 / math.e), (28, math.exp(-2)), (9.7, .5002)])
def test_time_fades(days: float, share: float) -> None:
    assert rules.time(NOON - timedelta(days=days), NOON) == pytest.approx(share, abs=1e-3)


def test_nothing_older_than_it_may_reach_back_could_be_offered() -> None:
    oldest = rules.reach_back(MEASURE.same_stretch)
    assert oldest is not None and rules.reach_back(MEASURE.next_door) is None
    assert Likeness(1, MEASURE.same_stretch, rules.time(NOON - oldest, NOON), 0).score == pytest.approx(MEASURE.enough)


@pytest.mark.parametrize(("mine", "theirs", "same"), [
    (0x0F0F0F0F0F0F0F0F, 0x0F0F0F0F0F0F0F0F, 1), (0x0F0F0F0F0F0F0F0F, 0x0F0F0F0F0F0F0F0F ^ 0x3FF, 1), (0x0F0F0F0F0F0F0F0F, 0x0F0F0F0F0F0F0F0F ^ 0x7FF, 0),
    (0, 0, 0), (1, 1, 0), (2**64 - 1, 2**64 - 1, 0)])
def test_pictures_are_one_within_ten_bits(mine: int, theirs: int, same: float) -> None:
    assert rules.photo([mine], [theirs]) == same
    assert rules.photo([], [theirs]) == rules.photo([mine], []) == 0


def test_like_texts_share_their_sketch() -> None:
    """At the cosine that is needed from somebody in the same stretch a few are missed, above it hardly any."""
    luck, words = random.Random(1), "排队堵门口油烟噪声店家居民小孩轮椅消防车卸货音箱半夜周末早上拍照窗台台阶垃圾污水灯牌"
    seen = {.6: [0, 0], .8: [0, 0]}
    for _turn in range(900):
        text = "".join(luck.choice(words) for _ in range(60))
        other = "".join(luck.choice(words) if luck.random() < luck.choice((.05, .1, .15, .2)) else char for char in text)
        mine, theirs = rules.grams(text), rules.grams(other)
        cosine = rules.cosines(mine, [theirs])[0]
        for floor, counted in seen.items():
            if floor <= cosine < floor + .2:
                counted[0] += 1
                counted[1] += bool(set(rules.sketch(mine)) & set(rules.sketch(theirs)))
    assert all(many > 100 for many, _shared in seen.values()), seen
    assert seen[.6][1] / seen[.6][0] > .85 and seen[.8][1] / seen[.8][0] > .99, seen


@given(text=LETTERS)
def test_a_sketch_is_small_and_always_the_same(text: str) -> None:
    found = rules.sketch(rules.grams(text))
    assert found == rules.sketch(rules.grams(text)) and len(found) <= rules.BANDS and all(0 <= each < 2**32 for each in found)


@pytest.mark.parametrize(("same", "other", "middle", "low", "high"), [
    (0, 0, .5, 0, 1), (8, 2, .789, .548, .940), (100, 0, .998, .981, 1), (0, 9, .024, 0, .187)])
def test_precision_with_its_interval(same: int, other: int, middle: float, low: float, high: float) -> None:
    assert rules.precision(same, other) == (pytest.approx(middle, abs=2e-3), pytest.approx(low, abs=2e-3), pytest.approx(high, abs=2e-3))


@pytest.mark.parametrize(("facts", "why"), [
    ((True, 1, 2, False, False), None), ((False, 1, 2, False, False), "书记"), ((True, 1, 1, False, False), "同一件诉求"), ((True, 1, 2, True, False), "已经"),
    ((True, 1, 2, False, True), "最上面")])
def test_what_may_be_linked(facts: tuple[bool, int, int, bool, bool], why: str | None) -> None:
    found = rules.why_not_link(*facts)
    assert found is None if why is None else why in (found or "")
