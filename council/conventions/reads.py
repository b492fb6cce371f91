"""What may be read of conventions: every clause with its state; texts, soundings and versions stand beside."""

from dataclasses import dataclass, replace
from typing import Any

from sqlmodel import Session

from council.conventions import rules
from council.conventions.models import Clause, ClauseVote, Convention, Wording
from council.conventions.rules import ClauseFacts
from council.conventions.soundings import (
    Side,
    SoundingNow,
    answer_of,
    clauses_sounded,
    sounding,
    sounding_closing,
    sounding_counts,
    sounding_now,
    sounding_of,
    sounding_running,
    soundings_of,
)
from council.conventions.texts import clause, clauses, convention, conventions, name, text_now, texts_now, wording, wordings
from council.conventions.thread import adoptions, did, story
from council.conventions.versions import (
    Line,
    Outcome,
    in_force,
    last_version,
    outcome,
    verdict,
    version,
    version_lines,
    versions,
    votes_on,
)
from council.text import diff

__all__ = ["Board", "ClauseNow", "Line", "Outcome", "Side", "SoundingNow", "State", "adoptions", "answer_of", "board", "clause", "clause_now", "clauses",
           "convention", "conventions", "did", "drafts", "facts", "in_force", "last_version", "lines", "name", "outcome", "sounding",
           "sounding_closing", "sounding_counts", "sounding_now", "sounding_of", "sounding_running", "soundings_of", "state", "story", "text_now",
           "texts_now", "verdict", "version", "version_lines", "versions", "votes_on", "wording", "wordings"]


@dataclass(frozen=True)
class State:
    """How it stands with a clause: `code` (rules.STATES), its word, and how its brick is laid (both, one, now or nothing)."""

    code: str
    word: str
    brick: str


@dataclass(frozen=True)
class ClauseNow:
    """A clause as every screen may show it; `number|article` says 第三条 in a template.

    ops: what changed against the wording before, None when there is nothing to show.
    """

    id: int
    number: int
    title: str
    text: str
    reason: str
    rev: int
    state: State
    ops: tuple[tuple[str, str], ...] | None
    vote_id: int | None

    @property
    def open(self) -> bool:
        """True until both sides have passed this wording."""
        return self.state.code not in ("both", "in_force")


@dataclass(frozen=True)
class Board:
    """A convention as it stands now, with every clause; `version` is the one in force, None before the first."""

    convention: Convention
    version: Any
    clauses: tuple[ClauseNow, ...]

    @property
    def open(self) -> int:
        """How many clauses are not in force in their present wording."""
        return sum(each.state.code != "in_force" for each in self.clauses)


def board(session: Session, convention_id: int) -> Board:
    """The whole convention for a page; without the differences between wordings."""
    found = clauses(session, convention_id)
    known, now = _facts(session, convention_id, found), texts_now(session, [each.id or 0 for each in found])
    shown = tuple(_shown(each, now[each.id or 0], known[each.id or 0], None) for each in found)
    return Board(convention(session, convention_id), last_version(session, convention_id), shown)


def clause_now(session: Session, clause_id: int) -> ClauseNow:
    """One clause for a page or a live part, with what changed since the wording before, as long as it is not passed."""
    row = clause(session, clause_id)
    known = facts(session, row)
    texts = wordings(session, clause_id)
    settled = known.carried or known.in_force or len(texts) < 2
    ops = None if settled else tuple(diff(texts[1].text, texts[0].text))
    return _shown(row, texts[0], known, ops)


def lines(session: Session, convention_id: int) -> list[Line]:
    """The clauses of a convention in their newest wording."""
    found = clauses(session, convention_id)
    now = texts_now(session, [each.id or 0 for each in found])
    return [Line(each.id or 0, text.id or 0, each.position, text.title, text.text) for each in found if (text := now[each.id or 0])]


def drafts(session: Session, council_id: int) -> list[Convention]:
    """Conventions with work left: without a version, or with a clause that is not in force in its present wording."""
    return [each for each in conventions(session, council_id) if _has_work(session, each.id or 0)]


def state(session: Session, clause: Clause) -> State:
    """How it stands with a clause."""
    return _state(facts(session, clause))


def facts(session: Session, clause: Clause) -> ClauseFacts:
    """What the rules want to know of a clause's present wording."""
    return _facts(session, clause.convention_id, [clause])[clause.id or 0]


def _has_work(session: Session, convention_id: int) -> bool:
    now = last_version(session, convention_id)
    if now is None:
        return True
    held = {(line.clause_id, line.wording_id) for line in version_lines(session, now.id or 0)}
    return {(line.clause_id, line.wording_id) for line in lines(session, convention_id)} != held


def _facts(session: Session, convention_id: int, found: list[Clause]) -> dict[int, ClauseFacts]:
    ids = [each.id or 0 for each in found]
    now, cast, sounded = texts_now(session, ids), votes_on(session, ids), clauses_sounded(session, ids)
    last = last_version(session, convention_id)
    held = {line.clause_id: line.wording_id for line in version_lines(session, last.id or 0)} if last else {}
    return {each: replace(_known(session, now[each], cast[each]), sounding=each in sounded, held=each in held,
                          in_force=held.get(each) == now[each].id) for each in ids}


def _known(session: Session, now: Wording, cast: list[ClauseVote]) -> ClauseFacts:
    verdicts = [(row, verdict(session, row.vote_id)) for row in cast]
    voting = next((row.vote_id for row, said in verdicts if said is None), None)
    own = [(row, said) for row, said in verdicts if row.wording_id == now.id and said is not None]
    said: dict[str, Any] = dict(own[-1][1] or {}) if own else {}
    return ClauseFacts(now.title, now.text, voting=voting is not None, passed=_by_side(said), carried=said.get("passed"),
                       vote_id=voting or (own[-1][0].vote_id if own else None))


def _by_side(said: dict[str, Any]) -> dict[str, bool] | None:
    """Which side met all its conditions."""
    passed: dict[str, bool] = {}
    for condition in said.get("conditions", []):
        passed[condition["side"]] = passed.get(condition["side"], True) and condition["met"]
    return passed or None


def _shown(row: Clause, now: Wording, known: ClauseFacts, ops: tuple[tuple[str, str], ...] | None) -> ClauseNow:
    return ClauseNow(row.id or 0, row.position, now.title, now.text, now.reason, now.rev, _state(known), ops, known.vote_id)


def _state(known: ClauseFacts) -> State:
    code = rules.state(known)
    return State(code, rules.STATES[code], rules.brick(code))
