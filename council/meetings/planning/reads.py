"""What may be read of a plan: notes, what was set aside, who is invited and comes, which reminders are due, how often a meeting was changed."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlmodel import Session, col, func, select

from council import clock
from council.clock import aware
from council.meetings import agenda
from council.meetings import reads as meetings
from council.meetings.models import AgendaItem, Meeting, MeetingCancelling, MeetingClosing, MeetingOpening, SettingAside
from council.meetings.planning import rules
from council.meetings.planning.models import (
    ChairNote,
    ItemChange,
    MeetingChange,
    MeetingInvitation,
    MeetingReminder,
    MeetingReply,
)
from council.meetings.rules import planned
from council.people import reads as people
from council.people.reads import Me


@dataclass(frozen=True)
class Waiting:
    """Something that waits for a meeting, or was declined: who tabled it (an office or a side), why, where to look."""

    item: AgendaItem
    who: str
    why: str
    href: str
    aside: SettingAside | None = None


@dataclass(frozen=True)
class Guest:
    """An invited person, for the desk: the invitation, the name, the door or shop, the answer, whether a phone is signed in."""

    row: MeetingInvitation
    name: str
    where: str
    reply: MeetingReply | None
    phone: bool


def starts(session: Session, meeting: Meeting) -> list[tuple[agenda.Line, datetime]]:
    """The agenda, each line with the time at which it is planned to begin."""
    lines = meetings.agenda(session, meeting.id or 0)
    return list(zip(lines, planned(aware(meeting.starts_at), [line.minutes for line in lines]), strict=True))


def ends_at(session: Session, meeting: Meeting) -> datetime:
    """When the meeting is planned to end; an hour after its beginning when nothing is on the agenda."""
    minutes = sum(line.minutes for line in meetings.agenda(session, meeting.id or 0))
    return aware(meeting.starts_at) + timedelta(minutes=minutes or 60)


def changes(session: Session, meeting_id: int) -> list[MeetingChange]:
    """How the meeting stood before each change, oldest first."""
    return list(session.exec(select(MeetingChange).where(MeetingChange.meeting_id == meeting_id).order_by(col(MeetingChange.id))))


def notes(session: Session, meeting_id: int) -> dict[int, str]:
    """The chair's notes by item: for the desk's eyes alone."""
    rows = session.exec(select(ChairNote).join(AgendaItem, col(AgendaItem.id) == col(ChairNote.item_id)).where(AgendaItem.meeting_id == meeting_id))
    return {row.item_id: row.text for row in rows}


def note(session: Session, item_id: int) -> str:
    """The chair's note at one item: for the desk's eyes alone."""
    row = session.get(ChairNote, item_id)
    return row.text if row else ""


def history(session: Session, item_id: int) -> list[ItemChange]:
    """How an item read before each change, oldest first."""
    return list(session.exec(select(ItemChange).where(ItemChange.item_id == item_id).order_by(col(ItemChange.id))))


def aside(session: Session, item_id: int) -> SettingAside | None:
    """The row that says that an item is set aside, if it is."""
    return session.exec(select(SettingAside).where(SettingAside.item_id == item_id, col(SettingAside.restored_at).is_(None))).first()


def dropped(session: Session, meeting_id: int) -> list[tuple[AgendaItem, SettingAside]]:
    """What was taken off this agenda for good, oldest first."""
    rows = session.exec(select(AgendaItem, SettingAside).join(SettingAside, col(SettingAside.item_id) == col(AgendaItem.id)).where(
        SettingAside.meeting_id == meeting_id, col(SettingAside.restored_at).is_(None)).order_by(col(SettingAside.id)))
    return list(rows)


def waiting(session: Session, council_id: int) -> list[Waiting]:
    """What waits for the next meeting, with who, when and why."""
    return [_told(session, each, None) for each in agenda.inbox(session, council_id)]


def declined(session: Session, council_id: int, most: int = 20) -> list[Waiting]:
    """What waited and was declined, the newest first."""
    rows = session.exec(select(AgendaItem, SettingAside).join(SettingAside, col(SettingAside.item_id) == col(AgendaItem.id)).where(
        SettingAside.council_id == council_id, col(SettingAside.meeting_id).is_(None), col(SettingAside.restored_at).is_(None))
        .order_by(col(SettingAside.id).desc()).limit(most))
    return [_told(session, item, row) for item, row in rows]


def _told(session: Session, item: AgendaItem, row: SettingAside | None) -> Waiting:
    by = people.me(session, item.by_id) if item.by_id else None
    noun, _colon, number = item.about.partition(":")
    return Waiting(item, by.public if by else "时钟", rules.WHY.get(noun, ""), f"/{noun}s/{number}" if noun else "", row)


def to_copy(session: Session, from_id: int, meeting_id: int) -> list[agenda.Line]:
    """The items that every meeting has, those about nothing in particular, as far as this agenda does not have them."""
    there = {line.title for line in meetings.agenda(session, meeting_id)}
    return [line for line in meetings.agenda(session, from_id) if not line.about and line.title not in there]


def roll(session: Session, council_id: int) -> dict[int, str]:
    """Everybody on the roll once, with the sector they were entered in first."""
    found: dict[int, str] = {}
    for sector, _premises, _door, person_id in people.places(session, council_id):
        found.setdefault(person_id, sector)
    return found


def invited_ids(session: Session, meeting_id: int) -> set[int]:
    """Who is invited."""
    return set(session.exec(select(MeetingInvitation.person_id).where(MeetingInvitation.meeting_id == meeting_id)))


def guests(session: Session, meeting: Meeting) -> list[Guest]:
    """Who is invited, in that order, with what they answered: for the desk."""
    rows = session.exec(select(MeetingInvitation).where(MeetingInvitation.meeting_id == meeting.id).order_by(col(MeetingInvitation.id))).all()
    names, said = people.names(session, {row.person_id for row in rows}), replies(session, meeting.id or 0)
    inside, where = people.signed_in(session, meeting.council_id), doors(session, meeting.council_id)
    return [Guest(row, names.get(row.person_id, ""), where.get(row.person_id, ""), said.get(row.person_id), row.person_id in inside) for row in rows]


def doors(session: Session, council_id: int) -> dict[int, str]:
    """Where everybody on the roll is found: the shop's name, else the door's number."""
    found: dict[int, str] = {}
    for entry, _person, home, door in people.roll(session, council_id):
        found.setdefault(entry.person_id, home.name if home and home.kind == "shop" else door.number if door else "")
    return found


def replies(session: Session, meeting_id: int) -> dict[int, MeetingReply]:
    """What everybody said last about coming, by person."""
    rows = session.exec(select(MeetingReply).where(MeetingReply.meeting_id == meeting_id).order_by(col(MeetingReply.id)))
    return {row.person_id: row for row in rows}


def my_reply(session: Session, meeting_id: int, person_id: int) -> MeetingReply | None:
    """What somebody said last about coming."""
    return session.exec(select(MeetingReply).where(MeetingReply.meeting_id == meeting_id, MeetingReply.person_id == person_id)
                        .order_by(col(MeetingReply.id).desc())).first()


def my_invitation(session: Session, meeting_id: int, person_id: int) -> MeetingInvitation | None:
    """Somebody's invitation to a meeting, or None."""
    return session.exec(select(MeetingInvitation).where(MeetingInvitation.meeting_id == meeting_id, MeetingInvitation.person_id == person_id)).first()


