"""Closing with two keys: proposing, confirming, saying that it is not over, taking back, and what the clock does after seven days."""


from council import clock
from council.grievances import reads as grievances
from council.grievances.acts import appear
from council.grievances.handling import keys, rules
from council.grievances.handling.models import Closing, ClosingKey, Contest
from council.grievances.handling.steps import end, step
from council.grievances.models import Joining
from council.people.rules import DESK
from council.record.acting import Act
from council.refusal import Absent, refuse
from council.text import clean


def propose_closing(act: Act, grievance_id: int, outcome: str, words: str = "") -> Closing:
    """Say that it is settled. Who proposes has turned the key of their side; the desk turns one only where it stands for the second."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    second = keys.second(act.session, seen.grievance)
    side = keys.proposer(act.session, seen, act.me)
    refuse(rules.why_not_propose(seen.state, side, outcome, words))
    back = keys.standing(act.session, seen.id)
    made = step(act, seen.id, "closing")
    row = act.add(Closing(council_id=act.council_id, grievance_id=seen.id, step_id=made.id or 0, outcome=outcome, words=clean(words),
                          side=side or "", second=second, back=back, by_id=act.me.id, at=act.at, due_at=rules.due(act.at)))
    act.enter("closing.proposed", topic=seen.topic, body={
        "closing": row.id, "outcome": outcome, "side": row.side, "second": second, "until": clock.local(row.due_at).date().isoformat()},
        personal={"words": row.words} if row.words else None)
    turned = rules.side_of(seen.mine, side == "party", bool(act.me.offices & DESK), second)
    if turned is not None:
        act.add(ClosingKey(closing_id=row.id or 0, side=turned, by_id=act.me.id, at=act.at))
    return row


def confirm(act: Act, grievance_id: int) -> ClosingKey:
    """Turn the key of one's side. With both turned, and only then, the grievance has the outcome that was proposed."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    closing = keys.open_closing(act.session, seen.id)
    side = keys.side(act.session, seen, closing, act.me) if closing else None
    refuse(rules.why_not_confirm(seen.state, side, seen.i_joined, closing is not None and act.at >= closing.due_at))
    if closing is None or side is None:
        raise Absent
    turned = keys.turned(act.session, closing.id or 0)
    refuse(rules.why_not_turn(side in turned, act.me.id in turned.values()))
    row = act.add(ClosingKey(closing_id=closing.id or 0, side=side, by_id=act.me.id, at=act.at))
    act.enter("closing.confirmed", topic=seen.topic, body={"closing": closing.id, "side": side})
    if {side, *turned} == set(rules.SIDES):
        _close(act, closing, closing.outcome, 2)
    return row


def lapse(act: Act, closing_id: int) -> None:
    """The clock: seven days are over without both keys. The grievance ends unconfirmed; that is no solving. Safe to run twice."""
    closing = act.own(act.session.get(Closing, closing_id))
    refuse(keys.why_not_lapse(act.session, closing, act.at))
    _close(act, closing, "unconfirmed", len(keys.turned(act.session, closing_id)))


def take_back(act: Act, grievance_id: int) -> None:
    """Whoever proposed takes the proposal back; the matter stands where it stood."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    closing = keys.open_closing(act.session, seen.id)
    refuse(rules.why_not_take_back(seen.state, closing is not None and closing.by_id == act.me.id))
    if closing is None:
        raise Absent
    _fall(act, closing, "taken_back")
    act.enter("closing.taken_back", topic=seen.topic, body={"closing": closing.id, "to": closing.back})


def contest(act: Act, grievance_id: int, reason: str, impact: int | None = None) -> Contest:
    """Say that it is not over. It ends an open proposal when a key says no, and reopens what has ended when two households say so."""
    seen = grievances.grievance(act.session, grievance_id, act.me)
    facts = keys.contesting(act.session, seen, act.me, act.at)
    refuse(rules.why_not_contest(seen.state, facts.role, facts.again, facts.since))
    role = facts.role or ""
    refuse(rules.why_not_contest_words(role, reason, impact))
    if role == "member":
        _join(act, seen, impact or 0, reason)
    home = keys.household(act.me)
    appear(act, seen.id, act.me)
    row = act.add(Contest(council_id=act.council_id, grievance_id=seen.id, step_id=facts.step_id, person_id=act.me.id, household=home,
                          role=role, sector=act.me.sector, reason=clean(reason), at=act.at))
    households = len(facts.homes | {home})
    closing, needed = keys.open_closing(act.session, seen.id), rules.needed(seen.grievance.circle, seen.joined)
    fallen = closing is not None and rules.falls(role, households, needed)
    act.enter("closing.contested", topic=seen.topic, body={
        "closing": closing.id if closing else None, "by": role, "households": households,
        "ended": fallen, "to": closing.back if closing is not None and fallen else ""}, personal={"reason": row.reason})
    if closing is not None and fallen:
        _fall(act, closing, "contested")
    elif closing is None and households >= needed:
        step(act, seen.id, "filed")
        act.enter("grievance.reopened", topic=seen.topic, body={"from": seen.state, "by": "contest", "households": households})
    return row


def _close(act: Act, closing: Closing, outcome: str, turned: int) -> None:
    end(act, closing, "confirmed" if turned == len(rules.SIDES) else "lapsed")
    step(act, closing.grievance_id, outcome)
    act.enter("grievance.closed", topic=f"grievance:{closing.grievance_id}", body={
        "closing": closing.id, "outcome": outcome, "proposed": closing.outcome, "confirmed": rules.ending(turned)})


def _fall(act: Act, closing: Closing, how: str) -> None:
    end(act, closing, how)
    step(act, closing.grievance_id, closing.back)


def _join(act: Act, seen: grievances.Seen, impact: int, hurt: str) -> None:
    """Whoever says that it hits them too is counted among those who suffer, also while the matter is closed."""
    act.add(Joining(grievance_id=seen.id, person_id=act.me.id, sector=act.me.sector, hurt=clean(hurt), impact=impact, at=act.at))
    act.enter("grievance.joined", topic=seen.topic, body={"sector": act.me.sector, "impact": impact},
              personal={"who": act.me.name, "hurt": clean(hurt)})


