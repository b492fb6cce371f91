"""The public record: the log's files as C2SP lays them out, and the same for reading. No account, no script, from the log alone."""

from base64 import b32encode

from flask import Blueprint, Response, abort, current_app, g, redirect, render_template, request, url_for
from sqlmodel import Session

from council.clock import now
from council.db import reading
from council.i18n import say
from council.paths import whole
from council.qr import svg
from council.record import reads
from council.record.leaves import read_time
from council.record.publish import CannotSign, current_key
from council.record.shelf import head, newest, tile_bytes
from council.record.sources import Incomplete
from council.record.tiles import BadTile, read_path
from council.refusal import Absent
from council.words import _

bp = Blueprint("record", __name__)

PAGE = 50
FOREVER = "public, max-age=31536000, immutable"
SHORT = "public, max-age=3"
PLAIN = "text/plain; charset=utf-8"
NOUNS = {
    "meeting": _("会议"), "vote": _("表决"), "convention": _("公约"), "clause": _("条款"), "grievance": _("诉求"), "category": _("分类"), "mediation": _("调解"),
    "patrol": _("巡查"), "violation": _("违约"), "council": _("议事会"), "roll": _("名册"), "key": _("钥匙"),
    "case": _("调解的事"), "talk": _("私下的话"), "interest": _("关切"), "goal": _("共同目标"), "offer": _("愿意做的事"), "fact": _("事实"),
    "sheet": _("事实单"), "question": _("请查的话"), "agreement": _("签下的话"), "statements": _("一轮说法"), "statement": _("说法"), "options": _("几个办法"),
}


@bp.get("/log/<slug>/checkpoint")
def checkpoint(slug: str) -> Response:
    """The newest signed head."""
    with reading() as session:
        try:
            return _file(newest(session, reads.lane(session, slug).id).note.encode(), PLAIN, SHORT)
        except Incomplete as fault:
            raise Absent from fault


@bp.get("/log/<slug>/key")
def key(slug: str) -> Response:
    """The verifier key that belongs to it."""
    with reading() as session:
        return _file(f"{_vkey(session, reads.lane(session, slug).id)}\n".encode(), PLAIN, SHORT)


@bp.get("/log/<slug>/tile/<path:path>")
def tile(slug: str, path: str) -> Response:
    """A tile or an entry bundle, full or partial; 404 until the log has grown that far."""
    with reading() as session:
        try:
            return _file(tile_bytes(session, reads.lane(session, slug).id, read_path(path)), "application/octet-stream", FOREVER)
        except (BadTile, Incomplete) as fault:
            raise Absent from fault


@bp.get("/c/<slug>/record")
def entries(slug: str) -> Response | str:
    """The entries as sentences, the newest first, fifty a page."""
    if (asked := _number("no")) is not None:
        return redirect(url_for("record.entry", slug=slug, seq=asked))  # type: ignore[return-value]
    topic, noun = request.args.get("topic", ""), request.args.get("about", "")
    wanted = reads.Wanted(_number("before"), topic, noun, small=bool(topic or request.args.get("small")))
    with reading() as session:
        lane = g.council = reads.lane(session, slug)
        found = reads.entries(session, lane.id, wanted, PAGE + 1)
        nouns = reads.nouns(session, lane.id, NOUNS)
    return render_template("record/entries.html", lane=lane, found=found[:PAGE], more=len(found) > PAGE, wanted=wanted, noun_words=NOUNS,
                           nouns=nouns, topic_word=topic_word)


@bp.get("/c/<slug>/record/<int:seq>")
def entry(slug: str, seq: int) -> str:
    """One entry: its sentence, its exact bytes, its place in the tree."""
    with reading() as session:
        lane = g.council = reads.lane(session, slug)
        found = reads.entry(session, lane.id, seq)
        before, after = reads.neighbours(session, lane.id, found)
        told = reads.signed(session, lane.id)
    return render_template("record/entry.html", lane=lane, found=found, before=before, after=after, topic_word=topic_word,
                           is_signed=told is not None and seq < told.size)


@bp.get("/c/<slug>/record/<int:seq>.tlog-proof")
def proof(slug: str, seq: int) -> Response:
    """The proof that the entry is in the log, for taking home (C2SP tlog-proof)."""
    with reading() as session:
        try:
            text = reads.proof(session, reads.lane(session, slug).id, seq)
        except Incomplete as fault:
            raise Absent from fault
    answer = _file(text.encode(), PLAIN, SHORT)
    answer.headers["Content-Disposition"] = f'attachment; filename="{slug}-{seq}.tlog-proof"'
    return answer


@bp.get("/c/<slug>/verify")
def verify(slug: str) -> str:
    """What anybody can check, and how; the page does not vouch for itself."""
    with reading() as session:
        lane = g.council = reads.lane(session, slug)
        told, kept = reads.signed(session, lane.id), list(reads.of_kinds(session, lane.id, "key.rotated"))
        vkey = _vkey(session, lane.id)
        at = newest(session, lane.id).at if told else None
        oldest = reads.entry(session, lane.id, told.size if told else 0) if lane.size > (told.size if told else 0) else None
    late = oldest is not None and (now() - read_time(oldest.e["at"])).total_seconds() > 60
    root = grouped(told.root) if told else ""
    return render_template("record/verify.html", lane=lane, told=told, at=at, root=root, vkey=vkey, rotations=kept, late=late,
                           qr=svg(root.replace(" ", ""), _("树根的二维码")) if told else "",
                           address=whole(f"/log/{slug}"))


def topic_word(topic: str) -> str:
    """`vote:12` as people say it."""
    noun, _colon, number = topic.partition(":")
    return f"{say(NOUNS.get(noun, noun))} {number}"


def grouped(root: bytes) -> str:
    """A root as 52 letters and figures in groups of four (base32, RFC 4648), to be read aloud and compared."""
    text = b32encode(root).decode().rstrip("=")
    return " ".join(text[place : place + 4] for place in range(0, len(text), 4))


def _vkey(session: Session, council_id: int) -> str:
    try:
        return current_key(session, head(session, council_id), current_app.config["COUNCIL"]).verifier.text
    except CannotSign:
        abort(503)


def _file(data: bytes, kind: str, cache: str) -> Response:
    return Response(data, content_type=kind, headers={"Cache-Control": cache})


def _number(name: str) -> int | None:
    text = request.args.get(name, "").replace(",", "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 10 else None
