"""Options in the browser without scripts: putting them up, a sheet with blanks, the result in words, who sees what."""

import re
from typing import Any

import pytest

from council.mediation.options import acts
from tests.conftest import Lane
from tests.mediation.test_options_acts import SHEETS, TEXTS, hand_in, up
from tests.mediation.voices import case_on

JSON = {"Accept": "application/json"}


@pytest.fixture
def lane(lane_sqlite: Lane) -> Lane:
    """Pages do not depend on the database."""
    return lane_sqlite


def seen(lane: Lane, name: str | None, path: str) -> str:
    answer = lane.client(name).get(path)
    assert answer.status_code == 200, answer.text[:500]
    assert "Macro" not in answer.text and 'data-size="1"' in answer.text
    return answer.text


def post(lane: Lane, name: str | None, path: str, **fields: Any) -> Any:
    return lane.client(name).post(path, data=fields, headers=JSON)


def test_the_desk_puts_them_up_and_what_was_written_is_kept(lane: Lane) -> None:
    case_id = case_on(lane)
    path = f"/cases/{case_id}/options"
    assert "还没有办法可以掂量" in seen(lane, "王阿婆", path) and "去不掉" in seen(lane, "周敏", path)
    wrong = lane.client("周敏").post(path, data={"option": ["字" * 141, TEXTS[0]]})
    assert wrong.status_code == 422 and "140 个字以内" in wrong.text and TEXTS[0] in wrong.text
    assert post(lane, "王阿婆", path, option=TEXTS).status_code == 403
    assert post(lane, "周敏", path, option=TEXTS, once="o").json["ok"] and post(lane, "周敏", path, option=TEXTS, once="o").json["ok"]
    page = seen(lane, "王阿婆", path)
    assert "维持现状，先不动" in page and page.count('type="radio"') == 3 * 12 and "3 个办法等您掂量" in seen(lane, "王阿婆", f"/cases/{case_id}")


def test_a_sheet_with_a_blank_is_given_shown_and_changed(lane: Lane) -> None:
    case_id, set_id, ids = up(lane)
    path = f"/options/{set_id}/resistance"
    answer = lane.client("王阿婆").post(path, data={f"r-{ids[0]}": "3", f"r-{ids[1]}": "", f"r-{ids[2]}": "10"})
    assert answer.status_code == 303
    page = seen(lane, "王阿婆", f"/cases/{case_id}/options")
    assert re.search(rf'id="r-{ids[0]}-3" value="3" checked', page) and re.search(rf'id="r-{ids[1]}-" value="" checked', page) and "改好了" in page
    for bad in ("11", "-1", "banana", "²"):
        assert post(lane, "王阿婆", path, **{f"r-{ids[0]}": bad}).status_code == 422
    assert post(lane, "王阿婆", path).status_code == 409 and post(lane, "吴警官", path, **{f"r-{ids[0]}": "1"}).status_code == 409
    assert post(lane, "钱先生", path, **{f"r-{ids[0]}": "1"}).status_code == 404 and post(lane, None, path).status_code == 401


def test_the_result_explains_itself_and_is_hidden_until_the_end(lane: Lane) -> None:
    case_id, set_id, ids = up(lane)
    hand_in(lane, set_id, ids, **SHEETS)
    path = f"/cases/{case_id}/options"
    for name in ("王阿婆", "周敏", None):
        page = seen(lane, name, path)
        assert "平均为难 <b>" not in page and "居民 3 / 5 人交了" in page
    assert "打分的人够了吗" in seen(lane, "周敏", f"/options/{set_id}/close")
    assert post(lane, "王阿婆", f"/options/{set_id}/close").status_code == 403 and post(lane, "周敏", f"/options/{set_id}/close").json["ok"]
    for name in ("王阿婆", None):
        page = seen(lane, name, path)
        assert "有一个办法，两边都受得了" in page and "居民平均为难 2.3，商户平均为难 3.0" in page and "1 人空着" in page
    told = lane.client().get(f"{path}.json").json
    assert told["verdict"] == "best" and told["options"][0] == {
        "option": 1, "text": TEXTS[0], "acceptance": pytest.approx(73.333, abs=.001), "resident": {"people": 3, "blank": 0, "mean": pytest.approx(7 / 3)},
        "merchant": {"people": 3, "blank": 0, "mean": 3.0}}


def test_back_to_talk_is_said_with_the_number(lane: Lane) -> None:
    case_id, set_id, ids = up(lane)
    hand_in(lane, set_id, ids, 王阿婆=(9, 8, 10), 陈阿姨=(9, 8, 10), 小李=(9, 7, 10), 老赵=(0, 7, 8), 阿May=(0, 7, 8), 孙老板=(0, 7, 8))
    with lane.act("周敏") as act:
        acts.close(act, set_id)
    page = seen(lane, "老赵", f"/cases/{case_id}/options")
    assert "回到谈，不表决" in page and "居民平均为难 7.7，超过了 6" in page and "最受得了</span>" not in page


def test_a_case_of_its_parties_is_not_there_for_others(lane: Lane) -> None:
    case_id, set_id, _ids = up(lane, "parties")
    for name in (None, "钱先生", "小李", "吴警官"):
        for path in (f"/cases/{case_id}/options", f"/cases/{case_id}/options.json"):
            assert lane.client(name).get(path).status_code == 404
    assert lane.client("小李").get(f"/options/{set_id}/close").status_code == 403
    assert "商户这边只有 1 个人" in seen(lane, "老赵", f"/cases/{case_id}/options")
