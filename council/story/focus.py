"""What a meeting is busy with at this moment: one reading from all floors that every screen of the hall shows in its own way."""

from datetime import datetime, timedelta
from functools import cached_property

from sqlmodel import Session

from council.conventions import reads as conventions
from council.meetings import reads as meetings
from council.meetings import rules, speakers
from council.meetings.chairing import reads as chairing
from council.meetings.written import reads as written
from council.numerals import clause as article
from council.people import reads as people
from council.refusal import Absent
from council.story import settled
from council.votes import counts
from council.votes import reads as votes
from council.words import Sentence

UNDECIDED = ("draft", "sounding", "voting", "amending")
"""States of a clause that this evening has still to decide."""


def focus(session: Session, meeting_id: int) -> "Focus":
    """The present moment of a meeting, read once for all parts of one look at the database; Absent when there is no such meeting."""
    known: dict[int, Focus] = session.info.setdefault("focus", {})
    if meeting_id not in known:
        known[meeting_id] = Focus(session, meetings.meeting(session, meeting_id))
    return known[meeting_id]


class Focus:
    """A meeting as its screens need it, a function of the rows alone; each fact is read when a screen first asks for it."""

    def __init__(self, session: Session, meeting: meetings.Meeting) -> None:
        self._session, self.meeting, self.id = session, meeting, meeting.id or 0

    @cached_property
    def state(self) -> str:
        """called, open or closed."""
        return meetings.state(self._session, self.id)

    @cached_property
    def lines(self) -> tuple[meetings.Line, ...]:
        """The agenda."""
        return tuple(meetings.agenda(self._session, self.id))

    @cached_property
    def item(self) -> meetings.Line | None:
        """The line that is on."""
        return next((line for line in self.lines if line.state == "open"), None)

    @cached_property
    def speech(self) -> meetings.Speaking | None:
        """Who has the floor."""
        return meetings.speech_now(self._session, self.id)

    @cached_property
    def queue(self) -> tuple[meetings.Speaker, ...]:
        """Who waits to speak."""
        return tuple(meetings.queue(self._session, self.id))

    @cached_property
    def suggestion(self) -> meetings.Suggestion:
        """Who should be next, and why."""
        return meetings.suggestion(self._session, self.id)

    @cached_property
    def heard(self) -> bool:
        """Whether anybody has spoken about the present item."""
        return self.item is not None and speakers.heard(self._session, self.item.id) > 0

    @cached_property
    def quorum(self) -> tuple[bool, str]:
        """Whether enough of both sides are in the hall to vote, and the sentence that says so."""
        return rules.quorum(meetings.attendance(self._session, self.id), people.roll_count(self._session, self.meeting.council_id))

    @cached_property
    def points(self) -> tuple[meetings.Speaker, ...]:
        """Points of order that wait for an answer."""
        return tuple(meetings.points(self._session, self.id))

    @cached_property
    def totals(self) -> dict[str, int]:
        """Seconds spoken by sector, of what has ended."""
        return meetings.spoken(self._session, self.id)

    @cached_property
    def by_person(self) -> list[tuple[int, str, str, int]]:
        """Who spoke how long; for the desk alone."""
        return meetings.spoken_by(self._session, self.id)

    @cached_property
    def allowance(self) -> int:
        """Seconds that a speech may last now."""
        return meetings.allowance(self._session, self.id)

    @cached_property
    def reading(self) -> written.BeingRead | None:
        """The written statement that is read out now."""
        return written.being_read(self._session, self.id)

    @cached_property
    def papers(self) -> int:
        """Written statements about the present item that wait for the desk."""
        return written.waiting(self._session, self.id)

    @cached_property
    def no_phone(self) -> list[tuple[int, str]]:
        """Who was checked in by the desk and has no hand up: the desk may put one up for them."""
        busy = {each.person_id for each in self.queue} | ({self.speech.person_id} if self.speech else set())
        return [(row.person_id, name) for row, name in meetings.arrivals(self._session, self.id) if row.channel == "desk" and row.person_id not in busy]

    @cached_property
    def rest(self) -> chairing.MeetingBreak | None:
        """The break that is on."""
        return chairing.resting(self._session, self.id)

    @cached_property
    def adjourned(self) -> chairing.Adjournment | None:
        """The adjournment, while the meeting waits for another day."""
        return chairing.news(self._session, self.meeting).adjourned

    @cached_property
    def closed_list(self) -> bool:
        """Whether nobody more may put up a hand."""
        return self.item is not None and meetings.list_closing(self._session, self.item.id) is not None

    @cached_property
    def vote(self) -> counts.Count | None:
        """The vote that runs."""
        return self._running(rehearsal=False)

    @cached_property
    def rehearsal(self) -> counts.Count | None:
        """A rehearsal's vote that runs."""
        return self._running(rehearsal=True)

    def _running(self, rehearsal: bool) -> counts.Count | None:
        row = votes.running(self._session, self.meeting.topic, rehearsal=rehearsal)
        return counts.count(self._session, row.id or 0) if row else None

    @cached_property
    def verdict(self) -> counts.Count | None:
        """The vote that has just ended here: until somebody speaks or something else is asked, worded or opened."""
        vote_id = settled.just_decided(self._session, self.id) if self.item else None
        return counts.count(self._session, vote_id) if vote_id else None

    @cached_property
    def sounding(self) -> conventions.SoundingNow | None:
        """The sounding that runs."""
        row = conventions.sounding_running(self._session, self.meeting.topic)
        return conventions.sounding_now(self._session, row.id or 0) if row else None

    @cached_property
    def clause(self) -> conventions.ClauseNow | None:
        """The clause of the vote or sounding that runs, else the one the item is about, else the first of its convention still undecided."""
        kind, id = self._subject()
        try:
            if kind == "convention":
                board = conventions.board(self._session, id).clauses
                id = next((each.id for each in board if each.state.code in UNDECIDED), board[-1].id if board else 0)
            return conventions.clause_now(self._session, id) if kind in ("clause", "convention") and id else None
        except Absent:
            return None

    def _subject(self) -> tuple[str, int]:
        if self.sounding and not self.vote:
            return "clause", self.sounding.clause_id
        topic = self.vote.vote.subject if self.vote else self.item.about if self.item else ""
        kind, _colon, id = topic.partition(":")
        return (kind, int(id)) if id.isdigit() else ("", 0)

    @cached_property
    def sounded(self) -> bool:
        """Whether the clause has been asked about."""
        return self.clause is not None and bool(conventions.soundings_of(self._session, self.clause.id))

    @cached_property
    def adoptable(self) -> int | None:
        """The clause's convention, when there is nothing left to decide in it but its adoption."""
        if self.clause is None:
            return None
        convention_id = conventions.clause(self._session, self.clause.id).convention_id
        left = any(each.state.code in UNDECIDED for each in conventions.board(self._session, convention_id).clauses)
        return None if left or not conventions.outcome(self._session, convention_id).changed else convention_id

    @property
    def late(self) -> str:
        """How the beginning of the present item compares with the plan; nothing before the first."""
        if self.item is None or self.item.opened_at is None:
            return ""
        planned = sum(line.minutes for line in self.lines if line.position < self.item.position)
        return rules.drift(planned, int((self.item.opened_at - self.meeting.starts_at) / timedelta(minutes=1)))

    @property
    def due(self) -> datetime | None:
        """When the present item should be over by the plan, counted from its own beginning."""
        return self.item.opened_at + timedelta(minutes=self.item.minutes) if self.item and self.item.opened_at else None

    @property
    def still(self) -> int:
        """Planned minutes of the items that have not been on."""
        return sum(line.minutes for line in self.lines if line.state == "waiting")

    @property
    def planned_end(self) -> datetime:
        """When the evening should end by the plan."""
        return self.meeting.starts_at + timedelta(minutes=sum(line.minutes for line in self.lines))

    @property
    def expected_end(self) -> datetime | None:
        """When it will end if the present item keeps its time and so do the others; the clock on the page moves it on once the item is over its time."""
        if self.state != "open":
            return None
        ended = max((line.closed_at for line in self.lines if line.closed_at), default=meetings.opened_at(self._session, self.id))
        since = self.due or ended
        return since + timedelta(minutes=self.still) if since else None

    @property
    def at(self) -> int:
        """The brick that is lit: the item's place, else one past what has been dealt with."""
        return self.item.position if self.item else 0 if self.state == "called" else len(self.lines) + 1 if self.state == "closed" else self.done

    @property
    def done(self) -> int:
        """How many items have been dealt with."""
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
        if self.vote or self.rehearsal:
            return "vote"
        return next((face for face in ("sounding", "speech", "verdict", "clause") if getattr(self, face)), "item")

    @property
    def next_line(self) -> meetings.Line | None:
        """The next item that has not been on."""
        return meetings.first_unheard(list(self.lines))
