"""Speaking on every screen: news and snapshot agree for each deed on the floor, and what each screen shows of it."""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.meetings import acts as meetings
from council.meetings import reads
from council.meetings.speaking import acts
from council.meetings.written import acts as written
from council.record import acting
from council.record.acting import Act
from tests.conftest import Lane
from tests.live.law import Watch
from tests.story.stage import Stage

Deed = tuple[str, Callable[[Act], object]]


def item_on(meeting_id: int) -> int:
    """What is on now."""
    with reading() as session:
        on = reads.current_item(session, meeting_id)
    assert on is not None and on.id is not None
    return on.id


def deeds(lane: Lane, at: int) -> Iterator[Deed]:
    """One of each kind, in an order that the rules allow."""
    hands: dict[str, int] = {}

    def keep(name: str, raising: Callable[[Act], object]) -> Callable[[Act], None]:
        def deed(act: Act) -> None:
            hands[name] = raising(act).id  # type: ignore[attr-defined]
        return deed

    yield "王阿婆", keep("main", lambda act: meetings.raise_hand(act, at, "for"))
    yield "老赵", keep("question", lambda act: meetings.raise_hand(act, at, "question"))
    yield "周敏", lambda act: acts.move_hand(act, hands["question"], True)
    yield "小李", keep("point", lambda act: acts.raise_point(act, at))
    yield "周敏", lambda act: meetings.call_speaker(act, hands["main"])
    yield "周敏", lambda act: acts.pause(act, at)
    yield "周敏", lambda act: acts.go_on(act, at)
    yield "周敏", lambda act: acts.extend(act, at)
    yield "周敏", lambda act: acts.let_ask(act, hands["question"])
    yield "周敏", lambda act: acts.let_answer(act, at)
    yield "周敏", lambda act: meetings.end_speech(act, at)
    yield "周敏", lambda act: acts.answer_point(act, hands["point"], True)
    yield "阿May", keep("other", lambda act: acts.raise_point(act, at))
    yield "周敏", lambda act: acts.answer_point(act, hands["other"], False)
    yield "阿May", lambda act: acts.raise_point(act, at)
    yield "阿May", lambda act: acts.withdraw_point(act, at)
    yield "周敏", lambda act: acts.set_time(act, at, 60)
    yield "周敏", keep("for", lambda act: acts.raise_for(act, at, lane.people["阿May"]))
    yield "周敏", lambda act: acts.remove_hand(act, hands["for"])
    yield "周敏", lambda act: acts.call_for(act, at, lane.people["林老师"])
    for who, how in (("陈阿姨", "named"), ("孙老板", "unnamed"), ("小顾", "file"), ("林老师", "named")):
        yield who, keep(how + who, lambda act, how=how: written.hand_in(act, at, written.Words(item_on(at), "请让一让。", how, True)))  # type: ignore[misc]
    yield "周敏", lambda act: written.read_out(act, hands["named陈阿姨"])
    yield "周敏", lambda act: written.read_out(act, hands["unnamed孙老板"])
    yield "周敏", lambda act: written.file(act, hands["file小顾"])
    yield "林老师", lambda act: written.withdraw(act, hands["named林老师"])
    yield "周敏", lambda act: meetings.end_speech(act, at)


