"""The invented people: at every beat of the house's clock some of them come in, raise a hand, answer or vote, as themselves and through the usual acts."""

import random
from collections.abc import Callable

from council.conventions import acts as conventions
from council.conventions import reads as convention_reads
from council.conventions.rehearsing import reads, rules
from council.conventions.rehearsing.models import Rehearsal
from council.db import reading
from council.meetings import acts as meetings
from council.people import reads as people
from council.record.acting import Act, Repeated, acting
from council.refusal import Refusal
from council.votes import acts as votes
from council.votes import reads as vote_reads

Deed = Callable[[Act, int, random.Random], object]


def beat(row: Rehearsal) -> int:
    """One beat of one rehearsal; returns how many deeds were done. Who does what is drawn anew each time."""
    meeting_id, dice, done = row.stage_meeting_id or 0, random.SystemRandom(), 0
    with reading() as session:
        scene, can = reads.scene(session, meeting_id, reads.players(session, row.stage_id or 0))
    for name, many in rules.deeds(scene).items():
        for person_id in dice.sample(can[name], min(many, len(can[name]))):
            done += _do(DEEDS[name], person_id, meeting_id, dice)
    return done


def _do(deed: Deed, person_id: int, meeting_id: int, dice: random.Random) -> bool:
    with reading() as session:
        me = people.me(session, person_id)
    if me is None:
        return False
    try:
        with acting(me) as act:
            deed(act, meeting_id, dice)
    except (Refusal, Repeated):
        return False  # the chair was faster: the vote is over, the list closed
    return True


def _vote(act: Act, meeting_id: int, dice: random.Random) -> None:
    if vote := vote_reads.running(act.session, f"meeting:{meeting_id}"):
        votes.cast(act, vote.id or 0, dice.choice(rules.CHOICES))


def _sound(act: Act, meeting_id: int, dice: random.Random) -> None:
    if sounding := convention_reads.sounding_running(act.session, f"meeting:{meeting_id}"):
        conventions.answer_sounding(act, sounding.id or 0, dice.choice(rules.SOUNDED))


DEEDS: dict[str, Deed] = {
    "check_in": lambda act, meeting_id, dice: meetings.check_in(act, meeting_id),
    "raise_hand": lambda act, meeting_id, dice: meetings.raise_hand(act, meeting_id, dice.choice(rules.STANDS)),
    "sound": _sound,
    "vote": _vote,
}
