"""The rules of minutes as tables of facts, and what is told from entries that were never rows."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.meetings.minutes import plain, rules
from council.meetings.minutes.sayings import SAID, lasted
from council.meetings.minutes.telling import tell

OPENED = date(2026, 11, 22)
STATES = ("none", "draft", "published", "final")
NIGHT = "2026-11-22T12:00:00.000Z"


@pytest.mark.parametrize(("at", "days", "until"), [
    (datetime(2026, 11, 22, 2, 0, tzinfo=UTC), 3, datetime(2026, 11, 25, 16, 0, tzinfo=UTC)),
    (datetime(2026, 11, 22, 15, 59, tzinfo=UTC), 3, datetime(2026, 11, 25, 16, 0, tzinfo=UTC)),
    (datetime(2026, 11, 22, 16, 0, tzinfo=UTC), 3, datetime(2026, 11, 26, 16, 0, tzinfo=UTC)),
    (datetime(2026, 12, 31, 12, 0, tzinfo=UTC), 1, datetime(2027, 1, 1, 16, 0, tzinfo=UTC))])
def test_the_window_ends_with_a_whole_day_of_the_lane(at: datetime, days: int, until: datetime) -> None:
    assert rules.due(at, days) == until


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1)), st.integers(rules.FEWEST_DAYS, rules.MOST_DAYS))
def test_everybody_has_at_least_as_many_whole_days_as_were_promised(at: datetime, days: int) -> None:
    at = at.replace(tzinfo=UTC)
    until = rules.due(at, days)
    assert timedelta(days=days) < until - at <= timedelta(days=days + 1)
    assert (rules.last_day(until) - at.astimezone(rules.SHANGHAI).date()).days == days


@pytest.mark.parametrize(("who", "word"), [
    ("office:property", "物业经理"), ("sector:property", "物业"), ("sector:resident", "居民"), ("office:king", None), ("shop:3", None), ("", None), ("office", None)])
def test_offices_and_sides_have_their_words(who: str, word: str | None) -> None:
    assert rules.whose(who) == word


@pytest.mark.parametrize(("state", "opened", "decided", "said"), [
    ("none", False, 0, "会还没有开"), ("none", True, 0, None), ("draft", True, 59, None), ("draft", True, 60, "最多记 60 件"), ("published", True, 0, "事实不能再加"),
    ("final", True, 0, "事实不能再加")])
def test_when_something_may_be_put_on_a_list(state: str, opened: bool, decided: int, said: str | None) -> None:
    why = rules.why_not_decide(state, opened, decided)
    assert (said is None and why is None) or (said or "-") in (why or "")


@pytest.mark.parametrize(("what", "known", "until", "said"), [
    ("画线", True, OPENED, None), ("画线", True, date(2027, 1, 1), None), ("", True, OPENED, "做什么"), ("画线", False, OPENED, "谁来做"), ("画线", True, None, "哪一天"),
    ("画线", True, date(2026, 11, 21), "开会以前"), ("画线", True, date(2037, 1, 1), "太远")])
def test_a_line_says_who_what_and_until_when(what: str, known: bool, until: date | None, said: str | None) -> None:
    why = rules.why_not_decision(what, known, until, OPENED)
    assert (said is None and why is None) or (said or "-") in (why or "")


@pytest.mark.parametrize("struck", [False, True])
@pytest.mark.parametrize("state", STATES)
def test_a_line_is_struck_only_before_the_minutes_are_up(state: str, struck: bool) -> None:
    assert (rules.why_not_strike(state, struck) is None) == (state in ("none", "draft") and not struck)


@pytest.mark.parametrize(("struck", "done", "wanted", "may"), [
    (False, False, True, True), (False, True, False, True), (False, True, True, False), (False, False, False, False), (True, False, True, False)])
def test_a_line_is_ticked_and_unticked(struck: bool, done: bool, wanted: bool, may: bool) -> None:
    assert (rules.why_not_tick(struck, done, wanted) is None) == may


@pytest.mark.parametrize(("state", "publish", "remark"), [("none", False, False), ("draft", True, True), ("published", False, True), ("final", False, False)])
def test_minutes_are_put_up_once_and_remarked_until_they_are_final(state: str, publish: bool, remark: bool) -> None:
    assert ((rules.why_not_publish(state) is None), (rules.why_not_remark(state) is None)) == (publish, remark)


@pytest.mark.parametrize(("days", "may"), [(0, False), (1, True), (3, True), (30, True), (31, False), (-3, False)])
def test_a_window_is_neither_nothing_nor_a_year(days: int, may: bool) -> None:
    assert (rules.why_not_days(days) is None) == may


@pytest.mark.parametrize(("facts", "said"), [
    (("published", True, 0, False), None), (("published", True, 4, False), None), (("published", True, 5, False), "5 条"),
    (("published", False, 0, False), "没有报到"), (("published", True, 0, True), "异议期过了"), (("final", True, 0, True), "异议期过了"),
    (("draft", True, 0, False), "还没有公布"), (("none", True, 0, False), "还没有公布")])
def test_who_may_object_and_when(facts: tuple[str, bool, int, bool], said: str | None) -> None:
    why = rules.why_not_object(*facts)
    assert (said is None and why is None) or (said or "-") in (why or "")


@pytest.mark.parametrize(("state", "over", "by_clock", "may"), [
    ("published", True, True, True), ("published", True, False, False), ("published", False, True, False), ("draft", True, True, False),
    ("final", True, True, False)])
def test_only_the_clock_makes_minutes_final_at_its_time(state: str, over: bool, by_clock: bool, may: bool) -> None:
    assert (rules.why_not_finalise(state, over, by_clock) is None) == may


@pytest.mark.parametrize(("words", "may"), [("好。", True), ("", False), ("长" * 500, True), ("长" * 501, False)])
def test_words_for_the_record_are_some_and_not_too_many(words: str, may: bool) -> None:
    assert (rules.why_not_words(words) is None) == may
    assert rules.why_not_answer(False) is None and rules.why_not_answer(True)


@pytest.mark.parametrize(("seconds", "said"), [(0, "0 秒"), (59, "59 秒"), (60, "1 分钟"), (61, "1 分 1 秒"), (180, "3 分钟"), (200, "3 分 20 秒")])
def test_how_long_somebody_spoke(seconds: int, said: str) -> None:
    assert lasted(seconds) == said


def leaf(kind: str, topic: str = "meeting:1", /, **body: Any) -> dict[str, Any]:
    """An entry as the record has it, as far as it matters here."""
    return {"kind": kind, "topic": topic, "at": NIGHT, "actor": "书记", "body": body}


def story() -> list[dict[str, Any]]:
    """An evening with one of everything."""
    vote = {"question": "这样写行不行？", "text": "**不超过十人。**", "electorate": {"merchant": 3, "resident": 5}, "rehearsal": False, "rule": None}
    tally = {"merchant": {"for": 2, "against": 0, "abstain": 0}, "resident": {"for": 3, "against": 1, "abstain": 1}}
    passed = {"passed": True, "conditions": [{"test": "threshold", "side": "resident", "share": "1/2", "above": True, "have": 3, "of": 4, "need": 3,
                                              "met": True, "base": "decided"}]}
    return [
        leaf("meeting.called", number=7, title="一起定", place="活动室", kind="open", starts_at=NIGHT),
        leaf("item.added", item=1, position=1, title="排队", kind="clause", about="", minutes=20),
        leaf("item.added", item=2, position=2, title="没轮到", kind="report", about="", minutes=5),
        leaf("attendance.noted", sector="resident", channel="phone"), leaf("attendance.noted", sector="merchant", channel="desk"),
        leaf("meeting.opened", number=7, title="一起定", attendance={}), leaf("item.opened", item=1, title="排队", kind="clause", about=""),
        leaf("hand.raised", item=1, sector="resident", stand="for"), leaf("speech.begun", item=1, sector="resident", allowed=180),
        leaf("speech.ended", item=1, sector="resident", seconds=200),
        leaf("sounding.opened", "sounding:3", clause=1, number=3, title="排队", rev=1, hash=""),
        leaf("sounding.closed", "sounding:3", clause=1, number=3, title="排队",
             counts={"resident": {"agree": 2, "live": 1, "object": 0}, "merchant": {"agree": 0, "live": 1, "object": 1}}),
        leaf("clause.reworded", "clause:1", number=3, rev=2, title="排队", text="不超过十人。", was="", reason="", hash=""),
        leaf("vote.opened", "vote:9", **{**vote, "rehearsal": True}), leaf("vote.closed", "vote:9", **{**vote, "rehearsal": True}, tally=tally, verdict=passed),
        leaf("vote.opened", "vote:5", **vote), leaf("ballot.cast", "vote:5", sector="resident", choice="for"),
        leaf("vote.closed", "vote:5", **vote, tally=tally, verdict=passed),
        leaf("decision.noted", decision=4, item=1, title="排队", what="画线", who={"kind": "office", "name": "property"}, until="2026-11-30"),
        leaf("decision.noted", decision=5, item=1, title="排队", what="记错", who={"kind": "shop", "name": "梅咖啡"}, until="2026-11-30"),
        leaf("decision.struck", decision=5, what="记错"), leaf("item.closed", item=1, title="排队", about="", outcome="十人。"),
        leaf("dispute.settled", "violation:2", struck=False, words="照片清楚。", clause=1),
        leaf("meeting.closed", number=7, title="一起定", attendance={}, spoken={}, items=[]), leaf("nobody.knows", x=1)]


TEXT = """HY 弄议事会第 7 次会议记录

