"""What is done about conventions: drafting, wording, asking on the spot, putting to the vote, adopting."""

from dataclasses import dataclass

from sqlmodel import Session

from council.conventions import reads, rules
from council.conventions.models import (
    Clause,
    ClauseVote,
    Convention,
    Sounding,
    SoundingAnswer,
    SoundingClosing,
    Version,
    VersionClause,
    Wording,
)
from council.people import reads as people
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean, clean_line, why_not_text
from council.votes import acts as votes
from council.votes import reads as votes_reads
from council.votes.rules import BOTH_SIDES
from council.words import Sentence, _


@dataclass(frozen=True)
class ClauseText:
    """A wording as somebody writes it: title of one line, text in Markdown (at most 8 KiB), and why so."""

    title: str
    text: str
    reason: str = ""


def draft(act: Act, title: str) -> Convention:
    """Begin a convention; it has no clauses yet."""
    refuse(why_not_desk(act.me.offices))
    title = clean_line(title)
    refuse(rules.why_not_title(title))
    made = act.add(Convention(council_id=act.council_id, title=title, at=act.at, by_id=act.me.id))
    act.enter("convention.drafted", topic=made.topic, body={"title": title})
    return made


def add_clause(act: Act, convention_id: int, written: ClauseText) -> Clause:
    """Add a clause at the end, with its first wording."""
    refuse(why_not_desk(act.me.offices))
    convention = act.own(reads.convention(act.session, convention_id))
    clauses = reads.clauses(act.session, convention_id)
    refuse(rules.why_not_add(len(clauses)))
    written = _clean(written)
    _must_fit(act.session, convention_id, None, written)
    clause = act.add(Clause(council_id=act.council_id, convention_id=convention_id, position=len(clauses) + 1, at=act.at))
    _word(act, clause, 1, written)
    act.enter("clause.added", topic=clause.topic, also=(convention.topic,), body={
        "convention": convention_id, "number": clause.position, "rev": 1, **_body(written)})
    return clause


def reword(act: Act, clause_id: int, written: ClauseText, venue: str = "") -> Wording:
    """Write a clause anew; what was passed in other words needs a new vote."""
    refuse(why_not_desk(act.me.offices))
    clause = act.own(reads.clause(act.session, clause_id))
    old = reads.text_now(act.session, clause_id)
    written = _clean(written)
    same = (old.title, old.text) == (written.title, written.text)
    refuse(rules.why_not_reword(reads.facts(act.session, clause).voting, same))
    _must_fit(act.session, clause.convention_id, clause_id, written)
    made = _word(act, clause, old.rev + 1, written)
    act.enter("clause.reworded", topic=clause.topic, also=_heard(venue), body={
        "number": clause.position, "rev": made.rev, "was": rules.text_hash(old.title, old.text), **_body(written)})
    return made


def open_sounding(act: Act, clause_id: int, venue: str) -> Sounding:
    """Ask everybody on the spot how they see the clause as it is worded now."""
    refuse(why_not_desk(act.me.offices))
    clause = act.own(reads.clause(act.session, clause_id))
    busy = reads.sounding_running(act.session, venue) is not None
    refuse(rules.why_not_sound(reads.facts(act.session, clause), busy))
    wording = reads.text_now(act.session, clause_id)
    made = act.add(Sounding(council_id=act.council_id, clause_id=clause_id, wording_id=wording.id or 0, venue=venue, at=act.at,
                            by_id=act.me.id))
    act.enter("sounding.opened", topic=made.topic, also=(clause.topic, *_heard(venue)), body={
        "clause": clause_id, "number": clause.position, "title": wording.title, "rev": wording.rev,
        "hash": rules.text_hash(wording.title, wording.text)})
    return made


def answer_sounding(act: Act, sounding_id: int, stand: str, why: str = "") -> SoundingAnswer:
    """Say how one sees it; saying it again changes the answer. `why` is public, without a name."""
    sounding = act.own(reads.sounding(act.session, sounding_id))
    closed = reads.sounding_closing(act.session, sounding_id) is not None
    refuse(rules.why_not_answer(closed, [each.sector for each in act.me.capacities], stand))
    refuse(why_not_text(why, rules.MOST_WHY))
    why = clean_line(why)
    answer = reads.answer_of(act.session, sounding_id, act.me.id)
    if answer is None:
        answer = SoundingAnswer(sounding_id=sounding_id, person_id=act.me.id, sector=act.me.sector, stand=stand, why=why, at=act.at)
    answer.stand, answer.why, answer.at = stand, why, act.at
    act.add(answer)
    act.enter("sounding.answered", topic=sounding.topic, also=(f"clause:{sounding.clause_id}", *_heard(sounding.venue)), body={
        "sector": answer.sector, "stand": stand, "why": why})
    return answer


