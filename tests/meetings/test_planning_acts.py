"""Moving, cancelling, ordering, inviting, answering, reminding: the new state, the exact entries, and that a refusal leaves nothing."""

from datetime import timedelta

import pytest
from sqlmodel import select

from council import clock, tick
from council.db import reading
from council.meetings import acts, reads
from council.meetings.acts import Calling, Item
from council.meetings.planning import acts as planning
from council.meetings.planning import guests, items
from council.meetings.planning import reads as plans
from council.meetings.planning.acts import Plan
from council.meetings.planning.guests import Because
from council.meetings.planning.models import MeetingReminder
from council.record.acting import Clock, acting
from council.refusal import Absent, Refusal
from tests.conftest import Lane

WHEN = timedelta(days=3)


def called(lane: Lane, *titles: str) -> tuple[int, list[int]]:
    """A meeting in three days with these items; its id and theirs."""
    with lane.act("周敏") as act:
        meeting_id = acts.call_meeting(act, Calling("开门议事", "弄口活动室", clock.now() + WHEN)).id or 0
        return meeting_id, [acts.add_item(act, meeting_id, Item(title, minutes=20)).id or 0 for title in titles]


def titles(meeting_id: int) -> list[str]:
    with reading() as session:
        return [line.title for line in reads.agenda(session, meeting_id)]


def kinds(lane: Lane, since: int) -> list[str]:
    return [leaf["kind"] for leaf in lane.leaves(since)]


def test_a_meeting_is_moved_with_its_reason_and_the_old_time_stays_readable(lane: Lane) -> None:
    meeting_id, _items = called(lane, "外摆")
    before, later = lane.size(), clock.now() + timedelta(days=5)
    with lane.act("周敏") as act:
        planning.change_meeting(act, meeting_id, Plan("开门议事", "居委会二楼", later, "修灯"))
    leaf = lane.leaves(before)[0]
    assert kinds(lane, before) == ["meeting.changed"] and leaf["body"]["reason"] == "修灯"
    assert set(leaf["body"]["was"]) == {"place", "starts_at"} and leaf["body"]["was"]["place"] == "弄口活动室"
    with reading() as session:
        row = reads.meeting(session, meeting_id)
        assert (row.place, row.starts_at) == ("居委会二楼", later)
        assert [each.place for each in plans.changes(session, meeting_id)] == ["弄口活动室"]
        assert plans.revision(session, row)[0] == 1


def test_a_change_that_is_refused_leaves_the_meeting_as_it_was(lane: Lane) -> None:
    meeting_id, _items = called(lane)
    before = lane.size()
    for who, plan, said in (("王阿婆", Plan("我的会", "我家", clock.now() + WHEN), "书记"), ("周敏", Plan("开门议事", "别处", clock.now() - WHEN, "早"), "过去了"),
                            ("周敏", Plan("开门议事", "弄口活动室", clock.now() + 2 * WHEN), "为什么")):
        with pytest.raises(Refusal, match=said), lane.act(who) as act:
            planning.change_meeting(act, meeting_id, plan)
    with pytest.raises(Absent), lane.act("何书记") as act:
        planning.change_meeting(act, meeting_id, Plan("别人的会", "东兴里", clock.now() + WHEN, "改"))
    with reading() as session:
        assert reads.meeting(session, meeting_id).place == "弄口活动室" and plans.changes(session, meeting_id) == []
    assert lane.size() == before


def test_a_cancelled_meeting_gives_back_what_others_tabled_and_takes_nothing_more(lane: Lane) -> None:
    meeting_id, _items = called(lane, "外摆")
    with lane.act("老赵") as act:
        act.enter("violation.disputed", topic="violation:1")
        acts.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute")
    before = lane.size()
    with lane.act("周敏") as act:
        planning.cancel_meeting(act, meeting_id, "台风")
    assert kinds(lane, before) == ["meeting.cancelled", "item.returned"]
    with reading() as session:
        assert reads.state(session, meeting_id) == "cancelled" and reads.next_meeting(session, lane.council_id) is None
        assert [row.about for row in reads.inbox(session, lane.council_id)] == ["violation:1"]
    before = lane.size()
    for deed in (lambda act: planning.cancel_meeting(act, meeting_id, "再来"), lambda act: acts.open_meeting(act, meeting_id),
                 lambda act: acts.add_item(act, meeting_id, Item("油烟")), lambda act: guests.invite_by_roll(act, meeting_id, ["resident"])):
        with pytest.raises(Refusal, match="取消了"), lane.act("周敏") as act:
            deed(act)
    assert lane.size() == before


