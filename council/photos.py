"""Photos: JPEG, PNG or WebP come in; a small upright JPEG without place or camera is kept beside the thing it shows."""

import hashlib
import json
import subprocess
import sys
import threading
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from flask import Response, request
from sqlmodel import Field, Session, SQLModel, col, func, select

from council.db import Moment
from council.refusal import Refusal
from council.words import _

HEAVIEST = 12 * 1024 * 1024
"""Bytes of a photo as it comes from the phone."""

PATIENCE = 8.0
"""Seconds after which a photo is given up; also the longest wait for a place in the darkroom."""

REASONS = {
    "big": _("照片太大，超过 4,000 万像素。请截个图，或者拍小一点再传。"),
    "kind": _("只收 JPEG、PNG、WebP 照片。请截个图，或者换一张再传。"),
    "broken": _("这张照片打不开，可能没有传完整。请再传一次。"),
}
TOO_HEAVY = _("照片超过 12 MB。请截个图，或者拍小一点再传。")
TOO_SLOW = _("这张照片处理得太久，没有收下。请截个图，或者换一张再传。")
EMPTY = _("没有收到照片。请再选一次。")
BUSY = _("好几张照片正在处理。请过几秒再传。")

_places = threading.BoundedSemaphore(2)


@dataclass(frozen=True)
class Picture:
    """A re-encoded photo, ready to be kept."""

    bytes: bytes
    mime: str
    width: int
    height: int
    outline: str = ""
    """What two copies of one photo have nearly in common (council.darkroom.outline)."""


class Photo(SQLModel, table=True):
    """A photo of a topic (`grievance:7`), in the order it was added; its bytes never enter the record, their hash may."""

    id: int | None = Field(default=None, primary_key=True)
    council_id: int = Field(index=True)
    topic: str = Field(index=True)
    position: int
    mime: str
    bytes: bytes
    width: int
    height: int
    outline: str = ""
    member_id: int | None = None
    at: datetime = Field(sa_type=Moment)

    __personal__ = {
        "bytes": ("shows what a grievance or a round saw; may show a face or a window", "two years after the topic is closed"),
        "outline": ("64 bits to see that two photos are the same one", "as long as the photo"),
        "member_id": ("who took it, to let them take it back", "as long as the photo"),
    }

    @property
    def digest(self) -> str:
        """SHA-256 of the kept bytes."""
        return hashlib.sha256(self.bytes).hexdigest()


def reencode(data: bytes) -> Picture:
    """The photo made small, upright and bare, in a process of its own with bounded time and memory.

    Raises Refusal with its reason; call it before opening `acting`, so that nobody waits for a photo.
    """
    if not data:
        raise Refusal(EMPTY, 422)
    if len(data) > HEAVIEST:
        raise Refusal(TOO_HEAVY, 413)
    said, picture = _develop(data)
    if why := said.get("why"):
        raise Refusal(REASONS[why], 415 if why == "kind" else 422)
    return Picture(picture, "image/jpeg", said["width"], said["height"], said["outline"])


def store(act: Any, topic: str, data: "bytes | Picture") -> Photo:
    """Keep a photo with a topic, in the act that enters it; give a `Picture`, since bytes are re-encoded inside the transaction."""
    picture = data if isinstance(data, Picture) else reencode(data)
    position = act.session.exec(select(func.count()).select_from(Photo).where(Photo.topic == topic)).one() + 1
    return act.add(Photo(council_id=act.council_id, topic=topic, position=position, mime=picture.mime, bytes=picture.bytes,
                         width=picture.width, height=picture.height, outline=picture.outline, member_id=act.me.id, at=act.at))


def photos(session: Session, topic: str) -> list[Photo]:
    """A topic's photos in order."""
    return list(session.exec(select(Photo).where(Photo.topic == topic).order_by(Photo.position)).all())  # type: ignore[arg-type]


def outlines(session: Session, council_id: int, noun: str) -> dict[int, list[int]]:
    """The outlines of all photos of a council's topics of one noun, by the topic's id."""
    rows = session.exec(select(Photo.topic, Photo.outline).where(
        Photo.council_id == council_id, col(Photo.topic).startswith(f"{noun}:"), Photo.outline != ""))
    found: dict[int, list[int]] = {}
    for topic, outline in rows:
        found.setdefault(int(topic.partition(":")[2]), []).append(int(outline, 16))
    return found


def first_of(session: Session, topics: Collection[str]) -> dict[str, int]:
    """The id of each topic's first photo."""
    rows = session.exec(select(Photo.topic, func.min(Photo.id)).where(col(Photo.topic).in_(topics)).group_by(col(Photo.topic)))
    return {topic: first for topic, first in rows if first is not None}


def forget(act: Any, topic: str) -> None:
    """Delete a topic's photos, in the act that says so."""
    for photo in photos(act.session, topic):
        act.session.delete(photo)


def send(photo: Photo) -> Response:
    """The photo as an answer that only this browser may keep; whether one may see it is the page's to ask."""
    answer = Response(photo.bytes, mimetype=photo.mime)
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Disposition"] = f'inline; filename="photo-{photo.id}.jpg"'
    answer.headers["Cache-Control"] = "private, max-age=86400"
    answer.set_etag(photo.digest[:32])
    answer.make_conditional(request)
    return answer


def _develop(data: bytes) -> tuple[dict[str, Any], bytes]:
    if not _places.acquire(timeout=PATIENCE):
        raise Refusal(BUSY, 503)
    try:
        done = subprocess.run(
            [sys.executable, "-m", "council.darkroom"], input=data, capture_output=True, timeout=PATIENCE, check=False,
            cwd=Path(__file__).parent.parent)
    except subprocess.TimeoutExpired:
        raise Refusal(TOO_SLOW, 422) from None
    finally:
        _places.release()
    if done.returncode:
        raise Refusal(TOO_SLOW if done.returncode < 0 else REASONS["broken"], 422)
    said, _end, picture = done.stdout.partition(b"\n")
    return json.loads(said), picture
