"""Photos are re-encoded or refused with their reason; nothing of where and with what they were taken is left."""

import io
import random
import struct
import time
import zlib
from datetime import UTC, datetime
from types import SimpleNamespace

import pytest
from flask import Flask
from PIL import Image, PngImagePlugin

from council import darkroom, photos
from council.refusal import Refusal


def lane(mode: str = "RGB", size: tuple[int, int] = (640, 400)) -> Image.Image:
    grey = Image.effect_noise((64, 40), 80).resize(size)
    return grey if mode == "L" else Image.merge("RGB", [grey] * 3).convert(mode)


def saved(kind: str, mode: str = "RGB", size: tuple[int, int] = (640, 400), **how) -> bytes:
    out = io.BytesIO()
    lane(mode, size).save(out, kind, **how)
    return out.getvalue()


def located() -> Image.Exif:
    exif = Image.Exif()
    exif[0x010F], exif[0x0112], exif[0x8825] = "ACME phone", 6, {1: "N", 2: (31.0, 13.0, 12.0), 3: "E", 4: (121.0, 28.0, 1.0)}
    return exif


def png_claiming(width: int, height: int) -> bytes:
    def chunk(name: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


@pytest.mark.parametrize("data", [
    saved("JPEG"), saved("PNG"), saved("WEBP"), saved("PNG", "RGBA"), saved("PNG", "P"), saved("PNG", "L"), saved("PNG", "1"),
    saved("WEBP", "RGBA", lossless=True), saved("JPEG", "CMYK"), saved("JPEG", "L", progressive=True), saved("JPEG") + b"<?php echo 1;",
    saved("PNG", "LA"),
], ids=range(12))
def test_the_three_formats_become_one_bare_jpeg(data):
    picture = photos.reencode(data)
    with Image.open(io.BytesIO(picture.bytes)) as again:
        again.load()
        assert (again.format, again.mode, again.size) == ("JPEG", "RGB", (640, 400)) == ("JPEG", "RGB", (picture.width, picture.height))
        assert set(again.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "progressive", "progression"}
    assert picture.mime == "image/jpeg" and b"<?php" not in picture.bytes


def test_a_long_edge_is_at_most_1600_and_the_photo_stands_upright():
    picture = photos.reencode(saved("JPEG", size=(4000, 3000), exif=located()))
    assert (picture.width, picture.height) == (1200, 1600)


@pytest.mark.parametrize("data", [
    saved("JPEG", exif=located(), comment=b"12 hao, Wang"), saved("WEBP", exif=located(), xmp=b"<x:xmpmeta>Wang</x:xmpmeta>"),
    saved("PNG", exif=located(), pnginfo=(lambda info: (info.add_text("Author", "Wang"), info)[1])(PngImagePlugin.PngInfo())),
], ids=["jpeg", "webp", "png"])
def test_place_camera_and_comments_are_gone(data):
    picture = photos.reencode(data).bytes
    assert not Image.open(io.BytesIO(picture)).getexif()
    for trace in (b"ACME", b"Wang", b"Exif", b"xmp", b"ICC_PROFILE", b"GPS"):
        assert trace not in picture


SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(("data", "status", "said"), [
    (b"", 422, "再选一次"), (SVG, 415, "只收"), (b"<html><script>", 415, "只收"), (saved("GIF"), 415, "只收"), (saved("BMP"), 415, "只收"),
    (saved("TIFF"), 415, "只收"), (saved("PDF"), 415, "只收"), (b"%!PS-Adobe-3.0 EPSF-3.0\n", 415, "只收"), (b"\xff\xd8\xff" + SVG, 422, None),
    (b"PK\x03\x04" + b"\0" * 100, 415, "只收"), (b"../../etc/passwd", 415, "只收"), (saved("JPEG")[:900], 422, "打不开"),
    (saved("PNG")[:-400], 422, "打不开"), (saved("WEBP")[:-400], 422, "打不开"), (png_claiming(30_000, 30_000), 422, "4,000 万"),
    (png_claiming(2**31 - 1, 2**31 - 1), 422, None), (png_claiming(8000, 5001), 422, "4,000 万"), (png_claiming(600, 400), 422, "打不开"),
    (saved("JPEG") + b"\0" * photos.HEAVIEST, 413, "12 MB"),
], ids=range(19))
def test_everything_else_is_refused_with_its_reason(data, status, said):
    with pytest.raises(Refusal) as no:
        photos.reencode(data)
    assert no.value.status in (status, 415 if said is None else status)
    assert no.value.sentence.endswith("。") and (said or "") in no.value.sentence


def test_hundreds_of_damaged_photos_become_a_picture_or_a_refusal_and_nothing_else():
    chance = random.Random(7)
    originals = [saved("JPEG", size=(160, 100)), saved("PNG", size=(160, 100)), saved("WEBP", size=(160, 100))]
    answers = set()
    for _ in range(400):
        broken = bytearray(chance.choice(originals))
        for _ in range(chance.randint(1, 12)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        out = io.BytesIO()
        darkroom.work(io.BytesIO(bytes(broken)), out)
        answers.add(out.getvalue().partition(b"\n")[0][:12])
    assert {b'{"width": 16', b'{"why": "bro'} <= answers


def test_a_worker_that_hangs_is_killed_and_its_photo_refused(monkeypatch):
    monkeypatch.setattr(photos, "PATIENCE", 0.01)
    began = time.perf_counter()
    with pytest.raises(Refusal, match="太久"):
        photos.reencode(saved("JPEG"))
    assert time.perf_counter() - began < 2


def test_when_the_darkroom_is_full_one_is_asked_to_come_back(monkeypatch):
    monkeypatch.setattr(photos, "PATIENCE", 0.01)
    with photos._places, photos._places, pytest.raises(Refusal, match="几秒") as no:
        photos.reencode(saved("JPEG"))
    assert no.value.status == 503


@pytest.mark.slow
def test_forty_megapixels_fit_in_the_worker_s_memory():
    for data in (saved("WEBP", size=(8000, 5000), quality=30, method=0), saved("JPEG", size=(8000, 5000), quality=60)):
        assert photos.reencode(data).width == 1600


def test_a_photo_is_sent_to_one_browser_and_never_guessed_at():
    photo = photos.Photo(id=3, council_id=1, topic="grievance:1", position=1, mime="image/jpeg", bytes=b"\xff\xd8", width=1, height=1,
                         at=datetime(2026, 11, 22, tzinfo=UTC))
    with Flask("t").test_request_context():
        answer = photos.send(photo)
    assert answer.data == b"\xff\xd8" and answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"].startswith("private") and answer.mimetype == "image/jpeg"
    with Flask("t").test_request_context(headers={"If-None-Match": answer.headers["ETag"]}):
        assert photos.send(photo).status_code == 304


def test_photos_of_a_topic_are_kept_in_order_and_name_who_took_them():
    from sqlmodel import Session, SQLModel, create_engine
    engine = create_engine("sqlite://")
    SQLModel.metadata.create_all(engine, tables=[photos.Photo.__table__])
    with Session(engine) as session:
        def add(row):
            session.add(row)
            session.flush()
            return row
        act = SimpleNamespace(session=session, council_id=1, me=SimpleNamespace(id=9), at=datetime(2026, 11, 22, tzinfo=UTC), add=add)
        first = photos.store(act, "grievance:1", photos.reencode(saved("PNG")))
        photos.store(act, "grievance:2", saved("PNG"))
        photos.store(act, "grievance:1", saved("PNG"))
        assert [p.position for p in photos.photos(session, "grievance:1")] == [1, 2] and first.member_id == 9
