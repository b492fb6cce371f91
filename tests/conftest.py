"""One small lane with the cast in it, on SQLite and on PostgreSQL, and the doors to act, read and click in it."""

import atexit
import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, text
from sqlmodel import select
from werkzeug.routing import Rule

import council.tables  # noqa: F401
from council import clock
from council.config import Config
from council.db import close_database, create_all_for_tests, keeping, open_database, reading
from council.people import acts as people_acts
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.models import Council, Device, Person
from council.people.reads import Me
from council.people.session import COOKIE, hash_token
from council.record.acting import Act, Clock, acting, after_commit
from council.record.leaves import parse_leaf
from council.record.models import Leaf

POSTGRES = os.environ.get("COUNCIL_TEST_POSTGRES", "postgresql://postgres@127.0.0.1:5432")
pytest_plugins = ["tests.chromium"]
REQUIRED = set(filter(None, os.environ.get("COUNCIL_REQUIRE", "").split(",")))

COMPILED = FileSystemBytecodeCache(tempfile.mkdtemp(prefix="council-templates-"))
"""Templates are compiled once for all apps of a run."""
atexit.register(shutil.rmtree, COMPILED.directory, ignore_errors=True)

_builders: dict[tuple[str, str, str, bool], Any] = {}
_compile_builder = Rule._compile_builder


def _compiled_once(rule: Rule, append_unknown: bool = True) -> Any:
    """What werkzeug compiles for an address is the same for all apps of a run: half of a page's test went into it."""
    key = (rule.rule, rule.subdomain or "", repr(rule.defaults), append_unknown)
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


Rule._compile_builder = _compiled_once  # type: ignore[method-assign,assignment]

CAST = [
    Newcomer("J1", "周敏", "committee", "1", office="secretary"),
    Newcomer("R7", "陈阿姨", "resident", "7", office="lane_head", segment="弄口段"),
    Newcomer("R12", "王阿婆", "resident", "12", segment="弄口段"),
    Newcomer("R18", "小李", "resident", "18", segment="中段"),
    Newcomer("R23", "林老师", "resident", "23", segment="中段"),
    Newcomer("R31", "小顾", "resident", "31", office="volunteer", segment="弄底段"),
    Newcomer("S3", "老赵", "merchant", "商3", shop="冷街冰淇淋", segment="弄口段"),
    Newcomer("S9", "阿May", "merchant", "商9", shop="梅咖啡", segment="中段"),
    Newcomer("S15", "孙老板", "merchant", "商15", shop="孙记生煎", segment="弄底段"),
    Newcomer("P1", "吴警官", "police", office="police"),
    Newcomer("W1", "郑经理", "property", office="property"),
]


@dataclass
class Lane:
    """The seeded council of a test."""

    config: Config
    council_id: int
    other_id: int
    people: dict[str, int]
    app: Flask | None = None

    def me(self, name: str) -> Me:
        """A member of the cast as actor."""
        with reading() as session:
            found = people_reads.me(session, self.people[name])
        assert found is not None
        return found

    @contextmanager
    def act(self, name: str, once: str | None = None) -> Iterator[Act]:
        """Act as a member of the cast."""
        with acting(self.me(name), once=once) as act:
            yield act

    def leaves(self, since: int = 0) -> list[dict[str, Any]]:
        """The entries of the council's log from a number on, as parsed leaves."""
        with reading() as session:
            rows = session.exec(select(Leaf).where(Leaf.council_id == self.council_id, Leaf.seq >= since).order_by(Leaf.seq))
            return [parse_leaf(row.data) for row in rows]

    def size(self) -> int:
        """How many entries the log has."""
        return len(self.leaves())

    def client(self, name: str | None = None) -> FlaskClient:
        """A browser without JavaScript, signed in as a member of the cast (officials with their password given) or not at all."""
        if self.app is None:
            from council.web import build

            self.app = build(self.config)
            self.app.config["WTF_CSRF_ENABLED"] = False
            self.app.jinja_env.bytecode_cache = COMPILED
        client = self.app.test_client()
        if name is not None:
            client.set_cookie(COOKIE, self.device(name))
        return client

    def device(self, name: str) -> str:
        """A signed-in device's token."""
        token = uuid.uuid4().hex
        with keeping() as session:
            session.add(Device(person_id=self.people[name], token_hash=hash_token(token), label="测试", at=clock.now(), seen_at=clock.now(),
                               password_ok=True))
        return token


def plant(config: Config) -> Lane:
    """Found the council, draw its lane and admit the cast; and the neighbouring council with its outsider."""
    council = people_acts.found_council("hy", "HY 弄议事会", "HY 居委会", demo=True)
    other = people_acts.found_council("dx", "东兴里议事会", "东兴居委会")
    with acting(Clock(council.id or 0)) as act:
        people_acts.draw_lane(act, ["HY 弄"], ["弄口段", "中段", "弄底段"])
        people_acts.admit(act, CAST)
    with acting(Clock(other.id or 0)) as act:
        people_acts.admit(act, [Newcomer("R1", "钱先生", "resident", "1"), Newcomer("J1", "何书记", "committee", "2", office="secretary")])
    return _found(config)


def _found(config: Config) -> Lane:
    with reading() as session:
        ids = {council.slug: council.id or 0 for council in session.exec(select(Council))}
        people = {person.name: person.id or 0 for person in session.exec(select(Person))}
    return Lane(config, ids["hy"], ids["dx"], people)


@pytest.fixture(scope="session")
def sqlite_ground(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A planted SQLite installation to copy for each test."""
    data = tmp_path_factory.mktemp("ground")
    config = Config(data=data, testing=True)
    open_database(config)
    create_all_for_tests()
    plant(config)
    with reading() as session:
        session.connection().exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    close_database()
    return data


@pytest.fixture(scope="session")
def postgres_ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A planted PostgreSQL database to copy for each test."""
    try:
        admin = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT")
        admin.connect().close()
    except Exception:
        if "postgres" in REQUIRED:
            raise
        pytest.skip("PostgreSQL is not running here")
    name = f"lane_{uuid.uuid4().hex[:10]}"
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    config = Config(data=tmp_path_factory.mktemp("pg"), database_url=f"{POSTGRES}/{name}", testing=True)
    open_database(config)
    create_all_for_tests()
    plant(config)
    close_database()
    yield name
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture
def lane_sqlite(sqlite_ground: Path, tmp_path: Path) -> Iterator[Lane]:
    """The lane on SQLite: for pages, and for what does not depend on the database."""
    data = tmp_path / "data"
    shutil.copytree(sqlite_ground, data)
    config = Config(data=data, testing=True)
    open_database(config)
    yield _found(config)
    close_database()
    after_commit.clear()


@pytest.fixture
def lane_postgres(postgres_ground: str, tmp_path: Path) -> Iterator[Lane]:
    """The lane on PostgreSQL."""
    name = f"t_{uuid.uuid4().hex[:12]}"
    admin = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text(f"CREATE DATABASE {name} TEMPLATE {postgres_ground}"))
    config = Config(data=tmp_path / "data", database_url=f"{POSTGRES}/{name}", testing=True)
    config.data.mkdir()
    open_database(config)
    yield _found(config)
    close_database()
    after_commit.clear()
    with admin.connect() as connection:
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    admin.dispose()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
def lane(request: pytest.FixtureRequest) -> Lane:
    """The lane on both databases: for acts, reads, record and votes."""
    found: Lane = request.getfixturevalue(f"lane_{request.param}")
    return found
