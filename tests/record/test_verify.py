"""The command `verify`: one sentence in two languages, and an exit code that a program can trust."""

import os
import pathlib
import threading
import time
import tracemalloc
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from werkzeug.serving import make_server

from council.__main__ import main as council
from council.db import reading, writing
from council.record import archive, tiles, tree, verify
from council.record.audit import Wish, check_log
from council.record.leaves import canonical, parse_leaf
from council.record.models import Leaf
from council.record.notes import Checkpoint, sign, verifier_of
from council.record.publish import publish
from council.record.sources import Incomplete, missing


@pytest.fixture
def check(scribe, monkeypatch, capsys):
    """Run `verify` on a scribe's record; gives the exit code and what was said."""
    monkeypatch.setattr(verify, "known_kinds", lambda: frozenset(scribe.kinds))

    def run(*argv):
        code = verify.main([str(word) for word in argv])
        said = capsys.readouterr()
        return code, said.out, said.err

    return run


def test_a_sound_record_gives_0_and_its_size_and_root_in_two_languages(scribe, put, check, tmp_path):
    place = put(scribe.files())
    (tmp_path / "old").write_bytes(scribe.checkpoint(100))
    (tmp_path / "vkey").write_text(scribe.vkey)
    code, out, err = check(place, "--key", scribe.vkey, "--since", tmp_path / "old")
    root = tree.root_of([tree.leaf_hash(entry) for entry in scribe.entries])
    text = Checkpoint("x", 320, root).text.split("\n")[2]
    assert code == 0 and err == ""
    assert out.splitlines()[:2] == [f"核对无误：320 条记录，根 {text}", f"Sound: 320 entries, root {text}"]
    assert "重新数过 3 次表决" in out and "留底的前 100 条是同一本" in out and "--key" not in out
    assert check(place, "--key", tmp_path / "vkey")[0] == 0
    assert "--key" in check(place)[1]


def test_a_contradiction_gives_1_and_the_first_bad_entrys_number(scribe, put, check, tmp_path):
    leaf = parse_leaf(scribe.entries[17])
    leaf["body"]["choice"] = "banana"
    scribe.entries[17] = canonical(leaf)
    code, out, err = check(put(scribe.files()))
    assert (code, out) == (1, "")
    assert err.splitlines() == ["有矛盾：第 17 号记录：票的写法不对", "Contradiction: entry 17: malformed ballot"]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda scribe: scribe.files() | {"checkpoint": scribe.checkpoint(320, root=bytes(32))},
        lambda scribe: scribe.files() | {"key": verifier_of("lane.example/log/hy", Ed25519PrivateKey.generate()).text.encode()},
        lambda scribe: scribe.files() | {"checkpoint": b"nonsense"},
        lambda scribe: scribe.files() | {"tile/0/000": bytes(8192)},
    ],
)
def test_a_forked_checkpoint_a_wrong_key_and_a_false_tile_give_1(scribe, put, check, spoil):
    code, out, err = check(put(spoil(scribe)))
    assert (code, out) == (1, "") and err.startswith("有矛盾：")


def test_an_earlier_checkpoint_that_is_not_contained_gives_1(scribe, put, check, tmp_path):
    (tmp_path / "old").write_bytes(scribe.checkpoint(100, root=bytes(32)))
    code, _out, err = check(put(scribe.files()), "--since", tmp_path / "old")
    assert code == 1 and "留底" in err
    (tmp_path / "old").write_bytes(scribe.checkpoint(320))
    code, _out, err = check(put(scribe.files(300), "shorter"), "--since", tmp_path / "old")
    assert code == 1 and "shrunk from 320 to 300" in err


def test_what_is_missing_gives_2(scribe, put, check, tmp_path):
    place = put(scribe.files())
    (place / "tile/entries/000").unlink()
    code, out, err = check(place)
    assert (code, out) == (2, "") and "tile/entries/000" in err and "不等于有假" in err
    (place / "key").write_text("no key")
    assert check(place)[0] == 2
    assert check(tmp_path / "nowhere")[0] == 2
    assert check("http://127.0.0.1:1/log/hy")[0] == 2
    assert check(tmp_path, "--rows")[0] == 2


