"""Rooms: a room is a view of one numbered stream of news, with the parts of a page that the news changes."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import column, select, table
from sqlmodel import Session

from council import i18n
from council.db import Moment

Guard = Callable[[Any, int], bool]
"""`guard(me, id)`: may this person (None: nobody signed in) listen? False also for an id that is not there."""
Part = Callable[[Session, int], str]
"""`part(session, id)`: the HTML inside `data-part`, the same for everybody, a function of the rows alone."""
News = dict[str, Any]

MOST_ITEMS = 200
"""A phone that is further behind gets a snapshot."""
MANY_ITEMS = 100
"""In a longer batch, items that change nothing on the page are told in their number and kind only."""

NAME = re.compile(r"([a-z][a-z_]*):([1-9][0-9]{0,17})")

_stream = table("stream", column("name"), column("news"))
_news = table("news", column("stream"), column("n"), column("council_id"), column("seq"), column("kind"))
_leaf = table("leaf", column("council_id"), column("seq"), column("topic"), column("at", Moment()))


@dataclass(frozen=True)
class Room:
    """All rooms of one name, e.g. every `hall:…`, on the streams `meeting:…`."""

    name: str
    stream: str
    guard: Guard
    parts: Mapping[str, Part]
    hears: Mapping[str, tuple[str, ...]]

    def touched(self, kind: str) -> tuple[str, ...]:
        """The parts that look different after an entry of this kind."""
        return tuple(dict.fromkeys((*self.hears.get(kind, ()), *self.hears.get("*", ()))))


@dataclass(frozen=True)
class Place:
    """One room: `hall` 12 is `hall:12` and hears the stream `meeting:12`."""

    room: Room
    id: int

    @property
    def name(self) -> str:
        """As phones name it."""
        return f"{self.room.name}:{self.id}"

    @property
    def stream(self) -> str:
        """The stream whose news it hears."""
        return f"{self.room.stream}:{self.id}"


@dataclass(frozen=True)
class Heard:
    """One piece of news: its number in the stream and the entry it tells of."""

    n: int
    kind: str
    topic: str
    at: datetime


@dataclass(frozen=True)
class View:
    """A stream that tells the news of another one, but only up to some moment: `aired:12` tells what `meeting:12` told until then."""

    of: str
    until: Callable[[Session, int], datetime | None]


_rooms: dict[str, Room] = {}
_views: dict[str, View] = {}


def view(name: str, *, of: str, until: Callable[[Session, int], datetime | None]) -> None:
    """Declare the streams `name:<id>`: the news of `of:<id>` up to the moment that `until` names; None: all of it, at once."""
    _views[name] = View(of, until)


def echoes(stream: str) -> list[str]:
    """The stream itself and every view of it: all that may have news when it has."""
    kind, _, id = stream.partition(":")
    return [stream, *(f"{name}:{id}" for name, each in _views.items() if each.of == kind)]


def _behind(session: Session, stream: str) -> tuple[str, datetime | None]:
    """The stream whose rows these are, and until when they are told."""
    kind, _, id = stream.partition(":")
    seen = _views.get(kind)
    if seen is None or not id.isdigit():
        return stream, None
    return f"{seen.of}:{id}", seen.until(session, int(id))


def _told_until(session: Session, stream: str, until: datetime) -> int:
    entry = (_leaf.c.council_id == _news.c.council_id) & (_leaf.c.seq == _news.c.seq)
    query = select(_news.c.n).join(_leaf, entry).where(_news.c.stream == stream, _leaf.c.at > until).order_by(_news.c.n).limit(1)
    first = session.execute(query).scalar()
    return heads(session, [stream]).get(stream, 0) if first is None else first - 1


def room(name: str, *, guard: Guard, parts: Mapping[str, Part], hears: Mapping[str, tuple[str, ...]], stream: str = "") -> Room:
    """Declare the rooms `name:<id>`, beside their page.

    stream: whose news they hear (`meeting` for `hall:12` to hear `meeting:12`); their own name unless said.
    hears: which parts an entry of a kind changes; "*" is every kind.
    """
    unknown = {part for touched in hears.values() for part in touched} - set(parts)
    if unknown:
        raise ValueError(f"room {name} hears for parts that it has not: {', '.join(sorted(unknown))}")
    _rooms[name] = Room(name, stream or name, guard, parts, hears)
    return _rooms[name]


def find(name: Any) -> Place | None:
    """The place behind `hall:12`, or None; that it is declared says nothing about the id."""
    match = NAME.fullmatch(name) if isinstance(name, str) else None
    if match is None or match[1] not in _rooms:
        return None
    return Place(_rooms[match[1]], int(match[2]))


def places(stream: str) -> list[Place]:
    """Every place on a stream or on a view of it."""
    id = stream.partition(":")[2]
    kinds = {each.partition(":")[0] for each in echoes(stream)}
    return [Place(each, int(id)) for each in _rooms.values() if each.stream in kinds and id.isdigit()]


def head(session: Session, stream: str) -> int:
    """The number of the stream's last piece of news; 0 before the first."""
    return heads(session, [stream]).get(stream, 0)


