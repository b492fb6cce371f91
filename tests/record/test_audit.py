"""A sound record is found sound; every way to spoil one is found out, and the first bad entry is named."""

import json
import zipfile

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from council.record import notes, tiles, tree
from council.record.audit import Wish, check_log
from council.record.chains import Contradiction
from council.record.leaves import canonical
from council.record.sources import Incomplete, archive, folder

HALF = {"share": "1/2", "above": True}
RULE = {"each": ["resident", "merchant"], "quorum": HALF, "base": "decided", "threshold": HALF}


def reader(files):
    def fetch(path):
        if path not in files:
            raise Incomplete(path, path)
        return files[path]

    return fetch


def check(scribe, files=None, **wish):
    return check_log(reader(files or scribe.files()), Wish(scribe.kinds, key=scribe.vkey, **wish))


def spoilt(scribe, place, change):
    """The files of a record whose entry at `place` was changed before it was hashed and signed."""
    leaf = json.loads(scribe.entries[place])
    change(leaf)
    scribe.entries[place] = canonical(leaf)
    return scribe.files()


def test_a_sound_record_is_sound_from_a_folder_and_from_a_zip(scribe, put, tmp_path):
    place = put(scribe.files())
    with zipfile.ZipFile(tmp_path / "log.zip", "w") as whole:
        for path, data in scribe.files().items():
            whole.writestr(path, data)
    for fetch in (folder(place), archive(tmp_path / "log.zip")):
        report = check_log(fetch, Wish(scribe.kinds))
        assert (report.checkpoint.size, report.votes, report.open_votes, report.own_key) == (320, 3, 0, True)


@pytest.mark.parametrize("size", [0, 1, 2, 255, 256, 257, 320])
def test_every_size_of_a_record_can_be_checked_and_compared_with_every_other(scribe, size):
    files = scribe.files(size)
    for old in (0, 1, 100, 256, 320):
        if old <= size:
            assert check(scribe, files, since=scribe.checkpoint(old)).since.size == old
        else:
            with pytest.raises(Contradiction, match="shrunk"):
                check(scribe, files, since=scribe.checkpoint(old))