def test_items_are_moved_and_only_what_is_told_changes(lane: Lane) -> None:
    meeting_id, ids = called(lane, "一", "二", "三", "四")
    before = lane.size()
    for item_id, to in ((ids[3], 1), (ids[0], 3)):
        with lane.act("周敏") as act:
            items.move_item(act, item_id, to)
    assert titles(meeting_id) == ["四", "二", "一", "三"]
    assert [(leaf["body"]["from"], leaf["body"]["to"]) for leaf in lane.leaves(before)] == [(4, 1), (2, 3)]
    before = lane.size()
    with pytest.raises(Refusal, match="1 到 4"), lane.act("周敏") as act:
        items.move_item(act, ids[0], 9)
    with pytest.raises(Refusal, match="书记"), lane.act("老赵") as act:
        items.move_item(act, ids[0], 1)
    assert lane.size() == before and titles(meeting_id) == ["四", "二", "一", "三"]


def test_while_the_meeting_runs_only_what_has_not_been_on_is_moved_changed_or_taken_off(lane: Lane) -> None:
    meeting_id, ids = called(lane, "一", "二", "三", "四")
    with lane.act("周敏") as act:
        acts.open_meeting(act, meeting_id)
    with lane.act("周敏") as act:
        acts.open_item(act, ids[1])
    before = lane.size()
    for deed, said in ((lambda act: items.move_item(act, ids[1], 4), "正在议"), (lambda act: items.drop_item(act, ids[1], "算了"), "正在议"),
                       (lambda act: items.move_item(act, ids[3], 2), "最早可以放到第 3 项"), (lambda act: items.change_item(act, ids[1], Item("新")), "正在议")):
        with pytest.raises(Refusal, match=said), lane.act("周敏") as act:
            deed(act)
    assert lane.size() == before
    with lane.act("周敏") as act:
        items.move_item(act, ids[3], 3)
    with lane.act("周敏") as act:
        items.change_item(act, ids[2], Item("三，改过", "report", "", 5))
    with lane.act("周敏") as act:
        items.return_item(act, ids[0])
    assert titles(meeting_id) == ["二", "四", "三，改过"]
    assert lane.leaves()[-2]["body"]["was"] == {"title": "三", "kind": "topic", "minutes": 20}
    with reading() as session:
        assert [each.title for each in plans.history(session, ids[2])] == ["三"]
        assert [row.title for row in reads.inbox(session, lane.council_id)] == ["一"]


def test_what_was_dropped_is_put_back_where_it_stood(lane: Lane) -> None:
    meeting_id, ids = called(lane, "一", "二", "三")
    before = lane.size()
    with lane.act("周敏") as act:
        items.drop_item(act, ids[1], "下个月再说")
    assert titles(meeting_id) == ["一", "三"]
    with reading() as session:
        assert reads.inbox(session, lane.council_id) == [] and [item.title for item, _row in plans.dropped(session, meeting_id)] == ["二"]
    with lane.act("周敏") as act:
        items.bring_back(act, ids[1])
    assert titles(meeting_id) == ["一", "二", "三"] and kinds(lane, before) == ["item.dropped", "item.restored"]
    assert lane.leaves(before)[0]["body"]["reason"] == "下个月再说"
    with pytest.raises(Refusal, match="拿回来了"), lane.act("周敏") as act:
        items.bring_back(act, ids[1])


def test_what_waits_is_declined_on_the_record_and_brought_back(lane: Lane) -> None:
    with lane.act("老赵") as act:
        act.enter("violation.disputed", topic="violation:1")
        item_id = acts.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute").id or 0
    before = lane.size()
    with pytest.raises(Refusal, match="为什么"), lane.act("周敏") as act:
        items.decline_item(act, item_id, "")
    assert lane.size() == before
    with lane.act("周敏") as act:
        items.decline_item(act, item_id, "已经当面谈好了")
    with reading() as session:
        assert reads.inbox(session, lane.council_id) == [] and reads.tabled(session, {"violation:1"}) == set()
        told = plans.declined(session, lane.council_id)[0]
        assert (told.who, told.href) == ("商户", "/violations/1") and told.aside and told.aside.reason == "已经当面谈好了"
    assert lane.leaves()[-1]["kind"] == "item.declined" and "violation:1" in lane.leaves()[-1]["in"]
    with lane.act("周敏") as act:
        items.bring_back(act, item_id)
    with reading() as session:
        assert [row.id for row in reads.inbox(session, lane.council_id)] == [item_id]


