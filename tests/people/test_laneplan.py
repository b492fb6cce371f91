"""Door numbers in few words and back again."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.people.laneplan import spans, split


@pytest.mark.parametrize("written, numbers", [
    ("1-3", ["1", "2", "3"]), ("1、2，3", ["1", "2", "3"]), ("商1–商3", ["商1", "商2", "商3"]), ("商1-3 7", ["商1", "商2", "商3", "7"]),
    ("12甲", ["12甲"]), ("5-3", ["5-3"]), ("", []), ("2、2", ["2"]), ("1-9999", ["1-9999"])])
def test_what_is_written_means_these_doors(written: str, numbers: list[str]) -> None:
    assert split(written) == numbers


def test_many_doors_are_said_in_few_words() -> None:
    assert spans([*map(str, range(1, 17)), "商1", "商2", "20"]) == "1–16、商1–2、20"


@given(st.lists(st.tuples(st.sampled_from(["", "商", "西"]), st.integers(1, 60)), max_size=40, unique=True))
def test_the_few_words_mean_the_same_doors(doors: list[tuple[str, int]]) -> None:
    numbers = [f"{side}{number}" for side, number in doors]
    assert split(spans(numbers)) == numbers
