"""Finding whom to invite, who has been invited, and what they said."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlmodel import Session, col, select

from council.grievances import reads as grievances
from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.inviting import rules
from council.mediation.inviting.models import Invitation, InvitationAnswer
from council.mediation.inviting.rules import Demand, Proposal
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import SIDES
from council.refusal import Absent

LARGEST_ID = 2**31 - 1


@dataclass(frozen=True)
class Invited:
    """An invitation with its answer (None: none yet), and the name for the desk."""

    row: Invitation
    accept: bool | None
    name: str = ""


def proposals(session: Session, case: CaseNow, me: Me) -> list[tuple[Proposal, str]]:
    """Whom the desk might invite and their names, best first; of the case's grievances and of open ones of the same kind."""
    asked = invitations(session, case.id)
    every = demands(session, case, me)
    places = {(each.person, each.grievance): (each.sector, each.place) for each in every}
    heard = {places[key] for each in asked if (key := (each.row.person_id, each.row.grievance_id)) in places}
    found = rules.propose(every, heard, {each.row.person_id for each in asked})
    names = people.names(session, {each.demand.person for each in found})
    return [(each, names.get(each.demand.person, "")) for each in found]


def demands(session: Session, case: CaseNow, me: Me) -> list[Demand]:
    """What everybody has at stake in the case's grievances, and in open ones of the same kind."""
    gathered = set(cases.grievance_ids(session, case.id))
    own = grievances.among(session, gathered, me)
    kinds = {seen.kind for seen in own}
    others = [seen for seen in grievances.open_ones(session, me) if seen.id not in gathered and seen.kind in kinds]
    return stakes(session, me, sorted((*own, *others), key=lambda seen: -seen.id), gathered)


def stakes(session: Session, me: Me, chosen: list[grievances.Seen], gathered: Collection[int]) -> list[Demand]:
    """What everybody has at stake in these grievances; gathered: those of them that are the matter itself."""
    ids = [seen.id for seen in chosen]
    suffering, known, felt = grievances.suffering(session, ids), grievances.reaching_parties(session, ids), grievances.felt(session, ids)
    concerned = grievances.concerned(session, known)
    stands = cases.sectors(session, me.council_id, {person for group in suffering.values() for person in group})
    keeps = cases.sectors(session, me.council_id, {person for group in concerned.values() for person in group}, "merchant")
    found = []
    for seen in chosen:
        found += [Demand(person, stands[person], seen.place, seen.id, felt[seen.id].get(person, 0), seen.grievance.often, seen.joined, False,
                         seen.id in gathered) for person in suffering[seen.id]]
        found += [Demand(person, keeps[person], seen.place, seen.id, concerned=True, gathered=seen.id in gathered)
                  for person in concerned.get(seen.id, ())]
    return [each for each in found if each.sector in SIDES]


def invitations(session: Session, case_id: int) -> list[Invited]:
    """Who was invited to a case, in that order, with their names: for the desk."""
    rows = list(session.exec(select(Invitation).where(Invitation.case_id == case_id).order_by(col(Invitation.id))))
    return _answered(session, rows)


def mine(session: Session, me: Me) -> list[tuple[Invited, str]]:
    """What I was invited to and have not answered, with the titles of the cases, the newest first."""
    rows = list(session.exec(select(Invitation).where(Invitation.person_id == me.id, Invitation.council_id == me.council_id)
                             .order_by(col(Invitation.id).desc())))
    return [(each, cases.row(session, each.row.case_id).title) for each in _answered(session, rows) if each.accept is None]


def invitation(session: Session, invitation_id: int, me: Me) -> Invited:
    """An invitation for the one whom it is for; to all others it is not there."""
    found = session.get(Invitation, invitation_id) if 0 < invitation_id <= LARGEST_ID else None
    if found is None or found.person_id != me.id or found.council_id != me.council_id:
        raise Absent
    return _answered(session, [found])[0]


def answer_of(session: Session, invitation_id: int) -> InvitationAnswer | None:
    """The answer to an invitation, or None."""
    return session.get(InvitationAnswer, invitation_id)


def _answered(session: Session, rows: list[Invitation]) -> list[Invited]:
    answers = {each.invitation_id: each.accept for each in session.exec(
        select(InvitationAnswer).where(col(InvitationAnswer.invitation_id).in_([row.id for row in rows])))}
    names = people.names(session, {row.person_id for row in rows})
    return [Invited(row, answers.get(row.id or 0), names.get(row.person_id, "")) for row in rows]
