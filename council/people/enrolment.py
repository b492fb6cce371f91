"""Invitation cards: made, used once, revoked; the code is kept only as a hash."""

from collections.abc import Iterable
from datetime import timedelta

from sqlmodel import Session, col, select

from council import clock
from council.people import codes
from council.people.models import Card

LASTS = timedelta(days=30)


def issue(session: Session, council_id: int, person_ids: Iterable[int], lasts: timedelta = LASTS) -> dict[int, str]:
    """Make a fresh card for each person and revoke the older unused ones; returns person → code, seen only now. Door: keeping."""
    made: dict[int, str] = {}
    at = clock.now()
    for person_id in person_ids:
        for old in _open(session, person_id):
            old.revoked_at = at
            session.add(old)
        code = codes.new_code()
        session.add(Card(council_id=council_id, person_id=person_id, code_hash=codes.code_hash(code), made_at=at, expires_at=at + lasts))
        made[person_id] = code
    return made


def card_of(session: Session, code: str) -> Card | None:
    """The card of a typed or scanned code, whatever its state."""
    return session.exec(select(Card).where(Card.code_hash == codes.code_hash(code))).first()


def why_not_use(card: Card | None) -> str | None:
    """Why a card opens nothing, in words that tell what to do and nothing about other people."""
    if card is None:
        return "没有这张卡。请看看八个字有没有抄错；卡上没有数字 0、1 和字母 O、I。"
    if card.revoked_at:
        return "这张卡已经作废，换过新的了。请用新卡，或者问书记要一张。"
    if card.used_at:
        return "这张卡已经用过了。换手机的话，请书记给您一张新的。"
    if card.expires_at < clock.now():
        return "这张卡过期了。请问书记要一张新的，一分钟就好。"
    return None


def use(session: Session, card_id: int) -> Card | None:
    """Mark a card used; None when someone else was faster. Door: keeping."""
    card = session.exec(select(Card).where(Card.id == card_id).with_for_update()).first()
    if why_not_use(card) is not None or card is None:
        return None
    card.used_at = clock.now()
    session.add(card)
    return card


def revoke(session: Session, person_id: int) -> int:
    """Make every open card of a person void; returns how many. Door: keeping."""
    cards = _open(session, person_id)
    for card in cards:
        card.revoked_at = clock.now()
        session.add(card)
    return len(cards)


def _open(session: Session, person_id: int) -> list[Card]:
    return list(session.exec(select(Card).where(Card.person_id == person_id, col(Card.used_at).is_(None), col(Card.revoked_at).is_(None))))