def heads(session: Session, streams: list[str]) -> dict[str, int]:
    """The heads of those streams that have any news."""
    seen = {name: _behind(session, name) for name in streams}
    held = {name: _told_until(session, of, until) for name, (of, until) in seen.items() if until is not None}
    query = select(_stream.c.name, _stream.c.news).where(_stream.c.name.in_([of for of, _until in seen.values()]))
    news = {row.name: row.news for row in session.execute(query)}
    return {name: news[of] for name, (of, _until) in seen.items() if of in news} | held


def heard(session: Session, stream: str, after: int) -> list[Heard]:
    """What the stream told after its `after`-th piece of news, in order."""
    of, until = _behind(session, stream)
    last = [] if until is None else [_news.c.n <= _told_until(session, of, until)]
    entry = (_leaf.c.council_id == _news.c.council_id) & (_leaf.c.seq == _news.c.seq)
    query = (select(_news.c.n, _news.c.kind, _leaf.c.topic, _leaf.c.at).join(_leaf, entry)
             .where(_news.c.stream == of, _news.c.n > after, *last).order_by(_news.c.n))
    return [Heard(*row) for row in session.execute(query)]


def snapshot(session: Session, place: Place, lang: str) -> News:
    """The room as it is now: every part, at the number of its last news."""
    with i18n.speaking(lang):
        parts = {name: str(part(session, place.id)) for name, part in place.room.parts.items()}
    return {"room": place.name, "seq": head(session, place.stream), "snapshot": parts}


def delta(session: Session, place: Place, lang: str, news: list[Heard]) -> News:
    """What these pieces of news change; a part stands only in the last item that touches it, as it is now."""
    last = {part: each.n for each in news for part in place.room.touched(each.kind)}
    with i18n.speaking(lang):
        html = {part: str(place.room.parts[part](session, place.id)) for part in last}
    items = [_item(each, {part: html[part] for part in html if last[part] == each.n}, len(news) > MANY_ITEMS) for each in news]
    return {"room": place.name, "seq": news[-1].n, "items": items}


def _item(each: Heard, parts: dict[str, str], short: bool) -> News:
    if short and not parts:
        return {"seq": each.n, "kind": each.kind}
    return {"seq": each.n, "kind": each.kind, "topic": each.topic, "at": f"{each.at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z", "parts": parts}


def missed(session: Session, place: Place, lang: str, after: int | None) -> News:
    """What a phone missed that last heard number `after` (None: nothing yet): the news if they are few, else the room as it is now."""
    now = head(session, place.stream)
    if after is None or not now - MOST_ITEMS <= after <= now:
        return snapshot(session, place, lang)
    if after == now:
        return {"room": place.name, "seq": now, "items": []}
    return delta(session, place, lang, heard(session, place.stream, after))
