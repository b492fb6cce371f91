"""A meeting as its entries tell it: from leaves to facts, without a row and without a word that is shown."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from council.meetings.minutes import mistakes
from council.meetings.minutes.sitting import KINDS as SITTING
from council.meetings.minutes.sitting import Sitting

Leaf = Mapping[str, Any]
AFTERWARDS = ("minutes", "decision")
"""What is still heard once the minutes have been put up; no other entry changes them."""


@dataclass
class Speech:
    """Somebody of a side had the floor; seconds is None while it has not ended. `at` finds the name for members' eyes.

    aside: empty, or question, answer, order, read; text: the words of a statement whose author let them be shown, with its entry.
    """

    at: str
    sector: str
    seconds: int | None = None
    aside: str = ""
    text: str = ""
    seq: int = 0


@dataclass
class Step:
    """Something that happened to the item: a vote, a sounding, a new wording; body is that of the entry which ended it."""

    seq: int
    at: str
    kind: str
    topic: str
    body: dict[str, Any]


@dataclass
class Decided:
    """Who does what until when; struck: noted by mistake."""

    id: int
    seq: int
    what: str
    who: Mapping[str, str]
    until: str
    struck: bool = False


@dataclass
class Item:
    """One item of the agenda with everything that happened while it was on."""

    id: int
    title: str
    kind: str = "topic"
    minutes: int = 0
    turns: list[list[str]] = field(default_factory=list)
    days: list[int] = field(default_factory=list)
    outcomes: list[tuple[int, str]] = field(default_factory=list)
    speeches: list[Speech] = field(default_factory=list)
    steps: dict[str, Step] = field(default_factory=dict)
    decisions: list[Decided] = field(default_factory=list)
    filed: int = 0


@dataclass
class Remark:
    """A word of the desk about the minutes, dated; it changes nothing above it."""

    seq: int
    at: str
    actor: str
    text: str


@dataclass
class Objection:
    """What an attendee found wrong, and the answer. late: answered after the minutes were final."""

    seq: int
    at: str
    sector: str
    text: str
    answer: Remark | None = None
    accepted: bool = False
    late: bool = False


@dataclass
class Minutes:
    """All facts of the minutes. put_up and final: the bodies of those entries, with `seq` and `at`; upto: the last entry told."""

    called: Mapping[str, Any] = field(default_factory=dict)
    began: str = ""
    ended: str = ""
    here: dict[str, int] = field(default_factory=dict)
    helped: dict[str, int] = field(default_factory=dict)
    items: dict[int, Item] = field(default_factory=dict)
    aside: dict[str, Step] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    objections: dict[int, Objection] = field(default_factory=dict)
    put_up: Mapping[str, Any] | None = None
    final: Mapping[str, Any] | None = None
    upto: int = -1
    sitting: Sitting = field(default_factory=Sitting)

    @property
    def state(self) -> str:
        """As in rules.STATES."""
        if self.final:
            return "final"
        return "published" if self.put_up else "draft" if self.ended else "none"

    @property
    def decisions(self) -> list[Decided]:
        """What stands, in the order of the agenda."""
        return [each for item in self.items.values() for each in item.decisions if not each.struck]

    @property
    def spoken(self) -> dict[str, tuple[int, int]]:
        """By sector: how many speeches, how many seconds."""
        total: dict[str, tuple[int, int]] = {}
        for each in (speech for item in self.items.values() for speech in item.speeches if speech.seconds is not None):
            times, seconds = total.get(each.sector, (0, 0))
            total[each.sector] = times + 1, seconds + (each.seconds or 0)
        return total

    @property
    def corrections(self) -> list[Remark]:
        """What was put right because somebody objected."""
        return [each.answer for each in self.objections.values() if each.answer and each.accepted]

    @property
    def unanswered(self) -> int:
        """How many objections had no answer when the window was over, or have none now."""
        return sum(each.answer is None or each.late for each in self.objections.values())


def tell(leaves: Iterable[tuple[int, Leaf]]) -> Minutes:
    """The minutes out of the entries that were heard in the meeting's stream, in order."""
    teller = _Teller()
    for seq, leaf in leaves:
        noun, told = leaf["kind"].partition(".")[0], teller.told
        hear = teller.hears.get(leaf["kind"]) or teller.hears.get(noun)
        if hear and (told.put_up is None or noun in AFTERWARDS):
            hear(seq, leaf)
        told.upto = seq
    return teller.told


