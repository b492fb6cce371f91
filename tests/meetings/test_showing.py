"""The screens of the hall: each follows the meeting until the desk turns it."""

import pytest

from council.db import reading
from council.meetings import acts as meetings
from council.meetings.showing import acts, reads, rules
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import call, opened


def shown(meeting_id: int) -> list[tuple[str, str]]:
    """Name and page of each screen."""
    with reading() as session:
        return [(each.name, each.page) for each in reads.screens(session, meeting_id)]


@pytest.mark.parametrize(("facts", "sentence"), [
    (("open", 1, True, False), None), (("called", 1, True, False), None), (("closed", 1, True, False), "散了"), (("open", 1, True, True), "就是这一页"),
    (("open", rules.MOST_SCREENS, False, False), "最多 6 块"), (("open", rules.MOST_SCREENS, True, False), None),
])
def test_when_a_screen_may_be_turned(facts: tuple[str, int, bool, bool], sentence: str | None) -> None:
    said = rules.why_not_show(*facts)
    assert said is None if sentence is None else sentence in str(said)


def test_the_desk_turns_a_screen_and_the_record_says_to_what(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    assert shown(meeting_id) == [("", "now")]
    before = lane.size()
    with lane.act("周敏") as act:
        acts.show(act, meeting_id, "agenda")
    with lane.act("周敏") as act:
        acts.show(act, meeting_id, "code", "门口")
    first, second = lane.leaves(before)
    assert (first["kind"], first["topic"], first["body"]) == ("screen.turned", f"meeting:{meeting_id}", {"screen": "", "page": "agenda"})
    assert second["body"] == {"screen": "门口", "page": "code"}
    assert shown(meeting_id) == [("", "agenda"), ("门口", "code")]
    with reading() as session:
        assert [reads.page_of(session, meeting_id, name) for name in ("", "门口", "楼上")] == ["agenda", "code", "now"]


def test_a_screen_is_not_turned_to_what_it_shows_nor_by_a_member_nor_from_outside(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    before = lane.size()
    with pytest.raises(Refusal, match="就是这一页"), lane.act("周敏") as act:
        acts.show(act, meeting_id, "now")
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        acts.show(act, meeting_id, "agenda")
    with pytest.raises(Absent), lane.act("何书记") as act:
        acts.show(act, meeting_id, "agenda")
    assert lane.size() == before and shown(meeting_id) == [("", "now")]


def test_a_hall_has_at_most_six_screens(lane_sqlite: Lane) -> None:
    meeting_id = call(lane_sqlite)
    for n in range(rules.MOST_SCREENS - 1):
        with lane_sqlite.act("周敏") as act:
            acts.show(act, meeting_id, "agenda", f"屏{n}")
    with pytest.raises(Refusal, match="最多 6 块"), lane_sqlite.act("周敏") as act:
        acts.show(act, meeting_id, "agenda", "再来一块")


def test_after_the_end_nothing_is_turned(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite)
    with lane_sqlite.act("周敏") as act:
        meetings.close_meeting(act, meeting_id)
    with pytest.raises(Refusal, match="散了"), lane_sqlite.act("周敏") as act:
        acts.show(act, meeting_id, "agenda")


def test_the_button_turns_the_screen_and_an_unknown_page_is_a_sentence(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite)
    desk = lane_sqlite.client("周敏")
    said = desk.post(f"/meetings/{meeting_id}/show", data={"page": "break", "once": "a"}, headers={"Accept": "application/json"})
    assert said.status_code == 200 and said.json["to"] == f"/meetings/{meeting_id}/desk"
    assert shown(meeting_id) == [("", "break")]
    wrong = desk.post(f"/meetings/{meeting_id}/show", data={"page": "片子", "once": "b"}, headers={"Accept": "application/json"})
    assert wrong.status_code == 422 and "还没选放什么" in wrong.text
