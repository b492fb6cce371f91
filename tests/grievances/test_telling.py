"""Completing, adding, answering, turning the lamp: the new state, the exact entries, and what a refusal leaves."""

from datetime import timedelta

import pytest
from sqlmodel import select

from council import clock
from council.db import reading
from council.grievances import acts, readers, reads, telling
from council.grievances.telling import Words
from council.record.models import Opening
from council.record.rows import check_rows
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.grievances.told import filed, joined, shop

ANEW = Words("每个周六下午排队", "出不去", "留一米五", 5, since="国庆以后", often="weekly")


def openings(lane: Lane) -> list[str]:
    """Every value that can still be opened behind the record."""
    with reading() as session:
        return [each.value for each in session.exec(select(Opening).where(Opening.council_id == lane.council_id))]


def test_words_are_written_anew_while_only_the_desk_has_read_them(lane: Lane) -> None:
    number = filed(lane)
    readers.note_reading(number, lane.me("周敏"))
    before = lane.size()
    with lane.act("王阿婆") as act:
        telling.complete(act, number, ANEW)
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "grievance.reworded" and leaf["body"] == {"sector": "resident", "impact": 5}
    assert "周六" not in str(leaf) and set(leaf["commit"]) == {"who", "happened", "since", "hurt", "ask"}
    with reading() as session:
        row = reads.grievance(session, number, lane.me("王阿婆")).grievance
        assert (row.happened, row.since, row.often, row.impact) == ("每个周六下午排队", "国庆以后", "weekly", 5)
        assert [each.happened for each in reads.old_wordings(session, number)] == ["排队排到我家门口"]


def test_what_somebody_else_has_read_is_added_to_and_not_changed(lane: Lane) -> None:
    number = filed(lane)
    readers.note_reading(number, lane.me("林老师"))
    before = lane.size()
    with pytest.raises(Refusal, match="不能悄悄改"), lane.act("王阿婆") as act:
        telling.complete(act, number, ANEW)
    assert lane.size() == before
    with lane.act("王阿婆") as act:
        telling.add(act, number, "昨天又堵了")
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "grievance.added_to" and leaf["body"] == {"sector": "resident"} and "昨天" not in str(leaf)
    with pytest.raises(Refusal, match="我也是"), lane.act("林老师") as act:
        telling.add(act, number, "我来补")


def test_the_party_answers_in_its_own_words(lane: Lane) -> None:
    number = filed(lane, shops=(shop(lane),))
    before = lane.size()
    with lane.act("老赵") as act:
        telling.answer(act, number, "周末我们派人带队")
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "grievance.answered" and leaf["body"] == {"party": "shop", "sector": "merchant"}
    assert "带队" not in str(leaf) and "冷街" not in str(leaf)
    with reading() as session:
        assert [each.words for each in reads.answers(session, number)] == ["周末我们派人带队"]
    for name in ("阿May", "王阿婆", "周敏"):
        with pytest.raises(Refusal, match="说到的那一家"), lane.act(name) as act:
            telling.answer(act, number, "我替他说")
    assert lane.size() == before + 1


def test_the_lamp_is_turned_both_ways_and_what_was_read_is_told(lane: Lane) -> None:
    number = filed(lane, shops=(shop(lane),), circle="party")
    for name in ("周敏", "老赵"):
        readers.note_reading(number, lane.me(name))
    before = lane.size()
    with lane.act("王阿婆") as act:
        telling.turn_lamp(act, number, "lane")
    for name in ("林老师", "小李"):
        readers.note_reading(number, lane.me(name))
    with lane.act("王阿婆") as act:
        telling.turn_lamp(act, number, "secretary")
    assert [(leaf["kind"], leaf["body"]["from"], leaf["body"]["to"]) for leaf in lane.leaves(before)] == [
        ("grievance.circle_changed", "party", "lane"), ("grievance.circle_changed", "lane", "secretary")]
    with reading() as session:
        assert [(each.word, each.many) for each in reads.read_by(session, [number])[number]] == [("书记", 1), ("冷街冰淇淋", 1), ("居民", 2)]
        with pytest.raises(Absent):
            reads.grievance(session, number, lane.me("老赵"))
    for who, to, why in (("王阿婆", "secretary", "就照到这里"), ("王阿婆", "world", "谁看得见"), ("周敏", "lane", "只有说这件事的人")):
        with pytest.raises(Refusal, match=why), lane.act(who) as act:
            telling.turn_lamp(act, number, to)


def test_a_lamp_for_a_party_that_nobody_named_is_refused(lane: Lane) -> None:
    number = filed(lane)
    with pytest.raises(Refusal, match="哪家店"), lane.act("王阿婆") as act:
        telling.turn_lamp(act, number, "party")


def test_readings_keep_the_first_and_the_last_time_and_enter_nothing(lane: Lane) -> None:
    number, before, now = filed(lane), lane.size(), clock.now()
    for minutes in (0, 5, 30):
        with clock.at(now + timedelta(minutes=minutes)):
            readers.note_reading(number, lane.me("林老师"))
    with reading() as session:
        told, = reads.read_by(session, [number])[number]
        assert (told.word, told.many, told.last_at) == ("居民", 1, now + timedelta(minutes=30))
    assert lane.size() == before


def test_what_is_withdrawn_takes_all_its_words_with_it(lane: Lane) -> None:
    number = filed(lane, shops=(shop(lane),))
    with lane.act("王阿婆") as act:
        telling.complete(act, number, ANEW)
        telling.add(act, number, "昨天又堵了")
    joined(lane, number, "林老师")
    readers.note_reading(number, lane.me("林老师"))
    with lane.act("王阿婆") as act:
        acts.withdraw(act, number)
    with reading() as session:
        seen = reads.grievance(session, number, lane.me("王阿婆"))
        assert (seen.grievance.happened, seen.grievance.since, seen.about) == ("", "", ())
        assert reads.old_wordings(session, number) == [] and reads.additions(session, number) == [] and reads.read_by(session, [number]) == {number: []}
        assert list(check_rows(session, lane.council_id)) == []
    assert not [value for value in openings(lane) if any(word in value for word in ("排队", "昨天", "国庆", "王阿婆"))]