@pytest.mark.parametrize("argv", [[], ["a", "b"], ["a", "--nonsense"], ["a", "--key"], ["a", "--since", "/no/such/file"], ["a", "--key", "/no/such"]])
def test_a_wrong_command_gives_3(argv, capsys):
    assert verify.main(argv) == 3
    assert council(["verify", *argv]) == 3
    assert capsys.readouterr().err


def test_help_gives_0(capsys):
    assert verify.main(["--help"]) == 0 and "--since" in capsys.readouterr().out


@pytest.fixture
def served(lane_sqlite):
    """The lane's log at a web address."""
    lane_sqlite.client()
    with lane_sqlite.act("周敏") as act:
        for _turn in range(260):
            act.enter("office.given", topic="council:1", body={"office": "volunteer"}, personal={"name": "小顾"})
    publish(lane_sqlite.council_id, lane_sqlite.config)
    server = make_server("127.0.0.1", 0, lane_sqlite.app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield lane_sqlite, f"http://127.0.0.1:{server.port}/log/hy"
    server.shutdown()
    thread.join()


def test_a_living_record_is_checked_over_the_web_and_against_its_rows(served, capsys, monkeypatch):
    lane, address = served
    assert council(["verify", address]) == 0
    assert council(["verify", f"{address}/checkpoint"]) == 0
    assert f"核对无误：{lane.size()} 条记录" in capsys.readouterr().out
    assert council(["verify", address.replace("/hy", "/xx")]) == 2
    publish(lane.other_id, lane.config)
    assert council(["verify", str(lane.config.data), "--rows"]) == 0
    assert "hy：核对无误" in capsys.readouterr().out
    with writing() as session:
        session.get(Leaf, (lane.council_id, 200)).kind = "roll.changed"
    assert council(["verify", str(lane.config.data), "--rows"]) == 1
    assert "entry 200" in capsys.readouterr().err


def test_the_archive_is_the_whole_council_and_is_checked_without_a_server(served, tmp_path, capsys, monkeypatch):
    lane, _address = served
    out = tmp_path / "hy.zip"
    monkeypatch.setattr(archive, "import_module", lambda _name: type("Web", (), {"build": staticmethod(lambda _config: lane.app)}))
    assert archive.main(["hy", str(out), "--data", str(lane.config.data)]) == 0
    with zipfile.ZipFile(out) as whole:
        names = whole.namelist()
        whole.extractall(tmp_path / "home")
        pages = whole.read("record/000000.html").decode()
        vkey = whole.read("key").decode()
        readme = whole.read("README.txt").decode()
    assert {"README.txt", "index.html", "council.css", "checkpoint", "key", "tile/0/000", "tile/entries/000"} <= set(names)
    assert "HY 弄议事会成立" in pages and "<script" not in pages and "有人就任志愿者" in pages and "小顾" not in pages
    assert vkey.strip() in readme and "hy.zip" in readme
    for where in (out, tmp_path / "home"):
        assert verify.main([str(where), "--key", vkey.strip()]) == 0
    first = next(name for name in names if name.startswith("tile/entries/000"))
    bundle = (tmp_path / "home" / first).read_bytes()
    (tmp_path / "home" / first).write_bytes(bundle.replace(b"volunteer", b"secretary", 1))
    assert verify.main([str(tmp_path / "home")]) == 1
    capsys.readouterr()


def test_an_archive_of_nothing_or_into_nowhere_is_refused(lane_sqlite, tmp_path, monkeypatch, capsys):
    lane_sqlite.client()
    monkeypatch.setattr(archive, "import_module", lambda _name: type("Web", (), {"build": staticmethod(lambda _config: lane_sqlite.app)}))
    data = str(lane_sqlite.config.data)
    assert archive.main(["xx", str(tmp_path / "x.zip"), "--data", data]) == 3
    assert archive.main(["hy", str(tmp_path / "no" / "x.zip"), "--data", data]) == 3
    assert archive.main(["hy"]) == 3
    assert not list(tmp_path.glob("*.zip*"))


@pytest.mark.slow
def test_a_hundred_thousand_entries_are_checked_in_bounded_memory(scribe, capsys):
    """The files are made anew whenever they are asked for, so that only the check's own memory can grow; the progress is told."""
    size, made, kinds = _long_log(scribe.key)
    before, seen = _resident(), []

    def fetch(path):
        seen.append(_resident() - before)
        return made(path)

    report = check_log(fetch, Wish(kinds, key=verifier_of("lane.example/log/hy", scribe.key).text, watch=verify._progress()))
    assert report.checkpoint.size == size == 100_000
    assert len(seen) > 700 and max(seen) < 100 * 2**20
    assert "100,000 / 100,000" in capsys.readouterr().err


def test_memory_does_not_grow_with_the_entries_of_a_log(scribe):
    """Traced to the byte on a shorter log: twice the entries, the same peak."""
    peaks = []
    for size in (768, 1_536):
        _size, fetch, kinds = _long_log(scribe.key, size)
        tracemalloc.start()
        check_log(fetch, Wish(kinds, key=verifier_of("lane.example/log/hy", scribe.key).text))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    assert peaks[1] < peaks[0] * 1.5 and peaks[1] < 2**22, peaks


def _resident():
    """Bytes of memory this process holds now."""
    with pathlib.Path("/proc/self/statm").open() as told:
        return int(told.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def _long_log(key, size=100_000):
    """A log whose entry bundles are written anew each time they are asked for; only hashes are kept."""
    start = 1_700_000_000
    leaf = {"v": 1, "kind": "speaker.called", "actor": "书记", "in": [], "body": {"words": "轮到下一位"}, "commit": {}}

    def one(number, prev):
        at = time.strftime("%Y-%m-%dT%H:%M:%S.000Z", time.gmtime(start + number))
        return canonical(leaf | {"topic": f"meeting:{number % 50 + 1}", "topic_seq": number // 50 + 1, "at": at, "prev": prev})

    hashes: list[bytes] = []
    for number in range(size):
        hashes.append(tree.leaf_hash(one(number, hashes[number - 50].hex() if number >= 50 else None)))
    blocks = [tree.root_of(hashes[first : first + 256]) for first in range(0, size, 256)]

    def hash_of(first, last):
        return tiles.range_hash(first, last, blocks.__getitem__, lambda a, b: hashes[a:b])

    def fetch(path):
        if path == "checkpoint":
            return sign(Checkpoint("lane.example/log/hy", size, hash_of(0, size)).text, "lane.example/log/hy", key)
        tile = tiles.read_path(path.removeprefix("tile/"))
        if not tiles.exists(tile, size):
            raise missing(path)
        if tile.level is None:
            return tiles.bundle([one(number, hashes[number - 50].hex() if number >= 50 else None) for number in range(*tile.span)])
        return b"".join(tiles.hashes_in(tile, hash_of))

    return size, fetch, {"speaker.called"}


def test_a_log_that_promises_more_than_it_has_is_incomplete(scribe):
    files = scribe.files()
    files["checkpoint"] = sign(Checkpoint("lane.example/log/hy", 10**17, bytes(32)).text, "lane.example/log/hy", scribe.key)

    def fetch(path):
        if path not in files:
            raise missing(path)
        return files[path]

    with pytest.raises(Incomplete):
        check_log(fetch, Wish(scribe.kinds))


def test_reading_leaves_the_database_alone(served):
    lane, address = served
    with reading() as session:
        before = session.get(Leaf, (lane.council_id, lane.size() - 1)).hash
    verify.main([address])
    with reading() as session:
        assert session.get(Leaf, (lane.council_id, lane.size() - 1)).hash == before
