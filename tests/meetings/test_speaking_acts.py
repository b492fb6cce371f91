"""The floor under way: pauses, questions and answers, points of order, the order of the list, the time for each."""

import random
from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.meetings import acts as meetings
from council.meetings import reads
from council.meetings.attending import acts as door
from council.meetings.minutes import reads as minutes
from council.meetings.speaking import acts
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.meetings.test_floor_acts import raised
from tests.meetings.test_meeting_acts import opened


def speaks(lane: Lane, name: str = "王阿婆", *others: str) -> tuple[int, list[int]]:
    """A meeting in which somebody has the floor; returns it and its items."""
    meeting_id, items = opened(lane, name, *others)
    hand = raised(lane, meeting_id, name)
    with lane.act("周敏") as act:
        meetings.call_speaker(act, hand)
    return meeting_id, items


def kinds(lane: Lane, since: int) -> list[str]:
    return [leaf["kind"] for leaf in lane.leaves(since)]


def test_a_pause_keeps_the_time_that_is_left(lane: Lane) -> None:
    start = clock.now()
    with clock.at(start):
        meeting_id, items = speaks(lane)
    before = lane.size()
    for seconds, deed in ((40, acts.pause), (100, acts.go_on), (130, acts.extend)):
        with clock.at(start + timedelta(seconds=seconds)), lane.act("周敏") as act:
            deed(act, meeting_id)
        with reading() as session:
            on = reads.speech_now(session, meeting_id)
        assert on is not None and on.stopped == (deed is acts.pause) and (on.left == 140 or not on.stopped)
    assert on.deadline - start == timedelta(seconds=180 + 60 + 60) and on.allowed == 240
    with clock.at(start + timedelta(seconds=200)), lane.act("王阿婆") as act:
        meetings.end_speech(act, meeting_id)
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["speech.paused", "speech.resumed", "speech.extended", "speech.ended"]
    assert leaves[0]["body"] == {"item": items[0], "sector": "resident"} and leaves[2]["body"]["seconds"] == 60 and leaves[3]["body"]["seconds"] == 140
    with reading() as session:
        assert reads.spoken(session, meeting_id) == {"resident": 140}
        assert reads.spoken_by(session, meeting_id) == [(lane.people["王阿婆"], "王阿婆", "resident", 140)]


def test_what_ends_while_the_clock_stands_still_counts_to_the_pause(lane: Lane) -> None:
    start = clock.now()
    with clock.at(start):
        meeting_id, _items = speaks(lane)
    for seconds, deed in ((30, acts.pause), (500, meetings.end_speech)):
        with clock.at(start + timedelta(seconds=seconds)), lane.act("周敏") as act:
            deed(act, meeting_id)
    with reading() as session:
        assert reads.spoken(session, meeting_id) == {"resident": 30} and reads.speech_now(session, meeting_id) is None


def test_a_question_and_its_answer_stop_the_clock_and_give_it_back(lane: Lane) -> None:
    start = clock.now()
    with clock.at(start):
        meeting_id, _items = speaks(lane, "王阿婆", "老赵")
        asking = raised(lane, meeting_id, "老赵", "question")
    before = lane.size()
    with clock.at(start + timedelta(seconds=50)), lane.act("周敏") as act:
        acts.let_ask(act, asking)
    with reading() as session:
        on = reads.speech_now(session, meeting_id)
        assert on is not None and on.below is not None and (on.name, on.aside, on.allowed) == ("老赵", "question", 60)
        assert (on.below.name, on.below.stopped, on.below.left) == ("王阿婆", True, 130)
        assert reads.my_turn(session, meeting_id, lane.people["王阿婆"]).held and reads.queue(session, meeting_id) == []
    with clock.at(start + timedelta(seconds=70)), lane.act("周敏") as act:
        acts.let_answer(act, meeting_id)
    with clock.at(start + timedelta(seconds=95)), lane.act("王阿婆") as act:
        meetings.end_speech(act, meeting_id)
    with reading() as session:
        on = reads.speech_now(session, meeting_id)
        assert on is not None and (on.name, on.aside, on.stopped, on.deadline) == ("王阿婆", "", False, start + timedelta(seconds=180 + 45))
        assert reads.spoken(session, meeting_id) == {"resident": 25, "merchant": 20}
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["interjection.begun", "interjection.ended"] * 2
    assert [leaf["body"]["as"] for leaf in leaves] == ["question", "question", "answer", "answer"]
    assert [leaf["body"]["seconds"] for leaf in leaves[1::2]] == [20, 25] and "老赵" not in str(leaves)


