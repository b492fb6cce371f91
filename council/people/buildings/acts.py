"""Saying which part of the lane a building head looks after."""

from collections.abc import Collection

from council.people import reads as people
from council.people.buildings import reads, rules
from council.people.buildings.models import Building
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import Absent, refuse


def assign(act: Act, person_id: int, segments: Collection[int], doors: Collection[str]) -> Building:
    """From now on this head looks after these stretches and doors; none of either means the whole lane."""
    refuse(why_not_desk(act.me.offices))
    who = people.me(act.session, person_id)
    if who is None or who.council_id != act.council_id:
        raise Absent
    names = {each.id or 0: each.name for each in people.segments(act.session, act.council_id)}
    if not set(segments) <= set(names):
        raise Absent
    known, now = {each.number for each in people.doors(act.session, act.council_id)}, reads.parts(act.session, act.council_id).get(person_id)
    refuse(rules.why_not_part(now is not None, doors, known, now == rules.Part(frozenset(segments), frozenset(doors))))
    row = act.add(Building(council_id=act.council_id, person_id=person_id, segments=",".join(map(str, sorted(set(segments)))),
                           doors=",".join(dict.fromkeys(doors)), by_id=act.me.id, at=act.at))
    act.enter("building.assigned", topic=f"council:{act.council_id}", body={
        "segments": [names[each] for each in sorted(set(segments))], "doors": len(set(doors))}, personal={"name": who.name})
    return row
