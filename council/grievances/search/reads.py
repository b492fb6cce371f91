"""Searching: which grievances hold these words, among those that the lamp lets one see."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import cast, column, table, true
from sqlalchemy.dialects.postgresql import TSQUERY
from sqlmodel import Session, col, select

from council.db import is_sqlite
from council.grievances import reads as grievances
from council.grievances.models import Grievance
from council.grievances.reads import Seen
from council.grievances.search import rules
from council.grievances.search.models import Passage
from council.people.reads import Me
from council.people.rules import DESK

MOST = 20

_fts = table("passage_fts", column("rowid"), column("passage_fts"))


def search(session: Session, me: Me, words: str, before: int | None = None, most: int = MOST) -> list[int]:
    """The ids of grievances that hold all these words, newest first; `most` of them, older than the one with id `before`."""
    sought = rules.phrases(words)
    if not sought:
        return []
    asked = select(Passage.grievance_id).join(Grievance, col(Grievance.id) == Passage.grievance_id).where(
        grievances.within_reach(me), true() if me.offices & DESK else col(Passage.desk).is_(False))
    if before is not None:
        asked = asked.where(col(Passage.id) < 2 * before)
    held = _on_sqlite(asked, sought) if is_sqlite() else _on_postgres(asked, sought)
    return list(dict.fromkeys(session.exec(held.limit(2 * most))))[:most]


@dataclass(frozen=True)
class Found:
    """A grievance with the place where the words stand, as runs of (text, sought)."""

    seen: Seen
    runs: list[tuple[str, bool]]


def found(session: Session, me: Me, words: str, before: int | None = None) -> list[Found]:
    """The same as a page shows them; one more than MOST tells that there are older ones."""
    ids = search(session, me, words, before, MOST + 1)
    rows = session.exec(select(Grievance).where(col(Grievance.id).in_(ids)).order_by(col(Grievance.id).desc()))
    sought = rules.phrases(words)
    return [Found(seen, _runs(session, me, seen, sought)) for seen in grievances.shown(session, list(rows), me)]


def _runs(session: Session, me: Me, seen: Seen, sought: list[list[str]]) -> list[tuple[str, bool]]:
    """An excerpt of the first text in which any of the words stands."""
    row = seen.grievance
    text = next((each for each in (row.happened, row.hurt, row.ask) if rules.hits(each, sought)), None) or next(
        (each for each in _said_later(session, me, seen.id) if rules.hits(each, sought)), row.happened)
    return rules.excerpt(text, sought)


def _said_later(session: Session, me: Me, grievance_id: int) -> Iterator[str]:
    yield from (each.words for each in grievances.additions(session, grievance_id))
    yield from (each.words for each in grievances.answers(session, grievance_id))
    if me.offices & DESK:
        yield from (each.hurt for each in grievances.joinings(session, grievance_id))


def _on_sqlite(asked: Any, sought: list[list[str]]) -> Any:
    words = " AND ".join('"' + " ".join(phrase) + '"' for phrase in sought)
    return asked.join(_fts, _fts.c.rowid == Passage.id).where(_fts.c.passage_fts.op("MATCH")(words)).order_by(_fts.c.rowid.desc())


def _on_postgres(asked: Any, sought: list[list[str]]) -> Any:
    words = " & ".join("(" + " <-> ".join(f"'{token}'" for token in phrase) + ")" for phrase in sought)
    return asked.where(col(Passage.words).op("@@")(cast(words, TSQUERY))).order_by(col(Passage.id).desc())
