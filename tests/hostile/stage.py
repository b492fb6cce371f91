"""The stage of the hostile tests: a planted installation that is watched, and put back after each act that went through."""

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pysqlite3  # type: ignore[import-untyped]
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select
from sqlmodel import SQLModel

from council import limits
from council.config import Config
from council.db import engine_for_writing, reading
from council.people.session import COOKIE
from tests.hostile.story import token

JSON = "application/json"
HTML = "text/html"
Rows = dict[str, list[Any]]


def public_tables() -> list[str]:
    """All tables but those of private housekeeping."""
    kept = {mapper.local_table.name for mapper in SQLModel._sa_registry.mappers if getattr(mapper.class_, "__keeping__", False)}
    return sorted(set(SQLModel.metadata.tables) - kept)


def dump() -> Rows:
    """Every row of every public table, on either database."""
    with reading() as session:
        return {name: sorted(map(repr, session.execute(select(SQLModel.metadata.tables[name])).all())) for name in public_tables()}


@dataclass
class Ground:
    """A planted SQLite file with the ids of what stands in its two councils."""

    data: Path
    hy: dict[str, int]
    dx: dict[str, int]
    devices: dict[str, int]


@dataclass
class Stage:
    """One installation during one test."""

    app: Flask
    ground: Ground
    faults: list[str] = field(default_factory=list)
    knocks: int = 0

    def client(self, name: str | None) -> FlaskClient:
        """A browser of one of the cast, or of a stranger."""
        client = self.app.test_client()
        if name is not None:
            client.set_cookie(COOKIE, token(name))
        return client

    def knock(self, name: str | None, path: str, accept: str = JSON, **request: Any) -> Any:
        """One POST."""
        self.knocks += 1
        headers = {"Accept": accept, **request.pop("headers", {})}
        return self.client(name).post(path, headers=headers, **request)


class Watched(Stage):
    """A stage on SQLite that notices every commit."""

    def watch(self) -> None:
        """Begin."""
        self.file = pysqlite3.connect(str(self.ground.data / "council.db"), isolation_level=None, check_same_thread=False)
        self.seen, self.before = self._version(), self._dump()
        self.kept = pysqlite3.connect(":memory:")
        self.file.backup(self.kept)

    def moved(self) -> list[str]:
        """The public tables that differ from the beginning; cheap as long as nobody has written."""
        if self._version() == self.seen:
            return []
        now = self._dump()
        return [name for name in now if now[name] != self.before[name]]

    def restore(self) -> None:
        """As it was in the beginning."""
        if self._version() == self.seen:
            return
        other = pysqlite3.connect(str(self.ground.data / "council.db"), isolation_level=None)
        other.execute("PRAGMA synchronous=OFF")
        self.kept.backup(other)
        other.close()
        self.seen = self._version()

    def _version(self) -> int:
        return int(self.file.execute("PRAGMA data_version").fetchone()[0])

    def _dump(self) -> Rows:
        return {name: self.file.execute(f"SELECT * FROM \"{name}\"").fetchall() for name in public_tables()}

    def news(self) -> str:
        """The leaves that have come since the beginning, as text."""
        old = len(self.before["leaf"])
        rows = self.file.execute("SELECT data FROM leaf ORDER BY at DESC LIMIT (SELECT count(*) FROM leaf) - ?", (old,)).fetchall()
        return "".join(str(data, "utf-8") for data, in rows)


def hurry() -> None:
    """Tests that are copies of a copy need no fsync."""
    @event.listens_for(engine_for_writing(), "connect")
    def settle(connection: Any, _record: Any) -> None:
        connection.execute("PRAGMA synchronous=OFF")


def app_on(config: Config, csrf: bool = False) -> Flask:
    """The whole app, without counting how often somebody presses."""
    from council.web import build

    app = build(config)
    app.config["WTF_CSRF_ENABLED"] = csrf
    limits._limiter.clear()
    return app


def reason(answer: Any) -> str:
    """The sentence of a refusal, as JSON or on the page; empty when there is none."""
    if answer.mimetype == JSON:
        said = json.loads(answer.get_data())
        return said.get("reason", "") if said.get("ok") is False else ""
    text = answer.get_data(as_text=True)
    return "page" if "<main" in text and ("role=\"alert\"" in text or "flash" in text or "err" in text) else ""
