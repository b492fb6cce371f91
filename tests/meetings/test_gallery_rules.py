"""The rules of the gallery and of fact sheets as tables of facts."""

import pytest

from council.meetings.facts import rules as facts
from council.meetings.gallery import rules


@pytest.mark.parametrize(("state", "part"), [("called", None), ("open", "定住了"), ("adjourned", "定住了"), ("closed", "定住了"), ("cancelled", "取消了")])
def test_what_strangers_see_is_set_before_the_opening_and_never_after(state: str, part: str | None) -> None:
    said = rules.why_not_set(state)
    assert said is None if part is None else part in str(said)


@pytest.mark.parametrize(("names", "delay", "contact", "part"), [
    ("none", 0, "", None), ("offices", 30, "居委会", None), ("consented", 1, "", None), ("all", 0, "", "没选名字"), ("", 0, "", "没选名字"),
    ("none", 31, "", "0 到 30"), ("none", -1, "", "0 到 30"), ("none", 0, "长" * 121, "120")])
def test_only_three_ways_to_name_and_half_an_hour_at_most(names: str, delay: int, contact: str, part: str | None) -> None:
    said = rules.why_not_rule(names, delay, contact)
    assert said is None if part is None else part in str(said)


@pytest.mark.parametrize(("contact", "public", "kept"), [
    ("居委会办公室 021-5556 7788", False, True), ("陈书记 13812345678", False, False), ("+86 138 1234 5678", False, False), ("138-1234-5678", False, False),
    ("陈书记 13812345678", True, True), ("", False, True), ("统一编号 9138123456789", False, True)])
def test_a_mobile_number_is_published_only_when_the_desk_says_that_it_is_meant_for_all(contact: str, public: bool, kept: bool) -> None:
    assert (rules.why_not_contact(contact, public) is None) is kept


@pytest.mark.parametrize(("names", "state", "allowed", "wanted", "part"), [
    ("consented", "called", False, True, None), ("consented", "open", True, False, None), ("consented", "closed", True, False, None),
    ("none", "open", False, True, "不写名字"), ("offices", "open", False, True, "不写名字"), ("consented", "closed", False, True, "已经散了"),
    ("consented", "open", True, True, "已经同意了"), ("consented", "open", False, False, "本来就没有")])
def test_a_name_is_shown_by_its_owner_alone_and_taken_back_at_any_time(names: str, state: str, allowed: bool, wanted: bool, part: str | None) -> None:
    said = rules.why_not_name(names, state, allowed, wanted)
    assert said is None if part is None else part in str(said)


@pytest.mark.parametrize(("written", "found"), [
    ("1285、1290", [1285, 1290]), ("第 1,285 号，第1290号", [1285, 1290]), ("/c/hy/record/7 和 7", [7]), ("", []), ("没有", []), ("9" * 30, []), ("0", [0])])
def test_evidence_is_read_from_what_people_write(written: str, found: list[int]) -> None:
    assert facts.numbers(written) == found


@pytest.mark.parametrize(("claim", "known", "state", "evidence", "part"), [
    ("店要关", "没有这一条。", "refuted", 1, None), ("店要关", "还没有查到。", "open", 0, None), ("", "x", "open", 0, "在传什么"), ("x", "", "open", 0, "查到了什么"),
    ("x", "y", "maybe", 1, "点一个"), ("x", "y", "refuted", 0, "都要有依据"), ("x", "y", "confirmed", 0, "都要有依据"), ("x", "y", "corrected", 0, "都要有依据"),
    ("x", "y", "open", 13, "12 条")])
def test_a_judgement_needs_evidence_and_only_an_open_question_has_none(claim: str, known: str, state: str, evidence: int, part: str | None) -> None:
    said = facts.why_not_sheet(claim, known, state, evidence)
    assert said is None if part is None else part in str(said)


@pytest.mark.parametrize(("member", "words", "waiting", "part"), [
    (True, "听说店要关", 0, None), (True, "听说店要关", 4, None), (True, "听说店要关", 5, "5 件"), (True, "", 0, "还没写"), (False, "听说", 0, "名册")])
def test_a_member_asks_a_few_things_at_a_time(member: bool, words: str, waiting: int, part: str | None) -> None:
    said = facts.why_not_ask(member, words, waiting)
    assert said is None if part is None else part in str(said)
