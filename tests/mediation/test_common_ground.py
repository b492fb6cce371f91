"""The sums behind common ground, each against a second way of computing it."""

from fractions import Fraction
from itertools import combinations
from math import comb

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.mediation.statements import ground
from council.mediation.statements.ground import Ground, Voices

COUNT = st.integers(0, 20)


def integrated(agree: int, disagree: int) -> Fraction:
    """The mass of x^agree (1-x)^disagree above one half, by multiplying out and integrating: no binomial tail in it."""
    powers = [Fraction((-1) ** k * comb(disagree, k), agree + k + 1) for k in range(disagree + 1)]
    whole = sum(powers)
    below = sum(power / 2 ** (agree + k + 1) for k, power in enumerate(powers))
    return 1 - below / whole


def enumerated(ours: tuple[int, int], theirs: tuple[int, int]) -> Fraction:
    """Fisher's p by dealing the agrees to people in every possible way."""
    people, agreed = sum(ours) + sum(theirs), ours[0] + theirs[0]
    deals: dict[int, int] = {}
    for deal in combinations(range(people), agreed):
        mine = sum(1 for person in deal if person < sum(ours))
        deals[mine] = deals.get(mine, 0) + 1
    return Fraction(sum(n for n in deals.values() if n <= deals[ours[0]]), sum(deals.values()))


def test_support_is_the_beta_integral_for_all_counts_to_twenty() -> None:
    for agree in range(21):
        for disagree in range(21):
            assert ground.support(agree, disagree) == integrated(agree, disagree), (agree, disagree)


@pytest.mark.parametrize(("agree", "disagree", "said"), [(3, 0, "0.94"), (5, 1, "0.94"), (8, 2, "0.97"), (6, 4, "0.73"), (0, 0, "0.50")])
def test_the_scale(agree: int, disagree: int, said: str) -> None:
    assert f"{float(ground.support(agree, disagree)):.2f}" == said


@settings(deadline=None)
@given(COUNT, COUNT)
def test_support_and_refusal_are_mirrors_and_one_more_voice_moves_it_its_way(agree: int, disagree: int) -> None:
    here = ground.support(agree, disagree)
    assert here + ground.support(disagree, agree) == 1
    assert ground.support(agree, disagree + 1) < here < ground.support(agree + 1, disagree)


@pytest.mark.parametrize(("roster", "needed"), [(0, 3), (3, 3), (10, 3), (11, 4), (20, 6), (21, 7), (2000, 600)])
def test_how_many_of_a_party_must_answer(roster: int, needed: int) -> None:
    assert ground.need(roster) == needed


HOME = Voices(8, 1, 1, 20)
STATES = [
    ({"resident": HOME, "merchant": Voices(5, 1, 0, 10)}, "all", ()),
    ({"resident": HOME, "merchant": Voices(2, 0, 0, 5)}, "missing", ("merchant",)),
    ({"resident": Voices(5, 0, 0, 20), "merchant": Voices(2, 0, 0, 4)}, "missing", ("resident", "merchant")),
    ({"resident": HOME, "merchant": Voices(0, 2, 0, 8)}, "missing", ("merchant",)),
    ({"resident": HOME, "merchant": Voices(0, 4, 0, 8)}, "objects", ("merchant",)),
    ({"resident": HOME, "merchant": Voices(3, 3, 1, 8)}, "open", ()),
    ({"resident": HOME, "merchant": Voices(0, 0, 3, 8)}, "open", ()),
    ({"resident": HOME, "merchant": Voices(2, 0, 0, 2)}, "missing", ("merchant",)),
    ({"resident": Voices(0, 9, 0, 20), "merchant": Voices(0, 5, 0, 8)}, "objects", ("resident", "merchant")),
]


@pytest.mark.parametrize(("voices", "state", "parties"), STATES)
def test_the_four_states_in_their_order(voices: dict[str, Voices], state: str, parties: tuple[str, ...]) -> None:
    found = ground.ground(voices)
    assert (found.state, found.parties) == (state, parties)


SIDES = st.builds(Voices, COUNT, COUNT, COUNT, st.integers(0, 60))


@settings(deadline=None)
@given(SIDES, SIDES)
def test_the_least_convinced_party_decides_and_no_total_can_outvote_it(home: Voices, shop: Voices) -> None:
    found = ground.ground({"resident": home, "merchant": shop})
    sides = [each for each in (home, shop) if each.roster >= 3] or [home, shop]
    assert found.least == min(each.support for each in sides)
    if found.state == "all":
        assert all(each.heard and each.roster >= 3 and each.support >= Fraction(9, 10) for each in (home, shop))
    if found.state == "objects":
        assert all(each.heard for each in (home, shop)) and found.parties
    assert (found.state == "missing") == (not (home.heard and shop.heard))


