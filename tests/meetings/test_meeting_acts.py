"""Calling, opening and closing: the new state, the exact entries, and that a refusal leaves nothing."""

from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.meetings import acts, reads, rules
from council.meetings.acts import Calling, Item
from council.refusal import Absent, Refusal
from council.votes import acts as votes
from council.votes.acts import Motion
from tests.conftest import Lane


def call(lane: Lane, *titles: str) -> int:
    """A meeting called by the secretary with these items; returns its id."""
    with lane.act("周敏") as act:
        meeting = acts.call_meeting(act, Calling("开门议事", "弄口活动室", clock.now() + timedelta(minutes=5)))
        for title in titles or ("外摆和排队", "油烟"):
            acts.add_item(act, meeting.id or 0, Item(title, minutes=20))
    return meeting.id or 0


def opened(lane: Lane, *here: str) -> tuple[int, list[int]]:
    """An open meeting with its first item on and these people in the hall; returns its id and its items' ids."""
    meeting_id = call(lane)
    for name in here:
        with lane.act(name) as act:
            acts.check_in(act, meeting_id)
    with lane.act("周敏") as act:
        acts.open_meeting(act, meeting_id)
        items = [row.id or 0 for row in reads.items(act.session, meeting_id)]
        acts.open_item(act, items[0])
    return meeting_id, items


def test_calling_a_meeting_enters_the_call_and_every_item(lane: Lane) -> None:
    before = lane.size()
    meeting_id = call(lane, "外摆", "油烟")
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["meeting.called", "item.added", "item.added"]
    assert leaves[0]["body"]["number"] == 1 and leaves[0]["body"]["place"] == "弄口活动室" and leaves[0]["actor"] == "书记"
    assert [leaf["body"]["position"] for leaf in leaves[1:]] == [1, 2]
    with reading() as session:
        assert reads.state(session, meeting_id) == "called"
        assert reads.next_meeting(session, lane.council_id).id == meeting_id  # type: ignore[union-attr]
        assert reads.running(session, lane.council_id) is None


def test_a_resident_cannot_call_a_meeting_and_nothing_is_left(lane: Lane) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        acts.call_meeting(act, Calling("我来开", "我家", clock.now()))
    with reading() as session:
        assert reads.of_council(session, lane.council_id) == []
    assert lane.size() == before


def test_what_is_tabled_waits_until_a_meeting_draws_it_in(lane: Lane) -> None:
    with lane.act("老赵") as act:
        act.enter("violation.disputed", topic="violation:1")
        acts.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute")
        acts.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute")
    assert [leaf["kind"] for leaf in lane.leaves()[-2:]] == ["violation.disputed", "item.tabled"]
    with reading() as session:
        waiting = reads.inbox(session, lane.council_id)
    assert [row.title for row in waiting] == ["冰淇淋店的异议"]
    meeting_id = call(lane, "外摆")
    with lane.act("周敏") as act:
        acts.take_up(act, meeting_id, [waiting[0].id or 0])
    with reading() as session:
        assert reads.inbox(session, lane.council_id) == []
        assert [line.title for line in reads.agenda(session, meeting_id)] == ["外摆", "冰淇淋店的异议"]
    with pytest.raises(Refusal, match="已经有地方了"), lane.act("周敏") as act:
        acts.take_up(act, meeting_id, [waiting[0].id or 0])
    assert "violation:1" in lane.leaves()[-1]["in"]


def test_what_is_tabled_goes_onto_a_meeting_that_is_called_already(lane: Lane) -> None:
    meeting_id = call(lane, "外摆")
    with lane.act("老赵") as act:
        acts.put_on_next_agenda(act, "violation:2", "又一个异议", "dispute")
    with reading() as session:
        assert [line.about for line in reads.agenda(session, meeting_id)] == ["", "violation:2"]
    assert lane.leaves()[-1]["kind"] == "item.added"


