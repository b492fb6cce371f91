"""Minutes as acts: the new state, the exact entries, and that a refusal leaves nothing; on both databases."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update

from council import clock
from council.db import engine_for_writing, reading
from council.meetings import acts as meetings
from council.meetings.minutes import acts, agreement, plain, reads, rules
from council.meetings.minutes.acts import Task
from council.meetings.minutes.models import MinutesPublication
from council.record.acting import Clock, acting
from council.record.leaves import read_time
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import opened


def soon() -> date:
    """A day that a task may be due."""
    return clock.local(clock.now()).date() + timedelta(days=8)


def held(lane: Lane, *here: str) -> tuple[int, list[int]]:
    """A meeting that is over, with these people in it; its id and its items'."""
    meeting_id, items = opened(lane, *(here or ("王阿婆", "老赵", "吴警官")))
    with lane.act("周敏") as act:
        meetings.close_item(act, items[0], "下次带方案来。")
    with lane.act("周敏") as act:
        meetings.close_meeting(act, meeting_id)
    return meeting_id, items


def put_up(lane: Lane, *here: str, days: int = 3) -> int:
    """A meeting whose minutes are up; its id."""
    meeting_id, _items = held(lane, *here)
    with lane.act("周敏") as act:
        acts.publish(act, meeting_id, days)
    return meeting_id


def object_to(lane: Lane, meeting_id: int, name: str = "王阿婆", text: str = "我说的是十人，不是六人。") -> int:
    """An objection; its id."""
    with lane.act(name) as act:
        return acts.object_to(act, meeting_id, text).id or 0


def finalise(lane: Lane, meeting_id: int) -> None:
    """The clock's own act."""
    with acting(Clock(lane.council_id)) as act:
        acts.finalise(act, meeting_id)


@pytest.fixture
def later() -> Iterator[None]:
    """A month from now."""
    with clock.at(clock.now() + timedelta(days=31)):
        yield


def test_who_does_what_until_when_is_noted_struck_and_ticked(lane: Lane) -> None:
    meeting_id, items = opened(lane, "王阿婆")
    before, until = lane.size(), soon()
    with lane.act("周敏") as act:
        row = acts.note_decision(act, meeting_id, Task(items[0], "画出一米五的通道线", "office:property", until))
        wrong = acts.note_decision(act, meeting_id, Task(items[0], "记错了", "sector:merchant", until))
    with lane.act("周敏") as act:
        acts.strike_decision(act, wrong.id or 0)
    with lane.act("周敏") as act:
        acts.tick_decision(act, row.id or 0)
    with lane.act("周敏") as act:
        acts.tick_decision(act, row.id or 0, done=False)
    leaves = lane.leaves(before)
    assert [(leaf["kind"], leaf["topic"], leaf["actor"]) for leaf in leaves] == [
        (f"decision.{past}", f"meeting:{meeting_id}", "书记") for past in ("noted", "noted", "struck", "done", "reopened")]
    assert leaves[0]["body"] == {"decision": row.id, "item": items[0], "title": "外摆和排队", "what": "画出一米五的通道线",
                                 "who": {"kind": "office", "name": "property"}, "until": until.isoformat()}
    assert leaves[2]["body"] == {"decision": wrong.id, "what": "记错了"}
    with reading() as session:
        [line] = reads.decisions(session, lane.council_id, until)
        assert (line.whose, line.done_at, line.late) == ("物业经理", None, False)
        [line] = reads.undone(session, lane.council_id, until + timedelta(days=1))
        assert line.late


