"""Finding grievances: only through the eyes of the one who asks."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, false, or_
from sqlmodel import Session, col, func, select

from council.grievances.handling import states as handling
from council.grievances.models import Addition, Alias, Answer, Concern, Grievance, Joining, OldWording, Proxy, Step
from council.grievances.parties import About, about, concerned, felt, impacts, reaching_parties, suffering
from council.grievances.pseudonyms import pseudonyms
from council.grievances.readers import ReadBy, only_desk_has_read, read_by
from council.grievances.tree import Kind, Tree, siblings, tree
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.refusal import Absent

__all__ = [
    "About", "Kind", "ReadBy", "Seen", "Tree", "about", "additions", "among", "answers", "author", "concerned", "counts", "counts_by_place", "felt",
    "grievance", "impacts", "joinings", "may_add_photos", "mine", "my_party", "old_wordings", "only_desk_has_read", "open_ones", "pseudonyms",
    "reaching_parties", "read_by", "shown", "siblings", "state", "steps", "suffering", "tree", "visible", "within_reach"]


@dataclass(frozen=True)
class Seen:
    """A grievance as one person may see it.

    joined: how many further households say "me too". kind: its category's word. about: the parties. helped: somebody wrote it for its author.
    """

    grievance: Grievance
    state: str
    joined: int
    mine: bool
    i_joined: bool
    place: str
    kind: str
    about: tuple[About, ...] = ()
    helped: Proxy | None = None

    @property
    def id(self) -> int:
        return self.grievance.id or 0

    @property
    def topic(self) -> str:
        return self.grievance.topic

    @property
    def who(self) -> str:
        """The side it comes from; the letter within the case is told by `pseudonyms`."""
        return self.grievance.sector

    @property
    def party(self) -> str:
        """The shops it is about, by name."""
        return "、".join(each.word for each in self.about if each.kind == "shop")


def grievance(session: Session, grievance_id: int, me: Me) -> Seen:
    """One grievance if the lamp reaches `me`; otherwise it is not there."""
    found = session.exec(select(Grievance).where(Grievance.id == grievance_id, within_reach(me))).first()
    if found is None:
        raise Absent
    return shown(session, [found], me)[0]


def among(session: Session, ids: Collection[int], me: Me) -> list[Seen]:
    """Those of these grievances that the lamp lets `me` see."""
    return shown(session, list(session.exec(select(Grievance).where(col(Grievance.id).in_(ids), within_reach(me)))), me)


def mine(session: Session, me: Me, most: int | None = None) -> list[Seen]:
    """What `me` said or joined, newest first."""
    own = or_(col(Grievance.person_id) == me.id, col(Grievance.id).in_(select(Joining.grievance_id).where(Joining.person_id == me.id)))
    return shown(session, list(session.exec(select(Grievance).where(within_reach(me), own).order_by(col(Grievance.id).desc()).limit(most))), me)


def visible(session: Session, me: Me, most: int | None = None, before: int | None = None) -> list[Seen]:
    """The grievances that the lamp lets `me` see, newest first; `most` of them, older than the one with id `before`."""
    asked = select(Grievance).where(within_reach(me)).order_by(col(Grievance.id).desc()).limit(most)
    return shown(session, list(session.exec(asked if before is None else asked.where(col(Grievance.id) < before))), me)


def within_reach(me: Me) -> Any:
    """The condition on a row of Grievance under which the lamp reaches `me`: the law of confidence, said to the database.

    The desk sees all; its author, whoever wrote it down for the author, and whoever has said something in it, always;
    the people of the parties from circle "party" on; every member of the council in circle "lane".
    """
    mine = col(Grievance.council_id) == me.council_id
    if me.offices & DESK:
        return mine
    number, circle = col(Grievance.id), col(Grievance.circle)
    spoke = or_(number.in_(select(Joining.grievance_id).where(Joining.person_id == me.id)),
                number.in_(select(Answer.grievance_id).where(Answer.person_id == me.id)),
                number.in_(select(Proxy.grievance_id).where(Proxy.helper_id == me.id)))
    party = and_(circle == "party", number.in_(select(Concern.grievance_id).where(_of_mine(me))))
    return and_(mine, or_(col(Grievance.person_id) == me.id, spoke, party, circle == "lane" if me.capacities else false()))


def _of_mine(me: Me) -> Any:
    shops = [each.premises_id for each in me.capacities if each.sector == "merchant"]
    doors = [each.door for each in me.capacities if each.door]
    return and_(col(Concern.council_id) == me.council_id, or_(
        and_(col(Concern.kind) == "shop", col(Concern.premises_id).in_(shops)), and_(col(Concern.kind) == "building", col(Concern.door).in_(doors))))


def counts(session: Session, council_id: int) -> dict[str, int]:
    """How many grievances of each category there are."""
    counted = session.exec(select(Grievance.category, func.count()).where(Grievance.council_id == council_id).group_by(col(Grievance.category)))
    return dict(counted.all())


def counts_by_place(session: Session, council_id: int) -> dict[int | None, dict[str, int]]:
    """Stretch of the lane → category → how many: with `counts` all that the public is told."""
    counted: dict[int | None, dict[str, int]] = {}
    for place, category, many in session.exec(select(Grievance.segment_id, Grievance.category, func.count()).where(
            Grievance.council_id == council_id).group_by(col(Grievance.segment_id), col(Grievance.category))):
        counted.setdefault(place, {})[category] = many
    return counted


def open_ones(session: Session, me: Me) -> list[Seen]:
    """What still waits for an answer, newest first; what has ended is not even loaded."""
    asked = select(Grievance).where(within_reach(me), handling.not_ended()).order_by(col(Grievance.id).desc())
    return shown(session, list(session.exec(asked)), me)


def steps(session: Session, grievance_id: int) -> list[Step]:
    """The way it went, oldest first."""
    return list(session.exec(select(Step).where(Step.grievance_id == grievance_id).order_by(col(Step.id))))


def joinings(session: Session, grievance_id: int) -> list[Joining]:
    """The neighbours who said "me too"."""
    return list(session.exec(select(Joining).where(Joining.grievance_id == grievance_id).order_by(col(Joining.id))))


def state(session: Session, row: Grievance) -> str:
    """The present state, read from the steps and from the agenda."""
    return handling.states(session, [row])[row.id or 0]


def answers(session: Session, grievance_id: int) -> list[Answer]:
    """What the parties said to it, oldest first."""
    return list(session.exec(select(Answer).where(Answer.grievance_id == grievance_id).order_by(col(Answer.id))))


def additions(session: Session, grievance_id: int) -> list[Addition]:
    """What its author said later, oldest first."""
    return list(session.exec(select(Addition).where(Addition.grievance_id == grievance_id).order_by(col(Addition.id))))


def my_party(session: Session, seen: Seen, me: Me) -> About | None:
    """The party that `me` may answer for; nobody answers a household of their own."""
    if me.id not in concerned(session, [seen.id])[seen.id]:
        return None
    return next(each for each in seen.about if each.is_mine(me))


def may_add_photos(seen: Seen, me: Me) -> bool:
    """True for its author, for whoever wrote it down for them, and for the desk on their behalf."""
    return seen.mine or bool(me.offices & DESK) or bool(seen.helped and seen.helped.helper_id == me.id)


def author(session: Session, grievance_id: int) -> int:
    """Whose grievance it is, as person id; 0 when it is not there."""
    found = session.get(Grievance, grievance_id)
    return found.person_id if found else 0


def old_wordings(session: Session, grievance_id: int) -> list[OldWording]:
    """How the words read before, oldest first."""
    return list(session.exec(select(OldWording).where(OldWording.grievance_id == grievance_id).order_by(col(OldWording.id))))


def shown(session: Session, rows: list[Grievance], me: Me) -> list[Seen]:
    """Rows that the lamp lets `me` see, with all that a line or a page says of them."""
    ids = [row.id or 0 for row in rows]
    states, parties, kinds = handling.states(session, rows), about(session, me.council_id, ids), tree(session, me.council_id)
    joined, mine = _joined(session, ids, me)
    places = {segment.id: segment.name for segment in people.segments(session, me.council_id)}
    helped = {row.grievance_id: row for row in session.exec(select(Proxy).where(col(Proxy.grievance_id).in_(ids)))}
    return [Seen(row, states[row.id or 0], len(joined.get(row.id or 0, ())), row.person_id == me.id, row.id in mine, places.get(row.segment_id, ""),
                 kinds.word(row.category), tuple(parties[row.id or 0]), helped.get(row.id or 0)) for row in rows]


def _joined(session: Session, ids: list[int], me: Me) -> tuple[dict[int, set[int]], set[int]]:
    """The further households of each grievance, and which of them `me` has joined; a household counts once, its author's not again."""
    filers = {row.grievance_id: row.premises_id for row in session.exec(select(Alias).where(col(Alias.grievance_id).in_(ids), Alias.n == 1))}
    rows = session.exec(select(Joining.grievance_id, Joining.person_id, Alias.premises_id).where(col(Joining.grievance_id).in_(ids)).join(
        Alias, and_(col(Alias.grievance_id) == Joining.grievance_id, col(Alias.person_id) == Joining.person_id), isouter=True))
    homes, mine = dict[int, set[int]](), set[int]()
    for number, person, home in rows:
        if home is None or home != filers.get(number):
            homes.setdefault(number, set()).add(home or -person)
        if person == me.id:
            mine.add(number)
    return homes, mine
