"""The rehearsal crowd: on the roll, in the hall, asked, and let in by their links; never in a real council."""

import json
import re
import urllib.parse
from typing import Any

import pytest

from council import clock, crowd
from council.db import reading
from council.meetings import acts as meetings
from council.meetings import reads as meeting_reads
from council.people import reads as people_reads
from council.people.acts import found_council
from council.refusal import Refusal
from council.votes import reads
from tests.conftest import Lane
from tests.votes.test_acts import CLAUSE, close, put


@pytest.fixture
def meeting(lane: Lane) -> int:
    """A meeting that is on."""
    with lane.act("周敏") as act:
        called = meetings.call_meeting(act, meetings.Calling("开门议事", "弄口", clock.now()))
        item = meetings.add_item(act, called.id or 0, meetings.Item("排队"))
        meetings.open_meeting(act, called.id or 0)
        meetings.open_item(act, item.id or 0)
    return called.id or 0


def gather(n: int) -> list[dict[str, Any]]:
    return list(crowd.gather("hy", n, "http://lane.test"))


def test_a_crowd_is_on_the_roll_in_the_hall_and_on_the_frozen_roll(lane: Lane, meeting: int) -> None:
    put(lane, CLAUSE)
    with reading() as session:
        roll = people_reads.roll_count(session, lane.council_id)
    lines = gather(31)
    assert len({line["link"] for line in lines}) == 31 == len({line["name"] for line in lines}) and len({line["vote"] for line in lines}) == 1
    assert [sum(line["sector"] == side for line in lines) for side in ("resident", "merchant")] == [16, 15]
    assert all(re.fullmatch(r"http://lane\.test/enter/\S+", line["link"]) for line in lines) and lines[0]["name"] == "排练居民 001"
    with reading() as session:
        vote = reads.vote(session, lines[0]["vote"])
        attendance = meeting_reads.attendance(session, meeting)
        assert people_reads.roll_count(session, lane.council_id) == roll
    assert (vote.rehearsal, vote.venue, vote.electorate) == (True, f"meeting:{meeting}", {"resident": 21, "merchant": 18})
    assert (attendance["resident"], attendance["merchant"]) == (16, 15)
    assert {leaf["actor"] for leaf in lane.leaves() if leaf["kind"] == "vote.opened"} == {"书记", "排练"}


def test_a_second_crowd_joins_the_first_and_is_asked_again(lane: Lane, meeting: int) -> None:
    first, second = gather(4), gather(3)
    assert not {line["name"] for line in first} & {line["name"] for line in second}
    with reading() as session:
        old, new = (reads.vote(session, lines[0]["vote"]) for lines in (first, second))
        assert reads.closing(session, old.id or 0) is not None and new.electorate == {"resident": 9, "merchant": 6}
    close(lane, new.id or 0)


def test_the_link_shows_one_form_and_posting_it_leads_to_a_ballot(lane_sqlite: Lane, request: pytest.FixtureRequest) -> None:
    with lane_sqlite.act("周敏") as act:
        called = meetings.call_meeting(act, meetings.Calling("开门议事", "弄口", clock.now()))
        meetings.add_item(act, called.id or 0, meetings.Item("排队"))
        meetings.open_meeting(act, called.id or 0)
    line = gather(2)[0]
    phone = lane_sqlite.client()
    path = urllib.parse.urlparse(line["link"]).path
    for _preview in range(3):
        page = phone.get(path)
        assert page.status_code == 200 and "排练居民 001" in page.text
    form = re.search(r"<form(.*?)</form>", page.text, re.S)
    assert form is not None
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form[1]))
    action = re.search(r'action="([^"]+)"', form[1])
    assert phone.post(action[1] if action else path, data=fields).status_code == 303
    ballot = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', phone.get(f"/votes/{line['vote']}").text))
    answer = phone.post(f"/votes/{line['vote']}/ballot", data={**ballot, "choice": "for"}, headers={"Accept": "application/json"})
    assert answer.status_code == 200 and answer.json["ok"] is True
    found = phone.get(f"/votes/{line['vote']}.json").json
    assert found["cast"] == {"resident": 1, "merchant": 0}


@pytest.mark.parametrize(("slug", "n", "said"), [("dx", 5, "是真的"), ("hy", 0, "1 到 5000"), ("hy", 5001, "1 到 5000"), ("hy", 5, "没有正在开的会")])
def test_no_crowd_where_it_has_no_place(lane: Lane, slug: str, n: int, said: str) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match=said):
        list(crowd.gather(slug, n, ""))
    assert lane.size() == before


def test_the_tool_says_why_not_in_a_sentence(lane_sqlite: Lane, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    found_council("echt", "真的议事会")
    monkeypatch.setenv("COUNCIL_DATA", str(lane_sqlite.config.data))
    assert [crowd.main(line) for line in (["3", "--council", "echt"], ["3", "--council", "nowhere"], ["3"], ["many"], [])] == [1, 1, 1, 3, 3]
    told = capsys.readouterr()
    assert "是真的" in told.err and "没有叫 nowhere 的议事会" in told.err and "没有正在开的会" in told.err and told.out == ""


def test_the_tool_prints_one_json_line_a_person(lane_sqlite: Lane, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    with lane_sqlite.act("周敏") as act:
        called = meetings.call_meeting(act, meetings.Calling("开门议事", "弄口", clock.now()))
        meetings.add_item(act, called.id or 0, meetings.Item("排队"))
        meetings.open_meeting(act, called.id or 0)
    monkeypatch.setenv("COUNCIL_DATA", str(lane_sqlite.config.data))
    (lane_sqlite.config.data / "address").write_text("http://192.0.2.7:8123\n")
    assert crowd.main(["2"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [set(line) for line in lines] == [{"name", "sector", "link", "vote"}] * 2 and lines[0]["link"].startswith("http://192.0.2.7:8123/enter/")
