"""A hundred phones on a line that loses, doubles, delays and swaps for two minutes: all end with what the desk shows, every act is there once."""

import hashlib
import random
import secrets
import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser
from sqlmodel import select

from council import clock
from council.config import Config
from council.db import close_database, keeping, open_database, reading
from council.meetings import acts as meetings
from council.meetings.models import Hand
from council.migrate import migrate
from council.people import acts as people
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.models import Device
from council.people.session import hash_token
from council.record.acting import Clock, acting
from council.record.leaves import parse_leaf
from council.record.models import Leaf
from council.votes import rules
from council.votes.acts import Motion, open_vote
from council.votes.models import Vote
from tests.faults.chaos import Chaos
from tests.faults.crowd import Handset
from tests.faults.test_kill import page_secret, served

PHONES, SECONDS, QUIET = 100, 120.0, 60.0

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@pytest.fixture
def evening(tmp_path: Path) -> Iterator[tuple[Config, int, int, int, dict[int, str], str]]:
    """An open meeting with a hundred people in it, an item and a vote: (config, council, meeting, vote, tokens of the people, token of the desk)."""
    config = Config(data=tmp_path / "data", demo=False)
    config.data.mkdir()
    open_database(config)
    migrate()
    council = people.found_council("hy", "HY 弄议事会", demo=True).id or 0
    with acting(Clock(council)) as act:
        people.admit(act, [Newcomer("书", "周敏", "committee", office="secretary"),
                           *(Newcomer(f"K{n}", f"住户 {n}", "merchant" if n % 2 else "resident", str(n)) for n in range(PHONES))])
    with reading() as session:
        crowd = [person.id or 0 for entry, person, *_rest in people_reads.roll(session, council) if entry.sector in ("resident", "merchant")]
        desk = people_reads.me(session, people_reads.holders(session, council, "secretary")[0].id or 0)
        members = [found for each in crowd if (found := people_reads.me(session, each))]
    assert desk is not None
    with acting(desk) as act:
        meeting = meetings.call_meeting(act, meetings.Calling("门口", "活动室", datetime.now(UTC))).id or 0
        item = meetings.add_item(act, meeting, meetings.Item("外摆", minutes=30))
        meetings.open_meeting(act, meeting)
        meetings.open_item(act, item.id or 0)
    for each in members:
        with acting(each) as act:
            meetings.check_in(act, meeting)
    with acting(desk) as act:
        vote = open_vote(act, Motion("外摆十点收进来？", venue=f"meeting:{meeting}")).id or 0
    tokens = {each: secrets.token_urlsafe(24) for each in [*crowd, desk.id]}
    with keeping() as session:
        session.add_all(Device(person_id=each, token_hash=hash_token(token), at=clock.now(), seen_at=clock.now(), password_ok=True)
                        for each, token in tokens.items())
    yield config, council, meeting, vote, {each: tokens[each] for each in crowd}, tokens[desk.id]
    close_database()


def live_a_little(phone: Handset, meeting: int, vote: int, until: float) -> None:
    """What a member does all evening: votes, changes the vote, puts a hand up and down."""
    dice, last = random.Random(phone.seed), until + QUIET
    while time.monotonic() < until:
        time.sleep(dice.uniform(2, 8))
        path, fields = dice.choice([(f"/votes/{vote}/ballot", {"choice": "for"}), (f"/votes/{vote}/ballot", {"choice": "against"}),
                                    (f"/meetings/{meeting}/hand", {"stand": ""}), (f"/meetings/{meeting}/hand/down", {})])
        phone.press(path, fields, last)


def chair(port: int, cookies: dict[str, str], csrf: str, meeting: int, until: float) -> None:
    """The desk on a good line: calls whoever waits, ends speeches."""
    desk = Handset(port, cookies, csrf, f"desk:{meeting}", 1)
    while time.monotonic() < until:
        with reading() as session:
            hand = session.exec(select(Hand.id).where(Hand.meeting_id == meeting).order_by(Hand.id.desc())).first()  # type: ignore[union-attr]
        if hand:
            desk.press(f"/hands/{hand}/call", {"seconds": "60"}, until + QUIET)
        time.sleep(0.7)
        desk.press(f"/meetings/{meeting}/speech/end", {}, until + QUIET)
        time.sleep(0.7)


def digest(shown: dict[str, str]) -> str:
    """One hash of everything on a screen."""
    return hashlib.sha256("\0".join(f"{name}\0{shown[name]}" for name in sorted(shown)).encode()).hexdigest()


def seen_at_the_server(port: int, room: str, token: str) -> tuple[int, dict[str, str]]:
    """The room as the server shows it now."""
    answer = requests.get(f"http://127.0.0.1:{port}/news/{room}", cookies={"device": token}, headers={"Accept": "application/json"}, timeout=10).json()
    return answer["seq"], answer["snapshot"]


