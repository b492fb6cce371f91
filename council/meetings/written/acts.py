"""What is done with written statements: handing in, taking back, reading out, filing."""

from dataclasses import dataclass

from council.meetings import agenda, floor, reads
from council.meetings.models import Hand
from council.meetings.written import reads as written
from council.meetings.written.models import Paper, PaperFiling, PaperReading, PaperWithdrawal
from council.meetings.written.rules import (
    ASIDE,
    HOW,
    seconds,
    why_not_file,
    why_not_read,
    why_not_withdraw,
    why_not_words,
    why_not_write,
)
from council.people.rules import why_not_desk, why_not_member
from council.record.acting import Act
from council.refusal import Absent, refuse
from council.text import clean, why_not_text


@dataclass(frozen=True)
class Words:
    """A statement as it is handed in: about which item, how it may be used, whether its words may be shown and entered."""

    item_id: int
    text: str
    how: str
    public: bool = False


def hand_in(act: Act, meeting_id: int, words: Words) -> Paper:
    """Hand in a statement instead of speaking; one need not be in the hall. The entry has the choice, the words only as a commitment."""
    meeting, text = floor.meeting_of(act, meeting_id), clean(words.text).strip()
    refuse(why_not_member([each.sector for each in act.me.capacities] or list(act.me.offices)))
    line = next((each for each in reads.agenda(act.session, meeting_id) if each.id == words.item_id), None)
    refuse(why_not_write(reads.state(act.session, meeting_id), line.state if line else ""))
    refuse(why_not_words(text, written.written_about(act.session, words.item_id, act.me.id)))
    refuse(why_not_text(text))
    if words.how not in HOW:
        raise Absent
    public = words.public and words.how in ASIDE
    row = act.add(Paper(council_id=act.council_id, meeting_id=meeting_id, item_id=words.item_id, person_id=act.me.id, sector=act.me.sector,
                        text=text, how=words.how, public=public, at=act.at))
    act.enter("written.handed_in", topic=meeting.topic, body={"paper": row.id, "item": row.item_id, "sector": row.sector, "how": row.how, "public": public},
              personal={"name": act.me.name, "words": text})
    return row


def withdraw(act: Act, paper_id: int) -> None:
    """Take one's own statement back; not after it has been read."""
    row = act.own(written.paper(act.session, paper_id))
    if row.person_id != act.me.id:
        raise Absent
    refuse(why_not_withdraw(written.standing(act.session, row)))
    act.add(PaperWithdrawal(paper_id=paper_id, council_id=act.council_id, at=act.at))
    act.enter("written.withdrawn", topic=f"meeting:{row.meeting_id}", body={"paper": row.id, "item": row.item_id, "sector": row.sector})


def read_out(act: Act, paper_id: int) -> None:
    """Read a statement out, as its author chose; its words enter the record only with consent. Whoever speaks ends with it."""
    row = act.own(written.paper(act.session, paper_id))
    refuse(why_not_desk(act.me.offices))
    meeting, on = floor.meeting_of(act, row.meeting_id), agenda.current_item(act.session, row.meeting_id)
    refuse(why_not_read(reads.state(act.session, row.meeting_id), on is not None and on.id == row.item_id, row.how,
                        written.standing(act.session, row)))
    floor.stop_speech(act, meeting)
    hand = act.add(Hand(council_id=act.council_id, meeting_id=row.meeting_id, item_id=row.item_id, person_id=row.person_id, sector=row.sector,
                        stand="read", at=act.at))
    act.add(PaperReading(paper_id=paper_id, council_id=act.council_id, hand_id=hand.id or 0, at=act.at, by_id=act.me.id))
    floor.begin(act, hand, seconds(row.text), ASIDE[row.how], {"paper": row.id, **({"text": row.text} if row.public else {})})


def file(act: Act, paper_id: int) -> None:
    """Put a statement into the file of the meeting; nobody reads it out."""
    row = act.own(written.paper(act.session, paper_id))
    refuse(why_not_desk(act.me.offices))
    refuse(why_not_file(written.standing(act.session, row)))
    act.add(PaperFiling(paper_id=paper_id, council_id=act.council_id, at=act.at, by_id=act.me.id))
    act.enter("written.filed", topic=f"meeting:{row.meeting_id}", body={"paper": row.id, "item": row.item_id, "sector": row.sector})
