"""The mediation page: what everybody, members and the desk see, and what its forms do."""

from typing import Any

import pytest

from council.grievances import acts as grievances
from council.grievances.acts import Complaint
from council.mediation import acts
from tests.conftest import Lane

WORDS = "生意照做，路让得开。"
JSON = {"Accept": "application/json"}


@pytest.fixture
def lane(lane_sqlite: Lane) -> Lane:
    """Pages do not depend on the database."""
    return lane_sqlite


def seen(lane: Lane, name: str | None = None) -> str:
    answer = lane.client(name).get("/c/hy/mediation")
    assert answer.status_code == 200
    return answer.text


def post(lane: Lane, name: str | None, path: str, **fields: Any) -> Any:
    return lane.client(name).post(path, data=fields, headers=JSON)


def noted(lane: Lane) -> int:
    with lane.act("周敏") as act:
        return acts.note_goal(act, WORDS).id or 0


def test_nothing_yet_is_said_and_only_the_desk_can_write(lane: Lane) -> None:
    assert "还没有写下共同目标。" in seen(lane) and "写一句共同目标" not in seen(lane, "王阿婆")
    assert "写一句共同目标" in seen(lane, "周敏")


def test_the_desk_notes_a_goal_from_grievances(lane: Lane) -> None:
    with lane.act("王阿婆") as act:
        about = grievances.file(act, Complaint("周末排队排到我家门口", "", "门口留条路", 4, "queue", "secretary")).id
    assert "周末排队排到我家门口" in seen(lane, "周敏")
    answer = post(lane, "周敏", "/c/hy/mediation/goals", text=WORDS, grievances=[str(about)], once="g").json
    assert answer["ok"] and answer == post(lane, "周敏", "/c/hy/mediation/goals", text=WORDS, grievances=[str(about)], once="g").json
    assert WORDS in seen(lane) and "从 1 件诉求里来" in seen(lane)
    assert "周末排队排到我家门口" not in seen(lane) and "周末排队排到我家门口" not in seen(lane, "老赵")


def test_members_stand_by_it_and_see_names_others_see_numbers(lane: Lane) -> None:
    goal = noted(lane)
    assert "我认" in seen(lane, "老赵") and "我认" not in seen(lane) and "由居民和商户两边来认" in seen(lane, "吴警官")
    assert post(lane, "老赵", f"/goals/{goal}/stand", accept="yes").json["ok"]
    assert post(lane, "王阿婆", f"/goals/{goal}/stand", accept="no").json["ok"]
    public, member = seen(lane), seen(lane, "王阿婆")
    assert "商户 1 人认" in public and "居民 0 人认" in public and "居民 1 人还不认" in public and "老赵" not in public
    assert "老赵" in member and "您的选择" in member


def test_bad_input_moves_nothing(lane: Lane) -> None:
    goal = noted(lane)
    before = lane.size()
    assert post(lane, "老赵", f"/goals/{goal}/stand", accept="banana").status_code == 422
    assert post(lane, "老赵", f"/goals/{goal}/stand").json["reason"] == "请点“我认”或者“我还不认”。"
    assert post(lane, "老赵", "/goals/99999999999999999999/stand", accept="yes").status_code == 404
    assert post(lane, "钱先生", f"/goals/{goal}/stand", accept="yes").status_code == 404
    assert post(lane, None, f"/goals/{goal}/stand", accept="yes").status_code == 401
    assert post(lane, "吴警官", f"/goals/{goal}/stand", accept="yes").status_code == 409
    assert post(lane, "王阿婆", "/c/hy/mediation/goals", text="我来写").status_code == 403
    assert post(lane, "何书记", "/c/hy/mediation/goals", text="别家的").status_code == 404
    assert post(lane, "周敏", "/c/hy/mediation/goals", text="有", grievances="99999999999999999999").status_code == 422
    assert post(lane, "周敏", "/c/hy/mediation/goals", text="有", grievances="77").status_code == 404
    assert lane.size() == before
