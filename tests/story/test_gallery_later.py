"""A gallery that comes later than the hall: nothing of it is read early by any of its ways, and everything is read in time."""

import json
import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from werkzeug.serving import make_server

from council import clock, live, rooms
from council.db import reading
from council.meetings import acts as meetings
from council.meetings import reads as agenda
from council.meetings.acts import Item
from council.meetings.chairing import acts as chairing
from council.meetings.gallery import acts as gallery
from council.meetings.gallery.reads import Rule
from tests.conftest import Lane
from tests.live.law import assert_law, look
from tests.live.phone import Phone
from tests.story.stage import Stage
from tests.story.test_hall import page, text

DELAY = 10
AFTER_ALL = ("正在议", "十人", "赞成 2", "加一项暗号", "屏幕暗号")
"""Words that only the evening itself brings."""
AT_ONCE = ("record.", "votes.", "conventions.", "minutes.", "meetings.notice", "story.before")
"""What never waits, as the settings page and docs/security.md say: the record, the pages of votes, clauses and minutes, the printed agenda."""


@pytest.fixture
def now() -> Iterator[datetime]:
    """The evening stands still, so that minutes pass only when a test says so."""
    moment = clock.now()
    with clock.at(moment):
        yield moment


def staged(lane: Lane, names: str = "none", delay: int = DELAY) -> Stage:
    """An evening whose gallery has rules."""
    stage = Stage(lane)
    with clock.at(clock.now() - timedelta(hours=1)):
        stage.called()
        with lane.act("周敏") as act:
            gallery.set_rule(act, stage.meeting, Rule(names, delay, "居委会办公室"))
    return stage


def played(stage: Stage) -> Stage:
    """The whole evening up to the verdict, with an item and a word of its own."""
    for step in stage.steps()[1:-1]:
        step()
        if step.__name__ == "item":
            with stage.lane.act("周敏") as act:
                meetings.add_item(act, stage.meeting, Item("加一项暗号"))
            with stage.lane.act("周敏") as act:
                chairing.say_to_room(act, stage.meeting, "屏幕暗号", 5)
    return stage


def ways(stage: Stage) -> list[str]:
    """Every way of the gallery, and home."""
    at = f"/meetings/{stage.meeting}"
    return [f"{at}/gallery", f"{at}/press", f"{at}/press.txt", f"{at}/press.json", f"{at}/feed.atom", f"{at}/record", "/c/hy/feed.atom", "/c/hy/",
            f"/news/meeting:{stage.meeting}", f"/news/meeting:{stage.meeting}?after=0", f"/news/meeting:{stage.meeting}?after=1"]


def read(lane: Lane, path: str) -> str:
    """What a page says to a stranger, whatever it is made of."""
    answer = page(lane, None, path)
    assert answer.status_code == 200, path
    return text(json.dumps(answer.json, ensure_ascii=False) if answer.is_json else answer.get_data(as_text=True))


def test_nothing_is_read_early_by_any_way_and_everything_in_time(lane_sqlite: Lane, now: datetime) -> None:
    stage = played(staged(lane_sqlite))
    for path in ways(stage):
        said = read(lane_sqlite, path)
        assert [words for words in AFTER_ALL if words in said] == [], path
    assert "正在议" not in read(lane_sqlite, "/c/hy/now.json") and page(lane_sqlite, None, "/c/hy/now.json").json["vote"] is None
    with clock.at(now + timedelta(minutes=DELAY, seconds=1)):
        gallery_page, press = (text(page(lane_sqlite, None, path).text) for path in ways(stage)[:2])
        assert "这里比会场晚 10 分钟" in gallery_page and "加一项暗号" in gallery_page and "屏幕暗号" in gallery_page
        assert [words for words in ("没有通过", "十人", "屏幕暗号", "加一项暗号") if words not in press] == []
        assert "没有通过" in text(page(lane_sqlite, None, ways(stage)[4]).text)


