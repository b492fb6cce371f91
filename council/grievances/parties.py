"""Who suffers from grievances and whom they are about: households that count once, people who can answer."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from council.grievances import rules
from council.grievances.models import Alias, Concern, Grievance, Joining
from council.people import reads as people
from council.people.reads import Me


@dataclass(frozen=True)
class About:
    """One party of a grievance: `word` names the shop or the building."""

    id: int
    kind: str
    word: str
    premises_id: int | None
    door: str

    def is_mine(self, me: Me) -> bool:
        """True for whoever keeps that shop or lives behind that door."""
        if self.kind == "shop":
            return any(each.premises_id == self.premises_id and each.sector == "merchant" for each in me.capacities)
        return self.kind == "building" and any(each.door == self.door for each in me.capacities)


def about(session: Session, council_id: int, ids: Collection[int]) -> dict[int, list[About]]:
    """The parties of each grievance, in the order they were named."""
    rows = list(session.exec(select(Concern).where(col(Concern.grievance_id).in_(ids)).order_by(col(Concern.id))))
    shops = people.shop_names(session, council_id, {row.premises_id for row in rows if row.kind == "shop"})
    found: dict[int, list[About]] = {number: [] for number in ids}
    for row in rows:
        word = rules.party_word(row.kind, shops.get(row.premises_id, ""), row.door)
        found[row.grievance_id].append(About(row.id or 0, row.kind, word, row.premises_id, row.door))
    return found


def suffering(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    """Who suffers from each grievance: whoever filed it and the neighbours who joined, as person ids."""
    found = {row.id or 0: {row.person_id} for row in session.exec(select(Grievance).where(col(Grievance.id).in_(ids)))}
    for joining in session.exec(select(Joining).where(col(Joining.grievance_id).in_(ids))):
        found[joining.grievance_id].add(joining.person_id)
    return found


def concerned(session: Session, ids: Collection[int]) -> dict[int, set[int]]:
    """The people of the parties that each grievance is about, as person ids; empty when nobody knows who it is.

    Nobody stands on both sides: whoever shares a household with one who suffers is no party.
    """
    rows = {row.id or 0: row for row in session.exec(select(Grievance).where(col(Grievance.id).in_(ids)))}
    suffer, found = suffering(session, ids), {number: set[int]() for number in rows}
    for council_id in {row.council_id for row in rows.values()}:
        parties = about(session, council_id, [number for number, row in rows.items() if row.council_id == council_id])
        known = {number for number, named in parties.items() if any(each.kind != "unknown" for each in named)}
        roll = _Roll.of(people.places(session, council_id)) if known else _Roll()
        for number in known:
            homes = {home for person in suffer[number] for home in roll.homes.get(person, ())}
            found[number] = {person for each in parties[number] for person, home in roll.at(each) if person not in suffer[number] and home not in homes}
    return found


@dataclass(frozen=True)
class _Roll:
    """The roll by what a party can be: who keeps each shop and who is behind each door, each with the household; and each person's households."""

    keepers: dict[int, list[tuple[int, int | None]]] = field(default_factory=dict)
    behind: dict[str, list[tuple[int, int | None]]] = field(default_factory=dict)
    homes: dict[int, set[int]] = field(default_factory=dict)

    @classmethod
    def of(cls, places: Iterable[tuple[str, int | None, str, int]]) -> "_Roll":
        made = cls()
        for sector, home, door, person in places:
            made.behind.setdefault(door, []).append((person, home))
            if home:
                made.homes.setdefault(person, set()).add(home)
                if sector == "merchant":
                    made.keepers.setdefault(home, []).append((person, home))
        return made

    def at(self, party: About) -> list[tuple[int, int | None]]:
        """Who answers for a party."""
        return {"shop": self.keepers.get(party.premises_id or 0, []), "building": self.behind.get(party.door, [])}.get(party.kind, [])


def felt(session: Session, ids: Collection[int]) -> dict[int, dict[int, int]]:
    """How strongly each person who suffers feels each grievance, by person; 0 where it was not said."""
    found = {row.id or 0: {row.person_id: row.impact} for row in session.exec(select(Grievance).where(col(Grievance.id).in_(ids)))}
    for joining in session.exec(select(Joining).where(col(Joining.grievance_id).in_(ids)).order_by(col(Joining.id).desc())):
        found[joining.grievance_id].setdefault(joining.person_id, joining.impact)
    return found


def reaching_parties(session: Session, ids: Collection[int]) -> set[int]:
    """Those of these grievances of which their parties may know: their author lets the lamp reach further than the secretary."""
    return {row.id or 0 for row in session.exec(select(Grievance).where(col(Grievance.id).in_(ids), Grievance.circle != "secretary"))}


def impacts(session: Session, ids: Collection[int]) -> dict[int, list[int]]:
    """How strongly each household feels each grievance, one impact a household, the filer's first; 0 where it was not said."""
    homes = {(row.grievance_id, row.person_id): row.premises_id or -row.person_id
             for row in session.exec(select(Alias).where(col(Alias.grievance_id).in_(ids)))}
    felt: dict[int, dict[int, int]] = {number: {} for number in ids}
    for row in session.exec(select(Grievance).where(col(Grievance.id).in_(ids))):
        felt[row.id or 0][homes.get((row.id or 0, row.person_id), -row.person_id)] = row.impact
    for joining in session.exec(select(Joining).where(col(Joining.grievance_id).in_(ids)).order_by(col(Joining.id))):
        home = homes.get((joining.grievance_id, joining.person_id), -joining.person_id)
        felt[joining.grievance_id][home] = max(felt[joining.grievance_id].get(home, 0), joining.impact)
    return {number: list(by_home.values()) for number, by_home in felt.items()}
