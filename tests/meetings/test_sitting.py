"""The minutes tell the sitting: late and gone in numbers, breaks, two days, the chair's change, guests, and mistakes as if they had not been."""

from datetime import timedelta

import pytest

from council import clock
from council.db import keeping, reading
from council.meetings import acts, reads
from council.meetings.attending import acts as door
from council.meetings.attending import guests
from council.meetings.chairing import acts as chairing
from council.meetings.chairing import another_day
from council.meetings.minutes import plain
from council.meetings.minutes import reads as minutes
from tests.conftest import Lane
from tests.meetings.test_chairing_acts import deputised, next_week, undo
from tests.meetings.test_meeting_acts import opened


def text(meeting_id: int) -> str:
    """The minutes as plain text."""
    with reading() as session:
        return plain.text(minutes.minutes(session, reads.meeting(session, meeting_id)), "HY 弄议事会")


def closed(lane: Lane, meeting_id: int) -> str:
    """The meeting ends; its minutes."""
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    return text(meeting_id)


def test_an_evening_with_comings_and_goings_a_break_and_guests_tells_them_in_numbers(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, items = opened(lane, "王阿婆", "老赵")
    deputised(lane)
    with lane.act("小李") as act:
        acts.check_in(act, meeting_id)
    with lane.act("老赵") as act:
        door.leave(act, meeting_id)
    with keeping() as session:
        guests.come(session, meeting_id, "press", clock.now())
    with lane.act("周敏") as act:
        chairing.rest(act, meeting_id, 10)
    with lane.act("周敏") as act:
        chairing.go_on(act, meeting_id)
    with lane.act("郑经理") as act:
        chairing.take_chair(act, meeting_id)
    with lane.act("郑经理") as act:
        acts.open_item(act, items[1])
    with lane.act("老赵") as act:
        door.come_back(act, meeting_id)
    with lane.act("郑经理") as act:
        acts.close_meeting(act, meeting_id)
    said = text(meeting_id)
    for words in ("开会以后才到的 1 位", "中途先走 1 次，回来 1 次", "记者 1 位", "主持", "起副书记", "休息", "哪一项开始"):
        assert words in said, words
    assert "第 1 天" not in said


def test_a_plain_evening_tells_nothing_of_this(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite, "王阿婆")
    said = closed(lane_sqlite, meeting_id)
    assert all(words not in said for words in ("才到的", "中途", "主持", "休息：", "哪一项开始", "第 1 天", "没有账号"))


def test_a_meeting_of_two_days_tells_both(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, _items = opened(lane, "王阿婆", "老赵")
    with lane.act("周敏") as act:
        another_day.adjourn(act, meeting_id, next_week())
    with clock.at(clock.now() + timedelta(days=7)):
        with lane.act("王阿婆") as act:
            acts.check_in(act, meeting_id)
        with lane.act("周敏") as act:
            another_day.resume(act, meeting_id)
        said = closed(lane, meeting_id)
    for words in ("第 1 天", "第 2 天", "议到“外摆和排队”休会", "在弄口活动室接着开", "第 1 天散的时候在会场：居民 1，商户 1", "第 2 天散的时候在会场：居民 1。"):
        assert words in said, words
    with reading() as session:
        assert minutes.minutes(session, reads.meeting(session, meeting_id)).here == {"resident": 1, "merchant": 1}


@pytest.mark.parametrize("mistake", ["opened", "closed", "called", "checked in"])
def test_a_mistake_that_was_taken_back_is_not_told(lane_sqlite: Lane, mistake: str) -> None:
    lane = lane_sqlite
    meeting_id, items = opened(lane, "王阿婆", "老赵")
    if mistake == "opened":
        with lane.act("周敏") as act:
            acts.open_item(act, items[1])
        undo(lane, meeting_id)
    elif mistake == "closed":
        with lane.act("周敏") as act:
            acts.close_item(act, items[0], "写错了。")
        undo(lane, meeting_id)
    elif mistake == "called":
        with lane.act("王阿婆") as act:
            acts.raise_hand(act, meeting_id)
        with lane.act("周敏") as act:
            acts.call_speaker(act, reads.queue(act.session, meeting_id)[0].hand_id)
        undo(lane, meeting_id)
    else:
        with lane.act("周敏") as act:
            acts.check_in(act, meeting_id, lane.people["小李"])
        with lane.act("周敏") as act:
            door.withdraw(act, meeting_id, lane.people["小李"])
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    with reading() as session:
        told = minutes.minutes(session, reads.meeting(session, meeting_id))
    first, second = told.items.values()
    assert len(first.turns) == 1 and all(first.turns[0]) and second.turns == []
    assert first.outcomes == [] and first.speeches == [] and told.here == {"resident": 1, "merchant": 1} and told.helped == {}
