"""The chair's pages: words, breaks, another day, two taps to take the chair, one to take a step back."""

import re
from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.meetings import acts, reads
from council.meetings.chairing import acts as chairing
from council.meetings.chairing import reads as chairs
from council.tick import tick
from tests.conftest import Lane
from tests.meetings.test_chairing_acts import deputised, last_seq
from tests.meetings.test_meeting_acts import opened
from tests.meetings.test_meeting_pages import post


def test_the_deputy_takes_the_chair_from_home_in_two_taps_and_the_secretarys_desk_says_so(lane_sqlite: Lane) -> None:
    meeting_id, items = opened(lane_sqlite)
    deputised(lane_sqlite)
    phone, laptop = lane_sqlite.client("郑经理"), lane_sqlite.client("周敏")
    assert "接过主持" not in laptop.get("/c/hy/").text
    home = phone.get("/c/hy/").text
    first = re.search(r'href="(/meetings/\d+/chair)"', home)
    assert first and "接过主持" in home
    confirm = phone.get(first[1]).text
    second = re.search(r'action="(/meetings/\d+/chair/take)"', confirm)
    assert second and "现在由周敏（书记）主持" in confirm
    answer = phone.post(second[1])
    assert answer.status_code == 303 and answer.headers["Location"] == f"/meetings/{meeting_id}/desk"
    desk = laptop.get(f"/meetings/{meeting_id}/desk").text
    assert "郑经理" in desk and "自己接过去的" in desk
    assert "现在由副书记主持" in post(laptop, f"/items/{items[1]}/open").json["reason"]
    assert "接过主持" in laptop.get(f"/meetings/{meeting_id}/room").text
    assert post(laptop, f"/meetings/{meeting_id}/chair/take").status_code == 200
    assert post(laptop, f"/items/{items[1]}/open").status_code == 200


def test_hall_and_gallery_say_who_chairs_and_the_gallery_no_name(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite, "王阿婆")
    deputised(lane_sqlite)
    with lane_sqlite.act("郑经理") as act:
        chairing.take_chair(act, meeting_id)
    with lane_sqlite.act("郑经理") as act:
        chairing.say_to_room(act, meeting_id, "手机请调静音。")
    hall, gallery = lane_sqlite.client("王阿婆").get(f"/meetings/{meeting_id}").text, lane_sqlite.client().get(f"/meetings/{meeting_id}/gallery").text
    assert "郑经理（副书记）" in hall and "手机请调静音。" in hall
    assert "主持：副书记" in gallery and "手机请调静音。" in gallery and "郑经理" not in gallery


def test_a_word_is_shown_by_one_tap_taken_back_by_one_and_ended_by_the_clock(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite)
    desk = lane_sqlite.client("周敏")
    assert "请安静一下。" in desk.get(f"/meetings/{meeting_id}/room").text
    assert post(desk, f"/meetings/{meeting_id}/words", words="请安静一下。", minutes="3").status_code == 200
    assert post(desk, f"/meetings/{meeting_id}/words", words="").status_code == 409
    assert post(desk, f"/meetings/{meeting_id}/words", words="静", minutes="很久").status_code == 422
    assert post(desk, f"/meetings/{meeting_id}/words", words="自己写的。").status_code == 200
    with clock.at(clock.now() + timedelta(minutes=3, seconds=1)):
        tick(seldom=False)
    with reading() as session:
        assert [word.text for word in chairs.words(session, meeting_id)] == ["自己写的。"]
    ended = [leaf for leaf in lane_sqlite.leaves() if leaf["kind"] == "word.ended"]
    assert len(ended) == 1 and ended[0]["actor"] == "时钟"
    assert post(desk, "/words/2/end").status_code == 200 and post(desk, "/words/2/end").status_code == 409


def test_a_break_counts_down_on_every_screen_until_somebody_goes_on(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite, "王阿婆")
    desk = lane_sqlite.client("周敏")
    assert post(desk, f"/meetings/{meeting_id}/break", minutes="10").status_code == 200
    for name, path in (("王阿婆", ""), ("周敏", "/projector"), ("周敏", "/desk"), (None, "/gallery")):
        page = lane_sqlite.client(name).get(f"/meetings/{meeting_id}{path}").text
        assert "休息" in page and "data-deadline" in page, path
    assert post(desk, f"/meetings/{meeting_id}/go-on").status_code == 200
    assert "正在休息" not in lane_sqlite.client("王阿婆").get(f"/meetings/{meeting_id}").text


