"""Whom a meeting might invite: of each side and stretch those with the strongest demands, with the reasons in words."""

from dataclasses import dataclass

from sqlmodel import Session

from council.grievances import reads as grievances
from council.grievances.rules import ENDED
from council.mediation.inviting import reads as inviting
from council.mediation.inviting.rules import Demand, propose
from council.meetings import reads as meetings
from council.meetings.planning import reads as planning
from council.people import reads as people
from council.people.reads import Me
from council.words import Sentence, _


@dataclass(frozen=True)
class Wanted:
    """Somebody to invite: their name for the desk, the grievance's public name, and why in words."""

    demand: Demand
    name: str
    title: str
    reasons: tuple[str, ...]

    @property
    def value(self) -> str:
        """As the form sends it."""
        return f"{self.demand.person}:{self.demand.grievance}"


def wanted(session: Session, meeting_id: int, me: Me) -> list[Wanted]:
    """Whom to invite, best first: because of the grievances on the agenda, and of open ones."""
    open_ones, asked = _matters(session, meeting_id, me), planning.invited_ids(session, meeting_id)
    every = inviting.stakes(session, me, *open_ones)
    heard = {(each.sector, each.place) for each in every if each.person in asked}
    found = propose(every, heard, asked)
    names = people.names(session, {each.demand.person for each in found})
    titles = {seen.id: title(seen) for seen in open_ones[0]}
    return [Wanted(each.demand, names.get(each.demand.person, ""), titles[each.demand.grievance], each.reasons) for each in found]


def stake(session: Session, meeting_id: int, me: Me, person_id: int, grievance_id: int) -> str | None:
    """The public name of a grievance in which this person has something at stake; None when they have nothing in it."""
    chosen, gathered = _matters(session, meeting_id, me)
    seen = next((each for each in chosen if each.id == grievance_id), None)
    if seen is None or all(each.person != person_id for each in inviting.stakes(session, me, [seen], gathered)):
        return None
    return title(seen)


def title(seen: grievances.Seen) -> str:
    """A grievance as the public knows it: its kind and the stretch of the lane. It enters the record, so it is Chinese."""
    return str(Sentence(_("{kind}（{place}）"), kind=seen.kind, place=seen.place) if seen.place else seen.kind)


def _matters(session: Session, meeting_id: int, me: Me) -> tuple[list[grievances.Seen], set[int]]:
    topics = {line.about for line in meetings.agenda(session, meeting_id)}
    seen = grievances.visible(session, me)
    gathered = {each.id for each in seen if each.topic in topics}
    return [each for each in seen if each.id in gathered or each.state not in ENDED], gathered