class _Teller:
    """Hears one entry after the other; `on` is the item that is on, `asked` the opening of each vote."""

    def __init__(self) -> None:
        self.told, self.asked = Minutes(), dict[str, Leaf]()
        self.on: Item | None = None
        self.hears = {
            "meeting": self._meeting, "item.added": self._added, "item.restored": self._added, "item.changed": self._changed,
            "item.moved": self._moved, "item.returned": self._gone, "item.dropped": self._gone, "item.opened": self._opened, "item.closed": self._closed,
            "attendance.noted": self._came, "speech.begun": self._spoke, "speech.ended": self._ended,
            "interjection.begun": self._spoke, "interjection.ended": self._ended, "written.begun": self._spoke, "written.read": self._ended,
            "written.filed": self._filed, "vote": self._vote,
            "sounding.opened": self._step, "sounding.closed": self._step, "clause.reworded": self._step, "convention.adopted": self._step,
            "dispute.settled": self._step, "decision": self._decision, "minutes": self._minutes,
            "attendance.withdrawn": lambda _seq, leaf: mistakes.withdrawn(self.told, leaf["body"]), "step.undone": self._undone,
            **dict.fromkeys(SITTING, self.told.sitting.hear),
        }

    def _meeting(self, _seq: int, leaf: Leaf) -> None:
        told, past = self.told, leaf["kind"].partition(".")[2]
        if past in ("called", "changed"):
            told.called = {**told.called, **leaf["body"]}
        elif past == "opened":
            told.began = leaf["at"]
            told.sitting.began(leaf)
        elif past == "closed":
            told.ended = leaf["at"]
            told.sitting.ended(_seq, leaf)
            self._counted(leaf["body"])

    def _counted(self, body: Mapping[str, Any]) -> None:
        """On several days somebody may have come twice: only the last entry knows how many came at all."""
        if len(self.told.sitting.days) > 1:
            self.told.here = dict(body["attendance"])

    def _item(self, body: Mapping[str, Any]) -> Item:
        return self.told.items.setdefault(body["item"], Item(body["item"], body.get("title", "")))

    def _added(self, _seq: int, leaf: Leaf) -> None:
        body = leaf["body"]
        self.told.items[body["item"]] = Item(body["item"], body["title"], body["kind"], body["minutes"])
        self._put(body["item"], body["position"])

    def _changed(self, _seq: int, leaf: Leaf) -> None:
        item, body = self._item(leaf["body"]), leaf["body"]
        item.title, item.kind, item.minutes = body["title"], body["kind"], body["minutes"]

    def _moved(self, _seq: int, leaf: Leaf) -> None:
        self._put(leaf["body"]["item"], leaf["body"]["to"])

    def _gone(self, _seq: int, leaf: Leaf) -> None:
        self.told.items.pop(leaf["body"]["item"], None)

    def _put(self, item_id: int, place: int) -> None:
        """The agenda in its order, this item at its place."""
        items = self.told.items
        order = [each for each in items if each != item_id]
        order.insert(place - 1, item_id)
        self.told.items = {each: items[each] for each in order if each in items}

    def _opened(self, _seq: int, leaf: Leaf) -> None:
        self.on = self._item(leaf["body"])
        self.on.turns.append([leaf["at"], ""])
        self.on.days.append(self.told.sitting.day)
        self.told.sitting.turned_to(leaf)

    def _closed(self, seq: int, leaf: Leaf) -> None:
        item, self.on = self._item(leaf["body"]), None
        if item.turns:
            item.turns[-1][1] = leaf["at"]
        if leaf["body"]["outcome"]:
            item.outcomes.append((seq, leaf["body"]["outcome"]))

    def _came(self, _seq: int, leaf: Leaf) -> None:
        sector = leaf["body"]["sector"]
        self.told.sitting.came(leaf)
        self.told.here[sector] = self.told.here.get(sector, 0) + 1
        if leaf["body"]["channel"] == "desk":
            self.told.helped[sector] = self.told.helped.get(sector, 0) + 1

    def _undone(self, _seq: int, leaf: Leaf) -> None:
        self.on = mistakes.undone(self.told, self.on, leaf["body"])

    def _spoke(self, seq: int, leaf: Leaf) -> None:
        body = leaf["body"]
        aside = "read" if leaf["kind"] == "written.begun" else body.get("as", "")
        self._item(body).speeches.append(Speech(leaf["at"], body["sector"], None, aside, body.get("text", ""), seq))

    def _ended(self, _seq: int, leaf: Leaf) -> None:
        """What began last and has not ended: an interruption ends before what it interrupts."""
        on = [each for each in self._item(leaf["body"]).speeches if each.seconds is None]
        if on:
            on[-1].seconds = leaf["body"]["seconds"]

    def _filed(self, _seq: int, leaf: Leaf) -> None:
        self._item(leaf["body"]).filed += 1

    def _vote(self, seq: int, leaf: Leaf) -> None:
        if leaf["kind"] == "vote.opened":
            self.asked[leaf["topic"]] = leaf["body"]
        elif not leaf["body"].get("rehearsal"):
            asked = self.asked.get(leaf["topic"], {})
            self._step(seq, leaf, {"text": asked.get("text", ""), "rule": asked.get("rule")})

    def _step(self, seq: int, leaf: Leaf, more: Mapping[str, Any] | None = None) -> None:
        """The last entry of a vote or a sounding stands for all of it; each wording and each settlement stands for itself."""
        steps = self.on.steps if self.on else self.told.aside
        noun = leaf["kind"].partition(".")[0]
        key = leaf["topic"] if noun in ("vote", "sounding") else str(seq)
        for item in self.told.items.values():
            steps = item.steps if key in item.steps else steps
        steps[key] = Step(seq, leaf["at"], leaf["kind"], leaf["topic"], {**leaf["body"], **(more or {})})

    def _decision(self, seq: int, leaf: Leaf) -> None:
        body, past = leaf["body"], leaf["kind"].partition(".")[2]
        if past == "noted":
            self._item(body).decisions.append(Decided(body["decision"], seq, body["what"], body["who"], body["until"]))
            return
        found = next((each for item in self.told.items.values() for each in item.decisions if each.id == body["decision"]), None)
        if found is not None and past == "struck":
            found.struck = True

    def _minutes(self, seq: int, leaf: Leaf) -> None:
        told, body, past = self.told, leaf["body"], leaf["kind"].partition(".")[2]
        if past == "remarked":
            told.remarks.append(Remark(seq, leaf["at"], leaf["actor"], body["text"]))
        elif past == "objected":
            told.objections[seq] = Objection(seq, leaf["at"], body["sector"], body["text"])
        elif past == "answered" and body["objection"] in told.objections:
            of = told.objections[body["objection"]]
            of.answer, of.accepted = Remark(seq, leaf["at"], leaf["actor"], body["words"]), body["accepted"]
            of.late = told.final is not None
        elif past == "published":
            told.put_up = {**body, "seq": seq, "at": leaf["at"]}
        elif past == "finalised":
            told.final = {**body, "seq": seq, "at": leaf["at"]}
