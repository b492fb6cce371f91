"""A process of its own that develops one photo: bytes come in, a smaller picture without any metadata goes out, or it dies trying."""

import contextlib
import io
import json
import sys
import warnings
from typing import BinaryIO

from PIL import Image, ImageOps, UnidentifiedImageError

PIXELS = 40_000_000
EDGE = 1600
SECONDS = 6
MEMORY = 1024 * 1024 * 1024
"""Address space, of which a photo of 12 megapixels uses a fifth; a WebP of 40 is held four times by its decoder."""


def develop(data: bytes) -> tuple[bytes, int, int, str]:
    """The photo upright, at most 1600 pixels long, as JPEG, with its outline; raises what Pillow raises when it is none."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    Image.MAX_IMAGE_PIXELS = PIXELS
    with Image.open(io.BytesIO(data), formats=["JPEG", "PNG", "WEBP"]) as opened:
        if opened.width * opened.height > PIXELS:
            raise Image.DecompressionBombError
        opened.draft("RGB", (EDGE, EDGE))
        picture = _printed(_upright(opened))
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=82, optimize=True, progressive=True)
    return out.getvalue(), picture.width, picture.height, outline(picture)


def outline(picture: Image.Image) -> str:
    """64 bits in hex that stay nearly the same when a picture is scaled, compressed, or lighter: where each of 8 × 8 fields is darker
    than its right neighbour (a difference hash). It needs whole numbers only, so a phone can work it out as well."""
    small = picture.convert("L").resize((9, 8), Image.Resampling.BOX)
    levels = small.tobytes()
    bits = (levels[9 * y + x] < levels[9 * y + x + 1] for y in range(8) for x in range(8))
    return f"{sum(bit << n for n, bit in enumerate(bits)):016x}"


def _upright(opened: Image.Image) -> Image.Image:
    """Made small first: turning a large picture would hold it twice."""
    small = opened
    if opened.mode.startswith("I"):
        small = opened.convert("I").point(lambda level: level / 256).convert("L")
        small.info = opened.info
    small.thumbnail((EDGE, EDGE), Image.Resampling.LANCZOS, reducing_gap=2.0)
    return ImageOps.exif_transpose(small)


def _printed(upright: Image.Image) -> Image.Image:
    """The picture alone on white paper: a new image carries no comment, profile or place."""
    paper = Image.new("RGB", upright.size, "white")
    seen = upright.convert("RGBA") if upright.has_transparency_data else None
    paper.paste(seen or upright.convert("RGB"), mask=seen)
    return paper


def work(source: BinaryIO, out: BinaryIO) -> None:
    """Answer one line of JSON, then the picture: {"width", "height", "outline"} or {"why": "big" | "kind" | "broken"}."""
    said: dict[str, str | int]
    try:
        picture, width, height, lines = develop(source.read())
    except (Image.DecompressionBombError, Image.DecompressionBombWarning, MemoryError):
        said, picture = {"why": "big"}, b""
    except UnidentifiedImageError:
        said, picture = {"why": "kind"}, b""
    except Exception:  # noqa: BLE001  decoders raise nearly anything on a broken file, and all of it means the same
        said, picture = {"why": "broken"}, b""
    else:
        said = {"width": width, "height": height, "outline": lines}
    out.write(json.dumps(said).encode() + b"\n" + picture)


def confine() -> None:
    """Give this process little memory and little time; systems that know no such limits still have the parent's clock."""
    try:
        import resource
    except ImportError:
        return
    bounds = ((resource.RLIMIT_AS, MEMORY), (resource.RLIMIT_CPU, SECONDS), (resource.RLIMIT_CORE, 0), (resource.RLIMIT_FSIZE, 0))
    for limit, most in bounds:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(limit, (most, most))


if __name__ == "__main__":
    confine()
    work(sys.stdin.buffer, sys.stdout.buffer)
