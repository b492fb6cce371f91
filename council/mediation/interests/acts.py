"""What is done with interests: writing a line down, marking it as one's own too, making a shared goal of what both sides share."""

from collections.abc import Collection

from council.mediation import acts as goals
from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.cases.rules import why_not_go_on
from council.mediation.interests import reads, rules
from council.mediation.interests.models import GoalInterest, InterestLine, InterestMark
from council.mediation.models import SharedGoal
from council.people.rules import DESK, SECTORS, why_not_desk
from council.record.acting import Act
from council.record.erasing import forget_openings
from council.refusal import refuse
from council.text import clean_line


def note(act: Act, case_id: int, kind: str, text: str, sector: str = "") -> InterestLine:
    """Write down a line of one's own side, or at the desk one that a side told; one's own is marked as one's own at once."""
    now = cases.case(act.session, case_id, act.me)
    for_them = now.side is None and bool(act.me.offices & DESK)
    side = (sector if for_them else now.side) or ""
    row = InterestLine(council_id=act.council_id, case_id=case_id, sector=side, kind=kind, text=clean_line(text), by_id=act.me.id,
                       for_them=for_them, at=act.at)
    refuse(rules.why_not_note(row.text, kind, side, reads.known(act.session, row)))
    refuse(why_not_go_on(now.state))
    act.add(row)
    act.enter("interest.noted", topic=row.topic, body={"case": case_id, "sector": side, "kind": kind}, personal={"text": row.text},
              also=(now.topic,), actor=None if for_them else SECTORS[side])
    if not for_them and kind in rules.MARKABLE:
        _mark(act, now, row, side)
    return row


def withdraw(act: Act, line_id: int) -> InterestLine:
    """Whoever wrote a line takes it back: its words go."""
    row, now = _line(act, line_id)
    refuse(rules.why_not_withdraw(row.by_id == act.me.id, bool(act.me.offices & DESK), row.for_them))
    row.text, row.withdrawn_at = "", act.at
    act.add(row)
    forget_openings(act, row.topic, ("text",))
    act.enter("interest.withdrawn", topic=row.topic, body={"case": row.case_id, "sector": row.sector}, also=(now.topic,))
    return row


def mark(act: Act, line_id: int) -> InterestLine:
    """Mine too; by people of either side."""
    row, now = _line(act, line_id)
    refuse(rules.why_not_mark(row.kind, now.voice, reads.mark_of(act.session, line_id, act.me.id) is not None))
    refuse(why_not_go_on(now.state))
    _mark(act, now, row, now.voice or "")
    return row


def unmark(act: Act, line_id: int) -> InterestLine:
    """Take the mark back."""
    row, now = _line(act, line_id)
    before = reads.mark_of(act.session, line_id, act.me.id)
    refuse(rules.why_not_unmark(before is not None, row.by_id == act.me.id))
    act.session.delete(before)
    act.enter("interest.unmarked", topic=row.topic, body={"case": row.case_id, "of": row.sector, "sector": now.voice or row.sector}, also=(now.topic,))
    return row


def compose_goal(act: Act, case_id: int, text: str, line_ids: Collection[int]) -> SharedGoal:
    """The desk makes one sentence of what both sides share; each side then accepts it or not."""
    refuse(why_not_desk(act.me.offices))
    now = cases.case(act.session, case_id, act.me)
    shared = {each.id for each in reads.candidates(reads.interests(act.session, case_id))}
    chosen = sorted(set(line_ids))
    refuse(rules.why_not_compose(len(chosen), len(shared & set(chosen))))
    refuse(why_not_go_on(now.state))
    goal = goals.note_goal(act, text, cases.grievance_ids(act.session, case_id), origin=goals.Origin(case_id, tuple(chosen)))
    for line_id in chosen:
        act.add(GoalInterest(goal_id=goal.id or 0, line_id=line_id))
    return goal


def _line(act: Act, line_id: int) -> tuple[InterestLine, CaseNow]:
    row = reads.line(act.session, line_id)
    return row, cases.case(act.session, row.case_id, act.me)


def _mark(act: Act, now: CaseNow, row: InterestLine, sector: str) -> None:
    act.add(InterestMark(line_id=row.id or 0, person_id=act.me.id, sector=sector, at=act.at))
    act.enter("interest.marked", topic=row.topic, body={"case": row.case_id, "of": row.sector, "sector": sector}, also=(now.topic,),
              actor=SECTORS[sector])
