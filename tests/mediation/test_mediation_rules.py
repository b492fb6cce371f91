"""The rules of the shared goal as tables of facts."""

import pytest

from council.mediation import rules


@pytest.mark.parametrize(("text", "known", "said"), [
    ("生意照做，路让得开。", False, None), ("", False, "还没写"), ("字" * 140, False, None), ("字" * 141, False, "140"), ("有了", True, "已经记着"),
])
def test_why_a_goal_is_not_noted(text: str, known: bool, said: str | None) -> None:
    why = rules.why_not_note(text, known)
    assert why is None if said is None else said in (why or "")


@pytest.mark.parametrize(("sectors", "before", "accept", "said"), [
    (["resident"], None, True, None), (["merchant"], None, False, None), (["committee", "resident"], None, True, None),
    (["police"], None, True, "居民和商户"), ([], None, True, "居民和商户"),
    (["resident"], True, True, "已经这样"), (["resident"], False, False, "已经这样"), (["resident"], True, False, None), (["resident"], True, None, None),
])
def test_why_somebody_does_not_stand_by_a_goal(sectors: list[str], before: bool | None, accept: bool | None, said: str | None) -> None:
    why = rules.why_not_stand(sectors, before, accept)
    assert why is None if said is None else said in (why or "")
