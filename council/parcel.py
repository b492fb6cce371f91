"""Pages packed small for a poor signal: gzip for text, one address for each version of a static file."""

import gzip
import hashlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, request

LEAST = 1200
"""Bytes under which packing saves nothing: it all fits in one packet."""

TEXT = ("text/html", "text/css", "text/javascript", "application/javascript", "application/json", "image/svg+xml", "text/plain")

YEAR = 365 * 86400

IMPORTED = re.compile(rb'((?:from|import)\s*\(?\s*"\./[\w./-]+\.js)"')
"""What a script imports from beside it."""


def init(app: Flask) -> None:
    """Put packing and versions on the app."""
    folder = Path(str(app.static_folder))

    @app.url_defaults
    def versioned(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static" and "filename" in values:
            values.setdefault("v", _version(folder, values["filename"]))

    @app.after_request
    def pack(response: Response) -> Response:
        if request.endpoint == "static" and response.status_code == 200:
            response.headers["Cache-Control"] = f"public, max-age={YEAR}, immutable" if "v" in request.args else "public, no-cache"
            if request.path.endswith(".js") and "v" in request.args:
                response.direct_passthrough = False
                response.set_data(_linked(folder, (request.view_args or {})["filename"]))
        return _packed(response, folder) if _worth(response) else response


def _worth(response: Response) -> bool:
    return (response.status_code == 200 and response.mimetype in TEXT and "Content-Encoding" not in response.headers
            and request.accept_encodings.quality("gzip") > 0 and "Range" not in request.headers and (response.content_length or 0) >= LEAST)


def _packed(response: Response, folder: Path) -> Response:
    response.direct_passthrough = False
    if request.endpoint == "static" and request.view_args:
        small = _small(response.get_data())
    elif response.is_streamed:
        return response
    else:
        small = gzip.compress(response.get_data(), 5, mtime=0)
    tag = response.get_etag()[0]
    response.set_data(small)
    response.headers["Content-Encoding"] = "gzip"
    response.vary.add("Accept-Encoding")
    if tag:
        response.set_etag(f"{tag}-gz")
    return response


@lru_cache(maxsize=64)
def _small(whole: bytes) -> bytes:
    return gzip.compress(whole, 9, mtime=0)


@lru_cache(maxsize=64)
def _version(folder: Path, name: str) -> str:
    """Of a script: that of all scripts together, since it imports others."""
    parts = sorted(folder.rglob("*.js")) if name.endswith(".js") else [folder / name]
    return hashlib.sha256(b"".join(path.read_bytes() for path in parts if path.is_file())).hexdigest()[:10]


@lru_cache(maxsize=64)
def _linked(folder: Path, name: str) -> bytes:
    """The script, importing others under the address of their version: none is asked for twice, none meets one of another version."""
    return IMPORTED.sub(rb'\1?v=' + _version(folder, name).encode() + b'"', (folder / name).read_bytes())
