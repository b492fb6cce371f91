"""What travels to a phone: pinned files from others, small files of our own, macros that are documented."""

import gzip
import hashlib
import json
import re
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
STATIC = HOME / "static"


def gz(path: Path) -> int:
    """Bytes on the wire."""
    return len(gzip.compress(path.read_bytes(), 6))


@pytest.mark.parametrize("folder", ["static/vendor", "tests/vendor"])
def test_every_file_of_others_is_the_one_that_was_pinned(folder: str) -> None:
    pinned = json.loads((HOME / folder / "manifest.json").read_text(encoding="utf-8"))
    for each in pinned:
        assert hashlib.sha256((HOME / each["file"]).read_bytes()).hexdigest() == each["sha256"], each["file"]
        assert each["name"] and each["version"] and each["licence"]
    there = {str(path.relative_to(HOME)) for path in (HOME / folder).rglob("*") if path.is_file() and path.name != "manifest.json"}
    assert there == {each["file"] for each in pinned}


def test_the_stylesheet_and_the_scripts_are_small() -> None:
    assert gz(STATIC / "council.css") <= 12_000
    assert (STATIC / "live.js").stat().st_size <= 6_144
    ours = [STATIC / f"{name}.js" for name in ("live", "act", "morph", "clocks", "drafts", "notes", "photo", "keys")]
    assert sum(gz(path) for path in [*ours, STATIC / "vendor" / "socket.io.esm.min.js", STATIC / "council.css"]) <= 40_000
    outbox = [STATIC / f"{name}.js" for name in ("store", "outbox", "sending")]
    assert sum(gz(path) for path in outbox) <= 6_144
    rest = [STATIC / f"{name}.js" for name in ("answers", "counts", "leaving", "mending", "phone", "pressed", "waiting")]
    vendor = [STATIC / "vendor" / name for name in ("socket.io.esm.min.js", "idb.js")]
    assert sum(gz(path) for path in [*ours, *outbox, *rest, *vendor, STATIC / "council.css"]) <= 48_000, "what a first page loads"


def test_scripts_and_styles_stay_within_what_old_phones_understand() -> None:
    for path in STATIC.glob("*.js"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\?\.[A-Za-z_(\[]|\?\?|\|\|=|&&=|replaceChildren|\.at\(", text), path.name
        assert not re.search(r"\beval\(|new Function|innerHTML\s*\+=|document\.write", text), path.name
    css = (STATIC / "council.css").read_text(encoding="utf-8")
    assert not re.search(r"@layer|oklch|@import|url\(|aspect-ratio|:is\(|inset:", css)


def test_every_macro_says_what_it_takes() -> None:
    for path in (HOME / "templates" / "parts").glob("*.html"):
        text = path.read_text(encoding="utf-8")
        for name in re.findall(r"{%-? macro (\w+)\(", text):
            assert re.search(rf"{{# {name}\(", text), f"{path.name}: {name}"


def test_the_parts_hold_no_style_and_no_script() -> None:
    for path in (HOME / "templates").rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\sstyle=|<style|\son[a-z]+=\"|javascript:", text), str(path)
