"""A phone as static/live.js and static/act.js make it, in plain Python: it hears, catches up, and sends a form again until it is answered."""

import json
import random
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import requests
import websocket

FAULTS = (OSError, websocket.WebSocketException, requests.RequestException, ValueError)


@dataclass
class Handset:
    """One phone in one room. `shown` is what its screen shows, part by part; `told` every answer it was given, in order."""

    port: int
    cookies: dict[str, str]
    csrf: str
    room: str
    seed: int
    seq: int = -1
    shown: dict[str, str] = field(default_factory=dict)
    told: list[tuple[str, dict[str, str], int, dict[str, Any]]] = field(default_factory=list)
    refused: int = 0
    late: float = 0.0

    def __post_init__(self) -> None:
        self._dice, self._lock, self._over = random.Random(self.seed), threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=each, daemon=True) for each in (self._hearing, self._polling)]

    def start(self) -> None:
        """Switch it on."""
        for thread in self.threads:
            thread.start()

    def stop(self) -> None:
        """Switch it off."""
        self._over.set()

    def press(self, path: str, fields: dict[str, str], until: float) -> bool:
        """Post a form with one token until it is answered, whatever happens to the line; True when the answer was yes."""
        body = {**fields, "once": secrets.token_urlsafe(12), "csrf_token": self.csrf}
        while True:
            with suppress(*FAULTS):
                answer = requests.post(self._at(path), body, cookies=self.cookies, headers={"Accept": "application/json"}, timeout=10)
                assert answer.status_code < 500, answer.text
                self.told.append((path, fields, answer.status_code, answer.json()))
                return answer.status_code == 200
            assert time.monotonic() < until, f"{path} was never answered"
            time.sleep(self._dice.uniform(0.1, 0.6))

    def catch_up(self) -> None:
        """Ask over HTTP for what was missed."""
        with suppress(*FAULTS):
            after = f"?after={self.seq}" if self.seq >= 0 else ""
            news = requests.get(self._at(f"/news/{self.room}{after}"), cookies=self.cookies, headers={"Accept": "application/json"}, timeout=10).json()
            with self._lock:
                if news.get("snapshot"):
                    self.shown, self.seq = {**self.shown, **news["snapshot"]}, max(self.seq, news["seq"])
                for item in news.get("items") or ():
                    self._hear(item)

    def _hear(self, item: dict[str, Any]) -> None:
        if item["seq"] > self.seq:
            self.shown.update(item.get("parts") or {})
            self.seq = item["seq"]

    def _hearing(self) -> None:
        while not self._over.is_set():
            with suppress(*FAULTS):
                self._listen()
            self._over.wait(self._dice.uniform(0.3, 2))

    def _polling(self) -> None:
        while not self._over.wait(self._dice.uniform(4, 6)):
            self.catch_up()

    def _listen(self) -> None:
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        line = websocket.create_connection(f"ws://127.0.0.1:{self.port}/socket.io/?EIO=4&transport=websocket", timeout=45, cookie=cookie,
                                           origin=f"http://127.0.0.1:{self.port}")
        try:
            line.recv()
            line.send("40")
            line.recv()
            line.send("421" + json.dumps(["listen", {"room": self.room}]))
            self.catch_up()
            while not self._over.is_set():
                self._take(line, str(line.recv()))
        finally:
            line.close(timeout=0.2)

    def _take(self, line: Any, text: str) -> None:
        if text == "2":
            line.send("3")
        elif text == "":
            raise ConnectionError
        elif text.startswith('42["news",'):
            news = json.loads(text[2:])[1]
            for item in news["items"]:
                if item["seq"] > self.seq + 1:
                    self.catch_up()
                    break
                with self._lock:
                    self._hear(item)

    def _at(self, path: str) -> str:
        return f"http://127.0.0.1:{self.port}{path}"
