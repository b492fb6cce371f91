"""Taking a call to speak back: the hand is up again where it stood, and whoever was interrupted has the floor again."""

from typing import Any

from sqlmodel import col, select

from council.meetings import speakers
from council.meetings.models import Hand, Meeting, Speech
from council.meetings.speaking import rules as speaking
from council.meetings.speaking.models import HandPlace
from council.record.acting import Act


def take_call_back(act: Act, meeting: Meeting) -> dict[str, Any]:
    """Undo the last call; returns what the entry says of it. The speech stays as one of no length, which counts nowhere."""
    called = speakers.speech_row(act.session, meeting.id or 0)
    if called is None or called.aside:
        return {}
    called.ended_at = called.began_at
    act.add(called)
    _raise_again(act, called)
    return {"item": called.item_id, "sector": called.sector, "resumed": _resumed(act, called)}


def _raise_again(act: Act, called: Speech) -> None:
    before = act.session.get(Hand, called.hand_id)
    assert before is not None
    place = speakers.places(act.session, [called.hand_id])[called.hand_id]
    again = act.add(Hand(council_id=act.council_id, meeting_id=before.meeting_id, item_id=before.item_id, person_id=before.person_id,
                         sector=before.sector, stand=before.stand, at=before.at))
    act.add(HandPlace(council_id=act.council_id, item_id=before.item_id, hand_id=again.id or 0, place=place, at=act.at, by_id=act.me.id))


def _resumed(act: Act, called: Speech) -> dict[str, Any] | None:
    """The speech that this call ended has the floor again."""
    ended = act.session.exec(select(Speech).where(Speech.meeting_id == called.meeting_id, Speech.ended_at == called.began_at, Speech.aside == "",
                                                  col(Speech.hand_id) != called.hand_id, col(Speech.began_at) < called.began_at)).first()
    if ended is None:
        return None
    seconds = speaking.spoken(speakers.turn(act.session, ended), called.began_at)
    ended.ended_at = None
    act.add(ended)
    return {"sector": ended.sector, "seconds": seconds}