def test_halfway_the_gallery_is_at_the_half_it_may_know(lane_sqlite: Lane, now: datetime) -> None:
    stage = staged(lane_sqlite)
    stage.opened()
    with clock.at(now + timedelta(minutes=4)):
        stage.item()
        stage.hands()
        stage.speech()
    with clock.at(now + timedelta(minutes=6)):
        assert "还没有开会" in text(page(lane_sqlite, None, ways(stage)[0]).text)
        assert "王阿婆在说" in text(page(lane_sqlite, "林老师", f"/meetings/{stage.meeting}").text)
    with clock.at(now + timedelta(minutes=12)):
        seen = text(page(lane_sqlite, None, ways(stage)[0]).text)
        assert "正在议" not in seen and "还没有开会" not in seen and "第 1 次会开会了" in seen
    with clock.at(now + timedelta(minutes=15)):
        seen = text(page(lane_sqlite, None, ways(stage)[0]).text)
        assert "正在议：商居管理弄堂公约" in seen and "一位居民在说" in seen


def test_a_vote_is_counted_from_its_entries_as_far_as_they_may_be_told(lane_sqlite: Lane, now: datetime) -> None:
    stage = staged(lane_sqlite)
    for step in stage.steps()[1:9]:
        step()
    with clock.at(now + timedelta(minutes=11)):
        seen = text(page(lane_sqlite, None, ways(stage)[0]).text)
        live_page = text(page(lane_sqlite, "林老师", f"/meetings/{stage.meeting}/record").text)
    assert "正在表决" in seen and "赞成 2" in seen and "反对 1" in seen and "2/5 户已投" in seen
    assert "还没有表决出结果" in live_page


def test_every_page_of_the_house_is_swept_for_what_is_held_back(lane_sqlite: Lane, now: datetime) -> None:
    stage = played(staged(lane_sqlite))
    client, app, early, swept = lane_sqlite.client(), lane_sqlite.app, [], 0
    assert app is not None
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or any(each in rule.endpoint for each in (*AT_ONCE, "static")):
            continue
        path = re.sub(r"<int:[a-z_]+>", str(stage.meeting), rule.rule).replace("<slug>", "hy")
        said = text(client.get(re.sub(r"<[^>]+>", "1", path)).get_data(as_text=True))
        swept += 1
        early += [(path, words) for words in ("加一项暗号", "屏幕暗号") if words in said]
    assert early == [] and swept > 60


@pytest.mark.slow
def test_a_socket_hears_nothing_before_its_time_and_all_of_it_then(lane_sqlite: Lane, now: datetime) -> None:
    stage = staged(lane_sqlite, delay=5)
    lane_sqlite.client()
    server = make_server("127.0.0.1", 0, lane_sqlite.app, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    stranger = Phone(f"127.0.0.1:{server.server_port}")
    try:
        begun = stranger.listen(f"meeting:{stage.meeting}")
        assert begun["ok"]
        stage.opened()
        stage.item()
        assert stranger.quiet(2.5)
        assert Phone(f"127.0.0.1:{server.server_port}").listen(f"meeting:{stage.meeting}")["seq"] == begun["seq"]
        with clock.at(now + timedelta(minutes=6)):
            news = stranger.hear(begun["seq"] + 2, 15)
        assert "正在议" in json.dumps(news, ensure_ascii=False)
    finally:
        live._live.bells.stop()  # type: ignore[union-attr]
        server.shutdown()


def test_what_was_shown_and_the_news_make_what_is_shown_while_time_passes(lane_sqlite: Lane, now: datetime) -> None:
    stage = staged(lane_sqlite)
    name = f"meeting:{stage.meeting}"
    for n, step in enumerate(stage.steps()[1:], 1):
        with clock.at(now + timedelta(minutes=n)):
            step()
    heard = 0
    for minute in range(0, 25, 3):
        with clock.at(now + timedelta(minutes=minute)), reading() as session:
            before = look(session, name)
        with clock.at(now + timedelta(minutes=minute + 3)), reading() as session:
            assert_law(session, before)
            heard += rooms.head(session, f"aired:{stage.meeting}") - before["seq"]
    assert heard > 10


def test_without_a_delay_the_gallery_has_all_news_at_once(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    with reading() as session:
        assert rooms.head(session, f"aired:{stage.meeting}") == rooms.head(session, stage.place) > 0
        assert agenda.state(session, stage.meeting) == "open"
