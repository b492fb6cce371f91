"""The chair: words to the room, breaks, another day, handing over, taking back; state, exact entries, and refusals that leave nothing."""

from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.meetings import acts, reads
from council.meetings.attending import acts as door
from council.meetings.chairing import acts as chairing
from council.meetings.chairing import another_day, undoing
from council.meetings.chairing import reads as chairs
from council.meetings.chairing.another_day import Continuation
from council.people import acts as people
from council.refusal import Absent, Refusal
from council.votes import acts as votes
from council.votes.acts import Motion
from tests.conftest import Lane
from tests.meetings.test_attending_acts import here, kinds
from tests.meetings.test_meeting_acts import call, opened


def deputised(lane: Lane, name: str = "郑经理") -> None:
    """Somebody is made deputy."""
    with lane.act("周敏") as act:
        people.appoint(act, lane.people[name], "deputy")


def last_seq(lane: Lane, meeting_id: int) -> int:
    """The number of the entry of the chair's last step."""
    with reading() as session:
        step = chairs.last_step(session, meeting_id)
    assert step is not None
    return step.seq


def undo(lane: Lane, meeting_id: int, name: str = "周敏") -> None:
    """Take the last step back."""
    with lane.act(name) as act:
        undoing.undo(act, meeting_id, last_seq(lane, meeting_id))


def agenda(lane: Lane, meeting_id: int) -> list[str]:
    """The states of the agenda's lines."""
    with reading() as session:
        return [line.state for line in reads.agenda(session, meeting_id)]


def next_week() -> Continuation:
    """A week later, in the same place."""
    return Continuation(clock.now() + timedelta(days=7), "弄口活动室")


