"""Rounds of statements through their acts, on both databases: the rows, the exact entries, and that a refusal leaves nothing."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from council.db import reading
from council.mediation.cases import acts as cases
from council.mediation.statements import acts, reads, results
from council.mediation.statements.models import (
    Statement,
    StatementAnswer,
    StatementRound,
    StatementRoundClosing,
    StatementStep,
    StatementTally,
    StatementVoice,
)
from council.people import acts as people
from council.record.acting import Act, Repeated
from council.record.models import Opening
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.mediation.voices import HOME, SEEDS, SHOPS, case_on, give, round_on, say, state

TABLES = (StatementRound, StatementRoundClosing, Statement, StatementStep, StatementVoice, StatementAnswer, StatementTally)


def everything(lane: Lane) -> tuple[int, list[str]]:
    with reading() as session:
        return lane.size(), sorted(repr(row) for table in TABLES for row in session.exec(select(table)))


def refused(lane: Lane, name: str, said: str, deed: Callable[[Act], object]) -> None:
    before = everything(lane)
    with pytest.raises(Refusal, match=said), lane.act(name) as act:
        deed(act)
    assert everything(lane) == before


def kinds(lane: Lane, since: int) -> list[str]:
    return [leaf["kind"] for leaf in lane.leaves(since)]


def test_a_round_opens_with_its_seeds_and_its_settings_stand_in_row_and_record(lane: Lane) -> None:
    case_id = case_on(lane)
    before = lane.size()
    with lane.act("周敏") as act:
        row = acts.open_round(act, case_id, SEEDS)
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["statements.opened"] + ["statement.proposed", "statement.admitted"] * 4
    assert leaves[0]["topic"] == row.topic and leaves[0]["in"] == [f"case:{case_id}"] and row.premoderated is True
    assert leaves[0]["body"] == {"circle": "lane", "premoderated": True, "roster": {"resident": 5, "merchant": 3}, "seeds": {"resident": 2, "merchant": 2}}
    assert leaves[1]["body"] == {"origin": "desk", "side": "resident"} and set(leaves[1]["commit"]) == {"text", "name"}
    assert leaves[2]["body"] == {"origin": "desk", "text": SEEDS["resident"][0]} and leaves[2]["in"] == [row.topic]


def test_in_a_case_of_its_parties_no_words_are_public(lane: Lane) -> None:
    before = lane.size()
    case_id, turn, _seeds = round_on(lane, "parties")
    say(lane, "王阿婆", case_id, "排队的人不要坐我家台阶。")
    assert all(text not in str(lane.leaves(before)) for text in (*SEEDS["resident"], *SEEDS["merchant"], "台阶"))
    admitted = [leaf for leaf in lane.leaves(before) if leaf["kind"] == "statement.admitted"]
    assert len(admitted) == 4 and all(set(leaf["commit"]) == {"text"} for leaf in admitted)
    with reading() as session:
        assert {side: len(each) for side, each in reads.roster(session, reads.round_by_id(session, turn).row).items()} == {"resident": 1, "merchant": 1}
    with pytest.raises(Absent), lane.act("小李") as act:
        acts.propose(act, case_id, "我不在这件事里。")


def test_only_the_desk_opens_a_round_and_only_with_two_for_each_side(lane: Lane) -> None:
    case_id = case_on(lane)
    refused(lane, "王阿婆", "书记", lambda act: acts.open_round(act, case_id, SEEDS))
    refused(lane, "周敏", "商户这边至少先写 2 句", lambda act: acts.open_round(act, case_id, {"resident": SEEDS["resident"], "merchant": ["  "]}))
    with lane.act("周敏") as act:
        acts.open_round(act, case_id, SEEDS)
    refused(lane, "周敏", "正在听", lambda act: acts.open_round(act, case_id, SEEDS))


def test_what_a_neighbour_adds_waits_for_the_desk(lane: Lane) -> None:
    case_id, turn, _seeds = round_on(lane)
    before = lane.size()
    made = say(lane, "王阿婆", case_id, "  排队的人\n不要坐我家台阶。\u202e ")
    (leaf,) = lane.leaves(before)
    assert leaf["kind"] == "statement.proposed" and leaf["body"] == {"origin": "neighbour", "side": ""} and "台阶" not in str(leaf)
    assert state(made) == "waiting" and leaf["actor"] == "居民"
    with reading() as session:
        assert reads.statement(session, made).text == "排队的人 不要坐我家台阶。"
        assert made not in [each.id for each in reads.admitted(session, turn)]
    with lane.act("周敏") as act:
        acts.admit(act, made)
    assert state(made) == "admitted" and lane.leaves(before)[-1]["body"] == {"origin": "neighbour", "text": "排队的人 不要坐我家台阶。"}
    refused(lane, "王阿婆", "书记", lambda act: acts.admit(act, made))
    refused(lane, "周敏", "已经看过", lambda act: acts.admit(act, made))
    refused(lane, "小李", "一个字也不差", lambda act: acts.propose(act, case_id, "排队的人不要坐我家台阶"))
    refused(lane, "小李", "140", lambda act: acts.propose(act, case_id, "字" * 141))


def test_without_premoderation_it_is_asked_at_once_and_its_unread_words_stay_out_of_the_record(lane: Lane) -> None:
    case_id, _turn, _seeds = round_on(lane, premoderated=False)
    before = lane.size()
    made = say(lane, "老赵", case_id, "我派人管队伍。")
    assert state(made) == "admitted" and kinds(lane, before) == ["statement.proposed", "statement.admitted"]
    assert "派人" not in str(lane.leaves(before))
    with lane.act("周敏") as act:
        acts.turn_down(act, made, "unclear", "谁派人？")
    assert state(made) == "refused"


def test_a_refusal_has_a_reason_and_a_second_person_decides_the_appeal(lane: Lane) -> None:
    case_id, _turn, _seeds = round_on(lane)
    made, before = say(lane, "王阿婆", case_id, "店门口太乱。"), lane.size()
    refused(lane, "周敏", "选一条理由", lambda act: acts.turn_down(act, made, "banana"))
    with lane.act("周敏") as act:
        acts.turn_down(act, made, "unclear", "哪里乱？")
    with reading() as session:
        found = reads.statement(session, made)
    assert (found.state, found.code, found.note, found.refused_by) == ("refused", "unclear", "哪里乱？", lane.people["周敏"])
    with pytest.raises(Absent), lane.act("陈阿姨") as act:
        acts.decide(act, made, True)
    with lane.act("王阿婆") as act:
        acts.appeal(act, made, "谁都看得懂。")
    refused(lane, "周敏", "副书记或者弄长", lambda act: acts.decide(act, made, True))
    refused(lane, "周敏", "已经看过", lambda act: acts.admit(act, made))
    with lane.act("陈阿姨") as act:
        assert [each.id for each in reads.appeals(act.session, act.me)] == [made]
        acts.decide(act, made, True)
    assert state(made) == "admitted"
    assert kinds(lane, before) == ["statement.refused", "statement.appealed", "statement.decided", "statement.admitted"]
    assert lane.leaves(before)[0]["body"] == {"code": "unclear"} and "哪里乱" not in str(lane.leaves(before))
    with reading() as session:
        assert reads.appeals(session, lane.me("陈阿姨")) == [] == reads.appeals(session, lane.me("王阿婆"))


def test_a_second_no_is_the_last_and_the_author_of_an_appeal_does_not_decide_it(lane: Lane) -> None:
    case_id, _turn, _seeds = round_on(lane)
    made = say(lane, "陈阿姨", case_id, "店门口太乱。")
    with lane.act("周敏") as act:
        acts.turn_down(act, made, "insult")
    with lane.act("陈阿姨") as act:
        acts.appeal(act, made)
    refused(lane, "陈阿姨", "您自己写的", lambda act: acts.decide(act, made, True))
    with lane.act("周敏") as act:
        people.appoint(act, lane.people["小李"], "deputy")
    with lane.act("小李") as act:
        acts.decide(act, made, False, "说的是人，不是事。")
    assert state(made) == "upheld"
    refused(lane, "陈阿姨", "第二个人已经看过", lambda act: acts.appeal(act, made))


def test_in_a_case_of_its_parties_the_second_person_sees_only_what_is_appealed(lane: Lane) -> None:
    case_id, _turn, (seed, *_rest) = round_on(lane, "parties")
    made = say(lane, "王阿婆", case_id, "店门口太乱。")
    with lane.act("周敏") as act:
        acts.turn_down(act, made, "unclear")
    with reading() as session:
        for hidden in (made, seed):
            with pytest.raises(Absent):
                reads.seen(session, hidden, lane.me("陈阿姨"))
    with lane.act("王阿婆") as act:
        acts.appeal(act, made)
    with reading() as session:
        assert reads.seen(session, made, lane.me("陈阿姨"))[0].text == "店门口太乱。"
        with pytest.raises(Absent):
            reads.seen(session, seed, lane.me("陈阿姨"))
        with pytest.raises(Absent):
            reads.seen(session, made, lane.me("钱先生"))


def test_an_answer_enters_with_its_side_only_and_may_be_changed(lane: Lane) -> None:
    _case, turn, (first, *_rest) = round_on(lane)
    before = lane.size()
    give(lane, first, 王阿婆="agree", 老赵="disagree")
    give(lane, first, 王阿婆="pass")
    leaves = lane.leaves(before)
    assert [(leaf["kind"], leaf["topic"], leaf["actor"], leaf["body"]) for leaf in leaves] == [
        ("statement.answered", f"statements:{turn}", side, {"sector": sector})
        for side, sector in (("居民", "resident"), ("商户", "merchant"), ("居民", "resident"))]
    assert all(set(leaf["commit"]) == {"name", "answer"} for leaf in leaves) and "agree" not in str([leaf["body"] for leaf in leaves])
    with reading() as session:
        assert reads.mine(session, turn, lane.people["王阿婆"]) == {first: "pass"} and reads.turnout(session, turn) == {"resident": 1, "merchant": 1}
        assert {row.value for row in session.exec(select(Opening).where(Opening.seq >= before, Opening.field == "answer"))} == {
            f"{first} agree", f"{first} disagree", f"{first} pass"}
    unmoved = everything(lane)
    with pytest.raises(Repeated) as again:
        give(lane, first, 王阿婆="pass")
    assert "已经这样答过" in again.value.answer["said"] and everything(lane) == unmoved


def test_who_stands_between_and_who_is_too_few_do_not_answer(lane: Lane) -> None:
    case_id, _turn, (first, *_rest) = round_on(lane)
    waiting = say(lane, "王阿婆", case_id, "排队的人不要坐我家台阶。")
    refused(lane, "吴警官", "在中间", lambda act: acts.answer(act, first, "agree"))
    refused(lane, "王阿婆", "不请大家答", lambda act: acts.answer(act, waiting, "agree"))
    for name in ("钱先生", "小李"):
        with pytest.raises(Absent), lane.act(name) as act:
            acts.answer(act, waiting, "agree")


def test_a_side_of_one_is_asked_face_to_face(lane: Lane) -> None:
    _case, _turn, (first, *_rest) = round_on(lane, "parties")
    refused(lane, "老赵", "商户这边只有 1 个人", lambda act: acts.answer(act, first, "agree"))


def test_words_are_changed_until_somebody_has_answered_them(lane: Lane) -> None:
    case_id, _turn, (seed, *_rest) = round_on(lane)
    made, before = say(lane, "王阿婆", case_id, "店门口太乱。"), lane.size()
    with lane.act("王阿婆") as act:
        acts.reword(act, made, "店门口的箱子收进去。")
    assert state(made) == "waiting" and kinds(lane, before) == ["statement.reworded"] and "箱子" not in str(lane.leaves(before))
    with lane.act("周敏") as act:
        acts.admit(act, made)
    with lane.act("王阿婆") as act:
        acts.reword(act, made, "店门口的箱子晚上收进去。")
    assert state(made) == "waiting"
    with lane.act("周敏") as act:
        acts.admit(act, made)
        acts.reword(act, seed, "晚上九点半以后不放音响。")
    assert state(seed) == "admitted"
    give(lane, made, 老赵="agree")
    refused(lane, "王阿婆", "1 个人答过", lambda act: acts.reword(act, made, "别的话。"))
    refused(lane, "王阿婆", "收不回", lambda act: acts.withdraw(act, made))
    refused(lane, "小李", "写的人", lambda act: acts.reword(act, seed, "别的话。"))


def test_what_is_taken_back_is_forgotten(lane: Lane) -> None:
    case_id, _turn, _seeds = round_on(lane)
    made = say(lane, "王阿婆", case_id, "店门口太乱。")
    other = say(lane, "小李", case_id, "单车停到弄口。")
    before = lane.size()
    with lane.act("王阿婆") as act:
        acts.withdraw(act, made)
    assert kinds(lane, before) == ["statement.withdrawn"] and state(made) == "withdrawn"
    with reading() as session:
        values = {row.value for row in session.exec(select(Opening))}
        assert reads.statement(session, made).text == "" and "店门口太乱。" not in values and reads.statement(session, other).text in values
    refused(lane, "王阿婆", "已经收回", lambda act: acts.withdraw(act, made))


def test_the_end_fixes_rosters_and_counts_and_keeps_small_splits(lane: Lane) -> None:
    case_id, turn, (first, second, *_rest) = round_on(lane)
    give(lane, first, **dict.fromkeys((*HOME, *SHOPS), "agree"))
    give(lane, second, 王阿婆="agree", 小李="agree", 林老师="disagree", 老赵="disagree", 阿May="disagree")
    before = lane.size()
    refused(lane, "王阿婆", "书记", lambda act: acts.close_round(act, turn))
    with lane.act("周敏") as act:
        acts.close_round(act, turn)
    (leaf,) = lane.leaves(before)
    assert leaf["kind"] == "statements.closed" and leaf["body"]["roster"] == {"resident": 5, "merchant": 3} == leaf["body"]["voices"]
    told = {each["statement"]: each for each in leaf["body"]["statements"]}
    assert told[first] == {"statement": first, "state": "all", "resident": [5, 0, 0], "merchant": [3, 0, 0]}
    assert told[second] == {"statement": second, "state": "missing", "resident": [2, 1, 0], "merchant": None}
    assert next(iter(leaf["body"]["statements"]))["statement"] == first
    for deed in (lambda act: acts.close_round(act, turn), lambda act: acts.propose(act, case_id, "还有一句。"), lambda act: acts.answer(act, first, "pass"),
                 lambda act: acts.turn_down(act, first, "insult")):
        refused(lane, "周敏", "结束|正在听|中间", deed)
    refused(lane, "王阿婆", "结束", lambda act: acts.answer(act, first, "pass"))


def test_while_it_runs_one_sees_only_what_one_has_answered(lane: Lane) -> None:
    case_id, turn, (first, second, *rest) = round_on(lane)
    give(lane, first, 王阿婆="agree", 老赵="agree")
    with reading() as session:
        found = reads.round_of(session, case_id)
        assert found is not None
        shown = {name: [line.id for line in results.results(session, found, lane.people[name]).lines]
                 for name in ("王阿婆", "老赵", "小李", "周敏")}
        left = {each.id for each in reads.next_for(session, found, lane.me("王阿婆"), "resident")}
    assert shown == {"王阿婆": [first], "老赵": [first], "小李": [], "周敏": []} and left == {second, *rest}
    with lane.act("周敏") as act:
        acts.close_round(act, turn)
    with reading() as session:
        ended = reads.round_of(session, case_id)
        assert ended is not None and len(results.results(session, ended, lane.people["小李"]).lines) == 4


def test_the_roster_of_the_whole_lane_leaves_out_who_stands_between(lane: Lane) -> None:
    case_id, turn, _seeds = round_on(lane)
    with lane.act("周敏") as act:
        cases.ask_in(act, case_id, lane.people["陈阿姨"])
    with reading() as session:
        asked = reads.roster(session, reads.round_by_id(session, turn).row)
    assert asked["resident"] == {lane.people[name] for name in HOME} - {lane.people["陈阿姨"]} and asked["merchant"] == {lane.people[name] for name in SHOPS}
