"""What is done with terms: offering, stating facts and agreeing to them, noting what was signed."""

from datetime import date

from council import clock
from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.cases.rules import why_not_go_on
from council.mediation.terms import reads, rules
from council.mediation.terms.models import Agreement, Fact, FactTick, Offer
from council.people.rules import SECTORS, why_not_desk
from council.record.acting import Act
from council.record.erasing import forget_openings
from council.refusal import refuse
from council.text import clean, clean_line


def offer(act: Act, case_id: int, text: str, sector: str = "") -> Offer:
    """What one's own side is ready to do; the desk may write it down for a side."""
    now = _open(act, case_id)
    for_them = now.side is None and now.desk
    side, text = (sector if for_them else now.side) or "", clean_line(text)
    refuse(rules.why_not_offer(text, side))
    row = act.add(Offer(council_id=act.council_id, case_id=case_id, sector=side, text=text, by_id=act.me.id, for_them=for_them, at=act.at))
    act.enter("offer.made", topic=row.topic, body={"case": case_id, "sector": side}, personal={"text": text}, also=(now.topic,),
              actor=None if for_them else SECTORS[side])
    return row


def withdraw_offer(act: Act, offer_id: int) -> Offer:
    """Whoever wrote an offer takes it back; the desk, what it wrote for a side."""
    row = reads.offer(act.session, offer_id)
    now = _open(act, row.case_id)
    refuse(rules.why_not_withdraw(row.by_id == act.me.id, now.desk and row.for_them))
    _forget(act, row)
    act.enter("offer.withdrawn", topic=row.topic, body={"case": row.case_id, "sector": row.sector}, also=(now.topic,))
    return row


def state(act: Act, case_id: int, text: str) -> Fact:
    """Write down a fact for both sides to agree to; of whoever stands on a side it is ticked at once."""
    now, text = _open(act, case_id), clean_line(text)
    refuse(rules.why_not_state(text, bool(now.side or now.mediator or now.desk)))
    row = act.add(Fact(council_id=act.council_id, case_id=case_id, text=text, by_id=act.me.id, at=act.at))
    act.enter("fact.stated", topic=row.topic, body={"case": case_id}, personal={"text": text}, also=(now.topic,))
    if rules.why_not_tick(now.side, False) is None:
        _tick(act, now, row)
    return row


def withdraw_fact(act: Act, fact_id: int) -> Fact:
    """Whoever wrote a fact down, or the desk, takes it away."""
    row = reads.fact(act.session, fact_id)
    now = _open(act, row.case_id)
    refuse(rules.why_not_withdraw(row.by_id == act.me.id, now.desk))
    _forget(act, row)
    act.enter("fact.withdrawn", topic=row.topic, body={"case": row.case_id}, also=(now.topic,))
    return row


def tick(act: Act, fact_id: int) -> Fact:
    """So it is."""
    row = reads.fact(act.session, fact_id)
    now = _open(act, row.case_id)
    refuse(rules.why_not_tick(now.side, reads.tick_of(act.session, fact_id, act.me.id) is not None))
    _tick(act, now, row)
    return row


def untick(act: Act, fact_id: int) -> Fact:
    """Take one's tick back."""
    row = reads.fact(act.session, fact_id)
    now, before = _open(act, row.case_id), reads.tick_of(act.session, fact_id, act.me.id)
    refuse(rules.why_not_untick(before is not None))
    act.session.delete(before)
    act.enter("fact.unticked", topic=row.topic, body={"case": row.case_id, "sector": now.side or ""}, also=(now.topic,))
    return row


def sign(act: Act, case_id: int, text: str, signed_on: date) -> Agreement:
    """Note what both sides signed on paper, and on which day."""
    refuse(why_not_desk(act.me.offices))
    now, text = _open(act, case_id), clean(text).strip()
    refuse(rules.why_not_sign(text, signed_on, clock.local(act.at).date()))
    row = act.add(Agreement(council_id=act.council_id, case_id=case_id, signed_on=signed_on, text=text, by_id=act.me.id, at=act.at))
    act.enter("agreement.signed", topic=row.topic, body={"case": case_id, "day": signed_on.isoformat()}, personal={"text": text}, also=(now.topic,))
    return row


def _open(act: Act, case_id: int) -> CaseNow:
    now = cases.case(act.session, case_id, act.me)
    refuse(why_not_go_on(now.state))
    return now


def _tick(act: Act, now: CaseNow, row: Fact) -> None:
    sector = now.side or ""
    act.add(FactTick(fact_id=row.id or 0, person_id=act.me.id, sector=sector, at=act.at))
    act.enter("fact.ticked", topic=row.topic, body={"case": row.case_id, "sector": sector}, also=(now.topic,), actor=SECTORS[sector])


def _forget(act: Act, row: Offer | Fact) -> None:
    row.text, row.withdrawn_at = "", act.at
    act.add(row)
    forget_openings(act, row.topic, ("text",))
