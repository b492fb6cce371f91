"""Which grievances are like one that is being written: asked among those that the writer's lamp reaches, and no others."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import and_, case, exists, false, func, or_, true
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from council import clock, photos
from council.grievances import reads as grievances
from council.grievances.likeness import rules
from council.grievances.likeness.models import Kinship, LikenessAnswer, Sketch
from council.grievances.likeness.rules import MEASURE, Likeness
from council.grievances.models import Grievance, Step
from council.grievances.places import plain_door
from council.grievances.reads import Seen
from council.grievances.rules import ENDED, why_not_join
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK

_ROW: Any = (col(Grievance.id).label("id"), col(Grievance.at), col(Grievance.segment_id), col(Grievance.door), col(Grievance.happened),
        col(Grievance.hurt), col(Grievance.ask))

UNDRAWN = 0
"""The one stretch of a lane in which nobody has drawn any."""


@dataclass(frozen=True)
class Draft:
    """What somebody is writing. outlines: of its pictures (council.darkroom)."""

    happened: str
    category: str
    hurt: str = ""
    ask: str = ""
    segment_id: int | None = None
    door: str = ""
    outlines: tuple[int, ...] = ()
    not_these: tuple[int, ...] = ()
    """Grievances of which the writer has said that they are something else."""

    @property
    def words(self) -> str:
        return told(self.happened, self.hurt, self.ask)


@dataclass(frozen=True)
class Candidate:
    """A grievance that may be the same thing. picture: the id of its first photo; why_not: why one cannot say "me too" to it."""

    seen: Seen
    likeness: Likeness
    picture: int | None
    why_not: str | None

    @property
    def id(self) -> int:
        return self.seen.id

    @property
    def households(self) -> int:
        return self.seen.joined + 1


def told(happened: str, hurt: str, ask: str) -> str:
    """The words that are compared: what happened first, since only the beginning of a long text is."""
    return f"{happened}\n{ask}\n{hurt}"


def alike(session: Session, me: Me, draft: Draft) -> list[Candidate]:
    """At most three grievances that may be the same thing, the likest first; nothing that `me` may not see has a part in it."""
    if not rules.grams(draft.words):
        return []
    now, ground = clock.now(), _ground(session, me, draft)
    kinds = grievances.siblings(session, me.council_id, draft.category)
    where = and_(grievances.within_reach(me), col(Grievance.id).not_in(draft.not_these), _near(ground, now), _not_long_over(now),
                 col(Grievance.category).in_(kinds) if draft.category else true(), col(Grievance.happened) != "")
    rows = _compared(session, me, draft, where)
    mine, *others = (rules.grams(words) for words in (draft.words, *(told(row.happened, row.hurt, row.ask) for row in rows)))
    found = [(row.id, Likeness(cosine, rules.place(ground.here, (row.segment_id or UNDRAWN, row.door), ground.beside),
                               rules.time(row.at, now), float(row.id in ground.pictured)))
             for row, cosine in zip(rows, rules.cosines(mine, others), strict=True)]
    best = sorted((each for each in found if each[1].enough), key=lambda each: (-each[1].score, -each[0]))[:MEASURE.most]
    return _shown(session, me, dict(best)) if best else []


def answered(session: Session, council_id: int) -> tuple[int, int]:
    """How often people said of what was offered: the same, something else."""
    counted = dict(session.exec(select(LikenessAnswer.same, func.count()).where(LikenessAnswer.council_id == council_id).group_by(
        col(LikenessAnswer.same))).all())
    return counted.get(True, 0), counted.get(False, 0)


def kin(session: Session, me: Me, grievance_id: int) -> list[Seen]:
    """The grievances that the desk has linked with this one as the same thing, those that `me` may see."""
    live = col(Kinship.ended_at).is_(None)
    parent = session.exec(select(Kinship.parent_id).where(col(Kinship.child_id) == grievance_id, live)).first() or grievance_id
    ids = {parent, *session.exec(select(Kinship.child_id).where(Kinship.parent_id == parent, live))} - {grievance_id}
    return grievances.among(session, ids, me)


def link(session: Session, grievance_id: int) -> Kinship | None:
    """By which a grievance hangs on another now, or None."""
    return session.exec(select(Kinship).where(Kinship.child_id == grievance_id, col(Kinship.ended_at).is_(None))).first()


@dataclass(frozen=True)
class Panel:
    """What the page of a grievance says of others like it. linked: it hangs on one of them itself; candidates: for the desk, which may link them.

    offered: how many people have answered to what was offered, and of how many in a hundred it was the same thing, with the 90 % interval.
    """

    kin: list[Seen]
    linked: bool
    candidates: list[Candidate]
    offered: tuple[int, int, int, int] | None = None


def panel(session: Session, seen: Seen, me: Me) -> Panel:
    """Which grievances are the same thing by the desk's word; for the desk, which may be."""
    related = kin(session, me, seen.id)
    offered: list[Candidate] = []
    if me.offices & DESK and seen.grievance.happened:
        outlines = photos.outlines(session, me.council_id, "grievance").get(seen.id, []) if photos.first_of(session, [seen.topic]) else []
        offered = alike(session, me, draft_of(seen.grievance, tuple(outlines), tuple(each.id for each in related)))
    return Panel(related, link(session, seen.id) is not None, offered, _hits(session, me.council_id) if offered else None)


def _hits(session: Session, council_id: int) -> tuple[int, int, int, int] | None:
    same, other = answered(session, council_id)
    middle, low, high = (round(100 * share) for share in rules.precision(same, other))
    return (same + other, middle, low, high) if same + other else None


