"""In the hall: coming in, hands, speeches, the list."""

from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.meetings import acts, reads
from council.meetings.models import Hand
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import call, opened


def hand_id(meeting_id: int, person_id: int) -> int:
    """The hand this person has up."""
    with reading() as session:
        hand = reads.hand_of(session, meeting_id, person_id)
    assert isinstance(hand, Hand) and hand.id
    return hand.id


def raised(lane: Lane, meeting_id: int, name: str, stand: str = "") -> int:
    """Somebody puts up a hand; returns its id."""
    with lane.act(name) as act:
        return acts.raise_hand(act, meeting_id, stand).id or 0


def test_checking_in_is_one_entry_without_a_name(lane: Lane) -> None:
    meeting_id, before = call(lane), lane.size()
    with lane.act("王阿婆") as act:
        acts.check_in(act, meeting_id)
    [leaf] = lane.leaves(before)
    assert leaf["kind"] == "attendance.noted" and leaf["body"] == {"sector": "resident", "channel": "phone"} and leaf["actor"] == "居民"
    assert "王阿婆" not in str(leaf) and set(leaf["commit"]) == {"name"}
    with reading() as session:
        assert reads.attendance(session, meeting_id) == {"resident": 1}
        assert reads.present(session, meeting_id, lane.people["王阿婆"]) is not None
        assert reads.present(session, meeting_id, lane.people["小李"]) is None


def test_checking_in_twice_is_told_when_it_was_done(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆")
    before = lane.size()
    with pytest.raises(Refusal, match="已经报到了"), lane.act("王阿婆") as act:
        acts.check_in(act, meeting_id)
    assert lane.size() == before


def test_the_desk_helps_somebody_without_a_phone_and_says_so(lane: Lane) -> None:
    meeting_id = call(lane)
    with lane.act("周敏") as act:
        acts.check_in(act, meeting_id, lane.people["王阿婆"])
    leaf = lane.leaves()[-1]
    assert leaf["body"] == {"sector": "resident", "channel": "desk"} and leaf["actor"] == "书记"
    before = lane.size()
    with pytest.raises(Refusal, match="书记"), lane.act("小李") as act:
        acts.check_in(act, meeting_id, lane.people["林老师"])
    with pytest.raises(Absent), lane.act("周敏") as act:
        acts.check_in(act, meeting_id, lane.people["钱先生"])
    assert lane.size() == before


def test_two_sides_speak_in_turn_and_their_time_is_counted(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆", "老赵", "小李")
    first, second, third = (raised(lane, meeting_id, name, stand) for name, stand in [("王阿婆", "for"), ("老赵", "against"), ("小李", "")])
    before, start = lane.size(), clock.now()
    with clock.at(start), lane.act("周敏") as act:
        acts.call_speaker(act, first)
    with clock.at(start + timedelta(seconds=95)), lane.act("周敏") as act:
        assert reads.suggestion(act.session, meeting_id).hand_id == second
        acts.call_speaker(act, second)
    with clock.at(start + timedelta(seconds=155)), lane.act("老赵") as act:
        acts.end_speech(act, meeting_id)
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["speech.begun", "speech.ended", "speech.begun", "speech.ended"]
    assert leaves[0]["body"] == {"item": items[0], "sector": "resident", "allowed": 180}
    assert [leaves[n]["body"]["seconds"] for n in (1, 3)] == [95, 60]
    assert "老赵" not in str(leaves)
    with reading() as session:
        assert reads.spoken(session, meeting_id) == {"resident": 95, "merchant": 60}
        assert [(each.name, each.where, each.first) for each in reads.queue(session, meeting_id)] == [("小李", "18 号", True)]
        assert reads.suggestion(session, meeting_id).hand_id == third and reads.speech_now(session, meeting_id) is None


def test_who_speaks_and_who_waits_is_known_to_members(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "老赵")
    hand = raised(lane, meeting_id, "老赵", "against")
    with lane.act("周敏") as act:
        acts.call_speaker(act, hand)
    with reading() as session:
        on = reads.speech_now(session, meeting_id)
    assert on is not None and (on.name, on.side, on.where, on.allowed) == ("老赵", "商户", "冷街冰淇淋", 180)
    assert on.deadline - on.began_at == timedelta(seconds=180)


@pytest.mark.parametrize(("name", "part"), [("小李", "还没有报到"), ("王阿婆", "已经在名单上")])
def test_a_hand_that_may_not_go_up_leaves_nothing(lane: Lane, name: str, part: str) -> None:
    meeting_id, _items = opened(lane, "王阿婆")
    raised(lane, meeting_id, "王阿婆")
    before = lane.size()
    with pytest.raises(Refusal, match=part), lane.act(name) as act:
        acts.raise_hand(act, meeting_id)
    assert lane.size() == before


def test_a_closed_list_takes_nobody_more_until_it_opens_again(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆")
    with lane.act("周敏") as act:
        acts.close_list(act, items[0])
    with pytest.raises(Refusal, match="名单已经收了"), lane.act("王阿婆") as act:
        acts.raise_hand(act, meeting_id)
    with pytest.raises(Refusal, match="已经收了"), lane.act("周敏") as act:
        acts.close_list(act, items[0])
    with lane.act("周敏") as act:
        acts.close_list(act, items[0], closed=False)
    raised(lane, meeting_id, "王阿婆")
    assert [leaf["kind"] for leaf in lane.leaves()[-3:]] == ["list.closed", "list.opened", "hand.raised"]


def test_a_hand_taken_down_can_go_up_again(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆")
    raised(lane, meeting_id, "王阿婆")
    with lane.act("王阿婆") as act:
        acts.lower_hand(act, meeting_id)
    with reading() as session:
        assert reads.queue(session, meeting_id) == []
    with pytest.raises(Refusal, match="没有举着的手"), lane.act("王阿婆") as act:
        acts.lower_hand(act, meeting_id)
    raised(lane, meeting_id, "王阿婆")


def test_a_hand_is_called_once_and_only_by_the_desk(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆")
    hand = raised(lane, meeting_id, "王阿婆")
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        acts.call_speaker(act, hand)
    with lane.act("周敏") as act:
        acts.call_speaker(act, hand)
    before = lane.size()
    with pytest.raises(Refusal, match="已经请过"), lane.act("周敏") as act:
        acts.call_speaker(act, hand)
    with pytest.raises(Refusal, match="正是您在说"), lane.act("王阿婆") as act:
        acts.raise_hand(act, meeting_id)
    with pytest.raises(Refusal, match="自己收尾"), lane.act("老赵") as act:
        acts.end_speech(act, meeting_id)
    assert lane.size() == before


def test_the_next_item_ends_the_speech_and_begins_an_empty_list(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆", "老赵")
    first, _second = raised(lane, meeting_id, "王阿婆"), raised(lane, meeting_id, "老赵")
    with lane.act("周敏") as act:
        acts.call_speaker(act, first)
    before = lane.size()
    with lane.act("周敏") as act:
        acts.open_item(act, items[1])
    assert [leaf["kind"] for leaf in lane.leaves(before)] == ["speech.ended", "item.closed", "item.opened"]
    with reading() as session:
        assert reads.queue(session, meeting_id) == [] and reads.speech_now(session, meeting_id) is None
