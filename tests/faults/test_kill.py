"""The server is killed in the middle, twenty times, while fifty phones vote: what was acknowledged is there exactly once."""

import http.client
import json
import os
import random
import re
import secrets
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
from sqlmodel import select

from council import clock
from council.config import Config
from council.db import close_database, keeping, open_database, reading
from council.migrate import migrate
from council.people import acts as people
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.models import Device
from council.people.session import hash_token
from council.record import verify
from council.record.acting import Clock, acting
from council.record.leaves import parse_leaf
from council.record.models import Leaf
from council.record.rows import check_rows
from council.votes import agreement, rules
from council.votes.acts import Motion, open_vote
from council.votes.models import Ballot, Vote

KILLS, PHONES, PAUSE = 20, 50, 1.0
HOME = Path(__file__).resolve().parents[2]

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]


@dataclass
class Phone:
    """One voter's phone: it taps again and again, and remembers what it was told."""

    person_id: int
    cookie: str
    acknowledged: list[tuple[int, str]] = field(default_factory=list)
    unanswered: tuple[str, str] | None = None

    def tap_until_it_breaks(self, port: int, vote_id: int, secret: str) -> None:
        """For, against, for … until the line is cut; the last form stays unanswered."""
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        for n in range(10_000):
            self.unanswered = (("for", "against")[n % 2], secrets.token_urlsafe(12))
            try:
                self.send(line, vote_id, secret)
            except (OSError, http.client.HTTPException):
                return

    def send(self, line: http.client.HTTPConnection, vote_id: int, secret: str) -> None:
        """Send the form that has no answer yet; an answer of 200 is an acknowledgement."""
        choice, once = self.unanswered or ("", "")
        body = urlencode({"choice": choice, "once": once, "csrf_token": secret})
        line.request("POST", f"/votes/{vote_id}/ballot", body, {"Cookie": self.cookie, "Accept": "application/json",
                                                                "Content-Type": "application/x-www-form-urlencoded"})
        answer = line.getresponse()
        said = json.loads(answer.read())
        assert answer.status == 200, said
        self.acknowledged.append((said["entry"], choice))
        self.unanswered = None


@pytest.fixture
def village(tmp_path: Path) -> Iterator[tuple[Config, int, list[int], dict[int, str]]]:
    """An installation on SQLite with fifty voters who are signed in and one open vote for every kill: (config, council, votes, tokens)."""
    config = Config(data=tmp_path / "data", demo=False)
    config.data.mkdir()
    open_database(config)
    migrate()
    council = people.found_council("hy", "HY 弄议事会", demo=True).id or 0
    with acting(Clock(council)) as act:
        people.admit(act, [Newcomer(f"K{n}", f"住户 {n}", "merchant" if n % 2 else "resident", str(n)) for n in range(PHONES)])
        votes = [open_vote(act, Motion(f"第 {n} 次", venue=f"meeting:{n + 1}")).id or 0 for n in range(KILLS)]
    with reading() as session:
        tokens = {person.id or 0: secrets.token_urlsafe(24) for _entry, person, *_rest in people_reads.roll(session, council)}
    with keeping() as session:
        session.add_all(Device(person_id=each, token_hash=hash_token(token), at=clock.now(), seen_at=clock.now()) for each, token in tokens.items())
    yield config, council, votes, tokens
    close_database()


@contextmanager
def served(config: Config, port: int) -> Iterator[subprocess.Popen[bytes]]:
    """The real server on this data, answering; killed at the latest when the test leaves."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNCIL_")}
    with (config.data / "said").open("ab") as said:
        server = subprocess.Popen([sys.executable, "-m", "council.serve"], cwd=HOME, stdout=said, stderr=said, start_new_session=True,
                                  env={**kept, "COUNCIL_DATA": str(config.data), "COUNCIL_PORT": str(port), "COUNCIL_HOST": "127.0.0.1",
                                       "COUNCIL_DEMO": "0"})
    try:
        _wait_until_it_answers(server, port)
        yield server
    finally:
        if server.poll() is None:
            os.killpg(server.pid, signal.SIGKILL)
        server.wait()


def _wait_until_it_answers(server: subprocess.Popen[bytes], port: int) -> None:
    for _ in range(600):
        assert server.poll() is None, "the server ended by itself"
        try:
            return requests.get(f"http://127.0.0.1:{port}/healthz", timeout=2).raise_for_status()
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError("the server did not answer within a minute")


def page_secret(port: int, vote_id: int, token: str) -> tuple[str, str]:
    """The session cookie and the form's token that a page gave; both outlive a restart."""
    page = requests.get(f"http://127.0.0.1:{port}/votes/{vote_id}", cookies={"device": token}, timeout=20)
    found = re.search(r'name="csrf_token" value="([^"]+)"', page.text)
    assert found is not None
    return f"session={page.cookies['session']}", found[1]


