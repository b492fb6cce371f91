"""A card's code is easy to read, easy to type and hard to guess."""

import pytest

from council.people import codes


def test_a_code_has_eight_signs_that_are_never_taken_for_each_other():
    made = {codes.new_code() for _ in range(500)}
    assert len(made) == 500 and {len(code) for code in made} == {8}
    assert not set("".join(made)) & set("0O1ILBSZU")
    assert codes.grouped("K7M2Q4RD") == "K7M2 Q4RD"


@pytest.mark.parametrize("typed", [
    "K7M2Q4RD", "k7m2 q4rd", " K7M2-Q4RD ", "Ｋ７Ｍ２　Ｑ４ＲＤ", "k7m2—q4rd", "K7M2\u200bQ4RD\n", "k7mzq4rd", "k.7.m.2.q.4.r.d",
])
def test_however_it_is_typed_it_opens_the_same_card(typed):
    assert codes.normalise(typed) == "K7M2Q4RD"
    assert codes.code_hash(typed) == codes.code_hash("K7M2Q4RD")
    assert codes.why_not_code(typed) is None


@pytest.mark.parametrize("typed", ["", "K7M2", "K7M2Q4RDX", "K7M2Q4R0", "１ＬＩＯ１ＬＩＯ", "王阿婆", "\x00" * 8, "K" * 10_000, "../../..", "K7M2Q4RÖ"])
def test_what_cannot_be_a_code_is_said_so_before_any_card_is_looked_for(typed):
    reason = codes.why_not_code(typed)
    assert reason and "八个" in reason and len(codes.normalise(typed)) <= 32


def test_what_is_kept_tells_nothing_without_the_pepper():
    kept = codes.code_hash("K7M2Q4RD", "a")
    assert len(kept) == 64 and "K7M2" not in kept and kept != codes.code_hash("K7M2Q4RD", "b") != codes.code_hash("K7M2Q4RF", "b")
