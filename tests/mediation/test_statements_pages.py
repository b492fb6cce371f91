"""Statements in the browser without scripts: answering one at a time, adding, looking at, appealing, and who sees what."""

import re
from typing import Any

import pytest

from council.mediation.statements import acts
from tests.conftest import Lane
from tests.mediation.voices import HOME, SEEDS, SHOPS, case_on, give, round_on, say, state

JSON = {"Accept": "application/json"}


@pytest.fixture
def lane(lane_sqlite: Lane) -> Lane:
    """Pages do not depend on the database."""
    return lane_sqlite


def seen(lane: Lane, name: str | None, path: str, status: int = 200) -> str:
    answer = lane.client(name).get(path)
    assert answer.status_code == status, answer.text[:500]
    assert "Macro" not in answer.text and 'data-size="1"' in answer.text
    return answer.text


def post(lane: Lane, name: str | None, path: str, **fields: Any) -> Any:
    return lane.client(name).post(path, data=fields, headers=JSON)


def test_the_wizard_asks_for_two_of_each_side_and_keeps_what_was_written(lane: Lane) -> None:
    case_id = case_on(lane)
    assert "还没有开始听说法" in seen(lane, "王阿婆", f"/cases/{case_id}/statements")
    page = seen(lane, "周敏", f"/cases/{case_id}/statements/desk")
    assert page.count('name="resident"') == 5 == page.count('name="merchant"') and re.search(r'value="yes" checked', page)
    wrong = lane.client("周敏").post(f"/cases/{case_id}/statements/open", data={"resident": ["字" * 141, "门口留条路"], "merchant": SEEDS["merchant"]})
    assert wrong.status_code == 422 and "140 个字以内" in wrong.text and "门口留条路" in wrong.text and SEEDS["merchant"][0] in wrong.text
    assert "至少先写 2 句" in post(lane, "周敏", f"/cases/{case_id}/statements/open", resident=SEEDS["resident"], merchant="一句").json["reason"]
    answer = post(lane, "周敏", f"/cases/{case_id}/statements/open", **SEEDS, once="w").json
    assert answer["ok"] and answer == post(lane, "周敏", f"/cases/{case_id}/statements/open", **SEEDS, once="w").json
    assert lane.leaves()[-9]["body"]["premoderated"] is True
    assert post(lane, "王阿婆", f"/cases/{case_id}/statements/open", **SEEDS).status_code == 403


def test_one_at_a_time_without_a_script(lane: Lane) -> None:
    case_id, _turn, ids = round_on(lane)
    client, asked = lane.client("王阿婆"), []
    for n in range(1, 5):
        page = client.get(f"/cases/{case_id}/statements/next").text
        assert f"第 {n} 句，共 4 句" in page and page.count('class="choice"') == 3
        asked.append(int(re.findall(r'action="/statements/(\d+)/answer"', page)[0]))
        answer = client.post(f"/statements/{asked[-1]}/answer", data={"stand": "agree"})
        assert answer.status_code == 303 and answer.headers["Location"] == f"/cases/{case_id}/statements/next"
    page = client.get(f"/cases/{case_id}/statements/next").text
    assert sorted(asked) == sorted(ids) and "都答完了" in page and "刚才您答了“同意”" in page and f'href="/statements/{asked[-1]}"' in page
    changed = client.post(f"/statements/{asked[-1]}/answer", data={"stand": "disagree", "next": f"/cases/{case_id}/statements"})
    assert changed.headers["Location"] == f"/cases/{case_id}/statements"
    assert 'aria-pressed="true"' in client.get(f"/statements/{asked[-1]}").text
    assert "在中间" in seen(lane, "吴警官", f"/cases/{case_id}/statements/next")


