"""Going, coming back, a mistake taken back, guests counted: the new state, the exact entries, and that a refusal leaves nothing."""

from datetime import timedelta

import pytest

from council import clock
from council.db import keeping, reading
from council.meetings import acts, reads
from council.meetings.attending import acts as door
from council.meetings.attending import guests
from council.meetings.attending import reads as hall
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import call, opened


def kinds(lane: Lane, since: int) -> list[str]:
    """What has been entered since."""
    return [leaf["kind"] for leaf in lane.leaves(since)]


def here(lane: Lane, meeting_id: int) -> dict[str, int]:
    """Who is in the hall now."""
    with reading() as session:
        return reads.attendance(session, meeting_id)


def test_whoever_leaves_counts_no_more_and_whoever_comes_back_counts_again(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆", "小李", "老赵")
    before = lane.size()
    with lane.act("王阿婆") as act:
        door.leave(act, meeting_id)
    assert here(lane, meeting_id) == {"resident": 1, "merchant": 1}
    with reading() as session:
        assert reads.present(session, meeting_id, lane.people["王阿婆"]) is None
        assert reads.attended(session, meeting_id, lane.people["王阿婆"]) is not None
    with pytest.raises(Refusal, match="还没有报到"), lane.act("王阿婆") as act:
        acts.raise_hand(act, meeting_id)
    with lane.act("王阿婆") as act:
        door.come_back(act, meeting_id)
    assert here(lane, meeting_id) == {"resident": 2, "merchant": 1}
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["attendance.left", "attendance.returned"]
    assert leaves[0]["body"] == {"sector": "resident", "channel": "phone"}
    assert not any("王" in str(leaf["body"]) for leaf in leaves)


def test_a_hand_goes_down_with_whoever_leaves_and_a_speaker_stays_till_the_end(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆", "老赵")
    for name in ("王阿婆", "老赵"):
        with lane.act(name) as act:
            acts.raise_hand(act, meeting_id)
    with lane.act("周敏") as act:
        acts.call_speaker(act, reads.queue(act.session, meeting_id)[0].hand_id)
    before = lane.size()
    with pytest.raises(Refusal, match="说完了再走"), lane.act("王阿婆") as act:
        door.leave(act, meeting_id)
    assert lane.size() == before
    with lane.act("周敏") as act:
        door.leave(act, meeting_id, lane.people["老赵"])
    assert kinds(lane, before) == ["hand.lowered", "attendance.left"]
    assert lane.leaves()[-1]["body"]["channel"] == "desk"


def test_checking_in_again_brings_back_whoever_had_left(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆")
    with lane.act("王阿婆") as act:
        door.leave(act, meeting_id)
    before = lane.size()
    with lane.act("王阿婆") as act:
        acts.check_in(act, meeting_id)
    assert kinds(lane, before) == ["attendance.returned"] and here(lane, meeting_id) == {"resident": 1}
    with pytest.raises(Refusal, match="已经报到了"), lane.act("王阿婆") as act:
        acts.check_in(act, meeting_id)


def test_a_mistaken_check_in_is_taken_back_and_the_person_can_still_come(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    with lane.act("周敏") as act:
        acts.check_in(act, meeting_id, lane.people["小李"])
    before = lane.size()
    with lane.act("周敏") as act:
        door.withdraw(act, meeting_id, lane.people["小李"])
    assert kinds(lane, before) == ["attendance.withdrawn"] and here(lane, meeting_id) == {}
    with reading() as session:
        assert reads.attended(session, meeting_id, lane.people["小李"]) is None and reads.came(session, meeting_id) == {}
    with pytest.raises(Refusal, match="没有报到"), lane.act("周敏") as act:
        door.withdraw(act, meeting_id, lane.people["小李"])
    with lane.act("小李") as act:
        acts.check_in(act, meeting_id)
    assert kinds(lane, before) == ["attendance.withdrawn", "attendance.noted"] and here(lane, meeting_id) == {"resident": 1}


@pytest.mark.parametrize(("name", "step"), [
    ("王阿婆", door.withdraw), ("王阿婆", door.leave),
    ("老赵", door.come_back), ("老赵", lambda act, id, who: door.leave(act, id)), ("老赵", lambda act, id, who: door.come_back(act, id))])
def test_others_are_moved_by_the_desk_only_and_nobody_leaves_who_never_came(lane: Lane, name: str, step) -> None:  # type: ignore[no-untyped-def]
    meeting_id, _items = opened(lane, "小李", "王阿婆")
    before = lane.size()
    with pytest.raises(Refusal), lane.act(name) as act:
        step(act, meeting_id, lane.people["小李"])
    assert lane.size() == before and here(lane, meeting_id) == {"resident": 2}


def test_the_next_councils_people_find_no_door_here(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆")
    before = lane.size()
    for step in (lambda act: door.leave(act, meeting_id), lambda act: door.come_back(act, meeting_id),
                 lambda act: door.withdraw(act, meeting_id, lane.people["王阿婆"])):
        with pytest.raises(Absent), lane.act("何书记") as act:
            step(act)
    with pytest.raises(Absent), lane.act("周敏") as act:
        door.leave(act, meeting_id, lane.people["钱先生"])
    assert lane.size() == before


def test_the_desk_sees_who_came_late_and_who_left_and_finds_people_by_one_character(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆", "老赵")
    with clock.at(clock.now() + timedelta(minutes=12)):
        with lane.act("小李") as act:
            acts.check_in(act, meeting_id)
        with lane.act("老赵") as act:
            door.leave(act, meeting_id)
    with reading() as session:
        meeting = reads.meeting(session, meeting_id)
        told = hall.hall(session, meeting)
        rows = {row.sector: (row.here, row.came, row.late, row.left) for row in told.rows}
        assert rows["resident"] == (2, 2, 1, 0) and rows["merchant"] == (0, 1, 0, 1) and told.here == 2
        assert not told.enough
        found = hall.door(session, meeting, "李")
        assert [(each.name, each.standing, each.late) for each in found] == [("小李", "here", True)]
        assert [each.name for each in hall.door(session, meeting, "１２")] == ["王阿婆"]
        assert hall.door(session, meeting, "没有的人") == []
        assert [counted for _at, counted in hall.over_time(session, meeting_id)][-1] == {"resident": 2}


def test_quorum_counts_who_is_in_the_hall_now(lane: Lane) -> None:
    names = ["陈阿姨", "王阿婆", "小李", "老赵", "阿May"]
    meeting_id, _items = opened(lane, *names)
    with reading() as session:
        assert hall.hall(session, reads.meeting(session, meeting_id)).enough
    with lane.act("阿May") as act:
        door.leave(act, meeting_id)
    with reading() as session:
        told = hall.hall(session, reads.meeting(session, meeting_id))
        assert not told.enough and "商户" in str(told.said) and "1" in str(told.said)


def test_the_end_tells_who_came_at_all(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆", "老赵")
    with lane.act("老赵") as act:
        door.leave(act, meeting_id)
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    assert lane.leaves()[-1]["body"]["attendance"] == {"resident": 1, "merchant": 1} == here(lane, meeting_id)


def test_guests_are_numbers_entered_when_an_item_closes_and_only_when_they_changed(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆")
    with keeping() as session:
        mark = guests.come(session, meeting_id, "press", clock.now())
        guests.come(session, meeting_id, "hall", clock.now())
        guests.add(session, meeting_id, "aide", clock.now())
    with keeping() as session:
        assert guests.go(session, meeting_id, mark, clock.now()) and not guests.go(session, meeting_id, mark, clock.now())
        assert guests.take_away(session, meeting_id, "aide") and not guests.take_away(session, meeting_id, "aide")
    before = lane.size()
    with lane.act("周敏") as act:
        acts.open_item(act, items[1])
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    assert kinds(lane, before) == ["item.closed", "guests.counted", "item.opened", "item.closed", "meeting.closed"]
    assert lane.leaves(before)[1]["body"] == {"hall": 1, "press": 1, "aide": 0, "online": 0, "most": 2}


def test_a_visit_holds_no_way_back_to_anybody_and_is_forgotten(lane: Lane) -> None:
    meeting_id = call(lane)
    with keeping() as session:
        mark = guests.come(session, meeting_id, "online", clock.now())
    with reading() as session:
        row = guests.find(session, meeting_id, mark)
        assert row is not None and mark not in row.mark and guests.find(session, meeting_id + 1, mark) is None
        assert set(row.model_dump()) == {"id", "meeting_id", "kind", "mark", "at", "left_at"}
    with keeping() as session:
        guests.forget(session, clock.now() + guests.KEPT + timedelta(seconds=1))
    with reading() as session:
        assert guests.find(session, meeting_id, mark) is None
