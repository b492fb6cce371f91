"""Reading the floor: who waits to speak, who speaks, how long each side and each person has spoken, who should be next and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from council import clock
from council.i18n import say
from council.meetings import rules
from council.meetings.agenda import current_item
from council.meetings.models import Hand, HandLowering, Speech
from council.meetings.speaking import rules as speaking
from council.meetings.speaking.models import HandPlace, SpeakingTime, SpeechExtension, SpeechPause
from council.meetings.speaking.rules import Turn
from council.people import reads as people
from council.people.rules import SECTORS
from council.words import Sentence, _


@dataclass(frozen=True)
class Speaker:
    """Somebody on the list or on the floor, for members' eyes: `name` never goes to the gallery, `side` may. spoken: seconds so far."""

    hand_id: int
    person_id: int
    name: str
    sector: str
    where: str
    stand: str
    first: bool
    spoken: int

    @property
    def side(self) -> str:
        """What the public is told."""
        return SECTORS.get(self.sector, SECTORS["organisation"])


@dataclass(frozen=True)
class Speaking(Speaker):
    """Who has the floor. aside: empty, or as in speaking.rules.ASIDES; below: the speech that waits meanwhile.

    Whoever wrote what is read out without their name has none here, and person 0.
    """

    turn: Turn
    aside: str = ""
    below: "Speaking | None" = None

    @property
    def began_at(self) -> datetime:
        return self.turn.began

    @property
    def allowed(self) -> int:
        """Seconds, with what was added."""
        return self.turn.allowed

    @property
    def deadline(self) -> datetime:
        return speaking.deadline(self.turn)

    @property
    def stopped(self) -> bool:
        """Whether the clock stands still."""
        return speaking.stopped_at(self.turn) is not None

    @property
    def left(self) -> int:
        """Whole seconds left while the clock stands still, as a clock that counts down shows them; negative: over time."""
        return -((speaking.left(self.turn) or timedelta(0)) // timedelta(seconds=-1))

    @property
    def read(self) -> bool:
        """Whether the desk reads out what somebody wrote."""
        return self.aside.startswith("read_")

    @property
    def word(self) -> str:
        """What it is, when it is not a speech of one's own."""
        return speaking.ASIDES.get(self.aside, "")


@dataclass(frozen=True)
class Suggestion:
    """Whom to call next and the reason; both None when nobody waits."""

    hand_id: int | None
    reason: str | None


@dataclass(frozen=True)
class MyTurn:
    """One person's own part: whether they speak now, whether their speech waits for an interruption to end, whether their point of order waits."""

    speaks: bool
    held: bool
    point: bool


def my_turn(session: Session, meeting_id: int, person_id: int) -> MyTurn:
    """What a phone says to its owner about speaking."""
    rows = [row.person_id if not row.aside.startswith("read_") else 0 for row in open_speeches(session, meeting_id)]
    return MyTurn(rows[:1] == [person_id], rows[:1] != [person_id] and person_id in rows, point_of(session, meeting_id, person_id) is not None)


def hands_up(session: Session, meeting_id: int) -> list[Hand]:
    """The hands that are up for what is on now, in the order they went up, or in that of the desk; points of order stand apart."""
    hands = [hand for hand in _waiting(session, meeting_id) if hand.stand != "order"]
    at = places(session, [hand.id or 0 for hand in hands])
    return sorted(hands, key=lambda hand: at[hand.id or 0])


def places(session: Session, hands: list[int]) -> dict[int, int]:
    """By which number each of these hands stands on the list."""
    if not hands:
        return {}
    moved = session.exec(select(HandPlace).where(col(HandPlace.hand_id).in_(hands)).order_by(col(HandPlace.id)))
    return {id: id for id in hands} | {row.hand_id: row.place for row in moved}


def points(session: Session, meeting_id: int) -> list[Speaker]:
    """The points of order that wait for an answer, the oldest first."""
    return _shown(session, meeting_id, [hand for hand in _waiting(session, meeting_id) if hand.stand == "order"])


def _waiting(session: Session, meeting_id: int) -> list[Hand]:
    on = current_item(session, meeting_id)
    if on is None:
        return []
    query = (select(Hand).join(HandLowering, col(HandLowering.hand_id) == col(Hand.id), isouter=True)
             .join(Speech, col(Speech.hand_id) == col(Hand.id), isouter=True)
             .where(Hand.item_id == on.id, col(HandLowering.hand_id).is_(None), col(Speech.hand_id).is_(None)))
    return list(session.exec(query.order_by(col(Hand.id))))


def hand_of(session: Session, meeting_id: int, person_id: int) -> Hand | None:
    """The hand that this person has up now."""
    return next((hand for hand in hands_up(session, meeting_id) if hand.person_id == person_id), None)


def point_of(session: Session, meeting_id: int, person_id: int) -> Hand | None:
    """The point of order of this person that waits for an answer."""
    return next((hand for hand in _waiting(session, meeting_id) if hand.stand == "order" and hand.person_id == person_id), None)


def queue(session: Session, meeting_id: int) -> list[Speaker]:
    """Who waits to speak, in the order of the list."""
    return _shown(session, meeting_id, hands_up(session, meeting_id))


def _shown(session: Session, meeting_id: int, hands: list[Hand]) -> list[Speaker]:
    if not hands:
        return []
    names = people.names(session, {hand.person_id for hand in hands})
    ended = _ended(session, meeting_id)
    before, total = _have_spoken(ended), _told_by_person(ended)
    return [Speaker(hand.id or 0, hand.person_id, names.get(hand.person_id, ""), hand.sector, where(session, hand.person_id, hand.sector),
                    hand.stand, hand.person_id not in before, total.get(hand.person_id, 0)) for hand in hands]


def open_speeches(session: Session, meeting_id: int) -> list[Speech]:
    """Every speech that has not ended, the one that has the floor first."""
    rows = list(session.exec(select(Speech).where(Speech.meeting_id == meeting_id, col(Speech.ended_at).is_(None))))
    found: list[Speech] = []
    while rows:
        top = speaking.innermost((row.hand_id, row.within) for row in rows)
        found += [row for row in rows if row.hand_id == top]
        rows = [row for row in rows if row.hand_id != top]
    return found


def speech_row(session: Session, meeting_id: int) -> Speech | None:
    """The speech that has the floor."""
    return next(iter(open_speeches(session, meeting_id)), None)


def speech_now(session: Session, meeting_id: int) -> Speaking | None:
    """Who has the floor, or None."""
    rows = open_speeches(session, meeting_id)
    if not rows:
        return None
    names, ended = people.names(session, {row.person_id for row in rows}), _ended(session, meeting_id)
    before, total, on = _have_spoken(ended), _told_by_person(ended), None
    turns = _turns(session, rows)
    for row in reversed(rows):
        hand = session.get(Hand, row.hand_id)
        hidden = row.aside == "read_unnamed"
        name, place = (say(_("书面发言")), "") if hidden else (names.get(row.person_id, ""), where(session, row.person_id, row.sector))
        on = Speaking(row.hand_id, 0 if hidden else row.person_id, name, row.sector, place, hand.stand if hand and not row.aside else "",
                      not row.aside and row.person_id not in before, total.get(row.person_id, 0), turns[row.hand_id], row.aside, on)
    return on


def turn(session: Session, row: Speech) -> Turn:
    """The clock of one speech."""
    return _turns(session, [row])[row.hand_id]


def _turns(session: Session, rows: list[Speech]) -> dict[int, Turn]:
    """The clocks of these speeches of one meeting, with two questions to the database."""
    if not rows:
        return {}
    meeting_id = rows[0].meeting_id
    pauses: dict[int, list[tuple[datetime, datetime | None]]] = {}
    for pause in session.exec(select(SpeechPause).where(SpeechPause.meeting_id == meeting_id).order_by(col(SpeechPause.id))):
        pauses.setdefault(pause.hand_id, []).append((clock.aware(pause.at), clock.aware(pause.until) if pause.until else None))
    added: dict[int, int] = {}
    for more in session.exec(select(SpeechExtension).where(SpeechExtension.meeting_id == meeting_id)):
        added[more.hand_id] = added.get(more.hand_id, 0) + more.seconds
    return {row.hand_id: Turn(clock.aware(row.began_at), row.allowed + added.get(row.hand_id, 0), tuple(pauses.get(row.hand_id, ())),
                              clock.aware(row.ended_at) if row.ended_at else None) for row in rows}


def spoken(session: Session, meeting_id: int) -> dict[str, int]:
    """Seconds spoken by sector, of the speeches that have ended; what was read out counts for the side that wrote it."""
    total: dict[str, int] = {}
    for row, seconds in _ended(session, meeting_id):
        total[row.sector] = total.get(row.sector, 0) + seconds
    return {sector: total[sector] for sector in SECTORS if sector in total}


def by_person(ended: list[tuple[Speech, int]]) -> dict[int, int]:
    """Seconds spoken by person, of the speeches that have ended."""
    total: dict[int, int] = {}
    for row, seconds in ended:
        total[row.person_id] = total.get(row.person_id, 0) + seconds
    return total


def spoken_by(session: Session, meeting_id: int) -> list[tuple[int, str, str, int]]:
    """Who spoke how long in this meeting, the longest first: (person, name, sector, seconds). For the desk."""
    ended = _ended(session, meeting_id)
    sectors, names = {row.person_id: row.sector for row, _n in ended}, people.names(session, {row.person_id for row, _n in ended})
    lines = [(person, names.get(person, ""), sectors[person], seconds) for person, seconds in by_person(ended).items()]
    return sorted(lines, key=lambda line: (-line[3], line[0]))


def heard(session: Session, item_id: int) -> int:
    """How many speeches about an item have ended."""
    return len(session.exec(select(Speech.hand_id).where(Speech.item_id == item_id, col(Speech.ended_at) > col(Speech.began_at))).all())


def suggestion(session: Session, meeting_id: int) -> Suggestion:
    """Whom to call next, balancing the two sides by their time, and within a side those who spoke less."""
    wishes = [rules.Wish(each.hand_id, each.name, each.sector, each.first, each.spoken) for each in queue(session, meeting_id)]
    if not wishes:
        return Suggestion(None, None)
    ended, now = _ended(session, meeting_id), open_speeches(session, meeting_id)
    last = ended[-1][0].sector if ended else None
    return Suggestion(*rules.next_speaker(wishes, spoken(session, meeting_id), last, now[-1].sector if now else None))


def allowance(session: Session, meeting_id: int) -> int:
    """How many seconds a speech may last now."""
    on = current_item(session, meeting_id)
    rows = session.exec(select(SpeakingTime).where(SpeakingTime.meeting_id == meeting_id).order_by(col(SpeakingTime.id)))
    return speaking.allowance([(row.item_id, row.seconds) for row in rows], on.id if on else None, rules.SPEECH)


def added(session: Session, hand_id: int) -> int:
    """Seconds that were added to a speech."""
    return sum(row.seconds for row in session.exec(select(SpeechExtension).where(SpeechExtension.hand_id == hand_id)))


def pause_now(session: Session, hand_id: int) -> SpeechPause | None:
    """The pause in which a speech stands."""
    return session.exec(select(SpeechPause).where(SpeechPause.hand_id == hand_id, col(SpeechPause.until).is_(None))).first()


def where(session: Session, person_id: int, sector: str) -> str:
    """A shop's name, or a home's door: 冷街冰淇淋, 12 号."""
    mine = next((each for each in people.capacities(session, person_id) if each.sector == sector), None)
    if mine is None or sector not in ("resident", "merchant"):
        return ""
    return mine.shop or (Sentence(_("{door} 号"), door=mine.door) if mine.door else "")


def _ended(session: Session, meeting_id: int) -> list[tuple[Speech, int]]:
    """The speeches that have ended, in their order, each with its seconds; one of no length was called by mistake."""
    rows = list(session.exec(select(Speech).where(Speech.meeting_id == meeting_id, col(Speech.ended_at) > col(Speech.began_at))
                             .order_by(col(Speech.began_at), col(Speech.hand_id))))
    turns = _turns(session, rows)
    return [(row, speaking.spoken(turns[row.hand_id], turns[row.hand_id].ended or turns[row.hand_id].began)) for row in rows]


def _told_by_person(ended: list[tuple[Speech, int]]) -> dict[int, int]:
    """The same for everybody's ears: what was read out without a name tells of nobody."""
    return by_person([(row, seconds) for row, seconds in ended if row.aside != "read_unnamed"])


def _have_spoken(ended: list[tuple[Speech, int]]) -> set[int]:
    """Who has had a speech of their own."""
    return {row.person_id for row, _seconds in ended if not row.aside}
