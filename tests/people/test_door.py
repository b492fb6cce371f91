"""Entering: cards that open once, links that previews may open, officials' passwords, devices that end."""

from datetime import timedelta

import pytest

from council import clock
from council.db import keeping
from council.people import acts, enrolment, passwords
from council.people.codes import grouped
from tests.conftest import Lane


def card(lane: Lane, name: str) -> str:
    """A fresh card's code."""
    with keeping() as session:
        return enrolment.issue(session, lane.council_id, [lane.people[name]])[lane.people[name]]


def test_a_preview_of_the_link_uses_nothing_up(lane_sqlite: Lane) -> None:
    code = card(lane_sqlite, "王阿婆")
    for _time in range(3):
        page = lane_sqlite.client().get(f"/enter/{code}")
        assert page.status_code == 200 and "您是 12 号的王阿婆吗" in page.text
    came = lane_sqlite.client().post(f"/enter/{code}", data={"size": "3"})
    assert came.status_code == 303 and came.headers["Location"] == "/c/hy/"


def test_a_card_lets_one_browser_in_and_then_no_other(lane_sqlite: Lane) -> None:
    code, mine, other = card(lane_sqlite, "王阿婆"), lane_sqlite.client(), lane_sqlite.client()
    assert mine.post(f"/enter/{code}").status_code == 303
    assert "王阿婆" in mine.get("/me").text
    again = other.post(f"/enter/{code}", headers={"Accept": "application/json"})
    assert again.status_code == 409 and "已经用过" in again.json["reason"]
    assert other.get("/me").status_code == 302


def test_a_typed_code_leads_to_the_same_page(lane_sqlite: Lane) -> None:
    code = card(lane_sqlite, "老赵")
    said = lane_sqlite.client().post("/sign-in", data={"code": grouped(code).lower()}, headers={"Accept": "application/json"})
    assert said.json["to"] == f"/enter/{code}"


@pytest.mark.parametrize("code", ["", "XXXXXXXX", "没有这张", "' OR 1=1 --", "A" * 500])
def test_a_wrong_code_opens_nothing(lane_sqlite: Lane, code: str) -> None:
    said = lane_sqlite.client().post("/sign-in", data={"code": code}, headers={"Accept": "application/json"})
    assert said.status_code in (409, 422) and said.json["ok"] is False and said.json["reason"]


def test_an_expired_and_a_revoked_card_say_so(lane_sqlite: Lane) -> None:
    old = card(lane_sqlite, "王阿婆")
    with clock.at(clock.now() + timedelta(days=31)):
        assert "过期" in lane_sqlite.client().get(f"/enter/{old}").text
    card(lane_sqlite, "王阿婆")
    assert "作废" in lane_sqlite.client().get(f"/enter/{old}").text


def test_an_official_with_a_password_must_give_it(lane_sqlite: Lane) -> None:
    passwords.set_password(lane_sqlite.people["周敏"], "弄堂里的灯亮了又暗了")
    with pytest.raises(Exception, match="密码太短"):
        passwords.set_password(lane_sqlite.people["周敏"], "短")
    code, client = card(lane_sqlite, "周敏"), lane_sqlite.client()
    json = {"Accept": "application/json"}
    assert client.post(f"/enter/{code}", data={"password": "不对的一句话啊啊"}, headers=json).status_code == 403
    assert client.post(f"/enter/{code}", data={"password": "弄堂里的灯亮了又暗了"}, headers=json).json["ok"]
    assert client.get("/c/hy/roll").status_code == 200


def test_guessing_locks_only_the_one_who_is_guessed(lane_sqlite: Lane) -> None:
    for name in ("周敏", "吴警官"):
        passwords.set_password(lane_sqlite.people[name], "弄堂里的灯亮了又暗了")
    code, client, json = card(lane_sqlite, "周敏"), lane_sqlite.client(), {"Accept": "application/json"}
    for _try in range(passwords.TRIES):
        client.post(f"/enter/{code}", data={"password": "猜猜猜猜猜猜猜猜猜"}, headers=json)
    locked = client.post(f"/enter/{code}", data={"password": "弄堂里的灯亮了又暗了"}, headers=json)
    assert locked.status_code == 429 and "锁" in locked.json["reason"]
    police = lane_sqlite.client().post(f"/enter/{card(lane_sqlite, '吴警官')}", data={"password": "弄堂里的灯亮了又暗了"}, headers=json)
    assert police.json["ok"]


def test_a_device_that_was_ended_is_out_at_once(lane_sqlite: Lane) -> None:
    phone, tablet = lane_sqlite.client("王阿婆"), lane_sqlite.client("王阿婆")
    assert phone.get("/me").status_code == tablet.get("/me").status_code == 200
    assert phone.post("/me/sign-out", data={"everywhere": "yes"}).status_code == 303
    assert tablet.get("/me").status_code == 302


def test_nobody_can_end_another_persons_device(lane_sqlite: Lane) -> None:
    victim = lane_sqlite.client("王阿婆")
    for device in range(1, 6):
        lane_sqlite.client("老赵").post(f"/me/devices/{device + 1000}/end")
    answer = lane_sqlite.client("老赵").post("/me/devices/1/end")
    assert answer.status_code == 404
    assert victim.get("/me").status_code == 200


def test_the_way_back_never_leads_to_another_site(lane_sqlite: Lane) -> None:
    code = card(lane_sqlite, "小李")
    came = lane_sqlite.client().post(f"/enter/{code}", data={"next": "https://evil.example/"})
    assert came.headers["Location"] == "/c/hy/"


def test_whoever_is_newly_in_office_sets_a_password_and_then_gets_on(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client()
    client.post(f"/enter/{card(lane_sqlite, '林老师')}")
    with lane_sqlite.act("周敏") as act:
        acts.appoint(act, lane_sqlite.people["林老师"], "deputy")
    assert client.post("/c/hy/mediation/goals", data={"text": "一起过日子，各让一步。"}, headers={"Accept": "application/json"}).status_code in (403, 409)
    refused = client.get("/c/hy/roll")
    assert refused.status_code == 403 and "设一个密码" in refused.text
    assert client.post("/me/password", data={"password": "弄堂里的灯亮了又暗了"}).status_code == 303
    assert client.get("/c/hy/roll").status_code == 200
