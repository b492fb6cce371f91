"""The law of live rooms in the whole demo story: whatever an act changes on a live page, its room hears."""

from pathlib import Path

import pytest

from council import clock, live, rooms
from council.config import Config
from council.db import close_database, create_all_for_tests, reading
from council.meetings import acts as meetings
from council.meetings import reads as agenda
from council.meetings.agenda import current_item
from council.record import acting
from council.votes import acts as votes
from council.votes import reads as voting
from council.web import build
from seeds import village
from seeds.teller import Teller
from tests.live.law import Watch

OF_ANOTHER_EVENING = {("meeting", "dispute.settled"), ("meeting", "meeting.called")}
"""Heard by a room before anybody can be in it, or after the story has ended."""


@pytest.mark.slow
def test_snapshot_and_news_agree_in_every_room_after_every_kind_of_act(tmp_path: Path) -> None:
    build(Config(data=tmp_path, testing=True))
    create_all_for_tests()
    watch = Watch(patient=True)
    acting.after_commit[:] = [watch]
    try:
        later_tonight(village.plant())
    finally:
        watch.close()
        acting.after_commit.clear()
        close_database()
    assert not watch.broken, "\n".join(sorted(watch.broken))
    assert {name for name, _kind in watch.kinds} == set(rooms._rooms)
    assert live.listeners()
    unseen = {(room.name, kind) for room in rooms._rooms.values() for kind in room.hears if kind != "*"} - set(watch.kinds)
    assert unseen <= OF_ANOTHER_EVENING, "kinds that a room hears and that nobody does here: do them in later_tonight"


def later_tonight(council_id: int) -> None:
    """What the demo story leaves out: second thoughts of all sorts."""
    teller = Teller(council_id, clock.now())
    with reading() as session:
        tonight = agenda.running(session, council_id)
        assert tonight and tonight.id
        meeting_id = tonight.id
        vote, item = voting.running(session, tonight.topic), current_item(session, meeting_id)
    assert vote and item
    with teller.act("王阿婆") as act:
        meetings.raise_hand(act, meeting_id)
    with teller.act("王阿婆") as act:
        meetings.lower_hand(act, meeting_id)
    for choice in ("abstain", "for"):
        with teller.act("王阿婆") as act:
            votes.cast(act, vote.id or 0, choice)
    for closed in (True, False):
        with teller.act("周敏") as act:
            meetings.close_list(act, item.id or 0, closed)
    with teller.act("周敏") as act:
        meetings.add_item(act, meeting_id, meetings.Item("还有一件"))
