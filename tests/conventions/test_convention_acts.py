"""From the first draft to the version in force, on both databases: rows, exact entries, and refusals that leave nothing."""

from collections.abc import Callable

import pytest
from sqlmodel import select

from council.conventions import acts, reads, rules
from council.conventions.acts import ClauseText
from council.conventions.models import Clause, ClauseVote, Convention, Sounding, SoundingAnswer, Version, VersionClause, Wording
from council.db import reading
from council.record.acting import Act
from council.refusal import Absent, Refusal
from council.votes import acts as votes
from tests.conftest import Lane

PLACE = "meeting:12"
QUEUES = ClauseText("排队与外摆", "店外排队不超过六人。", "救护车进不来。")
TABLES = (Convention, Clause, Wording, Sounding, SoundingAnswer, ClauseVote, Version, VersionClause)


def begun(lane: Lane, *texts: ClauseText) -> tuple[int, list[int]]:
    """A draft with these clauses."""
    with lane.act("周敏") as act:
        convention = acts.draft(act, "商居管理弄堂公约")
        clauses = [acts.add_clause(act, convention.id or 0, text).id or 0 for text in texts]
    return convention.id or 0, clauses


def decide(lane: Lane, clause_id: int, yes: str = "陈阿姨 王阿婆 小李 林老师 老赵 阿May", no: str = "") -> int:
    """Put a clause to the vote and let these people vote."""
    with lane.act("周敏") as act:
        vote = acts.put_to_vote(act, clause_id, PLACE).id or 0
    for name in [*yes.split(), *no.split()]:
        with lane.act(name) as act:
            votes.cast(act, vote, "for" if name in yes.split() else "against")
    with lane.act("周敏") as act:
        votes.close_vote(act, vote)
    return vote


def state(clause_id: int) -> str:
    with reading() as session:
        return reads.state(session, reads.clause(session, clause_id)).code


def everything(lane: Lane) -> tuple[int, list[str]]:
    """What must not move when something is refused."""
    with reading() as session:
        return lane.size(), sorted(repr(row) for table in TABLES for row in session.exec(select(table)))


def refused(lane: Lane, name: str, deed: Callable[[Act], object]) -> str:
    """The sentence of a refusal that left nothing behind."""
    before = everything(lane)
    with pytest.raises(Refusal) as no, lane.act(name) as act:
        deed(act)
    assert everything(lane) == before
    return no.value.sentence


def test_a_draft_and_its_clauses_enter_the_record_in_full(lane: Lane) -> None:
    before = lane.size()
    convention, (first, second) = begun(lane, QUEUES, ClauseText("垃圾", "当天清空。"))
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["convention.drafted", "clause.added", "clause.added"]
    assert leaves[0]["body"] == {"title": "商居管理弄堂公约"} and leaves[0]["actor"] == "书记"
    assert leaves[1]["topic"] == f"clause:{first}" and leaves[1]["body"] == {
        "convention": convention, "number": 1, "rev": 1, "title": "排队与外摆", "text": "店外排队不超过六人。", "reason": "救护车进不来。",
        "hash": rules.text_hash("排队与外摆", "店外排队不超过六人。")}
    with reading() as session:
        assert [clause.position for clause in reads.clauses(session, convention)] == [1, 2]
        assert reads.text_now(session, second).title == "垃圾"
        assert [row.id for row in reads.drafts(session, lane.council_id)] == [convention]
        assert reads.in_force(session, lane.council_id) == []


def test_rewording_keeps_every_wording_and_says_which_one_it_replaces(lane: Lane) -> None:
    _convention, (clause,) = begun(lane, QUEUES)
    before = lane.size()
    with lane.act("周敏") as act:
        acts.reword(act, clause, ClauseText("排队与外摆", "店外排队不超过十人。\r\n", "阿May 的意思"), PLACE)
    (leaf,) = lane.leaves(before)
    assert leaf["kind"] == "clause.reworded" and leaf["in"] == [PLACE]
    assert leaf["body"] == {"number": 1, "rev": 2, "was": rules.text_hash(QUEUES.title, QUEUES.text), "title": "排队与外摆",
                            "text": "店外排队不超过十人。", "reason": "阿May 的意思", "hash": rules.text_hash("排队与外摆", "店外排队不超过十人。")}
    with reading() as session:
        now = reads.clause_now(session, clause)
        assert [each.text for each in reads.wordings(session, clause)] == ["店外排队不超过十人。", "店外排队不超过六人。"]
    assert now.rev == 2 and ("del", "六") in (now.ops or ()) and ("ins", "十") in (now.ops or ())


