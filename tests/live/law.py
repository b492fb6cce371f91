"""The law of live rooms: snapshot(n) + news(n+1..m) = snapshot(m). Use `assert_law` around one act, or `Watch` around a whole story."""

import re
from collections import Counter
from contextlib import ExitStack
from typing import Any

from sqlmodel import Session

from council import rooms
from council.db import reading
from council.record.acting import Act
from council.refusal import Absent
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
    """Put into `after_commit`: checks the law act by act in every room that hears it, each kind `enough` times in each room.

    kinds: how often each (room, kind) was checked. patient: gather what is broken in `broken` instead of stopping at the first.
    The moment before an act is kept as an open read transaction, so that nothing is rendered that is not compared.
    A room whose meeting, vote or clause this very act brings into being had no listeners, and is not compared.
    """

    def __init__(self, patient: bool = False, enough: int = 3) -> None:
        self.patient, self.enough = patient, enough
        self.kinds: Counter[tuple[str, str]] = Counter()
        self.broken: set[str] = set()
        self._door = ExitStack()
        self._before: Session | None = None

    def __call__(self, act: Act) -> None:
        for place in [each for stream in act.told for each in rooms.places(stream)]:
            if self._before and any(self.kinds[place.room.name, kind] < self.enough for kind in act.kinds):
                self._check(self._before, place, act.kinds)
        self._door.close()
        self._before = self._door.enter_context(reading())
        rooms.head(self._before, "")

    def close(self) -> None:
        """Let go of the moment kept."""
        self._door.close()

    def _check(self, before: Session, place: Place, kinds: list[str]) -> None:
        try:
            shown = look(before, place.name)
        except Absent:
            return
        self.kinds.update((place.room.name, kind) for kind in kinds)
        try:
            with reading() as session:
                assert_law(session, shown)
        except Exception as broken:
            if not self.patient:
                raise
            said = str(broken).splitlines()[0] if str(broken) else ""
            self.broken.add(re.sub(r":\d+", "", f"{place.name} {kinds}: {type(broken).__name__}: {said}"))


def _place(room: str) -> Place:
    found = rooms.find(room)
    assert found is not None, f"no room is declared for {room}"
    return found
