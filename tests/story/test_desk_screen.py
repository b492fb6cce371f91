"""What stands on the desk: the plan against the clock, the chair's own notes, the hall, the walls, words and breaks."""

import re
from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.meetings import acts as meetings
from council.meetings import reads
from council.meetings.chairing import acts as chairing
from council.meetings.planning import items
from council.story.focus import focus
from council.story.steps import Steps, steps
from tests.conftest import Lane
from tests.story.stage import Stage
from tests.story.test_hall import page, text

NOTE = "先让老赵说完，再问阿May。"


def now(stage: Stage) -> Steps:
    """The steps of this moment."""
    with reading() as session:
        return steps(focus(session, stage.meeting))


def seen(stage: Stage, name: str = "周敏", way: str = "desk") -> str:
    """What stands on a page of the meeting."""
    return page(stage.lane, name, f"/meetings/{stage.meeting}/{way}".rstrip("/")).text


@pytest.mark.parametrize(("step", "action", "words"), [
    ("opened", None, ""), ("item", "/items/2/open", "这一项的时间用完了。"), ("hands", "/items/1/list", "还有 2 位举着手"), ("speech", None, ""),
    ("asked", None, ""), ("voting", None, ""),
])
def test_when_the_items_time_is_over_the_clock_turns_to_what_ends_it(lane_sqlite: Lane, step: str, action: str | None, words: str) -> None:
    later = now(Stage(lane_sqlite).upto(step)).later
    assert (later.action if later else None) == action and words in str(later.note if later else "")


def test_the_page_knows_when_the_clock_turns(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    with reading() as session:
        on = focus(session, stage.meeting)
        assert on.item and on.item.opened_at and on.due == on.item.opened_at + timedelta(minutes=40)
        assert on.expected_end == on.due + timedelta(minutes=10) and on.planned_end == on.meeting.starts_at + timedelta(minutes=50)
        due, ends = int(on.due.timestamp() * 1000), int(on.expected_end.timestamp() * 1000)
    html = seen(stage)
    assert f'class="next" data-until="{due}"' in html and f'class="next" data-after="{due}" hidden' in html and f'data-ends="{ends}" data-due="{due}"' in html
    assert "预计" in html and "原定" in html


def test_what_was_done_is_shown_with_its_real_length_against_the_plan(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    with clock.at(clock.now() + timedelta(minutes=13)), lane_sqlite.act("周敏") as act:
        meetings.close_item(act, reads.items(act.session, stage.meeting)[0].id or 0, "两条都有了字。")
    assert "13/40 分" in text(seen(stage))


def test_the_chairs_notes_stand_on_the_desk_and_nowhere_else(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    items.note(lane_sqlite.me("周敏"), 1, NOTE)
    assert NOTE in seen(stage)
    for name, way in (("周敏", "projector"), ("周敏", "gallery"), ("王阿婆", ""), ("王阿婆", "projector"), ("王阿婆", "agenda")):
        assert NOTE not in seen(stage, name, way), (name, way)
    assert NOTE not in str(lane_sqlite.leaves())


def test_opening_before_the_hall_is_half_full_says_so_and_a_key_asks_first(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite)
    stage.called()
    assert now(stage).first.sure is None
    with lane_sqlite.act("周敏") as act:
        other = meetings.call_meeting(act, meetings.Calling("另一次", "弄口", clock.now()))
        meetings.add_item(act, other.id or 0, meetings.Item("一件事"))
    stage.meeting = other.id or 0
    first = now(stage).first
    assert str(first.word) == "开会" and first.why is None and "才到一半" in str(first.note) and first.sure == first.note
    assert "data-sure=" in seen(stage)


def test_closing_a_vote_by_a_key_asks_as_long_as_somebody_has_not_voted(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("voting")
    first = now(stage).first
    assert str(first.sure) == "还有居民 3 户、商户 2 家没有投。再按一次，就结束表决。"


def test_in_a_break_the_one_step_is_to_go_on(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    assert "休息 10 分钟" in seen(stage)
    with lane_sqlite.act("周敏") as act:
        chairing.rest(act, stage.meeting, 10)
    found = now(stage)
    assert (found.first.action, found.others) == (f"/meetings/{stage.meeting}/go-on", [])
    assert "正在休息" in seen(stage)


def test_the_desk_turns_the_wall_and_shows_what_it_shows(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    desk = lane_sqlite.client("周敏")
    desk.post(f"/meetings/{stage.meeting}/show", data={"page": "agenda", "once": "a"})
    desk.post(f"/meetings/{stage.meeting}/show", data={"page": "code", "screen": "门口", "once": "b"})
    html = seen(stage)
    assert re.search(r'value="agenda" aria-pressed="true" disabled', html) and re.search(r'value="now" aria-pressed="false">', html)
    assert "门口</a>：报到的码" in html and f'src="/meetings/{stage.meeting}/projector"' in html


def test_only_the_wall_may_stand_in_a_frame_and_only_in_this_house(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")

    def policy(way: str) -> str:
        return page(lane_sqlite, "周敏", f"/meetings/{stage.meeting}{way}").headers["Content-Security-Policy"]

    assert "frame-src 'self'" in policy("/desk") and "frame-ancestors 'none'" in policy("/desk")
    assert "frame-ancestors 'self'" in policy("/projector") and "frame-src" not in policy("/projector")
    for way in ("", "/gallery", "/agenda"):
        assert "frame-ancestors 'none'" in policy(way) and "frame-src" not in policy(way)
