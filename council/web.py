"""The Flask app: one house, its rooms, its error pages, its security headers."""

import logging
import secrets
import time
from pathlib import Path
from typing import Any

import structlog
from flask import Flask, Response, abort, g, jsonify, redirect, render_template, request, url_for
from flask_wtf.csrf import CSRFError, CSRFProtect
from jinja2 import FileSystemBytecodeCache
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException
from werkzeug.routing import IntegerConverter, Rule

from council import i18n, live, parcel
from council.config import Config, from_env
from council.db import open_database, reading
from council.floors import rooms
from council.forms import LARGEST, BadForm, once_token, refused, respond, wants_json
from council.limits import ACTS, limit, open_limits
from council.people import session as people_session
from council.people.rules import OFFICES, SECTORS, UNITS, device_word
from council.people.session import SignInNeeded
from council.policy import POLICY
from council.record.acting import Repeated, after_commit
from council.record.publish import publish_closing
from council.record.shelf import head
from council.refusal import Absent, Refusal
from council.story.waiting import Owed, waiting
from council.text import render

ROOT = Path(__file__).resolve().parent.parent

log = structlog.get_logger()
csrf = CSRFProtect()


class Id(IntegerConverter):
    """An id in an address: what no database row can have is not there, and a number is written in one way."""

    regex = "[0-9]{1,10}"

    def __init__(self, map: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(map, *args, **{"max": LARGEST, **kwargs})


class Address(Rule):
    """An address whose way back, from a name to itself, is put together when it is first asked for: most starts ask for few of them."""

    def _compile_builder(self, append_unknown: bool = True) -> Any:
        def build(rule: Rule, **values: Any) -> tuple[str, str]:
            made = Rule._compile_builder(rule, append_unknown)
            setattr(rule, "_build_unknown" if append_unknown else "_build", made.__get__(rule))
            return made(rule, **values)

        return build


class House(Flask):
    """Flask with our addresses."""

    url_rule_class = Address


def build(config: Config | None = None, green: bool = False) -> Flask:
    """The whole application for one installation; opens its database. green: served on gevent (its monkey patch is already in)."""
    config = config or from_env()
    app = House("council", root_path=str(ROOT), template_folder="templates", static_folder="static")
    app.config.update(COUNCIL=config, SECRET_KEY=_secret(config), SESSION_COOKIE_HTTPONLY=True, SESSION_COOKIE_SAMESITE="Lax",
                      SESSION_COOKIE_SECURE=config.secure_cookies, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False,
                      MAX_CONTENT_LENGTH=80 * 1024 * 1024, MAX_FORM_MEMORY_SIZE=512 * 1024, TESTING=config.testing,
                      TEMPLATES_AUTO_RELOAD=False)
    app.url_map.converters["int"] = Id
    app.json.ensure_ascii = app.json.sort_keys = False  # type: ignore[attr-defined]
    open_database(config)
    open_limits(config.redis_url)
    app.before_request(_as_people_ask)
    csrf.init_app(app)
    i18n.init(app)
    parcel.init(app)
    _open_rooms(app)
    _answer_errors(app)
    _dress(app)
    _watch(app)
    if green:
        _keep_templates(app, config)
    live.init(app, people_session.fresh, green, config.redis_url)
    after_commit[:] = [lambda act: live.tell(act.told), lambda act: publish_closing(act, config)]
    return app


def _as_people_ask() -> None:
    """No zero byte in an address: PostgreSQL refuses it with an error of its own.

    Only a form with photos may be large; by itself werkzeug would read 80 MB of any other form into memory.
    """
    if any("\x00" in each for each in (request.path, *request.args.values())):
        abort(400)
    if request.mimetype != "multipart/form-data":
        request.max_content_length = 512 * 1024


def _keep_templates(app: Flask, config: Config) -> None:
    """Compiled templates wait in the data folder, so that the first page after a start comes as fast as the second."""
    kept = config.data / "templates"
    kept.mkdir(mode=0o700, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(kept))


def _secret(config: Config) -> str:
    kept = config.data / "secret"
    config.data.mkdir(parents=True, exist_ok=True)
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_hex(32))
    return kept.read_text()


def _open_rooms(app: Flask) -> None:
    for pages in rooms("pages"):
        app.register_blueprint(pages.bp)


