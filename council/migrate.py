"""Bring the database to the present shape (Alembic, council/migrations)."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as Alembic
from sqlalchemy import Connection

from council.db import engine_for_writing


def alembic_config(connection: Connection | None = None) -> Alembic:
    """Alembic's settings without an ini file."""
    settings = Alembic()
    settings.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    settings.attributes["connection"] = connection
    return settings


def ours(_object: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """False for what only one kind of database has: the tables that SQLite keeps for its search by itself, PostgreSQL's index of words."""
    return not (name == "passage_words" or (kind == "table" and (name or "").startswith("passage_fts")))


def migrate() -> None:
    """Apply what is missing; safe to call at every start."""
    with engine_for_writing().connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), "head")