def test_a_hundred_phones_on_a_line_of_chaos_end_where_the_desk_is(evening: tuple[Config, int, int, int, dict[int, str], str], browser: Browser) -> None:
    config, council, meeting, vote, tokens, desk_token = evening
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with served(config, port):
        chaos = Chaos(port, seed=20261122)
        session_cookie, csrf = page_secret(port, vote, next(iter(tokens.values())))
        session = session_cookie.partition("=")[2]
        phones = {person: Handset(chaos.port, {"device": token, "session": session}, csrf, f"hall:{meeting}", n)
                  for n, (person, token) in enumerate(tokens.items())}
        context = browser.new_context(viewport={"width": 360, "height": 780}, locale="zh-CN")
        context.add_cookies([{"name": "device", "value": next(iter(tokens.values())), "url": f"http://127.0.0.1:{chaos.port}"}])
        chaos.calm = True
        real = context.new_page()
        real.goto(f"http://127.0.0.1:{chaos.port}/meetings/{meeting}")
        for phone in phones.values():
            phone.start()
        chaos.calm, until = False, time.monotonic() + SECONDS
        work = [threading.Thread(target=live_a_little, args=(phone, meeting, vote, until)) for phone in phones.values()]
        work.append(threading.Thread(target=chair, args=(port, {"device": desk_token, "session": session}, csrf, meeting, until)))
        for thread in work:
            thread.start()
        for thread in work:
            thread.join()
        chaos.calm = True
        seq, snapshot = seen_at_the_server(port, f"hall:{meeting}", desk_token)
        wait_for_all(phones, seq)
        assert {digest(phone.shown) for phone in phones.values()} == {digest(snapshot)}, "every screen is the desk's"
        real.wait_for_function("(seq) => !document.getElementById('stale') || document.getElementById('stale').hidden", arg=seq, timeout=60_000)
        same_on_a_real_phone(real, snapshot)
        for phone in phones.values():
            phone.stop()
        chaos.stop()
        context.close()
    for what in ("request lost", "request twice", "answer lost", "news twice", "news overtaken", "socket cut", "socket silent"):
        assert chaos.done[what] > 3, f"the line was too good: {chaos.done}"
    assert_every_act_once(council, meeting, vote, phones)


def wait_for_all(phones: dict[int, Handset], seq: int) -> None:
    """Everybody has caught up on a line that is good again."""
    until = time.monotonic() + QUIET
    while behind := [person for person, phone in phones.items() if phone.seq < seq]:
        assert time.monotonic() < until, f"{len(behind)} phones did not catch up with {seq}"
        time.sleep(0.2)


def same_on_a_real_phone(real, snapshot: dict[str, str]) -> None:  # type: ignore[no-untyped-def]  # the browser's own type
    """A page in a real browser, left alone on the same line, shows the same words as the snapshot."""
    script = """([name, html]) => { const made = document.createElement("div"); made.innerHTML = html;
        const text = (el) => el.textContent.replace(/\\s+/g, " ").trim();
        return [...document.querySelectorAll(`[data-part="${name}"]`)].every((el) => text(el) === text(made)); }"""
    for name in ("queue", "vote", "did"):
        real.wait_for_function(script, arg=[name, snapshot[name]], timeout=30_000)


def assert_every_act_once(council: int, meeting: int, vote: int, phones: dict[int, Handset]) -> None:
    """What a phone was told is what the record says, once and in its order; of hands there are as many as were raised."""
    with reading() as session:
        key = session.get_one(Vote, vote).key
        leaves = [(leaf.seq, parse_leaf(leaf.data)["body"]) for leaf in session.exec(
            select(Leaf).where(Leaf.council_id == council, Leaf.topic == f"vote:{vote}", Leaf.kind != "vote.opened").order_by(Leaf.seq))]
        hands = Counter(session.exec(select(Hand.person_id).where(Hand.meeting_id == meeting)))
    entries = 0
    for person, phone in phones.items():
        mine = [(seq, body["choice"]) for seq, body in leaves if body["mark"] == rules.mark(key, person)]
        told = [(answer["entry"], fields["choice"]) for path, fields, status, answer in phone.told if path.endswith("/ballot") and status == 200]
        assert list(dict.fromkeys(told)) == mine, f"told {told}, recorded {mine}"
        raised = [answer for path, _fields, status, answer in phone.told if path.endswith("/hand") and status == 200]
        assert hands[person] == len({answer["entry"] for answer in raised}) == len(raised)
        entries += len(mine)
    assert len(leaves) == entries > PHONES / 2
