"""What is done about invitations: the desk invites because of a named grievance, the person says yes or no."""

from council.mediation.cases import acts as casework
from council.mediation.cases import reads as cases
from council.mediation.cases.rules import why_not_go_on
from council.mediation.inviting import reads, rules
from council.mediation.inviting.models import Invitation, InvitationAnswer
from council.people import reads as people
from council.people.rules import SECTORS, why_not_desk
from council.record.acting import Act
from council.refusal import refuse


def invite(act: Act, case_id: int, person_id: int, grievance_id: int) -> Invitation:
    """Ask somebody to the table; the record names the grievance and the side, never the person."""
    refuse(why_not_desk(act.me.offices))
    now = cases.case(act.session, case_id, act.me)
    invited = any(each.row.person_id == person_id for each in reads.invitations(act.session, case_id))
    demand = next((each for each in reads.demands(act.session, now, act.me)
                   if (each.person, each.grievance) == (person_id, grievance_id)), None)
    refuse(rules.why_not_invite(demand is not None, invited))
    refuse(why_not_go_on(now.state))
    sector = demand.sector if demand else ""
    row = act.add(Invitation(council_id=act.council_id, case_id=case_id, person_id=person_id, grievance_id=grievance_id, sector=sector,
                             at=act.at, by_id=act.me.id))
    act.enter("case.invited", topic=now.topic, body={"grievance": grievance_id, "sector": sector},
              personal={"name": people.names(act.session, {person_id}).get(person_id, "")}, also=(f"grievance:{grievance_id}",))
    return row


def answer(act: Act, invitation_id: int, accept: bool) -> InvitationAnswer:
    """The invited person comes, and stands on their side from now on; or does not come, for now."""
    found = reads.invitation(act.session, invitation_id, act.me)
    refuse(rules.why_not_answer(found.accept, accept))
    case = cases.row(act.session, found.row.case_id)
    refuse(why_not_go_on(cases.now(act.session, case, act.me).state))
    row = reads.answer_of(act.session, invitation_id) or InvitationAnswer(invitation_id=invitation_id, accept=accept, at=act.at)
    row.accept, row.at = accept, act.at
    act.add(row)
    if accept:
        casework.let_in(act, case, found.row.sector)
    act.enter("case.joined" if accept else "case.declined", topic=case.topic, body={"sector": found.row.sector}, personal={"name": act.me.name},
              actor=SECTORS[found.row.sector])
    return row
