"""A scribe who writes records without any application, so that they can be spoilt at will."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from council.record import tiles, tree
from council.record.leaves import leaf_bytes
from council.record.notes import Checkpoint, sign, verifier_of

HALF = {"share": "1/2", "above": True}
RULE = {"each": ["resident", "merchant"], "quorum": HALF, "base": "decided", "threshold": HALF}
ORIGIN = "lane.example/log/hy"
START = datetime(2026, 11, 21, 11, 30, tzinfo=UTC)


@dataclass
class Scribe:
    """Writes leaves that follow each other rightly, and the files of the log they make."""

    key: Ed25519PrivateKey = field(default_factory=lambda: Ed25519PrivateKey.from_private_bytes(bytes(range(32))))
    entries: list[bytes] = field(default_factory=list)
    topics: dict[str, tuple[int, str]] = field(default_factory=dict)
    kinds: set[str] = field(default_factory=set)

    @property
    def vkey(self) -> str:
        return verifier_of(ORIGIN, self.key).text

    def write(self, kind: str, topic: str, later: float = 0, **body: object) -> None:
        """Add one entry, a second after the last one and `later` seconds more."""
        seq, prev = self.topics.get(topic, (0, None))
        at = START + timedelta(seconds=len(self.entries) + later)
        data = leaf_bytes(kind, topic, seq + 1, prev, at, "书记", [], body, {})
        self.topics[topic] = (seq + 1, tree.leaf_hash(data).hex())
        self.entries.append(data)
        self.kinds.add(kind)

    def vote(self, number: int, ballots: int = 3, changed: bool = True) -> None:
        """A whole vote: so many residents for, one merchant against who changed."""
        topic = f"vote:{number}"
        self.write("vote.opened", topic, question="夜里十点后收喇叭？", rule=RULE, electorate={"resident": ballots + 1, "merchant": 1})
        for voter in range(ballots):
            self.write("ballot.cast", topic, sector="resident", choice="for", rev=1, mark=f"{voter:032x}")
        self.write("ballot.cast", topic, sector="merchant", choice="for", rev=1, mark="f" * 32)
        if changed:
            self.write("ballot.changed", topic, sector="merchant", choice="against", rev=2, mark="f" * 32)
        merchant = {"for": int(not changed), "against": int(changed), "abstain": 0}
        tally = {"resident": {"for": ballots, "against": 0, "abstain": 0}, "merchant": merchant}
        self.write("vote.closed", topic, tally=tally, verdict={"passed": not changed})

    def files(self, size: int | None = None) -> dict[str, bytes]:
        """The log's files by path, at its present or an earlier size."""
        entries = self.entries[:size]
        hashes = [tree.leaf_hash(entry) for entry in entries]
        made = {"checkpoint": self.checkpoint(len(entries)), "key": f"{self.vkey}\n".encode()}
        for tile in tiles.tiles_of(len(entries)):
            start, end = tile.span
            if tile.level is None:
                made[tile.path] = tiles.bundle(entries[start:end])
            else:
                made[tile.path] = b"".join(tiles.hashes_in(tile, lambda first, last: tree.root_of(hashes[first:last])))
        return made

    def checkpoint(self, size: int, root: bytes | None = None) -> bytes:
        """The signed note over the first `size` entries."""
        root = root or tree.root_of([tree.leaf_hash(entry) for entry in self.entries[:size]])
        return sign(Checkpoint(ORIGIN, size, root).text, ORIGIN, self.key)


@pytest.fixture
def scribe() -> Scribe:
    """A record of three votes and a meeting: 320 entries, so that there is a full tile and a partial one."""
    made = Scribe()
    made.write("meeting.opened", "meeting:1", title="第 12 次开门议事")
    for number in (1, 2):
        made.vote(number)
    made.vote(3, ballots=290, changed=False)
    while len(made.entries) < 320:
        made.write("speaker.called", "meeting:1", name="居民")
    return made


@pytest.fixture
def put(tmp_path: Path):
    """Write files into a folder: `put(files)` returns it."""

    def write(files: dict[str, bytes], name: str = "log") -> Path:
        for path, data in files.items():
            (tmp_path / name / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name / path).write_bytes(data)
        return tmp_path / name

    return write
