"""The files of a log, made from its leaves whenever they are asked for: checkpoint, tiles and entry bundles."""

from collections.abc import Sequence
from weakref import WeakKeyDictionary

from sqlmodel import Session, col, select

from council.record.models import Checkpoint, Leaf, LogHead
from council.record.sources import Fetch, Incomplete, missing
from council.record.tiles import WIDTH, BadTile, Tile, bundle, exists, hashes_in, range_hash, read_path
from council.record.tree import RangeHash, root_of

_remembered: WeakKeyDictionary[object, dict[tuple[int, int], bytes]] = WeakKeyDictionary()


def shelf(session: Session, council_id: int) -> Fetch:
    """`fetch(path)` for one council's log, as `council.record.sources` gives it for a folder or the web."""

    def fetch(path: str) -> bytes:
        if path == "checkpoint":
            return newest(session, council_id).note.encode()
        try:
            return tile_bytes(session, council_id, read_path(path.removeprefix("tile/")))
        except BadTile as fault:
            raise missing(path) from fault

    return fetch


def head(session: Session, council_id: int) -> LogHead:
    """The present length and right edge of a log; raises Incomplete when the council has none."""
    found = session.get(LogHead, council_id)
    if found is None:
        raise Incomplete("没有这本记录", "there is no such log")
    return found


def newest(session: Session, council_id: int) -> Checkpoint:
    """The checkpoint published last; raises Incomplete when none has been."""
    asked = select(Checkpoint).where(Checkpoint.council_id == council_id).order_by(col(Checkpoint.size).desc())
    found = session.exec(asked).first()
    if found is None:
        raise missing("checkpoint")
    return found


def tile_bytes(session: Session, council_id: int, tile: Tile) -> bytes:
    """What a tile or bundle holds; raises Incomplete when the log has not grown that far."""
    if not exists(tile, head(session, council_id).size):
        raise missing(tile.path)
    if tile.level is None:
        asked = select(Leaf.data).where(Leaf.council_id == council_id, Leaf.seq >= tile.span[0], Leaf.seq < tile.span[1])
        return bundle(session.exec(asked.order_by(col(Leaf.seq))).all())
    if tile.level == 0:
        return b"".join(leaf_hashes(session, council_id, *tile.span))
    return b"".join(hashes_in(tile, hash_of(session, council_id)))


def hash_of(session: Session, council_id: int) -> RangeHash:
    """The tree hash over a range of leaves; the roots of full blocks, which never change, are remembered."""
    remembered = _remembered.setdefault(session.get_bind(), {})

    def leaves(start: int, end: int) -> Sequence[bytes]:
        return leaf_hashes(session, council_id, start, end)

    def block_root(index: int) -> bytes:
        if (council_id, index) not in remembered:
            remembered[council_id, index] = root_of(leaves(index * WIDTH, index * WIDTH + WIDTH))
        return remembered[council_id, index]

    return lambda start, end: range_hash(start, end, block_root, leaves)


def leaf_hashes(session: Session, council_id: int, start: int, end: int) -> Sequence[bytes]:
    """The hashes of leaves [start, end)."""
    asked = select(Leaf.hash).where(Leaf.council_id == council_id, Leaf.seq >= start, Leaf.seq < end)
    return session.exec(asked.order_by(col(Leaf.seq))).all()
