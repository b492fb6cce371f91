"""A council's own measures: set by the desk, on the record, for clocks that begin later; those that run keep what was promised."""

from datetime import UTC, datetime, timedelta

import pytest

from council import clock
from council.db import reading
from council.grievances.clocks import measures, reads, rules
from council.grievances.clocks.measures import set_measures, why_not_measures
from council.grievances.clocks.rules import CLASSES, Change, Happened
from council.grievances.handling import acts as handling
from council.people.calendar.rules import DAY
from council.refusal import Refusal
from tests.conftest import Lane
from tests.grievances.told import filed

NOW = {"acknowledge": 1, "contact": 2, "plan": 7, "outcome": 15}
SLOWER = {"acknowledge": 2, "contact": 3, "plan": 8, "outcome": 20}
START = datetime(2026, 3, 2, 2, tzinfo=UTC)


@pytest.mark.parametrize(("code", "wanted", "why"), [
    ("daily", SLOWER, None), ("daily", NOW, "跟现在的一样"), ("daily", NOW | {"outcome": 61}, "1 到 60"), ("daily", NOW | {"acknowledge": 0}, "1 到 60"),
    ("daily", NOW | {"contact": 9}, "后面的不能比前面的短"), ("safety", NOW | {"outcome": 720}, None), ("safety", NOW | {"outcome": 721}, "1 到 720"),
    ("other", NOW, "没有这一类")])
def test_which_measures_can_hold(code: str, wanted: dict[str, int], why: str | None) -> None:
    said = why_not_measures(CLASSES.get(code), wanted, NOW)
    assert said is None if why is None else why in str(said)


@pytest.mark.parametrize(("began", "days"), [(START - timedelta(hours=1), 1), (START, 3), (START + timedelta(days=1), 3), (START + timedelta(days=3), 2)])
def test_a_clock_keeps_the_measure_of_the_moment_it_began(began: datetime, days: int) -> None:
    changes = [Change("acknowledge", START + timedelta(days=2), 2 * DAY), Change("acknowledge", START, 3 * DAY), Change("plan", START, 9 * DAY)]
    assert Happened(CLASSES["daily"], began, changes=changes).allowed("acknowledge", began) == days * DAY


def days(lane: Lane, number: int) -> list[int]:
    """What the four clocks of a matter are allowed, in working days."""
    with reading() as session:
        return [each.allowed // DAY for each in reads.clocks(session, [number], clock.now())[number]]


def test_the_desk_sets_them_and_only_what_begins_later_follows(lane: Lane) -> None:
    old = filed(lane, category="queue")
    before = lane.size()
    with lane.act("周敏") as act:
        set_measures(act, "daily", NOW | {"acknowledge": 2, "outcome": 20})
    assert [(leaf["kind"], leaf["topic"], leaf["body"]) for leaf in lane.leaves(before)] == [
        ("clock.measured", f"council:{lane.council_id}", {"class": "daily", "clock": "acknowledge", "was": 1, "now": 2, "unit": "day"}),
        ("clock.measured", f"council:{lane.council_id}", {"class": "daily", "clock": "outcome", "was": 15, "now": 20, "unit": "day"})]
    new, talk = filed(lane, category="queue"), filed(lane, category="trade")
    assert (days(lane, old), days(lane, new), days(lane, talk)) == ([1, 2, 7, 15], [2, 2, 7, 20], [1, 2, 7, 22])
    with lane.act("周敏") as act:
        handling.move(act, old, "refused", "不归议事会管")
        handling.reopen(act, old, "又来了")
    assert days(lane, old) == [1, 2, 7, 20], "the outcome begins anew, with the measure of that day"


def test_nobody_else_sets_them_and_a_refusal_leaves_nothing(lane: Lane) -> None:
    before = lane.size()
    for who, wanted, why in (("王阿婆", SLOWER, "书记来做"), ("陈阿姨", SLOWER, "书记来做"), ("周敏", NOW, "跟现在的一样")):
        with pytest.raises(Refusal, match=why), lane.act(who) as act:
            set_measures(act, "daily", wanted)
    assert lane.size() == before
    with reading() as session:
        assert measures.classes(session, lane.council_id) == rules.CLASSES and measures.changed_at(session, lane.council_id) is None


def test_another_council_keeps_its_own(lane: Lane) -> None:
    with lane.act("周敏") as act:
        set_measures(act, "daily", SLOWER)
    with reading() as session:
        assert measures.classes(session, lane.other_id) == rules.CLASSES
        assert measures.amount(measures.classes(session, lane.council_id)["daily"], "outcome") == 20


def test_everybody_reads_them_and_the_desk_has_the_form(lane_sqlite: Lane) -> None:
    where, desk = "/c/hy/promises", lane_sqlite.client("周敏")
    assert "改这一类的时间" in desk.get(where).text and "改这一类的时间" not in lane_sqlite.client("王阿婆").get(where).text
    said = desk.post(where, data={"due": "daily", **SLOWER}, headers={"Accept": "application/json"}).get_json()
    assert said["said"].startswith("改好了")
    page = lane_sqlite.client().get(where).text
    assert "20 个工作日" in page and "改了只管以后来的事" in page
    wrong = desk.post(where, data={"due": "daily", **SLOWER, "contact": "1"}, follow_redirects=True)
    assert "后面的不能比前面的短" in wrong.text
    assert "以后来的事照新的算" in lane_sqlite.client().get("/c/hy/record?small=1").text