def test_results_show_after_ones_own_answer_and_a_small_side_is_not_split(lane: Lane) -> None:
    case_id, turn, (first, *_rest) = round_on(lane)
    give(lane, first, **dict.fromkeys(HOME, "agree"), 老赵="disagree", 阿May="pass")
    page, path = seen(lane, "王阿婆", f"/cases/{case_id}/statements"), f"/cases/{case_id}/statements"
    assert "居民 <b>同意 5</b>" in page and "满 3 个人才分开显示" in page and "商户还要 1 个人答" in page and "不同意 1" not in page
    assert SEEDS["resident"][1] not in page and "还有 3 句等您答" in page
    for name in ("孙老板", "周敏", "吴警官", None):
        assert "同意 5" not in seen(lane, name, path)
    give(lane, first, 孙老板="disagree")
    assert "还看不出来" in seen(lane, "王阿婆", path) and "两边都同意" not in seen(lane, "王阿婆", path).split('id="how"')[0]
    with lane.act("周敏") as act:
        acts.close_round(act, turn)
    public = seen(lane, None, path)
    assert "居民 <b>同意 5</b>" in public and "这一轮" in public and "我也写一句" not in public and "您答了" not in public
    assert [each["state"] for each in lane.client().get(f"{path}.json").json["statements"]] == ["open", "missing", "missing", "missing"]


def test_a_case_of_its_parties_is_not_there_for_others(lane: Lane) -> None:
    case_id, _turn, (first, *_rest) = round_on(lane, "parties")
    for path in (f"/cases/{case_id}/statements", f"/cases/{case_id}/statements.json", f"/cases/{case_id}/statements.csv"):
        for name in (None, "钱先生", "小李", "吴警官"):
            assert lane.client(name).get(path, headers=JSON).status_code == 404
        assert lane.client("王阿婆").get(path).status_code == 200
    for name in ("钱先生", "小李", "吴警官"):
        assert lane.client(name).get(f"/statements/{first}").status_code == 404
        assert post(lane, name, f"/statements/{first}/answer", stand="agree").status_code == 404
        assert post(lane, name, f"/cases/{case_id}/statements", text="一句").status_code == 404
    assert "商户这边只有 1 个人" in seen(lane, "老赵", f"/cases/{case_id}/statements/next")
    assert "居民只有 1 个人" in seen(lane, "周敏", f"/cases/{case_id}/statements/desk")


def test_what_comes_near_is_shown_first_and_one_may_go_on(lane: Lane) -> None:
    case_id, _turn, _seeds = round_on(lane)
    path, before = f"/cases/{case_id}/statements", lane.size()
    answer = lane.client("小李").post(path, data={"text": "店家要派人管队伍"})
    assert answer.status_code == 409 and "有人写过差不多的" in answer.text and SEEDS["merchant"][0] in answer.text and lane.size() == before
    assert "店家要派人管队伍" in answer.text and 'name="anyway" value="yes"' in answer.text
    told = post(lane, "小李", path, text="店家要派人管队伍")
    assert told.status_code == 409 and told.json["alike"][0]["text"] == SEEDS["merchant"][0]
    assert post(lane, "小李", path, text="店家要派人管队伍", anyway="yes").json["ok"]
    assert "一个字也不差" in post(lane, "小李", path, text="店家派人管队伍").json["reason"]
    long = lane.client("小李").post(path, data={"text": "字" * 141})
    assert long.status_code == 422 and "现在是 141 个字" in long.text and "字" * 141 in long.text
    assert post(lane, "小李", path, text=" \u200b ").status_code == 422