def test_what_cannot_interrupt_leaves_nothing(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆", "老赵", "小李")
    first, second, third = (raised(lane, meeting_id, name) for name in ("王阿婆", "老赵", "小李"))
    before = lane.size()
    with pytest.raises(Refusal, match="没有人在说"), lane.act("周敏") as act:
        acts.let_ask(act, second)
    with pytest.raises(Refusal, match="没有人在插问"), lane.act("周敏") as act:
        acts.let_answer(act, meeting_id)
    for deed, words in ((acts.pause, "没有人在说"), (acts.go_on, "没有人在说"), (acts.extend, "没有人在说")):
        with pytest.raises(Refusal, match=words), lane.act("周敏") as act:
            deed(act, meeting_id)
    assert lane.size() == before
    with lane.act("周敏") as act:
        meetings.call_speaker(act, first)
        acts.let_ask(act, second)
    before = lane.size()
    with pytest.raises(Refusal, match="已经有人在插话"), lane.act("周敏") as act:
        acts.let_ask(act, third)
    for name in ("老赵", "王阿婆"):
        with pytest.raises(Refusal, match="书记"), lane.act(name) as act:
            acts.pause(act, meeting_id)
    assert lane.size() == before


def test_a_point_of_order_stands_on_top_also_when_the_list_is_closed(lane: Lane) -> None:
    meeting_id, items = speaks(lane, "王阿婆", "老赵", "小李")
    raised(lane, meeting_id, "小李")
    with lane.act("周敏") as act:
        meetings.close_list(act, items[0])
    before = lane.size()
    with lane.act("小李") as act:
        point = acts.raise_point(act, meeting_id).id or 0
    with pytest.raises(Refusal, match="一次提一个"), lane.act("小李") as act:
        acts.raise_point(act, meeting_id)
    with lane.act("老赵") as act:
        other = acts.raise_point(act, meeting_id).id or 0
    with reading() as session:
        assert [each.name for each in reads.points(session, meeting_id)] == ["小李", "老赵"]
        assert [each.name for each in reads.queue(session, meeting_id)] == ["小李"]
        assert reads.suggestion(session, meeting_id).hand_id != point
    with lane.act("周敏") as act:
        acts.answer_point(act, other, False)
        acts.answer_point(act, point, True)
    with pytest.raises(Refusal, match="有了答复"), lane.act("周敏") as act:
        acts.answer_point(act, point, True)
    assert kinds(lane, before) == ["point.raised", "point.raised", "point.declined", "point.granted", "interjection.begun"]
    with reading() as session:
        on = reads.speech_now(session, meeting_id)
        assert on is not None and on.below is not None and (on.name, on.aside, on.below.name) == ("小李", "order", "王阿婆")
        assert reads.points(session, meeting_id) == []
    with lane.act("老赵") as act:
        acts.raise_point(act, meeting_id)
    with lane.act("老赵") as act:
        acts.withdraw_point(act, meeting_id)
    with pytest.raises(Refusal, match="没有提着"), lane.act("老赵") as act:
        acts.withdraw_point(act, meeting_id)
    assert kinds(lane, before)[-2:] == ["point.raised", "point.withdrawn"]


def test_the_desk_puts_the_list_in_another_order_and_the_suggestion_stays(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆", "老赵", "小李")
    hands = [raised(lane, meeting_id, name) for name in ("王阿婆", "小李", "老赵")]
    with reading() as session:
        suggested = reads.suggestion(session, meeting_id)
    before = lane.size()
    for hand, up in ((hands[2], True), (hands[2], True), (hands[1], True)):
        with lane.act("周敏") as act:
            acts.move_hand(act, hand, up)
    with reading() as session:
        assert [each.name for each in reads.queue(session, meeting_id)] == ["老赵", "小李", "王阿婆"]
        assert reads.suggestion(session, meeting_id).reason is not None and suggested.reason is not None
    assert kinds(lane, before) == ["hand.moved"] * 3 and lane.leaves(before)[0]["body"]["up"] is True
    with pytest.raises(Refusal, match="头上"), lane.act("周敏") as act:
        acts.move_hand(act, hands[2], True)
    with lane.act("周敏") as act:
        acts.remove_hand(act, hands[1])
    with pytest.raises(Refusal, match="不在名单"), lane.act("周敏") as act:
        acts.remove_hand(act, hands[1])
    latest = raised(lane, meeting_id, "小李")
    with reading() as session:
        assert [each.hand_id for each in reads.queue(session, meeting_id)] == [hands[2], hands[0], latest]
    assert kinds(lane, before)[3:] == ["hand.removed", "hand.raised"]


def test_the_desk_puts_up_a_hand_for_somebody_without_a_phone_or_calls_them_at_once(lane: Lane) -> None:
    meeting_id, items = opened(lane, "老赵")
    with lane.act("周敏") as act:
        door.check_in(act, meeting_id, lane.people["王阿婆"])
        meetings.close_list(act, items[0])
    before = lane.size()
    with lane.act("周敏") as act:
        acts.raise_for(act, meeting_id, lane.people["王阿婆"], "for")
    assert lane.leaves(before)[0]["body"] == {"item": items[0], "sector": "resident", "stand": "for", "channel": "desk"}
    for name, words in (("王阿婆", "已经在名单"), ("小李", "还没有报到")):
        with pytest.raises(Refusal, match=words), lane.act("周敏") as act:
            acts.raise_for(act, meeting_id, lane.people[name])
    with pytest.raises(Absent), lane.act("周敏") as act:
        acts.raise_for(act, meeting_id, lane.people["钱先生"])
    with pytest.raises(Refusal, match="书记"), lane.act("老赵") as act:
        acts.raise_for(act, meeting_id, lane.people["老赵"])
    for name in ("王阿婆", "老赵"):
        with lane.act("周敏") as act:
            acts.call_for(act, meeting_id, lane.people[name])
    assert kinds(lane, before) == ["hand.raised", "speech.begun", "hand.raised", "speech.ended", "speech.begun"]


def test_speaking_time_is_set_for_the_meeting_and_for_one_item(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆", "老赵")
    before = lane.size()
    with lane.act("周敏") as act:
        acts.set_time(act, meeting_id, 120)
        acts.set_time(act, meeting_id, 300, items[1])
    assert [leaf["body"] for leaf in lane.leaves(before)] == [{"item": None, "seconds": 120}, {"item": items[1], "seconds": 300}]
    hand = raised(lane, meeting_id, "王阿婆")
    with lane.act("周敏") as act:
        assert meetings.call_speaker(act, hand).allowed == 120
        meetings.open_item(act, items[1])
    hand = raised(lane, meeting_id, "老赵")
    with lane.act("周敏") as act:
        assert meetings.call_speaker(act, hand).allowed == 300
    before = lane.size()
    with pytest.raises(Refusal, match="30 秒"), lane.act("周敏") as act:
        acts.set_time(act, meeting_id, 10)
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        acts.set_time(act, meeting_id, 60)
    assert lane.size() == before


def test_closing_the_item_ends_question_and_speech_and_the_minutes_tell_both(lane: Lane) -> None:
    start = clock.now()
    with clock.at(start):
        meeting_id, items = speaks(lane, "王阿婆", "老赵")
        asking = raised(lane, meeting_id, "老赵", "question")
    with clock.at(start + timedelta(seconds=20)), lane.act("周敏") as act:
        acts.let_ask(act, asking)
    before = lane.size()
    with clock.at(start + timedelta(seconds=50)), lane.act("周敏") as act:
        meetings.close_item(act, items[0])
    assert kinds(lane, before) == ["interjection.ended", "speech.ended", "item.closed"]
    with reading() as session:
        told = minutes.minutes(session, reads.meeting(session, meeting_id))
        assert [(each.aside, each.seconds) for each in told.items[items[0]].speeches] == [("", 20), ("question", 30)]
        assert {side: seconds for side, (_n, seconds) in told.spoken.items()} == reads.spoken(session, meeting_id) == {"resident": 20, "merchant": 30}


DEEDS = ("begin", "pause", "go_on", "extend", "end", "ask", "answer", "point", "wait", "wait", "call")
PEOPLE = ("王阿婆", "老赵", "小李")


def try_one(lane: Lane, meeting_id: int, deed: str, who: str) -> None:
    """One deed of an evening, whether it is allowed then or not."""
    with reading() as session:
        queue, points = reads.queue(session, meeting_id), reads.points(session, meeting_id)
    waiting = queue[0].hand_id if queue else 0
    by_desk = {"pause": acts.pause, "go_on": acts.go_on, "extend": acts.extend, "end": meetings.end_speech, "answer": acts.let_answer}
    try:
        if deed in by_desk:
            with lane.act("周敏") as act:
                by_desk[deed](act, meeting_id)
        elif deed == "point":
            with lane.act("周敏" if points else who) as act:
                acts.answer_point(act, points[0].hand_id, True) if points else acts.raise_point(act, meeting_id)
        elif deed == "call":
            with lane.act("周敏") as act:
                acts.call_for(act, meeting_id, lane.people[who])
        elif deed != "wait":
            raised(lane, meeting_id, who)
            with lane.act("周敏") as act:
                (meetings.call_speaker if deed == "begin" else acts.let_ask)(act, waiting)
    except (Refusal, Absent):
        pass


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(6))
def test_in_any_order_what_was_spoken_is_the_time_that_passed_without_the_pauses(lane_sqlite: Lane, seed: int) -> None:
    lane, chance, start, now, heard = lane_sqlite, random.Random(seed), clock.now(), 0, 0
    with clock.at(start):
        meeting_id, items = opened(lane, *PEOPLE)
    for _step in range(40):
        with clock.at(start + timedelta(seconds=now)):
            try_one(lane, meeting_id, chance.choice(DEEDS), chance.choice(PEOPLE))
        passes = chance.randint(0, 90)
        with reading() as session:
            on = reads.speech_now(session, meeting_id)
        heard, now = heard + (passes if on and not on.stopped else 0), now + passes
        assert on is None or on.below is None or on.below.stopped
    with clock.at(start + timedelta(seconds=now)), lane.act("周敏") as act:
        meetings.close_item(act, items[0])
    with reading() as session:
        by_side, by_person = reads.spoken(session, meeting_id), [line[3] for line in reads.spoken_by(session, meeting_id)]
        told = minutes.minutes(session, reads.meeting(session, meeting_id))
    assert heard > 0 and sum(by_side.values()) == sum(by_person) == heard and min(by_person) >= 0
    assert {side: seconds for side, (_n, seconds) in told.spoken.items()} == by_side
