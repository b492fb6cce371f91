"""Clauses are numbered as people say numbers."""

import pytest

from council import numerals


@pytest.mark.parametrize(("n", "said"), [
    (1, "第一条"), (2, "第二条"), (9, "第九条"), (10, "第十条"), (11, "第十一条"), (19, "第十九条"), (20, "第二十条"), (23, "第二十三条"),
    (99, "第九十九条"), (100, "第一百条"), (101, "第一百零一条"), (110, "第一百一十条"), (115, "第一百一十五条"), (120, "第一百二十条"),
    (205, "第二百零五条"), (999, "第九百九十九条"),
])
def test_a_clause_is_numbered_in_chinese(n, said):
    assert numerals.clause(n) == said


def test_no_two_clauses_share_a_number():
    assert len({numerals.chinese(n) for n in range(1000)}) == 1000


@pytest.mark.parametrize("n", [-1, 1000])
def test_a_convention_has_no_thousandth_clause(n):
    with pytest.raises(ValueError, match="999"):
        numerals.clause(n)
