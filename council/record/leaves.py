"""A leaf is the exact stored bytes of one record entry: RFC 8785 JSON, built once, never serialised again."""

import hashlib
import hmac
import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import rfc8785

VERSION = 1
MOST_BYTES = 60 * 1024
_FAST = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))
FIELDS = frozenset(("v", "kind", "topic", "topic_seq", "prev", "at", "actor", "in", "body", "commit"))
KIND = re.compile(r"[a-z][a-z_]*\.[a-z][a-z_]*")
TOPIC = re.compile(r"[a-z][a-z_]*:[A-Za-z0-9][A-Za-z0-9_.:-]*")
TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")
HEX = re.compile(r"[0-9a-f]{64}")

Leaf = dict[str, Any]


class BadLeaf(ValueError):
    """The bytes are not a leaf of this council's record; the sentence says why."""


def leaf_bytes(  # noqa: PLR0917 - the ten fields of the format, in its order
    kind: str,
    topic: str,
    topic_seq: int,
    prev: str | None,
    at: datetime,
    actor: str,
    streams: Sequence[str],
    body: dict[str, Any],
    commit: dict[str, str],
) -> bytes:
    """The leaf's bytes, at most 60 KiB; `at` is UTC; raises BadLeaf for anything that `parse_leaf` would refuse."""
    leaf: Leaf = {"v": VERSION, "kind": kind, "topic": topic, "topic_seq": topic_seq, "prev": prev, "at": written(at)}
    leaf |= {"actor": actor, "in": list(streams), "body": body, "commit": commit}
    data = canonical(leaf)
    check_fields(leaf)
    check_size(data)
    return data


def parse_leaf(data: bytes) -> Leaf:
    """The leaf in `data`, read strictly: known version and fields, no doubled keys, and exactly the canonical bytes."""
    check_size(data)
    try:
        leaf = json.loads(data.decode("utf-8"), object_pairs_hook=_once_each, parse_constant=_no_constant)
    except BadLeaf:
        raise
    except (ValueError, RecursionError) as fault:
        raise BadLeaf(f"不是规范的 JSON（{fault}） / not strict JSON") from fault
    check_fields(leaf)
    if canonical(leaf) != data:
        raise BadLeaf("字节不是 RFC 8785 的规范写法 / bytes are not the canonical RFC 8785 form")
    return leaf


def commitment(key: bytes, slug: str, seq: int, field: str, value: str) -> str:
    """Hex HMAC-SHA256 that binds a personal value to entry `seq` (0-based) of a council without telling it; key: 32 bytes."""
    if len(key) != 32:
        raise ValueError("a commitment key is 32 bytes")
    parts = ("council-commit-v1", slug, str(seq), field, value)
    told = b"".join(len(raw).to_bytes(4, "big") + raw for raw in (part.encode() for part in parts))
    return hmac.new(key, told, hashlib.sha256).hexdigest()


def written(at: datetime) -> str:
    """A UTC time as the record writes it: 2026-11-22T12:34:56.789Z."""
    if at.tzinfo is None or at.utcoffset() != UTC.utcoffset(None):
        raise BadLeaf("the time of a leaf is in UTC")
    return f"{at:%Y-%m-%dT%H:%M:%S}.{at.microsecond // 1000:03d}Z"


def read_time(text: str) -> datetime:
    """The UTC time that `written` wrote; raises ValueError for a date that does not exist."""
    if not TIME.fullmatch(text):
        raise ValueError(f"not a time of the record: {text}")
    return datetime.fromisoformat(text)


def canonical(value: Any) -> bytes:
    """RFC 8785 bytes; raises BadLeaf for what JSON cannot say exactly (NaN, integers beyond 2^53, lone surrogates).

    Without fractions and with ASCII keys, Python's own encoder writes the same bytes five times as fast.
    """
    try:
        return _FAST.encode(value).encode() if _is_plain(value) else rfc8785.dumps(value)
    except (rfc8785.CanonicalizationError, UnicodeEncodeError, RecursionError) as fault:
        raise BadLeaf(f"写不成规范的 JSON（{fault}） / cannot be written as canonical JSON") from fault


def check_size(data: bytes) -> None:
    if len(data) > MOST_BYTES:
        raise BadLeaf(f"太长：{len(data)} 字节 / longer than {MOST_BYTES} bytes")


def check_fields(leaf: Any) -> None:
    """Raise BadLeaf unless every field is there, no other is, and each has its form."""
    if not isinstance(leaf, dict) or leaf.get("v") != VERSION or isinstance(leaf["v"], bool):
        raise BadLeaf("不认识的版本 / unknown version")
    if leaf.keys() != FIELDS:
        names = "、".join(sorted(FIELDS ^ leaf.keys()))
        raise BadLeaf(f"字段不对：{names} / missing or unknown fields: {names}")
    for field in FIELDS - {"v"}:
        if not _FORMS[field](leaf[field]):
            raise BadLeaf(f"“{field}”的写法不对 / malformed {field}")


def _is_plain(value: Any) -> bool:
    if isinstance(value, str) or value is None:
        return True
    if isinstance(value, int):
        return -(2**53) < value < 2**53
    if isinstance(value, dict):
        return all(isinstance(key, str) and key.isascii() for key in value) and all(map(_is_plain, value.values()))
    return isinstance(value, (list, tuple)) and all(map(_is_plain, value))


def _matches(form: re.Pattern[str], text: Any) -> bool:
    return isinstance(text, str) and form.fullmatch(text) is not None


def _is_time(text: Any) -> bool:
    try:
        return bool(read_time(text))
    except (ValueError, TypeError):
        return False


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) != len(pairs):
        raise BadLeaf("重复的键 / duplicate key")
    return told


def _no_constant(name: str) -> None:
    raise BadLeaf(f"{name} 不是 JSON / not JSON")


_FORMS = {
    "kind": lambda value: _matches(KIND, value),
    "topic": lambda value: _matches(TOPIC, value),
    "topic_seq": lambda value: type(value) is int and value >= 1,
    "prev": lambda value: value is None or _matches(HEX, value),
    "at": _is_time,
    "actor": lambda value: isinstance(value, str) and value != "",
    "in": lambda value: isinstance(value, list) and all(_matches(TOPIC, stream) for stream in value),
    "body": lambda value: isinstance(value, dict),
    "commit": lambda value: isinstance(value, dict) and all(_matches(HEX, told) for told in value.values()),
}
