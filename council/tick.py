"""What happens by itself at its time: votes end, checkpoints follow entries within ten seconds, old things go. Safe to run twice."""

import itertools
import sys
import threading
import time
from collections.abc import Callable

import structlog
from flask import Flask

from council import clock
from council.conventions.rehearsing import reads as rehearsals
from council.conventions.rehearsing import troupe
from council.db import installation, keeping, reading
from council.grievances.clocks import acts as clocks
from council.grievances.clocks import reads as clock_reads
from council.grievances.handling import closing, keys
from council.mediation.carrying import acts as carrying
from council.mediation.carrying import reads as carrying_reads
from council.meetings.attending import guests
from council.meetings.chairing import acts as chairing
from council.meetings.chairing import reads as chairs
from council.meetings.minutes import acts as minutes
from council.meetings.minutes import reads as minutes_reads
from council.meetings.planning import acts as planning
from council.meetings.planning import reads as planning_reads
from council.people import reads as people_reads
from council.people.retention import forget_old
from council.record.acting import Act, Clock, acting
from council.record.publish import publish
from council.refusal import Refusal
from council.story.mail.post import forget, post
from council.votes import acts as votes
from council.votes import reads as vote_reads

EVERY = 5.0
"""Seconds between two looks; a checkpoint must follow an entry within ten."""

SELDOM = 12
"""Every so many looks, once a minute, what is counted in hours: the clocks of grievances."""

MAIL_EVERY = 60.0
"""Seconds between two rounds of the post; a slow mail server keeps nothing else waiting."""

log = structlog.get_logger()


def tick(seldom: bool = True) -> None:
    """One look: end the votes whose time is over, let late matters climb, sign a checkpoint for every log that has grown, forget what is past its time.

    seldom: also look at what is counted in hours.
    """
    with reading() as session:
        ids, now = [council.id or 0 for council in people_reads.councils(session)], clock.now()
        due = [*((votes.close_vote, row.council_id, row.id or 0) for row in vote_reads.overdue(session, now)),
               *((chairing.take_back_words, row.council_id, row.id or 0) for row in chairs.overdue(session, now)),
               *((minutes.finalise, council_id, meeting_id) for council_id, meeting_id in minutes_reads.overdue(session, now)),
               *((planning.remind, council_id, meeting_id) for council_id, meeting_id in planning_reads.to_remind(session, now)),
               *((closing.lapse, row.council_id, row.id or 0) for row in keys.overdue(session, now))]
    for deed, council_id, id in due:
        do(deed, council_id, id)
    for council_id in ids if seldom else []:
        strike(council_id)
    for council_id in ids:
        publish(council_id)
    play()
    with keeping() as session:
        forget_old(session, clock.now())
        guests.forget(session, clock.now())
    if seldom:
        forget(clock.now())


def play() -> None:
    """Let the invented people of every rehearsal do what they do next."""
    with reading() as session:
        rows = rehearsals.running(session)
    for row in rows:
        troupe.beat(row)


def do(deed: Callable[[Act, int], object], council_id: int, id: int) -> None:
    """One thing that is due; somebody may have been faster, and what fails holds up nothing else."""
    try:
        with acting(Clock(council_id)) as act:
            deed(act, id)
    except Refusal:
        log.info("was done already", deed=deed.__name__, id=id)
    except Exception as error:
        log.error("failed", deed=deed.__name__, id=id, exc_info=error)


def strike(council_id: int) -> None:
    """Let the clocks of grievances do what they do by themselves; what climbed out of a case then carries its dossier."""
    with reading() as session:
        striking = clock_reads.striking(session, council_id, clock.now())
    for grievance_id in striking:
        do(clocks.strike, council_id, grievance_id)
    with reading() as session:
        lacking = carrying_reads.lacking(session, council_id)
    for grievance_id in lacking:
        do(carrying.carry, council_id, grievance_id)


def start(app: Flask) -> threading.Thread:
    """Look again and again beside the server, as long as the process lives."""
    def run() -> None:
        for look in itertools.count():
            try:
                with app.app_context():
                    tick(seldom=look % SELDOM == 0)
            except Exception as error:
                log.error("tick failed", exc_info=error)
            time.sleep(EVERY)

    def write() -> None:
        while installation().can_mail:
            try:
                with app.app_context():
                    post()
            except Exception as error:
                log.error("post failed", exc_info=error)
            time.sleep(MAIL_EVERY)

    thread = threading.Thread(target=run, daemon=True, name="tick")
    thread.start()
    threading.Thread(target=write, daemon=True, name="post").start()
    return thread


def main(argv: list[str]) -> int:
    """`python -m council tick`: one look, for installations that keep time with cron."""
    from council.config import from_env
    from council.web import build

    if argv:
        print("用法：python -m council tick", file=sys.stderr)
        return 3
    with build(from_env()).app_context():
        tick()
        post()
    return 0
