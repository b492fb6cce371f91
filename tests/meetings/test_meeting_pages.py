"""Calling, noticing, checking in and pressing buttons, as browsers without JavaScript do it."""

import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import select

from council import clock
from council.db import reading
from council.meetings import acts, codes, reads
from council.meetings.models import Hand
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import call, opened

CALLING = {"title": "外摆和排队，一起定", "place": "弄口活动室", "starts": "2026-11-28T19:30", "kind": "open"}


def post(client: FlaskClient, path: str, **fields: Any) -> Any:
    """A form sent by a program that wants JSON."""
    return client.post(path, data=fields, headers={"Accept": "application/json"})


def wall_code(lane: Lane, meeting_id: int, ago: int = 0) -> str:
    """The code that stood on the wall `ago` minutes ago."""
    assert lane.app is not None
    return codes.code(str(lane.app.config["SECRET_KEY"]), meeting_id, int(clock.now().timestamp()) // 60 - ago)


def test_the_secretary_calls_a_meeting_with_its_agenda_in_one_act(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    with lane.act("老赵") as act:
        act.enter("violation.disputed", topic="violation:1")
        item = acts.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute")
    before = lane.size()
    answer = post(lane.client("周敏"), "/c/hy/meetings", **CALLING, items=item.id, chosen="violation:1 再说一次异议", lines="其他\n\n散会")
    assert answer.status_code == 200 and answer.json["to"] == "/meetings/1/agenda"
    assert [leaf["kind"] for leaf in lane.leaves(before)] == ["meeting.called"] + ["item.added"] * 4
    with reading() as session:
        lines = reads.agenda(session, 1)
        assert [(line.title, line.kind) for line in lines] == [("冰淇淋店的异议", "dispute"), ("再说一次异议", "dispute"), ("其他", "topic"), ("散会", "topic")]
        assert f"{reads.meeting(session, 1).starts_at:%H:%M}" == "11:30"


@pytest.mark.parametrize(("wrong", "said"), [
    ({"title": ""}, "还没写叫什么会"), ({"place": " "}, "还没写在哪里开"), ({"starts": "明天"}, "时间没有看懂"), ({"starts": "2026-11-28T19:30+01:00"}, "时间没有看懂"),
    ({"kind": "party"}, "哪一种会"), ({"chosen": "roll:1 名册"}, "有一项议程没有看懂"), ({"items": "三"}, "没有看懂"), ({"title": "很" * 81}, "太长")])
def test_a_call_that_cannot_be_read_says_what_to_write_and_calls_nothing(lane_sqlite: Lane, wrong: dict[str, str], said: str) -> None:
    before = lane_sqlite.size()
    answer = post(lane_sqlite.client("周敏"), "/c/hy/meetings", **{**CALLING, **wrong})
    assert answer.status_code == 422 and said in answer.json["reason"]
    assert lane_sqlite.size() == before


def test_a_call_about_something_that_is_not_there_calls_nothing(lane_sqlite: Lane) -> None:
    before = lane_sqlite.size()
    assert post(lane_sqlite.client("周敏"), "/c/hy/meetings", **CALLING, chosen="grievance:77 没有的事").status_code == 404
    with reading() as session:
        assert reads.of_council(session, lane_sqlite.council_id) == []
    assert lane_sqlite.size() == before


def test_the_same_call_sent_twice_is_one_meeting(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client("周敏")
    answers = [post(client, "/c/hy/meetings", **CALLING, once="tap-1").json for _turn in range(2)]
    assert answers[0] == answers[1]
    with reading() as session:
        assert len(reads.of_council(session, lane_sqlite.council_id)) == 1


def test_the_notice_says_when_where_what_and_what_will_be_voted(lane_sqlite: Lane) -> None:
    post(lane_sqlite.client("周敏"), "/c/hy/meetings", **CALLING, lines="公约守得怎样")
    post(lane_sqlite.client("周敏"), "/meetings/1/items", title="第三条 排队与外摆", kind="clause", minutes=25)
    page = lane_sqlite.client().get("/meetings/1/notice").text
    for words in ("外摆和排队，一起定", "弄口活动室", "11 月 28 日", "19:30", "公约守得怎样", "要表决的", "第三条 排队与外摆", "/meetings/1/gallery", "<svg"):
        assert words in page


def test_a_members_meeting_shows_its_notice_to_members_only(lane_sqlite: Lane) -> None:
    post(lane_sqlite.client("周敏"), "/c/hy/meetings", **{**CALLING, "kind": "members"}, lines="名册")
    assert lane_sqlite.client("王阿婆").get("/meetings/1/notice").status_code == 200
    assert lane_sqlite.client().get("/meetings/1/notice").status_code == 404
    assert lane_sqlite.client("钱先生").get("/meetings/1/notice").status_code == 404


def test_the_agenda_page_takes_in_what_waits(lane_sqlite: Lane) -> None:
    with lane_sqlite.act("老赵") as act:
        act.enter("violation.disputed", topic="violation:1")
        acts.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute")
    post(lane_sqlite.client("周敏"), "/c/hy/meetings", **CALLING)
    page = lane_sqlite.client("周敏").get("/meetings/1/agenda").text
    assert "等着上会的" in page and "冰淇淋店的异议" in page
    assert post(lane_sqlite.client("周敏"), "/meetings/1/inbox", items="1").status_code == 200
    assert post(lane_sqlite.client("周敏"), "/meetings/1/inbox").json["reason"].startswith("这几项已经有地方了")
    assert lane_sqlite.client("王阿婆").get("/meetings/1/agenda").status_code == 403


def test_whoever_has_the_code_on_the_wall_checks_in_with_one_press(lane_sqlite: Lane) -> None:
    meeting_id, client = call(lane_sqlite), lane_sqlite.client("王阿婆")
    page = client.get(f"/meetings/{meeting_id}/here?code={wall_code(lane_sqlite, meeting_id)}").text
    assert "我到了" in page and page.count("<form") == 1
    before = lane_sqlite.size()
    answer = client.post(f"/meetings/{meeting_id}/check-in", data={"code": wall_code(lane_sqlite, meeting_id, ago=2)})
    assert answer.status_code == 303 and answer.headers["Location"] == f"/meetings/{meeting_id}"
    assert [leaf["kind"] for leaf in lane_sqlite.leaves(before)] == ["attendance.noted"]
    assert "已经报到了" in client.get(f"/meetings/{meeting_id}/here").text


@pytest.mark.parametrize("ago", [3, 60, None])
def test_an_old_or_invented_code_lets_nobody_in(lane_sqlite: Lane, ago: int | None) -> None:
    meeting_id, client, before = call(lane_sqlite), lane_sqlite.client("王阿婆"), lane_sqlite.size()
    code = wall_code(lane_sqlite, meeting_id, ago) if ago else "你好"
    answer = post(client, f"/meetings/{meeting_id}/check-in", code=code)
    assert answer.status_code == 409 and "过了时间" in answer.json["reason"]
    assert post(client, f"/meetings/{meeting_id}/check-in").status_code == 409
    assert lane_sqlite.size() == before


def test_another_meetings_code_does_not_fit() -> None:
    assert codes.fits("s", 1, 100, codes.code("s", 1, 98)) and not codes.fits("s", 1, 100, codes.code("s", 1, 97))
    assert not codes.fits("s", 2, 100, codes.code("s", 1, 100)) and not codes.fits("t", 1, 100, codes.code("s", 1, 100))
    assert codes.fits("s", 1, 100, " ".join(codes.code("s", 1, 100)))


def test_guessing_codes_is_stopped(lane_sqlite: Lane) -> None:
    meeting_id, client = call(lane_sqlite), lane_sqlite.client("王阿婆")
    said = [post(client, f"/meetings/{meeting_id}/check-in", code=f"{n:06d}").status_code for n in range(25)]
    assert said[-1] == 429


def test_the_code_is_shown_to_the_desk_only(lane_sqlite: Lane) -> None:
    meeting_id, desk = call(lane_sqlite), lane_sqlite.client("周敏")
    digits = wall_code(lane_sqlite, meeting_id)
    assert f"{digits[:3]} {digits[3:]}" in desk.get(f"/meetings/{meeting_id}/code").text
    assert lane_sqlite.client("王阿婆").get(f"/meetings/{meeting_id}/code").status_code == 403
    assert lane_sqlite.client("何书记").get(f"/meetings/{meeting_id}/code").status_code == 404


def test_the_desk_helps_somebody_without_a_phone(lane_sqlite: Lane) -> None:
    meeting_id, desk = call(lane_sqlite), lane_sqlite.client("周敏")
    answer = post(desk, f"/meetings/{meeting_id}/check-in", person_id=lane_sqlite.people["王阿婆"], next=f"/meetings/{meeting_id}/desk")
    assert answer.json["ok"] and answer.json["to"].endswith("/desk")
    assert post(lane_sqlite.client("小李"), f"/meetings/{meeting_id}/check-in", person_id=lane_sqlite.people["林老师"]).status_code == 409


def test_the_desk_runs_the_evening_by_its_buttons(lane_sqlite: Lane) -> None:
    meeting_id, desk, ayi = call(lane_sqlite), lane_sqlite.client("周敏"), lane_sqlite.client("王阿婆")
    post(ayi, f"/meetings/{meeting_id}/check-in", code=wall_code(lane_sqlite, meeting_id))
    before = lane_sqlite.size()
    for path, client, fields in [
            (f"/meetings/{meeting_id}/open", desk, {}), ("/items/1/open", desk, {}), (f"/meetings/{meeting_id}/hand", ayi, {"stand": "for"}),
            (f"/meetings/{meeting_id}/hand/down", ayi, {}), (f"/meetings/{meeting_id}/hand", ayi, {}), ("/hands/2/call", desk, {"seconds": "60"}),
            (f"/meetings/{meeting_id}/speech/end", ayi, {}), ("/items/1/list", desk, {"closed": "yes"}),
            (f"/meetings/{meeting_id}/item/close", desk, {"outcome": "下次带方案来。"}), ("/items/2/open", desk, {}), ("/items/2/close", desk, {}),
            (f"/meetings/{meeting_id}/close", desk, {})]:
        answer = post(client, path, **fields)
        assert answer.status_code == 200, (path, answer.json)
    kinds = [leaf["kind"] for leaf in lane_sqlite.leaves(before)]
    assert kinds == ["meeting.opened", "item.opened", "hand.raised", "hand.lowered", "hand.raised", "speech.begun", "speech.ended", "list.closed",
                     "item.closed", "item.opened", "item.closed", "meeting.closed"]
    assert answer.json["to"] == f"/meetings/{meeting_id}/record"
    assert lane_sqlite.leaves(before)[8]["body"]["outcome"] == "下次带方案来。"


@pytest.mark.parametrize("path", ["/meetings/{m}/open", "/meetings/{m}/close", "/meetings/{m}/item/close", "/meetings/{m}/speech/end", "/meetings/{m}/hand",
                                  "/meetings/{m}/hand/down", "/meetings/{m}/check-in", "/meetings/{m}/items", "/meetings/{m}/inbox", "/items/{i}/open",
                                  "/items/{i}/close", "/items/{i}/list", "/hands/{h}/call"])
def test_the_outsider_finds_nothing_here_and_the_visitor_is_asked_to_sign_in(lane_sqlite: Lane, path: str) -> None:
    meeting_id, items = opened(lane_sqlite, "王阿婆")
    with lane_sqlite.act("王阿婆") as act:
        hand = acts.raise_hand(act, meeting_id)
    before, where = lane_sqlite.size(), path.format(m=meeting_id, i=items[0], h=hand.id)
    for name, status in [("何书记", 404), ("钱先生", 404), (None, 401)]:
        assert post(lane_sqlite.client(name), where, title="别人的").status_code == status, (name, where)
    assert lane_sqlite.size() == before


@pytest.mark.parametrize("path", ["/meetings/{n}/open", "/items/{n}/open", "/hands/{n}/call", "/meetings/{n}/hand"])
@pytest.mark.parametrize("n", ["99", "99999999999999999999"])
def test_what_is_not_there_is_not_there(lane: Lane, path: str, n: str) -> None:
    before = lane.size()
    assert post(lane.client("周敏"), path.format(n=n)).status_code == 404
    assert lane.size() == before


@pytest.mark.parametrize(("path", "fields"), [("/hands/1/call", {"seconds": "0"}), ("/hands/1/call", {"seconds": "viel"}),
                                            ("/meetings/1/hand", {"stand": "banana"}),
                                              ("/meetings/1/open", {"next": "https://elsewhere.example/"}), ("/meetings/1/open", {"next": "//elsewhere"}),
                                              ("/items/1/list", {"closed": "vielleicht"}), ("/meetings/1/item/close", {"outcome": "长" * 301}),
                                              ("/meetings/1/items", {"title": ""}), ("/meetings/1/items", {"title": "x", "minutes": "-5"}),
                                              ("/meetings/1/items", {"title": "x", "about": "council:1"}), ("/meetings/1/check-in", {"person_id": "小李"})])
def test_a_press_that_cannot_be_read_moves_nothing(lane_sqlite: Lane, path: str, fields: dict[str, str]) -> None:
    opened(lane_sqlite, "周敏", "王阿婆")
    with lane_sqlite.act("王阿婆") as act:
        acts.raise_hand(act, 1)
    before = lane_sqlite.size()
    assert post(lane_sqlite.client("周敏"), path, **fields).status_code == 422
    assert lane_sqlite.size() == before


def test_ten_taps_on_one_button_are_one_hand(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite, "王阿婆")
    client = lane_sqlite.client("王阿婆")
    answers = [post(client, f"/meetings/{meeting_id}/hand", once="tap") for _tap in range(10)]
    assert {answer.status_code for answer in answers} == {200} and len({answer.json["entry"] for answer in answers}) == 1
    with reading() as session:
        assert len(session.exec(select(Hand)).all()) == 1


def test_before_the_end_one_is_told_what_it_brings(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite)
    page = lane_sqlite.client("周敏").get(f"/meetings/{meeting_id}/closing").text
    assert "要散会吗？" in page and "还有 1 项没有议" in page and re.search(r'action="/meetings/1/close"', page)
