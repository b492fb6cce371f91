"""What strangers may know of a meeting at this moment, told from its entries alone: the same for the gallery, the press page and the feed."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from itertools import takewhile
from typing import Any

from sqlmodel import Session

from council.i18n import say
from council.meetings import reads as meetings
from council.meetings.gallery import reads as gallery
from council.people.rules import SECTORS, SIDES, UNITS
from council.record import reads as record
from council.record.leaves import read_time
from council.story.running_order import AGENDA, Line, agenda_told
from council.words import _

Leaf = dict[str, Any]

QUOTED = {"item.closed": "outcome", "sounding.answered": "why", "decision.noted": "what", "word.shown": "text", "written.begun": "text",
          "minutes.remarked": "text", "minutes.objected": "text", "minutes.answered": "words"}
"""Kinds whose entry holds words that somebody said or wrote, and the field in which they stand: these alone may be quoted."""

TURN = ("speech.begun", "speech.ended", "interjection.begun", "interjection.ended", "written.begun", "written.read")
"""Kinds that begin and end somebody's turn; one that interrupts another ends before it."""

STANDS = {"meeting.opened": "open", "meeting.resumed": "open", "meeting.adjourned": "adjourned", "meeting.closed": "closed", "meeting.cancelled": "cancelled"}
"""What a meeting is after each of these."""


@dataclass(frozen=True)
class Quote:
    """Words from an entry: who (an office, a side), what, when, which entry."""

    seq: int
    at: str
    who: str
    words: str


@dataclass(frozen=True)
class Result:
    """A vote that is closed, as its entry says it."""

    seq: int
    at: str
    question: str
    passed: bool
    tally: dict[str, dict[str, int]]
    topic: str


@dataclass(frozen=True)
class Text:
    """The words of a clause as they stood at this moment, with the entry they come from."""

    seq: int
    clause_id: int
    number: int
    title: str
    text: str


@dataclass
class Side:
    """One side's votes so far."""

    word: str
    unit: str
    electorate: int
    choices: dict[str, str] = field(default_factory=dict)

    def count(self, choice: str) -> int:
        """How many chose it; a changed ballot counts once."""
        return sum(each == choice for each in self.choices.values())

    @property
    def bar(self) -> dict[str, Any]:
        """As the figures take it."""
        return {"word": say(self.word), "unit": say(self.unit), "electorate": self.electorate, "cast": len(self.choices),
                **{choice: self.count(choice) for choice in ("for", "against", "abstain")}}


@dataclass
class Vote:
    """A vote that runs."""

    question: str
    text: str
    split: bool
    sides: dict[str, Side]