def has_kin_below(session: Session, grievance_id: int) -> bool:
    """Whether others hang on this one."""
    return session.exec(select(Kinship.id).where(Kinship.parent_id == grievance_id, col(Kinship.ended_at).is_(None))).first() is not None


def draft_of(row: Grievance, outlines: tuple[int, ...] = (), not_these: tuple[int, ...] = ()) -> Draft:
    """A grievance as if it were being written now, to find others like it."""
    return Draft(row.happened, row.category, row.hurt, row.ask, row.segment_id, row.door, outlines, (row.id or 0, *not_these))


@dataclass(frozen=True)
class _Ground:
    """Where the draft is: its stretch and door, which doors are beside which, and which grievances have a picture like one of its own."""

    here: tuple[int | None, str]
    beside: Mapping[str, set[str]]
    pictured: set[int]


def _ground(session: Session, me: Me, draft: Draft) -> _Ground:
    order = {each.id: each.position for each in people.segments(session, me.council_id)}
    doors = sorted(people.doors(session, me.council_id), key=lambda door: order.get(door.segment_id, 0))
    known = {each.number: each.segment_id for each in doors}
    door = plain_door(draft.door, known)
    stretch = draft.segment_id or known.get(door) or (None if order else UNDRAWN)
    return _Ground((stretch, door), rules.neighbours((each.side, each.number) for each in doors), _pictured(session, me, draft))


def _near(ground: _Ground, now: datetime) -> Any:
    """The condition on a row of Grievance: at the same door or next to it; or along the same stretch, and not too old for that."""
    stretch, door = ground.here
    spot = [door, *ground.beside.get(door, ())] if door else []
    oldest = rules.reach_back(MEASURE.same_stretch)
    along = false() if stretch is None else col(Grievance.segment_id) == (stretch or None)
    young = col(Grievance.at) > now - oldest if oldest else true()
    return or_(col(Grievance.door).in_(spot), and_(along, or_(young, col(Grievance.id).in_(ground.pictured))))


def _not_long_over(now: datetime) -> Any:
    """The condition on a row of Grievance: open, or closed not long ago."""
    over = case((and_(col(Step.state).in_(ENDED), col(Step.at) < now - MEASURE.closed), 1), else_=0)
    last = columns(over).where(col(Step.grievance_id) == col(Grievance.id)).order_by(col(Step.id).desc()).limit(1).correlate(Grievance)
    return func.coalesce(last.scalar_subquery(), 0) != 1


def _compared(session: Session, me: Me, draft: Draft, where: Any) -> list[Any]:
    """The rows to compare word by word: those that share most of the sketch, and the newest."""
    near: list[int] = list(session.scalars(columns(cast(Any, Grievance.id)).where(where).order_by(col(Grievance.id).desc()).limit(rules.MANY)))
    wanted = near[:rules.NEAREST]
    if len(near) >= rules.NEAREST:
        wanted = list(dict.fromkeys((*_likest(session, me, draft, where, near), *wanted)))
    rows = {row.id: row for row in session.execute(columns(*_ROW).where(col(Grievance.id).in_(wanted)))} if wanted else {}
    return _within([rows[number] for number in wanted])


def _likest(session: Session, me: Me, draft: Draft, where: Any, near: list[int]) -> list[int]:
    """Those that share most of the sketch among all for which `where` holds, the likest first; near: the newest of them.

    Where there are few, the sketches of these few are asked. Where there are many, those that share most are asked whether they are near: the order
    is the same, so the first that are, are the likest. Only where too few of them are, every one that shares anything is asked.
    """
    mine, sketched = rules.sketch(rules.grams(draft.words)), col(Sketch.grievance_id)
    shared = (columns(sketched).where(col(Sketch.council_id) == me.council_id, col(Sketch.hash).in_(mine))
              .group_by(sketched).order_by(func.count().desc(), sketched.desc()))
    if len(near) < rules.MANY:
        return list(session.scalars(shared.where(sketched.in_(near)).limit(rules.LIKEST)))
    first = shared.add_columns(func.count().label("n")).limit(rules.FIRST).subquery()
    found = list(session.scalars(columns(first.c.grievance_id).join(Grievance, col(Grievance.id) == first.c.grievance_id).where(where).order_by(
        first.c.n.desc(), first.c.grievance_id.desc()).limit(rules.LIKEST)))
    if len(found) == rules.LIKEST:
        return found
    return list(session.scalars(shared.where(exists().where(col(Grievance.id) == sketched, where)).limit(rules.LIKEST)))


def _within(rows: list[Any]) -> list[Any]:
    left, kept = rules.LETTERS, []
    for row in rows:
        left -= _letters(row)
        if left < 0:
            break
        kept.append(row)
    return kept


def _letters(row: Any) -> int:
    return min(len(row.happened) + len(row.hurt) + len(row.ask), MEASURE.letters)


def _pictured(session: Session, me: Me, draft: Draft) -> set[int]:
    """The grievances with a picture like one of the draft's."""
    if not any(rules.telling(each) for each in draft.outlines):
        return set()
    theirs = photos.outlines(session, me.council_id, "grievance")
    return {number for number, outlines in theirs.items() if rules.photo(draft.outlines, outlines)}


def _shown(session: Session, me: Me, best: Mapping[int, Likeness]) -> list[Candidate]:
    found = {seen.id: seen for seen in grievances.among(session, best.keys(), me)}
    pictures = photos.first_of(session, [seen.topic for seen in found.values()])
    return [Candidate(seen, likeness, pictures.get(seen.topic), why_not_join(seen.mine, seen.i_joined, seen.state))
            for seen, likeness in ((found[number], likeness) for number, likeness in best.items())]
