"""What may be read of rehearsals: which runs, what its stage shows of the real meeting, what goes on there."""

from dataclasses import dataclass

from sqlmodel import Session, col, select

from council.conventions import reads as conventions
from council.conventions.models import Clause, SoundingAnswer
from council.conventions.rehearsing.models import Rehearsal
from council.conventions.rehearsing.rules import Scene
from council.conventions.versions import Line as Wording
from council.meetings import reads as meetings
from council.people import reads as people
from council.people.rules import SIDES
from council.refusal import Absent
from council.votes import counts
from council.votes import reads as votes


@dataclass(frozen=True)
class Line:
    """An item of the real agenda as the stage takes it over; `clause` is the real clause it is about, None for anything else."""

    title: str
    kind: str
    minutes: int
    clause: int | None


@dataclass(frozen=True)
class Player:
    """One of the invented people."""

    id: int
    sector: str


def of_meeting(session: Session, meeting_id: int) -> Rehearsal | None:
    """The rehearsal of this meeting that runs, once its stage stands."""
    return session.exec(select(Rehearsal).where(Rehearsal.running_for == meeting_id, col(Rehearsal.stage_meeting_id).is_not(None))).first()


def claimed(session: Session, meeting_id: int) -> Rehearsal:
    """The row of the rehearsal that runs for this meeting, with or without a stage yet."""
    return session.exec(select(Rehearsal).where(Rehearsal.running_for == meeting_id)).one()


def of_stage(session: Session, council_id: int) -> Rehearsal:
    """The rehearsal whose stage this council is, or Absent."""
    found = session.exec(select(Rehearsal).where(Rehearsal.stage_id == council_id)).first()
    if found is None:
        raise Absent
    return found


def by_token(session: Session, token: str) -> Rehearsal:
    """The rehearsal that this link leads to, as long as it lasts, or Absent."""
    found = session.exec(select(Rehearsal).where(Rehearsal.token == token, col(Rehearsal.ended_at).is_(None))).first()
    if found is None or found.stage_id is None:
        raise Absent
    return found


def running(session: Session) -> list[Rehearsal]:
    """Every rehearsal that runs here."""
    return list(session.exec(select(Rehearsal).where(col(Rehearsal.ended_at).is_(None), col(Rehearsal.stage_meeting_id).is_not(None))))


def agenda(session: Session, meeting_id: int) -> list[Line]:
    """The real meeting's agenda."""
    return [Line(line.title, line.kind, line.minutes, int(line.about[7:]) if line.about.startswith("clause:") else None)
            for line in meetings.agenda(session, meeting_id)]


def drafts_of(session: Session, clause_ids: list[int]) -> list[tuple[str, list[Wording]]]:
    """The conventions that these clauses belong to: title, and every clause as it is worded now."""
    ids = dict.fromkeys(session.exec(select(Clause.convention_id).where(col(Clause.id).in_(clause_ids)).order_by(col(Clause.convention_id))))
    return [(conventions.convention(session, each).title, conventions.lines(session, each)) for each in ids]


def players(session: Session, stage_id: int) -> list[Player]:
    """The invented people who act by themselves: all on the stage's roll but its secretary and those whose place somebody real has taken."""
    taken = people.signed_in(session, stage_id)
    return [Player(entry.person_id, entry.sector) for entry, *_rest in people.roll(session, stage_id)
            if entry.sector in SIDES and entry.person_id not in taken]


def secretary(session: Session, stage_id: int) -> int:
    """The person whom the real secretary plays."""
    return people.holders(session, stage_id, "secretary")[0].id or 0


def scene(session: Session, meeting_id: int, cast: list[Player]) -> tuple[Scene, dict[str, list[int]]]:
    """What goes on, and which of the invented people could do each deed now."""
    ids = {each.id for each in cast}
    here = {row.person_id for row, _name in meetings.arrivals(session, meeting_id)} & ids
    item = meetings.current_item(session, meeting_id)
    hands = {each.person_id for each in meetings.queue(session, meeting_id)}
    unvoted, unsounded = _unvoted(session, meeting_id, here), _unsounded(session, meeting_id, here)
    can = {"check_in": sorted(ids - here), "raise_hand": sorted(here - hands), "sound": sorted(unsounded), "vote": sorted(unvoted)}
    known = Scene(meetings.state(session, meeting_id), len(here), len(ids), item is not None,
                  item is not None and meetings.list_closing(session, item.id or 0) is None, len(hands & ids), len(unsounded), len(unvoted))
    return known, can


def _unvoted(session: Session, meeting_id: int, ids: set[int]) -> set[int]:
    vote = votes.running(session, f"meeting:{meeting_id}")
    return counts.unvoted(session, vote.id or 0) & ids if vote else set()


def _unsounded(session: Session, meeting_id: int, ids: set[int]) -> set[int]:
    sounding = conventions.sounding_running(session, f"meeting:{meeting_id}")
    if sounding is None:
        return set()
    done: set[int] = set(session.exec(select(SoundingAnswer.person_id).where(SoundingAnswer.sounding_id == sounding.id)))
    return ids - done
