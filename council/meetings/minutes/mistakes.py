"""What the minutes make of a mistake that was taken back: it is told as if it had not been; both entries stay in the record."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from council.meetings.minutes.telling import Item, Minutes


def withdrawn(told: Minutes, body: Mapping[str, Any]) -> None:
    """A check-in that was a mistake counts nowhere."""
    sector = body["sector"]
    told.sitting.passed(sector, -1)
    for counted in (told.here, *([told.helped] if body["channel"] == "desk" else [])):
        counted[sector] = counted.get(sector, 1) - 1
        if counted[sector] < 1:
            del counted[sector]


def undone(told: Minutes, on: Item | None, body: Mapping[str, Any]) -> Item | None:
    """The chair's last step is void; returns the item that is on after it."""
    item = told.items.get(body["item"])
    if item is None:
        return on
    if body["step"] == "speech.begun":
        _not_called(item, body)
    if not body["step"].startswith("item."):
        return on
    back = item if body["step"] == "item.closed" else told.items.get(body["back"] or 0)
    if body["step"] == "item.opened":
        item.turns, item.days = item.turns[:-1], item.days[:-1]
        told.sitting.at_items = told.sitting.at_items[:-1]
    if back and back.turns:
        back.turns[-1][1] = ""
        back.outcomes = [each for each in back.outcomes if each[0] != body["seq"]]
    return back


def _not_called(item: Item, body: Mapping[str, Any]) -> None:
    item.speeches = item.speeches[:-1]
    before = [each for each in item.speeches if not each.aside]
    if body["resumed"] and before:
        before[-1].seconds = None
