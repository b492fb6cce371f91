"""The order of an evening as its entries tell it: every item, whether it waits, is on or is done."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

Leaf = dict[str, Any]

AGENDA = ("item.added", "item.restored", "item.changed", "item.moved", "item.dropped", "item.returned", "item.opened", "item.closed", "step.undone")
"""Kinds that change the agenda or turn to an item."""


@dataclass
class Line:
    """An agenda item: waiting, open or done, and what came of it."""

    id: int
    title: str
    kind: str
    about: str
    minutes: int
    state: str = "waiting"
    outcome: str = ""


def agenda_told(leaves: Iterable[Leaf]) -> list[Line]:
    """The agenda after these entries, in its order."""
    order: list[Line] = []
    for leaf in leaves:
        _turn(order, leaf["kind"], leaf["body"])
    return order


def _turn(order: list[Line], kind: str, body: dict[str, Any]) -> None:
    if kind == "step.undone" and body["step"] not in ("item.opened", "item.closed"):
        return
    for back in [each for each in order if kind == "step.undone" and each.id == body.get("back")]:
        back.state = "open"
    line = next((each for each in order if each.id == body["item"]), None)
    if kind in ("item.added", "item.restored"):
        made = Line(body["item"], body["title"], body["kind"], body["about"], body["minutes"])
        order.insert(max(0, body.get("position", len(order) + 1) - 1), made)
        return
    if line is None:
        return
    if kind == "item.changed":
        line.title, line.kind, line.minutes = body["title"], body["kind"], body["minutes"]
    elif kind in ("item.moved", "item.dropped", "item.returned"):
        order.remove(line)
        if kind == "item.moved":
            order.insert(body["to"] - 1, line)
    elif kind in ("item.opened", "item.closed"):
        line.state = "open" if kind == "item.opened" else "done"
        line.outcome = body.get("outcome") or line.outcome
    elif kind == "step.undone":
        line.state, line.outcome = ("waiting" if body["step"] == "item.opened" else "open"), ""
