"""The migrations make exactly the tables that the models describe, on an empty database and a second time."""

import os
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel

import council.tables  # noqa: F401
from council.config import Config
from council.db import close_database, engine_for_writing, open_database, reading
from council.migrate import alembic_config, migrate, newest, ours, reached
from council.ready import readiness
from tests.conftest import POSTGRES, REQUIRED


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.pg)])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Config]:
    """An installation whose database has nothing in it."""
    if request.param == "sqlite":
        yield Config(data=tmp_path)
        close_database()
        return
    admin = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT")
    try:
        connection = admin.connect()
    except Exception:
        if "postgres" in REQUIRED:
            raise
        pytest.skip("PostgreSQL is not running here")
    name = f"empty_{uuid.uuid4().hex[:10]}_{os.getpid()}"
    connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    yield Config(data=tmp_path, database_url=f"{POSTGRES}/{name}")
    close_database()
    connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    connection.close()
    admin.dispose()


def test_migrations_and_models_agree(empty: Config) -> None:
    open_database(empty)
    migrate()
    with engine_for_writing().connect() as connection:
        seen = {"compare_type": True, "include_object": ours}
        assert compare_metadata(MigrationContext.configure(connection, opts=seen), SQLModel.metadata) == []
    assert len(SQLModel.metadata.tables) > 15


def test_migrating_again_changes_nothing_and_the_installation_is_ready(empty: Config) -> None:
    open_database(empty)
    with engine_for_writing().connect() as connection:
        assert reached(connection) == []
    migrate()
    migrate()
    with reading() as session:
        assert reached(session.connection()) == [newest()]
        assert readiness(session, empty)["migrations"] is True
        assert session.connection().execute(text("SELECT count(*) FROM leaf")).scalar() == 0


def test_the_newest_file_is_where_alembic_ends() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_heads() == [newest()]