def close_sounding(act: Act, sounding_id: int) -> SoundingClosing:
    """End a sounding; its counts enter the record."""
    refuse(why_not_desk(act.me.offices))
    sounding = act.own(reads.sounding(act.session, sounding_id))
    refuse(rules.why_not_close(reads.sounding_closing(act.session, sounding_id) is not None))
    clause = reads.clause(act.session, sounding.clause_id)
    closing = act.add(SoundingClosing(sounding_id=sounding_id, at=act.at, by_id=act.me.id))
    act.enter("sounding.closed", topic=sounding.topic, also=(clause.topic, *_heard(sounding.venue)), body={
        "clause": clause.id, "number": clause.position, "title": reads.wording(act.session, sounding.wording_id).title,
        "counts": reads.sounding_counts(act.session, sounding_id)})
    return closing


def put_to_vote(act: Act, clause_id: int, venue: str) -> votes.Vote:
    """Open the vote on a clause exactly as it is worded now; each side must pass it."""
    refuse(why_not_desk(act.me.offices))
    clause = act.own(reads.clause(act.session, clause_id))
    busy = votes_reads.running(act.session, venue) is not None
    refuse(rules.why_not_put_to_vote(reads.facts(act.session, clause), busy, people.roll_count(act.session, act.council_id)))
    wording = reads.text_now(act.session, clause_id)
    question = Sentence(_("{clause}，这样写行不行？"), clause=reads.name(clause, wording))
    vote = votes.open_vote(act, votes.Motion(question=str(question), subject=clause.topic, venue=venue, rule=BOTH_SIDES, text=wording.text))
    act.add(ClauseVote(vote_id=vote.id or 0, clause_id=clause_id, wording_id=wording.id or 0, at=act.at))
    act.enter("clause.put_to_vote", topic=clause.topic, also=_heard(venue), body={
        "vote": vote.id, "number": clause.position, "title": wording.title, "rev": wording.rev,
        "hash": rules.text_hash(wording.title, wording.text)})
    return vote


def adopt(act: Act, convention_id: int, venue: str = "") -> Version:
    """Put into force what both sides have passed, as the convention's next version; the one before ends."""
    refuse(why_not_desk(act.me.offices))
    convention = act.own(reads.convention(act.session, convention_id))
    outcome = reads.outcome(act.session, convention_id)
    refuse(rules.why_not_adopt(outcome.voting, len(outcome.lines), outcome.changed))
    version = act.add(Version(council_id=act.council_id, convention_id=convention_id, n=outcome.n, at=act.at, by_id=act.me.id))
    heard = tuple(f"clause:{line.clause_id}" for line in outcome.lines)
    for line in outcome.lines:
        act.add(VersionClause(version_id=version.id or 0, clause_id=line.clause_id, wording_id=line.wording_id, position=line.number))
    act.enter("convention.adopted", topic=convention.topic, also=(*heard, *_heard(venue)), body={
        "title": convention.title, "version": version.n, "clauses": [
            {"clause": line.clause_id, "number": line.number, "title": line.title, "text": line.text,
             "hash": rules.text_hash(line.title, line.text), "vote": line.vote_id} for line in outcome.lines]})
    return version


def _clean(written: ClauseText) -> ClauseText:
    tidy = ClauseText(clean_line(written.title), clean(written.text).strip(), clean_line(written.reason))
    refuse(rules.why_not_title(tidy.title))
    refuse(rules.why_not_empty(tidy.text))
    refuse(why_not_text(tidy.text))
    refuse(why_not_text(tidy.reason, rules.MOST_REASON))
    return tidy


def _must_fit(session: Session, convention_id: int, clause_id: int | None, written: ClauseText) -> None:
    others = [(line.title, line.text) for line in reads.lines(session, convention_id) if line.clause_id != clause_id]
    refuse(rules.why_not_so_long([*others, (written.title, written.text)]))


def _word(act: Act, clause: Clause, rev: int, written: ClauseText) -> Wording:
    return act.add(Wording(clause_id=clause.id or 0, rev=rev, title=written.title, text=written.text, reason=written.reason, at=act.at,
                           by_id=act.me.id))


def _body(written: ClauseText) -> dict[str, str]:
    return {"title": written.title, "text": written.text, "reason": written.reason, "hash": rules.text_hash(written.title, written.text)}


def _heard(venue: str) -> tuple[str, ...]:
    return (venue,) if venue else ()