def test_order_is_by_the_least_then_the_mean_then_the_older_and_missing_parties_come_last() -> None:
    found = {1: Ground("open", (), Fraction(1, 2), .5), 2: Ground("all", (), Fraction(19, 20), .8), 3: Ground("missing", ("merchant",), Fraction(1), .9),
             4: Ground("all", (), Fraction(19, 20), .9), 5: Ground("objects", ("merchant",), Fraction(1, 20), .2), 6: Ground("open", (), Fraction(1, 2), .5)}
    assert ground.order(found) == [4, 2, 1, 6, 5, 3]


def test_the_mean_does_not_fall_with_the_number_of_parties() -> None:
    assert ground.geometric_mean([Voices(69, 29)] * 2) == pytest.approx(.7) == pytest.approx(ground.geometric_mean([Voices(69, 29)] * 5))


@settings(deadline=None)
@given(st.tuples(st.integers(0, 5), st.integers(0, 4)), st.tuples(st.integers(0, 4), st.integers(0, 5)))
def test_fisher_is_what_dealing_in_every_way_gives(ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    assert ground.fisher(*ours, *theirs) == pytest.approx(float(enumerated(ours, theirs)), abs=1e-12)


@pytest.mark.parametrize(("table", "p"), [((3, 1, 1, 3), .4857142857), ((1, 9, 11, 3), .0027594561), ((0, 0, 4, 4), 1.0), ((900, 50, 40, 910), 0.0)])
def test_fisher_gives_the_figures_of_the_books(table: tuple[int, int, int, int], p: float) -> None:
    assert ground.fisher(*table) == pytest.approx(p, abs=1e-9)


def dealt(ours: tuple[int, int], theirs: tuple[int, int]) -> float:
    """Fisher's p for a whole lane, in whole numbers without a rounding."""
    mine, agreed, people = sum(ours), ours[0] + theirs[0], sum(ours) + sum(theirs)
    ways = [comb(mine, k) * comb(people - mine, agreed - k) for k in range(max(0, agreed - people + mine), min(mine, agreed) + 1)]
    here = comb(mine, ours[0]) * comb(people - mine, theirs[0])
    return sum(each for each in ways if each <= here) / sum(ways)


@settings(deadline=None, max_examples=25)
@given(st.tuples(st.integers(0, 400), st.integers(0, 400)), st.tuples(st.integers(0, 400), st.integers(0, 400)))
def test_fisher_for_hundreds_of_people_is_what_whole_numbers_give(ours: tuple[int, int], theirs: tuple[int, int]) -> None:
    assert ground.fisher(*ours, *theirs) == pytest.approx(dealt(ours, theirs), rel=1e-9, abs=1e-40)


def test_discoveries_step_up() -> None:
    assert ground.discoveries({1: .01, 2: .06, 3: .07, 4: .9}) == {1, 2, 3}
    assert ground.discoveries({1: .2, 2: .06, 3: .07, 4: .9}) == set()
    assert ground.discoveries({}) == set()


@settings(deadline=None)
@given(st.dictionaries(COUNT, st.floats(0, 1), max_size=8))
def test_discoveries_are_the_smallest_and_keep_their_bound(chances: dict[int, float]) -> None:
    found = ground.discoveries(chances)
    assert all(chances[number] <= .1 * len(found) / len(chances) + 1e-12 for number in found)
    assert all(chances[a] <= chances[b] for a in found for b in set(chances) - found)


def test_no_difference_is_claimed_below_thirty_people() -> None:
    assert ground.dividers({1: (Voices(15, 0), Voices(0, 14))}) == set()
    assert ground.dividers({1: (Voices(15, 0), Voices(0, 14, 1)), 2: (Voices(8, 7), Voices(8, 7))}) == {1}


@pytest.mark.parametrize(("sides", "so"), [([Voices(2, 1, 1)], False), ([Voices(5, 2, 3)], False), ([Voices(5, 1, 3)], True),
                                           ([Voices(2, 0, 1), Voices(1, 0, 1)], True), ([Voices()], False)])
def test_a_sentence_that_many_find_hard_to_say_wants_rewriting(sides: list[Voices], so: bool) -> None:
    assert ground.unclear(sides) is so
