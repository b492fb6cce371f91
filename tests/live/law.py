"""The law of live rooms: snapshot(n) + news(n+1..m) = snapshot(m). Use `assert_law` around one act, or `Watch` around a whole story."""

import re
from typing import Any

from sqlmodel import Session

from council import rooms
from council.db import reading
from council.record.acting import Act
from council.rooms import Place


def look(session: Session, room: str) -> dict[str, Any]:
    """The room as it is now: `{"room", "seq", "snapshot"}`."""
    return rooms.snapshot(session, _place(room), "zh")


def applied(before: dict[str, Any], news: dict[str, Any]) -> dict[str, Any]:
    """What a phone that had `before` shows after this news; the reference for static/live.js."""
    parts, seq = dict(before["snapshot"]), before["seq"]
    for item in news["items"]:
        if item["seq"] <= seq:
            continue
        assert item["seq"] == seq + 1, f"a gap between {seq} and {item['seq']}"
        parts.update(item.get("parts", {}))
        seq = item["seq"]
    return {"room": before["room"], "seq": seq, "snapshot": parts}


def assert_law(session: Session, before: dict[str, Any]) -> None:
    """before: a `look` from before the acts. What the room tells since then makes of it exactly what the room is now."""
    place, now = _place(before["room"]), look(session, before["room"])
    told = rooms.heard(session, place.stream, before["seq"])
    after = applied(before, rooms.delta(session, place, "zh", told)) if told else before
    kinds = sorted({each.kind for each in told})
    for part, html in now["snapshot"].items():
        assert after["snapshot"][part] == html, f"part “{part}” of {place.name} changed, but the room does not hear it in {kinds}"
    assert after == now


class Watch:
    """Put into `after_commit`: checks the law at every act, in every room that hears it. `kinds`: (room, kind) seen.

    patient: gather what is broken in `broken` instead of stopping at the first.
    """

    def __init__(self, patient: bool = False) -> None:
        self.patient = patient
        self.seen: dict[str, dict[str, Any]] = {}
        self.kinds: set[tuple[str, str]] = set()
        self.broken: set[str] = set()

    def __call__(self, act: Act) -> None:
        for place in [each for stream in act.told for each in rooms.places(stream)]:
            try:
                self._look(place, act.kinds)
            except Exception as broken:
                if not self.patient:
                    raise
                self.broken.add(re.sub(r":\d+", "", f"{place.name} {act.kinds}: {type(broken).__name__}: {str(broken).splitlines()[0]}"))

    def _look(self, place: Place, kinds: list[str]) -> None:
        before = self.seen.pop(place.name, None)
        with reading() as session:
            self.seen[place.name] = look(session, place.name)
            if before:
                self.kinds.update((place.room.name, kind) for kind in kinds)
                assert_law(session, before)


def _place(room: str) -> Place:
    found = rooms.find(room)
    assert found is not None, f"no room is declared for {room}"
    return found
