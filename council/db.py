"""The database and two of its three doors: `reading` and `keeping`; the third, `acting`, is in council/record/acting.py."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, DateTime, Dialect, Engine, TypeDecorator, create_engine, event, text
from sqlmodel import Session, SQLModel

from council.clock import aware
from council.config import Config

SQLITE_FLOOR = (3, 51, 3)
"""Older SQLite can lose a committed vote in WAL mode (sqlite.org/wal.html, "The WAL-Reset Bug")."""

_open: dict[str, Any] = {}
SQLModel.model_config["defer_build"] = True  # tables are read and written, never validated: no validator is built for them at each start
writer = threading.RLock()
"""One writer a process: a greenlet that waits inside SQLite would stop all others, one that waits here does not."""


class Moment(TypeDecorator[datetime]):
    """A moment in UTC that always comes back with its zone, on SQLite too. Use as `Field(sa_type=Moment)`."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else aware(value)


class Unmarked(RuntimeError):
    """A row was written through a door that is not its own."""


def open_database(config: Config) -> Engine:
    """Open the installation's database for this process; returns the writing engine."""
    close_database()
    if config.url.startswith("sqlite"):
        _open.update(read=_sqlite(config.url, reading=True), write=_sqlite(config.url, reading=False), sqlite=True)
    else:
        url = config.url.replace("postgresql://", "postgresql+psycopg://")
        engine = create_engine(url, pool_size=20, max_overflow=20, pool_pre_ping=True, hide_parameters=True)
        _open.update(read=engine.execution_options(postgresql_readonly=True, isolation_level="REPEATABLE READ"), write=engine, sqlite=False)
    _open["config"] = config
    return engine_for_writing()


def installation() -> Config:
    """The settings that the database was opened with: where its keys and photos are."""
    found: Config = _open["config"]
    return found


def close_database() -> None:
    """Let go of every connection (tests open many databases in one process)."""
    for name in ("read", "write"):
        if name in _open:
            _open.pop(name).dispose()
    _open.clear()


def engine_for_writing() -> Engine:
    """The engine behind `acting` and `keeping`."""
    return _open["write"]


def is_sqlite() -> bool:
    """True on SQLite, False on PostgreSQL."""
    return bool(_open["sqlite"])


def sqlite_version() -> tuple[int, ...]:
    """The version of the SQLite library really used."""
    import pysqlite3

    return tuple(int(part) for part in pysqlite3.sqlite_version.split("."))


def _sqlite(url: str, reading: bool) -> Engine:
    import pysqlite3

    engine = create_engine(url, module=pysqlite3, connect_args={"timeout": 15, "check_same_thread": False}, pool_size=10, max_overflow=40,
                           hide_parameters=True)

    @event.listens_for(engine, "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON", "busy_timeout=15000",
                       f"query_only={'ON' if reading else 'OFF'}"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")

    return engine


@contextmanager
def reading() -> Iterator[Session]:
    """A look at one moment of the database, which itself refuses every write."""
    with Session(_open["read"], autoflush=False, expire_on_commit=False) as session:
        yield session


@contextmanager
def glancing() -> Iterator[Connection]:
    """As `reading`, for the few questions that every request asks: rows instead of objects, at a third of the cost."""
    with _open["read"].connect() as connection:
        yield connection


@contextmanager
def writing() -> Iterator[Session]:
    """One write transaction; only the doors use it. Rolls back unless the body ends well."""
    if _open["sqlite"]:
        with writer, Session(_open["write"], expire_on_commit=False) as session, session.begin():
            yield session
    else:
        with Session(_open["write"], expire_on_commit=False) as session, session.begin():
            yield session


@contextmanager
def keeping() -> Iterator[Session]:
    """Private housekeeping (sign-in, drafts, read marks): enters and tells nothing, refuses rows not marked `__keeping__`."""
    with writing() as session:
        event.listen(session, "before_flush", _only_kept)
        yield session


def _only_kept(session: Session, _context: Any, _instances: Any) -> None:
    for row in (*session.new, *session.dirty, *session.deleted):
        if not getattr(type(row), "__keeping__", False):
            raise Unmarked(f"{type(row).__name__} is not kept privately: write it with acting()")


def writable_now() -> bool:
    """True when the database answers (for /readyz)."""
    with reading() as session:
        return session.connection().execute(text("SELECT 1")).scalar() == 1


def create_all_for_tests() -> None:
    """Make the tables without migrations; only tests that do not test migrations use it."""
    SQLModel.metadata.create_all(engine_for_writing())
