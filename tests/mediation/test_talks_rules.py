"""The rules of private talk as tables of facts."""

import pytest

from council.mediation.talks import rules


@pytest.mark.parametrize(("why", "said"), [
    (rules.why_not_note("一句", "resident"), None), (rules.why_not_note("一句", None), "两边的人"), (rules.why_not_note("一句", "police"), "两边的人"),
    (rules.why_not_note("", "merchant"), "还没写"), (rules.why_not_note("长" * 501, "merchant"), "500"),
    (rules.why_not_mark(True, "secretary"), None), (rules.why_not_mark(False, "secretary"), "只有说话的人"), (rules.why_not_mark(True, "party"), "收不回来"),
    (rules.why_not_cross(False, "publish", "secretary", "party"), "只有说话的人"), (rules.why_not_cross(True, "tell", "secretary", "party"), None),
    (rules.why_not_cross(True, "secretary", "secretary", "party"), "只给书记"), (rules.why_not_cross(True, "tell", "secretary", "public"), "可以转告"),
    (rules.why_not_cross(True, "publish", "secretary", "public"), None), (rules.why_not_cross(True, "publish", "party", "public"), None),
    (rules.why_not_cross(True, "publish", "public", "party"), "已经过去"), (rules.why_not_cross(True, "tell", "party", "party"), "已经过去"),
    (rules.why_not_cross(True, "publish", "secretary", "secretary"), "让谁看到"),
    (rules.why_not_erase(True, False, True, "secretary"), None), (rules.why_not_erase(False, True, False, "secretary"), None),
    (rules.why_not_erase(False, True, True, "secretary"), "只有说话的人"), (rules.why_not_erase(False, False, False, "secretary"), "只有说话的人"),
    (rules.why_not_erase(True, True, True, "public"), "收不回来")])
def test_why_not(why: str | None, said: str | None) -> None:
    assert why is None if said is None else said in (why or "")


def test_only_the_speaker_ever_lets_a_line_cross() -> None:
    every = [(mark, reach, to) for mark in rules.MARKS for reach in rules.REACHES for to in rules.REACHES]
    assert all(rules.why_not_cross(False, *facts) for facts in every)
    assert {facts for facts in every if rules.why_not_cross(True, *facts) is None} == {
        ("tell", "secretary", "party"), ("publish", "secretary", "party"), ("publish", "secretary", "public"), ("publish", "party", "public")}


def test_where_a_line_goes() -> None:
    assert rules.goes_to("resident", "party") == "merchant" and rules.goes_to("merchant", "party") == "resident"
    assert rules.goes_to("merchant", "public") == "everybody"


@pytest.mark.parametrize(("holders", "inside", "office", "persons"), [
    ({"secretary": {1}, "deputy": {2}}, {7, 8}, "secretary", {1}), ({"secretary": {1}, "deputy": {2}}, {1, 7}, "deputy", {2}),
    ({"secretary": {1, 3}, "deputy": {2}}, {1}, "secretary", {3}), ({"secretary": {1}, "deputy": {2}, "lane_head": {4, 5}}, {1, 2, 5}, "lane_head", {4}),
    ({"secretary": {1}}, {1}, "", set()), ({"secretary": {1}, "deputy": set(), "lane_head": set()}, {1}, "", set())])
def test_who_listens_is_never_of_the_case(holders: dict[str, set[int]], inside: set[int], office: str, persons: set[int]) -> None:
    assert rules.listeners(holders, inside) == (office, persons)
    assert (rules.why_not_listen(office) is None) == bool(office)
