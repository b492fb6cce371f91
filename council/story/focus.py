"""What a meeting is busy with at this moment: one reading from all floors that every screen of the hall shows in its own way."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session

from council.conventions import reads as conventions
from council.meetings import reads as meetings
from council.meetings import rules
from council.numerals import clause as article
from council.refusal import Absent
from council.votes import counts
from council.votes import reads as votes
from council.words import Sentence

UNDECIDED = ("draft", "sounding", "voting", "amending")
"""States of a clause that this evening has still to decide."""


@dataclass(frozen=True)
class Focus:
    """A meeting as its screens need it, a function of the rows alone.

    vote: the one that runs. verdict: the one that ended last since this item began. rehearsal: a rehearsal's vote that runs.
    clause: the wording that is talked about; sounded: it has been asked about; adoptable: its convention, when all of it is decided.
    state: called, open or closed.
    """

    meeting: meetings.Meeting
    state: str
    lines: tuple[meetings.Line, ...]
    item: meetings.Line | None
    speech: meetings.Speaking | None
    queue: tuple[meetings.Speaker, ...]
    suggestion: meetings.Suggestion
    closed_list: bool
    vote: counts.Count | None
    rehearsal: counts.Count | None
    verdict: counts.Count | None
    sounding: conventions.SoundingNow | None
    clause: conventions.ClauseNow | None
    sounded: bool
    adoptable: int | None
    late: str

    @property
    def id(self) -> int:
        return self.meeting.id or 0

    @property
    def at(self) -> int:
        """The brick that is lit: the item's place, else one past what has been dealt with."""
        return self.item.position if self.item else 0 if self.state == "called" else len(self.lines) + 1 if self.state == "closed" else self.done

    @property
    def done(self) -> int:
        return sum(line.state == "done" for line in self.lines)

    @property
    def title(self) -> str:
        """What a screen calls the present moment: the clause, the item, else the meeting."""
        if self.item is None:
            return self.meeting.title
        return Sentence("{number} {title}", number=article(self.clause.number), title=self.clause.title) if self.clause else self.item.title

    @property
    def face(self) -> str:
        """What the hall looks at: called, closed, vote, sounding, speech, verdict, clause or item."""
        if self.state != "open":
            return self.state
        busy = {"vote": self.vote or self.rehearsal, "sounding": self.sounding, "speech": self.speech, "verdict": self.verdict, "clause": self.clause}
        return next((face for face, there in busy.items() if there), "item")

    @property
    def next_line(self) -> meetings.Line | None:
        """The next item that has not been on."""
        return meetings.first_unheard(list(self.lines))


def focus(session: Session, meeting_id: int) -> Focus:
    """The present moment of a meeting, read once for all parts of one look at the database; Absent when there is no such meeting."""
    known: dict[int, Focus] = session.info.setdefault("focus", {})
    if meeting_id not in known:
        known[meeting_id] = _read(session, meeting_id)
    return known[meeting_id]


def _read(session: Session, meeting_id: int) -> Focus:
    meeting = meetings.meeting(session, meeting_id)
    lines = tuple(meetings.agenda(session, meeting_id))
    item = next((line for line in lines if line.state == "open"), None)
    real, drill = (votes.running(session, meeting.topic, rehearsal=kind) for kind in (False, True))
    vote = counts.count(session, real.id or 0) if real else None
    sounding = _sounding(session, meeting.topic)
    clause = _clause(session, item, vote, sounding)
    return Focus(
        meeting, meetings.state(session, meeting_id), lines, item, meetings.speech_now(session, meeting_id), tuple(meetings.queue(session, meeting_id)),
        meetings.suggestion(session, meeting_id), item is not None and meetings.list_closing(session, item.id) is not None, vote,
        counts.count(session, drill.id or 0) if drill else None, _verdict(session, meeting.topic, item), sounding,
        clause, *_ripe(session, clause), _late(meeting, meetings.opened_at(session, meeting_id), lines, item))


def _sounding(session: Session, topic: str) -> conventions.SoundingNow | None:
    row = conventions.sounding_running(session, topic)
    return conventions.sounding_now(session, row.id or 0) if row else None


def _verdict(session: Session, topic: str, item: meetings.Line | None) -> counts.Count | None:
    """The vote closed last here, while what it decided is still what the hall is busy with."""
    closed = [vote for vote in votes.of_venue(session, topic) if not vote.rehearsal and votes.closing(session, vote.id or 0)]
    if not closed or item is None or item.opened_at is None:
        return None
    last = max((counts.count(session, vote.id or 0) for vote in closed[-3:]), key=lambda each: each.ended_at or each.vote.opened_at)
    return last if last.ended_at and last.ended_at >= item.opened_at else None


def _clause(session: Session, item: meetings.Line | None, vote: counts.Count | None,
            sounding: conventions.SoundingNow | None) -> conventions.ClauseNow | None:
    """The clause of the vote or sounding that runs, else the one the item is about, else the first of its convention still undecided."""
    kind, id = _parted(vote.vote.subject) if vote else ("clause", sounding.clause_id) if sounding else _parted(item.about) if item else ("", 0)
    try:
        if kind == "convention":
            board = conventions.board(session, id).clauses
            id = next((each.id for each in board if each.state.code in UNDECIDED), board[-1].id if board else 0)
        return conventions.clause_now(session, id) if kind in ("clause", "convention") and id else None
    except Absent:
        return None


def _ripe(session: Session, clause: conventions.ClauseNow | None) -> tuple[bool, int | None]:
    """Whether the clause has been sounded, and its convention's id if there is nothing left to decide in it but its adoption."""
    if clause is None:
        return False, None
    convention_id = conventions.clause(session, clause.id).convention_id
    left = any(each.state.code in UNDECIDED for each in conventions.board(session, convention_id).clauses)
    ready = not left and conventions.outcome(session, convention_id).changed
    return bool(conventions.soundings_of(session, clause.id)), convention_id if ready else None


def _parted(topic: str) -> tuple[str, int]:
    kind, _colon, id = topic.partition(":")
    return (kind, int(id)) if id.isdigit() else ("", 0)


def _late(meeting: meetings.Meeting, opened: datetime | None, lines: tuple[meetings.Line, ...], item: meetings.Line | None) -> str:
    """How the beginning of the present item compares with the plan; nothing before the first."""
    if opened is None or item is None or item.opened_at is None:
        return ""
    planned = sum(line.minutes for line in lines if line.position < item.position)
    return rules.drift(planned, int((item.opened_at - meeting.starts_at) / timedelta(minutes=1)))


