"""Noting, promising, waiting, climbing, and what the clocks do by themselves: the new state, the exact entries, once."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import select

from council import clock, tick
from council.db import reading
from council.grievances import acts as grievances
from council.grievances import telling
from council.grievances.acts import Complaint
from council.grievances.clocks import acts, reads
from council.grievances.clocks.models import Climb, ClockStep
from council.grievances.clocks.rules import ClockNow
from council.grievances.handling import acts as handling
from council.meetings import reads as meetings
from council.people import acts as people_acts
from council.people import reads as people
from council.people.calendar.rules import SHANGHAI
from council.record.models import Opening
from council.refusal import Absent, Refusal
from tests.conftest import Lane

QUEUE = Complaint("排队排到我家门口", "轮椅出不来", "留条路", 4, "queue", "lane")


def at(day: int, hour: int = 12) -> datetime:
    """A moment of November 2026; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


@contextmanager
def when(moment: datetime) -> Iterator[None]:
    with clock.at(moment):
        yield


def filed(lane: Lane, complaint: Complaint = QUEUE, moment: datetime | None = None, who: str = "王阿婆") -> int:
    with when(moment or at(2, 9)), lane.act(who) as act:
        return grievances.file(act, complaint).id or 0


def clocks(number: int, moment: datetime) -> dict[str, ClockNow]:
    with reading() as session:
        return {each.name: each for each in reads.clocks(session, [number], moment)[number]}


def states(number: int, moment: datetime) -> str:
    return " ".join(each.state for each in clocks(number, moment).values())


def owner(number: int) -> str:
    with reading() as session:
        return reads.owners(session, [number])[number].level


def ticked(lane: Lane, number: int, moment: datetime) -> list[tuple[str, str, str]]:
    """What one look at that moment enters about a grievance: kind, clock, level."""
    before = lane.size()
    with when(moment):
        tick.strike(lane.council_id)
    told = [leaf for leaf in lane.leaves(before) if leaf["topic"] == f"grievance:{number}" and "clock" in leaf["body"]]
    return [(leaf["kind"], leaf["body"]["clock"], leaf["body"]["level"]) for leaf in told]


def test_the_desk_notes_promises_waits_and_goes_on(lane: Lane) -> None:
    number = filed(lane)
    before = lane.size()
    with when(at(2, 10)), lane.act("周敏") as act:
        acts.note_contact(act, number, "filer", "phone")
    assert states(number, at(2, 11)) == "met met running running"
    with when(at(2, 11)), lane.act("周敏") as act:
        acts.promise(act, number, at(6, 17), "两家坐下来谈一次")
    with when(at(2, 12)), lane.act("周敏") as act:
        acts.wait(act, number, "party")
    assert states(number, at(3)) == "met met met waiting"
    with when(at(4, 12)), lane.act("周敏") as act:
        acts.resume(act, number)
    assert states(number, at(5)) == "met met met running" and clocks(number, at(5, 12))["outcome"].elapsed == timedelta(hours=11)
    leaves = lane.leaves(before)
    assert [(leaf["kind"], leaf["body"]) for leaf in leaves] == [
        ("grievance.contacted", {"whom": "filer", "how": "phone", "office": "secretary"}), ("grievance.promised", {"until": "2026-11-06T09:00:00.000Z"}),
        ("grievance.paused", {"whom": "party"}), ("grievance.resumed", {"whom": "party"})]
    assert "两家" not in str(leaves) and set(leaves[1]["commit"]) == {"note"}


def test_an_answer_of_the_party_ends_the_waiting_by_itself(lane: Lane) -> None:
    with reading() as session:
        shop = next(each.id or 0 for each in people.shops(session, lane.council_id) if each.name == "冷街冰淇淋")
    number = filed(lane, Complaint("冰淇淋店排队", "", "留条路", 4, "queue", "party", shops=(shop,)))
    with when(at(2, 10)), lane.act("周敏") as act:
        acts.wait(act, number, "party")
    assert clocks(number, at(3))["plan"].state == "waiting"
    with when(at(4, 10)), lane.act("老赵") as act:
        telling.answer(act, number, "我们派人来引。")
    assert clocks(number, at(5))["plan"].state == "running" and clocks(number, at(4, 12))["plan"].elapsed == timedelta(hours=3)


