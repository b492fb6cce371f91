"""What people do about grievances: filing, joining, taking back."""

from dataclasses import dataclass, field

from sqlalchemy import delete
from sqlmodel import col, func, select

from council.grievances import reads, rules
from council.grievances.clocks.acts import forget_reasons
from council.grievances.findable import findable
from council.grievances.handling.steps import withdraw as take_back
from council.grievances.models import Addition, Alias, Concern, Grievance, GrievanceReading, Joining, OldWording, Step
from council.grievances.places import place, plain_door
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import why_not_member
from council.photos import Picture, forget, store
from council.record.acting import Act
from council.record.erasing import forget_openings
from council.refusal import refuse
from council.text import clean
from council.words import _


@dataclass(frozen=True)
class Complaint:
    """What a person brings: three parts, where, about whom, how far the lamp reaches.

    shops: premises ids; buildings: door numbers; unknown: it is about somebody, nobody knows whom.
    """

    happened: str
    hurt: str
    ask: str
    impact: int
    category: str
    circle: str = "secretary"
    segment_id: int | None = None
    door: str = ""
    shops: tuple[int, ...] = ()
    photos: list[Picture] = field(default_factory=list)
    buildings: tuple[str, ...] = ()
    unknown: bool = False
    since: str = ""
    often: str = ""


def file(act: Act, complaint: Complaint, author: Me | None = None) -> Grievance:
    """File a grievance. The words enter the record only as commitments: public are class, stretch, side, impact and circle.

    author: for whom it is written down, when somebody else does.
    """
    me = author or act.me
    refuse(why_not_member([each.sector for each in me.capacities]))
    tree = reads.tree(act.session, act.council_id)
    refuse(rules.why_not_category(complaint.category, {kind.code for kind in tree.open()}))
    where = place(act.session, act.council_id, complaint.segment_id, complaint.door)
    refuse(where.why)
    words = {part: clean(getattr(complaint, part)) for part in ("happened", "since", "hurt", "ask")}
    row = act.add(Grievance(council_id=act.council_id, person_id=me.id, sector=me.sector, happened=words["happened"], since=words["since"],
                            hurt=words["hurt"], ask=words["ask"], often=complaint.often, impact=complaint.impact, category=complaint.category,
                            segment_id=where.segment_id, door=where.door, circle=complaint.circle, at=act.at))
    about = _about(act, row, complaint)
    refuse(rules.why_not_party(complaint.circle, any(each.kind != "unknown" for each in about)))
    appear(act, row.id or 0, me)
    pictures = [store(act, row.topic, picture) for picture in complaint.photos]
    findable(act, row.id or 0)
    act.enter("grievance.filed", topic=row.topic, body={
        "category": row.category, "impact": row.impact, "circle": row.circle, "sector": row.sector, "segment": where.name,
        "photos": len(pictures), **_called(tree, row.category), **({"helped": True} if author else {})}, personal={"who": me.name, **words})
    return row


def appear(act: Act, grievance_id: int, me: Me) -> Alias:
    """Give whoever speaks in a case a letter of their own, the same one each time."""
    mine = act.session.exec(select(Alias).where(Alias.grievance_id == grievance_id, Alias.person_id == me.id)).first()
    if mine is not None:
        return mine
    last = act.session.exec(select(func.max(Alias.n)).where(Alias.grievance_id == grievance_id)).one() or 0
    mine_as = me.capacity()
    return act.add(Alias(grievance_id=grievance_id, person_id=me.id, entry_id=mine_as.entry_id if mine_as else None,
                         premises_id=mine_as.premises_id if mine_as else None, sector=me.sector, n=last + 1))


def join(act: Act, grievance_id: int, hurt: str, impact: int) -> Joining:
    """Say "me too" with one's own hurt; the first complainant stays."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    refuse(why_not_member([each.sector for each in act.me.capacities]))
    refuse(rules.why_not_join(seen.mine, seen.i_joined, seen.state))
    row = act.add(Joining(grievance_id=grievance_id, person_id=act.me.id, sector=act.me.sector, hurt=clean(hurt), impact=impact, at=act.at))
    appear(act, grievance_id, act.me)
    findable(act, grievance_id)
    act.enter("grievance.joined", topic=seen.topic, body={"sector": row.sector, "impact": impact},
              personal={"who": act.me.name, "hurt": row.hurt})
    return row


def leave(act: Act, grievance_id: int) -> None:
    """Take one's "me too" back."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    row = act.session.exec(select(Joining).where(Joining.grievance_id == grievance_id, Joining.person_id == act.me.id)).first()
    refuse(None if row else _("您没有说过“我也是”。"))
    act.session.delete(row)
    findable(act, grievance_id)
    act.enter("grievance.left", topic=seen.topic, body={"sector": act.me.sector})


def withdraw(act: Act, grievance_id: int) -> Step:
    """Its author takes it back: the step stays, the words and pictures go."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_withdraw(seen.mine, seen.state))
    forget_words(act, seen)
    act.enter("grievance.moved", topic=seen.topic, body={"from": seen.state, "to": "withdrawn"})
    return take_back(act, seen)


def forget_words(act: Act, seen: reads.Seen) -> None:
    """What its author wrote, now and before, and whom it was about, in the rows and behind the record; its pictures and its list of readers."""
    row = seen.grievance
    row.happened = row.since = row.hurt = row.ask = row.door = ""
    act.session.add(row)
    for table in (OldWording, Addition, Concern, GrievanceReading):
        act.session.execute(delete(table).where(col(table.grievance_id) == seen.id))
    forget(act, seen.topic)
    findable(act, seen.id)
    forget_openings(act, seen.topic, ("who", "happened", "since", "hurt", "ask", "added"))
    forget_reasons(act, seen.id)


def _called(tree: reads.Tree, code: str) -> dict[str, str]:
    """The council's own word for a class: the record's readers know only those that every council begins with."""
    return {} if tree.word(code) == rules.CATEGORIES.get(code) else {"called": str(tree.word(code))}


def _about(act: Act, row: Grievance, complaint: Complaint) -> list[Concern]:
    """Rows that say whom it is about; a shop or door that is not there is refused."""
    doors = {each.number: each.segment_id for each in people.doors(act.session, act.council_id)}
    buildings = dict.fromkeys(plain_door(each, doors) for each in complaint.buildings if each.strip())
    for number in buildings:
        refuse(rules.why_not_place(number, number in doors))
    made = [Concern(council_id=act.council_id, grievance_id=row.id or 0, kind="shop", premises_id=people.premises(act.session, shop, act.council_id).id)
            for shop in dict.fromkeys(complaint.shops)]
    made += [Concern(council_id=act.council_id, grievance_id=row.id or 0, kind="building", door=number) for number in buildings]
    if complaint.unknown and not made:
        made = [Concern(council_id=act.council_id, grievance_id=row.id or 0, kind="unknown")]
    return [act.add(each) for each in made]
