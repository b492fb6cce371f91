"""How statements stand: counted by the database for each side, ranked by the least convinced one, shown to those who may know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session

from council.mediation.statements import ground, reads
from council.mediation.statements.ground import LEAST, Ground, Voices
from council.mediation.statements.reads import Round, Said
from council.people.rules import SECTORS, SIDES

Tally = dict[int, dict[str, Voices]]


@dataclass(frozen=True)
class Line:
    """A statement with how both sides answered; divides: they differ more than chance explains; mine: my own answer."""

    said: Said
    voices: dict[str, Voices]
    ground: Ground
    divides: bool
    mine: str | None = None

    @property
    def id(self) -> int:
        return self.said.id

    @property
    def text(self) -> str:
        return self.said.text

    @property
    def unclear(self) -> bool:
        return ground.unclear(list(self.voices.values()))

    def bar(self, side: str) -> dict[str, Any] | None:
        """One side as the figures want it; None while fewer than three have answered: a split would name them."""
        each = self.voices[side]
        if each.answered < LEAST:
            return None
        return {"word": SECTORS[side], "for": each.agree, "against": each.disagree, "abstain": each.unsure, "cast": each.answered}


@dataclass(frozen=True)
class Results:
    """A round's statements in their order, those that may be shown; `asked`: how many there are; own: what the one who looks wrote."""

    lines: list[Line]
    asked: int
    own: list[Said]
    turnout: dict[str, int]
    roster: dict[str, int]

    @property
    def states(self) -> dict[str, int]:
        """How many of the shown statements are in each state."""
        found = dict.fromkeys(("all", "open", "objects", "missing"), 0)
        for line in self.lines:
            found[line.ground.state] += 1
        return found


def results(session: Session, turn: Round, person_id: int | None = None, parties: Mapping[str, set[int]] | None = None) -> Results:
    """What one person may see of a round: all of it when it is closed, before that the statements that they have answered."""
    everyone, answers = reads.all_said(session, turn.id), reads.mine(session, turn.id, person_id) if person_id else {}
    said = [each for each in everyone if each.state == "admitted"]
    roster = reads.roster_counts(session, turn, parties)
    ranked = _ranked(said, tally(reads.kept(session, turn.id), [each.id for each in said], roster), answers)
    shown = [line for line in ranked if not turn.running or line.mine]
    own = [each for each in reversed(everyone) if each.row.author_id == person_id and each.row.origin != "desk"]
    return Results(shown, len(said), own, reads.turnout(session, turn.id), roster)


def everything(session: Session, turn: Round) -> list[Line]:
    """All statements in their order, counted from the answers: for the desk's turnout, the end of a round and the export of a closed one."""
    said, roster = reads.admitted(session, turn.id), reads.roster_counts(session, turn)
    return _ranked(said, tally(reads.counted(session, turn.id), [each.id for each in said], roster), {})


def tally(rows: Iterable[Any], numbers: Iterable[int], roster: Mapping[str, int]) -> Tally:
    """How each side answered each of these statements, from what is kept (reads.kept) or from the answers (reads.counted): names nowhere."""
    counts: dict[tuple[int, str], dict[str, int]] = {}
    for number, sector, stand, n in rows:
        counts.setdefault((number, sector), {})[stand] = n
    return {number: {side: _voices(counts.get((number, side), {}), roster.get(side, 0)) for side in SIDES} for number in numbers}


def for_the_record(session: Session, turn: Round) -> list[dict[str, Any]]:
    """The end of a round as the record keeps it: each statement by number, its state, agrees, disagrees and passes of each side."""
    return [{"statement": line.id, "state": line.ground.state} | {side: _split(line.voices[side]) for side in SIDES}
            for line in everything(session, turn)]


def _ranked(said: list[Said], counted: Tally, answers: Mapping[int, str]) -> list[Line]:
    found = {each.id: each for each in said}
    grounds = {number: ground.ground(counted[number]) for number in found}
    divides = ground.dividers({number: tuple(counted[number].values()) for number in found})
    return [Line(found[number], counted[number], grounds[number], number in divides, answers.get(number)) for number in ground.order(grounds)]


def _voices(counted: Mapping[str, int], roster: int) -> Voices:
    return Voices(counted.get("agree", 0), counted.get("disagree", 0), counted.get("pass", 0), roster)


def _split(each: Voices) -> list[int] | None:
    return [each.agree, each.disagree, each.unsure] if each.answered >= LEAST else None
