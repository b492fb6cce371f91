"""The demo village with one of everything in both councils, planted once and copied for each test."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask

import council.tables  # noqa: F401
from council import limits
from council.config import Config
from council.db import close_database, create_all_for_tests, open_database, reading
from council.people import reads as people
from council.record.acting import after_commit
from tests.hostile.stage import Ground, Watched, app_on, hurry
from tests.hostile.story import Roles, Story, complete_neighbours, everybody, sign_in

HY = Roles("周敏", "王阿婆", "老赵", "万国平")
DX = Roles("何书记", "钱先生", "面馆老板", "邻居老周")
CAST = ("周敏", "王阿婆", "老赵", "小顾", "小李", "林老师", "阿May", "陈阿姨", "钱先生", "何书记", "面馆老板")


@pytest.fixture(scope="session", autouse=True)
def plain_log() -> None:
    """One line for an error; drawing a picture of every local variable takes longer than the test."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()])


@pytest.fixture(scope="session")
def hostile_ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    """The village on SQLite."""
    from seeds import village

    data = tmp_path_factory.mktemp("hostile")
    open_database(Config(data=data, testing=True))
    hurry()
    create_all_for_tests()
    village.plant()
    ground = furnish(data)
    with reading() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    close_database()
    return ground


def furnish(data: Path) -> Ground:
    """One of everything in both councils, and a signed-in device for each of the cast."""
    with reading() as session:
        hy, dx = (people.council(session, slug).id or 0 for slug in ("hy", "dx"))
        last = people.roll(session, hy)
    roles = HY if any(person.name == HY.absent for _entry, person, *_rest in last) else Roles(HY.desk, HY.resident, HY.merchant, "林老师")
    complete_neighbours(dx)
    here, there = Story(hy, roles).tell(), Story(dx, DX).tell()
    names = everybody()
    return Ground(data, here, there, sign_in({name: names[name] for name in CAST if name in names}))


@pytest.fixture(scope="session")
def house(hostile_ground: Ground) -> tuple[Flask, list[Any]]:
    """One app for all, so that its templates are read once; and what it does after a commit."""
    app = app_on(Config(data=hostile_ground.data, testing=True))
    close_database()
    return app, list(after_commit)


@pytest.fixture
def stage(hostile_ground: Ground, house: tuple[Flask, list[Any]]) -> Iterator[Watched]:
    """The village, watched, and afterwards as it was."""
    open_database(Config(data=hostile_ground.data, testing=True))
    hurry()
    limits._limiter.clear()
    after_commit[:] = house[1]
    found = Watched(house[0], hostile_ground)
    found.watch()
    yield found
    found.restore()
    found.file.close()
    close_database()
    after_commit.clear()
