"""What is done on a round and after it: looking, logging, putting right, contesting, settling."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from council.meetings import acts as meetings
from council.meetings import reads as meeting_reads
from council.patrols import reads, rules
from council.patrols.models import Dispute, Observation, PutRight, Round, Settlement, Violation
from council.people import reads as people
from council.people.rules import DESK
from council.photos import Picture, store
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean
from council.words import Sentence, _


@dataclass(frozen=True)
class Walk:
    """A round: which stretch, and for each clause looked at whether it was kept, broken or could not be seen."""

    seen: Mapping[int, str]
    segment_id: int | None = None


@dataclass(frozen=True)
class Breach:
    """A breach as seen: which clause, whose, what was said and done on the spot."""

    clause_id: int
    party_id: int | None = None
    segment_id: int | None = None
    round_id: int | None = None
    note: str = ""
    reminded: bool = False
    on_the_spot: bool = False
    photos: list[Picture] = field(default_factory=list)


def log_round(act: Act, walk: Walk) -> Round:
    """Record a round; what was kept counts as much as what was broken."""
    in_force = {each.clause_id for each in reads.clauses(act.session, act.council_id)}
    refuse(rules.why_not_log(act.me.offices, bool(in_force)))
    refuse(None if walk.seen else _("还没有点任何一条。看一眼，点一下。"))
    refuse(None if set(walk.seen) <= in_force and set(walk.seen.values()) <= set(rules.SEEN) else _("有一条不在生效的公约里。请重新打开这一页。"))
    row = act.add(Round(council_id=act.council_id, person_id=act.me.id, segment_id=walk.segment_id, at=act.at))
    for clause_id, seen in walk.seen.items():
        act.session.add(Observation(council_id=act.council_id, round_id=row.id or 0, clause_id=clause_id, seen=seen, at=act.at))
    sorted_by = {name: sorted(clause for clause, seen in walk.seen.items() if seen == name) for name in rules.SEEN}
    act.enter("round.walked", topic=row.topic, body={"segment": _stretch(act, walk.segment_id), **sorted_by},
              actor=_("志愿者"), also=tuple(f"clause:{clause}" for clause in sorted(walk.seen)))
    return row


def log_violation(act: Act, breach: Breach) -> Violation:
    """Record a breach. The record names the clause, never the party."""
    in_force = {each.clause_id for each in reads.clauses(act.session, act.council_id)}
    refuse(rules.why_not_log(act.me.offices, bool(in_force)))
    refuse(None if breach.clause_id in in_force else _("这一条不在生效的公约里。请重新打开这一页。"))
    party = people.premises(act.session, breach.party_id, act.council_id) if breach.party_id is not None else None
    row = act.add(Violation(council_id=act.council_id, round_id=breach.round_id, clause_id=breach.clause_id, party_id=breach.party_id,
                            segment_id=breach.segment_id, person_id=act.me.id, note=clean(breach.note), reminded=breach.reminded, at=act.at))
    pictures = [store(act, row.topic, picture) for picture in breach.photos]
    act.enter("violation.logged", topic=row.topic, actor=_("志愿者"), also=(f"clause:{breach.clause_id}",), body={
        "clause": breach.clause_id, "segment": _stretch(act, breach.segment_id), "reminded": breach.reminded,
        "photos": len(pictures)}, personal={"party": party.name or str(party.id)} if party else None)
    if breach.on_the_spot:
        _put_right(act, row, on_the_spot=True)
    return row


def put_right(act: Act, violation_id: int) -> PutRight:
    """Say that a breach has been put right."""
    seen = reads.violation(act.session, violation_id, act.me)
    refuse(rules.why_not_put_right(seen.mine, rules.why_not_log(act.me.offices, True) is None, seen.put_right, seen.state))
    return _put_right(act, seen.violation, on_the_spot=False)


def dispute(act: Act, violation_id: int, reason: str) -> Dispute:
    """Contest a violation: it goes on the next agenda in the same transaction."""
    seen = reads.violation(act.session, violation_id, act.me)
    refuse(rules.why_not_dispute(mine=seen.mine, disputed=seen.dispute is not None, age=act.at - seen.violation.at))
    refuse(None if reason.strip() else _("还没写为什么。写一句就行，例如“那天音响是隔壁的”。"))
    row = act.add(Dispute(council_id=act.council_id, violation_id=violation_id, reason=clean(reason), by_id=act.me.id, at=act.at))
    act.enter("violation.disputed", topic=seen.violation.topic, personal={"reason": row.reason}, also=(f"clause:{seen.violation.clause_id}",))
    meetings.put_on_next_agenda(act, about=row.topic, title=Sentence(_("异议：{clause}"), clause=seen.clause), kind="dispute")
    return row


def settle(act: Act, dispute_id: int, struck: bool, words: str = "", meeting_id: int | None = None) -> Settlement:
    """Record how the council ended a dispute: struck, or the violation stands."""
    row = reads.dispute(act.session, dispute_id, act.council_id)
    refuse(rules.why_not_settle(bool(act.me.offices & DESK), reads.settlement(act.session, dispute_id) is not None))
    if meeting_id is not None:
        act.own(meeting_reads.meeting(act.session, meeting_id))
    seen = reads.violation(act.session, row.violation_id, act.me)
    done = act.add(Settlement(dispute_id=dispute_id, struck=struck, words=clean(words), meeting_id=meeting_id, by_id=act.me.id, at=act.at))
    also = (f"clause:{seen.violation.clause_id}",) + ((f"meeting:{meeting_id}",) if meeting_id else ())
    act.enter("dispute.settled", topic=seen.violation.topic, body={"struck": struck, "words": done.words, "clause": seen.violation.clause_id}, also=also)
    return done


def _put_right(act: Act, violation: Violation, on_the_spot: bool) -> PutRight:
    row = act.add(PutRight(violation_id=violation.id or 0, by_id=act.me.id, on_the_spot=on_the_spot, at=act.at))
    act.enter("violation.put_right", topic=violation.topic, body={"on_the_spot": on_the_spot}, also=(f"clause:{violation.clause_id}",))
    return row


def _stretch(act: Act, segment_id: int | None) -> str:
    name = reads.stretch(act.session, act.council_id, segment_id)
    refuse(None if name or segment_id is None else _("没有这一段弄堂。请重新打开这一页。"))
    return name
