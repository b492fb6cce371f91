"""Common ground: how long the page of a round takes on which 2,000 people have answered 300 statements, the whole request through the app."""

import os
import random
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from statistics import quantiles
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import func, insert, select

from council import clock
from council.bench.complaints import a_database, gathered
from council.config import Config
from council.db import close_database, create_all_for_tests, keeping, open_database, reading, writing
from council.grievances import acts as grievances
from council.mediation.cases import acts as cases
from council.mediation.statements import acts as saying
from council.mediation.statements import ground
from council.mediation.statements.models import Statement, StatementAnswer, StatementStep, StatementTally, StatementVoice
from council.people import acts as people
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.models import Device
from council.people.session import COOKIE, hash_token
from council.record.acting import Clock, acting

VOTERS, STATEMENTS, REQUESTS = 2000, 300, 40
SEEDS = {"resident": ["第一句话。", "第二句话。"], "merchant": ["第三句话。", "第四句话。"]}
TOKEN = "bench"


def voices_bench() -> Iterator[dict[str, Any]]:
    """`common_ground_p50_ms`, `common_ground_p95_ms`: one member's page of the ranking, every sum done anew for each request; on SQLite, and with
    COUNCIL_BENCH_POSTGRES on that server too. `…_least_ms` is the quickest of them: what it takes when the machine does nothing else."""
    with tempfile.TemporaryDirectory() as data:
        yield from _closing(Config(data=Path(data), testing=True))
    if server := os.environ.get("COUNCIL_BENCH_POSTGRES"):
        with tempfile.TemporaryDirectory() as data, a_database(server) as url:
            for figure in _closing(Config(data=Path(data), database_url=url, testing=True)):
                yield {**figure, "name": f"pg_{figure['name']}"}


def _closing(config: Config) -> list[dict[str, Any]]:
    try:
        return measured(config)
    finally:
        close_database()


def measured(config: Config) -> list[dict[str, Any]]:
    """The figures on an empty database; it is full afterwards."""
    from council.web import build

    app = build(config)
    open_database(config)
    create_all_for_tests()
    case_id = _furnish()
    client = app.test_client()
    client.set_cookie(COOKIE, TOKEN)
    times = [_timed(client, f"/cases/{case_id}/statements") for _n in range(REQUESTS)]
    cuts = quantiles(times, n=20)
    return [{"name": "common_ground_least_ms", "value": round(min(times), 1), "unit": "ms"},
            {"name": "common_ground_p50_ms", "value": round(cuts[9], 1), "unit": "ms"},
            {"name": "common_ground_p95_ms", "value": round(cuts[18], 1), "unit": "ms"}]


def _timed(client: FlaskClient, path: str) -> float:
    ground.support.cache_clear()
    ground.fisher.cache_clear()
    began = time.perf_counter()
    answer = client.get(path)
    took = (time.perf_counter() - began) * 1000
    if answer.status_code != 200 or "一共 300 句" not in answer.text:
        raise RuntimeError(f"the page of the statements is not there: {answer.status_code}")
    return took


def _furnish() -> int:
    """A council of 2,000 people, half of them shops; a case of the whole lane; a round with 300 statements, all answered by all."""
    council = people.found_council("bench", "量一量", demo=True)
    with acting(Clock(council.id or 0)) as act:
        people.admit(act, [Newcomer("J1", "书记", "committee", "1", office="secretary")])
        people.admit(act, [Newcomer(f"B{n}", f"住户 {n}", "merchant" if n % 2 else "resident", str(n)) for n in range(VOTERS)])
    with reading() as session:
        sides = people_reads.on_sides(session, council.id or 0)
        desk = people_reads.holders(session, council.id or 0, "secretary")[0].id or 0
        me, first = people_reads.me(session, desk), people_reads.me(session, min(sides["resident"]))
    assert me is not None and first is not None
    with keeping() as session:
        session.add(Device(person_id=first.id, token_hash=hash_token(TOKEN), label="", at=clock.now(), seen_at=clock.now()))
    with acting(first) as act:
        about = grievances.file(act, grievances.Complaint("排队排到家门口。", "", "留条路。", 3, "queue", "lane")).id or 0
    with acting(me) as act:
        case_id = cases.open_case(act, cases.Opening("排队", "lane", (about,))).id or 0
        turn = saying.open_round(act, case_id, SEEDS)
    _answer(turn.id or 0, council.id or 0, sides)
    return case_id


def _answer(round_id: int, council_id: int, sides: dict[str, set[int]]) -> None:
    """Written straight into the tables: 600,000 acts would take longer than what is measured."""
    dice, now = random.Random(7), clock.now()  # noqa: S311 - not a secret
    with writing() as session:
        for n in range(STATEMENTS - 4):
            row = Statement(council_id=council_id, round_id=round_id, text=f"第 {n + 5} 句话，说一件小事。", origin="neighbour", author_id=1, at=now)
            session.add(row)
            session.flush()
            session.add(StatementStep(statement_id=row.id or 0, state="admitted", at=now))
        session.flush()
        ids = [row[0] for row in session.execute(Statement.__table__.select().with_only_columns(Statement.__table__.c.id))]  # type: ignore[attr-defined]
        connection = session.connection()
        connection.execute(insert(StatementVoice), [{"round_id": round_id, "person_id": person, "sector": side, "at": now}
                                                    for side, persons in sides.items() for person in persons])
        for number in ids:
            rows = [{"statement_id": number, "person_id": person, "round_id": round_id, "sector": side, "stand": stand, "at": now}
                    for side, persons in sides.items()
                    for person, stand in zip(persons, dice.choices(("agree", "disagree", "pass"), (dice.random(), dice.random(), .2), k=len(persons)),
                                             strict=True)]
            connection.execute(insert(StatementAnswer), rows)
        kept = ("round_id", "statement_id", "sector", "stand")
        connection.execute(insert(StatementTally).from_select((*kept, "n"), select(
            *(getattr(StatementAnswer, name) for name in kept), func.count()).group_by(*(getattr(StatementAnswer, name) for name in kept))))
    gathered()