def test_one_turned_bit_in_an_entry_is_named(scribe):
    for place in (0, 17, 255, 256, 319):
        files = scribe.files()
        path = tiles.Tile(None, place // 256, 256 if place < 256 else 64).path
        start = files[path].index(scribe.entries[place])
        files[path] = files[path][: start + 9] + bytes([files[path][start + 9] ^ 1]) + files[path][start + 10 :]
        with pytest.raises(Contradiction) as found:
            check(scribe, files)
        assert found.value.entry == place


def test_one_turned_bit_in_any_tile_is_found(scribe):
    for path, data in scribe.files().items():
        if path.startswith(("tile/0", "tile/1")):
            files = scribe.files() | {path: bytes([data[0] ^ 1, *data[1:]])}
            with pytest.raises(Contradiction) as found:
                check(scribe, files)
            assert found.value.entry == (256 if path.startswith("tile/0/001") else 0)


@pytest.mark.parametrize(
    ("place", "change", "why"),
    [
        (5, lambda leaf: leaf.update(topic_seq=9), "should go on with number"),
        (5, lambda leaf: leaf.update(prev="0" * 64), "does not follow"),
        (5, lambda leaf: leaf.update(v=2), "unknown version"),
        (5, lambda leaf: leaf.update(kind="ballot.stolen"), "unknown kind ballot.stolen"),
        (5, lambda leaf: leaf.update(at="2026-11-21T11:00:00.000Z"), "runs back"),
        (5, lambda leaf: leaf["body"].update(choice="banana"), "malformed ballot"),
        (6, lambda leaf: leaf["body"].update(rev=7), "does not change"),
        (5, lambda leaf: leaf["body"].update(sector="police"), "malformed ballot"),
        (5, lambda leaf: leaf.update(extra=1), "extra"),
        (1, lambda leaf: leaf["body"].update(electorate="all"), "how many may vote"),
        (7, lambda leaf: leaf["body"]["tally"]["resident"].update({"for": 4}), "recounted differs"),
        (7, lambda leaf: leaf["body"].pop("tally"), "recounted differs"),
        (7, lambda leaf: leaf["body"]["verdict"].update(passed=True), "does not follow from its rule"),
        (1, lambda leaf: leaf["body"].update(rule="half"), "by which rule"),
    ],
)
def test_a_record_that_was_signed_but_contradicts_itself_is_named(scribe, place, change, why):
    with pytest.raises(Contradiction) as found:
        check(scribe, spoilt(scribe, place, change))
    assert why in found.value.english
    assert found.value.entry == place
    assert found.value.chinese


def test_a_changed_body_breaks_the_chain_at_the_next_entry_of_its_topic(scribe):
    with pytest.raises(Contradiction, match="does not follow") as found:
        check(scribe, spoilt(scribe, 0, lambda leaf: leaf["body"].update(title="另一场会")))
    assert found.value.entry == next(n for n, entry in enumerate(scribe.entries) if n and b'"meeting:1"' in entry)


def test_swapped_and_dropped_entries_are_found(scribe):
    scribe.entries[2], scribe.entries[3] = scribe.entries[3], scribe.entries[2]
    with pytest.raises(Contradiction) as found:
        check(scribe)
    assert found.value.entry == 2
    scribe.entries[2], scribe.entries[3] = scribe.entries[3], scribe.entries[2]
    del scribe.entries[100]
    with pytest.raises(Contradiction) as found:
        check(scribe)
    assert found.value.entry == 100


def test_doubled_keys_and_other_spellings_of_the_same_json_are_found(scribe):
    good = scribe.entries[7]
    for bent in (good.replace(b'"v":1', b'"v":1,"v":1'), good.replace(b'"v":1', b'"v": 1'), good.replace(b'"v":1', b'"v":1e0')):
        scribe.entries[7] = bent
        with pytest.raises(Contradiction) as found:
            check(scribe)
        assert found.value.entry == 7


def test_votes_are_recounted_from_their_ballots(scribe):
    def broken(why, *acts):
        keep, topics = list(scribe.entries), dict(scribe.topics)
        for kind, topic, body in acts:
            scribe.write(kind, topic, **body)
        with pytest.raises(Contradiction, match=why) as found:
            check(scribe)
        assert found.value.entry == len(scribe.entries) - 1
        scribe.entries[:], scribe.topics = keep, topics

    ballot = {"sector": "resident", "choice": "for", "rev": 1, "mark": "a" * 32}
    opened = ("vote.opened", "vote:9", {"electorate": {"resident": 1, "merchant": 0}, "rule": RULE})
    broken("after vote:1 was closed", ("ballot.cast", "vote:1", ballot))
    broken("before vote:9 was opened", ("ballot.cast", "vote:9", ballot))
    broken("opened twice", opened, opened)
    broken("opened twice", ("vote.opened", "vote:1", opened[2]))
    broken("is not open", ("vote.closed", "vote:9", {"tally": {}}))
    broken("casts twice", opened, ("ballot.cast", "vote:9", ballot), ("ballot.cast", "vote:9", ballot))
    broken("more ballots", opened, ("ballot.cast", "vote:9", ballot), ("ballot.cast", "vote:9", ballot | {"mark": "b"}))
    broken("latest ballot", opened, ("ballot.changed", "vote:9", ballot | {"rev": 2}))


def test_a_forked_checkpoint_is_found(scribe):
    fork = scribe.checkpoint(320, root=b"\7" * 32)
    with pytest.raises(Contradiction, match="not the one that was signed"):
        check(scribe, scribe.files() | {"checkpoint": fork})
    with pytest.raises(Contradiction, match="not those of your earlier checkpoint"):
        check(scribe, since=scribe.checkpoint(100, root=b"\7" * 32))


def test_a_wrong_key_and_a_bad_signature_are_found(scribe):
    other = notes.verifier_of("lane.example/log/hy", Ed25519PrivateKey.generate()).text
    with pytest.raises(Contradiction, match="no signature"):
        check_log(reader(scribe.files()), Wish(scribe.kinds, key=other))
    note = scribe.checkpoint(320)
    bent = note.replace(b"\n320\n", b"\n319\n")
    with pytest.raises(Contradiction):
        check(scribe, scribe.files(319) | {"checkpoint": bent})
    neighbour = notes.verifier_of("lane.example/log/dx", scribe.key).text
    with pytest.raises(Contradiction, match="another log"):
        check_log(reader(scribe.files()), Wish(scribe.kinds, key=neighbour))
    with pytest.raises(Contradiction, match="signature"):
        check(scribe, since=scribe.checkpoint(10)[:-8] + b"AAAAAA=\n")


def test_what_is_missing_is_said_to_be_missing(scribe):
    for path in scribe.files():
        files = scribe.files()
        del files[path]
        with pytest.raises(Incomplete):
            check_log(reader(files), Wish(scribe.kinds))
    for path, data in scribe.files().items():
        if path.startswith("tile/"):
            with pytest.raises(Incomplete):
                check(scribe, scribe.files() | {path: data[:-32]})
    with pytest.raises(Contradiction, match="more than it should"):
        check(scribe, scribe.files() | {"tile/0/001.p/64": scribe.files()["tile/0/001.p/64"] + bytes(32)})


def test_a_full_tile_serves_for_a_partial_one_that_is_gone(scribe):
    files = scribe.files(300)
    whole = scribe.files()
    while len(scribe.entries) < 512:
        scribe.write("speaker.called", "meeting:1", name="商户")
    whole = scribe.files()
    for path in list(files):
        if "001.p/" in path:
            del files[path]
            files[path.partition(".p/")[0]] = whole[path.partition(".p/")[0]]
    assert check(scribe, files).checkpoint.size == 300


def test_after_a_rotation_only_the_new_key_counts_and_the_old_one_leads_to_it(scribe):
    old_vkey, old_key, early = scribe.vkey, scribe.key, scribe.checkpoint(320)
    new = Ed25519PrivateKey.from_private_bytes(b"\5" * 32)
    new_vkey = notes.verifier_of("lane.example/log/hy", new).text
    note = notes.sign(f"{new_vkey}\n", "lane.example/log/hy", old_key).decode()
    scribe.write("key.rotated", "key:1", old=old_vkey, new=new_vkey, note=note)
    with pytest.raises(Contradiction, match="no signature"):
        check(scribe)
    scribe.key = new
    for pinned in (old_vkey, new_vkey):
        assert check_log(reader(scribe.files()), Wish(scribe.kinds, key=pinned, since=early)).checkpoint.size == 321
    del scribe.entries[-1], scribe.topics["key:1"]
    forged = notes.sign(f"{new_vkey}\n", "lane.example/log/hy", new).decode()
    scribe.write("key.rotated", "key:1", old=old_vkey, new=new_vkey, note=forged)
    with pytest.raises(Contradiction, match="no signature") as found:
        check_log(reader(scribe.files()), Wish(scribe.kinds, key=old_vkey))
    assert found.value.entry == 320


def test_tiles_of_the_scribe_are_those_of_the_format(scribe):
    assert sorted(scribe.files()) == [
        "checkpoint", "key", "tile/0/000", "tile/0/001.p/64", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/64",
    ]
    assert scribe.files()["tile/1/000.p/1"] == tree.root_of([tree.leaf_hash(entry) for entry in scribe.entries[:256]])