一、会议

会议：一起定
时间：2026 年 11 月 22 日，星期日 20:00 至 20:00
地点：活动室
哪一种：开门议事

二、到会和发言

界别 | 到会 | 发言
居民 | 1 | 1 次，3 分 20 秒
商户 | 1 | 没有发言
合计 | 2 | 1 次，3 分 20 秒
其中 1 位没有手机，由书记帮着报到。

三、议程和经过

（一）排队
条文，20:00 至 20:00。
几点 | 谁 | 说了多久
20:00 | 居民 | 3 分 20 秒
20:00，征询第三条“排队”：居民赞成 2、能接受 1、不行 0；商户赞成 0、能接受 1、不行 1。（第 11 号）
20:00，第三条“排队”改了字句，第 2 稿是：“不超过十人。”（第 12 号）
20:00，表决“这样写行不行？”：通过了。够了规则要的票数。（第 17 号）
表决的文字：“不超过十人。”
 | 居民 | 商户
名册 | 5 | 3
投了 | 5 | 2
赞成 | 3 | 2
反对 | 1 | 0
弃权 | 1 | 0
居民赞成过半。赞成和反对一共 4 票，赞成 3 票，要 3 票以上。
结果：十人。（第 21 号）
定下：物业经理，2026 年 11 月 30 日以前：画线（第 18 号）

