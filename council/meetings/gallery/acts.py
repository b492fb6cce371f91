"""What is done about the gallery: its rules are set before the meeting opens; a speaker lets their name be shown, or no more."""

from council.meetings import reads as meetings
from council.meetings.gallery import reads, rules
from council.meetings.gallery.models import GalleryRule, NameConsent
from council.meetings.gallery.reads import Rule
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean_line


def set_rule(act: Act, meeting_id: int, wanted: Rule, public: bool = False) -> GalleryRule:
    """Say what strangers are shown. The line for reporters is on their page, in the record only as a commitment. public: its number is meant for all."""
    refuse(why_not_desk(act.me.offices))
    meeting, contact = act.own(meetings.meeting(act.session, meeting_id)), clean_line(wanted.contact)
    refuse(rules.why_not_set(meetings.state(act.session, meeting_id)))
    refuse(rules.why_not_rule(wanted.names, wanted.delay, contact))
    refuse(rules.why_not_contact(contact, public))
    row = act.add(GalleryRule(council_id=act.council_id, meeting_id=meeting_id, names=wanted.names, delay=wanted.delay, contact=contact,
                              at=act.at, by_id=act.me.id))
    act.enter("gallery.set", topic=meeting.topic, body=Rule(wanted.names, wanted.delay, contact).body,
              personal={"contact": contact} if contact else {})
    return row


def show_name(act: Act, meeting_id: int, wanted: bool) -> None:
    """Let the gallery show my name while I speak; or no more."""
    meeting = act.own(meetings.meeting(act.session, meeting_id))
    row = reads.allows_name(act.session, meeting_id, act.me.id)
    refuse(rules.why_not_name(reads.rule(act.session, meeting_id).names, meetings.state(act.session, meeting_id), row is not None, wanted))
    if row is None:
        act.add(NameConsent(council_id=act.council_id, meeting_id=meeting_id, person_id=act.me.id, at=act.at))
    else:
        row.ended_at = act.at
        act.add(row)
    act.enter("naming.allowed" if wanted else "naming.ended", topic=meeting.topic, body={"sector": act.me.sector}, personal={"name": act.me.name})
