"""The clock of a speech and the order of the list, as plain facts."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.meetings import rules as meeting_rules
from council.meetings.rules import Wish
from council.meetings.speaking import rules
from council.meetings.speaking.rules import Turn
from council.meetings.written import rules as written

START = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def at(seconds: float) -> datetime:
    """A moment of the evening."""
    return START + timedelta(seconds=seconds)


@pytest.mark.parametrize(("turn", "now", "spoken"), [
    (Turn(START, 180), 95, 95), (Turn(START, 180, ended=at(60)), 95, 60), (Turn(START, 180, ((at(20), at(50)),)), 95, 65),
    (Turn(START, 180, ((at(20), None),)), 95, 20), (Turn(START, 180, ((at(20), None),), at(80)), 95, 20),
    (Turn(START, 180, ((at(20), at(30)), (at(40), at(90)))), 60, 30), (Turn(START, 180), -5, 0), (Turn(START, 180), 0.4, 0)])
def test_what_was_spoken_is_the_time_that_passed_without_the_pauses(turn: Turn, now: float, spoken: int) -> None:
    assert rules.spoken(turn, at(now)) == spoken


def test_the_time_that_is_left_survives_a_pause_exactly() -> None:
    running = Turn(START, 180)
    paused = Turn(START, 180, ((at(47.25), None),))
    again = Turn(START, 180, ((at(47.25), at(500)),))
    assert rules.left(running) is None and rules.left(paused) == timedelta(seconds=132.75)
    assert rules.deadline(again) - at(500) == rules.left(paused)
    assert rules.left(Turn(START, 60, ((at(80), None),))) == timedelta(seconds=-20)


@given(st.lists(st.integers(1, 4000), min_size=1, max_size=12), st.integers(30, 1800), st.booleans())
def test_pauses_neither_give_nor_take_time(steps: list[int], allowed: int, still: bool) -> None:
    moments, now = [], 0
    for step in steps:
        now += step
        moments.append(at(now))
    pauses = tuple((start, until) for start, until in zip(moments[::2], [*moments[1::2], None], strict=False) if until or still)
    turn, end = Turn(START, allowed, pauses), at(now + 10)
    paused = sum(((until or end) - start for start, until in pauses), timedelta(0))
    assert rules.spoken(turn, end) == round((end - START - paused).total_seconds()) >= 0
    if rules.stopped_at(turn) is None:
        assert rules.deadline(turn) == START + timedelta(seconds=allowed) + paused
    else:
        assert rules.left(turn) == timedelta(seconds=allowed - rules.spoken(turn, end))


@pytest.mark.parametrize(("turns", "top"), [([], None), ([(1, None)], 1), ([(1, None), (2, 1)], 2), ([(3, 2), (1, None), (2, 1)], 3)])
def test_the_innermost_turn_has_the_floor(turns: list[tuple[int, int | None]], top: int | None) -> None:
    assert rules.innermost(turns) == top


@pytest.mark.parametrize(("chosen", "item", "seconds"), [
    ([], 1, 180), ([(None, 120)], 1, 120), ([(None, 120), (1, 60)], 1, 60), ([(1, 60), (None, 120)], 1, 60), ([(1, 60)], 2, 180),
    ([(None, 120), (None, 300)], None, 300)])
def test_the_time_for_an_item_goes_before_that_of_the_meeting(chosen: list[tuple[int | None, int]], item: int | None, seconds: int) -> None:
    assert rules.allowance(chosen, item, meeting_rules.SPEECH) == seconds


@pytest.mark.parametrize(("hand", "up", "other"), [(5, True, None), (5, False, 3), (9, True, 3), (9, False, None), (4, True, None)])
def test_a_hand_changes_places_with_its_neighbour(hand: int, up: bool, other: int | None) -> None:
    assert rules.neighbour([5, 3, 9], hand, up) == other


@pytest.mark.parametrize(("said", "part"), [
    (rules.why_not_pause(False, False), "没有人在说"), (rules.why_not_pause(True, True), "停着"), (rules.why_not_pause(True, False), None),
    (rules.why_not_go_on(False, False), "没有人在说"), (rules.why_not_go_on(True, False), "走着"), (rules.why_not_go_on(True, True), None),
    (rules.why_not_extend(True, 540), None), (rules.why_not_extend(True, 600), "十分钟"), (rules.why_not_extend(False, 0), "没有人在说"),
    (rules.why_not_point("called", True, True, False), "还没有开"), (rules.why_not_point("open", False, True, False), "报到"),
    (rules.why_not_point("open", True, False, False), "没有在议"), (rules.why_not_point("open", True, True, True), "一次提一个"),
    (rules.why_not_point("open", True, True, False), None), (rules.why_not_answer_point(False), "有了答复"), (rules.why_not_withdraw_point(False), "没有提着"),
    (rules.why_not_interrupt(False, "", False), "放下了"), (rules.why_not_interrupt(True, None, False), "没有人在说"),
    (rules.why_not_interrupt(True, "answer", False), "插话"), (rules.why_not_interrupt(True, "", True), "正在说"), (rules.why_not_interrupt(True, "", False), None),
    (rules.why_not_let_answer("question"), None), (rules.why_not_let_answer(""), "没有人在插问"), (rules.why_not_move(True, False), "头上"),
    (rules.why_not_move(False, True), "放下了"), (rules.why_not_remove(False), "不在名单"), (rules.why_not_remove(True), None),
    (rules.why_not_raise_for("open", True, False, False), None), (rules.why_not_raise_for("open", True, True, False), "已经在名单"),
    (rules.why_not_raise_for("open", True, False, True), "正在说"), (rules.why_not_raise_for("closed", True, False, False), "散了"),
    (rules.why_not_raise_for("open", False, False, False), "没有在议"), (rules.why_not_absent(False), "还没有报到"), (rules.why_not_absent(True), None),
    (rules.why_not_time("open", 29), "30 秒"), (rules.why_not_time("closed", 60), "散了"), (rules.why_not_time("called", 60), None)])
def test_every_refusal_at_the_floor_says_why(said: str | None, part: str | None) -> None:
    assert said is None if part is None else part in str(said)


def test_within_a_side_those_come_first_who_have_not_spoken_then_who_spoke_least() -> None:
    often, seldom, never = Wish(1, "王阿婆", "resident", False, 200), Wish(2, "小李", "resident", False, 65), Wish(3, "林老师", "resident", True)
    hand, reason = meeting_rules.next_speaker([often, seldom, never], {"resident": 265}, None)
    assert hand == 3 and reason is not None and reason.endswith("林老师今晚还没有说过，排在前面。")
    hand, reason = meeting_rules.next_speaker([often, seldom], {"resident": 265}, None)
    assert hand == 2 and reason is not None and reason.endswith("小李自己到现在说了 1 分钟，王阿婆说了 3 分钟。")
    assert "自己到现在" not in str(meeting_rules.next_speaker([seldom, often], {"resident": 265}, None)[1])


@pytest.mark.parametrize(("facts", "state"), [
    ((False, False, False, False), "waiting"), ((False, True, False, False), "filed"), ((False, False, True, False), "reading"),
    ((False, False, True, True), "read"), ((True, True, False, False), "withdrawn")])
def test_a_statement_is_in_one_state(facts: tuple[bool, bool, bool, bool], state: str) -> None:
    assert written.standing(*facts) == state


@pytest.mark.parametrize(("said", "part"), [
    (written.why_not_write("called", "waiting"), None), (written.why_not_write("open", "open"), None), (written.why_not_write("open", "done"), "已经议过"),
    (written.why_not_write("closed", "waiting"), "散了"), (written.why_not_write("open", ""), "哪一项"), (written.why_not_words("", False), "还没写"),
    (written.why_not_words("好", True), "已经写过"), (written.why_not_words("好", False), None), (written.why_not_withdraw("waiting"), None),
    (written.why_not_withdraw("filed"), None), (written.why_not_withdraw("reading"), "收不回"), (written.why_not_withdraw("withdrawn"), "已经收回"),
    (written.why_not_read("open", True, "named", "waiting"), None), (written.why_not_read("open", True, "file", "waiting"), "没有同意念"),
    (written.why_not_read("open", False, "named", "waiting"), "没有轮到"), (written.why_not_read("open", True, "named", "read"), "念过"),
    (written.why_not_read("called", True, "named", "waiting"), "还没有开"), (written.why_not_file("waiting"), None), (written.why_not_file("read"), "念过")])
def test_every_refusal_of_a_statement_says_why(said: str | None, part: str | None) -> None:
    assert said is None if part is None else part in str(said)


def test_reading_takes_as_long_as_the_words() -> None:
    assert [written.seconds("字" * n) for n in (1, 240, 241, 600, 9000)] == [60, 60, 90, 150, 900]
