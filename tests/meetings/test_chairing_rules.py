"""The chair, as tables: words to the room, breaks, another day, who may press, what can be taken back."""

from datetime import UTC, datetime, timedelta

import pytest

from council.meetings.chairing import rules

NOW = datetime(2026, 11, 28, 12, 0, tzinfo=UTC)


def fits(why: object, said: str | None) -> bool:
    """The sentence is the one expected, or there is none."""
    return why is None if said is None else said in str(why)


@pytest.mark.parametrize(("state", "words", "shown", "said"), [
    ("open", "请安静一下。", 0, None), ("called", "马上开始。", 0, None), ("adjourned", "周六见。", 0, None), ("open", "", 0, "还没写"), ("open", "静" * 61, 0, "60 个字以内"),
    ("open", "静" * 60, 2, None), ("open", "静", 3, "先收回一句"), ("closed", "静", 0, "散了"), ("cancelled", "静", 0, "取消")])
def test_what_can_be_said_to_the_room(state: str, words: str, shown: int, said: str | None) -> None:
    assert fits(rules.why_not_say(state, words, shown), said)


@pytest.mark.parametrize(("state", "resting", "voting", "said"), [
    ("open", False, False, None), ("open", True, False, "已经在休息"), ("open", False, True, "先结束表决"), ("called", False, False, "还没有开"),
    ("adjourned", False, False, "休会了"), ("closed", False, False, "散了")])
def test_when_there_can_be_a_break(state: str, resting: bool, voting: bool, said: str | None) -> None:
    assert fits(rules.why_not_rest(state, resting, voting), said)


@pytest.mark.parametrize(("state", "voting", "hours", "said"), [
    ("open", False, 24, None), ("open", True, 24, "先结束表决"), ("open", False, -1, "已经过去"), ("open", False, 0, "已经过去"), ("called", False, 24, "还没有开"),
    ("adjourned", False, 24, "休会了")])
def test_when_a_meeting_can_go_on_another_day(state: str, voting: bool, hours: int, said: str | None) -> None:
    assert fits(rules.why_not_adjourn(state, voting, NOW + timedelta(hours=hours), NOW), said)


@pytest.mark.parametrize(("state", "other", "said"), [("adjourned", None, None), ("adjourned", 3, "第 3 次会"), ("open", None, "没有休会"), ("called", None, "没有休会")])
def test_when_it_goes_on(state: str, other: int | None, said: str | None) -> None:
    assert fits(rules.why_not_resume(state, other), said)


@pytest.mark.parametrize(("chair", "mine", "resting", "said"), [
    (None, False, False, None), (None, False, True, "正在休息"), ("副书记", True, False, None), ("副书记", False, False, "现在由副书记主持"), ("副书记", True, True, "正在休息")])
def test_whose_press_counts(chair: str | None, mine: bool, resting: bool, said: str | None) -> None:
    assert fits(rules.why_not_press(chair, mine, resting), said)


@pytest.mark.parametrize(("kind", "age", "chair", "said"), [
    ("item.opened", 0, True, None), ("item.closed", 120, True, None), ("speech.begun", 5, True, None),
    ("list.closed", 5, True, None), ("list.opened", 5, True, None),
    ("item.opened", 120.1, True, "过了 2 分钟"), ("item.opened", 5, False, "只有主持的人"),
    ("vote.closed", 5, True, "表决不能撤回"), ("vote.opened", 5, True, "表决不能撤回"),
    ("step.undone", 5, True, "已经撤回了"), ("meeting.opened", 5, True, "不能撤回"), ("speech.ended", 5, True, "不能撤回"), (None, 0, True, "没有可以撤回")])
def test_what_can_be_taken_back(kind: str | None, age: float, chair: bool, said: str | None) -> None:
    assert fits(rules.why_not_undo(kind, age, chair), said)


@pytest.mark.parametrize(("state", "able", "holds", "said"), [
    ("open", True, False, None), ("open", False, False, "只能交给"), ("open", True, True, "就是这一位"),
    ("closed", True, False, "散了"), ("adjourned", True, False, "休会")])
def test_to_whom_the_chair_can_go(state: str, able: bool, holds: bool, said: str | None) -> None:
    assert fits(rules.why_not_hand_chair(state, able, holds), said)


def test_an_official_takes_the_chair_unless_they_have_it() -> None:
    assert rules.why_not_take_chair("open", False) is None and "就是您" in str(rules.why_not_take_chair("open", True))
    assert "还没有开" in str(rules.why_not_take_chair("called", False))
