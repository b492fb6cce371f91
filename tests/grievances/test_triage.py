"""Triage: the whole table of three answers, and the desk that may differ with a reason."""

import pytest
from sqlmodel import select

from council.db import reading
from council.grievances.handling import acts, reads, triage
from council.grievances.handling.triage import Answers
from council.record.models import Opening
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.grievances.test_acts import filed

TABLE = [
    # clash, one sector, two-way → type, and a word of the reason
    (True, True, True, "IV", "直接顶着"), (True, True, False, "IV", "直接顶着"), (True, False, True, "IV", "直接顶着"), (True, False, False, "IV", "直接顶着"),
    (False, True, True, "II", "回到这一户"), (False, True, False, "I", "按分工报上去"), (False, False, True, "IV", "坐到一起谈"), (False, False, False, "III", "责任派出去"),
]


@pytest.mark.parametrize(("clash", "one_sector", "two_way", "type", "word"), TABLE)
def test_what_follows_from_three_answers(clash: bool, one_sector: bool, two_way: bool, type: str, word: str) -> None:
    answers = Answers(clash, one_sector, two_way)
    assert triage.recommend(answers) == type
    assert word in triage.reason(answers)
    assert type in triage.PATHS and type in triage.SHORT and type in triage.TYPE_WORDS


def test_the_table_is_whole() -> None:
    assert len({row[:3] for row in TABLE}) == 8


def test_the_desk_may_differ_with_a_reason(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    with pytest.raises(Refusal, match="不一样"), lane.act("周敏") as act:
        acts.judge(act, number, Answers(False, True, False), "IV")
    with pytest.raises(Refusal, match="哪一条路"), lane.act("周敏") as act:
        acts.judge(act, number, Answers(False, True, False), "V", "x")
    with pytest.raises(Refusal, match="由书记来做"), lane.act("王阿婆") as act:
        acts.judge(act, number, Answers(False, True, False), "I")
    assert lane.size() == before
    with lane.act("周敏") as act:
        acts.judge(act, number, Answers(False, True, False), "IV", "两家都在气头上")
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "grievance.triaged" and leaf["topic"] == f"grievance:{number}" and leaf["actor"] == "书记"
    assert leaf["body"] == {"clash": False, "one_sector": True, "two_way": False, "recommended": "I", "chosen": "IV"}
    assert set(leaf["commit"]) == {"reason"} and "气头上" not in str(leaf)
    with reading() as session:
        row = reads.latest_triage(session, number)
        assert row is not None and (row.chosen, row.reason, row.by_id) == ("IV", "两家都在气头上", lane.people["周敏"])


def test_the_newest_triage_holds_and_the_first_stays(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("周敏") as act:
        acts.judge(act, number, Answers(False, True, False), "I")
        acts.judge(act, number, Answers(True, False, True), "IV")
    with reading() as session:
        row = reads.latest_triage(session, number)
        assert row is not None and row.chosen == "IV"
        assert not session.exec(select(Opening).where(Opening.field == "reason")).all()


def test_a_grievance_that_is_not_there_cannot_be_judged(lane: Lane) -> None:
    with pytest.raises(Absent), lane.act("周敏") as act:
        acts.judge(act, 999, Answers(True, True, True), "IV")
