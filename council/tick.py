"""What happens by itself at its time: checkpoints at the latest ten seconds after an entry. Safe to run twice."""

import sys
import threading
import time

import structlog
from flask import Flask

from council.db import open_database, reading
from council.people import reads as people_reads

EVERY = 5.0
"""Seconds between two looks; a checkpoint must follow an entry within ten."""

log = structlog.get_logger()


def tick() -> None:
    """One look: sign a checkpoint for every council whose log has grown."""
    from council.record.publish import publish

    with reading() as session:
        ids = [council.id or 0 for council in people_reads.councils(session)]
    for council_id in ids:
        publish(council_id)


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
