"""A hall with one live room, served on threads: what is shown is what the record says, so a test can see every change."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask import Flask, request
from markupsafe import escape
from sqlalchemy import text
from sqlmodel import Session
from werkzeug.serving import make_server

from council import i18n, live, rooms
from council.record.acting import acting
from tests.conftest import Lane
from tests.live.phone import Phone


@dataclass
class Hall:
    """The served app, the people who may come in, and an act that says something there."""

    lane: Lane
    address: str
    app: Flask
    welcome: set[str] = field(default_factory=lambda: {"王阿婆", "老赵"})
    phones: list[Phone] = field(default_factory=list)

    def say(self, *kinds: str, meeting: int = 12) -> None:
        """One act of the secretary with these entries, told as after every commit."""
        with acting(self.lane.me("周敏")) as act:
            for kind in kinds:
                act.enter(kind, f"meeting:{meeting}", {})
        live.tell(act.told)

    def phone(self, who: str = "", **more: str) -> Phone:
        self.phones.append(Phone(self.address, WHO.get(who, who), **more))
        return self.phones[-1]


WHO = {"王阿婆": "wang", "老赵": "zhao", "钱先生": "qian"}


def _said(kind: str) -> Any:
    def part(session: Session, id: int) -> str:
        query = text("SELECT count(*) FROM news WHERE stream = :stream AND kind = :kind")
        return f"<p>{escape(kind)}: {session.execute(query, {'stream': f'meeting:{id}', 'kind': kind}).scalar()}</p>"
    return part


@pytest.fixture
def hall(lane_sqlite: Lane, monkeypatch: pytest.MonkeyPatch) -> Iterator[Hall]:
    """The rooms `yard:…` on the streams `meeting:…`, for those in `hall.welcome`; `open:…` for everybody."""
    monkeypatch.setattr(rooms, "_rooms", {})
    app = Flask("hall")
    i18n.init(app)
    names = {value: key for key, value in WHO.items()}
    live.init(app, who=lambda: names.get(request.cookies.get("who", "")))
    server = make_server("127.0.0.1", 0, app, threaded=True)
    made = Hall(lane_sqlite, f"127.0.0.1:{server.port}", app)
    parts = {"queue": _said("speaker.called"), "text": _said("clause.reworded"), "count": _count}
    hears = {"speaker.called": ("queue",), "clause.reworded": ("text",), "*": ("count",)}
    live.room("yard", stream="meeting", guard=lambda me, id: me in made.welcome and id == 12, parts=parts, hears=hears)
    live.room("open", stream="meeting", guard=lambda me, id: id in (12, 13), parts={"queue": parts["queue"]},
              hears={"speaker.called": ("queue",)})
    threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
    yield made
    live._live.bells.stop()  # type: ignore[union-attr]
    for phone in made.phones:
        phone.close()
    server.shutdown()


def _count(session: Session, id: int) -> str:
    query = text("SELECT news FROM stream WHERE name = :name")
    return str(session.execute(query, {"name": f"meeting:{id}"}).scalar() or 0)
