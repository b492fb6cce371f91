"""The rest of the evening beside the agenda, for the law of live rooms: the door, words, a break, another day, the chair, steps taken back."""

from collections.abc import Callable
from datetime import timedelta

from council import clock
from council.db import keeping, reading
from council.meetings import acts as meetings
from council.meetings import reads
from council.meetings.attending import acts as door
from council.meetings.attending import guests
from council.meetings.chairing import acts as chairing
from council.meetings.chairing import another_day, undoing
from council.meetings.chairing import reads as chairs
from council.people import acts as people
from council.record.acting import Act
from council.votes import acts as votes
from council.votes import reads as voting
from seeds.teller import Teller


def at_the_door(teller: Teller, meeting_id: int) -> None:
    """Somebody goes and comes back, somebody was noted by mistake, a guest is counted."""
    with reading() as session:
        wrong = reads.arrivals(session, meeting_id)[-1][0].person_id
    for deed in (door.leave, door.come_back):
        with teller.act("王阿婆") as act:
            deed(act, meeting_id)
    with teller.act("周敏") as act:
        door.withdraw(act, meeting_id, wrong)
    with keeping() as session:
        guests.come(session, meeting_id, "press", clock.now())


def chaired(teller: Teller, meeting_id: int) -> None:
    """The vote is closed first; then everything that the chair can do."""
    with reading() as session:
        vote, item = voting.running(session, f"meeting:{meeting_id}"), reads.current_item(session, meeting_id)
    assert vote and item and item.id
    item_id, deputy, words = item.id, teller.person("陈阿姨"), "请安静一下。"
    later = another_day.Continuation(teller.moment + timedelta(days=7), "弄口活动室")
    deeds: list[Callable[[Act], object]] = [
        lambda act: votes.close_vote(act, vote.id or 0), lambda act: chairing.say_to_room(act, meeting_id, words, 3), lambda act: _take_back(act, meeting_id),
        lambda act: chairing.rest(act, meeting_id, 10), lambda act: chairing.go_on(act, meeting_id),
        lambda act: meetings.close_list(act, item_id), lambda act: _undo(act, meeting_id), lambda act: meetings.close_item(act, item_id, "看错了。"),
        lambda act: _undo(act, meeting_id), lambda act: people.appoint(act, deputy, "deputy"), lambda act: chairing.hand_chair(act, meeting_id, deputy),
        lambda act: chairing.take_chair(act, meeting_id), lambda act: another_day.adjourn(act, meeting_id, later),
        lambda act: another_day.resume(act, meeting_id)]
    for deed in deeds:
        with teller.act("周敏") as act:
            deed(act)


def _undo(act: Act, meeting_id: int) -> None:
    step = chairs.last_step(act.session, meeting_id)
    assert step is not None
    undoing.undo(act, meeting_id, step.seq)


def _take_back(act: Act, meeting_id: int) -> None:
    chairing.take_back_words(act, chairs.words(act.session, meeting_id)[-1].id or 0)
