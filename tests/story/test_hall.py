"""The hall on a member's phone: what each step of the evening shows, and that news keeps it true."""

import json
import re
from typing import Any

import pytest

from council.meetings.attending import acts as attending
from tests.conftest import Lane
from tests.story.stage import Stage

SEEN = {
    "called": ["外摆和排队，一起定", "弄口活动室"], "opened": ["议过 0 项，共 2 项", "没有在议的事"], "item": ["第一条 排队与外摆", "第 1 项，共 2 项", "还没有人举手", "店外排队不超过六人"],
    "hands": ["老赵", "冷街冰淇淋", "赞成这一条", "第一次发言", "两边轮流说"], "speech": ["王阿婆在说", "居民 12 号", "data-deadline"],
    "reworded": ["第 2 稿", "<del>", "<ins>", "还没有人举手"], "asked": ["正在征询，说说您怎么看", "能接受", "居民说了 1 户"], "heard": ["今晚已经定的", "征询结束"],
    "voting": ["正在表决", "居民 2/5 户", "商户 1/3 家", "/votes/1"], "decided": ["没有通过"], "closed": ["会散了", "看今晚的记录"],
}


def text(html: str) -> str:
    """What a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", html))


def page(lane: Lane, name: str | None, path: str) -> Any:
    return lane.client(name).get(path)


@pytest.mark.parametrize("step", SEEN)
def test_every_step_of_the_evening_is_seen_on_the_phone(lane_sqlite: Lane, step: str) -> None:
    stage = Stage(lane_sqlite).upto(step)
    answer = page(lane_sqlite, "林老师", f"/meetings/{stage.meeting}")
    assert answer.status_code == 200
    for words in SEEN[step]:
        assert words in answer.text or words in text(answer.text), words


def test_only_members_are_in_the_hall(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    where = f"/meetings/{stage.meeting}"
    assert page(lane_sqlite, "钱先生", where).status_code == 404
    assert page(lane_sqlite, None, where).status_code == 302
    assert page(lane_sqlite, "王阿婆", "/meetings/99").status_code == 404
    for name in ("钱先生", None):
        assert page(lane_sqlite, name, f"/news/hall:{stage.meeting}").status_code == 404


def test_who_has_not_checked_in_is_led_to_it_and_cannot_ask_to_speak(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    absent, here = (page(lane_sqlite, name, f"/meetings/{stage.meeting}").text for name in ("陈阿姨", "王阿婆"))
    assert f"/meetings/{stage.meeting}/here" in absent and "我要说话" not in absent
    assert "我要说话" in here and f'action="/meetings/{stage.meeting}/hand"' in here and "/here" not in here


def test_a_hand_that_is_up_can_be_taken_down_and_a_speaker_can_end(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("hands")
    assert "把手放下" in page(lane_sqlite, "王阿婆", f"/meetings/{stage.meeting}").text
    stage.speech()
    mine = page(lane_sqlite, "王阿婆", f"/meetings/{stage.meeting}/me").text
    assert "轮到您说了" in mine and "我说完了" in mine and "把手放下" not in mine
    assert page(lane_sqlite, "钱先生", f"/meetings/{stage.meeting}/me").status_code == 404


def test_the_button_to_speak_says_why_not_before_anything_is_on(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("opened")
    seen = page(lane_sqlite, "王阿婆", f"/meetings/{stage.meeting}").text
    assert re.search(r"<button[^>]* disabled[^>]*>.*?我要说话", seen) and "现在没有在议的事" in seen


def test_the_phone_never_shows_how_the_hall_votes_while_it_votes(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("voting")
    for seen in (page(lane_sqlite, "林老师", f"/meetings/{stage.meeting}").text, page(lane_sqlite, "林老师", f"/news/hall:{stage.meeting}").text):
        assert "居民 2/5 户" in text(seen if "{" not in seen[:1] else json.loads(seen)["snapshot"]["vote"])
        assert "赞成 2" not in text(seen) and "反对 1" not in text(seen) and "facing" not in seen


def test_a_member_answers_the_sounding_from_the_hall_and_only_they_see_their_answer(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("asked")
    where = f"/meetings/{stage.meeting}"
    assert f'formaction="/soundings/{stage.sounding}/answer"' in page(lane_sqlite, "林老师", where).text
    assert "您刚才说的是：能接受" in page(lane_sqlite, "王阿婆", where).text
    assert "您刚才说的是" not in page(lane_sqlite, "林老师", where).text
    moved = lane_sqlite.client("林老师").post(f"/soundings/{stage.sounding}/answer", data={"stand": "agree", "next": where})
    assert (moved.status_code, moved.headers["Location"]) == (303, where)
    assert "您刚才说的是：赞成" in page(lane_sqlite, "林老师", where).text


@pytest.mark.parametrize(("room", "name"), [("hall", "林老师"), ("desk", "周敏"), ("projector", "周敏"), ("meeting", None)])
def test_what_the_news_makes_of_a_page_is_what_a_new_page_shows(lane_sqlite: Lane, room: str, name: str | None) -> None:
    stage = Stage(lane_sqlite)
    stage.called()
    client, where = lane_sqlite.client(name), f"/news/{room}:{stage.meeting}"
    held = client.get(where).json
    parts, seq, moved = dict(held["snapshot"]), held["seq"], set()
    for step in stage.steps()[1:]:
        step()
        for item in client.get(f"{where}?after={seq}").json["items"]:
            assert item["seq"] == seq + 1
            parts, seq = {**parts, **item.get("parts", {})}, item["seq"]
            moved |= set(item.get("parts", {}))
        fresh = client.get(where).json
        assert (parts, seq) == (fresh["snapshot"], fresh["seq"]), step.__name__
    assert moved >= set(parts) - {"here", "absent", "screens", "code", "break", "notice", "blank", "facts"}


@pytest.mark.parametrize("room", ["hall", "desk", "projector", "meeting"])
def test_what_is_pushed_holds_nothing_personal(lane_sqlite: Lane, room: str) -> None:
    stage = Stage(lane_sqlite)
    for step in stage.steps():
        step()
        pushed = json.dumps(lane_sqlite.client("周敏").get(f"/news/{room}:{stage.meeting}").json["snapshot"], ensure_ascii=False)
        assert len(pushed) > 100 and "csrf" not in pushed and 'name=\\"once' not in pushed and "<form" not in pushed, step.__name__


def test_without_scripts_the_page_says_of_what_moment_it_is_and_one_link_shows_the_present(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    where = f"/meetings/{stage.meeting}"
    plain = re.search(r"<noscript>(.*?)</noscript>", page(lane_sqlite, "林老师", where).text.partition("<main")[2], re.DOTALL)
    assert plain and re.search(r"这是 \d\d:\d\d:\d\d 的样子", plain[1]) and f'href="{where}"' in plain[1]


def test_only_whoever_still_owes_a_ballot_is_asked_for_it(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("voting")
    where = f"/meetings/{stage.meeting}"
    for name, ballot in (("林老师", "todo"), ("王阿婆", "cast"), ("郑经理", "none")):
        for path in (where, f"{where}/me"):
            seen = page(lane_sqlite, name, path).text
            assert f'data-ballot="{ballot}"' in seen, (name, path)
            assert ("您还没有表决" in seen) == (ballot == "todo"), (name, path)


def test_who_left_is_offered_the_way_back_first(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    with lane_sqlite.act("王阿婆") as act:
        attending.leave(act, stage.meeting)
    seen = page(lane_sqlite, "王阿婆", f"/meetings/{stage.meeting}").text
    assert "我回来了" in seen and "我要说话" not in seen and "我先走了" not in seen
    assert "我先走了" in page(lane_sqlite, "小李", f"/meetings/{stage.meeting}").text
