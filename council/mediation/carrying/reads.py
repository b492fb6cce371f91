"""Asking what was carried: climb by climb of one grievance, and which climbs still lack what they should carry."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from council.grievances.clocks import reads as clocks
from council.mediation.carrying.models import Carried
from council.mediation.cases import reads as cases
from council.refusal import Absent


@dataclass(frozen=True)
class Rung:
    """One climb: from where to where, when, and the dossier it carries (0: none, there was no case)."""

    was: str
    level: str
    at: datetime
    carried: int = 0
    sha256: str = ""


def rungs(session: Session, grievance_id: int) -> list[Rung]:
    """The climbs of a grievance, oldest first, each with what it carries."""
    rows = {row.climb_id: row for row in session.exec(select(Carried).where(Carried.grievance_id == grievance_id))}
    climbs = clocks.owners(session, [grievance_id])[grievance_id].climbs
    return [Rung(each.was, each.level, each.at, row.id or 0, row.sha256) if (row := rows.get(each.id or 0)) else Rung(each.was, each.level, each.at)
            for each in climbs]


def carried(session: Session, grievance_id: int, carried_id: int) -> Carried:
    """One of them; or Absent."""
    row = session.exec(select(Carried).where(Carried.id == carried_id, Carried.grievance_id == grievance_id)).first()
    if row is None:
        raise Absent
    return row


def told(row: Carried) -> dict[str, Any]:
    """Title, council, day and sections as they were."""
    found: dict[str, Any] = json.loads(row.told)
    return found


def case_of(session: Session, grievance_id: int) -> int | None:
    """The newest case that a grievance is in."""
    return max(cases.of_grievances(session, [grievance_id]).get(grievance_id, []), default=None)


def lacking(session: Session, council_id: int) -> list[int]:
    """The grievances whose last climb went up while they were in a case and carries nothing yet."""
    rows = cases.of_council(session, council_id)
    opened = {number: row.at for row in rows for number in cases.grievance_ids(session, row.id or 0)}
    had = set(session.exec(select(Carried.climb_id).where(col(Carried.grievance_id).in_(opened))))
    last = {number: owner.climbs[-1] for number, owner in clocks.owners(session, list(opened)).items() if owner.climbs}
    return sorted(number for number, climb in last.items() if climb.id not in had and climb.at >= opened[number])
