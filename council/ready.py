"""Is this installation fit to serve: database, migrations, disk space, SQLite version."""

import shutil
from typing import Any

from sqlalchemy import text
from sqlmodel import Session

from council.config import Config
from council.db import SQLITE_FLOOR, is_sqlite, sqlite_version
from council.migrate import newest, reached

LEAST_FREE = 256 * 1024 * 1024
"""Bytes that must be free on the data folder's disk: room to close a meeting and sign it."""


def readiness(session: Session, config: Config) -> dict[str, Any]:
    """Each check with its finding; `ok` when all hold."""
    free = shutil.disk_usage(config.data).free
    state: dict[str, Any] = {
        "database": session.connection().execute(text("SELECT 1")).scalar() == 1,
        "migrations": reached(session.connection()) == [newest()],
        "disk": free > LEAST_FREE,
        "disk_free_mb": free // 2**20,
    }
    if is_sqlite():
        state["sqlite"] = sqlite_version() >= SQLITE_FLOOR
        state["sqlite_version"] = ".".join(map(str, sqlite_version()))
    return {"ok": all(value for value in state.values() if isinstance(value, bool)), **state}

