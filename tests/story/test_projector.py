"""The wall of the hall: one face for every moment, the code for the desk's own browser alone."""

import re

import pytest

from council.conventions import acts as conventions
from council.db import reading
from council.meetings.showing.acts import show
from council.story.focus import focus
from tests.conftest import Lane
from tests.story.stage import Stage
from tests.story.test_hall import page, text

FACES = {
    "called": ("called", ["请报到", "到了 6 位"]), "opened": ("item", ["外摆和排队，一起定", "商居管理弄堂公约"]), "item": ("clause", ["第一条 排队与外摆", "店外排队不超过六人"]),
    "speech": ("speech", ["王阿婆", "居民 12 号", "接下来：老赵", "这次可以说 3 分钟"]), "reworded": ("clause", ["<del>", "<ins>", "六人", "十人", "跟上一稿比"]),
    "asked": ("sounding", ["正在征询", "能接受 1", "不行 1"]), "voting": ("vote", ["第一条 排队与外摆", "居民", "2/5", "过半线", "正在表决"]),
    "decided": ("verdict", ["没有通过", "商户赞成没有过半", "居民"]), "closed": ("closed", ["散会了"]),
}


@pytest.mark.parametrize("step", FACES)
def test_the_wall_shows_the_face_of_the_moment(lane_sqlite: Lane, step: str) -> None:
    stage = Stage(lane_sqlite).upto(step)
    with reading() as session:
        assert focus(session, stage.meeting).face == FACES[step][0]
    answer = page(lane_sqlite, "周敏", f"/meetings/{stage.meeting}/projector")
    assert answer.status_code == 200
    for words in FACES[step][1]:
        assert words in answer.text or words in text(answer.text), words


def test_the_code_stands_on_the_desks_own_wall_only(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("called")
    where = f"/meetings/{stage.meeting}/projector"
    desk, member = page(lane_sqlite, "周敏", where).text, page(lane_sqlite, "王阿婆", where).text
    digits = re.findall(r'<b class="num">(\d{3} \d{3})</b>', desk)
    assert len(digits) == 2 and len(set(digits)) == 1 and f'data-code="/meetings/{stage.meeting}/code"' in desk
    assert "二维码" not in member and not re.search(r"\d{3} \d{3}</b>", member) and "data-code" not in member
    pushed = lane_sqlite.client("王阿婆").get(f"/news/projector:{stage.meeting}").text
    assert digits[0] not in pushed and "<svg viewBox" not in lane_sqlite.client("王阿婆").get(f"/news/projector:{stage.meeting}").json["snapshot"]["foot"]


def test_the_wall_is_not_for_outsiders(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("called")
    assert [page(lane_sqlite, name, f"/meetings/{stage.meeting}/projector").status_code for name in ("何书记", None)] == [404, 302]


def test_a_result_stands_until_the_hall_turns_to_something_else(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("decided")
    with lane_sqlite.act("周敏") as act:
        sounding = conventions.open_sounding(act, stage.clause + 1, stage.place)
    with lane_sqlite.act("周敏") as act:
        conventions.close_sounding(act, sounding.id or 0)
    with reading() as session:
        on = focus(session, stage.meeting)
        assert (on.face, on.verdict, on.title) == ("clause", None, "第二条 油烟")


PAGES = {"agenda": ["今晚的议程", "商居管理弄堂公约", "正在议"], "clause": ["第一条 排队与外摆", "店外排队不超过"], "vote": ["2/5 户已投", "过半线"], "verdict": ["没有在议的条文"],
         "speakers": ["现在没有人在说"], "code": ["请报到", "到了 6 位", "旁听的入口"], "break": ["现在没有在休息"], "notice": ["没有通知"], "blank": ["空白"], "now": ["2/5 户已投"]}


@pytest.mark.parametrize("name", PAGES)
def test_a_wall_can_show_one_page_for_good(lane_sqlite: Lane, name: str) -> None:
    stage = Stage(lane_sqlite).upto("voting")
    answer = page(lane_sqlite, "周敏", f"/meetings/{stage.meeting}/projector/{name}")
    assert answer.status_code == 200 and answer.text.count("data-part=") == 4, "top, words to the room, foot and this page alone"
    for words in PAGES[name]:
        assert words in answer.text or words in text(answer.text), words
    assert page(lane_sqlite, "何书记", f"/meetings/{stage.meeting}/projector/{name}").status_code == 404


def test_a_page_or_a_wall_that_is_not_there_is_not_found(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    for path in ("projector/nowhere", "projector?screen=门口", "projector/"):
        assert page(lane_sqlite, "周敏", f"/meetings/{stage.meeting}/{path}").status_code == 404


def test_the_desk_turns_each_wall_by_itself(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    for turn in (("agenda", "门口"), ("code", "")):
        with lane_sqlite.act("周敏") as act:
            show(act, stage.meeting, *turn)
    where = f"/meetings/{stage.meeting}/projector"
    for path, holds in ((where, "code"), (f"{where}?screen=门口", "agenda"), (f"{where}/clause", "clause")):
        seen = page(lane_sqlite, "周敏", path).text
        assert re.findall(r'data-part="(\w+)" data-page>', seen) == [holds], path


def test_a_decided_result_can_be_put_up_again_when_the_hall_is_elsewhere(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("decided")
    with lane_sqlite.act("周敏") as act:
        conventions.open_sounding(act, stage.clause + 1, stage.place)
    where = f"/meetings/{stage.meeting}/projector"
    assert "没有通过" in page(lane_sqlite, "周敏", f"{where}/verdict").text and "没有通过" in page(lane_sqlite, "周敏", f"{where}/vote").text
    assert "<h1>第二条 油烟" in page(lane_sqlite, "周敏", f"{where}/now").text


def test_the_wall_is_dark_when_asked_for(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    where = f"/meetings/{stage.meeting}/projector"
    assert 'class="projector night"' in page(lane_sqlite, "周敏", f"{where}?ground=night").text
    assert 'class="projector"' in page(lane_sqlite, "周敏", where).text
