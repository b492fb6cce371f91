"""What a hostile hand may put into a form, a body or an address; each attack says whether it must be refused."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any
from urllib.parse import urlencode

from tests.hostile.doors import Door, Field

BIDI = "\u202e\u2066\u200f"
LONG = "长" * 2731
"""8 KiB and one byte."""
HUGE = "a" * 600_000
VALUES: dict[str, str] = {
    "empty": "", "spaces": " \u3000\t ", "banana": "banana", "long": LONG, "null": "x\x00y", "bidi": f"好{BIDI}坏", "negative": "-1", "zero": "0",
    "past 31 bits": str(2**31), "past 63 bits": str(2**63), "5000 digits": "9" * 5000, "a float": "1.5", "infinity": "1e999", "nan": "nan",
    "superscript": "²", "markup": "<script>alert(1)</script>{{7*7}}", "quote": "';DROP TABLE vote;--", "template": "%s{0}{x}%(a)s",
    "elsewhere": "//evil.example/",
    "control": "a\x1b[31m\x07b", "line end": "a\r\nSet-Cookie: x=y", "surrogate pair": "\U0001f600",
}
ONLY_NUMBERS = {"negative", "zero", "past 31 bits", "a float", "infinity", "nan", "superscript"}
ONLY_WORDS = {"markup", "template", "control", "line end", "surrogate pair"}
"""What can only hurt a field that is read as a number, or as words."""
SAME_AS_EMPTY = {"empty", "spaces"}


@dataclass(frozen=True)
class Attack:
    """One request; refused None means that both are lawful."""

    name: str
    request: dict[str, Any] = field(default_factory=dict)
    refused: bool | None = None


def on_fields(fields: dict[str, Field]) -> Iterator[Attack]:
    """Each field by itself with every hostile value, the others as they should be."""
    good = {name: each.valid for name, each in fields.items()}
    for name, each in fields.items():
        yield Attack(f"{name} missing", {"data": {key: value for key, value in good.items() if key != name}}, each.needed or None)
        harmless = ONLY_NUMBERS if each.kind in ("text", "free") else ONLY_WORDS
        for word in [word for word in VALUES if word not in harmless]:
            yield Attack(f"{name} {word}", {"data": good | {name: VALUES[word]}}, _must(each, word))
        yield Attack(f"{name} twice", {"data": good | {name: ["banana", each.valid, each.valid]}}, True if each.kind == "exact" else None)
        if each.foreign:
            yield Attack(f"{name} of the next council", {"data": good | {name: each.foreign}}, True)
        others = urlencode({key: value for key, value in good.items() if key != name})
        yield Attack(f"{name} invalid UTF-8", _raw(f"{others}&{name}=%ff%fe%ed%a0%80"), _must(each, "bytes"))
        yield Attack(f"{name} as a file", {"data": {**good, name: (BytesIO(b"x"), "x.txt")}}, each.needed or None)
        for word, hostile in (("surrogate", "\ud800"), ("object", {"a": 1}), ("array", [[1]]), ("null", None), ("true", True), ("a large number", 10**400)):
            must = True if each.kind in ("exact", "flag") and (each.needed or word not in ("null", "array", "true", "surrogate")) else None
            yield Attack(f"{name} JSON {word}", _json(json.dumps({**good, name: hostile})), None if word == "true" else must)


def _must(each: Field, word: str) -> bool | None:
    if word in SAME_AS_EMPTY:
        return each.needed or None
    if each.kind == "flag" and word == "zero":
        return None
    if each.kind in ("exact", "flag"):
        return True
    return True if each.kind == "text" and word in ("long", "null") else None


def on_the_form(door: Door, fields: dict[str, Field]) -> Iterator[Attack]:
    """The whole body in ways that no page of ours sends."""
    good = {name: each.valid for name, each in fields.items()}
    body, needed = urlencode(good), any(each.needed for each in fields.values()) or None
    yield Attack("nothing", {}, needed)
    yield Attack("the wrong type", {"data": body.encode(), "content_type": "text/plain"}, needed)
    yield Attack("an unknown charset", {"data": body.encode(), "content_type": "application/x-www-form-urlencoded; charset=banana"})
    yield Attack("no boundary", {"data": b"--x\r\n\r\n", "content_type": "multipart/form-data"}, needed)
    part, parts = b'\r\nContent-Disposition: form-data; name="a"', "multipart/form-data; boundary=x"
    yield Attack("a broken boundary", {"data": b"--y" + part + b"\r\n\r\nx", "content_type": parts}, needed)
    yield Attack("a part without end", {"data": b"--x" + part + b'; filename="', "content_type": parts}, needed)
    yield Attack("a wild file name", {"data": {**good, "x": (BytesIO(b""), "../../x\u202e.jpg")}})
    yield Attack("JSON", _json(json.dumps(good)))
    yield Attack("a JSON array", _json("[1,2]"), True)
    yield Attack("a JSON word", _json('"banana"'), True)
    yield Attack("broken JSON", _json('{"a":'), True)
    yield Attack("deep JSON", _json("[" * 100_000), True)
    yield Attack("deep JSON object", _json('{"x":' * 50_000 + "1" + "}" * 50_000), True)
    yield Attack("JSON not in UTF-8", _json(b'{"a": "\xff\xfe"}'), True)
    yield Attack("JSON surrogate beside", _json(json.dumps({**good, "extra": "\ud800", "\udfff": 1})))
    yield Attack("JSON NaN", _json(json.dumps({**good, "extra": float("nan")})))
    yield Attack("fields beside", {"data": good | {"council_id": "2", "id": "1", "me": "x", "__proto__": "x", "\x00": "\x00"}})
    yield Attack("a thousand fields", {"data": {**good, **{f"f{n}": "1" for n in range(1500)}}})
    yield Attack("600 KB", {"data": good | {"x": HUGE}}, True)
    yield Attack("600 KB JSON", _json(json.dumps(good | {"x": HUGE})), True)
    yield Attack("600 KB in a part", {"data": good | {"x": HUGE}, "content_type": "multipart/form-data"}, True)
    for word, once in (("banana", "banana!"), ("long", "a" * 65), ("null", "a\x00"), ("surrogate", "\U0001f600")):
        yield Attack(f"once {word}", {"data": good | {"once": once}}, True if door.fields and not door.to_all and door.path != "/me/sign-out" else None)
    if door.file:
        yield from on_files(door.file, good)


def on_files(name: str, good: dict[str, Any]) -> Iterator[Attack]:
    """Files that are none."""
    yield Attack("words for a file", {"data": good | {name: "banana"}})
    contents = {"empty": b"", "words": b"banana", "a broken picture": b"\xff\xd8\xff\xe0" + bytes(40), "a zip": b"PK\x03\x04" + bytes(60)}
    for word, content in contents.items():
        yield Attack(f"file {word}", {"data": {**good, name: (BytesIO(content), "x.jpg")}}, True if name == "photo" else None)


def on_the_path(path: str, ids: dict[str, int], others: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Addresses that lead to nothing here: (name, path)."""
    if path.startswith("/c/hy/"):
        for word in ("nowhere", "dx", "%00", "hy%00", "%ff%fe", "%ED%A0%80", "x" * 3000, "..%2f..", "%E2%80%AE"):
            yield f"slug {word[:20]}", path.replace("/c/hy/", f"/c/{word}/").format(**ids)
    if "{" not in path:
        return
    name = path[path.index("{") + 1:path.index("}")]
    for word in ("0", "99999999999999", str(2**31), "9" * 400, "-1", "1.5", "banana", "%00", "%EF%BC%91%EF%BC%92", "%C2%B2", str(others.get(name, 0)),
                 str(max(each for each in ids.values()) + 77)):
        yield f"id {word[:20]}", path.replace("{" + name + "}", word).format(**ids)


def _raw(body: str) -> dict[str, Any]:
    return {"data": body.encode(), "content_type": "application/x-www-form-urlencoded"}


def _json(body: str | bytes) -> dict[str, Any]:
    return {"data": body.encode() if isinstance(body, str) else body, "content_type": "application/json"}
