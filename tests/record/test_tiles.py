"""Tiles lie where tlog-tiles says and hold what it says."""

import pytest

from council.record import tiles, tree
from council.record.tiles import BadTile, Tile

LEAVES = [tree.leaf_hash(b"%d" % number) for number in range(70_000)]


def leaves(start, end):
    assert 0 <= start < end <= len(LEAVES)
    assert end - start <= 256
    return LEAVES[start:end]


def hash_of(start, end):
    return tiles.range_hash(start, end, lambda block: tree.root_of(LEAVES[block * 256 : block * 256 + 256]), leaves)


def test_paths_are_those_of_the_c2sp_text():
    assert tiles.index_path(1234067) == "x001/x234/067"
    assert [tiles.index_path(index) for index in (0, 999, 1000, 999_999, 1_000_000)] == [
        "000", "999", "x001/000", "x999/999", "x001/x000/000",
    ]
    assert Tile(3, 1234067, 5).path == "tile/3/x001/x234/067.p/5"
    assert Tile(None, 273, 112).path == "tile/entries/273.p/112"
    for index in (0, 7, 999, 1000, 1234067, 999_999_999):
        for width in (1, 255, 256):
            assert tiles.read_path(Tile(2, index, width).path.removeprefix("tile/")) == Tile(2, index, width)


@pytest.mark.parametrize(
    "path",
    ["", "0", "0/", "0/0", "0/00", "0/0000", "00/000", "01/000", "64/000", "0/x000/000", "0/x001", "0/001/000", "0/000.p/0", "-1/000",
     "0/000.p/256", "0/000.p/01", "0/000.p/", "0/000.p/300", "data/000", "entries/٠٠٠", "0/000/", "/0/000", "0/x1/000", "entries/x/000"],
)
def test_a_path_that_is_written_otherwise_names_no_tile(path):
    with pytest.raises(BadTile):
        tiles.read_path(path)


def test_a_log_of_70000_entries_has_the_tiles_of_the_c2sp_text():
    rows: dict[object, list[Tile]] = {}
    for tile in tiles.tiles_of(70_000):
        rows.setdefault(tile.level, []).append(tile)
    assert {level: (len(row), row[-1].width) for level, row in rows.items()} == {
        None: (274, 112), 0: (274, 112), 1: (2, 17), 2: (1, 1),
    }
    assert list(tiles.tiles_of(256)) == [Tile(None, 0), Tile(0, 0), Tile(1, 0, 1)]
    assert list(tiles.tiles_of(0)) == []


def test_each_hash_is_the_root_over_its_own_leaves():
    assert tiles.hashes_in(Tile(0, 273, 112), hash_of) == LEAVES[69_888:]
    assert tiles.hashes_in(Tile(1, 1, 17), hash_of)[3] == tree.root_of(LEAVES[65_536 + 768 : 65_536 + 1024])
    assert tiles.hashes_in(Tile(2, 0, 1), hash_of) == [tree.root_of(LEAVES[:65_536])]


def test_a_range_is_hashed_like_a_tree_of_its_own():
    for start, end in ((0, 1), (0, 300), (256, 512), (512, 70_000), (3, 77), (0, 70_000)):
        assert hash_of(start, end) == tree.root_of(LEAVES[start:end])


def test_a_tile_is_there_from_the_moment_its_last_leaf_is():
    assert tiles.exists(Tile(0, 0, 5), 5) and not tiles.exists(Tile(0, 0, 5), 4)
    assert tiles.exists(Tile(1, 0, 2), 512) and not tiles.exists(Tile(1, 0, 2), 511)
    assert tiles.exists(Tile(None, 1), 512) and not tiles.exists(Tile(None, 1), 511)
    assert not tiles.exists(Tile(63, 0, 1), 10**9)


def test_a_bundle_gives_its_entries_back():
    entries = [b"", b"one", bytes(60 * 1024), "条目".encode()]
    data = tiles.bundle(entries)
    assert data[:7] == b"\0\0\0\3one" and tiles.entries_in(data) == entries
    for bad in (data[:-1], data + b"\0", b"\0\5abc"):
        with pytest.raises(BadTile):
            tiles.entries_in(bad)
    assert tiles.hashes_from(b"a" * 32 + b"b" * 32) == [b"a" * 32, b"b" * 32]
    with pytest.raises(BadTile):
        tiles.hashes_from(b"a" * 33)