class Aired:
    """A meeting as strangers may know it now: its entries up to the moment that its delay allows, and what follows from them."""

    def __init__(self, session: Session, meeting: meetings.Meeting) -> None:
        self._session, self.meeting, self.id = session, meeting, meeting.id or 0
        self.rule = gallery.rule(session, self.id)
        self.until: datetime | None = gallery.until(session, self.id)
        self._told: dict[tuple[str, ...], list[tuple[int, Leaf]]] = {}

    @property
    def leaves(self) -> list[tuple[int, Leaf]]:
        """Every entry that may be told, in order."""
        return self.of()

    def of(self, *kinds: str) -> list[tuple[int, Leaf]]:
        """Its entries of these kinds, in order; of all kinds when none is named."""
        if kinds not in self._told:
            found = record.told(self._session, self.meeting.topic, kinds)
            self._told[kinds] = found if self.until is None else list(takewhile(self._may_be_told, found))
        return self._told[kinds]

    def _may_be_told(self, entry: tuple[int, Leaf]) -> bool:
        return self.until is None or read_time(entry[1]["at"]) <= self.until

    @cached_property
    def late(self) -> bool:
        """Whether something of it is still held back."""
        return self.until is not None and gallery.held(self._session, self.id) > 0

    @property
    def state(self) -> str:
        """called, open, adjourned, closed or cancelled."""
        last = self.of(*STANDS)[-1:]
        return STANDS[last[0][1]["kind"]] if last else "called"

    @cached_property
    def lines(self) -> list["Line"]:
        """The agenda as these entries tell it."""
        return agenda_told(leaf for _seq, leaf in self.of(*AGENDA))

    @property
    def on(self) -> "Line | None":
        """The item that is on."""
        return next((line for line in self.lines if line.state == "open"), None) if self.state == "open" else None

    @property
    def place(self) -> int:
        """Which line is on, from 1; 0 for none."""
        return self.lines.index(self.on) + 1 if self.on else 0

    @property
    def speaker(self) -> str | None:
        """How strangers hear the one called who speaks; None when nobody does."""
        on: list[Leaf] = []
        for _seq, leaf in self.of(*TURN, "item.closed", "meeting.closed"):
            past = leaf["kind"].partition(".")[2]
            on = [*on, leaf] if past == "begun" else [] if past == "closed" else on[:-1]
        return self.called(on[-1]) if on else None

    def called(self, leaf: Leaf) -> str:
        """Who began to speak in this entry, as far as the meeting's rules and the speaker allow."""
        return self.named(leaf) or one_of(leaf["body"]["sector"])

    def named(self, leaf: Leaf) -> str | None:
        """The name or office by which strangers hear that speaker called; None when only the side is said."""
        return self._names.get(read_time(leaf["at"]))

    @cached_property
    def _names(self) -> dict[datetime, str]:
        return {moment: say(name) for moment, name in gallery.callings(self._session, self.id).items()}

    @property
    def vote(self) -> Vote | None:
        """The vote that runs, counted from its ballots' entries."""
        runs: dict[str, Vote] = {}
        for _seq, leaf in self.of("vote.opened", "vote.closed", "ballot.cast", "ballot.changed"):
            topic, body = leaf["topic"], leaf["body"]
            if leaf["kind"] == "vote.opened" and not body.get("rehearsal"):
                sides = {side: Side(SECTORS[side], UNITS[side], body["electorate"].get(side, 0)) for side in SIDES}
                runs[topic] = Vote(body["question"], body.get("text", ""), body.get("show") == "split", sides)
            elif leaf["kind"] == "vote.closed":
                runs.pop(topic, None)
            elif topic in runs and body["sector"] in runs[topic].sides:
                runs[topic].sides[body["sector"]].choices[body["mark"]] = body["choice"]
        return next(reversed(runs.values()), None)

    @property
    def sounding(self) -> str | None:
        """What is being asked about, without binding anybody."""
        last = self.of("sounding.opened", "sounding.closed", "meeting.closed")[-1:]
        return str(last[0][1]["body"]["title"]) if last and last[0][1]["kind"] == "sounding.opened" else None

    @property
    def attendance(self) -> dict[str, int]:
        """How many of each sector have checked in so far."""
        counted: dict[str, int] = {}
        steps = {"attendance.noted": 1, "attendance.withdrawn": -1}
        for _seq, leaf in self.of(*steps):
            sector = leaf["body"]["sector"]
            counted[sector] = counted.get(sector, 0) + steps[leaf["kind"]]
        return {sector: counted[sector] for sector in SECTORS if counted.get(sector)}

    @property
    def results(self) -> list[Result]:
        """The votes that were closed, in order."""
        asked = {leaf["topic"]: leaf["body"] for _seq, leaf in self.of("vote.opened")}
        closed = [(seq, leaf, asked.get(leaf["topic"]) or leaf["body"]) for seq, leaf in self.of("vote.closed")]
        return [Result(seq, leaf["at"], said.get("question", ""), bool(leaf["body"]["verdict"]["passed"]), leaf["body"]["tally"], leaf["topic"])
                for seq, leaf, said in closed if not said.get("rehearsal")]

    @property
    def quotes(self) -> list[Quote]:
        """Everything that may be quoted, in order."""
        undone = {leaf["body"]["seq"] for _seq, leaf in self.of("step.undone")}
        return [Quote(seq, leaf["at"], _who(leaf), words) for seq, leaf in self.of(*QUOTED) if seq not in undone and (words := _words(leaf))]

    @cached_property
    def texts(self) -> list[Text]:
        """The clauses that the agenda is about, as they stood at this moment."""
        abouts = [line.about for line in self.lines]
        found = [self._text(topic) for topic in dict.fromkeys(clause for about in abouts for clause in self._clauses(about))]
        return [each for each in found if each is not None]

    def _clauses(self, about: str) -> Iterable[str]:
        if about.startswith("convention:"):
            return [leaf["topic"] for _seq, leaf in record.told(self._session, about, ("clause.added",))]
        return [about] if about.startswith("clause:") else []

    def _text(self, topic: str) -> Text | None:
        told = [(seq, leaf) for seq, leaf in record.told(self._session, topic, ("clause.added", "clause.reworded"))
                if self.until is None or read_time(leaf["at"]) <= self.until]
        if not told:
            return None
        seq, leaf = told[-1]
        body = leaf["body"]
        return Text(seq, int(topic.partition(":")[2]), body["number"], body["title"], body["text"])


def aired(session: Session, meeting_id: int) -> Aired:
    """The meeting as strangers may know it, read once for all parts of one look at the database."""
    known: dict[int, Aired] = session.info.setdefault("aired", {})
    if meeting_id not in known:
        known[meeting_id] = Aired(session, meetings.meeting(session, meeting_id))
    return known[meeting_id]


def one_of(sector: str) -> str:
    """Somebody of a side, as strangers hear it."""
    somebody = {"resident": _("一位居民"), "merchant": _("一位商户"), "police": _("民警"), "property": _("物业"), "committee": _("居委会")}
    return say(somebody.get(sector, _("一位街坊")))


def _who(leaf: Leaf) -> str:
    sector = leaf["body"].get("sector")
    return one_of(sector) if sector else say(leaf["actor"])


def _words(leaf: Leaf) -> str:
    words = leaf["body"].get(QUOTED.get(leaf["kind"], ""), "")
    return words if isinstance(words, str) else ""
