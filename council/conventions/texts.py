"""Finding conventions, their clauses, and the wordings of each clause."""

from typing import TypeVar

from sqlmodel import Session, SQLModel, col, func, select

from council.conventions.models import Clause, Convention, Wording
from council.numerals import clause as article
from council.refusal import Absent

Row = TypeVar("Row", bound=SQLModel)

LARGEST_ID = 2**31 - 1
"""Databases refuse larger numbers with an error instead of saying that nothing is there."""


def find(session: Session, table: type[Row], id: int) -> Row:
    """One row by its id, or Absent."""
    found = session.get(table, id) if 0 < id <= LARGEST_ID else None
    if found is None:
        raise Absent
    return found


def convention(session: Session, convention_id: int) -> Convention:
    """One convention, or Absent."""
    return find(session, Convention, convention_id)


def conventions(session: Session, council_id: int) -> list[Convention]:
    """A council's conventions, the newest first."""
    return list(session.exec(select(Convention).where(Convention.council_id == council_id).order_by(col(Convention.id).desc())))


def clauses(session: Session, convention_id: int) -> list[Clause]:
    """A convention's clauses in their order."""
    return list(session.exec(select(Clause).where(Clause.convention_id == convention_id).order_by(col(Clause.position))))


def clause(session: Session, clause_id: int) -> Clause:
    """One clause, or Absent."""
    return find(session, Clause, clause_id)


def wording(session: Session, wording_id: int) -> Wording:
    """One wording, or Absent."""
    return find(session, Wording, wording_id)


def wordings(session: Session, clause_id: int) -> list[Wording]:
    """A clause's wordings, the newest first."""
    return list(session.exec(select(Wording).where(Wording.clause_id == clause_id).order_by(col(Wording.rev).desc())))


def text_now(session: Session, clause_id: int) -> Wording:
    """The wording that is being talked about: the newest."""
    return texts_now(session, [clause_id])[clause_id]


def texts_now(session: Session, clause_ids: list[int]) -> dict[int, Wording]:
    """The newest wording of each of these clauses."""
    newest = (select(col(Wording.clause_id), func.max(col(Wording.rev)).label("rev"))
              .where(col(Wording.clause_id).in_(clause_ids)).group_by(col(Wording.clause_id)).subquery())
    rows = session.exec(select(Wording).join(newest, (col(Wording.clause_id) == newest.c.clause_id) & (col(Wording.rev) == newest.c.rev)))
    return {row.clause_id: row for row in rows}


def name(clause: Clause, wording: Wording) -> str:
    """“第三条 排队与外摆”."""
    return f"{article(clause.position)} {wording.title}"
