"""The demo village, told once and opened for each test that walks through every door of it."""

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import structlog
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlmodel import SQLModel

import council.tables  # noqa: F401
from council import clock
from council.config import Config
from council.db import close_database, keeping, open_database, reading
from council.migrate import migrate
from council.people.models import Council, Device, Person
from council.people.session import COOKIE, hash_token
from council.record.models import LogHead


@dataclass
class Village:
    """The seeded installation with its app."""

    app: Flask
    people: dict[str, int]

    def client(self, name: str | None) -> FlaskClient:
        """A browser of one of the cast, or of a stranger."""
        client = self.app.test_client()
        if name is not None:
            token = uuid.uuid4().hex
            with keeping() as session:
                session.add(Device(person_id=self.people[name], token_hash=hash_token(token), label="测试", at=clock.now(),
                                   seen_at=clock.now(), password_ok=True))
            client.set_cookie(COOKIE, token)
        return client


def heads() -> dict[str, int]:
    """How long each council's log is."""
    with reading() as session:
        return {head.slug: head.size for head in session.scalars(select(LogHead))}


def rows() -> dict[str, int]:
    """How many rows each table has, apart from those for private housekeeping."""
    kept = {mapper.local_table.name for mapper in SQLModel._sa_registry.mappers if getattr(mapper.class_, "__keeping__", False)}
    with reading() as session:
        return {name: session.execute(select(func.count()).select_from(table)).scalar_one()
                for name, table in SQLModel.metadata.tables.items() if name not in kept}


@pytest.fixture(scope="session")
def village_ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The village on SQLite, through the migrations as a first start makes it."""
    from seeds import village

    data = tmp_path_factory.mktemp("village")
    open_database(Config(data=data, testing=True))
    migrate()
    village.plant(progress=lambda line: None)
    close_database()
    return data


@pytest.fixture(scope="session", autouse=True)
def plain_log() -> None:
    """One line for an error; drawing a picture of every local variable takes longer than the test."""
    structlog.configure(processors=[structlog.processors.format_exc_info, structlog.processors.KeyValueRenderer()])


@pytest.fixture
def village(village_ground: Path) -> Iterator[Village]:
    """The village's doors, without CSRF tokens so that only rights stand in the way."""
    from council.web import build

    app = build(Config(data=village_ground, testing=True))
    app.config["WTF_CSRF_ENABLED"] = False
    with reading() as session:
        people = {person.name: person.id or 0 for person in session.scalars(select(Person))}
        assert session.execute(select(func.count()).select_from(Council)).scalar_one() >= 1
    yield Village(app, people)
    close_database()
