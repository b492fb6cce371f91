"""The same thousand phones at three servers in one run: ours, a bare python-socketio, Node's socket.io; and what idle phones cost ours.

Node's is installed with npm for the measurement only, into a folder that is thrown away; without Node its figures are left out, and said so.
"""

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

import json
import os
import re
import selectors
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

import socketio
from flask import Flask

from council import i18n, live, rooms, sockets
from council.bench.news import PART, _connected, _messages
from council.config import Config
from council.db import create_all_for_tests, open_database, writing
from council.listeners import send
from council.record.acting import found_log

PHONES, NEWS, PUSHES = 1000, 40, 100
APART = 0.25
"""Four news a second."""
IDLE = 20.0
"""Seconds in which nothing is said."""
NODE = "socket.io@4.8.1"
HERE = Path(__file__).parent


def rivals_bench() -> Iterator[dict[str, Any]]:
    """For each server `…_deliveries_per_s` and `…_p99_ms` (from its push to the phone), and their ratio to Node's; `idle_kb` and `idle_cpu` of ours."""
    speeds: dict[str, float] = {}
    for name, command in _servers():
        if not command:
            print(f"{name}: Node or npm is not here, so nothing was measured", file=sys.stderr)
            continue
        figures = _measured(command)
        speeds[name] = figures["deliveries_per_s"]
        yield from ({"name": f"{name}_{what}", "value": value, "unit": unit} for what, value, unit in (
            ("deliveries_per_s", round(figures["deliveries_per_s"]), "1/s"), ("p99_ms", round(figures["p99_ms"], 1), "ms"),
            ("idle_kb", round(figures["idle_kb"], 1), "KB/phone"), ("idle_cpu", round(figures["idle_cpu"] * 100, 2), "%")))
    if "node" in speeds:
        yield {"name": "ours_to_node", "value": round(speeds["ours"] / speeds["node"], 2), "unit": "ratio"}


def _servers() -> Iterator[tuple[str, list[str]]]:
    us = [sys.executable, "-m", "council.bench.rivals"]
    yield "ours", [*us, "ours"]
    yield "python_socketio", [*us, "bare"]
    with tempfile.TemporaryDirectory() as folder:
        if shutil.which("npm") and shutil.which("node") and not subprocess.call(
                ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", folder, NODE], stdout=subprocess.DEVNULL):
            os.environ["NODE_PATH"] = f"{folder}/node_modules"
            yield "node", ["node", str(HERE / "rival.js"), str(NEWS), str(PUSHES), str(int(APART * 1000)), PART]
        else:
            yield "node", []


def _measured(command: list[str]) -> dict[str, float]:
    """Start the server, let a thousand phones connect and rest, then tell it to push."""
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdin and server.stdout
        port = server.stdout.readline().strip()
        alone = _rss(server.pid)
        with subprocess.Popen([sys.executable, "-m", "council.bench.rivals", "listen", port], stdout=subprocess.PIPE, text=True) as phones:
            assert phones.stdout
            assert phones.stdout.readline().strip() == "all here"
            time.sleep(2)
            crowded, began = _rss(server.pid), _cpu(server.pid)
            time.sleep(IDLE)
            busy = (_cpu(server.pid) - began) / IDLE
            print("go", file=server.stdin, flush=True)
            heard = json.loads(phones.communicate(timeout=300)[0])
        server.kill()
    return {"deliveries_per_s": PHONES * PUSHES / heard["took"], "p99_ms": quantiles(heard["waits"], n=100)[98] * 1000,
            "idle_kb": (crowded - alone) / PHONES, "idle_cpu": busy}


def _rss(pid: int) -> float:
    """Resident memory in KB."""
    found = re.search(r"VmRSS:\s+(\d+)", Path(f"/proc/{pid}/status").read_text())
    return float(found[1]) if found else 0.0


def _cpu(pid: int) -> float:
    """Seconds of processor time so far."""
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ours() -> None:
    """Our server with one open room."""
    with tempfile.TemporaryDirectory() as data:
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
        _wait_for_go()
        place = rooms.find("bench:1")
        lines = [line for each in live.listeners().audience(place).values() for line in each] if place else []

        def push(event: str, data: Any) -> None:
            send(lines, sockets.push(event, data))
            while any(line.wire.queue.qsize() > sockets.MOST_UNREAD // 2 for line in lines):
                time.sleep(0)

        _program(push)


def bare() -> None:
    """python-socketio on gevent as its documentation shows it, behind the same web server."""
    server = socketio.Server(async_mode="gevent", cors_allowed_origins="*")
    server.on("listen", lambda sid, asked: {"ok": True})
    served = sockets.Server(("127.0.0.1", 0), socketio.WSGIApp(server), log=None, backlog=1024)
    served.start()
    print(served.server_port, flush=True)
    _wait_for_go()
    _program(server.emit)


def _wait_for_go() -> None:
    from gevent.fileobject import FileObjectThread

    FileObjectThread(sys.stdin.buffer, "rb").readline()


def _program(push: Callable[[str, Any], None]) -> None:
    """News at four a second, each with the moment of its push; then as many loads as the line takes."""
    for _ in range(NEWS):
        push("news", {"t": time.monotonic(), "parts": {"queue": PART}})
        time.sleep(APART)
    time.sleep(1)
    for n in range(PUSHES):
        push("load", {"seq": n, "parts": {"queue": PART}})
        time.sleep(0)
    time.sleep(3600)


def listen(port: str) -> None:
    """A thousand phones in one loop: how late each news was, and how long all loads took from the first to the last."""
    watch = selectors.DefaultSelector()
    for _ in range(PHONES):
        watch.register(_connected(int(port)), selectors.EVENT_READ, bytearray())
    print("all here", flush=True)
    waits: list[float] = []
    loads, began = 0, 0.0
    while loads < PHONES * PUSHES:
        for key, _events in watch.select():
            came = _taken(key, waits)
            began = began or (time.monotonic() if came else 0.0)
            loads += came
    print(json.dumps({"took": time.monotonic() - began, "waits": waits}))


def _taken(key: selectors.SelectorKey, waits: list[float]) -> int:
    """Read what one phone got: how late each news was goes to `waits`, returned is how many loads came."""
    loads, now = 0, time.monotonic()
    for message in _messages(key.data, key.fileobj.recv(1 << 18)):  # type: ignore[union-attr]
        loads += message.startswith(b'42["load"')
        if found := re.match(rb'42\["news",\{"t":([0-9.]+)', message):
            waits.append(now - float(found[1]))
        elif message == b"2":
            key.fileobj.sendall(b"\x81\x81\0\0\0\x003")  # type: ignore[union-attr]
    return loads


if __name__ == "__main__":
    {"ours": ours, "bare": bare, "listen": lambda: listen(sys.argv[2])}[sys.argv[1]]()
