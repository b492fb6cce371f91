"""Opening a case, gathering, asking in, closing: on both databases."""

import pytest
from sqlalchemy import event

from council.db import reading
from council.grievances import acts as grievances
from council.grievances import reads as complaints
from council.mediation.cases import acts, reads
from council.mediation.cases.acts import Opening
from council.meetings import reads as meetings
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.mediation.casework import COFFEE, TITLE, complain, everything, kinds, opened


def sides(lane: Lane, case: int) -> dict[str, set[str]]:
    names = {number: name for name, number in lane.people.items()}
    with reading() as session:
        return {sector: {names[person] for person in persons} for sector, persons in reads.parties(session, case).items()}


def test_a_case_gathers_both_sides_and_takes_its_grievances_into_mediation(lane: Lane) -> None:
    queue, music = complain(lane, "王阿婆"), complain(lane, "小李", about=COFFEE, category="noise")
    about = complain(lane, "林老师", circle="lane", about=COFFEE)
    with lane.act("陈阿姨") as act:
        grievances.join(act, about, "我也是", 3)
    before = lane.size()
    with lane.act("周敏") as act:
        case = acts.open_case(act, Opening(" 排队与外摆 ", "parties", (music, queue, queue, about)))
    ids = sorted({queue, music, about})
    leaves = lane.leaves(before)
    assert leaves[0]["kind"] == "case.opened" and leaves[0]["topic"] == f"case:{case.id}" and leaves[0]["commit"] == {}
    assert leaves[0]["body"] == {"title": TITLE, "circle": "parties", "grievances": ids} and leaves[0]["in"] == [f"grievance:{each}" for each in ids]
    assert [(leaf["kind"], leaf["topic"], leaf["body"]["to"]) for leaf in leaves[1:]] == [
        ("grievance.moved", f"grievance:{each}", "mediating") for each in ids]
    assert sides(lane, case.id or 0) == {"resident": {"王阿婆", "小李", "林老师", "陈阿姨"}, "merchant": {"老赵", "阿May"}}
    assert not any(name in str(leaves) for name in lane.people)
    with reading() as session:
        assert reads.of_grievances(session, [queue, music]) == {queue: [case.id], music: [case.id]}


def test_a_shop_comes_in_only_as_far_as_the_lamp_of_the_grievance_reaches(lane: Lane) -> None:
    case = opened(lane, complain(lane, "王阿婆", circle="secretary"))
    assert sides(lane, case) == {"resident": {"王阿婆"}, "merchant": set()}
    with reading() as session, pytest.raises(Absent):
        reads.case(session, case, lane.me("老赵"))


def test_grievances_come_and_go_with_their_people(lane: Lane) -> None:
    first, second = complain(lane, "王阿婆"), complain(lane, "小李", about=COFFEE)
    case, before = opened(lane, first), lane.size()
    with lane.act("周敏") as act:
        acts.gather(act, case, second)
    assert sides(lane, case)["resident"] == {"王阿婆", "小李"}
    with lane.act("周敏") as act:
        acts.release(act, case, first)
    assert sides(lane, case) == {"resident": {"小李"}, "merchant": {"阿May"}}
    assert [(kind, body) for kind, _actor, body in kinds(lane, before) if kind.startswith("case.")] == [
        ("case.gathered", {"grievance": second}), ("case.released", {"grievance": first})]


def test_a_mediator_stands_between_the_sides_and_speaks_for_neither(lane: Lane) -> None:
    case, before = opened(lane, complain(lane, "王阿婆"), circle="lane"), lane.size()
    with lane.act("周敏") as act:
        acts.ask_in(act, case, lane.people["陈阿姨"])
    (leaf,) = lane.leaves(before)
    assert leaf["kind"] == "case.asked" and leaf["body"] == {"office": "lane_head"} and set(leaf["commit"]) == {"name"}
    with reading() as session:
        now = reads.case(session, case, lane.me("陈阿姨"))
        neighbour = reads.case(session, case, lane.me("小李"))
    assert (now.side, now.voice, now.mediator) == (None, None, True)
    assert (neighbour.side, neighbour.voice, neighbour.mediator) == (None, "resident", False)


