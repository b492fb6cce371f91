"""With --rows the database is held against the record: whatever was changed behind its back is found."""

import pytest
from sqlmodel import select

from council.db import reading, writing
from council.record.models import Leaf, LogHead, News, Opening, Stream
from council.record.rows import check_rows


@pytest.fixture
def lane_told(lane):
    """The lane after something personal was entered and a room has heard it."""
    with lane.act("王阿婆") as act:
        act.enter("grievance.filed", topic="grievance:1", personal={"words": "夜里一直吵到两点"}, also=("meeting:9",))
    return lane


def found(lane, *checks):
    with reading() as session:
        return list(check_rows(session, lane.council_id, checks))


def test_what_was_done_through_the_doors_agrees(lane_told):
    assert found(lane_told) == []


def _leaf(session, lane):
    return session.exec(select(Leaf).where(Leaf.council_id == lane.council_id, Leaf.topic == "grievance:1")).one()


def kind(session, lane):
    _leaf(session, lane).kind = "grievance.joined"


def number(session, lane):
    _leaf(session, lane).topic_seq = 5


def digest(session, lane):
    _leaf(session, lane).hash = bytes(32)


def data(session, lane):
    leaf = _leaf(session, lane)
    leaf.data = leaf.data.replace(b"meeting:9", b"meeting:8")


def missing(session, lane):
    session.delete(session.get(Leaf, (lane.council_id, 1)))


def head(session, lane):
    session.get(LogHead, lane.council_id).size += 1


def edge(session, lane):
    session.get(LogHead, lane.council_id).edge = bytes(32)


def value(session, lane):
    session.exec(select(Opening).where(Opening.council_id == lane.council_id)).one().value = "没有吵"


def key(session, lane):
    session.exec(select(Opening).where(Opening.council_id == lane.council_id)).one().key = bytes(32)


def stray(session, lane):
    session.add(Opening(council_id=lane.council_id, seq=0, field="words", value="x", key=bytes(32)))


def prev(session, lane):
    session.get(Stream, "grievance:1").prev = bytes(32)


def news(session, lane):
    session.delete(session.get(News, ("meeting:9", 1)))


def unheard(session, lane):
    session.get(Stream, "meeting:9").news = 2


def silent(session, lane):
    session.delete(session.get(Stream, "meeting:9"))


@pytest.mark.parametrize("tamper", [kind, number, digest, data, missing, head, edge, value, key, stray, prev, news, unheard, silent])
def test_every_change_behind_the_record_is_found(lane_told, tamper):
    with writing() as session:
        tamper(session, lane_told)
    assert found(lane_told), tamper.__name__
    assert all(" / " in sentence for sentence in found(lane_told))


def test_an_erased_value_is_no_contradiction(lane_told):
    with writing() as session:
        session.delete(session.exec(select(Opening).where(Opening.council_id == lane_told.council_id)).one())
    assert found(lane_told) == []


def test_higher_floors_add_what_they_know(lane_told):
    def check(session, council_id):
        assert council_id == lane_told.council_id
        yield "票不见了 / a ballot is gone"

    assert found(lane_told, check) == ["票不见了 / a ballot is gone"]
