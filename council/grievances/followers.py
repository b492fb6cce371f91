"""Whose matter a grievance is: those who said it, joined, answered, wrote it down for a neighbour, or are its party."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, or_
from sqlmodel import Session, col, select

from council.grievances.models import Addition, Answer, Concern, Grievance, Joining, Proxy
from council.grievances.reads import Seen, shown, within_reach
from council.people.reads import Me
from council.words import _


def followed(session: Session, me: Me) -> set[int]:
    """The grievances that concern `me`, as far as the lamp reaches."""
    number = col(Grievance.id)
    shops = [each.premises_id for each in me.capacities if each.sector == "merchant"]
    doors = [each.door for each in me.capacities if each.door]
    party = select(Concern.grievance_id).where(Concern.council_id == me.council_id, or_(
        and_(col(Concern.kind) == "shop", col(Concern.premises_id).in_(shops)), and_(col(Concern.kind) == "building", col(Concern.door).in_(doors))))
    mine = or_(col(Grievance.person_id) == me.id, number.in_(select(Joining.grievance_id).where(Joining.person_id == me.id)),
               number.in_(select(Answer.grievance_id).where(Answer.person_id == me.id)),
               number.in_(select(Proxy.grievance_id).where(Proxy.helper_id == me.id)), and_(number.in_(party), col(Grievance.circle) != "secretary"))
    return {found for found in session.exec(select(number).where(within_reach(me), mine)) if found}


@dataclass(frozen=True)
class Saying:
    """One thing that somebody said about a grievance. kind: filed | filed_for_me | wrote_for | joined | answered | added; parts: label → words."""

    at: datetime
    kind: str
    parts: tuple[tuple[str, str], ...]
    seen: Seen


def sayings(session: Session, me: Me) -> list[Saying]:
    """All that `me` said in grievances, and what was said for them, the newest first."""
    rows = list(session.exec(select(Grievance).where(col(Grievance.id).in_(followed(session, me)))))
    seen = {each.id: each for each in shown(session, rows, me)}
    found = [_filed(each, me) for each in seen.values() if each.mine or (each.helped and each.helped.helper_id == me.id)]
    found += [Saying(row.at, "joined", (("", row.hurt),), seen[row.grievance_id]) for row in session.exec(
        select(Joining).where(Joining.person_id == me.id)) if row.grievance_id in seen]
    found += [Saying(row.at, "answered", (("", row.words),), seen[row.grievance_id]) for row in session.exec(
        select(Answer).where(Answer.person_id == me.id)) if row.grievance_id in seen]
    found += [Saying(row.at, "added", (("", row.words),), seen[row.grievance_id]) for row in session.exec(
        select(Addition).where(Addition.person_id == me.id)) if row.grievance_id in seen]
    return sorted(found, key=lambda each: each.at, reverse=True)


def _filed(seen: Seen, me: Me) -> Saying:
    row = seen.grievance
    parts = ((_("出了什么事"), row.happened), (_("从什么时候起"), row.since), (_("怎么难受"), row.hurt), (_("想要什么"), row.ask))
    kind = "wrote_for" if not seen.mine else "filed_for_me" if seen.helped else "filed"
    return Saying(row.at, kind, tuple((label, words) for label, words in parts if words), seen)