def test_a_word_stands_on_the_screens_until_it_is_taken_back_or_its_time_is_over(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    before = lane.size()
    with lane.act("周敏") as act:
        word = chairing.say_to_room(act, meeting_id, " 请安静\n一下。 ", 3)
    with reading() as session:
        assert [each.text for each in chairs.words(session, meeting_id)] == ["请安静 一下。"]
        assert chairs.overdue(session, clock.now()) == [] and [each.id for each in chairs.overdue(session, clock.now() + timedelta(minutes=4))] == [word.id]
    with lane.act("周敏") as act:
        chairing.take_back_words(act, word.id or 0)
    with pytest.raises(Refusal, match="已经收回"), lane.act("周敏") as act:
        chairing.take_back_words(act, word.id or 0)
    assert kinds(lane, before) == ["word.shown", "word.ended"]
    assert lane.leaves(before)[0]["body"] == {"word": word.id, "text": "请安静 一下。", "minutes": 3}


def test_in_a_break_nothing_of_the_agenda_moves_until_it_goes_on(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆")
    with lane.act("王阿婆") as act:
        hand = acts.raise_hand(act, meeting_id)
    with lane.act("周敏") as act:
        chairing.rest(act, meeting_id, 10)
    before = lane.size()
    for step in (lambda act: acts.open_item(act, items[1]), lambda act: acts.call_speaker(act, hand.id or 0), lambda act: acts.close_list(act, items[0]),
                 lambda act: chairing.rest(act, meeting_id, 5)):
        with pytest.raises(Refusal, match="休息"), lane.act("周敏") as act:
            step(act)
    assert lane.size() == before
    with lane.act("周敏") as act:
        chairing.go_on(act, meeting_id)
    with lane.act("周敏") as act:
        acts.call_speaker(act, hand.id or 0)
    assert kinds(lane, before) == ["break.ended", "speech.begun"]
    with pytest.raises(Refusal, match="没有在休息"), lane.act("周敏") as act:
        chairing.go_on(act, meeting_id)


def test_no_break_and_no_other_day_over_an_open_vote(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    with lane.act("周敏") as act:
        votes.open_vote(act, Motion("排队不超过十人", venue=f"meeting:{meeting_id}"))
    before = lane.size()
    for step in (lambda act: chairing.rest(act, meeting_id, 5), lambda act: another_day.adjourn(act, meeting_id, next_week())):
        with pytest.raises(Refusal, match="先结束表决"), lane.act("周敏") as act:
            step(act)
    assert lane.size() == before


def test_a_meeting_goes_on_another_day_where_it_stopped_and_everybody_checks_in_anew(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆", "小李", "老赵")
    with lane.act("王阿婆") as act:
        acts.raise_hand(act, meeting_id)
    before = lane.size()
    with lane.act("周敏") as act:
        chairing.say_to_room(act, meeting_id, "马上散。")
        another_day.adjourn(act, meeting_id, next_week())
    assert kinds(lane, before) == ["word.shown", "word.ended", "item.closed", "meeting.adjourned"]
    body = lane.leaves()[-1]["body"]
    assert body["place"] == "弄口活动室" and body["item"]["item"] == items[0] and body["attendance"] == {"resident": 2, "merchant": 1} and body["hands_kept"]
    with reading() as session:
        assert reads.state(session, meeting_id) == "adjourned" and reads.running(session, lane.council_id) is None
    assert here(lane, meeting_id) == {}
    with pytest.raises(Refusal, match="休会"), lane.act("周敏") as act:
        acts.open_item(act, items[1])
    before = lane.size()
    with clock.at(clock.now() + timedelta(days=7)):
        with lane.act("小李") as act:
            acts.check_in(act, meeting_id)
        with lane.act("周敏") as act:
            another_day.resume(act, meeting_id)
        with lane.act("王阿婆") as act:
            acts.check_in(act, meeting_id)
    assert kinds(lane, before) == ["attendance.noted", "meeting.resumed", "item.opened", "attendance.noted"]
    assert lane.leaves(before)[1]["body"]["day"] == 2 and lane.leaves(before)[1]["body"]["attendance"] == {"resident": 1}
    assert here(lane, meeting_id) == {"resident": 2} and agenda(lane, meeting_id) == ["open", "waiting"]
    with reading() as session:
        assert [each.name for each in reads.queue(session, meeting_id)] == ["王阿婆"]
        assert reads.attended(session, meeting_id, lane.people["老赵"]) is not None and reads.came(session, meeting_id) == {"resident": 2, "merchant": 1}


def test_hands_can_be_cleared_for_the_other_day(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆")
    with lane.act("王阿婆") as act:
        acts.raise_hand(act, meeting_id)
    with lane.act("周敏") as act:
        another_day.adjourn(act, meeting_id, Continuation(clock.now() + timedelta(days=1), "弄口", keep_hands=False))
    assert lane.leaves()[-1]["body"]["hands_lowered"] == 1
    with lane.act("周敏") as act:
        another_day.resume(act, meeting_id)
    with reading() as session:
        assert reads.queue(session, meeting_id) == []


def test_another_meeting_can_be_held_between_the_two_days_but_not_at_once(lane: Lane) -> None:
    first, _items = opened(lane)
    with lane.act("周敏") as act:
        another_day.adjourn(act, first, next_week())
    second, before = call(lane), lane.size()
    with lane.act("周敏") as act:
        acts.open_meeting(act, second)
    with pytest.raises(Refusal, match="第 2 次会正开着"), lane.act("周敏") as act:
        another_day.resume(act, first)
    assert kinds(lane, before) == ["meeting.opened"]


def test_the_deputy_takes_the_chair_and_the_secretary_takes_it_back(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    deputised(lane)
    before = lane.size()
    with lane.act("郑经理") as act:
        chairing.take_chair(act, meeting_id)
    with reading() as session:
        chair = chairs.chair(session, meeting_id)
        assert chair and (chair.name, chair.office, chair.taken, chair.before) == ("郑经理", "副书记", True, "周敏")
    for step in (lambda act: acts.open_item(act, items[1]), lambda act: acts.close_item(act, items[0]), lambda act: acts.close_meeting(act, meeting_id),
                 lambda act: acts.close_list(act, items[0]), lambda act: chairing.rest(act, meeting_id, 5),
                 lambda act: another_day.adjourn(act, meeting_id, next_week()), lambda act: chairing.hand_chair(act, meeting_id, lane.people["周敏"])):
        with pytest.raises(Refusal, match="现在由副书记主持"), lane.act("周敏") as act:
            step(act)
    with pytest.raises(Refusal, match="就是您"), lane.act("郑经理") as act:
        chairing.take_chair(act, meeting_id)
    with lane.act("郑经理") as act:
        acts.open_item(act, items[1])
    with lane.act("周敏") as act:
        chairing.take_chair(act, meeting_id)
    assert kinds(lane, before) == ["chair.taken", "item.closed", "item.opened", "chair.taken"]
    assert lane.leaves(before)[0]["body"] == {"to": "副书记", "from": "书记"}
    with lane.act("周敏") as act:
        acts.check_in(act, meeting_id, lane.people["小李"])


def test_the_chair_is_handed_to_an_official_of_the_desk_only(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    deputised(lane)
    before = lane.size()
    for name, said in (("王阿婆", "只能交给"), ("周敏", "就是这一位")):
        with pytest.raises(Refusal, match=said), lane.act("周敏") as act:
            chairing.hand_chair(act, meeting_id, lane.people[name])
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        chairing.take_chair(act, meeting_id)
    for step in (lambda act: chairing.take_chair(act, meeting_id), lambda act: chairing.rest(act, meeting_id, 5),
                 lambda act: undoing.undo(act, meeting_id, 1), lambda act: chairing.say_to_room(act, meeting_id, "静")):
        with pytest.raises(Absent), lane.act("何书记") as act:
            step(act)
    with pytest.raises(Absent), lane.act("周敏") as act:
        chairing.hand_chair(act, meeting_id, lane.people["何书记"])
    assert lane.size() == before
    with lane.act("周敏") as act:
        chairing.hand_chair(act, meeting_id, lane.people["郑经理"])
    assert kinds(lane, before) == ["chair.handed"]


def test_the_end_takes_words_and_break_off_the_screens(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆")
    with lane.act("王阿婆") as act:
        door.leave(act, meeting_id)
    with lane.act("周敏") as act:
        chairing.say_to_room(act, meeting_id, "请安静一下。")
    with lane.act("周敏") as act:
        chairing.rest(act, meeting_id, 5)
    before = lane.size()
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    assert kinds(lane, before) == ["word.ended", "break.ended", "item.closed", "meeting.closed"]
    with reading() as session:
        news = chairs.news(session, reads.meeting(session, meeting_id))
        assert (news.words, news.rest, news.adjourned, news.chair) == ([], None, None, None)
