"""Listening to the lane: the voices since the last whole weekend began, and the loud clusters among them."""

from datetime import UTC, datetime

from sqlalchemy import and_
from sqlalchemy import select as columns
from sqlmodel import Session, col

from council import clock
from council.grievances import reads as grievances
from council.grievances.handling.signals import Signal, Voice, signals, since
from council.grievances.models import Alias, Grievance, Joining
from council.people import reads as people


def heard(session: Session, council_id: int, now: datetime) -> list[Signal]:
    """The loud clusters of feeling, read anew each time."""
    begin = since(clock.local(now)).astimezone(UTC)
    where, ours = (col(Grievance.segment_id), col(Grievance.category)), col(Grievance.council_id) == council_id
    filed = columns(*where, col(Grievance.impact), col(Grievance.at), col(Grievance.person_id), col(Alias.premises_id)).join(
        Alias, and_(col(Alias.grievance_id) == col(Grievance.id), col(Alias.person_id) == col(Grievance.person_id)), isouter=True)
    joined = columns(*where, col(Joining.impact), col(Joining.at), col(Joining.person_id), col(Alias.premises_id)).join(
        Joining, col(Joining.grievance_id) == col(Grievance.id)).join(
        Alias, and_(col(Alias.grievance_id) == col(Joining.grievance_id), col(Alias.person_id) == col(Joining.person_id)), isouter=True)
    rows = [*session.connection().execute(filed.where(ours, col(Grievance.at) >= begin)),
            *session.connection().execute(joined.where(ours, col(Joining.at) >= begin))]
    places, kinds = {each.id: each.name for each in people.segments(session, council_id)}, grievances.tree(session, council_id)
    return signals([Voice(places.get(segment, ""), kinds.word(kind), impact, home or -person, at)
                    for segment, kind, impact, at, person, home in rows], begin)
