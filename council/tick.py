"""What happens by itself at its time: votes end, checkpoints follow entries within ten seconds, old things go. Safe to run twice."""

import sys
import threading
import time

import structlog
from flask import Flask

from council import clock
from council.db import keeping, open_database, reading
from council.people import reads as people_reads
from council.people.retention import forget_old
from council.record.acting import Clock, acting
from council.record.publish import publish
from council.refusal import Refusal
from council.votes import acts as votes
from council.votes import reads as vote_reads

EVERY = 5.0
"""Seconds between two looks; a checkpoint must follow an entry within ten."""

log = structlog.get_logger()


def tick() -> None:
    """One look: end the votes whose time is over, sign a checkpoint for every log that has grown, forget what is past its time."""
    with reading() as session:
        ids = [council.id or 0 for council in people_reads.councils(session)]
        overdue = [(vote.council_id, vote.id or 0) for vote in vote_reads.overdue(session, clock.now())]
    for council_id, vote_id in overdue:
        close(council_id, vote_id)
    for council_id in ids:
        publish(council_id)
    with keeping() as session:
        forget_old(session, clock.now())


def close(council_id: int, vote_id: int) -> None:
    """End one vote at its time; somebody at the desk may have been faster."""
    try:
        with acting(Clock(council_id)) as act:
            votes.close_vote(act, vote_id)
    except Refusal:
        log.info("vote was closed already", vote=vote_id)


def start(app: Flask) -> threading.Thread:
    """Look again and again beside the server, as long as the process lives."""
    def run() -> None:
        while True:
            try:
                with app.app_context():
                    tick()
            except Exception as error:
                log.error("tick failed", exc_info=error)
            time.sleep(EVERY)

    thread = threading.Thread(target=run, daemon=True, name="tick")
    thread.start()
    return thread


def main(argv: list[str]) -> int:
    """`python -m council tick`: one look, for installations that keep time with cron."""
    from council.config import from_env

    if argv:
        print("用法：python -m council tick", file=sys.stderr)
        return 3
    open_database(from_env())
    tick()
    return 0
