"""The clocks' pages by sentence: the panel, the table of promises, the building head's list, the papers, the public badge."""

from datetime import UTC, datetime

import pytest

from council import clock, tick
from council.db import reading
from council.grievances.clocks import reads
from council.people import acts as people_acts
from council.people.calendar.rules import SHANGHAI
from tests.conftest import Lane
from tests.grievances.test_clocks_acts import at, filed, when

JSON = {"Accept": "application/json"}


def test_the_four_clocks_stand_on_the_page_in_words(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    with when(at(2, 11)):
        page = lane_sqlite.client("王阿婆").get(f"/grievances/{number}").text
        assert "什么时候有回音" in page and "11 月 2 日 17:00，还有 6 小时" in page and "现在归谁管" in page and "联系过了" not in page
        desk = lane_sqlite.client("周敏")
        assert "联系过了" in desk.get(f"/grievances/{number}").text
        assert desk.post(f"/grievances/{number}/contact", data={"whom": "filer", "how": "door"}).status_code == 303
        said = desk.post(f"/grievances/{number}/promise", data={"day": "2026-11-06", "words": "两家坐下来谈"}, headers=JSON).json["said"]
        assert said == "答应 11 月 6 日 17:00 前回您，还有 4 天。"
        assert desk.post(f"/grievances/{number}/wait", data={"whom": "party"}).status_code == 303
        page = lane_sqlite.client("王阿婆").get(f"/grievances/{number}").text
        assert said in page and "在等对方" in page and "书记上门跟说这件事的人说了话" in page
        assert desk.post(f"/grievances/{number}/resume").status_code == 303
        assert lane_sqlite.client("王阿婆").post(f"/grievances/{number}/climb", data={"reason": "没人来"}).status_code == 303
        assert "从书记转到议事会" in lane_sqlite.client("王阿婆").get(f"/grievances/{number}").text


@pytest.mark.parametrize("path, data", [
    ("contact", {"whom": "banana", "how": "phone"}), ("contact", {}), ("promise", {"day": "yesterday"}), ("promise", {"day": "2026-11-01"}),
    ("promise", {"day": "9999-12-31"}), ("promise", {"day": "2027-11-01"}), ("wait", {"whom": "both"}), ("resume", {}), ("climb", {"reason": " "})])
def test_bad_input_moves_nothing(lane_sqlite: Lane, path: str, data: dict[str, str]) -> None:
    number = filed(lane_sqlite)
    before = lane_sqlite.size()
    with when(at(2, 11)):
        answer = lane_sqlite.client("周敏").post(f"/grievances/{number}/{path}", data=data, headers=JSON)
        assert 400 <= answer.status_code < 500 and answer.json["reason"]
        good = {"whom": "filer", "how": "phone", "day": "2026-11-06", "reason": "x"}
        assert lane_sqlite.client("钱先生").post(f"/grievances/{number}/{path}", data=good).status_code == 404
    assert lane_sqlite.size() == before


def test_the_public_sees_which_promise_is_late_and_no_words(lane_sqlite: Lane) -> None:
    filed(lane_sqlite)
    with when(at(5, 17)):
        tick.strike(lane_sqlite.council_id)
        page = lane_sqlite.client().get("/c/hy/promises").text
        assert "答应了还没做到的" in page and "晚了 3 天" in page and "归街道管" in page and "排队排到" not in page and "王阿婆" not in page
        for place in ("/c/hy/", "/c/hy/grievances"):
            assert "答应了还没做到的" in lane_sqlite.client().get(place).text


def test_the_table_of_promises_says_all_measures_and_the_unknown_year(lane_sqlite: Lane) -> None:
    page = lane_sqlite.client().get("/c/hy/promises").text
    assert "15 个工作日" in page and "2 小时" in page and "不分日夜" in page and "噪声" in page
    with clock.at(datetime(2027, 3, 1, tzinfo=UTC)):
        assert "2027 年的假日还没有公布，先按周一到周五算" in lane_sqlite.client().get("/c/hy/promises").text


def test_a_date_that_depends_on_an_unknown_year_says_so(lane_sqlite: Lane) -> None:
    moment = datetime(2026, 12, 30, 10, tzinfo=SHANGHAI).astimezone(UTC)
    number = filed(lane_sqlite, moment=moment)
    with clock.at(moment), reading() as session:
        assert "2027 年的假日还没有公布" in lane_sqlite.client("王阿婆").get(f"/grievances/{number}").text
        assert reads.promise(session, lane_sqlite.council_id, "queue", moment) == "最晚 12 月 31 日 10:00 有人看，2027 年 1 月 1 日 10:00 前有人跟您说上话。" \
            "2027 年的假日还没有公布，先按周一到周五算。"
        assert "假日还没有公布" not in reads.promise(session, lane_sqlite.council_id, "fire", moment)


def test_the_building_head_finds_what_lies_with_them(lane_sqlite: Lane) -> None:
    with lane_sqlite.act("周敏") as act:
        people_acts.appoint(act, lane_sqlite.people["林老师"], "building_head")
    number = filed(lane_sqlite)
    with when(at(2, 11)):
        assert f"/grievances/{number}" in lane_sqlite.client("林老师").get("/c/hy/near").text
        assert lane_sqlite.client("王阿婆").get("/c/hy/near").status_code == 403 and lane_sqlite.client("钱先生").get("/c/hy/near").status_code == 404


def test_the_papers_carry_the_matter_and_not_its_author(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    page = lane_sqlite.client("周敏").get(f"/grievances/{number}/papers").text
    assert "排队排到我家门口" in page and "四只钟" in page and "王阿婆" not in page
    assert lane_sqlite.client("钱先生").get(f"/grievances/{number}/papers").status_code == 404


def test_whoever_files_is_told_by_when(lane_sqlite: Lane) -> None:
    with when(at(2, 9)):
        said = lane_sqlite.client("王阿婆").post("/c/hy/grievances", headers=JSON, data={
            "happened": "排队排到我家门口", "ask": "留条路", "impact": "4", "category": "queue", "circle": "lane"}).json["said"]
    assert said == "说出去了。最晚 11 月 2 日 17:00 有人看，11 月 3 日 17:00 前有人跟您说上话。"
