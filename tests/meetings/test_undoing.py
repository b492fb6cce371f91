"""The chair's last step taken back: within two minutes, by whoever chairs, never a vote; what was before is again."""

from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.meetings import acts, reads
from council.meetings.chairing import acts as chairing
from council.meetings.chairing import undoing
from council.refusal import Refusal
from council.votes import acts as votes
from council.votes.acts import Motion
from tests.conftest import Lane
from tests.meetings.test_attending_acts import kinds
from tests.meetings.test_chairing_acts import agenda, deputised, last_seq, undo
from tests.meetings.test_meeting_acts import opened


def test_an_item_opened_by_mistake_waits_again_and_the_one_before_is_on(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    with reading() as session:
        since = reads.opening_now(session, meeting_id).at  # type: ignore[union-attr]
    with lane.act("周敏") as act:
        acts.open_item(act, items[1])
    before = lane.size()
    undo(lane, meeting_id)
    assert agenda(lane, meeting_id) == ["open", "waiting"]
    body = lane.leaves(before)[0]["body"]
    assert kinds(lane, before) == ["step.undone"] and (body["step"], body["item"], body["back"]) == ("item.opened", items[1], items[0])
    with reading() as session:
        assert reads.opening_now(session, meeting_id).at == since  # type: ignore[union-attr]
    with pytest.raises(Refusal, match="只能撤回一步"), lane.act("周敏") as act:
        undoing.undo(act, meeting_id, last_seq(lane, meeting_id))
    with lane.act("周敏") as act:
        acts.open_item(act, items[1])
    assert agenda(lane, meeting_id) == ["done", "open"]


def test_an_item_closed_by_mistake_is_on_again_and_can_be_closed_again(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    with lane.act("周敏") as act:
        acts.close_item(act, items[0], "写错了。")
    undo(lane, meeting_id)
    assert agenda(lane, meeting_id) == ["open", "waiting"]
    with lane.act("周敏") as act:
        acts.close_item(act, items[0], "写对了。")
    with reading() as session:
        assert reads.agenda(session, meeting_id)[0].outcome == "写对了。"


def test_a_speaker_called_by_mistake_stands_on_the_list_where_they_stood_and_the_one_before_goes_on(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆", "小李", "老赵")
    for name in ("王阿婆", "老赵", "小李"):
        with lane.act(name) as act:
            acts.raise_hand(act, meeting_id)
    start = clock.now()
    for minute, at in ((0, 0), (1, 0)):
        with clock.at(start + timedelta(minutes=minute)), lane.act("周敏") as act:
            acts.call_speaker(act, reads.queue(act.session, meeting_id)[at].hand_id)
    with reading() as session:
        assert [each.name for each in reads.queue(session, meeting_id)] == ["小李"]
    before = lane.size()
    with clock.at(start + timedelta(minutes=2)):
        undo(lane, meeting_id)
    with reading() as session:
        assert [(each.name, each.first) for each in reads.queue(session, meeting_id)] == [("老赵", True), ("小李", True)]
        on = reads.speech_now(session, meeting_id)
        assert on and on.name == "王阿婆" and reads.spoken(session, meeting_id) == {}
    assert kinds(lane, before) == ["step.undone"]
    assert lane.leaves()[-1]["body"]["resumed"] == {"sector": "resident", "seconds": 60}
    with clock.at(start + timedelta(minutes=3)), lane.act("周敏") as act:
        acts.call_speaker(act, reads.queue(act.session, meeting_id)[0].hand_id)
    with reading() as session:
        assert reads.spoken(session, meeting_id) == {"resident": 180}


def test_a_list_closed_by_mistake_is_open_again(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆")
    with lane.act("周敏") as act:
        acts.close_list(act, items[0])
    undo(lane, meeting_id)
    assert lane.leaves()[-1]["kind"] == "step.undone"
    with lane.act("王阿婆") as act:
        acts.raise_hand(act, meeting_id)


def test_a_vote_is_never_taken_back_nor_what_lies_two_minutes_back_nor_what_is_not_the_last_step(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    first = last_seq(lane, meeting_id)
    with clock.at(clock.now() + timedelta(minutes=3)), pytest.raises(Refusal, match="过了 2 分钟"), lane.act("周敏") as act:
        undoing.undo(act, meeting_id, first)
    with lane.act("周敏") as act:
        acts.close_list(act, items[0])
    with pytest.raises(Refusal, match="又做了别的事"), lane.act("周敏") as act:
        undoing.undo(act, meeting_id, first)
    with lane.act("周敏") as act:
        vote = votes.open_vote(act, Motion("排队不超过十人", venue=f"meeting:{meeting_id}"))
    with lane.act("周敏") as act:
        votes.close_vote(act, vote.id or 0)
    before = lane.size()
    with pytest.raises(Refusal, match="表决不能撤回"), lane.act("周敏") as act:
        undoing.undo(act, meeting_id, last_seq(lane, meeting_id))
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        undoing.undo(act, meeting_id, first)
    assert lane.size() == before


def test_only_whoever_chairs_takes_back(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    deputised(lane)
    with lane.act("郑经理") as act:
        chairing.take_chair(act, meeting_id)
    with lane.act("郑经理") as act:
        acts.open_item(act, items[1])
    with pytest.raises(Refusal, match="只有主持的人"):
        undo(lane, meeting_id)
    undo(lane, meeting_id, "郑经理")
    assert agenda(lane, meeting_id) == ["open", "waiting"]
