"""An amendment is marked by words, against the text in force where there is one."""

import time

import pytest

from council.conventions import acts as conventions
from council.conventions.acts import ClauseText
from council.conventions.reads import clause_now
from council.db import reading
from council.story.amending import amended, marked
from tests.conftest import Lane
from tests.story.stage import QUEUE, Stage


@pytest.mark.parametrize(("old", "new", "runs"), [
    ("同样", "同样", (("keep", "同样"),)),
    ("", "新", (("ins", "新"),)),
    ("店外排队不超过六人。", "店外排队不超过十人。", (("keep", "店外排队不超过"), ("del", "六人"), ("ins", "十人"), ("keep", "。"))),
    ("二十一时以后", "二十二时以后", (("del", "二十一时"), ("ins", "二十二时"), ("keep", "以后"))),
    ("不许叫卖", "不得叫卖", (("del", "不许"), ("ins", "不得"), ("keep", "叫卖"))),
    ("不超过60分贝", "不超过55分贝", (("keep", "不超过"), ("del", "60分贝"), ("ins", "55分贝"))),
    ("让开通道。", "让开通道，轮椅能过。", (("keep", "让开通道"), ("ins", "，轮椅能过"), ("keep", "。"))),
])
def test_words_are_marked_and_numbers_with_what_they_count(old: str, new: str, runs: tuple[tuple[str, str], ...]) -> None:
    assert marked(old, new) == runs


@pytest.mark.parametrize(("old", "new"), [("啊" * 2700, "啊" * 2650), ("哈啊" * 1350, "啊哈" * 1350), ("门口不许堆货。" * 300, "门口不得堆货。" * 300), ("甲，乙；丙", "丙，甲；乙")])
def test_both_wordings_can_be_read_out_of_it_and_it_never_takes_long(old: str, new: str) -> None:
    began = time.perf_counter()
    runs = marked(old, new)
    assert "".join(said for op, said in runs if op != "ins") == old
    assert "".join(said for op, said in runs if op != "del") == new
    assert time.perf_counter() - began < 1


def test_a_draft_is_compared_with_the_wording_before_and_a_clause_in_force_with_what_is_in_force(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    with reading() as session:
        assert amended(session, clause_now(session, stage.clause)) is None
    for words in ("十", "八"):
        with lane_sqlite.act("周敏") as act:
            conventions.reword(act, stage.clause, ClauseText("排队与外摆", QUEUE.replace("六", words)), stage.place)
    with reading() as session:
        seen = amended(session, clause_now(session, stage.clause))
    assert seen and seen.against == "last" and ("del", "十人") in seen.ops and ("ins", "八人") in seen.ops
