"""What is forgotten by itself, and when; and who has left the roll."""

from datetime import timedelta

from sqlmodel import select

from council import clock, tick
from council.db import keeping, reading
from council.people import acts, enrolment
from council.people.models import Card, Device, Failure
from council.votes import acts as votes
from council.votes import reads as vote_reads
from tests.conftest import Lane


def test_the_clock_forgets_what_is_past_its_time_and_keeps_the_rest(lane: Lane) -> None:
    lane.device("王阿婆")
    with keeping() as session:
        enrolment.issue(session, lane.council_id, [lane.people["小李"]])
        session.add(Failure(what="password:1", at=clock.now()))
    tick.tick()
    with reading() as session:
        assert session.exec(select(Card)).all() and session.exec(select(Failure)).all()
    with clock.at(clock.now() + timedelta(days=61)):
        tick.tick()
    with reading() as session:
        assert not session.exec(select(Card)).all() and not session.exec(select(Failure)).all()
        assert session.exec(select(Device)).all(), "a device that is signed in stays"


def test_a_vote_ends_by_itself_at_its_time_and_once(lane: Lane) -> None:
    with lane.act("周敏") as act:
        vote = votes.open_vote(act, votes.Motion("开不开窗？", minutes=5)).id or 0
    tick.tick()
    with reading() as session:
        assert vote_reads.closing(session, vote) is None
    with clock.at(clock.now() + timedelta(minutes=6)):
        tick.tick()
        tick.tick()
    assert [leaf["kind"] for leaf in lane.leaves()].count("vote.closed") == 1
    assert lane.leaves()[-1]["actor"] == "时钟"


def test_who_has_left_the_roll_is_a_visitor_again(lane_sqlite: Lane) -> None:
    phone = lane_sqlite.client("王阿婆")
    assert phone.get("/me").status_code == 200
    with lane_sqlite.act("周敏") as act:
        acts.leave_roll(act, lane_sqlite.me("王阿婆").capacities[0].entry_id)
    assert phone.get("/me").status_code == 302
    assert lane_sqlite.client("周敏").get("/me").status_code == 200


def test_guessing_codes_is_slowed_and_keeps_nobody_with_a_card_out(lane_sqlite: Lane) -> None:
    client, json = lane_sqlite.client(), {"Accept": "application/json"}
    codes = [client.post("/sign-in", data={"code": f"AAAA{n:04d}".replace("0", "C").replace("1", "D")}, headers=json).status_code for n in range(310)]
    assert codes[0] == 409 and codes[-1] == 429
    with keeping() as session:
        code = enrolment.issue(session, lane_sqlite.council_id, [lane_sqlite.people["王阿婆"]]).popitem()[1]
    assert lane_sqlite.client().post(f"/enter/{code}").status_code == 303
