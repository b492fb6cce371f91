"""The third door: one transaction, one answer for one form, nothing without an entry."""

import threading

import pytest
from sqlmodel import select

from council.db import Unmarked, keeping, reading
from council.people import acts as people_acts
from council.people.models import Compound, Council
from council.record import tree
from council.record.acting import Repeated, Unrecorded
from council.record.models import Leaf, LogHead, News
from council.refusal import Absent, Refusal
from tests.conftest import Lane


def test_an_act_leaves_its_row_and_exactly_one_entry(lane: Lane) -> None:
    before = lane.size()
    with lane.act("周敏") as act:
        people_acts.draw_lane(act, ["新里"], [])
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["lane.drawn"]
    assert leaves[0]["actor"] == "书记"
    with reading() as session:
        head = session.get(LogHead, lane.council_id)
        hashes = [tree.leaf_hash(row) for row in _data(session, lane.council_id)]
    assert head is not None and head.size == before + 1
    edge = [head.edge[i:i + 32] for i in range(0, len(head.edge), 32)]
    assert tree.edge_root(edge) == tree.root_of(hashes)


def test_an_act_that_says_nothing_leaves_nothing(lane: Lane) -> None:
    before = lane.size()
    with pytest.raises(Unrecorded), lane.act("周敏") as act:
        act.add(Compound(council_id=lane.council_id, name="不该在"))
    assert lane.size() == before
    with reading() as session:
        assert "不该在" not in set(session.exec(select(Compound.name)))


def test_a_refusal_in_the_middle_undoes_everything(lane: Lane) -> None:
    before = lane.size()
    with pytest.raises(Refusal), lane.act("周敏") as act:
        people_acts.draw_lane(act, ["半途"], [])
        raise Refusal("不行")
    assert lane.size() == before


def test_the_same_token_again_gets_the_first_answer(lane: Lane) -> None:
    with lane.act("周敏", once="tap-1") as act:
        people_acts.draw_lane(act, ["一次"], [])
        act.answer(to="/somewhere")
    size = lane.size()
    with pytest.raises(Repeated) as again, lane.act("周敏", once="tap-1") as act:
        people_acts.draw_lane(act, ["一次"], [])
    assert again.value.answer == {"entry": size - 1, "to": "/somewhere"}
    assert lane.size() == size
    with lane.act("陈阿姨", once="tap-1") as act:
        people_acts.draw_lane(act, ["别人的同号"], [])
    assert lane.size() == size + 1


def test_personal_fields_enter_only_as_commitments(lane: Lane) -> None:
    with lane.act("周敏") as act:
        people_acts.appoint(act, lane.people["林老师"], "building_head")
    leaf = lane.leaves()[-1]
    assert "林老师" not in str(leaf) and set(leaf["commit"]) == {"name"}


def test_the_other_council_cannot_be_reached_from_here(lane: Lane) -> None:
    with pytest.raises(Absent), lane.act("周敏") as act:
        act.own(Council(id=lane.other_id, slug="x", name="x", at=act.at) and Compound(council_id=lane.other_id, name="x"))


def test_keeping_refuses_rows_of_the_public_kind(lane: Lane) -> None:
    with pytest.raises(Unmarked), keeping() as session:
        session.add(Compound(council_id=lane.council_id, name="偷偷"))


def test_reading_cannot_write(lane: Lane) -> None:
    with pytest.raises(Exception, match="(?i)read.?only"), reading() as session:
        session.add(Compound(council_id=lane.council_id, name="偷偷"))
        session.flush()


def test_forty_at_once_get_forty_entries_without_a_gap(lane: Lane) -> None:
    before = lane.size()

    def work(n: int) -> None:
        for k in range(5):
            with lane.act("周敏") as act:
                act.enter("lane.drawn", topic=f"council:{lane.council_id}", body={"n": n, "k": k}, also=("meeting:1",))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    leaves = lane.leaves(before)
    assert len(leaves) == 40
    topic = [leaf["topic_seq"] for leaf in lane.leaves() if leaf["topic"] == f"council:{lane.council_id}"]
    assert topic == list(range(1, len(topic) + 1))
    with reading() as session:
        assert sorted(session.exec(select(News.n).where(News.stream == "meeting:1"))) == list(range(1, 41))


def _data(session, council_id):  # type: ignore[no-untyped-def]
    return session.exec(select(Leaf.data).where(Leaf.council_id == council_id).order_by(Leaf.seq)).all()
