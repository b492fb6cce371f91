"""Written statements: handing in, taking back, reading out with consent, filing; what each leaves in the record and in the minutes."""

from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.i18n import speaking as in_language
from council.meetings import acts as meetings
from council.meetings import reads
from council.meetings.minutes import reads as minutes
from council.meetings.minutes.writing import PUBLIC, Para, written
from council.meetings.written import acts
from council.meetings.written import reads as papers
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import opened

SAID = "请给轮椅留一条路。"


def handed_in(lane: Lane, meeting_id: int, item_id: int, how: str = "named", public: bool = False) -> int:
    """王阿婆 hands in a statement; returns its id."""
    with lane.act("王阿婆") as act:
        return acts.hand_in(act, meeting_id, acts.Words(item_id, SAID, how, public)).id or 0


def test_words_enter_only_as_a_commitment_and_the_author_need_not_be_there(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    before = lane.size()
    paper = handed_in(lane, meeting_id, items[1], "unnamed", True)
    [leaf] = lane.leaves(before)
    assert leaf["kind"] == "written.handed_in" and set(leaf["commit"]) == {"name", "words"} and SAID not in str(leaf) and "王阿婆" not in str(leaf)
    assert leaf["body"] == {"paper": paper, "item": items[1], "sector": "resident", "how": "unnamed", "public": True}
    with reading() as session:
        [mine] = papers.of_person(session, meeting_id, lane.people["王阿婆"])
        assert (mine.state, mine.title, mine.row.text) == ("waiting", "油烟", SAID)


@pytest.mark.parametrize(("words", "part"), [
    (acts.Words(0, SAID, "named"), "哪一项"), (acts.Words(1, " \n", "named"), "还没写"), (acts.Words(1, "字" * 3000, "named"), "太长")])
def test_what_cannot_be_handed_in_leaves_nothing(lane: Lane, words: acts.Words, part: str) -> None:
    meeting_id, items = opened(lane)
    before = lane.size()
    with pytest.raises(Refusal, match=part), lane.act("王阿婆") as act:
        acts.hand_in(act, meeting_id, acts.Words(items[0] if words.item_id else 0, words.text, words.how))
    assert lane.size() == before
    handed_in(lane, meeting_id, items[0])
    with pytest.raises(Refusal, match="已经写过"):
        handed_in(lane, meeting_id, items[0])
    with lane.act("周敏") as act:
        meetings.open_item(act, items[1])
    with pytest.raises(Refusal, match="已经议过"), lane.act("小李") as act:
        acts.hand_in(act, meeting_id, acts.Words(items[0], SAID, "named"))
    with pytest.raises(Absent), lane.act("钱先生") as act:
        acts.hand_in(act, meeting_id, acts.Words(items[1], SAID, "named"))


def test_what_is_filed_only_is_never_read_and_its_words_stay_hidden(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    paper, before = handed_in(lane, meeting_id, items[0], "file", True), lane.size()
    with pytest.raises(Refusal, match="没有同意念"), lane.act("周敏") as act:
        acts.read_out(act, paper)
    with pytest.raises(Refusal, match="书记"), lane.act("老赵") as act:
        acts.file(act, paper)
    with lane.act("周敏") as act:
        acts.file(act, paper)
    with pytest.raises(Refusal, match="存档"), lane.act("周敏") as act:
        acts.file(act, paper)
    [leaf] = lane.leaves(before)
    assert leaf["kind"] == "written.filed" and SAID not in str(leaf) and "commit" not in str(leaf.get("body"))
    with reading() as session:
        assert minutes.minutes(session, reads.meeting(session, meeting_id)).items[items[0]].filed == 1


@pytest.mark.parametrize("public", [True, False])
def test_reading_out_runs_on_a_clock_and_shows_the_words_only_with_consent(lane: Lane, public: bool) -> None:
    start = clock.now()
    meeting_id, items = opened(lane)
    paper, before = handed_in(lane, meeting_id, items[0], "unnamed", public), lane.size()
    with clock.at(start + timedelta(seconds=10)), lane.act("周敏") as act:
        acts.read_out(act, paper)
    with reading() as session:
        on, shown = reads.speech_now(session, meeting_id), papers.being_read(session, meeting_id)
        assert on is not None and (on.name, on.person_id, on.where, on.read, on.allowed) == ("书面发言", 0, "", True, 60)
        assert shown is not None and shown.shown is public and (SAID in shown.text) is public
        assert not reads.my_turn(session, meeting_id, lane.people["王阿婆"]).speaks
    with pytest.raises(Refusal, match="收不回"), lane.act("王阿婆") as act:
        acts.withdraw(act, paper)
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        meetings.end_speech(act, meeting_id)
    with clock.at(start + timedelta(seconds=35)), lane.act("周敏") as act:
        meetings.end_speech(act, meeting_id)
    begun, read = lane.leaves(before)
    assert (begun["kind"], read["kind"], read["body"]["seconds"]) == ("written.begun", "written.read", 25)
    assert begun["body"].get("text") == (SAID if public else None) and "王阿婆" not in str((begun, read))
    with reading() as session:
        meeting = reads.meeting(session, meeting_id)
        told = minutes.minutes(session, meeting)
        assert reads.spoken(session, meeting_id) == {"resident": 25} and told.spoken == {"resident": (1, 25)}
        assert "王阿婆" not in minutes.eyes(session, meeting, told).names.values()
        assert papers.of_person(session, meeting_id, lane.people["王阿婆"])[0].state == "read"
        with in_language("zh-Hans"):
            lines = [block.text for block in written(told, "HY", PUBLIC) if isinstance(block, Para)]
    assert any(SAID in line for line in lines) is public


def test_a_statement_is_read_when_its_item_is_on_and_ends_whoever_speaks(lane: Lane) -> None:
    meeting_id, items = opened(lane, "老赵")
    paper = handed_in(lane, meeting_id, items[1])
    with pytest.raises(Refusal, match="没有轮到"), lane.act("周敏") as act:
        acts.read_out(act, paper)
    with lane.act("周敏") as act:
        meetings.open_item(act, items[1])
    with lane.act("老赵") as act:
        hand = meetings.raise_hand(act, meeting_id).id or 0
    with lane.act("周敏") as act:
        meetings.call_speaker(act, hand)
    before = lane.size()
    with lane.act("周敏") as act:
        acts.read_out(act, paper)
    assert [leaf["kind"] for leaf in lane.leaves(before)] == ["speech.ended", "written.begun"]
    with reading() as session:
        on = reads.speech_now(session, meeting_id)
        assert on is not None and (on.name, on.aside, on.first) == ("王阿婆", "read_named", False)
        assert papers.for_desk(session, meeting_id)[0].state == "reading" and papers.waiting(session, meeting_id) == 0


def test_its_author_takes_it_back_and_nobody_else_can(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    paper = handed_in(lane, meeting_id, items[0])
    before = lane.size()
    for name in ("周敏", "小李", "钱先生"):
        with pytest.raises(Absent), lane.act(name) as act:
            acts.withdraw(act, paper)
    assert lane.size() == before
    with lane.act("王阿婆") as act:
        acts.withdraw(act, paper)
    with pytest.raises(Refusal, match="已经收回"), lane.act("王阿婆") as act:
        acts.withdraw(act, paper)
    with reading() as session:
        assert papers.for_desk(session, meeting_id) == [] and papers.waiting(session, meeting_id) == 0
    handed_in(lane, meeting_id, items[0])
