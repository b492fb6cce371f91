"""The rules of a meeting as tables of facts."""

import pytest

from council.meetings import rules
from council.meetings.rules import Floor, Wish

READY = {"state": "open", "present": True, "item": True, "waiting": False, "speaking": False, "closed": False}


@pytest.mark.parametrize(("state", "items", "other", "part"), [
    ("called", 3, None, None), ("called", 0, None, "议程上还没有事"), ("open", 3, None, "已经开了"), ("closed", 3, None, "已经散了"),
    ("called", 3, 11, "第 11 次会还没有散")])
def test_a_meeting_opens_only_once_with_an_agenda_and_alone(state: str, items: int, other: int | None, part: str | None) -> None:
    said = rules.why_not_open(state, items, other)
    assert said is None if part is None else part in str(said)


@pytest.mark.parametrize(("change", "part"), [
    ({}, None), ({"state": "called"}, "会还没有开"), ({"state": "closed"}, "会已经散了"), ({"present": False}, "还没有报到"),
    ({"item": False}, "没有在议的事"), ({"waiting": True}, "已经在名单上"), ({"speaking": True}, "正是您在说"), ({"closed": True}, "名单已经收了")])
def test_a_hand_goes_up_only_for_who_is_here_once_and_while_the_list_is_open(change: dict[str, object], part: str | None) -> None:
    said = rules.why_not_raise_hand(Floor(**{**READY, **change}))  # type: ignore[arg-type]
    assert said is None if part is None else part in str(said)


@pytest.mark.parametrize(("state", "voting", "part"), [("open", False, None), ("open", True, "表决还开着"), ("called", False, "还没有开"),
                                                       ("closed", False, "已经散了")])
def test_a_meeting_does_not_end_over_an_open_vote(state: str, voting: bool, part: str | None) -> None:
    said = rules.why_not_close_meeting(state, voting)
    assert said is None if part is None else part in str(said)


AYI, XIAOLI = Wish(1, "陈阿姨", "resident", False), Wish(4, "小李", "resident", True)
ZHAO, MAY = Wish(2, "老赵", "merchant", True), Wish(3, "阿May", "merchant", True)
WU = Wish(9, "吴警官", "police", True)


@pytest.mark.parametrize(("wishes", "spoken", "last", "who"), [
    ([AYI, ZHAO], {"resident": 840, "merchant": 660}, "resident", 2),
    ([AYI, ZHAO], {"resident": 660, "merchant": 840}, "merchant", 1),
    ([AYI, ZHAO], {}, "resident", 2),
    ([AYI, ZHAO], {}, "merchant", 1),
    ([AYI, XIAOLI], {}, None, 4),
    ([AYI], {"resident": 4000}, "resident", 1),
    ([WU, ZHAO], {"merchant": 900}, "merchant", 2),
    ([WU], {}, None, 9),
    ([], {"resident": 10}, None, None)])
def test_the_side_that_spoke_less_is_next(wishes: list[Wish], spoken: dict[str, int], last: str | None, who: int | None) -> None:
    hand, reason = rules.next_speaker(wishes, spoken, last)
    assert hand == who and (reason is None) == (who is None)


def test_the_reason_for_the_next_speaker_has_its_numbers() -> None:
    _hand, reason = rules.next_speaker([AYI, ZHAO], {"resident": 840, "merchant": 660}, "resident")
    assert reason == "两边轮流说。到现在，居民说了 14 分钟，商户说了 11 分钟，所以下一位请老赵。"


def test_times_that_look_alike_are_told_to_the_second() -> None:
    _hand, reason = rules.next_speaker([AYI, ZHAO], {"resident": 425, "merchant": 400}, "resident")
    assert reason is not None and "居民说了 7 分 5 秒，商户说了 6 分 40 秒" in reason
    assert rules.spans(400, 400) == ("7 分钟", "7 分钟") and rules.spans(40, 30) == ("40 秒", "30 秒")


def test_while_one_side_speaks_the_other_is_next() -> None:
    hand, reason = rules.next_speaker([AYI, ZHAO], {}, None, "resident")
    assert hand == 2 and reason == "两边轮流说。现在是居民在说，说完轮到商户，下一位请老赵。"
    assert rules.next_speaker([AYI, ZHAO], {"merchant": 900}, None, "resident")[0] == 1


@pytest.mark.parametrize(("present", "enough", "part"), [
    ({"resident": 3, "merchant": 2}, True, "可以表决"), ({"resident": 2, "merchant": 2}, False, "居民还差 1 户"),
    ({}, False, "居民还差 3 户，商户还差 2 家"), ({"resident": 5, "merchant": 1, "police": 9}, False, "商户还差 1 家")])
def test_half_of_each_side_must_be_here(present: dict[str, int], enough: bool, part: str) -> None:
    here, said = rules.quorum(present, {"resident": 5, "merchant": 3})
    assert here is enough and part in said


@pytest.mark.parametrize(("planned", "real", "said"), [(30, 36, "晚 6 分钟"), (30, 31, "准点"), (30, 25, "早 5 分钟")])
def test_drift_is_said_in_minutes(planned: int, real: int, said: str) -> None:
    assert rules.drift(planned, real) == said


@pytest.mark.parametrize(("state", "since", "part"), [("called", None, None), ("open", None, None), ("closed", None, "报到也停了"),
                                                      ("open", "19:32", "您 19:32 已经报到了")])
def test_one_checks_in_once_and_not_after_the_end(state: str, since: str | None, part: str | None) -> None:
    said = rules.why_not_check_in(state, since)
    assert said is None if part is None else part in str(said)
