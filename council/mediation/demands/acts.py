"""Inviting to a meeting because of what somebody has at stake; the invitation itself is the meeting's."""

from collections.abc import Iterable

from council.mediation.demands import reads
from council.mediation.inviting.rules import why_not_invite
from council.meetings.planning import guests
from council.meetings.planning.guests import Because
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse


def invite(act: Act, meeting_id: int, chosen: Iterable[tuple[int, int]]) -> int:
    """Invite people, each because of a grievance in which they have something at stake; the record names it and the side, never the person.

    chosen: (person, grievance). Returns how many.
    """
    refuse(why_not_desk(act.me.offices))
    many = 0
    for person_id, grievance_id in dict(chosen).items():
        title = reads.stake(act.session, meeting_id, act.me, person_id, grievance_id)
        refuse(why_not_invite(title is not None, False))
        many += len(guests.invite(act, meeting_id, [person_id], Because(f"grievance:{grievance_id}", title or "")))
    return many
