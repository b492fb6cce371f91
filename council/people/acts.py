"""What is done about people: founding a council, drawing its lane, admitting to the roll, appointing."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from sqlmodel import Session, col, select

from council import clock
from council.people import reads, rules
from council.people.models import Compound, Council, Door, Office, Person, Premises, RollEntry, Segment
from council.people.rules import why_not_desk
from council.record.acting import Act, founding
from council.refusal import refuse
from council.words import _


@dataclass(frozen=True)
class Newcomer:
    """One line of a roll: who, in which sector, behind which door, in which office."""

    number: str
    name: str
    sector: str
    door: str = ""
    shop: str = ""
    office: str = ""
    segment: str = ""
    rehearsal: bool = False


def found_council(slug: str, name: str, committee: str = "", demo: bool = False, then: Callable[[Act], object] | None = None) -> Council:
    """Make a council, the first entry of its log, and what `then` does first in it, all in one transaction."""
    made = Council(slug=slug, name=name, committee=committee, demo=demo, at=clock.now())

    def make(session: Session) -> tuple[int, str]:
        session.add(made)
        session.flush()
        return made.id or 0, slug

    with founding(make) as act:
        act.enter("council.founded", topic=made.topic, body={"name": name, "committee": committee, "demo": demo})
        if then:
            then(act)
    return made


def draw_lane(act: Act, compounds: Iterable[str], segments: Iterable[str]) -> None:
    """Name the compounds and the stretches of the lane; doors come with the roll or one by one."""
    compounds, segments = list(compounds), list(segments)
    for name in compounds:
        act.add(Compound(council_id=act.council_id, name=name))
    for position, name in enumerate(segments, len(reads.segments(act.session, act.council_id)) + 1):
        act.add(Segment(council_id=act.council_id, position=position, name=name))
    act.enter("lane.drawn", topic=f"council:{act.council_id}", body={"compounds": compounds, "segments": segments})


def number_doors(act: Act, segment_id: int, homes: list[str], shops: list[str]) -> None:
    """Say which doors stand along a stretch, on the side of the homes and on the side of the shops; known doors move there."""
    refuse(why_not_desk(act.me.offices))
    stretch = act.own(act.session.get(Segment, segment_id))
    for side, numbers in (("home", homes), ("shop", shops)):
        for number in numbers:
            door = act.session.exec(select(Door).where(Door.council_id == act.council_id, Door.number == number)).first()
            door = door or Door(council_id=act.council_id, number=number)
            door.segment_id, door.side = segment_id, side
            act.session.add(door)
    act.session.flush()
    act.enter("doors.numbered", topic=f"council:{act.council_id}", body={"segment": stretch.name, "homes": len(homes), "shops": len(shops)})


def admit(act: Act, newcomers: Iterable[Newcomer]) -> dict[str, int]:
    """Put people on the roll, or bring their entry up to date by its number; returns how many were added and changed.

    The entry in the record counts, it names nobody.
    """
    done = {"added": 0, "changed": 0}
    for newcomer in newcomers:
        done["added" if _admit_one(act, newcomer) else "changed"] += 1
    act.session.flush()
    act.enter("roll.changed", topic=f"roll:{act.council_id}", body={**done, "sectors": reads.roll_count(act.session, act.council_id)})
    return done


def appoint(act: Act, person_id: int, office: str) -> None:
    """Give an office to somebody on the roll."""
    refuse(None if office in rules.OFFICES else _("没有这个职务。请从列出的里面选。"))
    act.own(act.session.get(Person, person_id))
    refuse(_("这个人已经担任这个职务了。") if office in reads.offices(act.session, person_id) else None)
    _give(act, person_id, office)
    act.enter("office.given", topic=f"council:{act.council_id}", body={"office": office}, personal={"name": _name(act.session, person_id)})


def dismiss(act: Act, person_id: int, office: str) -> None:
    """End an office; the last secretary cannot leave the council without one."""
    refuse(why_not_desk(act.me.offices))
    held = act.session.exec(select(Office).where(Office.council_id == act.council_id, Office.person_id == person_id, Office.office == office,
                                                 col(Office.ended_at).is_(None))).first()
    refuse(rules.why_not_dismiss(office, held is not None, len(reads.holders(act.session, act.council_id, office))))
    held = act.own(held)
    held.ended_at = act.at
    act.session.add(held)
    act.enter("office.ended", topic=f"council:{act.council_id}", body={"office": office}, personal={"name": _name(act.session, person_id)})


def leave_roll(act: Act, entry_id: int) -> None:
    """Someone has moved away or closed the shop: their entry ends; past votes and records stay as they are."""
    refuse(why_not_desk(act.me.offices))
    entry = act.own(act.session.get(RollEntry, entry_id))
    refuse(_("这一项早就不在名册上了。") if entry.ended_at else None)
    entry.ended_at = act.at
    act.session.add(entry)
    act.session.flush()
    act.enter("roll.left", topic=f"roll:{act.council_id}", body={"sector": entry.sector, "sectors": reads.roll_count(act.session, act.council_id)})


def note_cards(act: Act, names: list[str]) -> None:
    """Say in the record that cards were made, and how many: nobody can come in as somebody else without a trace."""
    refuse(why_not_desk(act.me.offices))
    act.enter("cards.made", topic=f"roll:{act.council_id}", body={"n": len(names)}, personal={"name": names[0]} if len(names) == 1 else None)


def same_person(act: Act, first: str, second: str) -> None:
    """Say that two roll entries, given by their numbers, are one human being with two capacities."""
    refuse(why_not_desk(act.me.offices))
    rows = [act.session.exec(select(RollEntry).where(RollEntry.council_id == act.council_id, RollEntry.number == number)).first()
            for number in (first.strip(), second.strip())]
    refuse(None if all(rows) else _("名册上没有这个编号。请照名册上的写。"))
    kept, moved = act.own(rows[0]), act.own(rows[1])
    refuse(_("这两个本来就是同一个人。") if kept.person_id == moved.person_id else None)
    moved.person_id = kept.person_id
    act.session.add(moved)
    act.enter("roll.joined", topic=f"roll:{act.council_id}", body={"sectors": sorted({kept.sector, moved.sector})})


def _admit_one(act: Act, newcomer: Newcomer) -> bool:
    session = act.session
    entry = session.exec(select(RollEntry).where(RollEntry.council_id == act.council_id, RollEntry.number == newcomer.number)).first()
    home = _premises(act, newcomer) if newcomer.door else None
    if entry is None:
        person = act.add(Person(council_id=act.council_id, name=newcomer.name))
        act.add(RollEntry(council_id=act.council_id, person_id=person.id or 0, number=newcomer.number, sector=newcomer.sector,
                          premises_id=home.id if home else None, rehearsal=newcomer.rehearsal))
        _give(act, person.id or 0, newcomer.office)
        return True
    person = act.own(session.get(Person, entry.person_id))
    person.name, entry.sector, entry.ended_at = newcomer.name, newcomer.sector, None
    entry.premises_id = home.id if home else entry.premises_id
    session.add_all([person, entry])
    _give(act, person.id or 0, newcomer.office)
    return False


def _give(act: Act, person_id: int, office: str) -> None:
    held = act.session.exec(select(Office).where(Office.person_id == person_id, Office.office == office, col(Office.ended_at).is_(None))).first()
    if office and held is None:
        act.add(Office(council_id=act.council_id, person_id=person_id, office=office, at=act.at, by_id=act.me.id))


def _premises(act: Act, newcomer: Newcomer) -> Premises:
    kind = "shop" if newcomer.sector == "merchant" else "household"
    door = _door(act, newcomer, "shop" if kind == "shop" else "home")
    home = act.session.exec(select(Premises).where(Premises.door_id == door.id, Premises.kind == kind)).first()
    if home is None:
        return act.add(Premises(council_id=act.council_id, door_id=door.id or 0, kind=kind, name=newcomer.shop))
    if newcomer.shop and home.name != newcomer.shop:
        home.name = newcomer.shop
        act.session.add(home)
    return home


def _door(act: Act, newcomer: Newcomer, side: str) -> Door:
    found = act.session.exec(select(Door).where(Door.council_id == act.council_id, Door.number == newcomer.door)).first()
    if found is not None:
        return found
    segment = act.session.exec(select(Segment).where(Segment.council_id == act.council_id, Segment.name == newcomer.segment)).first()
    return act.add(Door(council_id=act.council_id, segment_id=segment.id if segment else None, number=newcomer.door, side=side))


def _name(session: Session, person_id: int) -> str:
    return reads.names(session, {person_id}).get(person_id, "")
