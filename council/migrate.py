"""Bring the database to the present shape (Alembic, council/migrations)."""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, inspect, text

from council.db import engine_for_writing

HERE = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection | None = None) -> Any:
    """Alembic's settings without an ini file."""
    from alembic.config import Config as Alembic

    settings = Alembic()
    settings.set_main_option("script_location", str(HERE))
    settings.attributes["connection"] = connection
    return settings


def ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """False for what only one kind of database has: the tables that SQLite keeps for its search by itself, PostgreSQL's index of words."""
    return not (name == "passage_words" or (kind == "table" and (name or "").startswith("passage_fts")))


def newest() -> str:
    """The last migration that the house has; their files are named by number."""
    return max(path.name.partition("_")[0] for path in (HERE / "versions").glob("[0-9]*_*.py"))


def reached(connection: Connection) -> list[str]:
    """The migrations that this database stands on; none when it is empty."""
    if not inspect(connection).has_table("alembic_version"):
        return []
    return list(connection.execute(text("SELECT version_num FROM alembic_version")).scalars())


def migrate() -> None:
    """Apply what is missing; safe to call at every start. Alembic itself is only fetched when something is."""
    with engine_for_writing().connect() as connection, connection.begin():
        if reached(connection) != [newest()]:
            from alembic import command

            command.upgrade(alembic_config(connection), "head")
