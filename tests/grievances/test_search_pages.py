"""The search page, by the sentence seen; and what hostile words get."""

import pytest

from council.grievances import acts
from council.grievances.acts import Complaint
from tests.conftest import Lane


def said(lane: Lane, happened: str, circle: str = "lane", who: str = "王阿婆") -> int:
    with lane.act(who) as act:
        return acts.file(act, Complaint(happened, "", "留条路", 3, "queue", circle)).id or 0


def test_the_words_are_marked_where_they_stand(lane_sqlite: Lane) -> None:
    number = said(lane_sqlite, "周末<b>排队</b>堵门")
    page = lane_sqlite.client("林老师").get("/c/hy/grievances/search?q=排队").text
    assert "周末&lt;b&gt;<mark>排队</mark>&lt;/b&gt;堵门" in page and f"/grievances/{number}" in page
    assert "<mark>ＫＴＶ</mark>" in lane_sqlite.client("林老师").get(f"/c/hy/grievances/search?q=ktv&x={said(lane_sqlite, 'ＫＴＶ吵')}").text


def test_nothing_found_says_what_to_do(lane_sqlite: Lane) -> None:
    said(lane_sqlite, "只给书记的金丝雀", "secretary")
    page = lane_sqlite.client("林老师").get("/c/hy/grievances/search?q=金丝雀").text
    assert "没有找到" in page and "只给书记的" not in page
    assert "没有找到" not in lane_sqlite.client("林老师").get("/c/hy/grievances/search").text


def test_there_is_a_way_to_older_ones(lane_sqlite: Lane) -> None:
    numbers = [said(lane_sqlite, f"排队第{n}次") for n in range(22)]
    client = lane_sqlite.client("林老师")
    page = client.get("/c/hy/grievances/search?q=排队").text
    assert page.count("<mark>排队</mark>") == 20 and f"before={numbers[2]}" in page
    page = client.get(f"/c/hy/grievances/search?q=排队&before={numbers[2]}").text
    assert page.count("<mark>排队</mark>") == 2 and "回到最新的" in page


def test_it_is_for_members(lane_sqlite: Lane) -> None:
    assert lane_sqlite.client("钱先生").get("/c/hy/grievances/search?q=排队").status_code == 404
    assert lane_sqlite.client().get("/c/hy/grievances/search?q=排队").status_code == 302


@pytest.mark.parametrize("words", ['"', "*", "NEAR(排 队)", "排 OR", "<script>alert(1)</script>", "排" * 8192, "%00", "\u202e排", "=1+1", "' OR 1=1 --", "¶"])
def test_hostile_words_are_only_words(lane_sqlite: Lane, words: str) -> None:
    said(lane_sqlite, "周末排队堵门")
    page = lane_sqlite.client("林老师").get("/c/hy/grievances/search", query_string={"q": words, "before": "99999999999999"})
    assert page.status_code == 200 and "<script>alert" not in page.text
    assert lane_sqlite.client("林老师").get("/c/hy/grievances/search", query_string={"q": words}).status_code == 200
