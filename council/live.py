"""Live pages: rooms are declared beside their pages, and after every commit what changed is pushed to those who look."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Flask, Response, jsonify, request
from flask_socketio import SocketIO
from gevent.monkey import is_module_patched
from markupsafe import Markup
from sqlmodel import Session

from council import fragments, i18n, rooms, sockets
from council.bells import RIGHTS, Bells
from council.db import reading
from council.fragments import fragment
from council.listeners import Listeners
from council.rooms import room
from council.words import _

bp = Blueprint("live", __name__)


@dataclass(frozen=True)
class Shown:
    """A room as a page first shows it: its name, the number of its last news, its parts as safe HTML."""

    room: str
    seq: int
    parts: dict[str, Markup]


@dataclass
class _Live:
    engine: SocketIO | None = None
    bells: Bells | None = None
    who: Callable[[], Any] | None = None


_live = _Live()


def init(app: Flask, who: Callable[[], Any], green: bool | None = None, redis_url: str = "") -> SocketIO:
    """Put Socket.IO and /news on the app.

    who: the signed-in person of the current request, asked afresh each time (None: nobody). redis_url: rings the other processes.
    green: on gevent, as when served, or on threads; unless said, on gevent where the standard library has been patched for it.
    """
    if _live.bells:
        _live.bells.stop()
    app.register_blueprint(bp)
    fragments.dress(app)
    _live.engine, _live.who = sockets.socketio(app, is_module_patched("socket") if green is None else green), who
    _live.bells = Bells(Listeners(app, _live.engine, who), redis_url)
    return _live.engine


def tell(streams: Iterable[str]) -> None:
    """Say after a commit that there is news in these streams; returns at once."""
    if _live.bells:
        _live.bells.tell(streams)


def recheck() -> None:
    """Say after a right was withdrawn (an office ended, a device signed out): listeners are asked again, and dropped."""
    tell([RIGHTS])


def listeners() -> Listeners:
    """Who listens in this process; for the bench and for tests."""
    if _live.bells is None:
        raise RuntimeError("live.init has not been called")
    return _live.bells.listeners


def shown(session: Session, name: str) -> Shown:
    """What a page puts into its `data-room`, `data-seq` and `data-part`s, read in the page's own transaction."""
    place = rooms.find(name)
    if place is None:
        raise LookupError(f"no room {name}")
    now = rooms.snapshot(session, place, i18n.lang())
    return Shown(place.name, now["seq"], {part: Markup(html) for part, html in now["snapshot"].items()})  # noqa: S704 - rendered by us, escaped


@bp.get("/news/<name>")
def news(name: str) -> tuple[Response, int]:
    """What a phone missed in a room after `?after=n`, or all of it."""
    place, after = rooms.find(name), request.args.get("after")
    if place is None or _live.who is None or not place.room.guard(_live.who(), place.id):
        return jsonify(ok=False, reason=i18n.say(_("这里没有您要找的东西，或者不是给您看的。"))), 404
    if after is not None and not (after.isascii() and after.isdigit() and len(after) < 19):
        return jsonify(ok=False, reason=i18n.say(_("没有看懂这个请求。"))), 400
    with reading() as session:
        told = rooms.missed(session, place, i18n.lang(), None if after is None else int(after))
    answer = jsonify(told | {"now": int(time.time() * 1000)})
    answer.headers["Cache-Control"] = "no-store"
    return answer, 200


__all__ = ["Shown", "fragment", "init", "recheck", "room", "shown", "tell"]
