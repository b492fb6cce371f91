"""What is done about the gallery and about fact sheets: the new state, the exact entries, and that a refusal leaves nothing; on both databases."""

import pytest

from council.db import reading
from council.meetings import acts as meetings
from council.meetings.facts import acts as facts
from council.meetings.facts import reads
from council.meetings.facts.acts import Finding
from council.meetings.gallery import acts as gallery
from council.meetings.gallery import reads as shown
from council.meetings.gallery.reads import Rule
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import call

NOTHING = Finding("弄堂要把店全赶走", "还没有查到。")
FOUND = Finding("弄堂要把店全赶走", "四条里没有一条要求关店。", "以后不知道。", "refuted", "第 1 号、第 0 号")


def test_the_rules_are_entered_before_and_frozen_by_the_opening_without_the_contact(lane: Lane) -> None:
    meeting_id = call(lane, "外摆")
    with lane.act("周敏") as act:
        gallery.set_rule(act, meeting_id, Rule("consented", 10, "居委会 021-55567788"))
    said = lane.leaves()[-1]
    assert (said["kind"], said["body"]) == ("gallery.set", {"names": "consented", "delay": 10, "contact": True})
    assert "55567788" not in str(said) and set(said["commit"]) == {"contact"}
    with lane.act("周敏") as act:
        meetings.open_meeting(act, meeting_id)
    assert lane.leaves()[-1]["body"]["gallery"] == {"names": "consented", "delay": 10, "contact": True}
    before = lane.size()
    with pytest.raises(Refusal, match="定住了"), lane.act("周敏") as act:
        gallery.set_rule(act, meeting_id, Rule())
    with reading() as session:
        assert shown.rule(session, meeting_id) == Rule("consented", 10, "居委会 021-55567788")
    assert lane.size() == before


def test_usual_rules_need_no_word_in_the_opening(lane: Lane) -> None:
    meeting_id = call(lane, "外摆")
    with lane.act("周敏") as act:
        meetings.open_meeting(act, meeting_id)
    assert "gallery" not in lane.leaves()[-1]["body"]
    with reading() as session:
        assert shown.rule(session, meeting_id) == Rule() and shown.until(session, meeting_id) is None


def test_only_the_desk_sets_them_and_a_private_number_is_asked_about(lane: Lane) -> None:
    meeting_id, before = call(lane, "外摆"), lane.size()
    with pytest.raises(Refusal, match="书记来做"), lane.act("王阿婆") as act:
        gallery.set_rule(act, meeting_id, Rule("none"))
    with pytest.raises(Refusal, match="手机号"), lane.act("周敏") as act:
        gallery.set_rule(act, meeting_id, Rule("none", 0, "周敏 13812345678"))
    with pytest.raises(Absent), lane.act("何书记") as act:
        gallery.set_rule(act, meeting_id, Rule("none"))
    assert lane.size() == before
    with lane.act("周敏") as act:
        gallery.set_rule(act, meeting_id, Rule("none", 0, "周敏 13812345678"), public=True)
    assert "13812345678" not in str(lane.leaves())


def test_a_name_is_given_and_taken_back_by_its_owner_and_never_entered(lane: Lane) -> None:
    meeting_id = call(lane, "外摆")
    with pytest.raises(Refusal, match="不写名字"), lane.act("王阿婆") as act:
        gallery.show_name(act, meeting_id, True)
    with lane.act("周敏") as act:
        gallery.set_rule(act, meeting_id, Rule("consented"))
    for wanted, kind, name in ((True, "naming.allowed", "王阿婆"), (False, "naming.ended", None), (True, "naming.allowed", "王阿婆")):
        with lane.act("王阿婆") as act:
            gallery.show_name(act, meeting_id, wanted)
        said = lane.leaves()[-1]
        assert (said["kind"], said["body"], set(said["commit"])) == (kind, {"sector": "resident"}, {"name"})
        with reading() as session:
            assert shown.called(session, meeting_id, lane.people["王阿婆"]) == name
            assert shown.called(session, meeting_id, lane.people["老赵"]) is None
    before = lane.size()
    with pytest.raises(Refusal, match="已经同意了"), lane.act("王阿婆") as act:
        gallery.show_name(act, meeting_id, True)
    assert lane.size() == before


