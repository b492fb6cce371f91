"""Calling a meeting: one form with everything that could stand on its agenda, from every floor."""

from dataclasses import dataclass
from datetime import timedelta

from flask import render_template
from sqlmodel import Session

from council import clock
from council.conventions import reads as conventions
from council.db import reading
from council.grievances import reads as grievances
from council.meetings.planning import reads as planning
from council.meetings.rules import KINDS
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.people.session import enter_council, must_hold
from council.story.pages import bp
from council.words import Sentence, _


@dataclass(frozen=True)
class Choice:
    """Something that may be put on the agenda: the topic and its public title as the form sends them, and a note for the secretary."""

    about: str
    title: str
    note: str

    @property
    def value(self) -> str:
        """The title enters the record, so it is Chinese whatever the secretary reads."""
        return f"{self.about} {self.title[:80]}"


@bp.get("/c/<slug>/meetings/new")
def new_meeting(slug: str) -> str:
    """The form; meetings.calling.call takes it."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        me = must_hold(*DESK, council_id=council.id)
        waiting = planning.waiting(session, council.id or 0)
        choices = [*_clauses(session, council.id or 0), *_grievances(session, me)]
    starts = clock.local(clock.now() + timedelta(days=7)).replace(hour=19, minute=30)
    return render_template("story/calling.html", waiting=waiting, choices=choices, kinds=KINDS, starts=f"{starts:%Y-%m-%dT%H:%M}", tab="now")


def _clauses(session: Session, council_id: int) -> list[Choice]:
    """Conventions with something left to decide: the whole one after the other, clause by clause."""
    return [Choice(row.topic, row.title[:80], Sentence(_("公约草案，还有 {n} 条没有定"), n=conventions.board(session, row.id or 0).open))
            for row in conventions.drafts(session, council_id)]


def _grievances(session: Session, me: Me) -> list[Choice]:
    """Open grievances; the title on the agenda is public and says only the kind and the stretch of the lane."""
    found = []
    for seen in grievances.open_ones(session, me):
        title = Sentence(_("{kind}（{place}）"), kind=seen.kind, place=seen.place) if seen.place else seen.kind
        found.append(Choice(seen.topic, title, Sentence(_("{n} 户说“我也是”。{said}"), n=seen.joined, said=seen.grievance.happened[:40])))
    return found
