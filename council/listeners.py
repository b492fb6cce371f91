"""Who listens where: Socket.IO's `listen` and `leave`, with one guard for everything that a socket may send."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from engineio.packet import Packet
from flask import Flask, request
from flask_socketio import SocketIO

from council import i18n, rooms, sockets
from council.rooms import Place
from council.words import _

MOST_SOCKETS = 6000
MOST_ROOMS = 20
"""Rooms that one socket may listen to."""
BURST, RATE = 40, 8
"""Events that one socket may send at once, and a second."""
MOST_FAULTS = 3
"""The third event that makes no sense ends the connection."""
GREETING = 20
"""Seconds in which a new socket must speak Socket.IO."""
ASKED_AGAIN = 30
"""Seconds after which a right to listen is asked again, even when nobody withdrew it."""

log = logging.getLogger("council.listeners")


def spread(crowd: int) -> float:
    """Seconds about which a phone waits before it comes back, half as much or half as much again by lot: a crowd cut at once comes back bit by bit."""
    return 0.5 + crowd * 0.004


@dataclass
class Line:
    """One connected socket: what it listens to, and how it behaves."""

    wire: Any
    environ: dict[str, Any]
    places: dict[str, tuple[Place, str]] = field(default_factory=dict)
    greeted: bool = False
    faults: int = 0
    tokens: float = BURST
    seen: float = field(default_factory=time.monotonic)
    asked: float = field(default_factory=time.monotonic)
    born: float = field(default_factory=time.monotonic)

    def may_send(self) -> bool:
        """Take one token from the bucket; False when it is empty."""
        now = time.monotonic()
        self.tokens, self.seen = min(BURST, self.tokens + (now - self.seen) * RATE), now
        self.tokens -= 1
        return self.tokens >= 0


class Listeners:
    """The sockets of this process, by socket and by room."""

    def __init__(self, app: Flask, engine: SocketIO, who: Callable[[], Any]) -> None:
        """who: the signed-in person of the current request, asked afresh."""
        self.app, self.who = app, who
        self.joined: Callable[[Place], int] = lambda place: 0
        self.arrived: Callable[[], None] = lambda: None
        self.lines: dict[str, Line] = {}
        self.rooms: dict[str, dict[str, Line]] = {}
        self.eio, self.sio = engine.server.eio, engine.server
        self._inner = dict(self.eio.handlers)
        for event, handler in (("connect", self._connect), ("message", self._message), ("disconnect", self._disconnect)):
            self.eio.on(event, handler)
        engine.on("listen")(self._guarded(self.listen))
        engine.on("leave")(self._guarded(self.leave))
        engine.on("*")(self._unknown)

    def listen(self, sid: str, line: Line, asked: dict[str, Any]) -> dict[str, Any]:
        """A phone wants to hear a room: `{"room"}`, in the cookie's language or in `"lang"`; answers with the number of the room's last news
        and with how long to wait, in milliseconds, should the line be lost."""
        place = rooms.find(asked["room"])
        if place is None or not place.room.guard(self.who(), place.id):
            return _no(_("这里没有您要找的东西，或者不是给您看的。"))
        if place.name not in line.places and len(line.places) >= MOST_ROOMS:
            return _no(_("一次开的页太多了。请关掉几页再看。"))
        line.places[place.name] = (place, "en" if str(asked.get("lang") or i18n.lang()).startswith("en") else "zh-Hans")
        self.rooms.setdefault(place.name, {})[sid] = line
        return {"ok": True, "seq": self.joined(place), "spread": round(spread(len(self.lines)) * 1000)}

    def leave(self, sid: str, line: Line, asked: dict[str, Any]) -> dict[str, Any]:
        """A phone has turned to another page."""
        self._forget(sid, line, asked["room"])
        return {"ok": True}

    def audience(self, place: Place) -> dict[str, list[Line]]:
        """Who listens to a place, by language."""
        found: dict[str, list[Line]] = {}
        for line in list(self.rooms.get(place.name, {}).values()):
            if place.name in line.places:
                found.setdefault(line.places[place.name][1], []).append(line)
        return found

    def streams(self) -> set[str]:
        """The streams that anybody here listens to."""
        return {place.stream for line in list(self.lines.values()) for place, _lang in list(line.places.values())}

    def recheck(self, all_now: bool = False) -> None:
        """Ask again for the rights of those not asked lately; who lost one no longer hears that room. Who never greeted has to go."""
        due = time.monotonic() - (0 if all_now else ASKED_AGAIN)
        for sid, line in list(self.lines.items()):
            if not line.greeted and line.born < time.monotonic() - GREETING:
                sockets.hang_up(line.wire)
            elif line.places and line.asked <= due:
                line.asked = time.monotonic()
                self._ask_again(sid, line)

    def _ask_again(self, sid: str, line: Line) -> None:
        with self.app.request_context(line.environ):
            me = self.who()
        for name, (place, _lang) in list(line.places.items()):
            if not place.room.guard(me, place.id):
                self._forget(sid, line, name)
                send([line], sockets.push("left", {"room": name}))

    def _forget(self, sid: str, line: Line, name: str) -> None:
        line.places.pop(name, None)
        there = self.rooms.get(name, {})
        there.pop(sid, None)
        if not there:
            self.rooms.pop(name, None)

    def _guarded(self, handler: Callable[[str, Line, dict[str, Any]], dict[str, Any]]) -> Callable[..., dict[str, Any]]:
        def run(asked: Any = None, *_more: Any) -> dict[str, Any]:
            sid = self.sio.manager.eio_sid_from_sid(request.sid, "/")  # type: ignore[attr-defined]
            line = self.lines[sid]
            if not isinstance(asked, dict) or not isinstance(asked.get("room"), str):
                self._fault(sid, line)
                return _no(_("没有看懂这个请求。"))
            try:
                return handler(sid, line, asked)
            except Exception:
                log.exception("an event was not answered")
                return _no(_("这里出了毛病，是我们的错。过一会儿会自己再试。"))
        return run

    def _unknown(self, *_event: Any) -> None:
        sid = self.sio.manager.eio_sid_from_sid(request.sid, "/")  # type: ignore[attr-defined]
        self._fault(sid, self.lines[sid])

    def _connect(self, sid: str, environ: dict[str, Any]) -> Any:
        if len(self.lines) >= MOST_SOCKETS:
            return "full"
        self.lines[sid] = line = Line(self.eio.sockets[sid], environ)
        self.arrived()
        line.wire.queue.spill = lambda: sockets.hang_up(line.wire)
        return self._inner["connect"](sid, environ)

    def _message(self, sid: str, data: Any) -> None:
        line = self.lines.get(sid)
        if line is None:
            return
        kind = data[:1] if isinstance(data, str) else ""
        if kind not in ("0", "1", "2") or (kind == "0" and line.greeted) or not line.may_send():
            self._fault(sid, line)
            return
        line.greeted = line.greeted or kind == "0"
        try:
            self._inner["message"](sid, data)
        except (ValueError, TypeError, LookupError, AttributeError, RecursionError) as fault:
            log.info("a socket sent what is not Socket.IO: %r", fault)
            self._fault(sid, line)

    def _fault(self, sid: str, line: Line) -> None:
        line.faults += 1
        if line.faults >= MOST_FAULTS and sid in self.lines:
            log.info("a socket was dropped after %s senseless events", line.faults)
            sockets.hang_up(line.wire)

    def _disconnect(self, sid: str, reason: Any) -> None:
        line = self.lines.pop(sid, None)
        for name in list(line.places) if line else []:
            self._forget(sid, line, name)  # type: ignore[arg-type]
        self._inner["disconnect"](sid, reason)


def _no(sentence: str) -> dict[str, Any]:
    return {"ok": False, "reason": i18n.say(sentence)}


def send(lines: list[Line], packet: Packet) -> None:
    """One packet for all these sockets; who does not read is dropped by its outbox."""
    for line in lines:
        sockets.deliver(line.wire, packet)
