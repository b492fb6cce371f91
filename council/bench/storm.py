"""A storm: a thousand phones lose their line at once, five times, and come back as the page's script does; how long until all know what is new."""

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

import http.client
import json
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

import gevent
from flask import Flask

from council import i18n, live, sockets
from council.bench.news import PART, _connected
from council.bench.rivals import PHONES, _rss
from council.config import Config
from council.db import create_all_for_tests, open_database, writing
from council.listeners import spread
from council.record.acting import Clock, acting, found_log

STORMS = 5
PATIENT = 60.0
"""Seconds after which a phone that has not caught up is given up and counted as that late."""


def storm_bench() -> Iterator[dict[str, Any]]:
    """`storm_p99_s`: from the cut until a phone listens again and has the newest news. `storm_5xx`: answers that were our fault.
    `storm_mb`: memory, at its highest.
    """
    with tempfile.TemporaryDirectory() as data, _part("serve", data) as server:
        assert server.stdin and server.stdout
        port, highest, faults = server.stdout.readline().strip(), 0.0, 0
        waits: list[float] = []
        for _ in range(STORMS):
            with _part("storm", port) as phones:
                assert phones.stdin and phones.stdout
                while (line := phones.stdout.readline().strip()) != "over":
                    highest = max(highest, _rss(server.pid))
                    if line == "cut":
                        print("say", file=server.stdin, flush=True)
                told = json.loads(phones.stdout.readline())
                waits += told["waits"]
                faults += told["faults"]
        server.kill()
    yield {"name": "storm_p99_s", "value": round(quantiles(waits, n=100)[98], 2), "unit": "s"}
    yield {"name": "storm_5xx", "value": faults, "unit": "answers"}
    yield {"name": "storm_mb", "value": round(highest / 1024), "unit": "MB"}


def _part(word: str, argument: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "council.bench.storm", word, argument], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def serve(data: str) -> None:
    """The server; says something whenever it is told to."""
    from gevent.fileobject import FileObjectThread

    open_database(Config(data=Path(data)))
    create_all_for_tests()
    with writing() as session:
        found_log(session, 1, "bench")
    app = Flask("bench")
    i18n.init(app)
    live.init(app, who=lambda: None)
    live.room("bench", guard=lambda me, id: True, parts={"queue": lambda session, id: PART}, hears={"*": ("queue",)})
    server = sockets.make_server("127.0.0.1", 0, app)
    server.start()
    print(server.server_port, flush=True)
    for _line in FileObjectThread(sys.stdin.buffer, "rb"):
        with acting(Clock(1)) as act:
            act.enter("speaker.called", "bench:1", {})
        live.tell(act.told)


def storm(port: str) -> None:
    """A thousand phones; all cut at once; each back after a while drawn as the script draws it; done when each has the newest number."""
    lines = [_connected(int(port)) for _ in range(PHONES)]
    newest = _newest(int(port))[0] + 1
    for line in lines:
        line.close()
    print("cut", flush=True)
    began = time.monotonic()
    waits: list[float] = []
    faults: list[int] = []
    back = [gevent.spawn(_come_back, int(port), newest, began, waits, faults) for _ in lines]
    while any(not each.ready() for each in back):
        print("…", flush=True)
        gevent.sleep(0.5)
    print("over", flush=True)
    print(json.dumps({"waits": waits, "faults": len(faults)}), flush=True)


def _come_back(port: int, newest: int, began: float, waits: list[float], faults: list[int]) -> None:
    pause = spread(PHONES)
    while time.monotonic() - began < PATIENT:
        gevent.sleep(random.uniform(pause / 2, pause * 3 / 2))  # noqa: S311 - not a secret
        try:
            line = _connected(port)
            seq, status = _newest(port)
            faults += [status] * (status >= 500)
            if seq >= newest:
                waits.append(time.monotonic() - began)
                return line.close()
        except (OSError, http.client.HTTPException, ValueError):
            pass
    waits.append(PATIENT)
    return None


def _newest(port: int) -> tuple[int, int]:
    asked = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    asked.request("GET", "/news/bench:1?after=0", headers={"Accept": "application/json"})
    answer = asked.getresponse()
    body = answer.read()
    asked.close()
    return (json.loads(body)["seq"], answer.status) if answer.status == 200 else (-1, answer.status)


if __name__ == "__main__":
    {"serve": serve, "storm": storm}[sys.argv[1]](sys.argv[2])
