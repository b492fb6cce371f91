"""Bring the database to the present shape (Alembic, council/migrations)."""

from pathlib import Path

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


def migrate() -> None:
    """Apply what is missing; safe to call at every start."""
    with engine_for_writing().connect() as connection, connection.begin():
        command.upgrade(alembic_config(connection), "head")
