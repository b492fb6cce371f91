"""What the entries tell of the sitting itself: late, gone and back, days, breaks, who chaired, guests. Facts only, no word that is shown."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Leaf = Mapping[str, Any]
KINDS = ("attendance.left", "attendance.returned", "break.begun", "break.ended", "meeting.adjourned", "meeting.resumed", "chair.handed", "chair.taken",
         "guests.counted")


@dataclass
class Day:
    """One day of a meeting that was adjourned: its hours, who was there at its beginning and end, and the entry that ended it."""

    began: str
    ended: str = ""
    here: dict[str, int] = field(default_factory=dict)
    seq: int | None = None
    to: Mapping[str, Any] | None = None


@dataclass
class Sitting:
    """days: one, and more after adjournments. breaks: [began, ended]. chairs: (at, office), the first one only if it changed."""

    late: int = 0
    left: int = 0
    returned: int = 0
    days: list[Day] = field(default_factory=list)
    breaks: list[list[str]] = field(default_factory=list)
    chairs: list[tuple[str, str]] = field(default_factory=list)
    guests: Mapping[str, int] = field(default_factory=dict)
    in_hall: dict[str, int] = field(default_factory=dict)
    at_items: list[tuple[str, str, dict[str, int]]] = field(default_factory=list)
    counting: bool = False

    @property
    def day(self) -> int:
        """Which day is told."""
        return max(1, len(self.days))

    @property
    def moved(self) -> bool:
        """Whether anybody came late, left, or came on another day: then the numbers at each item are worth telling."""
        return bool(self.late or self.left or len(self.days) > 1)

    def began(self, leaf: Leaf) -> None:
        """The first day begins, or the next one."""
        self.days.append(Day(leaf["at"]))
        self.counting = True

    def ended(self, seq: int, leaf: Leaf) -> None:
        """The last day ends, or goes over into another."""
        if not self.days:
            return
        self.days[-1].ended, self.days[-1].here, self.counting = leaf["at"], dict(self.in_hall), False
        if leaf["kind"] == "meeting.adjourned":
            self.days[-1].seq, self.days[-1].to, self.in_hall = seq, leaf["body"], {}

    def passed(self, sector: str, step: int) -> None:
        """Somebody is in the hall now, or no more."""
        self.in_hall[sector] = max(0, self.in_hall.get(sector, 0) + step)

    def turned_to(self, leaf: Leaf) -> None:
        """An item is on: who is in the hall at this moment."""
        self.at_items.append((leaf["at"], leaf["body"]["title"], {sector: n for sector, n in self.in_hall.items() if n}))

    def came(self, leaf: Leaf) -> None:
        """Somebody checked in; after the beginning of the day they are late."""
        self.passed(leaf["body"]["sector"], 1)
        self.late += self.counting

    def hear(self, seq: int, leaf: Leaf) -> None:
        """One of KINDS."""
        kind, body = leaf["kind"], leaf["body"]
        if kind == "attendance.left":
            self.left += 1
            self.passed(body["sector"], -1)
        elif kind == "attendance.returned":
            self.returned += 1
            self.passed(body["sector"], 1)
        elif kind == "break.begun":
            self.breaks.append([leaf["at"], ""])
        elif kind == "break.ended" and self.breaks:
            self.breaks[-1][1] = leaf["at"]
        elif kind == "guests.counted":
            self.guests = body
        else:
            self._turned(seq, leaf)

    def _turned(self, seq: int, leaf: Leaf) -> None:
        kind, body = leaf["kind"], leaf["body"]
        if kind == "meeting.adjourned":
            self.ended(seq, leaf)
        elif kind == "meeting.resumed":
            self.began(leaf)
        elif kind in ("chair.handed", "chair.taken"):
            if not self.chairs and body["from"]:
                self.chairs.append(("", body["from"]))
            self.chairs.append((leaf["at"], body["to"]))
