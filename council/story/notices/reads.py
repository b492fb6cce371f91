"""My notices: the record's entries on the topics that concern me, one line for each act, the newest first."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel import Session

from council import clock
from council.conventions.answers import reads as answers
from council.grievances import reads as grievances
from council.grievances.followers import followed
from council.i18n import say
from council.mediation.cases import reads as cases
from council.meetings.facts import reads as facts
from council.meetings.planning import reads as planning
from council.people.reads import Me
from council.people.rules import DESK
from council.record.streams import Heard, Wish, done_by, heard
from council.refusal import Absent
from council.story.notices.models import NoticeMark
from council.story.notices.sentences import OFFICE, OURS, sentence, weight
from council.words import Sentence, _

INVITING = ("meeting.invited", "meeting.called_together")

OLD = timedelta(days=30)
"""What is older is no news, even to somebody who has never looked."""


@dataclass(frozen=True)
class Notice:
    """One line: what happened, to which thing, where to look."""

    seq: int
    at: datetime
    words: str
    thing: str
    href: str
    unread: bool


def notices(session: Session, me: Me, most: int = 50) -> list[Notice]:
    """The newest lines, unread first."""
    mark = read_until(session, me.id)
    lines = [each for each in _lines(session, me, -1, mark) if each is not None][:most]
    return sorted(lines, key=lambda each: (not each.unread, -each.seq))


def unread(session: Session, me: Me) -> int:
    """How many lines are new."""
    mark = read_until(session, me.id)
    return sum(line.unread for line in _lines(session, me, mark, mark))


def newest(session: Session, me: Me, after: int) -> int:
    """The number of the newest entry after `after` that concerns `me`; 0 when there is none."""
    return max((line.seq for line in _lines(session, me, after, after)), default=0)


def read_until(session: Session, person_id: int) -> int:
    """The last entry that was seen; -1 before the first look."""
    mark = session.get(NoticeMark, person_id)
    return mark.seq if mark else -1


def _lines(session: Session, me: Me, after: int, mark: int) -> Iterator[Notice]:
    own = followed(session, me)
    talks = cases.of_mine(session, me, own)
    wish, since = _wish(session, me, own, talks)
    found = [each for each in heard(session, wish, after) if _for_me(each, since)]
    mine = done_by(session, f"{me.council_id}:{me.id}", found[-1].at) if found else set()
    news = (each for each in found if each.at not in mine and each.at >= since.get(_thing(each, wish), each.at))
    acts = groupby(news, key=lambda each: (each.at, _thing(each, wish)))
    told = [(thing, min(group, key=lambda each: (weight(each.e["kind"]), -each.seq))) for (_at, thing), group in acts]
    places = _places(session, me, {thing for thing, _told in told}) if told else {}
    for thing, each in told:
        if thing in places:
            fresh = each.seq > mark and each.at > clock.now() - OLD
            yield Notice(each.seq, each.at, sentence(each.e["kind"], each.e["body"]), *places[thing], unread=fresh)


def _wish(session: Session, me: Me, own: set[int], talks: list[cases.CaseNow]) -> tuple[Wish, dict[str, datetime]]:
    """What to listen to, and from when on: a clause only since my matter entered it."""
    since = {f"clause:{number}": at for number, at in answers.entered(session, own).items()}
    since |= {f"meeting:{number}": at for number, (_title, at) in planning.concerning(session, me, clock.now() - OLD).items()}
    asked = {row.topic for row, _end in facts.mine(session, me.id)}
    streams = {f"grievance:{number}" for number in own} | asked | since.keys() | {each.topic for each in talks}
    return Wish(me.council_id, streams, OURS, OFFICE if me.offices & DESK else ()), since


def _for_me(each: Heard, since: dict[str, datetime]) -> bool:
    """Of a meeting I hear that I am invited, not that others are; and of its agenda only what is about a matter of mine."""
    kind, topic = each.e["kind"], str(each.e["topic"])
    if kind in INVITING:
        return since.get(topic) == each.at
    return kind.startswith("meeting.") or not each.streams or any(not name.startswith("meeting:") for name in each.streams)


def _thing(each: Heard, wish: Wish) -> str:
    """The topic it is about for me: a matter of mine before the meeting that talks about it, else the entry's own."""
    if each.e["kind"].startswith("meeting."):
        return str(each.e["topic"])
    return next((name for name in each.streams if name in wish.streams and not name.startswith("meeting:")), str(each.e["topic"]))


def _places(session: Session, me: Me, topics: set[str]) -> dict[str, tuple[str, str]]:
    """What each thing is called and where it is; a thing that is not there for me any more is left out."""
    numbers: dict[str, list[int]] = {"grievance": [], "case": [], "clause": [], "meeting": []}
    for topic in topics:
        noun, _colon, digits = topic.partition(":")
        numbers.setdefault(noun, []).append(int(digits))
    found = {seen.topic: (_grievance(seen), f"/grievances/{seen.id}") for seen in grievances.among(session, numbers["grievance"], me)}
    asked = {row.id: row.words for row, _end in facts.mine(session, me.id)} if "question" in numbers else {}
    found |= {f"question:{number}": (asked[number], f"/c/{me.slug}/facts#mine") for number in numbers.get("question", []) if number in asked}
    for number in numbers["case"]:
        with suppress(Absent):
            found[f"case:{number}"] = cases.case(session, number, me).title, f"/cases/{number}"
    titles = planning.concerning(session, me, clock.now() - OLD) if numbers["meeting"] else {}
    found |= {f"meeting:{number}": (titles[number][0], f"/meetings/{number}/before") for number in numbers["meeting"] if number in titles}
    return found | {f"clause:{number}": (answers.called(session, number), f"/clauses/{number}") for number in numbers["clause"]}


def _grievance(seen: grievances.Seen) -> str:
    pattern = _("您说的：{kind}（{place}）") if seen.mine else _("您也是这样：{kind}（{place}）") if seen.i_joined else _("{kind}（{place}）")
    return say(Sentence(pattern, kind=seen.kind, place=seen.place or say(_("没有写地方"))))
