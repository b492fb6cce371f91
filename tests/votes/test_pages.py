"""The vote's page for everybody: before, during and after; and what bad input gets, with the record and the rows unmoved."""

import re
import threading
from typing import Any

import pytest
from flask.testing import FlaskClient

from council.people.models import RollEntry
from council.votes.acts import Motion
from council.votes.models import Ballot
from council.votes.reads import hms
from tests.conftest import Lane
from tests.votes.test_acts import CLAUSE, ballots, close, everything, put, tap

JSON = {"Accept": "application/json"}


def see(lane: Lane, name: str | None, vote_id: int) -> str:
    answer = lane.client(name).get(f"/votes/{vote_id}")
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text))


def post(lane: Lane, name: str | None, vote_id: int, **fields: Any) -> Any:
    return lane.client(name).post(f"/votes/{vote_id}/ballot", data={"once": "t1", **fields}, headers=JSON)


def test_before_voting_one_reads_the_text_the_rule_and_whom_one_stands_for(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    tap(lane_sqlite, "老赵", vote_id, "against")
    answer = lane_sqlite.client("王阿婆").get(f"/votes/{vote_id}")
    for words in ("第三条 排队与外摆，赞成吗？", "店外排队不超过十人。", "居民和商户各算各的，两边都要够。", "12 号一户，居民", "公开表决。", "投票以前，这里不显示两边的票数"):
        assert words in answer.text
    assert re.findall(r'name="choice" value="(\w+)"', answer.text) == ["for", "against", "abstain"]
    assert 'name="csrf_token"' in answer.text and 'name="once"' in answer.text and 'name="sector"' not in answer.text
    assert 'data-part="turnout"' in answer.text and 'data-part="tally"' not in answer.text and "反对 1" not in answer.text
    assert f'data-room="vote:{vote_id}"' in answer.text and "商户 1/3 家" in see(lane_sqlite, "王阿婆", vote_id)


def test_after_voting_the_receipt_stands_first_and_then_the_count(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    entry = tap(lane_sqlite, "老赵", vote_id, "against")
    page = lane_sqlite.client("老赵").get(f"/votes/{vote_id}").text
    assert page.index("已记录") < page.index('data-part="tally"') < page.index("想改吗？")
    seen = see(lane_sqlite, "老赵", vote_id)
    assert f"第 {entry} 号" in seen and "冷街冰淇淋，商户" in seen and "反对 1" in seen
    assert 'aria-pressed="true"' in page and "改投赞成" in page and 'aria-label="第' in page


def test_news_of_the_closing_says_when_it_ended_and_leads_to_the_result(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    client = lane_sqlite.client()
    open_now = client.get(f"/news/vote:{vote_id}").json
    assert open_now["snapshot"]["state"] == "" and "居民 0/5 户" in re.sub(r"<[^>]+>", "", open_now["snapshot"]["turnout"])
    tap(lane_sqlite, "王阿婆", vote_id, "for")
    assert set(client.get(f"/news/vote:{vote_id}?after={open_now['seq']}").json["items"][0]["parts"]) == {"turnout", "tally"}
    ended = close(lane_sqlite, vote_id)
    state = client.get(f"/news/vote:{vote_id}").json["snapshot"]["state"]
    assert f"表决在 {hms(ended.at)} 结束了" in state and f'href="/votes/{vote_id}"' in state and "没有通过" in state
    assert client.get("/news/vote:999").status_code == 404


def test_a_tap_leads_back_to_the_page_and_a_program_gets_its_entry(lane_sqlite: Lane) -> None:
    vote_id, before = put(lane_sqlite), lane_sqlite.size()
    moved = lane_sqlite.client("王阿婆").post(f"/votes/{vote_id}/ballot", data={"choice": "for", "once": "a"})
    assert (moved.status_code, moved.headers["Location"]) == (303, f"/votes/{vote_id}")
    said = post(lane_sqlite, "老赵", vote_id, choice="abstain")
    assert said.status_code == 200
    assert said.json == {"ok": True, "entry": before + 1, "choice": "abstain", "to": f"/votes/{vote_id}"}


def test_who_stands_on_both_sides_is_asked_which(lane_sqlite: Lane) -> None:
    with lane_sqlite.act("周敏") as act:
        act.add(RollEntry(council_id=lane_sqlite.council_id, person_id=lane_sqlite.people["老赵"], number="R3", sector="resident"))
        act.enter("roll.changed", topic=f"roll:{lane_sqlite.council_id}")
    vote_id = put(lane_sqlite)
    assert "这一次您代表哪一边？" in see(lane_sqlite, "老赵", vote_id)
    before = everything(lane_sqlite)
    refused = post(lane_sqlite, "老赵", vote_id, choice="for")
    assert refused.status_code == 409 and "请先选这一次代表哪一边" in refused.json["reason"] and everything(lane_sqlite) == before
    assert post(lane_sqlite, "老赵", vote_id, choice="for", sector="resident", once="t2").status_code == 200
    assert [each.sector for each in ballots(vote_id)] == ["resident"]


@pytest.mark.parametrize(("name", "said"), [(None, "投票要先用您的卡或链接进来"), ("周敏", "上面没有您"), ("钱先生", "投票要先用您的卡或链接进来")])
def test_who_cannot_vote_sees_the_question_the_count_and_why(lane_sqlite: Lane, name: str | None, said: str) -> None:
    vote_id = put(lane_sqlite)
    tap(lane_sqlite, "王阿婆", vote_id, "for")
    seen = see(lane_sqlite, name, vote_id)
    assert said in seen and CLAUSE.question in seen and "表决还没结束" in seen and "赞成 1" in seen and "点一下就投出去" not in seen
    assert ("结束表决，宣布结果" in seen) is (name == "周敏")


def test_the_verdict_page_explains_itself_to_everybody(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    for name, choice in {"王阿婆": "for", "陈阿姨": "for", "林老师": "for", "老赵": "against", "阿May": "for", "孙老板": "against"}.items():
        tap(lane_sqlite, name, vote_id, choice)
    assert lane_sqlite.client("周敏").post(f"/votes/{vote_id}/close", data={"once": "c"}).status_code == 303
    for name in (None, "王阿婆", "钱先生"):
        seen = see(lane_sqlite, name, vote_id)
        for words in ("没有通过", "居民这边够了，商户这边没有够。", "回到调解，再谈一次", "居民投票的户数够了。5 户里投了 3 户，要 3 户以上。",
                      "商户赞成没有过半。赞成和反对一共 3 票，赞成 1 票，要 2 票以上，差 1 票。", "自己算一遍", "核对这次表决"):
            assert words in seen, words
        assert "点一下就投出去" not in seen and ("谁投了什么" in seen.split("核对这次表决")[1]) is (name == "王阿婆")
    assert "已记录" in see(lane_sqlite, "王阿婆", vote_id)


def test_a_turnout_only_vote_shows_no_split_to_anybody_until_it_is_closed(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite, Motion("只看人数", "", "meeting:12", show="turnout"))
    tap(lane_sqlite, "王阿婆", vote_id, "for")
    for name in ("王阿婆", None):
        assert "赞成 1" not in see(lane_sqlite, name, vote_id)
    found = lane_sqlite.client().get(f"/votes/{vote_id}.json").json
    assert found["tally"] is None and found["cast"] == {"resident": 1, "merchant": 0}
    close(lane_sqlite, vote_id)
    assert lane_sqlite.client().get(f"/votes/{vote_id}.json").json["tally"]["resident"]["for"] == 1


def test_programs_read_the_vote_without_an_account(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    tap(lane_sqlite, "王阿婆", vote_id, "for")
    found = lane_sqlite.client().get(f"/votes/{vote_id}.json").json
    assert {"state", "question", "rule", "electorate", "cast", "tally", "verdict"} <= set(found)
    assert (found["state"], found["electorate"], found["verdict"]) == ("open", {"resident": 5, "merchant": 3}, None)
    assert found["tally"] == {"resident": {"for": 1, "against": 0, "abstain": 0}, "merchant": {"for": 0, "against": 0, "abstain": 0}}
    close(lane_sqlite, vote_id)
    found = lane_sqlite.client().get(f"/votes/{vote_id}.json").json
    assert found["state"] == "closed" and found["verdict"]["passed"] is False and found["verdict"]["conditions"][0]["have"] == 1


BAD: list[tuple[dict[str, Any], int]] = [
    ({"choice": "banana"}, 422), ({"choice": ""}, 422), ({}, 422), ({"choice": "for\x00"}, 422), ({"choice": "for" * 9000}, 422),
    ({"choice": "for", "once": "no spaces or <signs>"}, 422), ({"choice": "for", "once": "x" * 65}, 422), ({"choice": "for", "sector": "police"}, 409),
    ({"choice": "for", "sector": "merchant"}, 409), ({"choice": "for", "sector": "x" * 9000}, 409),
]


@pytest.mark.parametrize(("fields", "status"), BAD)
def test_nonsense_gets_a_sentence_and_moves_nothing(lane_sqlite: Lane, fields: dict[str, Any], status: int) -> None:
    vote_id = put(lane_sqlite)
    before = everything(lane_sqlite)
    answer = post(lane_sqlite, "王阿婆", vote_id, **fields)
    assert answer.status_code == status and answer.json["ok"] is False and answer.json["reason"]
    assert everything(lane_sqlite) == before


@pytest.mark.parametrize(("body", "kind", "status"), [
    (b"{", "application/json", 422), (b"[1]", "application/json", 422), (b'{"choice": 7}', "application/json", 422),
    (b'{"choice": ["for"]}', "application/json", 422), (b'{"choice": {"for": 1}}', "application/json", 422), (b"\xff\xfe", "application/json", 422),
    (b"choice=for&" + b"x=" + b"y" * 600_000, "application/x-www-form-urlencoded", 413), (b"--x--", "multipart/form-data; boundary=x", 422),
    (b"choice=%ff%fe", "application/x-www-form-urlencoded", 422),
])
def test_what_is_no_form_gets_4xx_and_moves_nothing(lane_sqlite: Lane, body: bytes, kind: str, status: int) -> None:
    vote_id = put(lane_sqlite)
    before = everything(lane_sqlite)
    answer = lane_sqlite.client("王阿婆").post(f"/votes/{vote_id}/ballot", data=body, content_type=kind, headers=JSON)
    assert answer.status_code == status and answer.json["ok"] is False
    assert everything(lane_sqlite) == before


def test_strangers_numbers_and_late_hands_get_their_answer_and_move_nothing(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    before = everything(lane_sqlite)
    assert post(lane_sqlite, None, vote_id, choice="for").status_code == 401
    assert post(lane_sqlite, "钱先生", vote_id, choice="for").status_code == 404
    assert post(lane_sqlite, "王阿婆", 999, choice="for").status_code == 404
    assert post(lane_sqlite, "王阿婆", 10**25, choice="for").status_code == 404
    assert lane_sqlite.client().get(f"/votes/{10**25}").status_code == 404 and lane_sqlite.client().get("/votes/0.json").status_code == 404
    assert lane_sqlite.client("王阿婆").post(f"/votes/{vote_id}/close", headers=JSON).status_code == 403
    assert lane_sqlite.client("何书记").post(f"/votes/{vote_id}/close", headers=JSON).status_code == 404
    assert lane_sqlite.client().post(f"/votes/{vote_id}/close", headers=JSON).status_code == 401
    assert everything(lane_sqlite) == before
    close(lane_sqlite, vote_id)
    before = everything(lane_sqlite)
    late = post(lane_sqlite, "王阿婆", vote_id, choice="for")
    assert late.status_code == 409 and re.fullmatch(r"没有投上：表决在 \d\d:\d\d:\d\d 结束了。", late.json["reason"])
    assert lane_sqlite.client("周敏").post(f"/votes/{vote_id}/close", headers=JSON).status_code == 409
    assert everything(lane_sqlite) == before


def test_a_form_without_the_pages_secret_moves_nothing(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    client = lane_sqlite.client("王阿婆")
    assert lane_sqlite.app is not None
    lane_sqlite.app.config["WTF_CSRF_ENABLED"] = True
    before = everything(lane_sqlite)
    stale = client.post(f"/votes/{vote_id}/ballot", data={"choice": "for", "csrf_token": "old", "once": "q"}, headers=JSON)
    assert stale.status_code == 400 and "开得太久" in stale.json["reason"] and everything(lane_sqlite) == before
    page = client.get(f"/votes/{vote_id}").text
    fields = {name: re.search(rf'name="{name}" value="([^"]+)"', page)[1] for name in ("csrf_token", "once")}  # type: ignore[index]
    assert client.post(f"/votes/{vote_id}/ballot", data={**fields, "choice": "for"}, headers=JSON).status_code == 200


def test_a_resent_form_gets_its_first_answer_and_another_choice_needs_another_form(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    first = post(lane_sqlite, "王阿婆", vote_id, choice="for", once="one")
    before = everything(lane_sqlite)
    assert post(lane_sqlite, "王阿婆", vote_id, choice="for", once="one").json == first.json
    again = post(lane_sqlite, "王阿婆", vote_id, choice="for", once="two")
    assert again.status_code == 200 and again.json["entry"] == first.json["entry"]
    crossed = post(lane_sqlite, "王阿婆", vote_id, choice="against", once="one")
    assert crossed.status_code == 409 and "已经收到过了" in crossed.json["reason"]
    assert everything(lane_sqlite) == before
    assert post(lane_sqlite, "王阿婆", vote_id, choice="against", once="three").json["entry"] == first.json["entry"] + 1


def test_two_taps_at_once_are_one_ballot(lane_sqlite: Lane) -> None:
    vote_id, before = put(lane_sqlite), lane_sqlite.size()
    clients = [lane_sqlite.client("王阿婆") for _ in range(6)]
    answers: list[Any] = []

    def press(client: FlaskClient, once: str) -> None:
        answers.append(client.post(f"/votes/{vote_id}/ballot", data={"choice": "for", "once": once}, headers=JSON))

    threads = [threading.Thread(target=press, args=(client, f"tap-{n // 2}")) for n, client in enumerate(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [answer.status_code for answer in answers] == [200] * 6 and {answer.json["entry"] for answer in answers} == {before}
    assert lane_sqlite.size() == before + 1 and len(ballots(vote_id)) == 1 and isinstance(ballots(vote_id)[0], Ballot)


def test_looking_moves_nothing(lane_sqlite: Lane) -> None:
    vote_id = put(lane_sqlite)
    before = everything(lane_sqlite)
    for name in (None, *lane_sqlite.people):
        assert lane_sqlite.client(name).get(f"/votes/{vote_id}").status_code == 200
        assert lane_sqlite.client(name).get(f"/votes/{vote_id}.json").status_code == 200
    assert everything(lane_sqlite) == before
