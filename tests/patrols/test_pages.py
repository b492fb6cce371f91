"""Patrols on the page, by sentence."""

from council.db import reading
from council.patrols import reads
from tests.conftest import Lane
from tests.patrols.test_acts import in_force, logged, shop

JSON = {"Accept": "application/json"}


def test_before_anything_is_in_force_the_page_says_so(lane_sqlite: Lane) -> None:
    page = lane_sqlite.client().get("/c/hy/patrols")
    assert page.status_code == 200 and "还没有生效的公约" in page.text


def test_the_volunteer_walks_and_logs_a_breach(lane_sqlite: Lane) -> None:
    clause, client = in_force(lane_sqlite), lane_sqlite.client("小顾")
    assert "守住的也要记" in client.get("/c/hy/patrols/new").text
    walked = client.post("/c/hy/rounds", data={f"clause-{clause}": "broken"})
    assert walked.status_code == 303 and walked.headers["Location"] == f"/c/hy/patrols/new?clause={clause}"
    done = client.post("/c/hy/violations", data={"clause_id": clause, "party_id": shop(lane_sqlite), "reminded": "yes"}, headers=JSON)
    assert done.json["ok"]
    page = lane_sqlite.client("老赵").get(done.json["to"])
    assert "记的是您这一家" in page.text and "提异议" in page.text and "小顾" not in page.text
    assert "提异议" not in lane_sqlite.client("王阿婆").get(done.json["to"]).text


def test_the_shop_owner_contests_and_the_desk_settles(lane_sqlite: Lane) -> None:
    number = logged(lane_sqlite, in_force(lane_sqlite))
    empty = lane_sqlite.client("老赵").post(f"/violations/{number}/dispute", data={"reason": ""}, headers=JSON)
    assert empty.status_code == 422 and "为什么" in empty.json["reason"]
    assert lane_sqlite.client("老赵").post(f"/violations/{number}/dispute", data={"reason": "是隔壁的"}).status_code == 303
    with reading() as session:
        row = reads.violation(session, number, lane_sqlite.me("周敏")).dispute
    assert row is not None
    settled = lane_sqlite.client("周敏").post(f"/disputes/{row.id}/settle", data={"struck": "yes", "words": "证据不足"}, headers=JSON)
    assert settled.json["ok"]
    assert "撤销" in lane_sqlite.client("老赵").get(f"/violations/{number}").text


def test_the_outsider_finds_nothing_here(lane_sqlite: Lane) -> None:
    number = logged(lane_sqlite, in_force(lane_sqlite))
    outsider, before = lane_sqlite.client("钱先生"), lane_sqlite.size()
    assert outsider.get(f"/violations/{number}").status_code == outsider.get("/violations/99999").status_code == 404
    for path in (f"/violations/{number}/dispute", f"/violations/{number}/put-right"):
        assert outsider.post(path, data={"reason": "x"}, headers=JSON).status_code == 404
    assert lane_sqlite.size() == before