（二）没轮到
通报。这次没有议。

议程以外
20:00，议过了：违约成立。理由：照片清楚。（第 22 号）

四、谁来做，到什么时候

谁 | 做什么 | 到哪一天
物业经理 | 画线 | 2026 年 11 月 30 日

照公开记录写成，写到第 24 号为止。
"""


def test_the_text_of_an_evening_to_the_letter() -> None:
    assert plain.text(tell(enumerate(story())), "HY 弄议事会") == TEXT


def test_the_same_entries_give_the_same_text_and_every_entry_of_weight_changes_it() -> None:
    told, before = story(), plain.digest(TEXT)
    assert plain.digest(plain.text(tell(enumerate(told)), "HY 弄议事会")) == before
    told[9] = leaf("speech.ended", item=1, sector="resident", seconds=201)
    assert plain.digest(plain.text(tell(enumerate(told)), "HY 弄议事会")) != before


def test_everything_that_is_heard_as_a_step_can_be_said() -> None:
    told = tell(enumerate(story()))
    kinds = {step.kind for item in told.items.values() for step in item.steps.values()} | {step.kind for step in told.aside.values()}
    assert kinds == {"sounding.closed", "clause.reworded", "vote.closed", "dispute.settled"} <= set(SAID)


def test_a_sounding_that_was_never_closed_is_told_as_open() -> None:
    told = [each for each in story() if each["kind"] != "sounding.closed"]
    assert "征询第三条“排队”，没有收。" in plain.text(tell(enumerate(told)), "HY")


def test_states_follow_the_entries() -> None:
    told = story()
    assert tell(enumerate(told[:6])).state == "none" and tell(enumerate(told)).state == "draft"
    told += [leaf("minutes.published", number=7, sha256="", upto=24, days=3, until=NIGHT), leaf("minutes.objected", sector="resident", text="不对。"),
             leaf("minutes.objected", sector="merchant", text="也不对。"), leaf("minutes.answered", objection=26, accepted=True, words="应为十人。")]
    assert tell(enumerate(told)).state == "published"
    told += [leaf("minutes.finalised", number=7, sha256="", upto=28, objections=2, unanswered=1),
             leaf("minutes.answered", objection=27, accepted=False, words="没有。"), leaf("item.closed", item=1, title="排队", about="", outcome="改了！")]
    final = tell(enumerate(told))
    assert final.state == "final" and final.unanswered == 1 and [each.text for each in final.corrections] == ["应为十人。"]
    assert [each.late for each in final.objections.values()] == [False, True] and final.items[1].outcomes == [(21, "十人。")]
    text = plain.text(final, "HY")
    assert "书记更正：“应为十人。”（第 28 号）" in text and "定稿以后，2026 年 11 月 22 日 20:00，书记答复：没有采纳。理由：“没有。”（第 30 号）" in text


@given(st.text(max_size=40).filter(str.strip))
def test_whatever_somebody_wrote_stands_there_as_words(words: str) -> None:
    told = story()
    told[-4] = leaf("item.closed", item=1, title="排队", about="", outcome=words)
    assert plain.text(tell(enumerate(told)), "HY").count("照公开记录写成") >= 1
