"""Working time: holidays, worked weekends, the council's own table, and years that nobody has published."""

import random
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council import clock
from council.db import reading
from council.people.calendar import acts, reads
from council.people.calendar.rules import ALL_HOURS, DAY, SHANGHAI, WorkTime, running
from council.people.calendar.statutory import published
from council.refusal import Refusal
from tests.conftest import Lane

HOUR = timedelta(hours=1)
MOMENTS = st.datetimes(datetime(2024, 1, 1), datetime(2029, 12, 31)).map(lambda moment: moment.replace(tzinfo=UTC))
NEEDS = st.integers(0, 400).map(lambda hours: timedelta(hours=hours))


def at(month: int, day: int, hour: int = 12, year: int = 2026) -> datetime:
    return datetime(year, month, day, hour, tzinfo=SHANGHAI)


def week() -> WorkTime:
    return WorkTime(lambda day: day in published(day.year).work or (day.weekday() < 5 and day not in published(day.year).off))


@pytest.mark.parametrize("day, worked", [
    (date(2026, 10, 1), False), (date(2026, 10, 10), True), (date(2026, 10, 8), True), (date(2026, 2, 14), True), (date(2026, 2, 21), False),
    (date(2027, 2, 8), True), (date(2099, 10, 1), True), (date(2099, 10, 3), False)])
def test_holidays_and_worked_weekends_and_the_plain_week(lane_sqlite: Lane, day: date, worked: bool) -> None:
    with reading() as session:
        time = reads.work_time(session, lane_sqlite.council_id)
    assert time.works is not None and time.works(day) is worked


@pytest.mark.parametrize("start, end, hours", [
    (at(11, 20, 18), at(11, 23, 9), 0), (at(11, 20, 16), at(11, 23, 10), 2), (at(9, 30, 16), at(10, 8, 10), 2), (at(10, 9, 16), at(10, 10, 10), 2),
    (at(11, 23, 8), at(11, 23, 20), 8), (at(11, 23, 12), at(11, 22, 12), 0)])
def test_what_counts_between_two_moments(start: datetime, end: datetime, hours: int) -> None:
    assert week().worked(start, end) == hours * HOUR


@pytest.mark.parametrize("start, needed, due", [
    (at(11, 20, 18), DAY, at(11, 23, 17)), (at(11, 20, 16), DAY, at(11, 23, 16)), (at(9, 30, 17), 2 * DAY, at(10, 9, 17)),
    (at(11, 23, 9), HOUR, at(11, 23, 10))])
def test_when_so_much_will_have_counted(start: datetime, needed: timedelta, due: datetime) -> None:
    assert week().after(start, needed) == due


@settings(deadline=None)
@given(MOMENTS, NEEDS)
def test_the_moment_and_the_measure_agree(start: datetime, needed: timedelta) -> None:
    for time in (week(), ALL_HOURS):
        due = time.after(start, needed)
        assert due >= start and time.worked(start, due) == needed
        assert not needed or time.worked(start, due - timedelta(seconds=1)) < needed


@settings(deadline=None)
@given(st.lists(MOMENTS, min_size=3, max_size=3))
def test_time_adds_up(moments: list[datetime]) -> None:
    a, b, c = sorted(moments)
    assert week().worked(a, b) + week().worked(b, c) == week().worked(a, c)


PAUSES = st.lists(st.tuples(MOMENTS, st.none() | MOMENTS))


@given(MOMENTS, MOMENTS, PAUSES, st.integers())
def test_pauses_in_any_order_leave_the_same(start: datetime, end: datetime, pauses: list[tuple[datetime, datetime | None]], seed: int) -> None:
    left = running(start, end, pauses)
    assert running(start, end, random.Random(seed).sample(pauses, len(pauses))) == left
    assert all(start <= began < ended <= end for began, ended in left)
    assert all(one[1] < other[0] for one, other in pairwise(left))
    paused = [(began, ended or end) for began, ended in pauses]
    assert not any(began < stop and ended > pause for began, ended in left for pause, stop in paused if pause < stop)