def test_a_shop_is_named_by_its_public_name(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    with reading() as session:
        who = next(code for code, name in reads.can_be_given(session, lane.council_id) if name == "冷街冰淇淋")
    with lane.act("周敏") as act:
        acts.note_decision(act, meeting_id, Task(items[0], "派人管队", who, soon()))
    assert lane.leaves()[-1]["body"]["who"] == {"kind": "shop", "name": "冷街冰淇淋"}
    with reading() as session:
        assert [line.whose for line in reads.decisions(session, lane.council_id, soon())] == ["冷街冰淇淋"]


@pytest.mark.parametrize(("change", "said"), [
    ({"what": " "}, "还没写做什么"), ({"who": "office:king"}, "还没选谁来做"), ({"who": "shop:999"}, "还没选谁来做"), ({"until": None}, "哪一天"),
    ({"until": date(2020, 1, 1)}, "开会以前"), ({"until": date(2099, 1, 1)}, "太远")])
def test_a_line_that_does_not_say_who_what_and_when_is_refused(lane_sqlite: Lane, change: dict[str, Any], said: str) -> None:
    meeting_id, items = opened(lane_sqlite)
    before = lane_sqlite.size()
    with pytest.raises(Refusal, match=said), lane_sqlite.act("周敏") as act:
        acts.note_decision(act, meeting_id, replace(Task(items[0], "画线", "sector:resident", soon()), **change))
    assert lane_sqlite.size() == before
    with reading() as session:
        assert reads.decisions(session, lane_sqlite.council_id, soon()) == []


def test_only_the_desk_notes_strikes_ticks_remarks_puts_up_and_answers(lane: Lane) -> None:
    meeting_id, items = held(lane)
    with lane.act("周敏") as act:
        row = acts.note_decision(act, meeting_id, Task(items[0], "画线", "sector:resident", soon()))
    before = lane.size()
    for deed in (lambda act: acts.note_decision(act, meeting_id, Task(items[0], "画线", "sector:resident", soon())),
                 lambda act: acts.strike_decision(act, row.id or 0), lambda act: acts.tick_decision(act, row.id or 0),
                 lambda act: acts.remark(act, meeting_id, "我来说。"), lambda act: acts.publish(act, meeting_id)):
        with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
            deed(act)
    assert lane.size() == before


def test_the_item_of_another_meeting_is_not_there(lane_sqlite: Lane) -> None:
    first, _items = held(lane_sqlite)
    _second, items = opened(lane_sqlite)
    with pytest.raises(Absent), lane_sqlite.act("周敏") as act:
        acts.note_decision(act, first, Task(items[0], "画线", "sector:resident", soon()))


def test_putting_up_binds_the_text_that_anybody_can_tell_from_the_entries(lane: Lane) -> None:
    meeting_id, _items = held(lane)
    with lane.act("周敏") as act:
        acts.remark(act, meeting_id, "当晚停过电，\n十分钟。")
    before = lane.size()
    with lane.act("周敏") as act:
        row = acts.publish(act, meeting_id, 5)
    [leaf] = lane.leaves(before)
    assert (leaf["kind"], leaf["topic"], leaf["commit"]) == ("minutes.published", f"meeting:{meeting_id}", {})
    assert leaf["body"] == {"number": 1, "sha256": plain.digest(row.text), "upto": before - 1, "days": 5, "until": leaf["body"]["until"]}
    until = read_time(leaf["body"]["until"])
    assert clock.local(until).strftime("%H:%M") == "00:00" and (clock.local(until).date() - clock.local(clock.now()).date()).days == 6
    with reading() as session:
        leaves = [(seq, each) for seq, each in reads.record.told(session, f"meeting:{meeting_id}") if seq < before]
        assert plain.text(reads.tell(leaves), "HY 弄议事会") == row.text
        assert reads.state(session, meeting_id) == "published" and list(agreement.check_rows(session, lane.council_id)) == []
    assert "HY 弄议事会第 1 次会议记录" in row.text and "书记说明：“当晚停过电， 十分钟。”" in row.text and "结果：下次带方案来。" in row.text
    for deed, said in ((lambda act: acts.publish(act, meeting_id), "已经公布"),
                       (lambda act: acts.note_decision(act, meeting_id, Task(_items[0], "画线", "sector:resident", soon())), "事实不能再加")):
        with pytest.raises(Refusal, match=said), lane.act("周敏") as act:
            deed(act)


def test_minutes_are_not_put_up_before_the_end(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite)
    before = lane_sqlite.size()
    for deed in (lambda act: acts.publish(act, meeting_id), lambda act: acts.remark(act, meeting_id, "说明")):
        with pytest.raises(Refusal, match="还没有散"), lane_sqlite.act("周敏") as act:
            deed(act)
    assert lane_sqlite.size() == before


def test_an_attendee_objects_by_side_and_is_answered(lane: Lane) -> None:
    meeting_id, before = put_up(lane), lane.size()
    first, second = object_to(lane, meeting_id), object_to(lane, meeting_id, "老赵", "没有说要派人。")
    with lane.act("周敏") as act:
        acts.answer(act, first, True, "应为“十人”。")
    with lane.act("周敏") as act:
        acts.answer(act, second, False, "录音里说了。")
    leaves = lane.leaves(before)
    assert [(leaf["kind"], leaf["actor"], sorted(leaf["commit"])) for leaf in leaves] == [
        ("minutes.objected", "居民", ["name"]), ("minutes.objected", "商户", ["name"]), ("minutes.answered", "书记", []), ("minutes.answered", "书记", [])]
    assert leaves[0]["body"] == {"sector": "resident", "text": "我说的是十人，不是六人。"}
    assert [leaf["body"] for leaf in leaves[2:]] == [{"objection": before, "accepted": True, "words": "应为“十人”。"},
                                                     {"objection": before + 1, "accepted": False, "words": "录音里说了。"}]
    with pytest.raises(Refusal, match="已经答复过"), lane.act("周敏") as act:
        acts.answer(act, first, False, "还是不对。")


@pytest.mark.parametrize("name", ["小李", "周敏"])
def test_whoever_was_not_there_cannot_object(lane: Lane, name: str) -> None:
    meeting_id = put_up(lane)
    before = lane.size()
    with pytest.raises(Refusal, match="没有报到"), lane.act(name) as act:
        acts.object_to(act, meeting_id, "不对。")
    assert lane.size() == before


def test_the_draft_is_not_objected_to_and_one_person_does_not_flood_it(lane_sqlite: Lane) -> None:
    meeting_id, _items = held(lane_sqlite)
    with pytest.raises(Refusal, match="还没有公布"), lane_sqlite.act("王阿婆") as act:
        acts.object_to(act, meeting_id, "不对。")
    with lane_sqlite.act("周敏") as act:
        acts.publish(act, meeting_id)
    for _turn in range(rules.MOST_OBJECTIONS):
        object_to(lane_sqlite, meeting_id)
    with pytest.raises(Refusal, match="当面找书记"), lane_sqlite.act("王阿婆") as act:
        acts.object_to(act, meeting_id, "还有。")
    object_to(lane_sqlite, meeting_id, "老赵")


def test_an_outsider_finds_no_meeting_objection_or_line(lane: Lane) -> None:
    meeting_id, items = held(lane)
    with lane.act("周敏") as act:
        line = acts.note_decision(act, meeting_id, Task(items[0], "画线", "sector:resident", soon()))
    with lane.act("周敏") as act:
        acts.publish(act, meeting_id)
    objection = object_to(lane, meeting_id)
    for deed in (lambda act: acts.object_to(act, meeting_id, "不对。"), lambda act: acts.remark(act, meeting_id, "说明"),
                 lambda act: acts.answer(act, objection, True, "好。"), lambda act: acts.tick_decision(act, line.id or 0),
                 lambda act: acts.strike_decision(act, line.id or 0), lambda act: acts.publish(act, meeting_id)):
        with pytest.raises(Absent), lane.act("何书记") as act:
            deed(act)


def test_the_clock_makes_them_final_once_with_what_was_not_answered(lane: Lane, later: None) -> None:
    with clock.at(clock.now() - timedelta(days=20)):
        meeting_id = put_up(lane)
        answered, open_one = object_to(lane, meeting_id), object_to(lane, meeting_id, "老赵", "没有说要派人。")
        with lane.act("周敏") as act:
            acts.answer(act, answered, True, "应为“十人”。")
        with reading() as session:
            assert reads.overdue(session, clock.now()) == []
    before = lane.size()
    with reading() as session:
        assert reads.overdue(session, clock.now()) == [(lane.council_id, meeting_id)]
    finalise(lane, meeting_id)
    [leaf] = lane.leaves(before)
    assert (leaf["kind"], leaf["actor"]) == ("minutes.finalised", "时钟")
    with reading() as session:
        row = reads.final(session, meeting_id)
        assert row is not None and leaf["body"] == {"number": 1, "sha256": plain.digest(row.text), "upto": before - 1, "objections": 2, "unanswered": 1}
        assert "一位商户：“没有说要派人。”" in row.text and row.text.count("还没有答复。") == 1 and "书记更正：“应为“十人”。”" in row.text
        assert reads.state(session, meeting_id) == "final" and reads.overdue(session, clock.now()) == []
        assert list(agreement.check_rows(session, lane.council_id)) == []
    with pytest.raises(Refusal, match="已经定稿"):
        finalise(lane, meeting_id)
    for name, deed in (("周敏", lambda act: acts.remark(act, meeting_id, "说明")), ("老赵", lambda act: acts.object_to(act, meeting_id, "不对。"))):
        with pytest.raises(Refusal), lane.act(name) as act:
            deed(act)
    assert lane.size() == before + 1
    with lane.act("周敏") as act:
        acts.answer(act, open_one, False, "当时没有人这样说。")
    with reading() as session:
        told = reads.minutes(session, reads.meetings.meeting(session, meeting_id))
    assert told.unanswered == 1 and [each.late for each in told.objections.values()] == [False, True]


def test_nobody_makes_them_final_before_or_instead_of_the_clock(lane_sqlite: Lane) -> None:
    meeting_id = put_up(lane_sqlite)
    with pytest.raises(Refusal, match="还没有过"):
        finalise(lane_sqlite, meeting_id)
    with clock.at(clock.now() + timedelta(days=9)), pytest.raises(Refusal, match="不用谁按"), lane_sqlite.act("周敏") as act:
        acts.finalise(act, meeting_id)


def test_what_is_entered_later_does_not_change_minutes_that_are_up(lane_sqlite: Lane) -> None:
    meeting_id = put_up(lane_sqlite)
    with reading() as session:
        before = reads.minutes(session, reads.meetings.meeting(session, meeting_id))
    with lane_sqlite.act("周敏") as act:
        act.enter("dispute.settled", topic="violation:1", body={"struck": True, "words": "", "clause": 1}, also=(f"meeting:{meeting_id}",))
    with reading() as session:
        after = reads.minutes(session, reads.meetings.meeting(session, meeting_id))
    assert after.aside == before.aside == {} and after.items == before.items


def test_the_same_window_is_offered_again(lane_sqlite: Lane) -> None:
    with reading() as session:
        assert reads.days(session, lane_sqlite.council_id) == 3
    put_up(lane_sqlite, days=7)
    with reading() as session:
        assert reads.days(session, lane_sqlite.council_id) == 7 and reads.days(session, lane_sqlite.other_id) == 3


def test_a_kept_text_that_was_touched_is_found(lane_sqlite: Lane) -> None:
    meeting_id = put_up(lane_sqlite)
    with engine_for_writing().connect() as connection, connection.begin():
        connection.execute(update(MinutesPublication).values(text="别的记录"))
    with reading() as session:
        assert [f"minutes of meeting:{meeting_id}" in said for said in agreement.check_rows(session, lane_sqlite.council_id)] == [True]