def test_what_is_tabled_during_a_meeting_waits_for_the_next(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    with lane.act("老赵") as act:
        acts.put_on_next_agenda(act, "violation:2", "又一个异议", "dispute")
    with reading() as session:
        assert len(reads.inbox(session, lane.council_id)) == 1 and len(reads.agenda(session, meeting_id)) == 2


def test_an_item_about_something_that_is_not_there_is_refused(lane: Lane) -> None:
    meeting_id, before = call(lane), lane.size()
    with pytest.raises(Absent), lane.act("周敏") as act:
        acts.add_item(act, meeting_id, Item("没有这件事", "grievance", about="grievance:99"))
    assert lane.size() == before


def test_an_evening_runs_through_its_items_and_says_so_at_the_end(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆", "老赵")
    before = lane.size()
    with lane.act("周敏") as act:
        acts.open_item(act, items[1])
    with lane.act("周敏") as act:
        acts.close_item(act, items[1], "下次带方案来。")
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["item.closed", "item.opened", "item.closed", "meeting.closed"]
    body = leaves[-1]["body"]
    assert body["attendance"] == {"resident": 1, "merchant": 1} and body["spoken"] == {}
    assert [(item["state"], item["outcome"]) for item in body["items"]] == [("done", ""), ("done", "下次带方案来。")]
    with reading() as session:
        assert reads.state(session, meeting_id) == "closed" and reads.current_item(session, meeting_id) is None
        assert reads.last_closed(session, lane.council_id).id == meeting_id  # type: ignore[union-attr]


def test_an_item_can_be_taken_up_again(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    for step in (items[1], items[0]):
        with lane.act("周敏") as act:
            acts.open_item(act, step)
    with reading() as session:
        assert [line.state for line in reads.agenda(session, meeting_id)] == ["open", "done"]


def test_no_second_meeting_while_one_is_on(lane: Lane) -> None:
    opened(lane)
    second, before = call(lane), lane.size()
    with pytest.raises(Refusal, match="第 1 次会还没有散"), lane.act("周敏") as act:
        acts.open_meeting(act, second)
    assert lane.size() == before


def test_neither_item_nor_meeting_ends_over_an_open_vote(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    with lane.act("周敏") as act:
        vote = votes.open_vote(act, Motion("排队不超过十人", venue=f"meeting:{meeting_id}"))
    before = lane.size()
    for step in (lambda act: acts.close_meeting(act, meeting_id), lambda act: acts.close_item(act, items[0]),
                 lambda act: acts.open_item(act, items[1])):
        with pytest.raises(Refusal, match="表决还开着"), lane.act("周敏") as act:
            step(act)
    assert lane.size() == before
    with lane.act("周敏") as act:
        votes.close_vote(act, vote.id or 0)
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)


def test_nothing_happens_in_a_meeting_that_is_not_on(lane: Lane) -> None:
    meeting_id = call(lane)
    with reading() as session:
        item = reads.items(session, meeting_id)[0].id or 0
    before = lane.size()
    for step in (lambda act: acts.open_item(act, item), lambda act: acts.close_item(act, item), lambda act: acts.close_meeting(act, meeting_id)):
        with pytest.raises(Refusal, match="会还没有开"), lane.act("周敏") as act:
            step(act)
    assert lane.size() == before


def test_the_neighbouring_secretary_finds_nothing_here(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    before = lane.size()
    for step in (lambda act: acts.close_meeting(act, meeting_id), lambda act: acts.close_item(act, items[0]),
                 lambda act: acts.add_item(act, meeting_id, Item("别人的")), lambda act: acts.open_meeting(act, meeting_id),
                 lambda act: acts.check_in(act, meeting_id), lambda act: acts.raise_hand(act, meeting_id),
                 lambda act: acts.take_up(act, meeting_id, [items[0]])):
        with pytest.raises(Absent), lane.act("何书记") as act:
            step(act)
    assert lane.size() == before


def test_an_agenda_has_an_end_and_the_longest_evening_can_be_closed(lane: Lane) -> None:
    meeting_id = call(lane, *(f"{n:02}" + "议" * 78 for n in range(rules.MOST_ITEMS)))
    with pytest.raises(Refusal, match="最多"), lane.act("周敏") as act:
        acts.add_item(act, meeting_id, Item("还有一件"))
    with lane.act("周敏") as act:
        waits = acts.put_on_next_agenda(act, "council:1", "等下一次")
        acts.open_meeting(act, meeting_id)
        assert waits.meeting_id is None
    with reading() as session:
        items = [row.id or 0 for row in reads.items(session, meeting_id)]
    for item in items:
        with lane.act("周敏") as act:
            acts.open_item(act, item)
            acts.close_item(act, item, "定" * 300)
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    assert len(lane.leaves()[-1]["body"]["items"]) == rules.MOST_ITEMS
