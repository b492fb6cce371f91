"""What must hold from entry to entry: each topic is an unbroken chain, time does not run back, every kind is known."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from council.record.leaves import BadLeaf, Leaf, parse_leaf, read_time
from council.record.notes import BadNote, Verifier, opened, read_vkey
from council.record.recount import Recount

SLACK = timedelta(minutes=5)


class Contradiction(Exception):
    """The record contradicts itself or its signature; `entry` is the first bad entry's number, if it lies in one."""

    def __init__(self, chinese: str, english: str, entry: int | None = None) -> None:
        super().__init__(chinese, english, entry)
        self.chinese, self.english, self.entry = chinese, english, entry


@dataclass
class Reading:
    """What a reader remembers who goes through the record from its first entry; memory grows with topics, not entries."""

    kinds: Collection[str]
    key: Verifier
    keys: list[Verifier] = field(default_factory=list)
    size: int = 0
    topics: dict[str, tuple[int, str]] = field(default_factory=dict)
    latest: datetime | None = None
    votes: Recount = field(default_factory=Recount)


def read_entry(reading: Reading, data: bytes, leaf_hash: bytes) -> None:
    """Check the next entry against all before it; raises Contradiction that names it."""
    try:
        leaf = parse_leaf(data)
        _check_kind(reading, leaf)
        _check_chain(reading, leaf, leaf_hash)
        _check_time(reading, leaf)
        reading.votes.read(leaf)
        _follow_key(reading, leaf)
    except (BadLeaf, BadNote) as fault:
        chinese, _, english = str(fault).rpartition(" / ")
        raise Contradiction(chinese, english, reading.size) from fault
    reading.size += 1


def _check_kind(reading: Reading, leaf: Leaf) -> None:
    if leaf["kind"] not in reading.kinds:
        raise BadLeaf(f"不认识的种类“{leaf['kind']}” / unknown kind {leaf['kind']}")


def _check_chain(reading: Reading, leaf: Leaf, leaf_hash: bytes) -> None:
    topic = leaf["topic"]
    seq, prev = reading.topics.get(topic, (0, None))
    if leaf["topic_seq"] != seq + 1:
        raise BadLeaf(
            f"{topic} 应当是第 {seq + 1} 条，写的是第 {leaf['topic_seq']} 条"
            f" / {topic} should go on with number {seq + 1}, not {leaf['topic_seq']}"
        )
    if leaf["prev"] != prev:
        raise BadLeaf(f"和 {topic} 的上一条接不上 / does not follow the previous entry of {topic}")
    reading.topics[topic] = (seq + 1, leaf_hash.hex())


def _check_time(reading: Reading, leaf: Leaf) -> None:
    at = read_time(leaf["at"])
    if reading.latest and at < reading.latest - SLACK:
        raise BadLeaf(f"时间 {leaf['at']} 早于上一条 / time {leaf['at']} runs back behind the previous entry")
    reading.latest = at


def _follow_key(reading: Reading, leaf: Leaf) -> None:
    if leaf["kind"] != "key.rotated":
        return
    old, new = read_vkey(_text(leaf["body"], "old")), read_vkey(_text(leaf["body"], "new"))
    if opened(_text(leaf["body"], "note").encode(), [old]) != f"{new.text}\n":
        raise BadNote("旧钥匙没有签认新钥匙 / the old key did not sign the new one")
    reading.keys.append(old)
    if reading.key == old:
        reading.key = new


def _text(body: dict[str, Any], name: str) -> str:
    if not isinstance(body.get(name), str):
        raise BadLeaf(f"缺“{name}” / {name} is missing")
    return str(body[name])
