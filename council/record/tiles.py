"""C2SP tlog-tiles: where each tile and entry bundle of a log lies, and what bytes it holds."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from council.record.tree import RangeHash, node_hash, root_of

WIDTH = 256
HASH = 32
PATH = re.compile(r"(entries|0|[1-9]\d?)/((?:x\d{3}/)*\d{3})(?:\.p/([1-9]\d{0,2}))?")

LeafHashes = Callable[[int, int], Sequence[bytes]]


class BadTile(ValueError):
    """The path names no tile, or the bytes are no tile or bundle."""


@dataclass(frozen=True)
class Tile:
    """One tile: `level` 0–63, or None for a bundle of entries; `width` hashes or entries, 256 when full."""

    level: int | None
    index: int
    width: int = WIDTH

    @property
    def path(self) -> str:
        """Below the log's prefix, e.g. `tile/0/x001/x234/067.p/112`."""
        level = "entries" if self.level is None else str(self.level)
        return f"tile/{level}/{index_path(self.index)}" + (f".p/{self.width}" if self.partial else "")

    @property
    def partial(self) -> bool:
        return self.width < WIDTH

    @property
    def span(self) -> tuple[int, int]:
        """The range of leaves [start, end) that the tile covers."""
        each = WIDTH ** (self.level or 0)
        start = self.index * WIDTH * each
        return start, start + self.width * each


def index_path(index: int) -> str:
    """1234067 -> x001/x234/067."""
    text = f"{index % 1000:03d}"
    while index := index // 1000:
        text = f"x{index % 1000:03d}/{text}"
    return text


def read_path(path: str) -> Tile:
    """The tile of a path such as `0/x001/067.p/12` or `entries/000` (below `tile/`); raises BadTile."""
    found = PATH.fullmatch(path)
    if not found or not path.isascii():
        raise BadTile("没有这样的路径 / no such path")
    index = int(found[2].replace("x", "").replace("/", ""))
    tile = Tile(None if found[1] == "entries" else int(found[1]), index, int(found[3] or WIDTH))
    if tile.path != f"tile/{path}" or (tile.level or 0) > 63:
        raise BadTile("没有这样的路径 / no such path")
    return tile


def exists(tile: Tile, size: int) -> bool:
    """Whether a log of this size has come to hold the tile (a partial one stays available when it has filled up)."""
    return tile.span[1] <= size


def tiles_of(size: int) -> Iterator[Tile]:
    """Every tile and entry bundle of a log of this size, entries first, then level by level."""
    if size:
        yield from _row(None, size)
    level = 0
    while size:
        yield from _row(level, size)
        level, size = level + 1, size // WIDTH


def hashes_in(tile: Tile, hash_of: RangeHash) -> list[bytes]:
    """The hashes of a tile; `hash_of(start, end)` is the tree hash over those leaves alone."""
    start, end = tile.span
    each = (end - start) // tile.width
    return [hash_of(first, first + each) for first in range(start, end, each)]


def range_hash(start: int, end: int, block_root: Callable[[int], bytes], leaves: LeafHashes) -> bytes:
    """The tree hash over leaves [start, end) of one subtree, from the roots of its full blocks of 256 and single leaves."""
    if end - start == WIDTH and start % WIDTH == 0:
        return block_root(start // WIDTH)
    if end - start <= WIDTH:
        return root_of(leaves(start, end))
    middle = start + (1 << ((end - start - 1).bit_length() - 1))
    return node_hash(range_hash(start, middle, block_root, leaves), range_hash(middle, end, block_root, leaves))


def bundle(entries: Sequence[bytes]) -> bytes:
    """The bytes of an entry bundle: each entry after its length as a big-endian uint16."""
    return b"".join(len(entry).to_bytes(2, "big") + entry for entry in entries)


def entries_in(data: bytes) -> list[bytes]:
    """The entries of a bundle; raises BadTile when the lengths do not fit."""
    entries, place = [], 0
    while place < len(data):
        length = int.from_bytes(data[place : place + 2], "big")
        entry = data[place + 2 : place + 2 + length]
        if place + 2 > len(data) or len(entry) != length:
            raise BadTile("条目的长度对不上 / entry lengths do not fit the bundle")
        entries.append(entry)
        place += 2 + length
    return entries


def hashes_from(data: bytes) -> list[bytes]:
    """The hashes of a tile's bytes; raises BadTile."""
    if len(data) % HASH:
        raise BadTile("瓦片不是整数个散列值 / a tile is a whole number of hashes")
    return [data[place : place + HASH] for place in range(0, len(data), HASH)]


def _row(level: int | None, count: int) -> Iterator[Tile]:
    full, rest = divmod(count, WIDTH)
    yield from (Tile(level, index) for index in range(full))
    if rest:
        yield Tile(level, full, rest)