def test_the_queue_a_refusal_with_its_reason_and_the_appeal(lane: Lane) -> None:
    case_id, _turn, _seeds = round_on(lane)
    made = say(lane, "王阿婆", case_id, "店门口太乱。")
    queue = f"/cases/{case_id}/statements/desk"
    assert "等您看的 1 句" in seen(lane, "周敏", queue) and "店门口太乱。" in seen(lane, "周敏", queue)
    assert seen(lane, "王阿婆", queue, 403) and "店门口太乱。" not in seen(lane, "小李", f"/cases/{case_id}/statements")
    assert "看不明白" in seen(lane, "周敏", f"/statements/{made}/refuse")
    assert post(lane, "周敏", f"/statements/{made}/refuse", code="banana").status_code == 422
    assert post(lane, "周敏", f"/statements/{made}/refuse", code="unclear", note="哪里乱？").json["ok"]
    page = seen(lane, "王阿婆", f"/statements/{made}")
    assert "为什么：看不明白。" in page and "哪里乱？" in page and "请第二个人看" in page
    assert "等书记看" not in page and "没有放出来" in seen(lane, "王阿婆", f"/cases/{case_id}/statements")
    assert seen(lane, "陈阿姨", f"/statements/{made}", 404) and "没有要您看的" in seen(lane, "陈阿姨", "/c/hy/appeals")
    assert post(lane, "王阿婆", f"/statements/{made}/appeal", note="谁都看得懂。").json["ok"]
    assert "店门口太乱。" in seen(lane, "陈阿姨", "/c/hy/appeals") and "谁都看得懂。" in seen(lane, "陈阿姨", f"/statements/{made}")
    assert seen(lane, "王阿婆", "/c/hy/appeals", 403) and seen(lane, "陈阿姨", "/c/dx/appeals", 404)
    assert post(lane, "陈阿姨", f"/statements/{made}/decide", let_in="banana").status_code == 422
    assert post(lane, "陈阿姨", f"/statements/{made}/decide", let_in="yes").json["ok"] and state(made) == "admitted"
    assert "一位邻居写的" in seen(lane, "小李", f"/statements/{made}") and "改几个字" not in seen(lane, "小李", f"/statements/{made}")


def test_the_desk_sees_who_is_missing_and_what_is_unclear_but_no_answers_until_the_end(lane: Lane) -> None:
    case_id, turn, (first, *_rest) = round_on(lane)
    give(lane, first, 王阿婆="pass", 小李="pass", 林老师="agree", 老赵="agree", 阿May="agree")
    page = seen(lane, "周敏", f"/cases/{case_id}/statements/desk")
    assert "居民 3 / 5 人，商户 2 / 3 人" in page and "要改写" in page and "3 / 3" in page and "2 / 3" in page
    assert "同意 1" not in page and "两边都同意" not in page
    assert "听够了吗" in seen(lane, "周敏", f"/statements/rounds/{turn}/close")
    assert post(lane, "周敏", f"/statements/rounds/{turn}/close").json["ok"]
    assert "开始，请大家答" in seen(lane, "周敏", f"/cases/{case_id}/statements/desk")


def test_a_table_for_a_spreadsheet_runs_nothing(lane: Lane) -> None:
    case_id, turn, _seeds = round_on(lane)
    made = say(lane, "王阿婆", case_id, "=HYPERLINK(\"http://evil\")，点我")
    with lane.act("周敏") as act:
        acts.admit(act, made)
        acts.close_round(act, turn)
    table = lane.client().get(f"/cases/{case_id}/statements.csv")
    assert "'=HYPERLINK" in table.text and "\n=" not in table.text and table.mimetype == "text/csv"


def test_bad_input_moves_nothing(lane: Lane) -> None:
    case_id, turn, (first, *_rest) = round_on(lane)
    before = lane.size()
    assert post(lane, "王阿婆", f"/statements/{first}/answer", stand="banana").status_code == 422
    assert post(lane, "王阿婆", f"/statements/{first}/answer").json["reason"].startswith("没有看懂您的回答")
    assert post(lane, None, f"/statements/{first}/answer", stand="agree").status_code == 401
    assert post(lane, "王阿婆", "/statements/2147483647/answer", stand="agree").status_code == 404
    assert post(lane, "王阿婆", f"/statements/rounds/{turn}/close").status_code == 403
    assert post(lane, "周敏", f"/cases/{case_id}/statements/open", **SEEDS).status_code == 409
    for path in ("?from=banana", "?from=999999", "?state=banana", "?from=-1"):
        assert lane.client("王阿婆").get(f"/cases/{case_id}/statements{path}").status_code == 200
    assert lane.size() == before


def test_the_page_of_the_case_shows_what_waits(lane: Lane) -> None:
    case_id, _turn, (first, *_rest) = round_on(lane)
    give(lane, first, **dict.fromkeys((*HOME, *SHOPS), "agree"))
    page = seen(lane, "王阿婆", f"/cases/{case_id}")
    assert "还有 3 句等您答" in page and "两边都同意" in page and "看全部 4 句" in page
