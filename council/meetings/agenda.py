"""Reading the agenda: the items of a meeting with their state, what waits for the next one, what is on now."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlmodel import Session, SQLModel, col, select

from council.meetings.chairing.models import StepUndone
from council.meetings.models import AgendaItem, ItemClosing, ItemOpening, ListClosing, MeetingClosing, SettingAside
from council.refusal import Absent

Row = TypeVar("Row", bound=SQLModel)

LARGEST_ID = 2**31 - 1
"""Databases refuse larger numbers with an error instead of saying that nothing is there."""


@dataclass(frozen=True)
class Line:
    """One line of the agenda; state: waiting, open or done. Times are those of its last opening."""

    id: int
    position: int
    title: str
    kind: str
    about: str
    minutes: int
    state: str
    opened_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""


def find(session: Session, table: type[Row], id: int) -> Row:
    """One row by its id, or Absent."""
    found = session.get(table, id) if 0 < id <= LARGEST_ID else None
    if found is None:
        raise Absent
    return found


def item(session: Session, item_id: int) -> AgendaItem:
    """One item, or Absent."""
    return find(session, AgendaItem, item_id)


def items(session: Session, meeting_id: int) -> list[AgendaItem]:
    """The rows of a meeting's agenda in order."""
    return list(session.exec(select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)
                             .order_by(col(AgendaItem.position), col(AgendaItem.id))))


def agenda(session: Session, meeting_id: int) -> list[Line]:
    """The meeting's agenda in order, each line with its state."""
    rows = session.exec(select(ItemOpening, ItemClosing)
                        .join(ItemClosing, col(ItemClosing.opening_id) == col(ItemOpening.id), isouter=True)
                        .where(ItemOpening.meeting_id == meeting_id, col(ItemOpening.id).not_in(_undone(meeting_id))).order_by(col(ItemOpening.id)))
    turns: dict[int, tuple[ItemOpening, ItemClosing | None]] = {opening.item_id: (opening, closing) for opening, closing in rows}
    return [_line(row, position, turns.get(row.id or 0)) for position, row in enumerate(items(session, meeting_id), 1)]


def _line(row: AgendaItem, position: int, turn: tuple[ItemOpening, ItemClosing | None] | None) -> Line:
    known = (row.id or 0, position, row.title, row.kind, row.about, row.minutes)
    if turn is None:
        return Line(*known, "waiting")
    opening, closing = turn
    if closing is None:
        return Line(*known, "open", opening.at)
    return Line(*known, "done", opening.at, closing.at, closing.outcome)


def opening_now(session: Session, meeting_id: int) -> ItemOpening | None:
    """The opening that has not been closed yet."""
    return session.exec(select(ItemOpening).join(ItemClosing, col(ItemClosing.opening_id) == col(ItemOpening.id), isouter=True)
                        .where(ItemOpening.meeting_id == meeting_id, col(ItemClosing.opening_id).is_(None),
                               col(ItemOpening.id).not_in(_undone(meeting_id)))
                        .order_by(col(ItemOpening.id).desc())).first()


def current_item(session: Session, meeting_id: int) -> AgendaItem | None:
    """What is on now."""
    opening = opening_now(session, meeting_id)
    return session.get(AgendaItem, opening.item_id) if opening else None


def inbox(session: Session, council_id: int) -> list[AgendaItem]:
    """What waits for the next meeting, oldest first; what has been set aside waits no more."""
    return list(session.exec(select(AgendaItem).where(AgendaItem.council_id == council_id, col(AgendaItem.meeting_id).is_(None),
                                                      col(AgendaItem.id).not_in(_aside())).order_by(col(AgendaItem.id))))


def waiting_about(session: Session, council_id: int, about: str) -> AgendaItem | None:
    """The item about this topic that already waits in the inbox."""
    return next((each for each in inbox(session, council_id) if each.about == about), None)


def list_closing(session: Session, item_id: int) -> ListClosing | None:
    """The row that says that the speakers' list of this item is closed, if it is."""
    return session.exec(select(ListClosing).where(ListClosing.item_id == item_id, col(ListClosing.reopened_at).is_(None))).first()


def items_about(session: Session, about: str) -> list[AgendaItem]:
    """Every item about one topic, with or without a meeting."""
    return list(session.exec(select(AgendaItem).where(AgendaItem.about == about).order_by(col(AgendaItem.id))))


def tabled(session: Session, abouts: Collection[str]) -> set[str]:
    """Which of these topics stand on an agenda that is not over, or wait for one."""
    rows = session.exec(select(AgendaItem.about).join(MeetingClosing, col(MeetingClosing.meeting_id) == col(AgendaItem.meeting_id), isouter=True)
                        .where(col(AgendaItem.about).in_(list(abouts)), col(MeetingClosing.meeting_id).is_(None),
                               col(AgendaItem.id).not_in(_aside())))
    return set(rows)


def _aside():  # type: ignore[no-untyped-def]
    return select(SettingAside.item_id).where(col(SettingAside.restored_at).is_(None))


def _undone(meeting_id: int):  # type: ignore[no-untyped-def]
    """The openings that were a mistake."""
    return select(StepUndone.ref).where(StepUndone.meeting_id == meeting_id, col(StepUndone.ref).is_not(None))
