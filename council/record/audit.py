"""Reading a whole public record again, from its files alone, in memory that does not grow with it."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, field

from council.record import tree
from council.record.chains import Contradiction, Reading, read_entry
from council.record.notes import BadNote, Checkpoint, Verifier, opened, parse, read_checkpoint, read_vkey
from council.record.sources import Fetch, Incomplete, missing
from council.record.tiles import WIDTH, BadTile, Tile, entries_in, hashes_from, tiles_of

Watch = Callable[[int, int], None]


@dataclass(frozen=True)
class Wish:
    """What to check against: the key and an earlier checkpoint from another hand, and the kinds that are known."""

    kinds: Collection[str]
    key: str | None = None
    since: bytes | None = None
    watch: Watch = field(default=lambda done, size: None)


@dataclass(frozen=True)
class Report:
    """What was found sound."""

    checkpoint: Checkpoint
    votes: int
    open_votes: int
    own_key: bool
    since: Checkpoint | None


def check_log(fetch: Fetch, wish: Wish) -> Report:
    """Read the log from its first entry to its last; raises Contradiction or Incomplete."""
    note = fetch("checkpoint")
    reading = Reading(wish.kinds, _key(wish.key or fetch("key").decode("utf-8", "replace")))
    told, since = _unchecked(note), _unchecked(wish.since) if wish.since else None
    if told.origin != reading.key.name:
        raise Contradiction(f"检查点是 {told.origin} 的，不是 {reading.key.name} 的", f"the checkpoint is of another log: {told.origin}")
    if since and (since.origin != told.origin or since.size > told.size):
        raise Contradiction(f"记录变短了：从前有 {since.size} 条，现在 {told.size} 条", f"the log has shrunk from {since.size} to {told.size} entries")
    roots = _read_all(fetch, told.size, reading, _Roots(since.size if since else None), wish.watch)
    if roots.last != told.root:
        raise Contradiction("所有记录合起来的根和检查点上签的不一样", f"the root over all {told.size} entries is not the one that was signed")
    if since and roots.since != since.root:
        raise Contradiction(f"前 {since.size} 条和您留底的不是同一本", f"the first {since.size} entries are not those of your earlier checkpoint")
    _signed(note, [reading.key])
    if wish.since:
        _signed(wish.since, [reading.key, *reading.keys])
    return Report(told, len(reading.votes.closed), len(reading.votes.open), wish.key is None, since)


@dataclass
class _Roots:
    at: int | None
    since: bytes = tree.EMPTY_ROOT
    last: bytes = tree.EMPTY_ROOT


class _Tower:
    """The hashes of every level above the leaves, each tile compared with the published one as soon as it is full."""

    def __init__(self, fetch: Fetch, size: int) -> None:
        self.fetch, self.size = fetch, size
        self.levels: list[list[bytes]] = []
        self.done: list[int] = []

    def add(self, level: int, digest: bytes) -> None:
        if level == len(self.levels):
            self.levels.append([])
            self.done.append(0)
        self.levels[level].append(digest)
        if len(self.levels[level]) == WIDTH:
            self.compare(level)

    def compare(self, level: int) -> None:
        hashes = self.levels[level]
        tile = Tile(level + 1, self.done[level], len(hashes))
        if _hashes(self.fetch, tile) != hashes:
            raise Contradiction(f"{tile.path} 和它下面的记录对不上", f"{tile.path} is not what its entries hash to", tile.span[0])
        self.levels[level], self.done[level] = [], self.done[level] + 1
        if len(hashes) == WIDTH:
            self.add(level + 1, tree.root_of(hashes))

    def finish(self) -> None:
        for level in range(len(self.levels)):
            if self.levels[level]:
                self.compare(level)


def _read_all(fetch: Fetch, size: int, reading: Reading, roots: _Roots, watch: Watch) -> _Roots:
    tower, edge = _Tower(fetch, size), list[bytes]()
    for tile in tiles_of(size):
        if tile.level is not None:
            break
        hashes = _hashes(fetch, Tile(0, tile.index, tile.width))
        for entry, expected in zip(_entries(fetch, tile), hashes, strict=True):
            edge = _read_one(reading, entry, expected, edge)
            if reading.size == roots.at:
                roots.since = tree.edge_root(edge)
        if tile.width == WIDTH:
            tower.add(0, tree.root_of(hashes))
        watch(reading.size, size)
    tower.finish()
    roots.last = tree.edge_root(edge)
    return roots


def _read_one(reading: Reading, entry: bytes, expected: bytes, edge: list[bytes]) -> list[bytes]:
    found = tree.leaf_hash(entry)
    if found != expected:
        raise Contradiction("这一条被改过：和它的散列值对不上", "the entry does not hash to what its tile says", reading.size)
    grown = tree.append(edge, reading.size, found)
    read_entry(reading, entry, found)
    return grown


def _hashes(fetch: Fetch, tile: Tile) -> list[bytes]:
    return _parts(fetch, tile, hashes_from)


def _entries(fetch: Fetch, tile: Tile) -> list[bytes]:
    return _parts(fetch, tile, entries_in)


def _parts(fetch: Fetch, tile: Tile, split: Callable[[bytes], list[bytes]]) -> list[bytes]:
    data, there = _file(fetch, tile)
    try:
        parts = split(data)
    except BadTile as fault:
        raise Incomplete(f"{there.path} 坏了", f"{there.path} is broken: {fault}") from fault
    if len(parts) < there.width:
        raise Incomplete(f"{there.path} 不全：{len(parts)} / {there.width}", f"{there.path} holds only {len(parts)} of {there.width}")
    if len(parts) > there.width:
        raise Contradiction(f"{there.path} 里多出东西", f"{there.path} holds more than it should", there.span[1])
    return parts[: tile.width]


def _file(fetch: Fetch, tile: Tile) -> tuple[bytes, Tile]:
    try:
        return fetch(tile.path), tile
    except Incomplete:
        if not tile.partial:
            raise
    full = Tile(tile.level, tile.index)
    try:
        return fetch(full.path), full
    except Incomplete as fault:
        raise missing(tile.path) from fault


def _unchecked(note: bytes) -> Checkpoint:
    try:
        return read_checkpoint(parse(note)[0])
    except BadNote as fault:
        raise _contradiction("检查点：", fault) from fault


def _signed(note: bytes, keys: list[Verifier]) -> None:
    try:
        opened(note, keys)
    except BadNote as fault:
        raise _contradiction("签名：", fault) from fault


def _key(text: str) -> Verifier:
    try:
        return read_vkey(text)
    except BadNote as fault:
        raise Incomplete("公钥读不懂", f"the key cannot be read: {fault}") from fault


def _contradiction(about: str, fault: Exception) -> Contradiction:
    chinese, _, english = str(fault).rpartition(" / ")
    return Contradiction(about + chinese, english)
