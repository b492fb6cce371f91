"""Reading the floor: who waits to speak, who speaks, how long each side has spoken, who should be next and why."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from council.meetings import rules
from council.meetings.agenda import current_item
from council.meetings.models import Hand, HandLowering, Speech
from council.people import reads as people
from council.people.rules import SECTORS
from council.words import Sentence, _


@dataclass(frozen=True)
class Speaker:
    """Somebody on the list or on the floor, for members' eyes: `name` never goes to the gallery, `side` may."""

    hand_id: int
    person_id: int
    name: str
    sector: str
    where: str
    stand: str
    first: bool

    @property
    def side(self) -> str:
        """What the public is told."""
        return SECTORS.get(self.sector, SECTORS["organisation"])


@dataclass(frozen=True)
class Speaking(Speaker):
    """Who has the floor."""

    began_at: datetime
    allowed: int

    @property
    def deadline(self) -> datetime:
        return self.began_at + timedelta(seconds=self.allowed)


@dataclass(frozen=True)
class Suggestion:
    """Whom to call next and the reason; both None when nobody waits."""

    hand_id: int | None
    reason: str | None


def hands_up(session: Session, meeting_id: int) -> list[Hand]:
    """The hands that are up for what is on now, in the order they went up."""
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


def queue(session: Session, meeting_id: int) -> list[Speaker]:
    """Who waits to speak, in the order the hands went up."""
    hands = hands_up(session, meeting_id)
    names = people.names(session, {hand.person_id for hand in hands})
    before = _have_spoken(session, meeting_id)
    return [Speaker(hand.id or 0, hand.person_id, names.get(hand.person_id, ""), hand.sector, where(session, hand.person_id, hand.sector),
                    hand.stand, hand.person_id not in before) for hand in hands]


def speech_row(session: Session, meeting_id: int) -> Speech | None:
    """The speech that has not ended."""
    return session.exec(select(Speech).where(Speech.meeting_id == meeting_id, col(Speech.ended_at).is_(None))).first()


def speech_now(session: Session, meeting_id: int) -> Speaking | None:
    """Who has the floor, or None."""
    row = speech_row(session, meeting_id)
    if row is None:
        return None
    hand, name = session.get(Hand, row.hand_id), people.names(session, {row.person_id}).get(row.person_id, "")
    first = row.person_id not in _have_spoken(session, meeting_id)
    return Speaking(row.hand_id, row.person_id, name, row.sector, where(session, row.person_id, row.sector), hand.stand if hand else "",
                    first, row.began_at, row.allowed)


def spoken(session: Session, meeting_id: int) -> dict[str, int]:
    """Seconds spoken by sector, of the speeches that have ended."""
    total: dict[str, int] = {}
    for row in _ended(session, meeting_id):
        if row.ended_at:
            total[row.sector] = total.get(row.sector, 0) + round((row.ended_at - row.began_at).total_seconds())
    return {sector: total[sector] for sector in SECTORS if sector in total}


def suggestion(session: Session, meeting_id: int) -> Suggestion:
    """Whom to call next, balancing the two sides by their time."""
    wishes = [rules.Wish(each.hand_id, each.name, each.sector, each.first) for each in queue(session, meeting_id)]
    ended, now = _ended(session, meeting_id), speech_row(session, meeting_id)
    last = ended[-1].sector if ended else None
    return Suggestion(*rules.next_speaker(wishes, spoken(session, meeting_id), last, now.sector if now else None))


def where(session: Session, person_id: int, sector: str) -> str:
    """A shop's name, or a home's door: 冷街冰淇淋, 12 号."""
    mine = next((each for each in people.capacities(session, person_id) if each.sector == sector), None)
    if mine is None or sector not in ("resident", "merchant"):
        return ""
    return mine.shop or (Sentence(_("{door} 号"), door=mine.door) if mine.door else "")


def _ended(session: Session, meeting_id: int) -> list[Speech]:
    return list(session.exec(select(Speech).where(Speech.meeting_id == meeting_id, col(Speech.ended_at).is_not(None))
                             .order_by(col(Speech.began_at), col(Speech.hand_id))))


def _have_spoken(session: Session, meeting_id: int) -> set[int]:
    return {row.person_id for row in _ended(session, meeting_id)}