def kill_while_they_vote(server: subprocess.Popen[bytes], port: int, vote_id: int, phones: list[Phone], secret: str) -> None:
    """All phones at once; kill -9 a moment after the first acknowledgement, in the middle of the others."""
    threads = [threading.Thread(target=phone.tap_until_it_breaks, args=(port, vote_id, secret)) for phone in phones]
    for thread in threads:
        thread.start()
    while not any(phone.acknowledged for phone in phones):
        assert any(thread.is_alive() for thread in threads), "nobody could vote"
        time.sleep(0.001)
    time.sleep(random.uniform(0, PAUSE))
    os.killpg(server.pid, signal.SIGKILL)
    for thread in threads:
        thread.join()


def assert_exactly_once(council: int, vote_id: int, phones: list[Phone]) -> None:
    """Everything acknowledged is in the record once, under the voter's mark, and the row is the last of it; nothing else is there."""
    with reading() as session:
        key = session.get_one(Vote, vote_id).key
        rows = {row.person_id: row for row in session.exec(select(Ballot).where(Ballot.vote_id == vote_id))}
        leaves = [(leaf.seq, parse_leaf(leaf.data)["body"]) for leaf in session.exec(
            select(Leaf).where(Leaf.council_id == council, Leaf.topic == f"vote:{vote_id}", Leaf.kind != "vote.opened").order_by(Leaf.seq))]
        assert list(check_rows(session, council, [agreement.check_rows])) == []
    for phone in phones:
        mark = rules.mark(key, phone.person_id)
        mine = [(seq, body["choice"]) for seq, body in leaves if body["mark"] == mark]
        assert mine == phone.acknowledged, f"acknowledged {phone.acknowledged}, recorded {mine}"
        row = rows[phone.person_id]
        assert ((row.seq, row.choice), row.rev) == (mine[-1], len(mine))
    assert len(leaves) == sum(len(phone.acknowledged) for phone in phones) and len(rows) == len(phones)


def test_kill_nine_loses_and_doubles_no_acknowledged_ballot(village: tuple[Config, int, list[int], dict[int, str]]) -> None:
    config, council, votes, tokens = village
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    cut, told, phones, secret = 0, 0, [], ""
    for done, vote_id in enumerate([*votes, 0]):
        with served(config, port) as server:
            for phone in phones:
                if phone.unanswered:
                    cut += 1
                    phone.send(http.client.HTTPConnection("127.0.0.1", port, timeout=20), votes[done - 1], secret)
            if phones:
                assert_exactly_once(council, votes[done - 1], phones)
                told += sum(len(phone.acknowledged) for phone in phones)
            if vote_id:
                session_cookie, secret = page_secret(port, vote_id, next(iter(tokens.values())))
                phones = [Phone(person_id, f"device={token}; {session_cookie}") for person_id, token in tokens.items()]
                kill_while_they_vote(server, port, vote_id, phones, secret)
            else:
                assert_verified(port)
    assert cut > KILLS and told > KILLS * PHONES, f"{cut} cut off, {told} acknowledged: the kills did not come in the middle"


def assert_verified(port: int) -> None:
    """`verify` from outside finds the record sound, up to the last entry, as soon as it is signed."""
    for _ in range(60):
        if requests.get(f"http://127.0.0.1:{port}/log/hy/checkpoint", timeout=5).status_code == 200:
            break
        time.sleep(0.5)
    assert verify.main([f"http://127.0.0.1:{port}/log/hy"]) == verify.SOUND
