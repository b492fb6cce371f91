"""A rehearsal plays the whole evening on a stage of its own and leaves no trace in the record that it rehearses."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from sqlmodel import func, select

from council import tick
from council.conventions import acts as conventions
from council.conventions import reads as convention_reads
from council.conventions.acts import ClauseText
from council.conventions.rehearsing import reads, rules, staging, troupe
from council.conventions.rehearsing.rules import Scene
from council.db import reading
from council.meetings import acts as meetings
from council.meetings import reads as meeting_reads
from council.people import reads as people
from council.people.models import Council
from council.people.session import STAGE
from council.record.acting import acting
from council.record.models import Leaf
from council.refusal import Refusal
from council.votes import reads as votes
from council.votes.models import Ballot
from tests.conftest import Lane


def planned(lane: Lane) -> tuple[int, int]:
    """A called meeting about a clause: meeting and clause."""
    with lane.act("周敏") as act:
        convention = conventions.draft(act, "弄堂公约")
        conventions.add_clause(act, convention.id or 0, ClauseText("垃圾", "每晚九点以前收好。"))
        clause = conventions.add_clause(act, convention.id or 0, ClauseText("外摆", "十点以后收进店里。"))
        meeting = meetings.call_meeting(act, meetings.Calling("外摆和排队", "弄口活动室", datetime.now(UTC) + timedelta(days=2)))
        meetings.add_item(act, meeting.id or 0, meetings.Item("先说两句"))
        meetings.add_item(act, meeting.id or 0, meetings.Item("外摆怎么写", "clause", f"clause:{clause.id}"))
    return meeting.id or 0, clause.id or 0


@pytest.mark.parametrize(("state", "items", "stage", "said"), [
    ("called", 2, False, None), ("open", 2, False, "开会以前"), ("closed", 2, False, "开会以前"), ("called", 0, False, "还没有事"),
    ("called", 2, True, "已经是排练")])
def test_when_a_meeting_can_be_rehearsed(state: str, items: int, stage: bool, said: str | None) -> None:
    why = rules.why_not_rehearse(state, items, stage)
    assert why is None if said is None else said in str(why)


@pytest.mark.parametrize(("roll", "cast"), [
    ({}, {"resident": 5, "merchant": 5}), ({"resident": 12, "merchant": 7}, {"resident": 12, "merchant": 7}),
    ({"resident": 400, "police": 3}, {"resident": 30, "merchant": 5})])
def test_as_many_come_as_the_roll_has_within_reason(roll: dict[str, int], cast: dict[str, int]) -> None:
    assert rules.cast_of(roll) == cast


@pytest.mark.parametrize(("scene", "deeds"), [
    (Scene("called", 0, 20, False, False, 0, 0, 0), {"check_in": 4}),
    (Scene("called", 17, 20, False, False, 0, 0, 0), {"check_in": 1}),
    (Scene("open", 18, 20, True, True, 0, 0, 0), {"raise_hand": 1}),
    (Scene("open", 18, 20, True, True, 4, 0, 0), {}),
    (Scene("open", 18, 20, True, False, 0, 0, 0), {}),
    (Scene("open", 18, 20, True, True, 4, 18, 0), {"sound": 2}),
    (Scene("open", 18, 20, True, True, 4, 0, 18), {"vote": 2}),
    (Scene("open", 18, 20, True, True, 4, 0, 2), {}),
    (Scene("closed", 3, 20, False, False, 0, 0, 9), {}),
    (Scene("adjourned", 3, 20, False, False, 0, 0, 0), {"check_in": 4})])
def test_what_the_invented_people_do_in_one_beat(scene: Scene, deeds: dict[str, int]) -> None:
    assert rules.deeds(scene) == deeds


def test_an_evening_is_played_and_the_real_record_and_drafts_are_as_before(lane: Lane) -> None:
    meeting_id, clause_id = planned(lane)
    before = lane.leaves()
    row = staging.begin(lane.me("周敏"), meeting_id)
    assert row.stage_id not in (None, lane.council_id)
    stage, on_stage = row.stage_id or 0, row.stage_meeting_id or 0
    with reading() as session:
        chair = people.me(session, reads.secretary(session, stage))
        lines = meeting_reads.agenda(session, on_stage)
        assert [line.title for line in lines] == ["先说两句", "外摆怎么写"]
        cast = reads.players(session, stage)
        played = int(lines[1].about.partition(":")[2])
        assert played != clause_id and convention_reads.text_now(session, played).text == "十点以后收进店里。"
        assert {council.id for council in people.councils(session)} == {lane.council_id, lane.other_id}
    assert chair is not None
    for _ in range(30):
        troupe.beat(row)
    with acting(chair) as act:
        meetings.open_meeting(act, on_stage)
        meetings.open_item(act, lines[1].id)
    for _ in range(6):
        troupe.beat(row)
    with reading() as session:
        assert 0 < len(meeting_reads.queue(session, on_stage)) <= rules.HANDS
        here = sum(meeting_reads.attendance(session, on_stage).values())
    assert here == len(cast) - len(cast) // 10
    with acting(chair) as act:
        vote = conventions.put_to_vote(act, played, f"meeting:{on_stage}")
    for _ in range(40):
        tick.play()
    with reading() as session:
        voted = session.exec(select(func.count()).select_from(Ballot).where(Ballot.vote_id == vote.id)).one()
        assert 5 <= voted < len(cast), "somebody always forgets"
        assert votes.running(session, f"meeting:{meeting_id}") is None
    assert lane.leaves() == before, "not one entry more"
    staging.end(row)
    with reading() as session:
        assert reads.running(session) == [] and people.signed_in(session, stage) == set()
        assert meeting_reads.state(session, meeting_id) == "called"


def test_the_same_meeting_has_one_stage_at_a_time_and_a_new_one_afterwards(lane: Lane) -> None:
    meeting_id, _clause = planned(lane)
    first, second = staging.begin(lane.me("周敏"), meeting_id), staging.begin(lane.me("周敏"), meeting_id)
    assert first.stage_id == second.stage_id
    staging.end(first)
    assert staging.begin(lane.me("周敏"), meeting_id).stage_id != first.stage_id
    for name in ("王阿婆", "老赵", "吴警官"):
        with pytest.raises(Refusal):
            staging.begin(lane.me(name), meeting_id)


def test_a_stage_that_cannot_be_put_up_leaves_nothing_claimed(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    meeting_id, _clause = planned(lane)
    with monkeypatch.context() as broken, pytest.raises(ZeroDivisionError):
        broken.setattr(staging, "_put_up", lambda script: 1 // 0)
        staging.begin(lane.me("周敏"), meeting_id)
    assert staging.begin(lane.me("周敏"), meeting_id).stage_id


def test_the_secretary_goes_on_the_stage_and_comes_back(lane_sqlite: Lane) -> None:
    lane, (meeting_id, _clause) = lane_sqlite, planned(lane_sqlite)
    size, desk = lane.size(), lane.client("周敏")
    assert "开始排练" in desk.get(f"/meetings/{meeting_id}/rehearse").text
    gone = desk.post(f"/meetings/{meeting_id}/rehearse")
    assert gone.status_code == 303 and gone.headers["Location"].endswith("/desk") and f"/{meeting_id}/" not in gone.headers["Location"]
    page = desk.get(gone.headers["Location"])
    assert page.status_code == 200 and "这是排练" in page.text and "（排练）" in page.text
    assert desk.get(f"/meetings/{meeting_id}/desk").status_code in (403, 404), "the real desk is not at hand meanwhile"
    with reading() as session:
        row = reads.running(session)[0]
        council = session.get(Council, row.stage_id)
    assert council is not None
    hall = f"/meetings/{row.stage_meeting_id}"
    for name, path in itertools.product((None, "王阿婆", "何书记"), (f"/c/{council.slug}/", hall, f"{hall}/gallery")):
        assert lane.client(name).get(path).status_code in (302, 404), (name, path)
    assert row.token in desk.get("/rehearsal").text
    back = desk.post("/rehearsal/end")
    assert back.headers["Location"].endswith(f"/meetings/{meeting_id}/agenda")
    assert desk.get(f"/meetings/{meeting_id}/agenda").status_code == 200 and lane.size() == size


def test_whoever_comes_to_play_takes_an_invented_place_and_stays_who_they_are(lane_sqlite: Lane) -> None:
    lane, (meeting_id, _clause) = lane_sqlite, planned(lane_sqlite)
    row = staging.begin(lane.me("周敏"), meeting_id)
    phone = lane.client("王阿婆")
    assert "我来当商户" in phone.get(f"/rehearse/{row.token}").text
    on = phone.post(f"/rehearse/{row.token}", data={"side": "merchant"})
    assert on.headers["Location"] == f"/meetings/{row.stage_meeting_id}"
    assert "这是排练" in phone.get(on.headers["Location"]).text and phone.get_cookie(STAGE) is not None
    with reading() as session:
        assert len(reads.players(session, row.stage_id or 0)) == sum(rules.cast_of(people.roll_count(session, lane.council_id)).values()) - 1
    assert phone.post("/rehearsal/end").status_code == 403
    assert phone.post("/rehearsal/leave").status_code == 303
    assert "王阿婆" in phone.get("/me").text and lane.client("老赵").post("/rehearsal/leave").status_code == 404
    staging.end(row)
    assert lane.client().get(f"/rehearse/{row.token}").status_code == 404


def test_whoever_is_left_on_a_stage_that_is_gone_is_themself_again(lane_sqlite: Lane) -> None:
    lane, (meeting_id, _clause) = lane_sqlite, planned(lane_sqlite)
    row, phone = staging.begin(lane.me("周敏"), meeting_id), lane_sqlite.client("王阿婆")
    phone.post(f"/rehearse/{row.token}", data={"side": "resident"})
    staging.end(row)
    assert "王阿婆" in phone.get("/me").text and "这是排练" not in phone.get("/c/hy/").text
    assert phone.get(f"/meetings/{row.stage_meeting_id}").status_code == 404


def test_no_council_may_call_itself_a_rehearsal(lane_sqlite: Lane) -> None:
    from council.people.start import StartForm

    with pytest.raises(ValueError, match="短名"):
        StartForm(name="假的", slug="rehearsal-1", compounds="一", secretary="某人")


def test_a_stage_has_a_log_but_nobody_signs_it_by_the_clock(lane_sqlite: Lane) -> None:
    row = staging.begin(lane_sqlite.me("周敏"), planned(lane_sqlite)[0])
    tick.tick()
    with reading() as session:
        assert session.exec(select(func.count()).select_from(Leaf).where(Leaf.council_id == row.stage_id)).one() > 5
    assert not list((lane_sqlite.config.data / "keys").glob("rehearsal-*"))
