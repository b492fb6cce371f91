"""What is done with statements: a round opens with its seeds, sentences are added, admitted or refused, answered; the round closes."""

from collections.abc import Mapping, Sequence

from council.mediation.cases import reads as cases
from council.mediation.statements import reads, results, rules
from council.mediation.statements.models import (
    Statement,
    StatementAnswer,
    StatementRound,
    StatementRoundClosing,
    StatementStep,
    StatementTally,
    StatementVoice,
)
from council.mediation.statements.reads import Round, Said
from council.people.rules import SECTORS, SIDES
from council.record.acting import Act, Repeated
from council.record.erasing import forget_openings
from council.refusal import refuse
from council.text import clean_line


def open_round(act: Act, case_id: int, seeds: Mapping[str, Sequence[str]], premoderated: bool = True) -> StatementRound:
    """Open a round with the desk's statements for each side; what is set now holds for the whole round."""
    now = cases.case(act.session, case_id, act.me)
    before = reads.round_of(act.session, case_id)
    texts = {side: [clean_line(text) for text in seeds.get(side, ()) if clean_line(text)] for side in SIDES}
    refuse(rules.why_not_open(act.me.offices, before is not None and before.running, texts, talking=now.open))
    row = act.add(StatementRound(council_id=act.council_id, case_id=case_id, circle=now.case.circle, premoderated=premoderated, at=act.at,
                                 by_id=act.me.id))
    roster = {side: len(persons) for side, persons in reads.roster(act.session, row).items()}
    act.enter("statements.opened", topic=row.topic, also=(now.topic,), body={
        "circle": row.circle, "premoderated": premoderated, "roster": roster, "seeds": {side: len(each) for side, each in texts.items()}})
    for side, each in texts.items():
        for text in each:
            _admit(act, _add(act, row, text, side), row)
    return row


def propose(act: Act, case_id: int, text: str) -> Statement:
    """Add a statement to the round that runs; without pre-moderation, and from the desk, it is asked at once."""
    now, turn = cases.case(act.session, case_id, act.me), reads.round_of(act.session, case_id)
    text = clean_line(text)
    there = reads.all_said(act.session, turn.id) if turn else []
    known = any(rules.normal(each.text) == rules.normal(text) for each in there if each.state in ("waiting", "admitted"))
    refuse(rules.why_not_propose(text, running=turn is not None and turn.running, known=known, all_in_all=len(there),
                                 mine=sum(each.row.author_id == act.me.id for each in there) if not now.desk else 0))
    assert turn is not None
    made = _add(act, turn.row, text, "", now.voice)
    if made.origin == "desk" or not turn.row.premoderated:
        _admit(act, made, turn.row, seen=made.origin == "desk")
    return made


def admit(act: Act, statement_id: int) -> None:
    """Let a statement be asked."""
    found, turn, _now = reads.seen(act.session, statement_id, act.me)
    refuse(rules.why_not_moderate(act.me.offices, found.state, None, running=turn.running))
    _admit(act, found.row, turn.row)


def turn_down(act: Act, statement_id: int, code: str, note: str = "") -> None:
    """Do not let a statement be asked (any more), for a reason that its author is told."""
    found, turn, _now = reads.seen(act.session, statement_id, act.me)
    refuse(rules.why_not_moderate(act.me.offices, found.state, code, running=turn.running))
    _step(act, found, "refused", code, note)
    _enter(act, "statement.refused", found.row, turn.row, {"code": code})


def appeal(act: Act, statement_id: int, why: str = "") -> None:
    """The author asks a second person to look."""
    found, turn, _now = reads.seen(act.session, statement_id, act.me)
    refuse(rules.why_not_appeal(found.state, mine=found.row.author_id == act.me.id, running=turn.running))
    _step(act, found, "appealed", "", why)
    _enter(act, "statement.appealed", found.row, turn.row, {})


def decide(act: Act, statement_id: int, let_in: bool, note: str = "") -> None:
    """The second person decides an appeal, and nobody after them."""
    found, turn, _now = reads.seen(act.session, statement_id, act.me)
    refuse(rules.why_not_decide(act.me.offices, found.state, refused_it=found.refused_by == act.me.id, wrote_it=found.row.author_id == act.me.id,
                                running=turn.running))
    if not let_in:
        _step(act, found, "upheld", "", note)
    _enter(act, "statement.decided", found.row, turn.row, {"admitted": let_in})
    if let_in:
        _admit(act, found.row, turn.row)


def reword(act: Act, statement_id: int, text: str) -> None:
    """The author says it better, as long as nobody has answered; it is then looked at again."""
    found, turn, now = reads.seen(act.session, statement_id, act.me)
    text = clean_line(text)
    refuse(rules.why_not_reword(found.state, reads.answered(act.session, statement_id), mine=_wrote(act, found), running=turn.running)
           or rules.why_not_letters(text))
    found.row.text = text
    act.session.add(found.row)
    _step(act, found, "reworded")
    _enter(act, "statement.reworded", found.row, turn.row, {}, text=text)
    if now.desk or not turn.row.premoderated:
        _admit(act, found.row, turn.row, seen=now.desk)


