"""docs/api.md says what the app really answers: its routes, its rooms, its JSON, key for key."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.exceptions import HTTPException

from council import crowd, rooms
from council.meetings import acts as meetings
from council.meetings.acts import Calling, Item
from council.record.leaves import FIELDS
from council.votes import acts as votes
from council.web import build
from tests.conftest import Lane

PAPER = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text(encoding="utf-8")
EXAMPLES = [json.loads(block) for block in re.findall(r"```json\n(.*?)```", PAPER, re.DOTALL)]
NAMED = re.findall(r"`(?:(GET|POST) )?(/[^`\s?]*)", PAPER)


def example(*keys: str) -> Any:
    """The one example that has these keys."""
    found = [each for each in EXAMPLES if set(keys) <= set(each)]
    assert len(found) == 1, keys
    return found[0]


def shape(value: Any) -> Any:
    """The keys of a JSON value, all the way down; of a list, those of its first."""
    if isinstance(value, dict):
        return {key: shape(inner) for key, inner in value.items()}
    return [shape(value[0])] if isinstance(value, list) and value else None


def decided(lane: Lane) -> tuple[int, int]:
    """A running meeting, and a vote in it that both sides have passed."""
    with lane.act("周敏") as act:
        meeting = meetings.call_meeting(act, Calling("排队", "活动室", act.at))
        meetings.add_item(act, meeting.id or 0, Item("排队"))
        meetings.open_meeting(act, meeting.id or 0)
        vote = votes.open_vote(act, votes.Motion("排队不超过十人，行不行？", venue=meeting.topic, text="不超过十人。"))
    for name in ("陈阿姨", "王阿婆", "小李", "老赵"):
        with lane.act(name) as act:
            votes.cast(act, vote.id or 0, "for")
    return meeting.id or 0, vote.id or 0


def known(app: Flask, method: str, path: str) -> bool:
    """Whether the app has a route for a path of the paper."""
    try:
        app.url_map.bind("").match(re.sub(r"<\w+>", "1", path), method=method or "GET")
    except HTTPException:
        return False
    return True


def test_every_address_in_the_paper_is_a_route(lane_sqlite: Lane) -> None:
    app = build(lane_sqlite.config)
    there = [(method, path) for method, path in NAMED if path != "/socket.io/"]
    assert len(there) >= 60 and [each for each in there if not known(app, *each)] == []
    assert not known(app, "POST", "/votes/<id>/ballots") and not known(app, "GET", "/votes/<id>/ballot")


def test_every_post_of_the_app_is_in_the_paper(lane_sqlite: Lane) -> None:
    def plain(path: str) -> str:
        return re.sub(r"<(?:\w+:)?\w+>", "<>", path)

    told = {plain(path) for method, path in NAMED if method == "POST"}
    posts = {plain(rule.rule) for rule in build(lane_sqlite.config).url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert len(posts) >= 50 and posts - told == set()


def test_every_room_is_in_the_paper(lane_sqlite: Lane) -> None:
    build(lane_sqlite.config)
    ours = {name for name, room in rooms._rooms.items() if re.match(r"council\.(?!bench)", room.guard.__module__)}
    assert len(ours) >= 6 and set(re.findall(r"`([a-z]+):<id>`", PAPER)) == ours


def test_what_is_on_has_exactly_these_keys(lane_sqlite: Lane) -> None:
    decided(lane_sqlite)
    answer = lane_sqlite.client().get("/c/hy/now.json").json
    assert shape(answer) == shape(example("meeting", "head")) and all(isinstance(answer[key], int) for key in ("meeting", "vote", "head"))


@pytest.mark.parametrize("closed", [False, True])
def test_a_vote_has_exactly_these_keys(lane_sqlite: Lane, closed: bool) -> None:
    _meeting, vote = decided(lane_sqlite)
    if closed:
        with lane_sqlite.act("周敏") as act:
            votes.close_vote(act, vote)
    answer, told = lane_sqlite.client().get(f"/votes/{vote}.json").json, example("electorate", "verdict")
    if not closed:
        assert answer["verdict"] is None and answer["state"] == "open"
        told = {**told, "verdict": None}
    assert shape(answer) == shape(told)


def test_a_ballot_is_answered_with_exactly_these_keys(lane_sqlite: Lane) -> None:
    _meeting, vote = decided(lane_sqlite)
    answer = lane_sqlite.client("阿May").post(f"/votes/{vote}/ballot", data={"choice": "for"}, headers={"Accept": "application/json"})
    assert answer.status_code == 200 and shape(answer.json) == shape(example("ok", "entry", "choice"))


def test_an_entry_has_exactly_these_fields(lane_sqlite: Lane) -> None:
    decided(lane_sqlite)
    told, ballot = example("topic_seq", "prev"), lane_sqlite.leaves()[-1]
    assert set(told) == FIELDS == set(ballot)
    assert (told["kind"], set(told["body"]), set(told["commit"])) == (ballot["kind"], set(ballot["body"]), set(ballot["commit"]))
    assert set(re.findall(r"`(\w+)`", PAPER[PAPER.index("| `v` |"):PAPER.index("reads all this from")])) >= FIELDS


def test_a_crowd_is_told_in_exactly_these_keys(lane_sqlite: Lane) -> None:
    decided(lane_sqlite)
    line = next(crowd.gather("hy", 2, "http://127.0.0.1:8000"))
    assert shape(line) == shape(example("sector", "link"))


def test_readiness_has_exactly_these_keys(lane_sqlite: Lane) -> None:
    assert shape(lane_sqlite.client().get("/readyz").json) == shape(example("disk_free_mb"))


def test_news_has_exactly_these_keys(lane_sqlite: Lane) -> None:
    meeting, _vote = decided(lane_sqlite)
    client = lane_sqlite.client()
    seq = client.get(f"/news/meeting:{meeting}").json["seq"]
    few, all_of_it = client.get(f"/news/meeting:{meeting}?after={seq - 1}").json, client.get(f"/news/meeting:{meeting}").json
    assert set(few) == {"room", "seq", "items", "now"} and set(all_of_it) == {"room", "seq", "snapshot", "now"}
    assert set(few["items"][0]) == set(example("seq", "parts"))
