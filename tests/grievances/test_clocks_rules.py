"""Four clocks under every order of events: independent, never earlier by waiting, the same twice."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.grievances.clocks import ladder, rules
from council.grievances.clocks.rules import CLASSES, Happened, Turn, Wait, due_class
from council.people.calendar.rules import DAY, SHANGHAI, WorkTime

TIME = WorkTime()
HOUR = timedelta(hours=1)


def at(day: int, hour: int = 12) -> datetime:
    """A moment of November 2026; the 2nd is a Monday."""
    return datetime(2026, 11, day, hour, tzinfo=SHANGHAI).astimezone(UTC)


def now_of(happened: Happened, now: datetime) -> dict[str, rules.ClockNow]:
    return {each.name: each for each in rules.clocks(happened, TIME, now)}


FILED = Happened(due_class("noise"), at(2, 9))


@pytest.mark.parametrize("happened, now, states", [
    (FILED, at(2, 10), "running running running running"),
    (replace(FILED, seen=[at(2, 10)]), at(2, 11), "met running running running"),
    (replace(FILED, contacts=[at(2, 10)]), at(2, 11), "met met running running"),
    (replace(FILED, plans=[at(2, 10)]), at(2, 11), "met running met running"),
    (replace(FILED, seen=[at(4, 10)]), at(5, 11), "met_late running running running"),
    (replace(FILED, waits=[Wait("party", at(2, 10))]), at(2, 11), "running running waiting waiting"),
    (replace(FILED, waits=[Wait("party", at(2, 10), at(2, 11))]), at(2, 12), "running running running running"),
    (replace(FILED, turns=[Turn(at(2, 9), at(3, 9))]), at(4, 9), "stopped stopped stopped met"),
    (replace(FILED, contacts=[at(2, 10)], turns=[Turn(at(2, 9), at(3, 9)), Turn(at(4, 9))]), at(5, 9), "met met stopped running"),
])
def test_each_clock_is_answered_only_by_its_own(happened: Happened, now: datetime, states: str) -> None:
    assert [each.state for each in rules.clocks(happened, TIME, now)] == states.split()


def test_a_promise_or_a_step_never_answers_for_a_talk() -> None:
    """zammad #5177: the update clock overrode the first-response clock."""
    busy = replace(FILED, seen=[at(2, 10), at(3), at(4)], plans=[at(3), at(4)], waits=[Wait("party", at(2, 10))])
    contact = now_of(busy, at(5))["contact"]
    assert contact.open and contact.late and contact.due_at == at(3, 17)


def test_the_office_counts_its_hours_and_danger_counts_them_all() -> None:
    friday = at(6, 18)
    assert now_of(Happened(due_class("noise"), friday), friday)["acknowledge"].due_at == at(9, 17)
    assert now_of(Happened(due_class("fire"), friday), friday)["acknowledge"].due_at == at(6, 20)


def test_waiting_moves_the_end_by_what_was_waited() -> None:
    plain, waited = now_of(FILED, at(3)), now_of(replace(FILED, waits=[Wait("party", at(2, 10), at(3, 10))]), at(3))
    assert waited["plan"].due_at == TIME.after(plain["plan"].due_at, DAY)
    assert waited["contact"].due_at == plain["contact"].due_at


def test_only_the_outcome_begins_anew() -> None:
    again = replace(FILED, contacts=[at(2, 10)], plans=[at(2, 11)], turns=[Turn(at(2, 9), at(12, 9)), Turn(at(20, 9))])
    found = now_of(again, at(20, 10))
    assert (found["outcome"].cycle, found["outcome"].elapsed, found["outcome"].began_at) == (2, HOUR, at(20, 9))
    assert [found[name].cycle for name in ("acknowledge", "contact", "plan")] == [1, 1, 1]
    assert [found[name].state for name in ("acknowledge", "contact", "plan")] == ["met", "met", "met"]


@pytest.mark.parametrize("now, steps", [
    (at(2, 14), []), (at(2, 15), ["reminded"]), (at(2, 17), ["reminded", "climbed"]), (at(3, 13), ["reminded", "climbed", "overdue"])])
def test_the_steps_come_at_their_shares(now: datetime, steps: list[str]) -> None:
    assert rules.steps_due(now_of(FILED, now)["acknowledge"]) == steps


def test_a_late_look_writes_down_when_it_was_due() -> None:
    clock = now_of(FILED, at(20))["acknowledge"]
    dues = [rules.step_at(FILED, TIME, clock, step) for step in ("reminded", "climbed", "overdue")]
    assert dues == [at(2, 9) + 5.6 * HOUR, at(2, 17), at(3, 13)]


def test_an_unknown_year_is_said_beside_the_clock() -> None:
    told = WorkTime(known=lambda year: year == 2026)
    late = datetime(2026, 12, 28, 1, tzinfo=UTC)
    found = rules.clocks(Happened(due_class("noise"), late), told, late)
    assert [each.guessed for each in found] == [(), (), (2027,), (2027,)]
    assert all(each.guessed == () for each in rules.clocks(Happened(due_class("fire"), late), told, late))


MOMENT = st.integers(0, 90 * 24 * 4).map(lambda quarter: at(2, 0) + quarter * timedelta(minutes=15))
WAITS = st.lists(st.builds(lambda whom, began, long: Wait(whom, began, began + long * HOUR if long else None),
                           st.sampled_from(["filer", "party", "office", "both"]), MOMENT, st.integers(0, 300)), max_size=4)