def withdraw(act: Act, statement_id: int) -> None:
    """The author takes a statement back while nobody has answered it; its words are forgotten."""
    found, turn, _now = reads.seen(act.session, statement_id, act.me)
    refuse(rules.why_not_withdraw(found.state, reads.answered(act.session, statement_id), mine=_wrote(act, found),
                                  running=turn.running))
    found.row.text = ""
    act.session.add(found.row)
    _step(act, found, "withdrawn")
    _enter(act, "statement.withdrawn", found.row, turn.row, {})
    forget_openings(act, found.row.topic, {"text"})


def answer(act: Act, statement_id: int, stand: str) -> None:
    """Agree, disagree or pass; the last answer before the end counts. The record says that a side was heard, not how or on what."""
    found, turn, now = reads.seen(act.session, statement_id, act.me)
    begun = reads.voice(act.session, turn.id, act.me.id)
    side = begun or now.voice
    roster = reads.roster_counts(act.session, turn)
    refuse(rules.why_not_answer(side, roster.get(side or "", 0), found.state, running=turn.running))
    before = act.session.get(StatementAnswer, (statement_id, act.me.id))
    if before and before.stand == stand:
        raise Repeated({"said": rules.SAME, **act.reply})
    if begun is None:
        act.add(StatementVoice(round_id=turn.id, person_id=act.me.id, sector=side or "", at=act.at))
    if before:
        _count(act, before, -1)
    row = before or StatementAnswer(statement_id=statement_id, person_id=act.me.id, round_id=turn.id, sector=side or "", stand=stand, at=act.at)
    row.stand, row.at = stand, act.at
    act.add(row)
    _count(act, row, 1)
    act.enter("statement.answered", topic=turn.row.topic, body={"sector": row.sector}, actor=SECTORS[row.sector],
              personal={"name": act.me.name, "answer": f"{statement_id} {stand}"})


def close_round(act: Act, round_id: int) -> StatementRoundClosing:
    """End a round: the rosters and the counts of each side are fixed and entered; a side with fewer than three answers keeps its split."""
    turn = reads.round_by_id(act.session, round_id)
    act.own(turn.row)
    now = cases.case(act.session, turn.row.case_id, act.me)
    refuse(rules.why_not_close(act.me.offices, turn.running))
    roster = reads.roster_counts(act.session, turn)
    row = act.add(StatementRoundClosing(round_id=round_id, at=act.at, by_id=act.me.id, roster=roster))
    act.enter("statements.closed", topic=turn.row.topic, also=(now.topic,), body={
        "roster": roster, "voices": reads.turnout(act.session, round_id), "statements": results.for_the_record(act.session, Round(turn.row, row))})
    return row


def _count(act: Act, row: StatementAnswer, more: int) -> None:
    """Keep the tally of an answer's side; the lock on the council's log lets one act in at a time."""
    key = (row.round_id, row.statement_id, row.sector, row.stand)
    kept = act.session.get(StatementTally, key) or StatementTally(round_id=row.round_id, statement_id=row.statement_id, sector=row.sector,
                                                                  stand=row.stand, n=0)
    kept.n += more
    act.add(kept)


def _add(act: Act, turn: StatementRound, text: str, side: str, voice: str | None = None) -> Statement:
    row = act.add(Statement(council_id=act.council_id, round_id=turn.id or 0, text=text, origin=rules.origin(act.me.offices, voice), side=side,
                            author_id=act.me.id, at=act.at))
    _enter(act, "statement.proposed", row, turn, {"origin": row.origin, "side": side}, text=text, name=act.me.name)
    return row


def _admit(act: Act, row: Statement, turn: StatementRound, seen: bool = True) -> None:
    """seen: somebody has read it first; only then may its words stand in the public record, and only where the whole lane sees the case."""
    public = seen and turn.circle == "lane"
    act.add(StatementStep(statement_id=row.id or 0, state="admitted", at=act.at, by_id=act.me.id if seen else None))
    body = {"origin": row.origin} | ({"text": row.text} if public else {})
    _enter(act, "statement.admitted", row, turn, body, **({} if public else {"text": row.text}))


def _step(act: Act, found: Said, state: str, code: str = "", note: str = "") -> None:
    act.add(StatementStep(statement_id=found.id, state=state, code=code, note=clean_line(note)[:rules.MOST_NOTE], at=act.at, by_id=act.me.id))


def _enter(act: Act, kind: str, row: Statement, turn: StatementRound, body: Mapping[str, object], **personal: str) -> None:
    act.enter(kind, topic=row.topic, body=body, personal=personal, also=(turn.topic,))


def _wrote(act: Act, found: Said) -> bool:
    """True for the author, and of the desk's statements for everybody at the desk."""
    return found.row.author_id == act.me.id or (found.row.origin == "desk" and rules.origin(act.me.offices, None) == "desk")
