"""The gallery: the same evening for anybody without account, and never a name in it."""

import json
from datetime import timedelta

from council import clock
from council.meetings import acts as meetings
from council.meetings.acts import Calling
from tests.conftest import Lane
from tests.story.stage import NAMES, Stage
from tests.story.test_hall import page, text


def test_a_stranger_watches_the_whole_evening_and_never_reads_a_name(lane_sqlite: Lane) -> None:
    stage, seen = Stage(lane_sqlite), {}
    for step in stage.steps():
        step()
        html = page(lane_sqlite, None, f"/meetings/{stage.meeting}/gallery")
        news = lane_sqlite.client().get(f"/news/meeting:{stage.meeting}").json
        assert html.status_code == 200
        seen[step.__name__] = text(html.text)
        for name in (*NAMES, "冷街冰淇淋", "12 号"):
            assert name not in html.text and name not in json.dumps(news, ensure_ascii=False), (step.__name__, name)
    assert "一位居民在说，后面还有 1 位" in seen["speech"] and "请一位居民说，3 分钟。" in seen["speech"]
    assert "正在征询：第一条 排队与外摆" in seen["asked"] and "能接受 1" in seen["asked"]
    assert "正在表决：第一条 排队与外摆" in seen["voting"] and "赞成 2" in seen["voting"] and "反对 1" in seen["voting"]
    assert "没有通过" in seen["decided"] and "会散了" in seen["closed"]


def test_the_thread_tells_the_newest_first_with_its_number_in_the_record(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    seen = text(page(lane_sqlite, None, f"/meetings/{stage.meeting}/gallery").text)
    number = lane_sqlite.size() - 1
    assert seen.index(f"第 {number} 号开始议：商居管理弄堂公约") < seen.index("第 1 次会开会了")
    assert "到会：居民 3，商户 2，民警 1" in seen


def test_a_members_meeting_has_no_gallery_for_strangers(lane_sqlite: Lane) -> None:
    with lane_sqlite.act("周敏") as act:
        meeting = meetings.call_meeting(act, Calling("内部说说", "办公室", clock.now() + timedelta(days=1), "members"))
    where = f"/meetings/{meeting.id}/gallery"
    assert [page(lane_sqlite, name, where).status_code for name in ("王阿婆", "钱先生", None)] == [200, 404, 404]
    assert [page(lane_sqlite, name, f"/news/meeting:{meeting.id}").status_code for name in ("王阿婆", "钱先生", None)] == [200, 404, 404]


def test_a_gallery_that_is_not_there_is_not_there(lane_sqlite: Lane) -> None:
    assert page(lane_sqlite, None, "/meetings/99/gallery").status_code == 404
    assert page(lane_sqlite, None, "/meetings/99999999999999999999/gallery").status_code == 404
