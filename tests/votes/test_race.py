"""Two hundred people tap four times each, from eight threads at once: two hundred ballots, two hundred entries."""

import random
import threading
from collections.abc import Callable

import pytest
from sqlmodel import select

from council.db import reading
from council.people import acts as people
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.models import Person
from council.people.reads import Me
from council.record.acting import Repeated, acting
from council.refusal import Refusal
from council.votes import reads
from council.votes.acts import Motion, cast, open_vote
from council.votes.models import Ballot
from tests.conftest import Lane
from tests.votes.test_acts import ballots, close, put

VOTERS, THREADS, TAPS = 200, 8, 4
PRACTICE = Motion("谁快？", venue="meeting:12", rehearsal=True)


def crowd(lane: Lane) -> list[Me]:
    """Two hundred rehearsal people, half on each side."""
    with lane.act("周敏") as act:
        people.admit(act, [Newcomer(f"X{n}", f"排练 {n:03}", "merchant" if n % 2 else "resident", rehearsal=True) for n in range(VOTERS)])
    with reading() as session:
        ids = session.exec(select(Person.id).where(Person.name.startswith("排练 "))).all()  # type: ignore[attr-defined]
        return [me for each in ids if (me := people_reads.me(session, each or 0))]


def at_once(work: Callable[[int], None]) -> None:
    """Do the work in eight threads; a fault in any of them is a fault here."""
    faults: list[BaseException] = []

    def run(n: int) -> None:
        try:
            work(n)
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(n,)) for n in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def assert_one_each(lane: Lane, vote_id: int, before: int, voters: int = VOTERS) -> None:
    """Every voter has one ballot, every ballot has one entry, and the record's chain has no gap."""
    leaves = [leaf for leaf in lane.leaves(before) if leaf["topic"] == f"vote:{vote_id}"]
    assert [leaf["kind"] for leaf in leaves] == ["ballot.cast"] * voters
    assert len({leaf["body"]["mark"] for leaf in leaves}) == voters == len(ballots(vote_id))
    assert [leaf["topic_seq"] for leaf in leaves] == list(range(2, voters + 2))
    assert {ballot.seq for ballot in ballots(vote_id)} == set(range(before, before + voters))
    with reading() as session:
        assert sum(reads.result(session, reads.vote(session, vote_id)).cast.values()) == voters


@pytest.mark.slow
def test_eight_threads_tap_for_all_voters_four_times(lane: Lane) -> None:
    voters = crowd(lane)
    vote_id, before = put(lane, PRACTICE), lane.size()
    first = [0] * THREADS

    def tap_all(n: int) -> None:
        taps = voters * TAPS
        random.Random(n).shuffle(taps)
        for me in taps:
            try:
                with acting(me) as act:
                    cast(act, vote_id, "for")
                first[n] += 1
            except Repeated:
                pass

    at_once(tap_all)
    assert sum(first) == VOTERS
    assert_one_each(lane, vote_id, before)


@pytest.mark.slow
def test_eight_threads_of_phones_with_a_new_form_for_every_tap(lane_sqlite: Lane) -> None:
    voters = crowd(lane_sqlite)
    lane_sqlite.people |= {me.name: me.id for me in voters}
    vote_id, before = put(lane_sqlite, PRACTICE), lane_sqlite.size()
    phones = {me.name: lane_sqlite.device(me.name) for me in voters}
    app = lane_sqlite.client().application
    entries: dict[str, set[int]] = {name: set() for name in phones}

    def tap_some(n: int) -> None:
        taps = [(name, k) for k in range(TAPS) for name in phones][n::THREADS]
        random.Random(n).shuffle(taps)
        for name, k in taps:
            client = app.test_client()
            client.set_cookie("device", phones[name])
            answer = client.post(f"/votes/{vote_id}/ballot", data={"choice": "for", "once": f"tap-{k}"}, headers={"Accept": "application/json"})
            assert answer.status_code == 200, answer.text
            entries[name].add(answer.json["entry"])

    at_once(tap_some)
    assert all(len(each) == 1 for each in entries.values())
    assert_one_each(lane_sqlite, vote_id, before)


def test_ballots_race_the_closing_and_the_announced_count_is_what_was_committed_before_it(lane: Lane) -> None:
    voters = crowd(lane)[:48]
    vote_id, late = put(lane, PRACTICE), []

    def tap_or_close(n: int) -> None:
        if n == 0:
            close(lane, vote_id)
            return
        for me in voters[n::THREADS]:
            try:
                with acting(me) as act:
                    cast(act, vote_id, "against")
            except Refusal as no:
                late.append(str(no.sentence))

    at_once(tap_or_close)
    mine = [leaf for leaf in lane.leaves() if leaf["topic"] == f"vote:{vote_id}"]
    assert mine[-1]["kind"] == "vote.closed"
    announced = sum(side["against"] for side in mine[-1]["body"]["tally"].values())
    assert announced == len(ballots(vote_id)) == len(mine) - 2
    assert len(late) == len(voters) - len(voters[0::THREADS]) - announced and all(said.startswith("没有投上：表决在") for said in late)


def test_two_who_open_at_once_open_one(lane: Lane) -> None:
    done: list[int] = []

    def put_it(n: int) -> None:
        try:
            with lane.act("周敏") as act:
                done.append(open_vote(act, Motion(f"题 {n}", venue="meeting:40")).id or 0)
        except Refusal:
            pass

    at_once(put_it)
    with reading() as session:
        assert len(done) == 1 == len(reads.of_venue(session, "meeting:40"))
        assert session.exec(select(Ballot)).all() == []