def test_the_last_agenda_is_copied_without_what_it_was_about(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    old, _items = called(lane, "通报", "休息")
    with lane.act("老赵") as act:
        act.enter("violation.disputed", topic="violation:1")
        acts.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute")
    with lane.act("周敏") as act:
        acts.open_meeting(act, old)
    new, _items = called(lane, "休息")
    with lane.act("周敏") as act:
        items.copy_agenda(act, new, old)
    assert titles(new) == ["休息", "通报"]
    with pytest.raises(Refusal, match="照搬"), lane.act("周敏") as act:
        items.copy_agenda(act, new, old)


def test_an_invitation_names_the_grievance_and_the_side_but_never_the_person(lane: Lane) -> None:
    meeting_id, _items = called(lane)
    before = lane.size()
    with lane.act("周敏") as act:
        act.enter("grievance.filed", topic="grievance:1")
        guests.invite(act, meeting_id, [lane.people["王阿婆"]], Because("grievance:1", "排队（弄口段）"))
    leaf = lane.leaves(before)[1]
    assert leaf["kind"] == "meeting.invited" and leaf["body"] == {"sector": "resident", "about": "grievance:1", "title": "排队（弄口段）"}
    assert "王阿婆" not in str(leaf) and "grievance:1" in leaf["in"]
    before = lane.size()
    with lane.act("周敏") as act:
        assert guests.invite_by_roll(act, meeting_id, ["resident", "merchant"]) == 7
    assert kinds(lane, before) == ["meeting.called_together"] and lane.leaves(before)[0]["body"]["sectors"] == {"merchant": 3, "resident": 4}
    before = lane.size()
    with pytest.raises(Refusal, match="请过了"), lane.act("周敏") as act:
        guests.invite(act, meeting_id, [lane.people["王阿婆"]])
    with pytest.raises(Absent), lane.act("周敏") as act:
        guests.invite(act, meeting_id, [lane.people["钱先生"]])
    with pytest.raises(Refusal, match="书记"), lane.act("老赵") as act:
        guests.invite(act, meeting_id, [lane.people["周敏"]])
    assert lane.size() == before


def test_an_answer_is_counted_by_side_and_its_words_stay_out_of_the_record(lane: Lane) -> None:
    meeting_id, _items = called(lane)
    before = lane.size()
    with lane.act("王阿婆") as act:
        guests.reply(act, meeting_id, "word", "轮椅出不来，请留一条路。")
    leaf = lane.leaves(before)[0]
    assert leaf["kind"] == "meeting.replied" and leaf["body"] == {"sector": "resident", "coming": "word"} and "轮椅" not in str(leaf)
    with lane.act("王阿婆") as act:
        guests.reply(act, meeting_id, "yes", "这句不要了")
    with reading() as session:
        last = plans.my_reply(session, meeting_id, lane.people["王阿婆"])
        assert last and (last.coming, last.words) == ("yes", "") and plans.counted(session, meeting_id) == {"yes": 1}
    before = lane.size()
    with pytest.raises(Refusal, match="已经这样回过"), lane.act("王阿婆") as act:
        guests.reply(act, meeting_id, "yes")
    with pytest.raises(Absent), lane.act("钱先生") as act:
        guests.reply(act, meeting_id, "yes")
    assert lane.size() == before


def test_the_clock_reminds_once_for_each_planned_time_and_nobody_else_does(lane: Lane) -> None:
    meeting_id, _items = called(lane)
    with reading() as session:
        starts = reads.meeting(session, meeting_id).starts_at
    before = lane.size()
    for hours in (30, 23, 22, 1.5, 0.9, 0.5):
        with clock.at(starts - timedelta(hours=hours)):
            tick.tick(seldom=False)
            tick.tick(seldom=False)
    assert [leaf["body"]["hours"] for leaf in lane.leaves(before) if leaf["kind"] == "meeting.reminded"] == [24, 1]
    with clock.at(starts - timedelta(hours=0.4)):
        with lane.act("周敏") as act:
            planning.change_meeting(act, meeting_id, Plan("开门议事", "弄口活动室", starts + timedelta(days=2), "下大雨"))
        with pytest.raises(Refusal, match="没有要提醒"), acting(Clock(lane.council_id)) as act:
            planning.remind(act, meeting_id)
    with clock.at(starts + timedelta(days=1, hours=1)):
        with pytest.raises(Refusal, match="没有要提醒"), lane.act("周敏") as act:
            planning.remind(act, meeting_id)
        tick.tick(seldom=False)
    with reading() as session:
        assert [row.hours for row in session.exec(select(MeetingReminder).order_by(MeetingReminder.id))] == [24, 1, 24]  # type: ignore[arg-type]


def test_nobody_is_reminded_of_a_cancelled_meeting(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, _items = called(lane)
    with lane.act("周敏") as act:
        planning.cancel_meeting(act, meeting_id, "台风")
    with reading() as session:
        assert plans.to_remind(session, reads.meeting(session, meeting_id).starts_at - timedelta(minutes=30)) == []
