"""The law of live rooms in the whole demo story: whatever an act changes on a live page, its room hears."""

from datetime import timedelta
from pathlib import Path

import pytest

from council import clock, live, rooms
from council.config import Config
from council.db import close_database, create_all_for_tests, reading
from council.meetings import acts as meetings
from council.meetings import reads as agenda
from council.meetings.agenda import current_item
from council.meetings.facts import acts as facts
from council.meetings.gallery import acts as gallery
from council.meetings.planning import acts as planning
from council.meetings.planning import items
from council.meetings.showing import acts as showing
from council.meetings.speaking import acts as speaking
from council.meetings.written import acts as written
from council.record import acting
from council.votes import acts as votes
from council.votes import reads as voting
from council.web import build
from seeds import village
from seeds.teller import Teller
from tests.live.chaired import at_the_door, chaired
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
    on_the_floor(teller, meeting_id, item.id or 0)
    for closed in (True, False):
        with teller.act("周敏") as act:
            meetings.close_list(act, item.id or 0, closed)
    with teller.act("周敏") as act:
        meetings.add_item(act, meeting_id, meetings.Item("还有一件"))
    on_the_agenda(teller, meeting_id)
    at_the_door(teller, meeting_id)
    for page in ("agenda", "now"):
        with teller.act("周敏") as act:
            showing.show(act, meeting_id, page)
    chaired(teller, meeting_id)
    rumoured(teller)


def rumoured(teller: Teller) -> None:
    """A fact sheet and its correction; and what strangers may see of another meeting, with a speaker's yes and no to their name."""
    with teller.act("周敏") as act:
        sheet = facts.publish(act, facts.Finding("店要全关", "没有这一条。")).id or 0
    with teller.act("周敏") as act:
        facts.correct(act, sheet, facts.Finding("店要全关", "四条里没有一条要求关店。", "", "refuted", "1"), "查清楚了")
    with teller.act("周敏") as act:
        other = meetings.call_meeting(act, meetings.Calling("再说一次", "弄口", clock.now() + timedelta(days=4))).id or 0
    with teller.act("周敏") as act:
        gallery.set_rule(act, other, gallery.Rule("consented"))
    for wanted in (True, False):
        with teller.act("王阿婆") as act:
            gallery.show_name(act, other, wanted)


def on_the_agenda(teller: Teller, meeting_id: int) -> None:
    """The agenda turned about while the meeting runs; and another meeting moved and called off."""
    with teller.act("周敏") as act:
        one, two = (meetings.add_item(act, meeting_id, meetings.Item(title)).id or 0 for title in ("先后", "不议"))
    with reading() as session:
        many = len(agenda.items(session, meeting_id))
    for deed in (lambda act: items.change_item(act, one, meetings.Item("换个说法", minutes=5)), lambda act: items.move_item(act, one, many),
                 lambda act: items.drop_item(act, two, "下个月再说"), lambda act: items.bring_back(act, two), lambda act: items.return_item(act, one)):
        with teller.act("周敏") as act:
            deed(act)
    with teller.act("周敏") as act:
        other = meetings.call_meeting(act, meetings.Calling("再来一次", "弄口", clock.now() + timedelta(days=5))).id or 0
        meetings.add_item(act, other, meetings.Item("外摆"))
    with teller.act("周敏") as act:
        planning.change_meeting(act, other, planning.Plan("再来一次，改了", "居委会", clock.now() + timedelta(days=6), "修灯"))
    with teller.act("周敏") as act:
        planning.cancel_meeting(act, other, "台风")


def on_the_floor(teller: Teller, meeting_id: int, item_id: int) -> None:
    """Questions, points of order, pauses, the order of the list, written statements."""
    with teller.act("小李") as act:
        speaking.raise_point(act, meeting_id)
    with teller.act("小李") as act:
        speaking.withdraw_point(act, meeting_id)
    for granted in (False, True):
        with teller.act("小李") as act:
            point = speaking.raise_point(act, meeting_id).id or 0
        with teller.act("周敏") as act:
            speaking.answer_point(act, point, granted)
    with teller.act("老赵") as act:
        question = meetings.raise_hand(act, meeting_id, "question").id or 0
    with teller.act("王阿婆") as act:
        hand = meetings.raise_hand(act, meeting_id).id or 0
    desk = [lambda act: speaking.move_hand(act, hand, True), lambda act: meetings.call_speaker(act, hand), lambda act: speaking.let_ask(act, question),
            lambda act: speaking.let_answer(act, meeting_id), lambda act: speaking.extend(act, meeting_id), lambda act: meetings.end_speech(act, meeting_id),
            lambda act: speaking.pause(act, meeting_id), lambda act: speaking.go_on(act, meeting_id), lambda act: speaking.set_time(act, meeting_id, 120)]
    for deed in desk:
        with teller.act("周敏") as act:
            deed(act)
    papers = []
    for who, how in (("林老师", "unnamed"), ("孙老板", "named"), ("阿May", "file"), ("小李", "named")):
        with teller.act(who) as act:
            papers.append(written.hand_in(act, meeting_id, written.Words(item_id, "我走不快，请让一让。", how, who == "孙老板")).id or 0)
    for paper in papers[:2]:
        with teller.act("周敏") as act:
            written.read_out(act, paper)
    with teller.act("周敏") as act:
        meetings.end_speech(act, meeting_id)
    with teller.act("周敏") as act:
        written.file(act, papers[2])
    with teller.act("小李") as act:
        written.withdraw(act, papers[3])
    with teller.act("王阿婆") as act:
        again = meetings.raise_hand(act, meeting_id).id or 0
    with teller.act("周敏") as act:
        speaking.remove_hand(act, again)