def test_a_sheet_is_an_entry_and_its_correction_another_that_holds_the_old_words(lane: Lane) -> None:
    with lane.act("周敏") as act:
        row = facts.publish(act, NOTHING)
    first = lane.size() - 1
    assert lane.leaves()[first]["body"] == {"claim": "弄堂要把店全赶走", "known": "还没有查到。", "unknown": "", "state": "open", "evidence": [], "version": 1}
    with lane.act("周敏") as act:
        facts.correct(act, row.id or 0, FOUND, "查清楚了")
    said = lane.leaves()[-1]
    assert (said["kind"], said["topic"]) == ("sheet.corrected", f"sheet:{row.id}")
    assert said["body"] == {"claim": "弄堂要把店全赶走", "known": "四条里没有一条要求关店。", "unknown": "以后不知道。", "state": "refuted",
                            "evidence": [1, 0], "version": 2, "reason": "查清楚了",
                            "was": {"claim": "弄堂要把店全赶走", "known": "还没有查到。", "unknown": "", "state": "open", "evidence": [], "entry": first}}
    with reading() as session:
        sheet = reads.sheet(session, row.id or 0)
        assert (sheet.now.n, [old.known for old in sheet.before], sheet.now.seq) == (2, ["还没有查到。"], first + 1)
        assert [found.seq for found in reads.evidence(session, lane.council_id, sheet.now)] == [1, 0]


def test_a_sheet_is_refused_without_evidence_with_false_evidence_and_from_anybody_but_the_desk(lane: Lane) -> None:
    with lane.act("周敏") as act:
        row = facts.publish(act, NOTHING)
    before = lane.size()
    for name, finding, part in (("王阿婆", NOTHING, "书记来做"), ("周敏", Finding("店要关", "没有", "", "refuted"), "都要有依据"),
                                ("周敏", Finding("店要关", "没有", "", "refuted", "999999"), "没有第 999,999 号")):
        with pytest.raises(Refusal, match=part), lane.act(name) as act:
            facts.publish(act, finding)
    for name, finding, reason, part in (("王阿婆", FOUND, "错了", "书记来做"), ("周敏", NOTHING, "错了", "和原来一样"), ("周敏", FOUND, " ", "为什么要更正")):
        with pytest.raises(Refusal, match=part), lane.act(name) as act:
            facts.correct(act, row.id or 0, finding, reason)
    with pytest.raises(Absent), lane.act("何书记") as act:
        facts.correct(act, row.id or 0, FOUND, "错了")
    with reading() as session:
        assert [len(each.before) for each in reads.sheets(session, lane.council_id)] == [0]
    assert lane.size() == before


def test_a_question_reaches_the_desk_and_the_record_knows_neither_who_nor_what(lane: Lane) -> None:
    with lane.act("王阿婆") as act:
        asked = facts.ask(act, "听说垃圾房要搬到 12 号门口").id or 0
    said = lane.leaves()[-1]
    assert (said["kind"], said["actor"], said["body"], set(said["commit"])) == ("question.asked", "居民", {}, {"name", "words"})
    assert "垃圾房" not in str(said) and "王阿婆" not in str(said)
    with reading() as session:
        assert [row.words for row in reads.waiting(session, lane.council_id)] == ["听说垃圾房要搬到 12 号门口"]
    with lane.act("周敏") as act:
        row = facts.publish(act, NOTHING, asked)
    assert [leaf["kind"] for leaf in lane.leaves()[-2:]] == ["sheet.published", "question.answered"]
    with reading() as session:
        assert reads.waiting(session, lane.council_id) == []
        assert [(end.sheet_id if end else None) for _row, end in reads.mine(session, lane.people["王阿婆"])] == [row.id]
    before = lane.size()
    with pytest.raises(Refusal, match="已经有回音"), lane.act("周敏") as act:
        facts.put_aside(act, asked, "问过了")
    assert lane.size() == before


def test_a_question_is_laid_aside_with_words_that_only_the_asker_reads(lane: Lane) -> None:
    with lane.act("王阿婆") as act:
        asked = facts.ask(act, "听说垃圾房要搬").id or 0
    with pytest.raises(Absent), lane.act("何书记") as act:
        facts.put_aside(act, asked, "不归我管")
    with lane.act("周敏") as act:
        facts.put_aside(act, asked, "这是区里的事，下周去问。")
    said = lane.leaves()[-1]
    assert (said["kind"], said["body"]) == ("question.put_aside", {}) and "区里" not in str(said)
    with reading() as session:
        assert [end.reason for _row, end in reads.mine(session, lane.people["王阿婆"]) if end] == ["这是区里的事，下周去问。"]
