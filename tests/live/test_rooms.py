"""A room on either database: what it tells is what the record says, and its law holds."""

import pytest
from sqlalchemy import text
from sqlmodel import Session

from council import live, rooms
from council.db import reading
from tests.conftest import Lane
from tests.live.law import assert_law, look


@pytest.fixture(autouse=True)
def counting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "_rooms", {})
    live.room("desk", stream="meeting", guard=lambda me, id: True, parts={"count": _count}, hears={"*": ("count",)})


def _count(session: Session, id: int) -> str:
    return str(session.execute(text("SELECT count(*) FROM news WHERE stream = :name"), {"name": f"meeting:{id}"}).scalar())


def test_news_of_a_meeting_is_numbered_without_gaps_whoever_else_acts(lane: Lane) -> None:
    for name, topic in (("周敏", "meeting:7"), ("王阿婆", "grievance:1"), ("陈阿姨", "meeting:7"), ("周敏", "meeting:8")):
        with lane.act(name) as act:
            act.enter("thing.said", topic, {})
    with reading() as session:
        told = rooms.heard(session, "meeting:7", 0)
        assert [(each.n, each.kind, each.topic) for each in told] == [(1, "thing.said", "meeting:7"), (2, "thing.said", "meeting:7")]
        assert told[0].at.tzinfo is not None
        assert rooms.heads(session, ["meeting:7", "meeting:8", "meeting:9"]) == {"meeting:7": 2, "meeting:8": 1}
        assert rooms.head(session, "meeting:9") == 0


def test_a_meeting_hears_of_the_vote_that_says_so(lane: Lane) -> None:
    with reading() as session:
        before = look(session, "desk:7")
    with lane.act("王阿婆") as act:
        act.enter("ballot.cast", "vote:5", {}, also=("meeting:7",))
    assert list(act.told) == ["vote:5", "meeting:7"]
    with reading() as session:
        [item] = rooms.missed(session, rooms.find("desk:7"), "zh", 0)["items"]  # type: ignore[arg-type]
        assert (item["topic"], item["parts"]) == ("vote:5", {"count": "1"})
        assert_law(session, before)


def test_a_room_without_news_is_a_snapshot_at_nought(lane: Lane) -> None:
    with reading() as session:
        assert rooms.missed(session, rooms.find("desk:9"), "zh", None) == {"room": "desk:9", "seq": 0, "snapshot": {"count": "0"}}  # type: ignore[arg-type]
