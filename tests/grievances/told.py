"""Telling grievances of the small lane in a line: who files what, about which shop."""

from dataclasses import replace

from council.db import reading
from council.grievances import acts
from council.grievances.acts import Complaint
from council.people import reads as people
from tests.conftest import Lane

QUEUE = Complaint("排队排到我家门口", "轮椅出不来", "留条路", 4, "queue", "lane")


def filed(lane: Lane, who: str = "王阿婆", **other: object) -> int:
    """A grievance of QUEUE's kind, changed in some of its parts; returns its number."""
    with lane.act(who) as act:
        return acts.file(act, replace(QUEUE, **other)).id or 0  # type: ignore[arg-type]


def joined(lane: Lane, number: int, *who: str, impact: int = 3) -> None:
    """Neighbours who say "me too"."""
    for name in who:
        with lane.act(name) as act:
            acts.join(act, number, f"{name}也苦", impact)


def shop(lane: Lane, name: str = "冷街冰淇淋") -> int:
    """A shop's premises."""
    with reading() as session:
        return next(each.id or 0 for each in people.shops(session, lane.council_id) if each.name == name)