@pytest.mark.parametrize(("outcome", "state"), [("agreed", "agreed"), ("talk", "talking"), ("council", "council")])
def test_a_round_ends_and_the_case_says_so(lane: Lane, outcome: str, state: str) -> None:
    queue = complain(lane, "王阿婆")
    case, before = opened(lane, queue), lane.size()
    with lane.act("周敏") as act:
        acts.close_case(act, case, outcome, "路留一米五，队伍靠店。")
    leaves = lane.leaves(before)
    assert leaves[0]["kind"] == "case.closed" and leaves[0]["body"] == {"outcome": outcome} and set(leaves[0]["commit"]) == {"note"}
    assert [leaf["kind"] for leaf in leaves[1:]] == {"agreed": ["grievance.moved"], "talk": [], "council": ["item.tabled"]}[outcome]
    with reading() as session:
        assert reads.case(session, case, lane.me("王阿婆")).state == state
        assert complaints.grievance(session, queue, lane.me("王阿婆")).state == ("agreed" if outcome == "agreed" else "mediating")
        assert [row.about for row in meetings.inbox(session, lane.council_id)] == ([f"case:{case}"] if outcome == "council" else [])


def test_a_case_that_has_ended_can_be_taken_up_again(lane: Lane) -> None:
    case = opened(lane)
    for outcome in ("agreed", "talk"):
        with lane.act("周敏") as act:
            acts.close_case(act, case, outcome, "再谈。")
    with reading() as session:
        assert reads.case(session, case, lane.me("老赵")).open
        assert [each.outcome for each in reads.outcomes(session, case)] == ["agreed", "talk"]


def test_what_is_refused_leaves_nothing(lane: Lane) -> None:
    first, second, done = complain(lane, "王阿婆"), complain(lane, "小李", about=COFFEE), complain(lane, "林老师")
    with lane.act("林老师") as act:
        grievances.withdraw(act, done)
    with lane.act("钱先生") as act:
        foreign = grievances.file(act, grievances.Complaint("隔壁的事", "", "管一管", 2, "noise", "lane")).id or 0
    case, before = opened(lane, first), everything(lane)
    for who, deed, refusal, said in (
            ("王阿婆", lambda act: acts.open_case(act, Opening("排队", "lane", (first,))), Refusal, "书记"),
            ("周敏", lambda act: acts.open_case(act, Opening("", "lane", (first,))), Refusal, "叫什么"),
            ("周敏", lambda act: acts.open_case(act, Opening("排队", "lane", (foreign,))), Absent, None),
            ("周敏", lambda act: acts.open_case(act, Opening("排队", "lane", (second, done))), Refusal, "结束"),
            ("周敏", lambda act: acts.gather(act, case, first), Refusal, "已经在里面"),
            ("周敏", lambda act: acts.gather(act, case, done), Refusal, "结束"),
            ("周敏", lambda act: acts.gather(act, case, foreign), Absent, None),
            ("周敏", lambda act: acts.gather(act, 10**20, second), Absent, None),
            ("周敏", lambda act: acts.release(act, case, first), Refusal, "最后一件"),
            ("周敏", lambda act: acts.ask_in(act, case, lane.people["小顾"]), Refusal, "弄长"),
            ("周敏", lambda act: acts.ask_in(act, case, lane.people["钱先生"]), Absent, None),
            ("周敏", lambda act: acts.close_case(act, case, "agreed", " "), Refusal, "谈到了哪里"),
            ("何书记", lambda act: acts.close_case(act, case, "agreed", "好"), Absent, None),
            ("老赵", lambda act: acts.close_case(act, case, "agreed", "好"), Refusal, "书记")):
        with pytest.raises(refusal, match=said), lane.act(who) as act:
            deed(act)
    assert everything(lane) == before


def test_all_cases_are_found_with_as_many_questions_as_one_and_each_as_by_itself(lane_sqlite: Lane) -> None:
    asked: list[str] = []
    with reading() as session:
        event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _u, statement, *_rest: asked.append(statement))
    counts = []
    for name, more in (("王阿婆", 2), ("小李", 6)):
        for _n in range(more):
            opened(lane_sqlite, complain(lane_sqlite, name), complain(lane_sqlite, name, about=COFFEE, category="noise"))
        asked.clear()
        with reading() as session:
            found = reads.visible(session, lane_sqlite.me("周敏"))
        counts.append(len(asked))
    assert counts[0] == counts[1] > 5 and len(found) == 8
    for who in ("周敏", "王阿婆", "老赵", "阿May", "孙老板"):
        me = lane_sqlite.me(who)
        with reading() as session:
            every = [reads.now(session, row, me) for row in reads.of_council(session, lane_sqlite.council_id)]
            inside = [now for now in every if now.desk or now.side or now.mediator]
            assert reads.visible(session, me) == inside and (len(inside) == 8) == (who in ("周敏", "老赵", "阿May"))
