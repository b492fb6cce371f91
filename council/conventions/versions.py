"""What is in force: versions of conventions, and what the next version would hold."""

from dataclasses import dataclass

from sqlmodel import Session, col, func, select

from council.conventions import texts
from council.conventions.models import Clause, ClauseVote, Version, VersionClause, Wording
from council.refusal import Absent
from council.votes import reads as votes


@dataclass(frozen=True)
class Line:
    """A clause in a certain wording, as it stands in a version."""

    clause_id: int
    wording_id: int
    number: int
    title: str
    text: str
    vote_id: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What adopting now would bring: version n with these lines; `voting` clauses stand in its way."""

    n: int
    lines: tuple[Line, ...]
    voting: int
    changed: bool


def in_force(session: Session, council_id: int) -> list[Version]:
    """What holds now: the last version of every convention of the council that has one, the newest first.

    An interim agreement (临时约定) holds beside the great convention until both are replaced by their own next version.
    """
    last = select(col(Version.convention_id), func.max(col(Version.n)).label("n")).where(Version.council_id == council_id).group_by(
        col(Version.convention_id)).subquery()
    rows = session.exec(select(Version).join(last, (col(Version.convention_id) == last.c.convention_id) & (col(Version.n) == last.c.n))
                        .order_by(col(Version.at).desc(), col(Version.id).desc()))
    return list(rows)


def versions(session: Session, convention_id: int) -> list[Version]:
    """All versions of a convention, the newest first."""
    return list(session.exec(select(Version).where(Version.convention_id == convention_id).order_by(col(Version.n).desc())))


def last_version(session: Session, convention_id: int) -> Version | None:
    """The version in force, or None before the first."""
    return next(iter(versions(session, convention_id)), None)


def version(session: Session, convention_id: int, n: int) -> Version:
    """The n-th version of a convention, or Absent."""
    found = session.exec(select(Version).where(Version.convention_id == convention_id, Version.n == min(n, texts.LARGEST_ID))).first()
    if found is None:
        raise Absent
    return found


def version_lines(session: Session, version_id: int) -> list[Line]:
    """The clauses of a version in their order."""
    rows = session.exec(select(VersionClause, Wording).join(Wording, col(Wording.id) == col(VersionClause.wording_id))
                        .where(VersionClause.version_id == version_id).order_by(col(VersionClause.position)))
    return [Line(row.clause_id, row.wording_id, row.position, wording.title, wording.text) for row, wording in rows]


def votes_on(session: Session, clause_ids: list[int]) -> dict[int, list[ClauseVote]]:
    """The votes on each clause, the oldest first."""
    found: dict[int, list[ClauseVote]] = {clause_id: [] for clause_id in clause_ids}
    for row in session.exec(select(ClauseVote).where(col(ClauseVote.clause_id).in_(clause_ids)).order_by(col(ClauseVote.vote_id))):
        found[row.clause_id].append(row)
    return found


def outcome(session: Session, convention_id: int) -> Outcome:
    """The convention as it could be adopted now: of each clause the last wording that both sides passed."""
    clauses = texts.clauses(session, convention_id)
    cast = votes_on(session, [clause.id or 0 for clause in clauses])
    verdicts = {row.vote_id: verdict(session, row.vote_id) for rows in cast.values() for row in rows}
    carried = [(clause, _last_carried(cast[clause.id or 0], verdicts)) for clause in clauses]
    lines = tuple(_line(session, clause, row) for clause, row in carried if row)
    before = last_version(session, convention_id)
    old = {(line.clause_id, line.wording_id) for line in version_lines(session, before.id or 0)} if before else set()
    voting = sum(any(verdicts[row.vote_id] is None for row in rows) for rows in cast.values())
    return Outcome(before.n + 1 if before else 1, lines, voting, {(line.clause_id, line.wording_id) for line in lines} != old)


def verdict(session: Session, vote_id: int) -> dict[str, object] | None:
    """The verdict of a closed vote, None while it runs."""
    found = votes.result(session, votes.vote(session, vote_id)).verdict
    return dict(found) if found else None


def _last_carried(rows: list[ClauseVote], verdicts: dict[int, dict[str, object] | None]) -> ClauseVote | None:
    return next((row for row in reversed(rows) if (verdicts[row.vote_id] or {}).get("passed")), None)


def _line(session: Session, clause: Clause, row: ClauseVote) -> Line:
    wording = texts.wording(session, row.wording_id)
    return Line(clause.id or 0, row.wording_id, clause.position, wording.title, wording.text, row.vote_id)
