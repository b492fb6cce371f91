"""The bells: after a commit they ring, and what is new is rendered once and pushed, at most four times a second for a stream, counts twice."""

import json
import logging
import secrets
import time
from collections import deque
from collections.abc import Callable, Iterable
from typing import Any

import redis

from council import rooms, sockets
from council.db import is_sqlite, reading
from council.listeners import Listeners, send
from council.rooms import Place

APART = 0.25
"""Seconds between two pushes of one stream."""
TALLIES, TALLIES_APART = {"ballot.cast", "ballot.changed", "sounding.answered"}, 0.5
"""Kinds that only move a count; news of nothing else waits so many seconds after the push before."""
CHANNEL = "council:news"
RIGHTS = "rights"
"""Rung like a stream when a right was withdrawn."""

log = logging.getLogger("council.bells")


class Bells:
    """One for a process: rung by `tell`, by other processes, and by a look at the database now and then."""

    def __init__(self, listeners: Listeners, redis_url: str = "") -> None:
        self.listeners = listeners
        listeners.joined, listeners.arrived = self.follow, self._wake
        self.eio = listeners.eio
        self.rope = Rope(redis_url, self.ring, self.eio) if redis_url else None
        self.pushed: dict[str, int] = {}
        self._rung: deque[str] = deque()
        self._bell = self.eio.create_event()
        self._due: dict[str, float] = {}
        self._last: dict[str, float] = {}
        self._running = self._ask_all = False

    def tell(self, streams: Iterable[str]) -> None:
        """There is news in these streams: here, and in the other processes. Returns at once and never fails."""
        named = list(streams)
        self.ring(named)
        if self.rope:
            self.rope.pull(named)

    def ring(self, streams: Iterable[str]) -> None:
        """Look at these streams soon."""
        named = [each for stream in streams for each in rooms.echoes(stream)]
        self._ask_all = self._ask_all or RIGHTS in named
        self._rung.extend(named)
        self._bell.set()

    def follow(self, place: Place) -> int:
        """Somebody has joined: answer the number of the last news, and push what comes after it."""
        with reading() as session:
            head = rooms.head(session, place.stream)
        if head > self.pushed.setdefault(place.stream, head):
            self.ring([place.stream])
        return head

    def stop(self) -> None:
        """Ring no more (tests build many apps in one process)."""
        self._running = False
        self._bell.set()

    def _wake(self) -> None:
        if not self._running:
            self._running = True
            for task in (self._pushing, self._watching, self._asking):
                self.eio.start_background_task(task)

    def _pushing(self) -> None:
        while self._running:
            wait = max(0.0, min(self._due.values()) - time.monotonic()) if self._due else None
            self._bell.wait(wait)
            self._bell.clear()
            while self._rung:
                stream = self._rung.popleft()
                self._due.setdefault(stream, self._last.get(stream, 0.0) + APART)
            now = time.monotonic()
            for stream in [each for each, when in self._due.items() if when <= now]:
                del self._due[stream]
                self._safely(self._push, stream)

    def _push(self, stream: str) -> None:
        audiences = [(place, self.listeners.audience(place)) for place in rooms.places(stream) if place.stream == stream]
        if stream not in self.pushed or not any(audience for _place, audience in audiences):
            return
        with reading() as session:
            news = rooms.heard(session, stream, self.pushed[stream])
            if not news or self._can_wait(stream, news):
                return
            self.pushed[stream], self._last[stream] = news[-1].n, time.monotonic()
            said = [(lines, self._safely(rooms.delta, session, place, lang, news))
                    for place, audience in audiences for lang, lines in audience.items()]
        for lines, message in said:
            if message:
                send(lines, sockets.push("news", message | {"now": int(time.time() * 1000)}))

    def _can_wait(self, stream: str, news: list[rooms.Heard]) -> bool:
        later = self._last.get(stream, 0.0) + TALLIES_APART
        if later <= time.monotonic() or any(each.kind not in TALLIES for each in news):
            return False
        self._due[stream] = later
        return True

    def _watching(self) -> None:
        alone = 1.0 if is_sqlite() else 0.3
        while self._running:
            self.eio.sleep(5.0 if self.rope and self.rope.holds else alone)
            self._safely(self._look)

    def _look(self) -> None:
        wanted = self.listeners.streams()
        for gone in set(self.pushed) - wanted:
            self.pushed.pop(gone, None)
            self._last.pop(gone, None)
        if wanted:
            with reading() as session:
                heads = rooms.heads(session, sorted(wanted))
            self.ring(stream for stream, head in heads.items() if head != self.pushed.get(stream, head))

    def _asking(self) -> None:
        while self._running:
            self.eio.sleep(1)
            all_now, self._ask_all = self._ask_all, False
            self._safely(self.listeners.recheck, all_now)

    def _safely(self, task: Callable[..., Any], *facts: Any) -> Any:
        try:
            return task(*facts)
        except Exception:
            log.exception("a bell failed: %s", getattr(task, "__name__", task))
            return None


class Rope:
    """Rings the bells of the other processes through Redis. It carries names of streams and no news; when it breaks, all look by themselves."""

    def __init__(self, url: str, ring: Callable[[list[str]], None], eio: Any) -> None:
        self.url, self.ring, self.eio = url, ring, eio
        self.me = secrets.token_hex(8)
        self.holds = False
        self._pulled: deque[str] = deque(maxlen=1000)
        self._event = eio.create_event()
        for task in (self._sending, self._hearing):
            eio.start_background_task(task)

    def pull(self, streams: list[str]) -> None:
        """Tell the others, soon."""
        self._pulled.extend(streams)
        self._event.set()

    def _sending(self) -> None:
        wire = self._redis()
        while True:
            self._event.wait()
            self._event.clear()
            named = list(dict.fromkeys(self._pulled.popleft() for _ in range(len(self._pulled))))
            try:
                if named:
                    wire.publish(CHANNEL, json.dumps([self.me, named]))
            except redis.RedisError:
                self.holds = False

    def _hearing(self) -> None:
        while True:
            try:
                self._hear()
            except (redis.RedisError, OSError, ValueError, TypeError) as fault:
                if self.holds:
                    log.warning("Redis does not answer (%s); every process looks by itself until it does", type(fault).__name__)
                self.holds = False
            self.eio.sleep(1)

    def _hear(self) -> None:
        with self._redis().pubsub(ignore_subscribe_messages=True) as channel:
            channel.subscribe(CHANNEL)
            silent = 0
            while silent < 3:
                message = channel.get_message(timeout=2)
                silent = 0 if message else silent + 1
                self.holds = True
                if message is None:
                    channel.ping()
                elif message["type"] == "message":
                    self._heard(*json.loads(message["data"]))
        raise TimeoutError

    def _heard(self, sender: str, named: list[str]) -> None:
        if sender != self.me:
            self.ring([str(each) for each in named])

    def _redis(self) -> Any:
        return redis.Redis.from_url(self.url, socket_timeout=3, socket_connect_timeout=2, protocol=2)
