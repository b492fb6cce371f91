"""What the desk does: moving on, handing over with a receipt, the agenda, taking up again; the new state, the exact entries, what a refusal leaves."""

from datetime import date

import pytest
from sqlmodel import select

from council.db import reading
from council.grievances import acts, reads
from council.grievances.handling import acts as handling
from council.grievances.handling import closing
from council.grievances.handling import reads as handled
from council.grievances.handling.acts import Receipt
from council.grievances.handling.board import Wanted, board
from council.grievances.handling.models import Handover
from council.grievances.handling.triage import Answers
from council.grievances.models import Step
from council.grievances.rules import ENDED
from council.meetings import reads as meetings
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.grievances.test_closing import agrees, filed, state

RECEIPT = Receipt("城管中队", date(2026, 11, 20), "CG-17", "12345", "已经说清楚了。")


def test_each_step_says_who_and_when(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    with lane.act("周敏") as act:
        handling.move(act, number, "acknowledged")
        handling.move(act, number, "mediating", "约了两家")
        handling.move(act, number, "agreed", "周末派人引导")
    assert [leaf["body"] for leaf in lane.leaves(before)] == [
        {"from": "filed", "to": "acknowledged"}, {"from": "acknowledged", "to": "mediating"}, {"from": "mediating", "to": "agreed"}]
    assert [leaf["kind"] for leaf in lane.leaves(before)] == ["grievance.moved"] * 3 and "约了" not in str(lane.leaves(before))
    with reading() as session:
        rows = session.exec(select(Step).where(Step.grievance_id == number).order_by(Step.id)).all()  # type: ignore[arg-type]
        assert {(row.public, row.by_id) for row in rows} == {("书记", lane.people["周敏"])} and all(row.at for row in rows)
        turns = handled.thread(session, reads.grievance(session, number, lane.me("王阿婆")))
        assert [(str(turn.words), turn.who) for turn in turns[1:]] == [("书记看过了", "书记"), ("正在调解", "书记"), ("谈成了", "书记")]
    assert agrees(lane)


@pytest.mark.parametrize(("to", "note", "why"), [
    ("refused", "", "为什么"), ("solved", "好了", "没有这一步"), ("closing", "好了", "没有这一步"), ("out_of_remit", "城管", "回执"), ("filed", "x", "没有这一步")])
def test_a_wrong_step_leaves_nothing(lane: Lane, to: str, note: str, why: str) -> None:
    number, before = filed(lane), lane.size()
    with pytest.raises(Refusal, match=why), lane.act("周敏") as act:
        handling.move(act, number, to, note)
    assert lane.size() == before and state(lane, number) == "filed"


@pytest.mark.parametrize("who", ["王阿婆", "老赵", "吴警官", "小顾"])
def test_only_the_desk_takes_steps(lane: Lane, who: str) -> None:
    number, before = filed(lane), lane.size()
    for deed in (lambda act: handling.move(act, number, "acknowledged"), lambda act: handling.hand_over(act, number, RECEIPT),
                 lambda act: handling.table(act, number), lambda act: handling.reopen(act, number, "x")):
        with pytest.raises(Refusal, match="由书记来做"), lane.act(who) as act:
            deed(act)
    assert lane.size() == before
    with pytest.raises(Absent), lane.act("何书记") as act:
        handling.move(act, number, "acknowledged")


def test_a_handing_over_leaves_a_receipt_and_the_record_does_not_say_to_whom(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    with pytest.raises(Refusal, match="转给谁"), lane.act("周敏") as act:
        handling.hand_over(act, number, Receipt(" ", date(2026, 11, 20)))
    with lane.act("周敏") as act:
        handling.hand_over(act, number, RECEIPT)
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "grievance.handed_over" and leaf["body"] == {"from": "filed", "day": "2026-11-20"}
    assert set(leaf["commit"]) == {"to", "reference", "contact", "note"} and not any(word in str(leaf) for word in ("城管", "CG-17", "12345"))
    with reading() as session:
        row = handled.receipt(session, number)
        assert row is not None and (row.to, row.reference, row.contact, row.by_id) == ("城管中队", "CG-17", "12345", lane.people["周敏"])
    assert state(lane, number) == "out_of_remit" and agrees(lane)


def test_the_number_that_comes_later_is_written_on_the_receipt(lane: Lane) -> None:
    number = filed(lane)
    with pytest.raises(Refusal, match="没有转在别处"), lane.act("周敏") as act:
        handling.complete_receipt(act, number, "CG-18", "")
    with lane.act("周敏") as act:
        handling.hand_over(act, number, Receipt("城管中队", date(2026, 11, 20), contact="12345"))
    with pytest.raises(Refusal, match="写上编号"), lane.act("周敏") as act:
        handling.complete_receipt(act, number, "", " ")
    before = lane.size()
    with pytest.raises(Refusal, match="由书记来做"), lane.act("王阿婆") as act:
        handling.complete_receipt(act, number, "CG-18", "")
    with lane.act("周敏") as act:
        handling.complete_receipt(act, number, "CG-18", "")
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "receipt.completed" and leaf["body"] == {} and "CG-18" not in str(leaf)
    with reading() as session:
        row = handled.receipt(session, number)
        assert row is not None and (row.to, row.reference, row.contact) == ("城管中队", "CG-18", "12345")
    assert agrees(lane)


def test_what_comes_back_is_taken_up_again_and_the_old_end_stays_visible(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("周敏") as act:
        handling.hand_over(act, number, RECEIPT)
    with pytest.raises(Refusal, match="为什么重新办"), lane.act("周敏") as act:
        handling.reopen(act, number, " ")
    before = lane.size()
    with lane.act("周敏") as act:
        handling.reopen(act, number, "城管退了回来")
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "grievance.reopened" and leaf["body"] == {"from": "out_of_remit", "by": "desk"}
    with reading() as session:
        seen = reads.grievance(session, number, lane.me("王阿婆"))
        words = [str(turn.words) for turn in handled.thread(session, seen)]
        assert words[-2:] == ["转给城管中队", "重新办起来了"] and seen.state == "filed"
        assert len(handled.cycles(session, [number])[number]) == 2
        assert len(session.exec(select(Handover)).all()) == 1
    assert agrees(lane)


def test_the_next_agenda_takes_it_once_and_names_only_kind_and_place(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("周敏") as act:
        handling.table(act, number)
    assert state(lane, number) == "agenda"
    with reading() as session:
        item, = meetings.inbox(session, lane.council_id)
        assert (item.title, item.about, item.kind) == ("排队和堵路", f"grievance:{number}", "grievance")
    with pytest.raises(Refusal, match="已经在议程上"), lane.act("周敏") as act:
        handling.table(act, number)
    with lane.act("周敏") as act:
        handling.move(act, number, "agreed", "周末派人引导")
    assert state(lane, number) == "agreed"


def test_what_was_taken_back_is_not_taken_up_again(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("王阿婆") as act:
        acts.withdraw(act, number)
    with pytest.raises(Refusal, match="只有结束了的"), lane.act("周敏") as act:
        handling.reopen(act, number, "再办")
    with pytest.raises(Refusal, match="已经是“撤回了”"), lane.act("周敏") as act:
        handling.move(act, number, "mediating")


def test_a_key_that_waits_is_told_on_the_first_page(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("周敏") as act:
        closing.propose_closing(act, number, "solved", "好了")
    for who, waits in (("王阿婆", True), ("老赵", True), ("林老师", False), ("阿May", False), ("周敏", False)):
        with reading() as session:
            assert bool(handled.waiting_for(session, lane.me(who))) is waits, who
    with lane.act("老赵") as act:
        closing.confirm(act, number)
    with reading() as session:
        assert handled.waiting_for(session, lane.me("老赵")) == [] and len(handled.waiting_for(session, lane.me("王阿婆"))) == 1


def test_the_board_reads_the_same_on_both_databases(lane: Lane) -> None:
    first, second = filed(lane), filed(lane, "secretary")
    with lane.act("周敏") as act:
        handling.move(act, first, "acknowledged")
        handling.judge(act, first, Answers(True, False, True), "IV")
        handling.move(act, second, "refused", "办不了")
    with reading() as session:
        found = board(session, lane.me("周敏"), Wanted())
        assert [(line.seen.id, line.waits, line.next, line.type) for line in found.lines] == [(first, ("due",), "case", "IV")]
        assert board(session, lane.me("周敏"), Wanted(words="轮椅")).found == 1 and board(session, lane.me("周敏"), Wanted(words="没有的字")).found == 0
    with lane.act("王阿婆") as act:
        closing.contest(act, second, "办得了的")
    with reading() as session:
        found = board(session, lane.me("周敏"), Wanted())
        assert [(line.seen.id, line.waits[0], line.next) for line in found.lines] == [(second, "unread", "acknowledged"), (first, "due", "case")]


def test_the_open_ones_are_those_whose_last_step_has_not_ended_them(lane: Lane) -> None:
    fresh, seen, refused, again, gone = (filed(lane) for _n in range(5))
    with lane.act("周敏") as act:
        handling.move(act, seen, "acknowledged")
        for number in (refused, again):
            handling.move(act, number, "refused", "这里办不了")
        handling.reopen(act, again, "信退回来了")
    with lane.act("王阿婆") as act:
        acts.withdraw(act, gone)
    for name in ("周敏", "王阿婆"):
        with reading() as session:
            found = reads.open_ones(session, lane.me(name))
            assert [each.id for each in found] == [again, seen, fresh]
            assert found == [each for each in reads.visible(session, lane.me(name)) if each.state not in ENDED]
