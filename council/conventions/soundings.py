"""Soundings as they are read: who is asked what, and how both sides see it, without names."""

from dataclasses import dataclass
from typing import Any

from sqlmodel import Session, col, func, select

from council.conventions import texts
from council.conventions.models import Sounding, SoundingAnswer, SoundingClosing
from council.conventions.rules import STANDS
from council.people.rules import SECTORS, SIDES


@dataclass(frozen=True)
class Side:
    """How one side answered, in people; `word` is 居民."""

    sector: str
    word: str
    agree: int
    live: int
    object: int

    @property
    def bar(self) -> dict[str, Any]:
        """The side as the figures want it: for, against, abstain."""
        return {"word": self.word, "for": self.agree, "against": self.object, "abstain": self.live}

    @property
    def answered(self) -> int:
        return self.agree + self.live + self.object


@dataclass(frozen=True)
class SoundingNow:
    """A sounding as everybody may see it: counts by side and the public lines."""

    id: int
    clause_id: int
    number: int
    title: str
    running: bool
    sides: tuple[Side, ...]
    others: int
    lines: tuple[tuple[str, str, str], ...]


def sounding(session: Session, sounding_id: int) -> Sounding:
    """One sounding, or Absent."""
    return texts.find(session, Sounding, sounding_id)


def sounding_running(session: Session, venue: str) -> Sounding | None:
    """The sounding that is open in a place (`meeting:12`)."""
    return session.exec(_open().where(Sounding.venue == venue).order_by(col(Sounding.id).desc())).first()


def sounding_of(session: Session, clause_id: int) -> Sounding | None:
    """The sounding that is open on a clause."""
    return session.exec(_open().where(Sounding.clause_id == clause_id).order_by(col(Sounding.id).desc())).first()


def soundings_of(session: Session, clause_id: int) -> list[Sounding]:
    """All soundings on a clause, the newest first."""
    return list(session.exec(select(Sounding).where(Sounding.clause_id == clause_id).order_by(col(Sounding.id).desc())))


def clauses_sounded(session: Session, clause_ids: list[int]) -> set[int]:
    """Which of these clauses are being sounded now."""
    return {row.clause_id for row in session.exec(_open().where(col(Sounding.clause_id).in_(clause_ids)))}


def sounding_closing(session: Session, sounding_id: int) -> SoundingClosing | None:
    """The end of a sounding, or None while it runs."""
    return session.get(SoundingClosing, sounding_id)


def answer_of(session: Session, sounding_id: int, person_id: int) -> SoundingAnswer | None:
    """What a person answered, or None."""
    return session.exec(select(SoundingAnswer).where(
        SoundingAnswer.sounding_id == sounding_id, SoundingAnswer.person_id == person_id)).first()


def sounding_counts(session: Session, sounding_id: int) -> dict[str, dict[str, int]]:
    """{sector: {agree, live, object}}; both sides are always there."""
    rows = session.exec(select(SoundingAnswer.sector, SoundingAnswer.stand, func.count()).where(
        SoundingAnswer.sounding_id == sounding_id).group_by(SoundingAnswer.sector, SoundingAnswer.stand)).all()
    counts = {sector: dict.fromkeys(STANDS, 0) for sector in (*SIDES, *sorted({row[0] for row in rows} - set(SIDES)))}
    for sector, stand, n in rows:
        counts[sector][stand] = n
    return counts


def sounding_now(session: Session, sounding_id: int) -> SoundingNow:
    """A sounding for every screen of the hall; the same for everybody."""
    row = sounding(session, sounding_id)
    asked, wording = texts.clause(session, row.clause_id), texts.wording(session, row.wording_id)
    counts = sounding_counts(session, sounding_id)
    sides = tuple(Side(sector, SECTORS[sector], **counts[sector]) for sector in SIDES)
    others = sum(sum(each.values()) for sector, each in counts.items() if sector not in SIDES)
    return SoundingNow(sounding_id, asked.id or 0, asked.position, wording.title, sounding_closing(session, sounding_id) is None, sides,
                       others, tuple(_lines(session, sounding_id)))


def _lines(session: Session, sounding_id: int) -> list[tuple[str, str, str]]:
    """What was said beside the answers, the newest first: (side, stand, words)."""
    rows = session.exec(select(SoundingAnswer).where(SoundingAnswer.sounding_id == sounding_id, SoundingAnswer.why != "")
                        .order_by(col(SoundingAnswer.at).desc(), col(SoundingAnswer.id).desc()).limit(20))
    return [(row.sector, STANDS[row.stand], row.why) for row in rows]


def _open():  # type: ignore[no-untyped-def]
    return (select(Sounding).join(SoundingClosing, col(SoundingClosing.sounding_id) == col(Sounding.id), isouter=True)
            .where(col(SoundingClosing.sounding_id).is_(None)))
