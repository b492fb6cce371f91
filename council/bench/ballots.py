"""Ballots: how many a second are durable and recorded over 50 connections, beside an empty POST to the same server."""

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

import json
import re
import secrets
import select
import selectors
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from typing import Any

from flask import Response, jsonify

from council import clock, sockets, tables  # noqa: F401
from council.config import Config
from council.db import create_all_for_tests, keeping, reading
from council.forms import read_form
from council.people import acts as people
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.models import Device
from council.people.session import COOKIE, hash_token, must_be_member
from council.record.acting import Clock, acting
from council.votes import acts as votes
from council.votes import reads as vote_reads
from council.votes.pages import BallotForm
from council.web import build

CONNECTIONS, ROUNDS, VOTERS = 50, 3, 600


def ballots_bench() -> list[dict[str, Any]]:
    """`post_empty_per_s`: the same phones send the same form through the same door (sign-in, page secret, fields), and nothing is done.
    `ballots_per_s`: first ballots of signed-in people, each committed with fsync and entered in the record before it is answered.
    `ballots_ratio`: the second over the first, round by round. Medians of 3 rounds."""
    with tempfile.TemporaryDirectory() as data, _server(data) as server:
        plan = json.loads(server.stdout.readline())  # type: ignore[union-attr]
        found = list(_rounds(plan))
        server.stdin.close()  # type: ignore[union-attr]
    empty, ballots = zip(*found, strict=True)
    ratios = [each / other for other, each in found]
    return [{"name": "post_empty_per_s", "value": round(median(empty)), "unit": "1/s"},
            {"name": "ballots_per_s", "value": round(median(ballots)), "unit": "1/s"},
            {"name": "ballots_ratio", "value": round(median(ratios), 3), "unit": "ratio"}]


def _server(data: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "council.bench.ballots", data], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def _rounds(plan: dict[str, Any]) -> Iterator[tuple[float, float]]:
    cookie, secret = _page_secret(f"http://127.0.0.1:{plan['port']}/votes/{plan['votes'][0]}", plan["tokens"][0])
    for vote_id in plan["votes"]:
        taps = [[_post(path, f"{COOKIE}={token}; {cookie}", f"choice=for&csrf_token={secret}&once={secrets.token_urlsafe(18)}")
                 for token in plan["tokens"]] for path in ("/bench/empty", f"/votes/{vote_id}/ballot")]
        yield pressed(plan["port"], taps[0]), pressed(plan["port"], taps[1])


def _page_secret(page: str, token: str) -> tuple[str, str]:
    """The session cookie and the token of a page's form, as a phone gets them."""
    asked = urllib.request.Request(page, headers={"Cookie": f"{COOKIE}={token}"})  # noqa: S310 - our own server
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        cookie = next(value.split(";")[0] for name, value in answer.headers.items() if name == "Set-Cookie" and value.startswith("session="))
        found = re.search(r'name="csrf_token" value="([^"]+)"', answer.read().decode())
    assert found is not None
    return cookie, found[1]


def _post(path: str, cookie: str, body: str) -> bytes:
    return (f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: application/json\r\nCookie: {cookie}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n{body}").encode()


def pressed(port: int, requests: list[bytes]) -> float:
    """Send the requests over 50 kept connections, each waiting for its answer; returns answers a second. Anything but 200 is a fault."""
    waiting, answered = iter(requests), 0
    watch = selectors.DefaultSelector()
    for _ in range(CONNECTIONS):
        line = socket.create_connection(("127.0.0.1", port))
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        watch.register(line, selectors.EVENT_READ, bytearray())
    began = time.monotonic()
    for key in list(watch.get_map().values()):
        key.fileobj.sendall(next(waiting))  # type: ignore[union-attr]
    while answered < len(requests):
        for key, _events in watch.select():
            if not _whole(key.data, key.fileobj.recv(65536)):  # type: ignore[union-attr]
                continue
            answered += 1
            if (more := next(waiting, None)) is not None:
                key.fileobj.sendall(more)  # type: ignore[union-attr]
    rate = len(requests) / (time.monotonic() - began)
    for key in list(watch.get_map().values()):
        key.fileobj.close()  # type: ignore[union-attr]
    return rate


def _whole(buffer: bytearray, chunk: bytes) -> bool:
    """True when the answer in the buffer is complete, and was a good one; it is then taken out."""
    buffer += chunk
    end = buffer.find(b"\r\n\r\n")
    if not chunk or end < 0:
        if not chunk:
            raise RuntimeError("the server closed a connection")
        return False
    length = re.search(rb"(?i)\r\ncontent-length: (\d+)", bytes(buffer[:end]))
    size = end + 4 + int(length[1] if length else 0)
    if not buffer.startswith(b"HTTP/1.1 200"):
        raise RuntimeError(bytes(buffer).decode(errors="replace")[:2000])
    if len(buffer) < size:
        return False
    del buffer[:size]
    return True


def serve(data: str) -> None:
    """The server's side: the whole app, a council of 600 people who are signed in, one vote a round."""
    from council.logs import quiet

    quiet()
    config = Config(data=Path(data))
    app = build(config, green=True)
    create_all_for_tests()
    council = people.found_council("bench", "量一量", demo=True)
    clerk = Clock(council.id or 0)
    with acting(clerk) as act:
        people.admit(act, [Newcomer(f"B{n}", f"住户 {n}", "merchant" if n % 2 else "resident", str(n)) for n in range(VOTERS)])
    ids = []
    for n in range(ROUNDS):
        with acting(clerk) as act:
            ids.append(votes.open_vote(act, votes.Motion(f"第 {n + 1} 轮", venue=f"meeting:{n + 1}")).id)
    app.add_url_rule("/bench/empty", "empty", empty, methods=["POST"])
    server = sockets.make_server("127.0.0.1", 0, app)
    server.start()
    print(json.dumps({"port": server.server_port, "votes": ids, "tokens": _sign_in(council.id or 0)}), flush=True)
    select.select([sys.stdin], [], [])
    _settle(ids)
    server.stop(timeout=1)


def empty() -> Response:
    """What every act's page does, without the act."""
    must_be_member()
    read_form(BallotForm)
    return jsonify(ok=True)


def _sign_in(council_id: int) -> list[str]:
    with reading() as session:
        persons = [person.id or 0 for _entry, person, *_rest in people_reads.roll(session, council_id)]
    tokens = {person_id: secrets.token_urlsafe(32) for person_id in persons}
    with keeping() as session:
        session.add_all(Device(person_id=person_id, token_hash=hash_token(token), at=clock.now(), seen_at=clock.now()) for person_id, token in tokens.items())
    return list(tokens.values())


def _settle(ids: list[int | None]) -> None:
    """Every answered ballot is there: otherwise the figure is worth nothing."""
    with reading() as session:
        for id in ids:
            assert sum(vote_reads.result(session, vote_reads.vote(session, id or 0)).cast.values()) == VOTERS


if __name__ == "__main__":
    serve(sys.argv[1])
