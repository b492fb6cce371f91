"""What is done about grievances: filing, joining, moving on, taking back."""

from dataclasses import dataclass, field

from sqlmodel import select

from council.grievances import reads, rules
from council.grievances.models import Grievance, Joining, Step
from council.people import reads as people
from council.people.rules import DESK, why_not_member
from council.photos import Picture, forget, store
from council.record.acting import Act
from council.record.erasing import forget_openings
from council.refusal import refuse
from council.text import clean
from council.words import _


@dataclass(frozen=True)
class Complaint:
    """What a person brings: three parts, where, against whom, how far the lamp reaches."""

    happened: str
    hurt: str
    ask: str
    impact: int
    category: str
    circle: str = "secretary"
    segment_id: int | None = None
    door: str = ""
    party_id: int | None = None
    photos: list[Picture] = field(default_factory=list)


def file(act: Act, complaint: Complaint) -> Grievance:
    """File a grievance. The words enter the record only as commitments: public are class, stretch, side, impact and circle."""
    refuse(why_not_member([each.sector for each in act.me.capacities]))
    refuse(rules.why_not_party(complaint.category, complaint.circle, complaint.party_id))
    if complaint.party_id is not None:
        people.premises(act.session, complaint.party_id, act.council_id)
    words = {"happened": clean(complaint.happened), "hurt": clean(complaint.hurt), "ask": clean(complaint.ask)}
    row = act.add(Grievance(council_id=act.council_id, person_id=act.me.id, sector=act.me.sector, happened=words["happened"], hurt=words["hurt"],
                            ask=words["ask"], impact=complaint.impact, category=complaint.category, segment_id=complaint.segment_id,
                            door=complaint.door, party_id=complaint.party_id, circle=complaint.circle, at=act.at))
    pictures = [store(act, row.topic, picture) for picture in complaint.photos]
    act.enter("grievance.filed", topic=row.topic, body={
        "category": row.category, "impact": row.impact, "circle": row.circle, "sector": row.sector,
        "segment": _stretch(act, row.segment_id), "photos": len(pictures)}, personal={"who": act.me.name, **words})
    return row


def join(act: Act, grievance_id: int, hurt: str, impact: int) -> Joining:
    """Say "me too" with one's own hurt; the first complainant stays."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    refuse(why_not_member([each.sector for each in act.me.capacities]))
    refuse(rules.why_not_join(seen.mine, seen.i_joined, seen.state))
    row = act.add(Joining(grievance_id=grievance_id, person_id=act.me.id, sector=act.me.sector, hurt=clean(hurt), impact=impact, at=act.at))
    act.enter("grievance.joined", topic=seen.topic, body={"sector": row.sector, "impact": impact},
              personal={"who": act.me.name, "hurt": row.hurt})
    return row


def leave(act: Act, grievance_id: int) -> None:
    """Take one's "me too" back."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    row = act.session.exec(select(Joining).where(Joining.grievance_id == grievance_id, Joining.person_id == act.me.id)).first()
    refuse(None if row else "您没有说过“我也是”。")
    act.session.delete(row)
    act.enter("grievance.left", topic=seen.topic, body={"sector": act.me.sector})


def move(act: Act, grievance_id: int, to: str, note: str = "") -> Step:
    """The secretary takes a grievance one state further, with a word for the one who filed it."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_move(seen.state, to, note, bool(act.me.offices & DESK)))
    return _step(act, seen, to, note)


def withdraw(act: Act, grievance_id: int) -> Step:
    """Its author takes it back: the step stays, the words and pictures go."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_withdraw(seen.mine, seen.state))
    row = seen.grievance
    row.happened = row.hurt = row.ask = row.door = ""
    act.session.add(row)
    forget(act, seen.topic)
    forget_openings(act, seen.topic, ("who", "happened", "hurt", "ask"))
    return _step(act, seen, "withdrawn", "")


def _step(act: Act, seen: reads.Seen, state: str, note: str) -> Step:
    row = act.add(Step(council_id=act.council_id, grievance_id=seen.id, state=state, note=clean(note), by_id=act.me.id, at=act.at))
    act.enter("grievance.moved", topic=seen.topic, body={"from": seen.state, "to": state}, personal={"note": row.note} if note else None)
    return row


def _stretch(act: Act, segment_id: int | None) -> str:
    if segment_id is None:
        return ""
    names = {each.id: each.name for each in people.segments(act.session, act.council_id)}
    refuse(None if segment_id in names else _("没有这一段弄堂。请在图上点一段。"))
    return names[segment_id]
