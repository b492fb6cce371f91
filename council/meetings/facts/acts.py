"""What is done about claims that go round: asking the desk, publishing a sheet, correcting it by a new entry, laying a question aside."""

from dataclasses import dataclass
from typing import Any

from council.meetings import reads as meetings
from council.meetings.facts import reads, rules
from council.meetings.facts.models import FactAnswer, FactQuestion, FactSheet, FactVersion
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean, clean_line


@dataclass(frozen=True)
class Finding:
    """A sheet as it is written. evidence: numbers of entries, as the desk wrote them."""

    claim: str
    known: str
    unknown: str = ""
    state: str = "open"
    evidence: str = ""

    @property
    def clean(self) -> "Finding":
        """Without hidden signs; the claim and the numbers on one line."""
        return Finding(clean_line(self.claim), clean(self.known).strip(), clean(self.unknown).strip(), self.state, clean_line(self.evidence))


def publish(act: Act, finding: Finding, question_id: int | None = None) -> FactSheet:
    """Say what goes round and what was found out; question_id: whose asking it answers. A meeting that is on hears of it."""
    refuse(why_not_desk(act.me.offices))
    asked = act.own(reads.question(act.session, question_id)) if question_id else None
    if asked is not None:
        refuse(rules.why_not_put_aside(reads.answer(act.session, asked.id or 0) is not None, "."))
    _check(act, finding.clean)
    on = meetings.running(act.session, act.council_id)
    row = act.add(FactSheet(council_id=act.council_id, meeting_id=on.id if on else None, at=act.at))
    topic, body, also = _said(act, row, finding.clean, 1)
    act.enter("sheet.published", topic, body, also=also)
    _keep(act, row, finding.clean, 1)
    if asked is not None:
        act.add(FactAnswer(question_id=asked.id or 0, council_id=act.council_id, sheet_id=row.id, at=act.at, by_id=act.me.id))
        act.enter("question.answered", topic=asked.topic, body={"sheet": row.id})
    return row


def correct(act: Act, sheet_id: int, finding: Finding, reason: str) -> FactVersion:
    """Say it anew; the entry holds what was said before, and why it was wrong."""
    refuse(why_not_desk(act.me.offices))
    sheet, new, reason = reads.sheet(act.session, sheet_id), finding.clean, clean_line(reason)
    act.own(sheet.row)
    _check(act, new)
    old = sheet.now
    same = (old.claim, old.known, old.unknown, old.state, old.numbers) == (new.claim, new.known, new.unknown, new.state, rules.numbers(new.evidence))
    refuse(rules.why_not_correct(same, reason))
    topic, body, also = _said(act, sheet.row, new, old.n + 1)
    was = {"claim": old.claim, "known": old.known, "unknown": old.unknown, "state": old.state, "evidence": old.numbers, "entry": old.seq}
    act.enter("sheet.corrected", topic, {**body, "reason": reason, "was": was}, also=also)
    return _keep(act, sheet.row, new, old.n + 1, reason)


def ask(act: Act, words: str) -> FactQuestion:
    """Ask the desk to look into something. The record says that a side asked; neither who, nor what."""
    words = clean_line(words)
    refuse(rules.why_not_ask(bool(act.me.capacities or act.me.offices), words, reads.asked_by(act.session, act.me.id)))
    row = act.add(FactQuestion(council_id=act.council_id, person_id=act.me.id, words=words, at=act.at))
    act.enter("question.asked", topic=row.topic, personal={"name": act.me.name, "words": words})
    return row


def put_aside(act: Act, question_id: int, reason: str) -> None:
    """No sheet is written, and why: only the one who asked reads it."""
    refuse(why_not_desk(act.me.offices))
    row, reason = act.own(reads.question(act.session, question_id)), clean_line(reason)
    refuse(rules.why_not_put_aside(reads.answer(act.session, question_id) is not None, reason))
    act.add(FactAnswer(question_id=question_id, council_id=act.council_id, reason=reason, at=act.at, by_id=act.me.id))
    act.enter("question.put_aside", topic=row.topic, personal={"reason": reason})


def _check(act: Act, finding: Finding) -> None:
    numbers = rules.numbers(finding.evidence)
    refuse(rules.why_not_sheet(finding.claim, finding.known, finding.state, len(numbers)))
    refuse(rules.why_not_evidence(reads.missing(act.session, act.council_id, numbers)))


def _said(act: Act, row: FactSheet, finding: Finding, n: int) -> tuple[str, dict[str, Any], tuple[str, ...]]:
    """Topic and body of the entry, and the meeting that hears of it."""
    body = {"claim": finding.claim, "known": finding.known, "unknown": finding.unknown, "state": finding.state,
            "evidence": rules.numbers(finding.evidence), "version": n}
    on = meetings.running(act.session, act.council_id)
    return row.topic, body, (on.topic,) if on else ()


def _keep(act: Act, row: FactSheet, finding: Finding, n: int, reason: str = "") -> FactVersion:
    """The version as a row, under the number of the entry just made."""
    return act.add(FactVersion(council_id=act.council_id, sheet_id=row.id or 0, n=n, claim=finding.claim, known=finding.known,
                               unknown=finding.unknown, state=finding.state, evidence=",".join(map(str, rules.numbers(finding.evidence))),
                               reason=reason, seq=act.seqs[-1], at=act.at, by_id=act.me.id))