@pytest.mark.slow
def test_snapshot_and_news_agree_in_every_room_for_every_deed_on_the_floor(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    lane_sqlite.client()
    watch, start = Watch(patient=True, enough=1), clock.now()
    before, acting.after_commit[:] = list(acting.after_commit), [watch]
    try:
        for number, (who, deed) in enumerate(deeds(lane_sqlite, stage.meeting)):
            with clock.at(start + timedelta(seconds=20 * number)), lane_sqlite.act(who) as act:
                deed(act)
    finally:
        watch.close()
        acting.after_commit[:] = before
    assert not watch.broken, "\n".join(sorted(watch.broken))
    heard = {(room, kind) for room, kind in watch.kinds if kind.partition(".")[0] in ("speech", "interjection", "written", "point", "hand", "allowance")}
    assert {room for room, _kind in heard} >= {"hall", "desk", "projector", "meeting"} and len({kind for _room, kind in heard}) >= 18


def page(lane: Lane, name: str | None, path: str) -> str:
    """What a page reads, marks taken out."""
    answer = lane.client(name).get(path)
    assert answer.status_code == 200, path
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", answer.text))


def test_a_question_is_seen_on_every_screen_and_the_speaker_knows_that_no_time_is_lost(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("speech")
    with reading() as session:
        asking = reads.queue(session, stage.meeting)[0]
    with lane_sqlite.act("周敏") as act:
        acts.let_ask(act, asking.hand_id)
    at = f"/meetings/{stage.meeting}"
    for name, path in (("林老师", at), ("周敏", at + "/desk"), ("周敏", at + "/projector")):
        assert f"{asking.name}在插问" in page(lane_sqlite, name, path)
    assert "您的钟停着，时间不会少" in page(lane_sqlite, "王阿婆", at) and "轮到您说了" in page(lane_sqlite, asking.name, at)
    seen = page(lane_sqlite, None, at + "/gallery")
    assert "一位商户在插问" in seen and asking.name not in seen
    assert "问完了，请他答" in page(lane_sqlite, "周敏", at + "/desk")


def test_a_stopped_clock_is_said_in_words_and_shows_what_is_left(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("speech")
    with reading() as session:
        on = reads.speech_now(session, stage.meeting)
    assert on is not None
    with clock.at(on.began_at + timedelta(seconds=47)), lane_sqlite.act("周敏") as act:
        acts.pause(act, stage.meeting)
    for name, path in (("林老师", ""), ("周敏", "/desk"), ("周敏", "/projector")):
        seen = page(lane_sqlite, name, f"/meetings/{stage.meeting}{path}")
        assert "2:13" in seen and "钟停着" in seen
    html = lane_sqlite.client("林老师").get(f"/meetings/{stage.meeting}").text
    assert "data-deadline" not in html and "data-speech-ends" not in html


@pytest.mark.parametrize("public", [True, False])
def test_a_statement_is_shown_only_with_its_authors_consent(lane_sqlite: Lane, public: bool) -> None:
    lane, stage = lane_sqlite, Stage(lane_sqlite).upto("item")
    at, words = f"/meetings/{stage.meeting}", "请给轮椅留一条路。"
    form = {"item": str(item_on(stage.meeting)), "text": words, "how": "unnamed", **({"public": "yes"} if public else {})}
    assert "不上去说，写下来" in page(lane, "陈阿姨", at)
    assert lane.client("陈阿姨").post(at + "/written", data=form).status_code == 303
    assert words in page(lane, "陈阿姨", at + "/written") and words not in page(lane, "小李", at + "/written")
    assert "念的时候不要说名字" in page(lane, "周敏", at + "/written/desk") and "书面发言，1 份等着" in page(lane, "周敏", at + "/desk")
    assert lane.client("周敏").post("/written/1/read").status_code == 303
    hall = page(lane, "林老师", at)
    assert "正在念一位居民的书面发言" in hall and (words in hall) is public and "陈阿姨" not in hall
    assert "正在念一份书面发言（居民）" in page(lane, None, at + "/gallery")
    assert (words in page(lane, "周敏", at + "/projector")) is public
    lane.client("周敏").post(at + "/speech/end")
    assert "念过了" in page(lane, "陈阿姨", at + "/written") and words not in page(lane, "林老师", at)


def test_words_that_were_refused_stand_in_the_form_again(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite).upto("item")
    answer = lane_sqlite.client("王阿婆").post(f"/meetings/{stage.meeting}/written", data={"item": str(item_on(stage.meeting)), "text": "一句话。"})
    assert answer.status_code == 422 and "一句话。" in answer.text and "还没选要不要念出来" in answer.text


def test_the_desk_sets_the_time_and_raises_a_hand_for_others(lane_sqlite: Lane) -> None:
    lane, stage = lane_sqlite, Stage(lane_sqlite).upto("item")
    at, desk = f"/meetings/{stage.meeting}", lane_sqlite.client("周敏")
    assert "现在是 3 分钟" in page(lane, "周敏", at + "/speaking")
    desk.post(at + "/speaking/time", data={"seconds": "120"})
    desk.post(at + "/hand/for", data={"person_id": str(lane.people["林老师"]), "stand": "for", "now": "no"})
    seen = page(lane, "周敏", at + "/desk")
    assert "发言时间，2 分钟" in seen and "林老师" in seen and "现在是 2 分钟" in page(lane, "周敏", at + "/speaking")
    assert lane.client("林老师").get(at + "/speaking").status_code in (403, 404) and lane.client(None).get(at + "/written").status_code == 302
