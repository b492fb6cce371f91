"""The rules of conventions as tables of facts: no app, no database."""

import pytest

from council.conventions import rules
from council.conventions.rules import ClauseFacts

WRITTEN = ClauseFacts(title="排队", text="不超过十人。")
BOTH = {"resident": 3, "merchant": 2}


@pytest.mark.parametrize(("facts", "code"), [
    (ClauseFacts(), "draft"),
    (ClauseFacts(sounding=True), "sounding"),
    (ClauseFacts(voting=True, sounding=True), "voting"),
    (ClauseFacts(carried=True, passed={"resident": True, "merchant": True}), "both"),
    (ClauseFacts(carried=False, passed={"resident": True, "merchant": False}), "resident"),
    (ClauseFacts(carried=False, passed={"resident": False, "merchant": True}), "merchant"),
    (ClauseFacts(carried=False, passed={"resident": False, "merchant": False}), "neither"),
    (ClauseFacts(carried=False, passed=None), "neither"),
    (ClauseFacts(carried=True, in_force=True, held=True), "in_force"),
    (ClauseFacts(held=True), "amending"),
    (ClauseFacts(in_force=True, held=True, voting=True), "voting"),
])
def test_what_is_going_on_is_said_before_what_was_decided(facts: ClauseFacts, code: str) -> None:
    assert rules.state(facts) == code
    assert code in rules.STATES
    assert rules.needs_talk(code) == (code in ("resident", "merchant", "neither"))


@pytest.mark.parametrize(("code", "brick"), [("both", "both"), ("in_force", "both"), ("amending", "both"), ("voting", "now"), ("sounding", "now"),
                                             ("resident", "one"), ("merchant", ""), ("neither", ""), ("draft", "")])
def test_a_brick_is_laid_on_the_sides_that_passed_it(code: str, brick: str) -> None:
    assert rules.brick(code) == brick


@pytest.mark.parametrize(("facts", "busy", "roll", "said"), [
    (WRITTEN, False, BOTH, None),
    (ClauseFacts(), False, BOTH, "还没有写条文"),
    (ClauseFacts(text="　\n"), False, BOTH, "还没有写条文"),
    (ClauseFacts(text="有", voting=True), False, BOTH, "正在表决"),
    (ClauseFacts(text="有", carried=True), False, BOTH, "已经通过了"),
    (ClauseFacts(text="有", in_force=True), False, BOTH, "已经通过了"),
    (ClauseFacts(text="有", carried=False), False, BOTH, None),
    (ClauseFacts(text="有", sounding=True), False, BOTH, "先结束征询"),
    (WRITTEN, True, BOTH, "有一个表决正在进行"),
    (WRITTEN, False, {"merchant": 2}, "名册上还没有居民"),
    (WRITTEN, False, {"resident": 2, "merchant": 0}, "名册上还没有商户"),
])
def test_why_a_clause_is_not_put_to_the_vote(facts: ClauseFacts, busy: bool, roll: dict[str, int], said: str | None) -> None:
    why = rules.why_not_put_to_vote(facts, busy, roll)
    assert why is None if said is None else said in (why or "")


@pytest.mark.parametrize(("facts", "busy", "said"), [
    (WRITTEN, False, None), (ClauseFacts(), False, "还没有写条文"), (ClauseFacts(text="有", voting=True), False, "不用再征询"),
    (ClauseFacts(text="有", sounding=True), False, "先结束它"), (WRITTEN, True, "先结束它"),
])
def test_why_nothing_is_asked_about_a_clause(facts: ClauseFacts, busy: bool, said: str | None) -> None:
    why = rules.why_not_sound(facts, busy)
    assert why is None if said is None else said in (why or "")


@pytest.mark.parametrize(("closed", "sectors", "stand", "said"), [
    (False, ["resident"], "agree", None), (False, ["police"], "live", None), (True, ["resident"], "agree", "已经结束"),
    (False, [], "agree", "不在名册"), (False, ["resident"], "banana", "选一个"), (False, ["resident"], "", "选一个"),
])
def test_why_an_answer_is_not_noted(closed: bool, sectors: list[str], stand: str, said: str | None) -> None:
    why = rules.why_not_answer(closed, sectors, stand)
    assert why is None if said is None else said in (why or "")


@pytest.mark.parametrize(("voting", "passed", "changed", "said"), [
    (0, 1, True, None), (1, 3, True, "还有 1 条正在表决"), (0, 0, True, "还没有一条"), (0, 2, False, "和施行中的这一版一样"),
])
def test_why_a_convention_is_not_adopted(voting: int, passed: int, changed: bool, said: str | None) -> None:
    why = rules.why_not_adopt(voting, passed, changed)
    assert why is None if said is None else said in (why or "")


def test_a_wording_under_vote_is_locked_and_no_change_is_no_wording() -> None:
    assert rules.why_not_reword(False) is None
    assert "锁定" in (rules.why_not_reword(True) or "")
    assert "一个字也不差" in (rules.why_not_reword(False, same=True) or "")


def test_a_convention_has_room_for_forty_clauses_and_fits_into_one_entry() -> None:
    assert rules.why_not_add(39) is None and rules.why_not_add(40)
    assert rules.why_not_so_long([("短", "一句。")] * 40) is None
    assert rules.why_not_so_long([("长", "字" * 2600)] * 6) is None
    assert "删掉" in (rules.why_not_so_long([("长", "字" * 2600)] * 7) or "")
    assert "删掉" in (rules.why_not_so_long([("引号", '"' * 8000)] * 4) or ""), "a quote takes two bytes in the entry"


@pytest.mark.parametrize(("title", "fine"), [("", False), ("排队", True), ("长" * 40, True), ("长" * 41, False)])
def test_a_title_is_there_and_short(title: str, fine: bool) -> None:
    assert (rules.why_not_title(title) is None) is fine


def test_the_hash_of_a_wording_is_of_title_and_text() -> None:
    assert rules.text_hash("排队", "十人。") == "eb87fe6c933687b92a142c8cc85cf0d0703b6605ee1e0d3d2983f7c76eb5e4d4"
    assert rules.text_hash("排队", "十人。") != rules.text_hash("排队十人。", "")