def test_no_year_from_2000_to_2100_fails(lane_sqlite: Lane) -> None:
    with reading() as session:
        time = reads.work_time(session, lane_sqlite.council_id)
        for number in range(1999, 2102):
            assert reads.year(session, lane_sqlite.council_id, number).year == number
            assert time.after(datetime(number, 12, 30, tzinfo=UTC), 5 * DAY) > datetime(number, 12, 31, tzinfo=UTC)
    assert time.known(2026) and not time.known(2027)
    assert time.guessed(at(12, 30), at(1, 5, year=2027)) == [2027] and ALL_HOURS.guessed(at(12, 30), at(1, 5, year=2027)) == []


def test_the_secretary_fills_in_a_day_and_takes_it_out_again(lane: Lane) -> None:
    before, day = lane.size(), date(2026, 11, 24)
    with lane.act("周敏") as act:
        acts.set_day(act, day, "off", "停电")
    with lane.act("周敏") as act:
        acts.set_day(act, day, "work")
    with reading() as session:
        assert [(each.day, each.kind) for each in reads.year(session, lane.council_id, 2026).days if each.id] == [(day, "work")]
        assert not [each for each in reads.year(session, lane.other_id, 2026).days if each.id]
    with lane.act("周敏") as act:
        acts.remove_day(act, day)
    assert [(leaf["kind"], leaf["body"]) for leaf in lane.leaves(before)] == [
        ("calendar.changed", {"day": "2026-11-24", "kind": kind, "name": name}) for kind, name in (("off", "停电"), ("work", ""), ("", ""))]
    with pytest.raises(Refusal, match="不在本议事会的表上"), lane.act("周敏") as act:
        acts.remove_day(act, day)
    with pytest.raises(Refusal, match="书记"), lane.act("老赵") as act:
        acts.set_day(act, day, "off")
    assert lane.size() == before + 3


def test_a_year_is_filled_in_only_with_its_days(lane: Lane) -> None:
    with pytest.raises(Refusal, match="先把放假"), lane.act("周敏") as act:
        acts.confirm_year(act, 2027)
    with pytest.raises(Refusal, match="已经有了"), lane.act("周敏") as act:
        acts.confirm_year(act, 2026)
    with lane.act("周敏") as act:
        acts.set_day(act, date(2027, 2, 8), "off", "春节")
        acts.confirm_year(act, 2027)
    with reading() as session:
        time = reads.work_time(session, lane.council_id)
        assert time.known(2027) and not time.known(2028) and time.works is not None and not time.works(date(2027, 2, 8))


def test_the_page_says_what_is_not_published(lane_sqlite: Lane) -> None:
    page = lane_sqlite.client().get("/c/hy/calendar?year=2027").text
    assert "2027 年的假日还没有公布" in page and "先按周一到周五算" in page and "填一天" not in page
    assert "还没有公布" not in lane_sqlite.client().get("/c/hy/calendar?year=2026").text
    desk = lane_sqlite.client("周敏")
    assert desk.post("/c/hy/calendar", data={"day": "2027-02-08", "kind": "off", "name": "春节"}).status_code == 303
    page = desk.get("/c/hy/calendar?year=2027").text
    assert "春节" in page and "本议事会填的" in page
    assert desk.post("/c/hy/calendar/filled", data={"year": "2027"}).status_code == 303
    assert "还没有公布" not in desk.get("/c/hy/calendar?year=2027").text
    assert lane_sqlite.client("钱先生").post("/c/hy/calendar", data={"day": "2027-02-08"}).status_code == 404
    with clock.at(datetime(2031, 5, 1, tzinfo=UTC)):
        assert "2031 年的假日还没有公布" in lane_sqlite.client().get("/c/hy/calendar").text
    assert lane_sqlite.client().get("/c/hy/calendar?year=1999").status_code == 404
