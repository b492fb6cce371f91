"""What is done about likeness: a text's sketch is kept with it, and the desk links what is one thing."""

from sqlalchemy import delete
from sqlmodel import col

from council.clock import local, now
from council.db import keeping
from council.grievances import reads as grievances
from council.grievances.likeness import reads, rules
from council.grievances.likeness.models import Kinship, LikenessAnswer, Sketch
from council.grievances.likeness.rules import Likeness
from council.grievances.models import Grievance
from council.people.rules import DESK
from council.record.acting import Act
from council.refusal import refuse


def note(act: Act, grievance_id: int) -> None:
    """Keep the sketch of a grievance's words as they are now; none once they are gone. Call it whenever they change."""
    act.session.flush()
    act.session.execute(delete(Sketch).where(col(Sketch.grievance_id) == grievance_id))
    row = act.session.get(Grievance, grievance_id)
    if row is None or not row.happened:
        return
    act.session.add_all(Sketch(council_id=row.council_id, hash=each, grievance_id=grievance_id)
                        for each in rules.sketch(rules.grams(reads.told(row.happened, row.hurt, row.ask))))


def answer(council_id: int, same: bool, likeness: Likeness) -> None:
    """Keep what somebody said of a grievance that was offered, without who and without which: to see whether the threshold is right."""
    with keeping() as session:
        session.add(LikenessAnswer(council_id=council_id, same=same, words=round(likeness.words, 2), place=likeness.place,
                                   time=round(likeness.time, 2), photo=likeness.photo, on=local(now()).date()))


def link(act: Act, child_id: int, parent_id: int) -> Kinship:
    """The desk says that a grievance is the same thing as another; both stay, with their people and words."""
    child, parent = (grievances.grievance(act.session, each, act.me) for each in (child_id, parent_id))
    refuse(rules.why_not_link(bool(act.me.offices & DESK), child.id, parent.id, _hangs(act, child.id), reads.link(act.session, parent.id) is not None))
    row = act.add(Kinship(council_id=act.council_id, child_id=child.id, parent_id=parent.id, at=act.at, by_id=act.me.id))
    act.enter("grievance.linked", topic=child.topic, body={"parent": parent.id}, also=(parent.topic,))
    return row


def unlink(act: Act, child_id: int) -> Kinship:
    """The desk takes two grievances apart again."""
    child = grievances.grievance(act.session, child_id, act.me)
    found = reads.link(act.session, child.id)
    refuse(rules.why_not_unlink(bool(act.me.offices & DESK), found is not None))
    assert found is not None
    found.ended_at, found.ended_by_id = act.at, act.me.id
    act.session.add(found)
    act.enter("grievance.unlinked", topic=child.topic, body={"parent": found.parent_id}, also=(f"grievance:{found.parent_id}",))
    return found


def _hangs(act: Act, grievance_id: int) -> bool:
    """Whether it is linked already, either way: what others hang on does not hang itself."""
    return reads.link(act.session, grievance_id) is not None or reads.has_kin_below(act.session, grievance_id)