TURNS = st.lists(MOMENT, max_size=4, unique=True).map(sorted).map(
    lambda marks: [Turn(began, ended) for began, ended in zip([at(2, 0), *marks[1::2]], [*marks[0::2], None], strict=False)])
HAPPENED = st.builds(Happened, st.sampled_from(list(CLASSES.values())), st.just(at(2, 0)), st.lists(MOMENT, max_size=3), st.lists(MOMENT, max_size=3),
                     st.lists(MOMENT, max_size=3), WAITS, TURNS)


@settings(deadline=None)
@given(HAPPENED, MOMENT, st.integers())
def test_any_order_of_arrival_gives_the_same_clocks(happened: Happened, now: datetime, seed: int) -> None:
    dice = random.Random(seed)
    shuffled: Any = {name: dice.sample(list(getattr(happened, name)), len(getattr(happened, name)))
                     for name in ("seen", "contacts", "plans", "waits", "turns")}
    mixed = replace(happened, **shuffled)
    first = rules.clocks(happened, TIME, now)
    assert [replace(each, waiting="") for each in first] == [replace(each, waiting="") for each in rules.clocks(mixed, TIME, now)]
    assert first == rules.clocks(happened, TIME, now)
    assert [each.name for each in first] == list(rules.CLOCKS)


@settings(deadline=None)
@given(HAPPENED, MOMENT, WAITS)
def test_waiting_never_uses_time_and_never_makes_the_end_earlier(happened: Happened, now: datetime, more: list[Wait]) -> None:
    plain = rules.clocks(replace(happened, waits=[]), TIME, now)
    some = rules.clocks(happened, TIME, now)
    lots = rules.clocks(replace(happened, waits=[*happened.waits, *more]), TIME, now)
    for one, two in ((plain, some), (some, lots)):
        for before, after in zip(one, two, strict=True):
            assert timedelta() <= after.elapsed <= before.elapsed and after.due_at >= before.due_at
    assert [each.due_at for each in plain[:2]] == [each.due_at for each in lots[:2]]


@settings(deadline=None)
@given(HAPPENED, MOMENT, MOMENT)
def test_time_only_adds(happened: Happened, one: datetime, other: datetime) -> None:
    earlier, later = (rules.clocks(happened, TIME, moment) for moment in sorted((one, other)))
    for before, after in zip(earlier, later, strict=True):
        if before.cycle == after.cycle and before.began_at == after.began_at:
            assert after.elapsed >= before.elapsed and after.due_at >= before.due_at
            if not before.open:
                assert after == before
        assert before.open == (before.at is None) and set(rules.steps_due(before)) <= {"reminded", "climbed", "overdue"}


@settings(deadline=None)
@given(HAPPENED, MOMENT)
def test_a_clock_is_late_exactly_after_its_end(happened: Happened, now: datetime) -> None:
    for each in rules.clocks(happened, TIME, now):
        if each.open and now >= each.began_at:
            assert each.late == (now >= each.due_at)
            for step in rules.steps_due(each):
                assert each.began_at <= rules.step_at(happened, TIME, each, step) <= now


@pytest.mark.parametrize("circle, heads, rungs", [
    ("lane", 1, "building secretary agenda subdistrict linkage"), ("lane", 0, "secretary agenda subdistrict linkage"),
    ("party", 1, "secretary subdistrict linkage"), ("secretary", 1, "secretary subdistrict linkage")])
def test_a_matter_climbs_only_where_its_lamp_reaches(circle: str, heads: int, rungs: str) -> None:
    found = ladder.levels(circle, heads)
    assert found == rungs.split()
    assert [ladder.next_level(found, level) for level in found] == [*found[1:], None]


def test_every_class_has_its_four_measures() -> None:
    for due in CLASSES.values():
        assert timedelta() < due.acknowledge <= due.contact <= due.plan <= due.outcome
    assert due_class("civil", "dispute") is due_class("dispute") and due_class("trade", "lane") is CLASSES["talk"]
    assert due_class("fire").urgent and not due_class("what a council made itself").urgent


@pytest.mark.parametrize("why, word", [
    (rules.why_not_contact(False, False, "phone", "filer"), "书记"), (rules.why_not_contact(True, True, "phone", "filer"), "已经结束"),
    (rules.why_not_contact(True, False, "banana", "filer"), "还没选"), (rules.why_not_contact(True, False, "door", "party"), None),
    (rules.why_not_plan(False, False, at(3), at(2)), "书记"), (rules.why_not_plan(True, False, at(1), at(2)), "过去"),
    (rules.why_not_plan(True, False, None, at(2)), "过去"), (rules.why_not_plan(True, False, at(2) + timedelta(days=61), at(2)), "60 天"),
    (rules.why_not_plan(True, False, at(3), at(2)), None),
    (rules.why_not_wait(True, False, "party", "filer"), "已经在等"), (rules.why_not_wait(True, False, "both", ""), "等谁"),
    (rules.why_not_wait(True, False, "office", ""), None), (rules.why_not_resume(True, ""), "没有在等"), (rules.why_not_resume(True, "both"), "没有在等"),
    (ladder.why_not_climb(True, False, " ", "agenda"), "为什么"), (ladder.why_not_climb(True, False, "x", None), "最上面"),
    (ladder.why_not_climb(False, False, "x", "agenda"), "只有"), (ladder.why_not_climb(True, False, "x", "agenda"), None)])
def test_every_refusal_has_its_reason(why: str | None, word: str | None) -> None:
    assert (why is None) if word is None else word in (why or "")
