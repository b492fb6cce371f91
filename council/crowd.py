"""`python -m council crowd N`: rehearsal people for a demo installation, checked in at the running meeting and asked a rehearsal question."""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session

from council.config import from_env
from council.db import keeping, open_database, reading
from council.meetings import acts as meetings
from council.meetings import reads as meeting_reads
from council.meetings.models import Meeting
from council.people import acts as people
from council.people import enrolment
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.doorway import served_at
from council.people.models import Council, Person, RollEntry
from council.record.acting import Act, Clock, acting
from council.refusal import Absent, Refusal, refuse
from council.votes import acts as votes
from council.votes import reads as vote_reads
from council.words import _

MOST = 5000
AT_ONCE = 25
"""People in one transaction: short enough that the hall, served by another process on the same data, does not wait."""
WORDS = {"resident": "排练居民", "merchant": "排练商户"}


def main(argv: list[str]) -> int:
    """Add the crowd and print one JSON line a person; 1 when this is no place for a rehearsal, 3 for usage."""
    try:
        asked = _asked(argv)
    except SystemExit as usage:
        return 3 if usage.code else 0
    config = from_env(data=asked.data)
    open_database(config)
    try:
        for line in gather(asked.council, asked.n, served_at(config)):
            print(json.dumps(line, ensure_ascii=False), flush=True)
    except (Refusal, Absent) as no:
        print(getattr(no, "sentence", f"没有叫 {asked.council} 的议事会。"), file=sys.stderr)
        return 1
    return 0


def gather(slug: str, n: int, address: str) -> Iterator[dict[str, object]]:
    """Put n rehearsal people on the roll (half on each side) and into the running meeting, open a rehearsal question, make their cards."""
    with reading() as session:
        council = people_reads.council(session, slug)
        meeting = meeting_reads.running(session, council.id or 0)
        there = sum(entry.rehearsal for entry, *_rest in people_reads.roll(session, council.id or 0, rehearsal=True))
    refuse(why_not_rehearse(council.demo, meeting is not None, n))
    assert meeting is not None
    newcomers = [_newcomer(there, k) for k in range(n)]
    for start in range(0, n, AT_ONCE):
        with _rehearsing(council) as act:
            _admit_and_check_in(act, meeting, newcomers[start:start + AT_ONCE])
    with _rehearsing(council) as act:
        vote_id = _ask(act, meeting)
    yield from _invite(council, {each.number for each in newcomers}, f"{address}/enter/", vote_id)


def why_not_rehearse(demo: bool, meeting: bool, n: int) -> str | None:
    """Why no crowd may come: a real council's roll and record are not for playing."""
    if not demo:
        return _("这个议事会是真的，不能放排练的人进来。排练请用示范弄堂。")
    if not 0 < n <= MOST:
        return _("一次请放 1 到 5000 人。")
    return None if meeting else _("现在没有正在开的会。先开会，再放排练的人进来。")


def _newcomer(there: int, k: int) -> Newcomer:
    sector = "merchant" if k % 2 else "resident"
    return Newcomer(f"X{there + k + 1:04}", f"{WORDS[sector]} {(there + k) // 2 + 1:03}", sector, rehearsal=True)


def _rehearsing(council: Council):  # type: ignore[no-untyped-def]  # the door's own type
    return acting(Clock(council.id or 0, public="排练"))


def _admit_and_check_in(act: Act, meeting: Meeting, newcomers: list[Newcomer]) -> None:
    people.admit(act, newcomers)
    for _entry, person in _entries(act.session, act.council_id, {each.number for each in newcomers}):
        me = people_reads.me(act.session, person.id or 0)
        meetings.check_in(replace(act, me=me), meeting.id or 0)


def _ask(act: Act, meeting: Meeting) -> int:
    """A rehearsal question whose roll has everybody who is here by now; an older one is ended first."""
    running = vote_reads.running(act.session, meeting.topic, rehearsal=True)
    if running is not None:
        votes.close_vote(act, running.id or 0)
    opened = votes.open_vote(act, votes.Motion("排练：这样投票，看得清、点得准吗？", venue=meeting.topic, rehearsal=True,
                                               text="这一项只是练手，不算数。点一下，看看凭证和票数。"))
    return opened.id or 0


def _invite(council: Council, numbers: set[str], prefix: str, vote_id: int) -> Iterator[dict[str, object]]:
    with reading() as session:
        found = [(entry.sector, person.name, person.id or 0) for entry, person in _entries(session, council.id or 0, numbers)]
    with keeping() as session:
        codes = enrolment.issue(session, council.id or 0, [person_id for _sector, _name, person_id in found])
    for sector, name, person_id in found:
        yield {"name": name, "sector": sector, "link": prefix + codes[person_id], "vote": vote_id}


def _entries(session: Session, council_id: int, numbers: set[str]) -> list[tuple[RollEntry, Person]]:
    return [(entry, person) for entry, person, *_rest in people_reads.roll(session, council_id, rehearsal=True) if entry.number in numbers]


def _asked(argv: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m council crowd", description="放 N 个排练的人进示范弄堂正在开的会 / N rehearsal people")
    parser.add_argument("n", type=int, metavar="N")
    parser.add_argument("--council", default="hy", help="议事会 / which council (hy)")
    parser.add_argument("--data", type=Path, help="数据文件夹 / data folder")
    return parser.parse_args(argv)
