"""Where the files of a log are read from: a folder, a zip file or the web; every read is bounded."""

import urllib.error
import urllib.request
import zipfile
from collections.abc import Callable
from pathlib import Path

MOST_BYTES = 256 * (60 * 1024 + 2)
SECONDS = 30

Fetch = Callable[[str], bytes]


class Incomplete(Exception):
    """Something that is needed for checking is not there: said in Chinese and in English."""

    def __init__(self, chinese: str, english: str) -> None:
        super().__init__(chinese, english)
        self.chinese, self.english = chinese, english


def source(where: str) -> Fetch:
    """`fetch(path)` for the log at a URL prefix, in a folder or in a zip file; raises Incomplete when there is none."""
    if where.startswith(("http://", "https://")):
        return web(where)
    place = Path(where)
    if place.is_dir():
        return folder(place)
    if place.is_file() and zipfile.is_zipfile(place):
        return archive(place)
    raise Incomplete(f"找不到 {where}", f"{where} is neither a folder, a zip file nor a web address")


def folder(place: Path) -> Fetch:
    def fetch(path: str) -> bytes:
        try:
            with (place / path).open("rb") as file:
                return _bounded(file.read(MOST_BYTES + 1), path)
        except OSError as fault:
            raise missing(path) from fault

    return fetch


def archive(place: Path) -> Fetch:
    def fetch(path: str) -> bytes:
        try:
            with zipfile.ZipFile(place) as whole, whole.open(path) as file:
                return _bounded(file.read(MOST_BYTES + 1), path)
        except (OSError, KeyError, zipfile.BadZipFile, zipfile.LargeZipFile) as fault:
            raise missing(path) from fault

    return fetch


def web(prefix: str) -> Fetch:
    prefix = prefix.rstrip("/").removesuffix("/checkpoint")

    def fetch(path: str) -> bytes:
        asked = urllib.request.Request(f"{prefix}/{path}", headers={"Accept-Encoding": "identity"})
        try:
            with urllib.request.urlopen(asked, timeout=SECONDS) as answer:
                return _bounded(answer.read(MOST_BYTES + 1), path)
        except urllib.error.HTTPError as fault:
            raise missing(f"{prefix}/{path}（{fault.code}）") from fault
        except (OSError, ValueError, urllib.error.URLError) as fault:
            raise Incomplete(f"连不上 {prefix}", f"cannot reach {prefix}: {fault}") from fault

    return fetch


def missing(path: str) -> Incomplete:
    return Incomplete(f"缺 {path}", f"{path} is missing")


def _bounded(data: bytes, path: str) -> bytes:
    if len(data) > MOST_BYTES:
        raise Incomplete(f"{path} 太大", f"{path} is larger than a log's file can be")
    return data
