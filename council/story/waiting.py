"""What waits for me, and what concerns me: read from every floor, for the strip and the home page."""

from dataclasses import dataclass

from sqlmodel import Session

from council import clock
from council.i18n import clock_time, say
from council.meetings import reads as meetings
from council.patrols import reads as patrols
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.votes import reads as votes
from council.words import Sentence, _


@dataclass(frozen=True)
class Owed:
    """The one thing that waits for me, as the strip says it."""

    text: str
    more: str
    href: str
    go: str


@dataclass(frozen=True)
class FirstStep:
    """One step of a young council, and whether it is done."""

    word: str
    note: str
    href: str
    done: bool


def waiting(session: Session, me: Me) -> Owed | None:
    """A ballot of mine that has not been cast, or nothing."""
    meeting = meetings.running(session, me.council_id)
    vote = votes.running(session, meeting.topic) if meeting else None
    if meeting is None or vote is None:
        return None
    standing = votes.standing(session, vote, me)
    if standing.why is not None or standing.ballot is not None:
        return None
    until = say(Sentence(_("{question}，{time} 截止"), question=vote.question, time=clock_time(vote.closes_at))) if vote.closes_at else vote.question
    return Owed(say(_("您还没有表决")), until, f"/votes/{vote.id}", say(_("去表决")))


def ballot_of(session: Session, vote: votes.Vote, me: Me) -> str:
    """How it stands with my ballot in this vote: todo, cast (it may be changed), or none of mine is asked for."""
    standing = votes.standing(session, vote, me)
    return "none" if standing.why is not None else "cast" if standing.ballot else "todo"


def first_steps(session: Session, me: Me) -> list[FirstStep]:
    """What a young council's secretary does next; nothing once a meeting has been called, or for others."""
    if not me.offices & DESK or meetings.of_council(session, me.council_id):
        return []
    base = f"/c/{me.slug}"
    entries, inside = people.roll(session, me.council_id), people.signed_in(session, me.council_id)
    return [
        FirstStep(_("画弄堂"), _("从弄口往里分几段，标上门牌。"), f"{base}/lane", bool(people.segments(session, me.council_id))),
        FirstStep(_("导入名册"), _("谁住在这里，谁在这里开店。"), f"{base}/roll", len(entries) > 1),
        FirstStep(_("打请柬"), _("一人一张，扫码就能进。"), f"{base}/roll", len(inside) > 1),
        FirstStep(_("开第一次会"), _("定时间、地点和议程，打出告示。"), f"{base}/meetings/new", False),
    ]


def kept(session: Session, council_id: int, most: int = 3) -> list[tuple[patrols.Promise, patrols.Health]]:
    """How the first clauses in force are kept."""
    return [(each, patrols.health(session, each.clause_id)) for each in patrols.clauses(session, council_id)[:most]]


def soon(session: Session, council_id: int) -> meetings.Meeting | None:
    """The next meeting, if it is still ahead or less than a day late."""
    found = meetings.next_meeting(session, council_id)
    return found if found and found.starts_at > clock.ago(days=1) else None
