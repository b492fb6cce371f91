"""Who speaks in a case, without a name: a letter in order of appearance, and the stretch of the lane where many live."""

from collections import Counter

from sqlmodel import Session, col, select

from council.grievances import rules
from council.grievances.models import Alias, Grievance
from council.people import reads as people


def pseudonyms(session: Session, grievance_id: int) -> dict[int, str]:
    """person id → “居民甲（弄口段）”, for everybody who has spoken in the case; the stretch only where a sector has five households or more."""
    rows = list(session.exec(select(Alias).where(Alias.grievance_id == grievance_id).order_by(col(Alias.n))))
    found = session.get(Grievance, grievance_id)
    places = _stretches(session, found.council_id) if rows and found else {}
    return {row.person_id: rules.pseudonym(row.sector, row.n, places.get(row.entry_id, "")) for row in rows}


def _stretches(session: Session, council_id: int) -> dict[int | None, str]:
    """The home stretch of each roll entry, where it does not give away who lives there."""
    names = {place.id: place.name for place in people.segments(session, council_id)}
    live = [(entry, home, door.segment_id) for entry, _person, home, door in people.roll(session, council_id) if home and door and door.segment_id]
    crowd = Counter((sector, segment) for sector, segment, _home in {(entry.sector, segment, home.id) for entry, home, segment in live})
    return {entry.id: names[segment] for entry, _home, segment in live if crowd[entry.sector, segment] >= rules.CROWD}