def _answer_errors(app: Flask) -> None:
    @app.errorhandler(Repeated)
    def repeated(error: Repeated) -> Response:
        return respond(error.answer)

    @app.errorhandler(Refusal)
    def refusal(error: Refusal) -> Any:
        return _no(error.sentence, error.status)

    @app.errorhandler(Absent)
    def absent(_error: Absent) -> Any:
        g.pop("council", None)  # the page does not say whose it would have been
        return _no("这里没有您要找的东西，或者不是给您看的。", 404)

    @app.errorhandler(BadForm)
    def bad_form(error: BadForm) -> Any:
        return _no(error.sentence, 422, fields={name: i18n.say(text) for name, text in error.errors.items()})

    @app.errorhandler(CSRFError)
    def stale(_error: CSRFError) -> Any:
        return _no("这一页开得太久了。请重新打开再按一次，您写的字还在。", 400, stale=True)

    @app.errorhandler(SignInNeeded)
    def sign_in_needed(_error: SignInNeeded) -> Any:
        if wants_json() or request.method == "POST":
            return _no("请先用您的卡或链接进来。", 401)
        return redirect(url_for("people.sign_in", next=request.full_path.rstrip("?")))

    @app.errorhandler(HTTPException)
    def http(error: HTTPException) -> Any:
        sentences = {404: "这里没有您要找的东西，或者不是给您看的。", 405: "这个地址不是这样用的。", 413: "太大了，收不下。照片请不超过 12 MB。",
                     429: "按得太快了，请等一分钟再按。"}
        return error if error.code and error.code < 400 else _no(sentences.get(error.code or 0, "没有看懂这个请求。"), error.code or 400)

    @app.errorhandler(Exception)
    def broken(error: Exception) -> Any:
        log.error("broken", id=g.get("request_id"), endpoint=request.endpoint, exc_info=error)
        return _no("这里出了毛病，是我们的错。您写的字没有丢，过一会儿再按一次。", 500)


def _no(sentence: str, status: int, **more: Any) -> Any:
    said = i18n.say(sentence)
    if wants_json():
        return refused(said, status, **more)
    return render_template("error.html", code=status, sentence=said, more=more.get("fields", {})), status


def _dress(app: Flask) -> None:
    app.jinja_env.globals.update(once_token=once_token, strip=_strip, last_entry=_last_entry)
    app.jinja_env.filters.update(sector=lambda code: i18n.say(SECTORS.get(code, code)), office=lambda code: i18n.say(OFFICES.get(code, code)),
                                 markdown=render,
                                 unit=lambda code: i18n.say(UNITS.get(code, "人")), device=lambda label: i18n.say(device_word(label)))
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True

    @app.context_processor
    def shell() -> dict[str, Any]:
        me = people_session.current()
        council = g.get("council")
        size = request.cookies.get("size", "1")
        council = council or (people_session.home_council(me) if me else None)
        return {"me": me, "council": council, "stage": council is not None and getattr(council, "rehearsal", False), "lang": i18n.lang(),
                "size": size if size in ("1", "2", "3") else "1", "theme": request.cookies.get("theme", ""),
                "demo": app.config["COUNCIL"].demo}

    @app.after_request
    def guard(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Referrer-Policy", "same-origin")
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.endpoint != "static":
            response.headers.setdefault("Cache-Control", "no-store" if {people_session.COOKIE, people_session.STAGE} & set(request.cookies) else "no-cache")
        return response


def _strip() -> Owed | None:
    me = people_session.current()
    if "owed" not in g and me is not None:
        with reading() as session:
            g.owed = waiting(session, me)
    owed: Owed | None = g.get("owed")
    return owed


def _last_entry() -> int | None:
    council = g.get("council") or (people_session.home_council(me) if (me := people_session.current()) else None)
    if council is None:
        return None
    with reading() as session:
        return head(session, council.id or 0).size - 1


def _watch(app: Flask) -> None:
    logging.getLogger("werkzeug").setLevel(logging.WARNING)

    @app.before_request
    def begin() -> None:
        g.request_id, g.began = secrets.token_hex(6), time.monotonic()
        if request.method == "POST" and (me := people_session.current()):
            limit(ACTS, f"person:{me.id}")

    @app.after_request
    def told(response: Response) -> Response:
        response.headers["X-Request-Id"] = g.get("request_id", "")
        if request.endpoint != "static":
            log.info("request", id=g.get("request_id"), method=request.method, endpoint=request.endpoint, status=response.status_code,
                     ms=round((time.monotonic() - g.get("began", time.monotonic())) * 1000, 1))
        return response

    @app.get("/healthz")
    def healthz() -> Response:
        return jsonify(ok=True)

    @app.get("/readyz")
    def readyz() -> tuple[Response, int]:
        from council.ready import readiness

        try:
            with reading() as session:
                state = readiness(session, app.config["COUNCIL"])
        except SQLAlchemyError as error:
            log.error("not ready", exc_info=error)
            state = {"ok": False, "database": False}
        return jsonify(state), 200 if state["ok"] else 503
