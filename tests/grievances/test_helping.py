"""Written down for a neighbour: who may, what the record says, and how it is taken back at any time."""

from dataclasses import replace

import pytest

from council.db import keeping, reading
from council.grievances import helping, reads, slips
from council.grievances.handling import acts as handling
from council.record.rows import check_rows
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.grievances.told import QUEUE


def helped(lane: Lane, helper: str = "小顾", elder: str = "王阿婆", read_back: bool = True) -> int:
    with lane.act(helper) as act:
        return helping.file_for(act, lane.me(elder), QUEUE, read_back).id or 0


def test_the_neighbour_is_its_author_and_the_record_says_that_somebody_wrote_it(lane: Lane) -> None:
    before = lane.size()
    number = helped(lane)
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "grievance.filed" and leaf["body"]["helped"] is True and leaf["body"]["sector"] == "resident"
    assert "王阿婆" not in str(leaf) and "小顾" not in str(leaf)
    with reading() as session:
        assert reads.grievance(session, number, lane.me("王阿婆")).mine
        seen = reads.grievance(session, number, lane.me("小顾"))
        assert not seen.mine and seen.helped is not None


@pytest.mark.parametrize("helper, elder, read_back, why", [
    ("林老师", "王阿婆", True, "志愿者或者书记"), ("小顾", "小顾", True, "自己"), ("小顾", "王阿婆", False, "念给本人听")])
def test_nothing_is_sent_unless_it_may_be(lane: Lane, helper: str, elder: str, read_back: bool, why: str) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match=why):
        helped(lane, helper, elder, read_back)
    assert lane.size() == before


@pytest.mark.parametrize("name, door, found", [
    ("王阿婆", "12", True), (" 王阿婆 ", "12 号", True), ("王阿婆", "7", False), ("王婆", "12", False), ("老赵", "商3", True)])
def test_a_neighbour_is_found_by_name_and_door_together(lane: Lane, name: str, door: str, found: bool) -> None:
    with reading() as session:
        assert (helping.neighbour(session, lane.council_id, name, door) is not None) is found


@pytest.mark.parametrize("who, by", [("王阿婆", "author"), ("周敏", "desk")])
def test_it_is_taken_back_by_its_author_or_at_the_desk(lane: Lane, who: str, by: str) -> None:
    number = helped(lane)
    before = lane.size()
    with pytest.raises(Refusal, match="只有本人"), lane.act("小顾") as act:
        helping.revoke(act, number)
    with lane.act(who) as act:
        helping.revoke(act, number)
    assert [(leaf["kind"], leaf["body"].get("by")) for leaf in lane.leaves(before)] == [("grievance.revoked", by)]
    with reading() as session:
        seen = reads.grievance(session, number, lane.me("小顾"))
        assert seen.state == "withdrawn" and seen.grievance.happened == ""
        assert list(check_rows(session, lane.council_id)) == []
    with pytest.raises(Refusal, match="已经收回"), lane.act(who) as act:
        helping.revoke(act, number)


def test_even_what_has_ended_is_taken_back(lane: Lane) -> None:
    number = helped(lane)
    with lane.act("周敏") as act:
        handling.move(act, number, "acknowledged")
        handling.move(act, number, "refused", "这里办不了")
    with lane.act("王阿婆") as act:
        helping.revoke(act, number)
    with reading() as session:
        seen = reads.grievance(session, number, lane.me("王阿婆"))
        assert seen.state == "refused" and seen.grievance.happened == ""


def test_a_slip_finds_its_grievance_however_it_is_written_until_a_new_one_is_made(lane: Lane) -> None:
    number = helped(lane)
    with keeping() as session:
        first = slips.make(session, number)
    assert len(first.split()) == 4 and set(first.split()) <= set(slips.WORDS) and len(set(slips.WORDS)) == 128
    with reading() as session:
        assert slips.of_words(session, first.replace(" ", "")) == slips.of_words(session, f" {first}、") == number
    with keeping() as session:
        slips.make(session, number)
    with reading() as session:
        assert slips.of_words(session, first) is None


def test_a_secret_stays_one_although_somebody_wrote_it_down(lane: Lane) -> None:
    with lane.act("陈阿姨") as act:
        number = helping.file_for(act, lane.me("王阿婆"), replace(QUEUE, circle="secretary"), True).id or 0
    with reading() as session:
        for name in ("林老师", "小顾", "老赵", "吴警官"):
            with pytest.raises(Absent):
                reads.grievance(session, number, lane.me(name))
