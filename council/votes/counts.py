"""The count as a page shows it, the same for everybody: two sides with their numbers, the state, the verdict in words."""

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Any

from sqlmodel import Session, col, select

from council import clock
from council.people import reads as people
from council.people.rules import SECTORS, SIDES, UNITS
from council.votes import reads, sayings
from council.votes.models import Ballot, Elector, Vote, VoteClosing
from council.words import Sentence, _


@dataclass(frozen=True)
class Count:
    """One vote's numbers for `votes/_turnout.html`, `_tally.html`, `_state.html` and `_verdict.html`.

    sides: for parts/figures.html; for, against and abstain are None while the room sees the turnout only.
    line: per cent at which the bars are crossed, None where no line across the ballots is true.
    """

    vote: Vote
    sides: list[dict[str, Any]]
    line: float | None
    line_word: str
    ended_at: datetime | None
    closing: VoteClosing | None
    word: str = ""
    sentence: str = ""
    tests: tuple[tuple[str, str, str], ...] = ()

    @property
    def split(self) -> bool:
        """True when the room may see who won so far."""
        return bool(self.sides) and self.sides[0]["for"] is not None

    @property
    def voted(self) -> int:
        return sum(side["cast"] for side in self.sides)

    @property
    def passed(self) -> bool | None:
        """None until the desk has closed it."""
        return bool(self.closing.verdict["passed"]) if self.closing else None


def count(session: Session, vote_id: int) -> Count:
    """The count of a vote at this moment; Absent when there is none."""
    vote = reads.vote(session, vote_id)
    closing = reads.closing(session, vote_id)
    found = reads.result(session, vote)
    line, line_word = _line(vote.rule)
    facts = (vote, _sides(vote, found, vote.show == "split" or closing is not None), line, line_word, reads.ended(vote, closing, clock.now()), closing)
    if closing is None:
        return Count(*facts)
    said = ((each["met"], *sayings.condition_words(each)) for each in closing.verdict["conditions"])
    return Count(*facts, *sayings.verdict_words(closing.verdict), tests=tuple(("y" if met else "x", bold, rest) for met, bold, rest in said))


def _sides(vote: Vote, found: reads.Result, split: bool) -> list[dict[str, Any]]:
    blank = {"for": 0, "against": 0, "abstain": 0}
    return [{"sector": sector, "word": SECTORS[sector], "unit": UNITS[sector], "electorate": found.electorate.get(sector, 0),
             "cast": found.cast.get(sector, 0), "decided": vote.rule["base"] == "decided",
             **(found.tally.get(sector, blank) if split else dict.fromkeys(blank))} for sector in SIDES]


def _line(rule: dict[str, Any]) -> tuple[float | None, str]:
    share = rule["threshold"]["share"]
    if rule["base"] == "roll":
        return None, ""
    if share == "1/2":
        return 50, _("过半线")
    return round(float(Fraction(share) * 100), 2), Sentence(_("{share} 线"), share=share)


@dataclass(frozen=True)
class Line:
    """One line of an open vote's list: who, for which door or shop, and what they voted (empty: not yet)."""

    name: str
    sector: str
    door: str
    shop: str
    choice: str = ""
    seq: int | None = None


def roll_call(session: Session, vote: Vote) -> list[Line]:
    """Who voted what in an open vote, in the order of the ballots; for members' eyes."""
    ballots = session.exec(select(Ballot).where(Ballot.vote_id == vote.id).order_by(col(Ballot.seq)))
    return _lines(session, vote, [(each.entry_id, each.sector, each.choice, each.seq) for each in ballots])


def not_voted(session: Session, vote: Vote) -> list[Line]:
    """Who is on the frozen roll and has not voted for either side; never how anybody did. For the desk."""
    missing = unvoted(session, vote.id or 0)
    electors = session.exec(select(Elector).where(Elector.vote_id == vote.id).order_by(col(Elector.sector).desc(), col(Elector.entry_id)))
    return _lines(session, vote, [(each.entry_id, each.sector, "", None) for each in electors if each.person_id in missing])


def unvoted(session: Session, vote_id: int) -> set[int]:
    """The persons on the frozen roll who have not voted."""
    voted = set(session.exec(select(Ballot.person_id).where(Ballot.vote_id == vote_id)))
    return set(session.exec(select(Elector.person_id).where(Elector.vote_id == vote_id))) - voted


def _lines(session: Session, vote: Vote, found: list[tuple[int, str, str, int | None]]) -> list[Line]:
    known = {entry.id: (person.name, door.number if door else "", home.name if home and home.kind == "shop" else "")
             for entry, person, home, door in people.roll(session, vote.council_id, rehearsal=True)}
    return [Line(*_names(known, entry_id, sector), choice, seq) for entry_id, sector, choice, seq in found]


def _names(known: dict[int | None, tuple[str, str, str]], entry_id: int, sector: str) -> tuple[str, str, str, str]:
    name, door, shop = known.get(entry_id, (_("已不在名册上"), "", ""))
    return name, sector, door, shop
