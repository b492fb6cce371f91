"""Whom a meeting invites, by the roll or because of what they said; and what they answer."""

from collections.abc import Collection
from dataclasses import dataclass

from council.meetings import reads as meetings
from council.meetings.floor import meeting_of
from council.meetings.planning import reads, rules
from council.meetings.planning.models import MeetingInvitation, MeetingReply
from council.people import reads as people
from council.people.rules import why_not_desk, why_not_member
from council.record.acting import Act
from council.refusal import Absent, refuse


@dataclass(frozen=True)
class Because:
    """The topic because of which somebody is invited, such as `grievance:3`, and its public name."""

    about: str
    title: str


def invite(act: Act, meeting_id: int, person_ids: Collection[int], because: Because | None = None) -> list[MeetingInvitation]:
    """Invite people by hand; each is entered by side, the name as a commitment. Who has been invited is not invited again."""
    refuse(why_not_desk(act.me.offices))
    meeting, roll = meeting_of(act, meeting_id), reads.roll(act.session, act.council_id)
    if not set(person_ids) <= roll.keys():
        raise Absent
    known = reads.invited_ids(act.session, meeting_id)
    fresh = [each for each in dict.fromkeys(person_ids) if each not in known]
    refuse(rules.why_not_invite(meetings.state(act.session, meeting_id), len(fresh)))
    names, made = people.names(act.session, set(fresh)), []
    about, title = (because.about, str(because.title)) if because else ("", "")
    for person_id in fresh:
        sector = roll[person_id]
        made.append(act.add(MeetingInvitation(council_id=act.council_id, meeting_id=meeting_id, person_id=person_id, sector=sector, about=about,
                                              reason=title, at=act.at, by_id=act.me.id)))
        act.enter("meeting.invited", topic=meeting.topic, body={"sector": sector, "about": about, "title": title},
                  personal={"name": names.get(person_id, "")}, also=(about,) if about else ())
    return made


def invite_by_roll(act: Act, meeting_id: int, sectors: Collection[str]) -> int:
    """Invite everybody of these sectors who has not been invited; one entry says how many of each. Returns how many."""
    refuse(why_not_desk(act.me.offices))
    meeting, known = meeting_of(act, meeting_id), reads.invited_ids(act.session, meeting_id)
    fresh = {person_id: sector for person_id, sector in reads.roll(act.session, act.council_id).items() if sector in sectors and person_id not in known}
    refuse(rules.why_not_invite(meetings.state(act.session, meeting_id), len(fresh)))
    act.session.add_all([MeetingInvitation(council_id=act.council_id, meeting_id=meeting_id, person_id=person_id, sector=sector, at=act.at,
                                           by_id=act.me.id) for person_id, sector in fresh.items()])
    act.session.flush()
    counted = {sector: list(fresh.values()).count(sector) for sector in sorted(set(fresh.values()))}
    act.enter("meeting.called_together", topic=meeting.topic, body={"sectors": counted})
    return len(fresh)


def reply(act: Act, meeting_id: int, coming: str, words: str = "") -> MeetingReply:
    """Say whether one comes; or that one cannot, with words to be read out. Entry: side and answer; name and words as commitments."""
    meeting = meeting_of(act, meeting_id)
    refuse(why_not_member([each.sector for each in act.me.capacities] or list(act.me.offices)))
    words = words if coming == "word" else ""
    last = reads.my_reply(act.session, meeting_id, act.me.id)
    refuse(rules.why_not_reply(meetings.state(act.session, meeting_id), (last.coming, last.words) if last else None, coming, words))
    row = act.add(MeetingReply(council_id=act.council_id, meeting_id=meeting_id, person_id=act.me.id, sector=act.me.sector, coming=coming,
                               words=words, at=act.at))
    act.enter("meeting.replied", topic=meeting.topic, body={"sector": row.sector, "coming": coming},
              personal={"name": act.me.name} | ({"words": words} if words else {}))
    return row
