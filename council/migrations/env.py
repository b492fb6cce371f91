"""Alembic's way in: it works on the connection that council/migrate.py hands over."""

from alembic import context
from sqlmodel import SQLModel

import council.tables  # noqa: F401
from council.migrate import ours

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=connection.dialect.name == "sqlite",
                  transactional_ddl=True, include_object=ours)
context.run_migrations()
