"""The Merkle tree of RFC 6962 §2.1 and RFC 9162 §2.1: roots, the growing right edge, inclusion and consistency proofs."""

from collections.abc import Callable, Sequence
from hashlib import sha256

EMPTY_ROOT = sha256(b"").digest()

Span = tuple[int, int]
RangeHash = Callable[[int, int], bytes]


def leaf_hash(data: bytes) -> bytes:
    """32 bytes: SHA-256(0x00 || data)."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """32 bytes: SHA-256(0x01 || left || right)."""
    return sha256(b"\x01" + left + right).digest()


def append(edge: Sequence[bytes], size: int, leaf: bytes) -> list[bytes]:
    """The right edge of a tree of `size` leaves after one more leaf hash.

    The edge holds one hash for each 1 in the binary form of the size, the largest (leftmost) full subtree first.
    """
    if len(edge) != size.bit_count():
        raise ValueError("the edge does not belong to a tree of this size")
    grown = list(edge)
    while size & 1:
        leaf = node_hash(grown.pop(), leaf)
        size >>= 1
    return [*grown, leaf]


def edge_root(edge: Sequence[bytes]) -> bytes:
    """The root of the tree whose right edge this is; that of the empty tree for an empty edge."""
    if not edge:
        return EMPTY_ROOT
    root = edge[-1]
    for left in reversed(edge[:-1]):
        root = node_hash(left, root)
    return root


def root_of(hashes: Sequence[bytes]) -> bytes:
    """The root over these leaf hashes."""
    edge: list[bytes] = []
    for size, leaf in enumerate(hashes):
        edge = append(edge, size, leaf)
    return edge_root(edge)


def inclusion_spans(index: int, size: int) -> list[Span]:
    """The leaf ranges [start, end) whose hashes prove that leaf `index` is in the tree of `size`, the sibling first."""
    if not 0 <= index < size:
        raise ValueError("no such leaf in a tree of this size")
    spans: list[Span] = []
    start, end = 0, size
    while end - start > 1:
        middle = start + _split(end - start)
        if index < middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start = middle
    return spans[::-1]


def consistency_spans(old: int, new: int) -> list[Span]:
    """The leaf ranges whose hashes prove that the tree of `old` leaves is the beginning of the tree of `new`."""
    if not 0 <= old <= new:
        raise ValueError("the old tree is larger than the new one")
    if old in (0, new):
        return []
    spans: list[Span] = []
    start, end, whole = 0, new, True
    while end != old:
        middle = start + _split(end - start)
        if old <= middle:
            spans.append((middle, end))
            end = middle
        else:
            spans.append((start, middle))
            start, whole = middle, False
    return [*([] if whole else [(start, end)]), *spans[::-1]]


def inclusion_proof(index: int, size: int, hash_of: RangeHash) -> list[bytes]:
    """RFC 9162 §2.1.3.1; `hash_of(start, end)` is the tree hash over those leaves alone."""
    return [hash_of(start, end) for start, end in inclusion_spans(index, size)]


def consistency_proof(old: int, new: int, hash_of: RangeHash) -> list[bytes]:
    """RFC 9162 §2.1.4.1."""
    return [hash_of(start, end) for start, end in consistency_spans(old, new)]


def verify_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> bool:
    """RFC 9162 §2.1.3.2: whether the leaf hash is number `index` (from 0) in the tree of `size` with this root."""
    if not 0 <= index < size:
        return False
    here, last, found = index, size - 1, leaf
    for step in proof:
        if last == 0:
            return False
        if here & 1 or here == last:
            found = node_hash(step, found)
            here, last = _past_right_turns(here, last)
        else:
            found = node_hash(found, step)
        here, last = here >> 1, last >> 1
    return last == 0 and found == root


def verify_consistency(old: int, new: int, old_root: bytes, new_root: bytes, proof: Sequence[bytes]) -> bool:
    """RFC 9162 §2.1.4.2: whether the tree of `old` leaves is the beginning of the tree of `new` leaves."""
    if not 0 <= old <= new or (old == 0 and old_root != EMPTY_ROOT):
        return False
    if old in (0, new):
        return not proof and (old == 0 or old_root == new_root)
    path = [old_root, *proof] if old & (old - 1) == 0 else list(proof)
    if not path:
        return False
    return _walk_up(old - 1, new - 1, path) == (old_root, new_root)


def _walk_up(here: int, last: int, path: Sequence[bytes]) -> tuple[bytes, bytes] | None:
    while here & 1:
        here, last = here >> 1, last >> 1
    old_found = new_found = path[0]
    for step in path[1:]:
        if last == 0:
            return None
        if here & 1 or here == last:
            old_found, new_found = node_hash(step, old_found), node_hash(step, new_found)
            here, last = _past_right_turns(here, last)
        else:
            new_found = node_hash(new_found, step)
        here, last = here >> 1, last >> 1
    return (old_found, new_found) if last == 0 else None


def _past_right_turns(here: int, last: int) -> tuple[int, int]:
    while not here & 1 and here:
        here, last = here >> 1, last >> 1
    return here, last


def _split(size: int) -> int:
    return 1 << ((size - 1).bit_length() - 1)
