"""News: how many deliveries a second to 500 listening phones, and how long from a commit until it is on a phone."""

from gevent import monkey

if __name__ == "__main__":
    monkey.patch_all()

import json
import random
import re
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from flask import Flask

from council import db, i18n, live, rooms, sockets, tables  # noqa: F401
from council.config import Config
from council.listeners import send
from council.record.acting import Clock, acting, found_log

PHONES, ROUNDS, ACTS, PUSHES = 500, 3, 20, 100
PART = "<p>陈阿姨 正在发言；下一位是 老赵，因为商户这边还没有说过。</p>" * 12
"""About 1 KB of HTML in each push."""


def news_bench() -> list[dict[str, Any]]:
    """`news_per_s`: deliveries to 500 listeners, unthrottled. `news_p99_ms`: from commit to phone, one act at a time. Medians of 3 rounds."""
    with tempfile.TemporaryDirectory() as data, _part("serve", data) as server:
        port = server.stdout.readline().strip()  # type: ignore[union-attr]
        with _part("listen", port) as phones:
            heard = json.loads(phones.communicate(timeout=180)[0])
        told = json.loads(server.communicate(timeout=30)[0])
    waits = [[(when - told["commits"][n]) * 1000 for n, when in each] for each in _rounds(heard["news"], told["commits"])]
    speeds = [PHONES * PUSHES / (end - began) for began, end in zip(told["began"], heard["ended"], strict=True)]
    return [{"name": "news_per_s", "value": round(median(speeds)), "unit": "1/s"},
            {"name": "news_p99_ms", "value": round(median(quantiles(each, n=100)[98] for each in waits), 1), "unit": "ms"}]


def _rounds(heard: dict[str, list[float]], commits: dict[str, float]) -> list[list[tuple[str, float]]]:
    missing = [n for n in commits if len(heard.get(n, ())) != PHONES]
    if missing:
        raise RuntimeError(f"news {', '.join(missing)} did not reach every phone")
    numbers = list(commits)
    return [[(n, when) for n in numbers[start:start + ACTS] for when in heard[n]] for start in range(0, len(numbers), ACTS)]


def _part(word: str, argument: str) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-m", "council.bench.news", word, argument], stdout=subprocess.PIPE, text=True)


def serve(data: str) -> None:
    """The server's side: act and push in rounds once all phones listen, then print when it did what."""
    db.open_database(Config(data=Path(data)))
    db.create_all_for_tests()
    with db.writing() as session:
        found_log(session, 1, "bench")
    app = Flask("bench")
    i18n.init(app)
    live.init(app, who=lambda: None)
    live.room("bench", guard=lambda me, id: True, parts={"queue": lambda session, id: PART}, hears={"*": ("queue",)})
    server = sockets.make_server("127.0.0.1", 0, app)
    server.start()
    print(server.server_port, flush=True)
    told: dict[str, Any] = {"commits": {}, "began": []}
    while len(_lines()) < PHONES:
        time.sleep(0.05)
    for _ in range(ROUNDS):
        _acts(told)
        _pushes(told)
    while _lines():
        time.sleep(0.1)
    print(json.dumps(told), flush=True)


def _lines() -> list[Any]:
    place = rooms.find("bench:1")
    audience = live.listeners().audience(place) if place else {}
    return [line for lines in audience.values() for line in lines]


def _acts(told: dict[str, Any]) -> None:
    for _ in range(ACTS):
        with acting(Clock(1)) as act:
            act.enter("speaker.called", "bench:1", {})
        told["commits"][str(len(told["commits"]) + 1)] = time.monotonic()
        live.tell(act.told)
        time.sleep(random.uniform(0.26, 0.34))  # noqa: S311 - not a secret


def _pushes(told: dict[str, Any]) -> None:
    lines = _lines()
    told["began"].append(time.monotonic())
    for n in range(PUSHES):
        packet = sockets.push("load", {"room": "bench:1", "seq": n, "items": [{"seq": n, "parts": {"queue": PART}}]})
        send(lines, packet)
        while any(line.wire.queue.qsize() > sockets.MOST_UNREAD // 2 for line in lines):
            time.sleep(0)
        time.sleep(0)
    time.sleep(1)


def listen(port: str) -> None:
    """The phones' side: 500 raw WebSockets in one loop; prints when which news was there, and when each load had come."""
    watch = selectors.DefaultSelector()
    for _ in range(PHONES):
        watch.register(_connected(int(port)), selectors.EVENT_READ, bytearray())
    heard: dict[str, list[float]] = {}
    ended: list[float] = []
    loads = 0
    while len(ended) < ROUNDS:
        for key, _events in watch.select():
            now = time.monotonic()
            loads += _heard(key, now, heard)
            if loads == PHONES * PUSHES:
                ended.append(now)
                loads = 0
    print(json.dumps({"news": heard, "ended": ended}))


def _heard(key: selectors.SelectorKey, now: float, heard: dict[str, list[float]]) -> int:
    loads = 0
    for message in _messages(key.data, key.fileobj.recv(1 << 18)):  # type: ignore[union-attr]
        loads += message.startswith(b'42["load"')
        if found := re.match(rb'42\["news",\{"room":"bench:1","seq":(\d+)', message):
            heard.setdefault(found[1].decode(), []).append(now)
        elif message == b"2":
            key.fileobj.sendall(b"\x81\x81\0\0\0\x003")  # type: ignore[union-attr]
    return loads


def _connected(port: int) -> socket.socket:
    phone = socket.create_connection(("127.0.0.1", port), timeout=30)
    phone.sendall(b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                  b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n\r\n")
    _until(phone, b"pingInterval")
    phone.sendall(b"\x81\x82\0\0\0\x0040")
    _until(phone, b"40{")
    asked = b'421["listen",{"room":"bench:1"}]'
    phone.sendall(bytes((0x81, 0x80 | len(asked))) + b"\0\0\0\0" + asked)
    _until(phone, b'"ok":true')
    return phone


def _until(phone: socket.socket, sign: bytes) -> None:
    heard = b""
    while sign not in heard:
        chunk = phone.recv(4096)
        if not chunk:
            raise ConnectionError("the server hung up")
        heard += chunk


def _messages(kept: bytearray, chunk: bytes) -> list[bytes]:
    kept += chunk
    found, at = [], 0
    while len(kept) >= at + 2:
        size, body = kept[at + 1], at + 2
        if size >= 126:
            wide = 2 if size == 126 else 8
            size, body = int.from_bytes(kept[body:body + wide], "big"), body + wide
        if len(kept) < body + size:
            break
        found.append(bytes(kept[body:body + min(size, 64)]))
        at = body + size
    del kept[:at]
    return found


if __name__ == "__main__":
    {"serve": serve, "listen": listen}[sys.argv[1]](sys.argv[2])