def concerning(session: Session, me: Me, since: datetime) -> dict[int, tuple[str, datetime]]:
    """Meetings of which `me` is told, by id: the title, and since when.

    Those I am invited to since then; those that invite nobody by name from their calling on, for they are for everybody.
    since: meetings that were to begin before it are no news.
    """
    rows = session.exec(select(Meeting, MeetingInvitation).join(MeetingInvitation, (col(MeetingInvitation.meeting_id) == col(Meeting.id)) & (
        col(MeetingInvitation.person_id) == me.id), isouter=True).where(Meeting.council_id == me.council_id, col(Meeting.starts_at) > since)).all()
    others = [row.id or 0 for row, mine in rows if mine is None]
    closed_door = set(session.exec(select(MeetingInvitation.meeting_id).where(col(MeetingInvitation.meeting_id).in_(others)))) if others else set()
    return {row.id or 0: (row.title, mine.at if mine else row.at) for row, mine in rows if mine or row.id not in closed_door}


def reminded(session: Session, meeting: Meeting) -> set[int]:
    """Which reminders were given for the time as it stands, in hours before the beginning."""
    return set(session.exec(select(MeetingReminder.hours).where(MeetingReminder.meeting_id == meeting.id, MeetingReminder.starts_at == meeting.starts_at)))


def begins_soon(session: Session, me: Me, since: datetime, now: datetime) -> bool:
    """Whether `me` has been reminded since then of a meeting that begins within the hour: no mail may wait for that."""
    rows = session.exec(select(MeetingReminder.meeting_id).where(
        MeetingReminder.council_id == me.council_id, MeetingReminder.hours == 1, MeetingReminder.at > since, MeetingReminder.starts_at > now)).all()
    return bool(rows) and not concerning(session, me, since).keys().isdisjoint(rows)


def to_remind(session: Session, now: datetime) -> list[tuple[int, int]]:
    """Meetings of which people are to be reminded now: (council, meeting)."""
    near = session.exec(select(Meeting).where(
        Meeting.starts_at > now, Meeting.starts_at <= now + timedelta(hours=max(rules.HOURS)),
        col(Meeting.id).not_in(select(MeetingOpening.meeting_id)), col(Meeting.id).not_in(select(MeetingClosing.meeting_id)),
        col(Meeting.id).not_in(select(MeetingCancelling.meeting_id))))
    return [(row.council_id, row.id or 0) for row in near if rules.due(aware(row.starts_at), now, reminded(session, row))]


def revision(session: Session, meeting: Meeting) -> tuple[int, datetime]:
    """How often the meeting has been moved, renamed or cancelled since it was called, and when last: a calendar's SEQUENCE."""
    times = [row.at for row in changes(session, meeting.id or 0)]
    off = meetings.cancelled(session, meeting.id or 0)
    times += [off.at] if off else []
    return len(times), aware(max([meeting.at, *times], key=clock.aware))


def counted(session: Session, meeting_id: int) -> dict[str, int]:
    """How many answered what."""
    found: dict[str, int] = {}
    for row in replies(session, meeting_id).values():
        found[row.coming] = found.get(row.coming, 0) + 1
    return found


def invited(session: Session, meeting_id: int) -> int:
    """How many are invited."""
    return session.exec(select(func.count()).where(MeetingInvitation.meeting_id == meeting_id)).one()
