"""A small house with nothing in it but the parts: every macro in use, answers to acts and news on demand."""

import threading
import time
from dataclasses import dataclass, field
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import segno
from flask import Flask, Response, jsonify, redirect, render_template, request
from flask_babel import Babel
from flask_socketio import SocketIO
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup
from werkzeug.serving import make_server

from council.text import render

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("now", "vote", "verdict", "say", "states", "desk", "projector", "sheet")
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; worker-src 'self'; "
          "manifest-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'")


def side(word: str, unit: str, electorate: int, *votes: int | None) -> dict[str, Any]:
    """One side of a tally; without votes the split is hidden."""
    yes, no, none = votes or (None, None, None)
    return {"word": word, "unit": unit, "electorate": electorate, "cast": sum(v or 0 for v in votes) or 37, "for": yes, "against": no, "abstain": none}


def facts() -> dict[str, Any]:
    """What the pages of the showroom show."""
    qr = segno.make("https://hy.example/c/hy", error="q").svg_inline(border=1, omitsize=True, svgclass=None, lineclass=None)
    return {
        "now": int(time.time() * 1000), "home": side("居民", "户", 64, 31, 4, 2), "shop": side("商户", "家", 24, 10, 3, 1),
        "failed": [side("居民", "户", 64, 41, 7, 3), side("商户", "家", 24, 9, 12, 1)], "blank": [side("居民", "户", 64), side("商户", "家", 24)],
        "qr": Markup(qr.replace("<svg", '<svg role="img" aria-label="二维码"', 1)), "council": SimpleNamespace(slug="hy", name="HY 弄议事会"),
        "last_entry": lambda: 1287, "lang": "zh-Hans", "size": request.args.get("size", "1"), "theme": request.args.get("theme"),
        "unread": lambda: 2,
        "strip": lambda: {"text": "您还没有表决", "more": "第三条，20:42 截止", "href": "#vote", "go": "去表决"},
    }


@dataclass
class Showroom:
    """The running house: `answers` are given to acts one after the other (the last one stays), `news` to those who ask."""

    port: int = 8121
    answers: list[tuple[int, dict[str, Any]]] = field(default_factory=lambda: [(200, {"ok": True, "to": "/styleguide/states"})])
    heard: list[dict[str, str]] = field(default_factory=list)
    news: dict[str, Any] = field(default_factory=lambda: {"room": "meeting:12", "seq": 41, "items": []})
    asked: list[str] = field(default_factory=list)
    down: bool = False
    listening: int = 0

    def __post_init__(self) -> None:
        self.app = app = Flask("showroom", root_path=str(ROOT), template_folder="templates", static_folder="static")
        app.config.update(SECRET_KEY="showroom", WTF_CSRF_CHECK_DEFAULT=False, BABEL_DEFAULT_LOCALE="zh_Hans_CN")
        app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
        app.jinja_env.filters["markdown"] = render
        app.jinja_env.globals["once_token"] = lambda: "once-from-the-server"
        CSRFProtect(app)
        Babel(app)
        self.sockets = SocketIO(app, async_mode="threading")
        self._routes()

    def _routes(self) -> None:
        app = self.app
        app.add_url_rule("/styleguide/<name>", "styleguide", lambda name: render_template(f"styleguide/{name}.html", **facts()))
        app.add_url_rule("/error/<int:code>", "error", lambda code: (render_template("error.html", code=code, sentence="太大了，收不下。", **facts()), code))
        app.add_url_rule("/acted", "acted", self._act, methods=["POST"])
        app.add_url_rule("/news/<room>", "news", self._news)
        self.sockets.on_event("listen", self._listen)
        app.after_request(self._guard)

    def _act(self) -> Any:
        self.heard.append({**request.form.to_dict(), **{name: f"{file.filename} {file.mimetype}" for name, file in request.files.items()}})
        status, answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if "application/json" not in request.headers.get("Accept", ""):
            return redirect("/styleguide/states", 303)
        return jsonify(answer), status

    def _news(self, room: str) -> Any:
        self.asked.append(room)
        return ("", 503) if self.down else jsonify(self.news)

    def _listen(self, message: dict[str, str]) -> dict[str, Any]:
        self.listening += 1
        return {"ok": True, "seq": 41}

    def tell(self, *items: dict[str, Any]) -> None:
        """Push news to whoever is connected."""
        self.sockets.emit("news", {"room": "meeting:12", "seq": items[-1]["seq"], "items": list(items)})

    @staticmethod
    def _guard(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = POLICY
        return response

    def open(self) -> "Showroom":
        """Serve until the process ends or `close`."""
        self.server = make_server("127.0.0.1", self.port, self.app, threaded=True)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def close(self) -> None:
        """Stop serving."""
        self.server.shutdown()


if __name__ == "__main__":
    Showroom(port=8120).open()
    threading.Event().wait()
