"""The secretary's desk: the likely next step of every moment, the count without the how, help at hand."""

import re

import pytest

from council.conventions import acts as conventions
from council.db import reading
from council.story.focus import focus
from council.story.steps import steps
from council.votes import acts as votes
from tests.conftest import Lane
from tests.story.stage import HERE, NAMES, Stage
from tests.story.test_hall import page, text

NEXT = {
    "called": ("开会", "/meetings/1/open"), "opened": ("开始：商居管理弄堂公约", "/items/1/open"), "item": ("征询：第一条", "/clauses/1/sounding"),
    "hands": ("请王阿婆说", "/hands/1/call"), "speech": ("请老赵说", "/hands/2/call"), "reworded": ("征询：第一条", "/clauses/1/sounding"),
    "asked": ("结束征询", "/soundings/1/close"), "heard": ("表决：第一条", "/clauses/1/vote"), "voting": ("结束表决", "/votes/1/close"),
    "decided": ("征询：第二条", "/clauses/2/sounding"), "closed": ("看今晚的记录", ""),
}


@pytest.mark.parametrize("step", NEXT)
def test_the_likely_next_step_is_the_large_button(lane_sqlite: Lane, step: str) -> None:
    stage = Stage(lane_sqlite).upto(step)
    with reading() as session:
        first = steps(focus(session, stage.meeting)).first
    assert (str(first.word), first.action) == NEXT[step]
    answer = page(lane_sqlite, "周敏", f"/meetings/{stage.meeting}/desk").text
    assert len(re.findall(r'class="btn main wide big"', answer)) == 1 and NEXT[step][0] in answer
    if first.action:
        assert re.search(rf'data-key="Space"[^>]*form="press"[^>]*formaction="{NEXT[step][1]}"', answer), answer


def test_every_step_that_is_offered_can_be_pressed(lane_sqlite: Lane) -> None:
    stage, desk = Stage(lane_sqlite), lane_sqlite.client("周敏")
    stage.called()
    for turn in range(20):
        with reading() as session:
            first = steps(focus(session, stage.meeting)).first
        if first.href:
            break
        answer = desk.post(first.action, data={"next": f"/meetings/{stage.meeting}/desk", "once": f"tap-{turn}"}, headers={"Accept": "application/json"})
        assert answer.status_code == 200, (first, answer.json)
    assert first.href == f"/meetings/{stage.meeting}/closing" and turn == 12


def test_when_all_is_decided_the_desk_offers_to_put_it_into_force(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    for clause in (stage.clause, stage.clause + 1):
        with lane_sqlite.act("周敏") as act:
            vote = conventions.put_to_vote(act, clause, stage.place)
        for name in NAMES[1:9]:
            with lane_sqlite.act(name) as act:
                votes.cast(act, vote.id or 0, "for")
        with lane_sqlite.act("周敏") as act:
            votes.close_vote(act, vote.id or 0)
    with reading() as session:
        first = steps(focus(session, stage.meeting)).first
    assert (first.word, first.href) == ("施行公约", f"/conventions/{stage.convention}/adopt")


def test_the_desk_sees_who_has_not_voted_and_never_how_anybody_did(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("voting")
    seen = page(lane_sqlite, "周敏", f"/meetings/{stage.meeting}/desk").text
    missing = text(re.search(r'<details id="missing">(.*?)</details>', seen, re.S)[1])  # type: ignore[index]
    assert "居民 3 户，商户 2 家" in missing and all(name in missing for name in ("陈阿姨", "林老师", "小顾", "阿May", "孙老板"))
    assert not any(name in missing for name in ("王阿婆", "小李", "老赵"))
    assert "赞成 2" in text(seen) and "结束表决" in seen and re.search(r"<button[^>]*disabled[^>]*>.*?散会", seen)


def test_the_desk_counts_the_hall_and_says_whether_it_is_enough(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("opened")
    seen = text(page(lane_sqlite, "周敏", f"/meetings/{stage.meeting}/desk").text)
    assert "居民 3 5" in seen.replace("</td>", " ") or "居民35" in seen.replace(" ", "")
    assert "两边都到了一半以上，可以表决。" in seen


def test_only_who_is_not_here_can_be_helped_in(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("opened")
    desk = page(lane_sqlite, "周敏", f"/meetings/{stage.meeting}/desk").text
    choices = re.search(r'<select[^>]*name="person_id".*?</select>', desk, re.S)[0]  # type: ignore[index]
    assert "陈阿姨 7 号" in choices and "孙老板 孙记生煎" in choices and not any(name in choices for name in HERE)


def test_the_desk_is_for_those_who_run_the_meeting(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("opened")
    where = f"/meetings/{stage.meeting}/desk"
    assert [page(lane_sqlite, name, where).status_code for name in ("周敏", "陈阿姨", "何书记", None)] == [200, 403, 404, 302]
    for name in ("陈阿姨", "何书记", None):
        assert page(lane_sqlite, name, f"/news/desk:{stage.meeting}").status_code == 404


def test_calling_offers_what_waits_and_what_is_open(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    with lane_sqlite.act("老赵") as act:
        act.enter("violation.disputed", topic="violation:1")
        from council.meetings import acts as meetings

        meetings.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute")
    seen = page(lane_sqlite, "周敏", "/c/hy/meetings/new").text
    assert "冰淇淋店的异议" in seen and f'value="convention:{stage.convention} 商居管理弄堂公约"' in seen
    assert page(lane_sqlite, "陈阿姨", "/c/hy/meetings/new").status_code == 403