def test_what_may_not_be_done_leaves_nothing(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    for deed, word in ((lambda act: acts.note_contact(act, number, "filer", "phone"), "书记"), (lambda act: acts.promise(act, number, at(6), ""), "书记"),
                       (lambda act: acts.wait(act, number, "party"), "书记"), (lambda act: acts.resume(act, number), "书记"),
                       (lambda act: acts.climb(act, number, "没人理"), "只有")):
        with pytest.raises(Refusal, match=word), when(at(2, 10)), lane.act("老赵") as act:
            deed(act)
        with pytest.raises(Absent), when(at(2, 10)), lane.act("钱先生") as act:
            deed(act)
    assert lane.size() == before


def test_each_clock_reminds_climbs_and_is_overdue_once(lane: Lane) -> None:
    number = filed(lane)
    assert ticked(lane, number, at(2, 14)) == []
    assert ticked(lane, number, at(2, 15)) == [("clock.reminded", "acknowledge", "secretary")]
    assert ticked(lane, number, at(2, 16)) == []
    assert ticked(lane, number, at(2, 18)) == [("clock.climbed", "acknowledge", "agenda")]
    assert owner(number) == "agenda"
    with reading() as session:
        assert [item.about for item in meetings.inbox(session, lane.council_id)] == [f"grievance:{number}"]
        assert not reads.overdue(session, lane.council_id, at(2, 18))
    assert ticked(lane, number, at(3, 13)) == [("clock.reminded", "contact", "agenda"), ("clock.overdue", "acknowledge", "agenda")]
    with reading() as session:
        late, = reads.overdue(session, lane.council_id, at(3, 13))
    assert (late.clock, late.due_at, late.owner) == ("acknowledge", at(2, 17), "议事会")
    with when(at(3, 14)), lane.act("周敏") as act:
        acts.note_contact(act, number, "filer", "phone")
    with reading() as session:
        assert not reads.overdue(session, lane.council_id, at(3, 15))


def test_a_machine_that_was_off_does_each_step_once_in_order_and_says_when_it_was_due(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    assert ticked(lane, number, at(5, 17)) == [
        ("clock.reminded", "acknowledge", "secretary"), ("clock.climbed", "acknowledge", "agenda"), ("clock.reminded", "contact", "agenda"),
        ("clock.overdue", "acknowledge", "agenda"), ("clock.climbed", "contact", "subdistrict"), ("clock.overdue", "contact", "subdistrict")]
    told = [leaf for leaf in lane.leaves(before) if leaf["kind"].startswith("clock.")]
    assert [leaf["body"]["due"] for leaf in told] == sorted(leaf["body"]["due"] for leaf in told)
    assert told[1]["body"] == {"clock": "acknowledge", "cycle": 1, "due": "2026-11-02T09:00:00.000Z", "was": "secretary", "level": "agenda",
                               "papers": f"/grievances/{number}/papers"}
    assert {leaf["at"] for leaf in told} == {"2026-11-05T09:00:00.000Z"} and {leaf["actor"] for leaf in told} == {"时钟"}
    assert ticked(lane, number, at(5, 18)) == []


def test_two_looks_at_the_same_moment_are_one(lane: Lane) -> None:
    numbers = [filed(lane) for _each in range(4)]
    faults: list[BaseException] = []

    def look() -> None:
        try:
            tick.strike(lane.council_id)
        except BaseException as fault:
            faults.append(fault)

    before = lane.size()
    with when(at(5, 17)):
        threads = [threading.Thread(target=look) for _each in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert not faults
    told = [(leaf["topic"], leaf["kind"], leaf["body"]["clock"]) for leaf in lane.leaves(before) if leaf["kind"].startswith("clock.")]
    assert len(told) == len(set(told)) == 6 * len(numbers)
    with reading() as session:
        assert len(session.exec(select(ClockStep)).all()) == 6 * len(numbers) and len(session.exec(select(Climb)).all()) == 2 * len(numbers)


def test_what_is_said_in_confidence_never_comes_to_a_meeting_by_itself(lane: Lane) -> None:
    number = filed(lane, Complaint("只跟书记说", "", "悄悄办", 3, "queue", "secretary"))
    assert [level for kind, _clock, level in ticked(lane, number, at(30)) if kind == "clock.climbed"] == ["subdistrict", "linkage", "linkage", "linkage"]
    with reading() as session:
        assert not meetings.inbox(session, lane.council_id)


def test_a_building_head_has_it_first_and_may_note_a_talk(lane: Lane) -> None:
    with lane.act("周敏") as act:
        people_acts.appoint(act, lane.people["林老师"], "building_head")
    number, secret = filed(lane), filed(lane, Complaint("只跟书记说", "", "悄悄办", 3, "queue", "secretary"))
    assert (owner(number), owner(secret)) == ("building", "secretary")
    with reading() as session:
        assert [seen.id for seen in reads.near(session, lane.me("林老师"))] == [number] and reads.near(session, lane.me("王阿婆")) == []
    before = lane.size()
    with when(at(2, 11)), lane.act("林老师") as act:
        acts.note_contact(act, number, "filer", "door")
    assert lane.leaves(before)[0]["body"]["office"] == "building_head"
    with pytest.raises(Absent), when(at(2, 11)), lane.act("林老师") as act:
        acts.note_contact(act, secret, "filer", "door")
    with when(at(2, 12)), lane.act("王阿婆") as act:
        acts.climb(act, number, "楼组长不在家")
    with pytest.raises(Refusal, match="书记"), when(at(2, 13)), lane.act("林老师") as act:
        acts.note_contact(act, number, "filer", "door")


def test_the_filer_climbs_by_hand_with_a_reason_up_to_the_top(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    with pytest.raises(Refusal, match="为什么"), lane.act("王阿婆") as act:
        acts.climb(act, number, " ")
    for _rung in range(3):
        with lane.act("王阿婆") as act:
            acts.climb(act, number, "约了三次没人来")
    with pytest.raises(Refusal, match="最上面"), lane.act("王阿婆") as act:
        acts.climb(act, number, "再上")
    leaves = lane.leaves(before)
    assert [leaf["body"]["level"] for leaf in leaves if leaf["kind"] == "grievance.climbed"] == ["agenda", "subdistrict", "linkage"]
    assert [leaf["kind"] for leaf in leaves][:2] == ["grievance.climbed", "item.tabled"] and "三次" not in str(leaves)
    assert owner(number) == "linkage"
    with lane.act("王阿婆") as act:
        grievances.withdraw(act, number)
    with reading() as session:
        assert {row.reason for row in session.exec(select(Climb))} == {""}
        assert not any("三次" in each.value for each in session.exec(select(Opening)))


def test_waiting_stops_the_steps_and_an_end_stops_all(lane: Lane) -> None:
    number = filed(lane)
    with when(at(2, 10)), lane.act("周敏") as act:
        acts.note_contact(act, number, "filer", "phone")
        acts.wait(act, number, "office")
    assert ticked(lane, number, at(27)) == []
    with when(at(27, 13)), lane.act("周敏") as act:
        handling.move(act, number, "refused", "这里办不了")
    assert ticked(lane, number, datetime(2027, 3, 1, tzinfo=UTC)) == [] and states(number, at(28)) == "met met stopped met"


def test_danger_counts_the_night(lane: Lane) -> None:
    number = filed(lane, Complaint("消防栓前停着电瓶车", "", "挪开", 4, "fire", "lane"), at(7, 22))
    assert ticked(lane, number, at(8, 0)) == [("clock.reminded", "acknowledge", "secretary"), ("clock.reminded", "contact", "secretary"),
                                              ("clock.climbed", "acknowledge", "agenda"), ("clock.climbed", "contact", "subdistrict")]
