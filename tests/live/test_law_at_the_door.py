"""The law of live rooms for what the door and the chair do: whatever it changes on a screen, that room hears."""

from datetime import timedelta

from council.meetings import acts as meetings
from council.meetings import reads
from council.meetings.attending import acts as door
from council.meetings.attending import screen as attending
from council.meetings.chairing import acts as chairing
from council.meetings.chairing import another_day
from council.meetings.chairing import screen as chairs
from council.record import acting
from tests.conftest import Lane
from tests.live.law import Watch
from tests.meetings.test_chairing_acts import deputised, undo
from tests.meetings.test_meeting_acts import call

ROOMS = {"hall", "desk", "projector", "meeting"}


def test_every_screen_hears_of_the_door_and_of_the_chair(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    lane.client()
    watch = Watch(patient=True)
    acting.after_commit[:] = [watch]
    try:
        _evening(lane)
    finally:
        watch.close()
        acting.after_commit.clear()
    assert not watch.broken, "\n".join(sorted(watch.broken))
    heard = {kind for _room, kind in watch.kinds}
    assert {*chairs.NEWS, *attending.HALL, "step.undone"} <= heard
    assert ROOMS - {"meeting"} <= {room for room, _kind in watch.kinds}


def _evening(lane: Lane) -> None:
    meeting_id = call(lane)
    with lane.act("周敏") as act:
        items = [row.id or 0 for row in reads.items(act.session, meeting_id)]
        meetings.open_meeting(act, meeting_id)
    with lane.act("周敏") as act:
        meetings.open_item(act, items[0])
    for deed in (meetings.check_in, door.leave, door.come_back):
        with lane.act("王阿婆") as act:
            deed(act, meeting_id)
    with lane.act("小李") as act:
        meetings.check_in(act, meeting_id)
    with lane.act("周敏") as act:
        door.withdraw(act, meeting_id, lane.people["小李"])
    for who in ("王阿婆",):
        with lane.act(who) as act:
            meetings.raise_hand(act, meeting_id)
    steps = [lambda act: meetings.open_item(act, items[1]), lambda act: meetings.close_item(act, items[0], "写错了。"),
             lambda act: meetings.call_speaker(act, reads.queue(act.session, meeting_id)[0].hand_id), lambda act: meetings.close_list(act, items[0])]
    for step in steps:
        with lane.act("周敏") as act:
            step(act)
        undo(lane, meeting_id)
    with lane.act("周敏") as act:
        word = chairing.say_to_room(act, meeting_id, "请安静一下。", 3).id or 0
    deputised(lane)
    deputy = lane.people["郑经理"]
    for deed in (lambda act: chairing.take_back_words(act, word), lambda act: chairing.rest(act, meeting_id, 5), lambda act: chairing.go_on(act, meeting_id),
                 lambda act: chairing.hand_chair(act, meeting_id, deputy), lambda act: chairing.take_chair(act, meeting_id),
                 lambda act: another_day.adjourn(act, meeting_id, another_day.Continuation(act.at + timedelta(days=7), "弄口")),
                 lambda act: another_day.resume(act, meeting_id), lambda act: meetings.close_meeting(act, meeting_id)):
        with lane.act("周敏") as act:
            deed(act)
