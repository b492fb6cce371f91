"""For the phone itself: whose it is and a fresh form token, its service worker, what to install, the page without signal."""

import hashlib
import hmac
import json
from functools import cache
from pathlib import Path
from typing import Any

from flask import Blueprint, Response, current_app, g, jsonify, render_template, request, session, url_for
from flask_wtf.csrf import generate_csrf

from council.people.reads import Me
from council.people.session import SignInNeeded, current, must_be_member

bp = Blueprint("phone", __name__)

KEPT = ("grievances.new", "grievances.quick")
"""Forms that open without a line: the only pages a phone keeps, since they say nothing about anybody."""

SHELL = ("council.css", "act.js", "answers.js", "clocks.js", "counts.js", "drafts.js", "keys.js", "leaving.js", "live.js", "mending.js", "morph.js",
         "notes.js", "outbox.js", "phone.js", "photo.js", "pressed.js", "sending.js", "store.js", "waiting.js", "vendor/idb.js", "icon.svg", "icon-192.png")
"""What a kept page needs to work."""


@bp.get("/phone/who")
def who() -> Response:
    """Whose phone this is, as its pages say it, and a token for a form that has waited; 401 when nobody is signed in."""
    answer = jsonify(whose=whose(must_be_member()), csrf_token=generate_csrf())
    answer.headers["Cache-Control"] = "no-store"
    return answer


@bp.get("/sw.js")
def service_worker() -> Response:
    """The service worker of this build, with the addresses that it keeps."""
    shell = [url_for("phone.no_signal"), *(url_for("static", filename=name) for name in SHELL)]
    source = (Path(str(current_app.static_folder)) / "sw.js").read_text(encoding="utf-8")
    answer = Response(f"const BUILD = {json.dumps(build())}, SHELL = {json.dumps(shell)};\n{source}", mimetype="text/javascript")
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/no-signal")
def no_signal() -> str:
    """Shown by the service worker in place of a page that cannot be fetched: the same for everybody."""
    return render_template("phone/no_signal.html")


@bp.get("/manifest.webmanifest")
def manifest() -> Response:
    """What a phone shows when the house is put on its first screen."""
    pictures = [{"src": url_for("static", filename="icon.svg"), "sizes": "any", "type": "image/svg+xml"},
                *({"src": url_for("static", filename=f"icon-{size}.png"), "sizes": f"{size}x{size}", "type": "image/png", "purpose": "any maskable"}
                  for size in (192, 512))]
    name = "弄堂议事会"
    answer = jsonify(id="/", name=name, short_name=name, lang="zh-Hans", start_url="/", scope="/", display="standalone", background_color="#eeede8",
                     theme_color="#23292b", icons=pictures)
    answer.mimetype = "application/manifest+json"
    return answer


@bp.before_app_request
def sent_by_the_writer() -> None:
    """What waited on a phone goes only in the name of the person who wrote it, whoever is signed in by now."""
    writer = request.headers.get("X-Whose")
    if writer is not None and writer != whose(current()):
        raise SignInNeeded
    g.kept = request.endpoint in KEPT and "_flashes" not in session


@bp.after_app_request
def marked(response: Response) -> Response:
    """Pages say of which build they are, and whether a phone may keep them."""
    if response.mimetype == "text/html":
        response.headers["X-Build"] = build()
        if g.get("kept") and response.status_code == 200 and current():
            response.headers["X-Kept"] = "1"
    return response


@bp.app_context_processor
def told() -> dict[str, Any]:
    """What the frame writes on a page for its scripts."""
    me = current()
    there = [name for name in KEPT if name in current_app.view_functions] if me else []
    return {"handset": {"build": build(), "whose": whose(me), "kept": [url_for(name, slug=me.slug) for name in there] if me else []}}


def whose(me: Me | None) -> str:
    """A person's mark on a phone: the same after every sign-in, and without the house's secret it says nothing."""
    if me is None:
        return ""
    secret = str(current_app.config["SECRET_KEY"]).encode()
    return hmac.new(secret, f"phone:{me.council_id}:{me.id}".encode(), hashlib.sha256).hexdigest()[:20]


def build() -> str:
    """Names what is installed: changes with any script, style or template."""
    return _build(str(current_app.static_folder), str(Path(current_app.root_path) / str(current_app.template_folder)))


@cache
def _build(*folders: str) -> str:
    digest = hashlib.sha256()
    for path in sorted(path for folder in folders for path in Path(folder).rglob("*") if path.is_file()):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12]
