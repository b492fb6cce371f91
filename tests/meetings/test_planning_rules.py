"""What may be changed before and during a meeting, when reminders are due, and the calendar file to the octet."""

from datetime import UTC, datetime, timedelta

import pytest

from council.meetings.planning import rules
from council.meetings.planning.calendar_file import Event, calendar, escaped, folded
from council.meetings.rules import ITEM_KINDS, planned

START = datetime(2026, 11, 28, 11, 30, tzinfo=UTC)


def test_each_item_is_planned_to_begin_when_those_before_it_are_over() -> None:
    assert [f"{at:%H:%M}" for at in planned(START, [20, 10, 45])] == ["11:30", "11:50", "12:00"]
    assert planned(START, []) == []


def test_an_agenda_knows_every_kind_that_an_evening_has() -> None:
    assert {"topic", "grievance", "dispute", "clause", "vote", "report", "break"} <= set(ITEM_KINDS)


@pytest.mark.parametrize(("states", "free"), [
    ([], 1), (["waiting", "waiting"], 1), (["done", "open", "waiting"], 3), (["waiting", "done", "waiting"], 3), (["done", "done"], 3)])
def test_nothing_is_moved_before_what_has_been_on(states: list[str], free: int) -> None:
    assert rules.first_free(states) == free


@pytest.mark.parametrize(("place", "to", "free", "said"), [
    (3, 2, 1, None), (3, 3, 1, "本来就是"), (3, 0, 1, "1 到 5"), (3, 6, 1, "1 到 5"), (4, 2, 3, "最早可以放到第 3 项"), (4, 3, 3, None)])
def test_a_place_is_taken_or_refused_with_a_reason(place: int, to: int, free: int, said: str | None) -> None:
    why = rules.why_not_move(place, to, free, 5)
    assert (why is None) if said is None else said in str(why)


@pytest.mark.parametrize(("facts", "said"), [
    (("called", False, False, False, ""), None), (("called", False, True, False, "修灯"), None), (("called", False, True, False, ""), "为什么"),
    (("called", False, True, True, "修灯"), "过去了"), (("called", True, False, False, ""), "没有改动"), (("open", False, False, False, ""), "已经开了"),
    (("closed", False, False, False, ""), "散了"), (("cancelled", False, False, False, ""), "取消了")])
def test_a_meeting_is_changed_until_it_begins_and_moved_only_with_a_reason(facts: tuple[str, bool, bool, bool, str], said: str | None) -> None:
    why = rules.why_not_change(*facts)
    assert (why is None) if said is None else said in str(why)


@pytest.mark.parametrize(("hours", "done", "expected"), [
    (25, [], None), (24, [], 24), (5, [], 24), (5, [24], None), (2, [], None), (1.5, [], None), (1, [24], 1), (0.1, [], 1), (0.5, [1], None), (0, [], None),
    (-1, [], None)])
def test_a_reminder_is_due_once_a_day_before_and_once_an_hour_before(hours: float, done: list[int], expected: int | None) -> None:
    assert rules.due(START, START - timedelta(hours=hours), done) == expected


@pytest.mark.parametrize(("state", "before", "coming", "words", "said"), [
    ("called", None, "yes", "", None), ("called", ("yes", ""), "yes", "", "已经这样回过"), ("called", ("yes", ""), "no", "", None),
    ("called", None, "word", "", "还没写"), ("called", ("word", "留条路"), "word", "留两条路", None), ("open", None, "yes", "", "门开着"),
    ("cancelled", None, "yes", "", "取消了")])
def test_an_answer_may_be_changed_until_the_meeting_begins(
        state: str, before: tuple[str, str] | None, coming: str, words: str, said: str | None) -> None:
    why = rules.why_not_reply(state, before, coming, words)
    assert (why is None) if said is None else said in str(why)


def test_text_in_a_calendar_is_escaped_as_the_format_wants() -> None:
    assert escaped("一,二;三\\四\n五\r\n六\x07") == "一\\,二\\;三\\\\四\\n五\\n六"


@pytest.mark.parametrize("text", ["短", "弄" * 25, "弄" * 26, "a" * 75, "a" * 76, "SUMMARY:" + "开会，" * 60, "🏮" * 40])
def test_a_line_is_folded_after_at_most_75_octets_and_never_within_a_character(text: str) -> None:
    lines = folded(text).split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert all(line.startswith(" ") for line in lines[1:])
    assert lines[0] + "".join(line[1:] for line in lines[1:]) == text


def test_a_line_of_75_octets_is_left_whole_and_one_more_breaks_it() -> None:
    assert folded("a" * 75) == "a" * 75
    assert folded("a" * 76) == "a" * 75 + "\r\n a"


def event(**more: object) -> Event:
    facts = {"uid": "hy-1@x", "sequence": 0, "stamp": START, "starts": START, "ends": START + timedelta(hours=1), "title": "开会", **more}
    return Event(**facts)  # type: ignore[arg-type]


def test_a_calendar_file_is_exactly_this() -> None:
    told = calendar([event(place="弄口", text="一\n二", url="https://x/m/1", alarms=(60,))]).decode()
    assert told.endswith("END:VCALENDAR\r\n") and "\n" not in told.replace("\r\n", "")
    assert told.split("BEGIN:VEVENT\r\n")[1].split("\r\n")[:11] == [
        "UID:hy-1@x", "SEQUENCE:0", "DTSTAMP:20261128T113000Z", "LAST-MODIFIED:20261128T113000Z", "DTSTART;TZID=Asia/Shanghai:20261128T193000",
        "DTEND;TZID=Asia/Shanghai:20261128T203000", "SUMMARY:开会", "LOCATION:弄口", "DESCRIPTION:一\\n二", "URL:https://x/m/1", "STATUS:CONFIRMED"]
    assert told.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:") and "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n" in told
    assert told.count("BEGIN:VALARM") == 1 and "TRIGGER:-PT60M" in told


def test_a_cancelled_meeting_says_so_and_rings_no_more() -> None:
    told = calendar([event(cancelled=True, sequence=2, alarms=(60,))]).decode()
    assert "STATUS:CANCELLED\r\n" in told and "SEQUENCE:2\r\n" in told and "VALARM" not in told