def test_adjourning_asks_when_and_where_and_every_page_says_so(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite, "王阿婆")
    with lane_sqlite.act("王阿婆") as act:
        acts.raise_hand(act, meeting_id)
    desk = lane_sqlite.client("周敏")
    page = desk.get(f"/meetings/{meeting_id}/adjourn").text
    assert "1 位举着手" in page and "从这里接着议" in page
    for wrong in ({"starts": "明天", "place": "弄口"}, {"starts": "2030-01-02T19:00", "place": " "}, {"starts": "2030-01-02T19:00+08:00", "place": "弄口"}):
        assert post(desk, f"/meetings/{meeting_id}/adjourn", **wrong).status_code == 422
    assert "已经过去" in post(desk, f"/meetings/{meeting_id}/adjourn", starts="2020-01-02T19:00", place="弄口").json["reason"]
    assert post(desk, f"/meetings/{meeting_id}/adjourn", starts="2030-01-02T19:00", place="街道礼堂").status_code == 200
    for name, path in (("王阿婆", f"/meetings/{meeting_id}"), (None, f"/meetings/{meeting_id}/gallery"), ("王阿婆", "/c/hy/"), (None, "/c/hy/"),
                       ("周敏", f"/meetings/{meeting_id}/desk"), ("周敏", f"/meetings/{meeting_id}/projector"), ("王阿婆", "/c/hy/meetings")):
        answer = lane_sqlite.client(name).get(path)
        assert answer.status_code == 200 and "休会" in answer.text, path
    assert "街道礼堂" in lane_sqlite.client().get("/c/hy/").text
    assert post(desk, f"/meetings/{meeting_id}/resume").status_code == 200
    with reading() as session:
        assert reads.state(session, meeting_id) == "open" and len(reads.queue(session, meeting_id)) == 1


def test_the_last_step_is_taken_back_by_the_button_on_the_desk(lane_sqlite: Lane) -> None:
    meeting_id, items = opened(lane_sqlite)
    desk = lane_sqlite.client("周敏")
    post(desk, f"/items/{items[1]}/open")
    page = desk.get(f"/meetings/{meeting_id}/desk").text
    assert "撤回：开了一项" in page and f'value="{last_seq(lane_sqlite, meeting_id)}"' in page
    assert post(desk, f"/meetings/{meeting_id}/undo", seq=last_seq(lane_sqlite, meeting_id)).status_code == 200
    assert "撤回：" not in desk.get(f"/meetings/{meeting_id}/desk").text
    assert post(desk, f"/meetings/{meeting_id}/undo", seq="1").status_code == 409


@pytest.mark.parametrize("path", ["words", "break", "go-on", "adjourn", "resume", "chair/take", "chair/hand", "undo", "guests", "mistake"])
def test_neither_residents_nor_outsiders_press_the_chairs_buttons(lane_sqlite: Lane, path: str) -> None:
    meeting_id, _items = opened(lane_sqlite, "王阿婆")
    before = lane_sqlite.size()
    good = {"words": "静", "minutes": "5", "starts": "2030-01-02T19:00", "place": "弄口", "person_id": "1", "seq": "1", "kind": "press"}
    for name, statuses in (("王阿婆", {403, 409}), ("何书记", {404}), (None, {401})):
        assert post(lane_sqlite.client(name), f"/meetings/{meeting_id}/{path}", **good).status_code in statuses, name
    assert lane_sqlite.size() == before


@pytest.mark.parametrize("path", ["room", "chair", "adjourn", "door"])
def test_the_chairs_pages_are_for_the_desk(lane_sqlite: Lane, path: str) -> None:
    meeting_id, _items = opened(lane_sqlite)
    statuses = [lane_sqlite.client(name).get(f"/meetings/{meeting_id}/{path}").status_code for name in ("周敏", "王阿婆", "何书记")]
    assert statuses == [200, 403, 404]