def test_only_the_desk_drafts_words_asks_and_decides(lane: Lane) -> None:
    convention, (clause,) = begun(lane, QUEUES)
    deeds: list[Callable[[Act], object]] = [
        lambda act: acts.draft(act, "另一份"), lambda act: acts.add_clause(act, convention, QUEUES),
        lambda act: acts.reword(act, clause, ClauseText("排队", "随便。")), lambda act: acts.open_sounding(act, clause, PLACE),
        lambda act: acts.put_to_vote(act, clause, PLACE), lambda act: acts.adopt(act, convention)]
    for deed in deeds:
        assert "书记" in refused(lane, "王阿婆", deed)


def test_what_is_empty_too_long_or_the_same_is_refused(lane: Lane) -> None:
    convention, (clause,) = begun(lane, QUEUES)
    assert "名称" in refused(lane, "周敏", lambda act: acts.draft(act, " \u202e "))
    assert "条文" in refused(lane, "周敏", lambda act: acts.add_clause(act, convention, ClauseText("垃圾", " \n ")))
    assert "太长" in refused(lane, "周敏", lambda act: acts.add_clause(act, convention, ClauseText("垃圾", "字" * 2800)))
    assert "一个字也不差" in refused(lane, "周敏", lambda act: acts.reword(act, clause, QUEUES))
    for n in range(6):
        with lane.act("周敏") as act:
            acts.add_clause(act, convention, ClauseText(f"长{n}", "字" * 2600))
    assert "整份公约太长" in refused(lane, "周敏", lambda act: acts.add_clause(act, convention, ClauseText("再长", "字" * 2600)))


def test_the_neighbouring_council_reaches_nothing_here(lane: Lane) -> None:
    convention, (clause,) = begun(lane, QUEUES)
    with lane.act("周敏") as act:
        sounding = acts.open_sounding(act, clause, PLACE).id or 0
    before = everything(lane)
    for deed in (lambda act: acts.add_clause(act, convention, QUEUES), lambda act: acts.reword(act, clause, ClauseText("别", "人。")),
                 lambda act: acts.close_sounding(act, sounding), lambda act: acts.adopt(act, convention)):
        with pytest.raises(Absent), lane.act("何书记") as act:
            deed(act)
    with pytest.raises(Absent), lane.act("钱先生") as act:
        acts.answer_sounding(act, sounding, "agree")
    with pytest.raises(Absent), lane.act("周敏") as act:
        acts.reword(act, 10**20, QUEUES)
    assert everything(lane) == before


def test_a_sounding_counts_by_side_may_be_changed_and_names_nobody(lane: Lane) -> None:
    _convention, (clause,) = begun(lane, QUEUES)
    with lane.act("周敏") as act:
        sounding = acts.open_sounding(act, clause, PLACE).id or 0
    before = lane.size()
    for name, stand, why in (("王阿婆", "object", "门口要留路"), ("老赵", "agree", ""), ("王阿婆", "live", "十个人以内我认"), ("吴警官", "agree", "")):
        with lane.act(name) as act:
            acts.answer_sounding(act, sounding, stand, why)
    assert [leaf["body"] for leaf in lane.leaves(before)] == [
        {"sector": "resident", "stand": "object", "why": "门口要留路"}, {"sector": "merchant", "stand": "agree", "why": ""},
        {"sector": "resident", "stand": "live", "why": "十个人以内我认"}, {"sector": "police", "stand": "agree", "why": ""}]
    assert all(PLACE in leaf["in"] for leaf in lane.leaves(before))
    assert not any(name in str(lane.leaves(before)) for name in ("王阿婆", "老赵", "吴警官"))
    with reading() as session:
        now = reads.sounding_now(session, sounding)
        assert state(clause) == "sounding" and reads.sounding_running(session, PLACE).id == sounding  # type: ignore[union-attr]
    assert [(side.sector, side.agree, side.live, side.object) for side in now.sides] == [("resident", 0, 1, 0), ("merchant", 1, 0, 0)]
    assert now.others == 1 and now.lines == (("resident", "能接受", "十个人以内我认"),) and now.running


