"""Which screens the hall has, and what each of them shows."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from council.meetings.showing.models import Showing
from council.meetings.showing.rules import FOLLOW, MAIN, PAGES


@dataclass(frozen=True)
class Screen:
    """A screen by its name ("" is the first one), the page it holds, and the word for that page."""

    name: str
    page: str

    @property
    def word(self) -> str:
        """What it shows, for the desk."""
        return PAGES[self.page]


def screens(session: Session, meeting_id: int) -> list[Screen]:
    """Every screen of the hall, the first one first, the others in the order in which they were named."""
    rows = session.exec(select(Showing).where(Showing.meeting_id == meeting_id).order_by(col(Showing.id)))
    shown = {MAIN: FOLLOW}
    shown.update((row.screen, row.page) for row in rows)
    return [Screen(name, page) for name, page in shown.items()]


def page_of(session: Session, meeting_id: int, screen: str = MAIN) -> str:
    """What a screen shows now: a key of rules.PAGES; one that nobody has turned follows the meeting."""
    return next((each.page for each in screens(session, meeting_id) if each.name == screen), FOLLOW)
