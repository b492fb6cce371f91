"""The demo village with one of everything in both councils, planted once and copied for each test."""

import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import structlog
from flask import Flask
from sqlalchemy import Engine, create_engine, text

import council.tables  # noqa: F401
from council import limits
from council.config import Config
from council.db import close_database, open_database, reading
from council.migrate import migrate
from council.people import reads as people
from council.record.acting import after_commit
from tests.conftest import POSTGRES
from tests.hostile.stage import Ground, Stage, Watched, app_on, hurry
from tests.hostile.story import Roles, Story, complete_neighbours, everybody, sign_in

HY = Roles("周敏", "王阿婆", "老赵", "万国平")
DX = Roles("何书记", "钱先生", "面馆老板", "邻居老周")
CAST = ("周敏", "王阿婆", "老赵", "小顾", "小李", "林老师", "阿May", "陈阿姨", "钱先生", "何书记", "面馆老板", "万国平")


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
    migrate()
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


@pytest.fixture
def guarded(stage: Watched) -> Iterator[Watched]:
    """The same with forms that must come from a page of ours."""
    stage.app.config["WTF_CSRF_ENABLED"] = True
    yield stage
    stage.app.config["WTF_CSRF_ENABLED"] = False


@pytest.fixture(scope="session")
def hostile_postgres(postgres_ground: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Ground]]:
    """The small lane with one of everything, on PostgreSQL: the name of the database to copy."""
    name = f"hostile_{uuid.uuid4().hex[:10]}"
    admin = administrator()
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_ground}"))
    data = tmp_path_factory.mktemp("hostile_pg")
    open_database(Config(data=data, database_url=f"{POSTGRES}/{name}", testing=True))
    ground = furnish(data)
    close_database()
    yield name, ground
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def stage_postgres(hostile_postgres: tuple[str, Ground]) -> Iterator[Stage]:
    """A copy of it."""
    name, admin = f"h_{uuid.uuid4().hex[:12]}", administrator()
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {hostile_postgres[0]}"))
    ground = hostile_postgres[1]
    yield Stage(app_on(Config(data=ground.data, database_url=f"{POSTGRES}/{name}", testing=True)), ground)
    close_database()
    after_commit.clear()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
def either(request: pytest.FixtureRequest) -> Stage:
    """On both databases."""
    found: Stage = request.getfixturevalue("stage" if request.param == "sqlite" else "stage_postgres")
    return found


def administrator() -> Engine:
    """Whoever may make databases."""
    return create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT")
