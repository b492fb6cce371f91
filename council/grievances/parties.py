"""Who suffers from grievances and whom they are about: households that count once, people who can answer."""

from collections.abc import Collection
from dataclasses import dataclass

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
    shops = {shop.id: shop.name for shop in people.shops(session, council_id)}
    found: dict[int, list[About]] = {number: [] for number in ids}
    for row in session.exec(select(Concern).where(col(Concern.grievance_id).in_(ids)).order_by(col(Concern.id))):
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
    suffer, found = suffering(session, ids), dict[int, set[int]]()
    for council_id in {row.council_id for row in rows.values()}:
        roll = people.places(session, council_id)
        for number, parties in about(session, council_id, [number for number, row in rows.items() if row.council_id == council_id]).items():
            homes = {home for _sector, home, _door, person in roll if person in suffer[number] and home}
            found[number] = {person for sector, home, door, person in roll if person not in suffer[number] and home not in homes and any(
                (each.kind == "shop" and each.premises_id == home and sector == "merchant") or (each.kind == "building" and each.door == door)
                for each in parties)}
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