def test_one_sounding_at_a_time_and_none_answered_after_its_end(lane: Lane) -> None:
    _convention, (first, second) = begun(lane, QUEUES, ClauseText("垃圾", "当天清空。"))
    with lane.act("周敏") as act:
        sounding = acts.open_sounding(act, first, PLACE).id or 0
    assert "先结束它" in refused(lane, "周敏", lambda act: acts.open_sounding(act, second, PLACE))
    assert "先结束征询" in refused(lane, "周敏", lambda act: acts.put_to_vote(act, first, PLACE))
    assert "选一个" in refused(lane, "王阿婆", lambda act: acts.answer_sounding(act, sounding, "banana"))
    assert "太长" in refused(lane, "王阿婆", lambda act: acts.answer_sounding(act, sounding, "agree", "字" * 101))
    with lane.act("老赵") as act:
        acts.answer_sounding(act, sounding, "object")
    with lane.act("周敏") as act:
        acts.close_sounding(act, sounding)
    closed = lane.leaves()[-1]
    assert closed["kind"] == "sounding.closed" and closed["body"]["counts"] == {
        "resident": {"agree": 0, "live": 0, "object": 0}, "merchant": {"agree": 0, "live": 0, "object": 1}}
    assert "已经结束" in refused(lane, "王阿婆", lambda act: acts.answer_sounding(act, sounding, "agree"))
    assert "已经结束" in refused(lane, "周敏", lambda act: acts.close_sounding(act, sounding))


def test_a_vote_is_about_the_exact_words_and_locks_them(lane: Lane) -> None:
    _convention, (clause,) = begun(lane, QUEUES)
    before = lane.size()
    with lane.act("周敏") as act:
        vote = acts.put_to_vote(act, clause, PLACE)
    opened, put = lane.leaves(before)
    assert (opened["kind"], put["kind"]) == ("vote.opened", "clause.put_to_vote")
    assert opened["body"]["question"] == "第一条 排队与外摆，这样写行不行？" and opened["body"]["text"] == QUEUES.text
    assert put["body"] == {"vote": vote.id, "number": 1, "title": QUEUES.title, "rev": 1, "hash": rules.text_hash(QUEUES.title, QUEUES.text)}
    assert state(clause) == "voting"
    assert "锁定" in refused(lane, "周敏", lambda act: acts.reword(act, clause, ClauseText("排队", "改。")))
    assert "正在表决" in refused(lane, "周敏", lambda act: acts.put_to_vote(act, clause, PLACE))


@pytest.mark.parametrize(("yes", "no", "code"), [
    ("陈阿姨 王阿婆 小李 老赵 阿May", "", "both"),
    ("陈阿姨 王阿婆 小李 老赵", "阿May 孙老板", "resident"),
    ("老赵 阿May", "陈阿姨 王阿婆 小李", "merchant"),
    ("陈阿姨", "王阿婆 老赵", "neither"),
])
def test_each_side_passes_a_clause_by_itself(lane: Lane, yes: str, no: str, code: str) -> None:
    convention, (clause,) = begun(lane, QUEUES)
    decide(lane, clause, yes, no)
    assert state(clause) == code
    if code != "both":
        assert "还没有一条" in refused(lane, "周敏", lambda act: acts.adopt(act, convention))


def test_a_failed_clause_is_reworded_and_voted_on_again(lane: Lane) -> None:
    convention, (clause,) = begun(lane, QUEUES)
    decide(lane, clause, "陈阿姨 王阿婆 小李", "老赵 阿May")
    with lane.act("周敏") as act:
        acts.reword(act, clause, ClauseText("排队与外摆", "店外排队不超过十人。"))
    assert state(clause) == "draft"
    decide(lane, clause)
    assert state(clause) == "both"
    assert "已经通过" in refused(lane, "周敏", lambda act: acts.put_to_vote(act, clause, PLACE))
    with lane.act("周敏") as act:
        acts.adopt(act, convention)
    assert state(clause) == "in_force"


