"""Conventions through time: versions with their texts and changes, the wordings of a clause, the two leaves of the poster."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session

from council.conventions import reads
from council.conventions.models import Clause, Version, Wording
from council.conventions.reads import Board, Line
from council.refusal import Absent
from council.text import diff

Ops = list[tuple[str, str]]


@dataclass(frozen=True)
class Held:
    """A version with its clauses, beside the convention as it stands today; `entry` is the number of its adoption in the record."""

    version: Version
    board: Board
    lines: tuple["Article", ...]
    entry: int | None

    @property
    def title(self) -> str:
        return self.board.convention.title

    @property
    def talked(self) -> list[reads.ClauseNow]:
        """Clauses that are not in force at all: both sides still talk about them."""
        held = {line.clause_id for line in self.lines}
        return [each for each in self.board.clauses if each.id not in held]


@dataclass(frozen=True)
class Article:
    """One clause of a version."""

    clause_id: int
    number: int
    title: str
    text: str


@dataclass(frozen=True)
class Change:
    """What a version did to a clause: `how` is new, changed, kept or gone; `ops` shows a changed text."""

    article: Article
    how: str
    ops: Ops | None


@dataclass(frozen=True)
class Revision:
    """One wording of a clause, with what it changed against the one before (None for the first)."""

    wording: Wording
    ops: Ops | None


def held(session: Session, version: Version) -> Held:
    """A version for its page."""
    return Held(version, reads.board(session, version.convention_id), _articles(session, version), _entry(session, version))


def changes(session: Session, version: Version) -> list[Change]:
    """What a version changed against the one before; nothing for the first."""
    if version.n == 1:
        return []
    before = {each.clause_id: each for each in _articles(session, reads.version(session, version.convention_id, version.n - 1))}
    now = {each.clause_id: each for each in _articles(session, version)}
    gone = [Change(each, "gone", None) for each in before.values() if each.clause_id not in now]
    return [_change(before.get(each.clause_id), each) for each in now.values()] + gone


def revisions(session: Session, clause_id: int) -> list[Revision]:
    """A clause's wordings, the newest first, each against the one before."""
    rows = reads.wordings(session, clause_id)
    older: Sequence[Wording | None] = [*rows[1:], None]
    return [Revision(row, list(diff(was.text, row.text)) if was else None) for row, was in zip(rows, older, strict=True)]


def held_wording(session: Session, clause: Clause) -> tuple[Wording, datetime] | None:
    """The wording of a clause that is in force when it is not the newest, and since when; None otherwise."""
    last = reads.last_version(session, clause.convention_id)
    line = next((each for each in reads.version_lines(session, last.id or 0) if each.clause_id == clause.id), None) if last else None
    if last is None or line is None or line.wording_id == reads.text_now(session, clause.id or 0).id:
        return None
    return reads.wording(session, line.wording_id), last.at


def leaves(lines: Sequence[Article]) -> tuple[Sequence[Article], Sequence[Article]]:
    """The clauses on the two leaves of the gate: in order, cut where both come out about equally long."""
    sizes = [len(line.text) + 30 for line in lines]
    cut = min(range(len(lines) + 1), key=lambda n: (abs(sum(sizes[:n]) - sum(sizes[n:])), -n))
    return lines[:cut], lines[cut:]


def own(session: Session, convention_id: int, council_id: int) -> int:
    """The convention's id if it is this council's, or Absent."""
    if reads.convention(session, convention_id).council_id != council_id:
        raise Absent
    return convention_id


def exists(session: Session, clause_id: int) -> bool:
    """True if there is such a clause."""
    try:
        reads.clause(session, clause_id)
    except Absent:
        return False
    return True


def _articles(session: Session, version: Version) -> tuple[Article, ...]:
    return tuple(_article(line) for line in reads.version_lines(session, version.id or 0))


def _article(line: Line) -> Article:
    return Article(line.clause_id, line.number, line.title, line.text)


def _change(was: Article | None, now: Article) -> Change:
    if was is None:
        return Change(now, "new", None)
    same = (was.title, was.text) == (now.title, now.text)
    return Change(now, "kept", None) if same else Change(now, "changed", list(diff(was.text, now.text)))


def _entry(session: Session, version: Version) -> int | None:
    return next((leaf["seq"] for leaf in reads.adoptions(session, version.convention_id) if leaf["body"]["version"] == version.n), None)
