"""Written down for a neighbour without a phone: who may do it for whom, filing, and taking it back at any time."""

from sqlmodel import Session

from council.grievances import acts, reads, rules
from council.grievances.handling.steps import forget_said, step
from council.grievances.models import Grievance, Proxy, Slip
from council.grievances.places import plain_door
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean_line


def family(session: Session, me: Me) -> dict[int, str]:
    """The others of one's own household or shop, person to name."""
    homes = {each.premises_id for each in me.capacities if each.premises_id}
    return {person.id or 0: person.name for entry, person, _home, _door in people.roll(session, me.council_id)
            if entry.premises_id in homes and person.id != me.id}


def neighbour(session: Session, council_id: int, name: str, door: str) -> Me | None:
    """Who is on the roll under exactly this name behind this door; nobody when two are."""
    doors = {each.number: each.segment_id for each in people.doors(session, council_id)}
    number, wanted = plain_door(door, doors), clean_line(name)
    found = {person.id or 0 for _entry, person, _home, home in people.roll(session, council_id)
             if person.name == wanted and home is not None and home.number == number}
    return people.me(session, found.pop()) if len(found) == 1 else None


def why_not_help(session: Session, me: Me, elder: Me | None) -> str | None:
    """Why `me` may not write for this person, or None."""
    return rules.why_not_help(me.offices, elder is not None, elder is not None and elder.id == me.id,
                              elder is not None and elder.id in family(session, me))


def file_for(act: Act, elder: Me, complaint: acts.Complaint, read_back: bool) -> Grievance:
    """File what a neighbour has said and heard read back; the neighbour is its author, the record says that somebody wrote it down."""
    refuse(why_not_help(act.session, act.me, elder))
    refuse(rules.why_not_send(read_back))
    row = acts.file(act, complaint, elder)
    act.add(Proxy(grievance_id=row.id or 0, council_id=act.council_id, helper_id=act.me.id, at=act.at))
    return row


def revoke(act: Act, grievance_id: int, slip: bool = False) -> None:
    """Its author takes back what was written down for them, in whatever state it is; the desk does so when asked. The words and pictures go."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    desk = bool(act.me.offices & DESK)
    refuse(rules.why_not_revoke(seen.mine, desk, seen.helped is not None, bool(seen.helped and seen.helped.revoked_at)))
    assert seen.helped is not None
    seen.helped.revoked_at, seen.helped.revoked_by = act.at, "slip" if slip else "author" if seen.mine else "desk"
    act.add(seen.helped)
    acts.forget_words(act, seen)
    if used := act.session.get(Slip, seen.id):
        act.session.delete(used)
    forget_said(act, seen)
    if seen.state not in rules.ENDED:
        step(act, seen.id, "withdrawn")
    act.enter("grievance.revoked", topic=seen.topic, body={"by": seen.helped.revoked_by, "from": seen.state, "sector": seen.grievance.sector})