def test_adoption_takes_what_both_sides_passed_and_leaves_the_rest(lane: Lane) -> None:
    convention, (first, second, third) = begun(lane, QUEUES, ClauseText("垃圾", "当天清空。"), ClauseText("回馈", "九折。"))
    vote = decide(lane, first)
    decide(lane, second, "陈阿姨 王阿婆 小李", "老赵 阿May")
    before = lane.size()
    with lane.act("周敏") as act:
        version = acts.adopt(act, convention, PLACE)
    (leaf,) = lane.leaves(before)
    assert leaf["kind"] == "convention.adopted" and leaf["in"] == [f"clause:{first}", PLACE]
    assert leaf["body"] == {"title": "商居管理弄堂公约", "version": 1, "clauses": [
        {"clause": first, "number": 1, "title": QUEUES.title, "text": QUEUES.text, "hash": rules.text_hash(QUEUES.title, QUEUES.text), "vote": vote}]}
    with reading() as session:
        assert [row.id for row in reads.in_force(session, lane.council_id)] == [version.id]
        assert [line.title for line in reads.version_lines(session, version.id or 0)] == ["排队与外摆"]
        assert [row.id for row in reads.drafts(session, lane.council_id)] == [convention]
    assert [state(each) for each in (first, second, third)] == ["in_force", "resident", "draft"]
    assert "和施行中的这一版一样" in refused(lane, "周敏", lambda act: acts.adopt(act, convention))


def test_nothing_is_adopted_while_a_clause_is_being_voted_on(lane: Lane) -> None:
    convention, (first, second) = begun(lane, QUEUES, ClauseText("垃圾", "当天清空。"))
    decide(lane, first)
    with lane.act("周敏") as act:
        acts.put_to_vote(act, second, PLACE)
    assert "还有 1 条正在表决" in refused(lane, "周敏", lambda act: acts.adopt(act, convention))


def test_a_new_version_replaces_the_old_one_and_old_words_hold_until_then(lane: Lane) -> None:
    convention, (clause,) = begun(lane, QUEUES)
    decide(lane, clause)
    with lane.act("周敏") as act:
        acts.adopt(act, convention)
    with lane.act("周敏") as act:
        acts.reword(act, clause, ClauseText("排队与外摆", "店外排队不超过十人。"))
    assert state(clause) == "amending"
    decide(lane, clause, "陈阿姨 王阿婆 小李", "老赵 阿May")
    assert state(clause) == "resident"
    with reading() as session:
        (held,) = reads.in_force(session, lane.council_id)
        assert [line.text for line in reads.version_lines(session, held.id or 0)] == [QUEUES.text]
    assert "一样" in refused(lane, "周敏", lambda act: acts.adopt(act, convention))
    with lane.act("周敏") as act:
        acts.reword(act, clause, ClauseText("排队与外摆", "店外排队不超过八人。"))
    decide(lane, clause)
    with lane.act("周敏") as act:
        second = acts.adopt(act, convention)
    with reading() as session:
        assert [(row.id, row.n) for row in reads.in_force(session, lane.council_id)] == [(second.id, 2)]
        assert [line.text for line in reads.version_lines(session, second.id or 0)] == ["店外排队不超过八人。"]
        assert [row.n for row in reads.versions(session, convention)] == [2, 1]


def test_an_interim_agreement_holds_beside_the_convention(lane: Lane) -> None:
    with lane.act("周敏") as act:
        interim = acts.draft(act, "临时约定")
        clause = acts.add_clause(act, interim.id or 0, ClauseText("垃圾", "当天清空。")).id or 0
    decide(lane, clause)
    with lane.act("周敏") as act:
        acts.adopt(act, interim.id or 0)
    convention, (queues,) = begun(lane, QUEUES)
    decide(lane, queues)
    with lane.act("周敏") as act:
        acts.adopt(act, convention)
    with reading() as session:
        assert [row.convention_id for row in reads.in_force(session, lane.council_id)] == [convention, interim.id]
        assert reads.drafts(session, lane.council_id) == []


def test_the_story_of_a_clause_is_told_by_the_record(lane: Lane) -> None:
    convention, (clause, _other) = begun(lane, QUEUES, ClauseText("垃圾", "当天清空。"))
    with lane.act("周敏") as act:
        sounding = acts.open_sounding(act, clause, PLACE).id or 0
    with lane.act("王阿婆") as act:
        acts.answer_sounding(act, sounding, "live")
    with lane.act("周敏") as act:
        acts.close_sounding(act, sounding)
    decide(lane, clause)
    with lane.act("周敏") as act:
        acts.adopt(act, convention, PLACE)
    with reading() as session:
        told, did = reads.story(session, clause), reads.did(session, PLACE)
    assert [leaf["kind"] for leaf in told] == ["clause.added", "sounding.opened", "sounding.closed", "clause.put_to_vote", "vote.closed",
                                               "convention.adopted"]
    assert [leaf["seq"] for leaf in told] == sorted({leaf["seq"] for leaf in told})
    assert [leaf["kind"] for leaf in did] == ["convention.adopted", "sounding.closed"]
