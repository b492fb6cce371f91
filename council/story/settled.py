"""What has been settled in a meeting so far, told by the record: votes, soundings, new wordings, outcomes of items."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from council.meetings.planning.rules import PLANNED
from council.record import reads as record

SETTLES = ("vote.closed", "sounding.closed", "clause.reworded", "convention.adopted", "item.closed", "dispute.settled")
TOLD = (*SETTLES, "meeting.called", "meeting.opened", "meeting.closed", "item.opened", "item.added", "vote.opened", "sounding.opened",
        "speech.begun", "interjection.begun", "written.begun", "clause.put_to_vote", "sheet.published", "sheet.corrected", "word.shown",
        "break.begun", "meeting.adjourned", "meeting.resumed", "step.undone", *PLANNED)
"""Kinds that the gallery is told one by one; single ballots, hands and arrivals are counted, not told."""

TURNS = ("item.opened", "speech.begun", "written.begun", "sounding.opened", "clause.reworded", "vote.opened", "vote.closed")
"""Kinds after which the hall looks at something else than before."""


@dataclass(frozen=True)
class Told:
    """One entry as a line: its number, its leaf, and for whom it speaks (a sector, or nothing)."""

    seq: int
    e: dict[str, Any]

    @property
    def brick(self) -> str:
        """How the thread marks it."""
        kind, sector = self.e["kind"], self.e["body"].get("sector", "")
        return "both" if kind in SETTLES else {"resident": "res", "merchant": "shop"}.get(sector, "")


def settled(session: Session, meeting_id: int) -> list[Told]:
    """What was decided or finished, the newest first."""
    return [told for told in _heard(session, meeting_id, SETTLES) if _says_something(told.e)]


def among(leaves: list[tuple[int, dict[str, Any]]], most: int = 12) -> list[Told]:
    """The last things that happened of these entries, the newest first."""
    return [Told(seq, leaf) for seq, leaf in reversed(leaves) if leaf["kind"] in TOLD and _says_something(leaf)][:most]


def just_decided(session: Session, meeting_id: int) -> int | None:
    """The vote that was closed last, as long as nothing else has turned the hall's attention since."""
    last = record.last_told(session, f"meeting:{meeting_id}", TURNS)
    if last is None or last["kind"] != "vote.closed" or last["body"].get("rehearsal"):
        return None
    return int(last["topic"].partition(":")[2])


def _says_something(leaf: dict[str, Any]) -> bool:
    body = leaf["body"]
    return not body.get("rehearsal") and (leaf["kind"] != "item.closed" or bool(body.get("outcome")))


def _heard(session: Session, meeting_id: int, kinds: tuple[str, ...]) -> list[Told]:
    return [Told(seq, leaf) for seq, leaf in reversed(record.told(session, f"meeting:{meeting_id}", kinds))]
