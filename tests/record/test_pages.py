"""The public record as anybody sees it: without account, without script, from the log alone."""

import re
from base64 import b32decode, b64decode
from datetime import timedelta

import pytest

from council import clock
from council.db import reading
from council.record import tiles, tree
from council.record.leaves import parse_leaf
from council.record.notes import opened_checkpoint, read_checkpoint, read_vkey
from council.record.publish import publish
from council.record.rotation import log_named, rotate


@pytest.fixture
def lane(lane_sqlite):
    """The lane with a published checkpoint after a meeting of 300 speeches."""
    with lane_sqlite.act("周敏") as act:
        act.enter("meeting.opened", topic="meeting:1", body={"title": "第 12 次开门议事", "number": 12})
        for _turn in range(300):
            act.enter("office.given", topic="meeting:1", body={"office": "volunteer"})
    publish(lane_sqlite.council_id, lane_sqlite.config)
    return lane_sqlite


def text_of(answer):
    return re.sub(r"<[^>]+>", "", answer.get_data(as_text=True))


def test_the_files_of_the_log_are_public_and_cacheable(lane):
    anybody = lane.client()
    vkey = anybody.get("/log/hy/key")
    told = opened_checkpoint(anybody.get("/log/hy/checkpoint").data, [read_vkey(vkey.text)])
    assert told.size == lane.size() > 256
    assert vkey.content_type == "text/plain; charset=utf-8"
    entries = []
    for tile in tiles.tiles_of(told.size):
        answer = anybody.get(f"/log/hy/{tile.path}")
        assert (answer.status_code, answer.content_type) == (200, "application/octet-stream")
        assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        if tile.level is None:
            entries += tiles.entries_in(answer.data)
    assert tree.root_of([tree.leaf_hash(entry) for entry in entries]) == told.root
    assert [parse_leaf(entry) for entry in entries] == lane.leaves()
    short = anybody.get("/log/hy/checkpoint").headers["Cache-Control"]
    assert int(short.partition("max-age=")[2]) <= 5 and "Set-Cookie" not in vkey.headers


@pytest.mark.parametrize("path", ["tile/0/001", "tile/1/000", "tile/0/002.p/1", "tile/0/000.p/0", "tile/0/0", "tile/x/000", "tile/entries/001",
                                  "tile/0/../key", "tile/64/000", "tile/0/x001/000", "nothing"])
def test_a_tile_that_is_not_there_yet_or_is_none_is_not_found(lane, path):
    assert lane.client().get(f"/log/hy/{path}").status_code == 404
    assert lane.client().get(f"/log/xx/{path}").status_code == 404


def test_before_the_first_checkpoint_there_is_none(lane_sqlite):
    assert lane_sqlite.client().get("/log/hy/checkpoint").status_code == 404
    assert lane_sqlite.client().get("/c/hy/record/0.tlog-proof").status_code == 404
    assert "还没有签过名的记录" in text_of(lane_sqlite.client().get("/c/hy/verify"))


def test_partial_tiles_of_earlier_checkpoints_stay(lane):
    whole = lane.client().get("/log/hy/tile/0/000").data
    assert lane.client().get("/log/hy/tile/0/000.p/7").data == whole[: 7 * 32]


def test_entries_are_sentences_newest_first_fifty_a_page(lane):
    page = lane.client().get("/c/hy/record")
    numbers = [int(number) for number in re.findall(r'href="/c/hy/record/(\d+)"', page.get_data(as_text=True))]
    assert numbers == list(range(lane.size() - 1, lane.size() - 51, -1))
    assert "有人就任志愿者。" in text_of(page)
    older = lane.client().get(f"/c/hy/record?before={numbers[-1]}")
    assert f'href="/c/hy/record/{numbers[-1] - 1}"' in older.get_data(as_text=True)
    assert "HY 弄议事会成立" in text_of(lane.client().get("/c/hy/record?before=1"))


def test_entries_of_one_topic_or_noun_alone(lane):
    founding = lane.client().get("/c/hy/record?topic=council:1")
    assert "HY 弄议事会成立" in text_of(founding) and "有人就任" not in text_of(founding)
    assert "有人就任" not in text_of(lane.client().get("/c/hy/record?about=council"))
    assert "这里还没有记录" in text_of(lane.client().get("/c/hy/record?about=%25"))
    for odd in ("before=-1", "before=x", "topic='", "about=" + "x" * 500, "no=99999999999999"):
        assert lane.client().get(f"/c/hy/record?{odd}").status_code == 200, odd
    assert lane.client().get("/c/hy/record?topic=%00").status_code == 400


def test_single_ballots_stand_in_their_vote_and_in_the_whole_but_not_among_the_chief_things(lane):
    with lane.act("王阿婆") as act:
        seq = act.enter("ballot.cast", topic="vote:7", body={"sector": "resident", "choice": "for", "rev": 1, "mark": "a" * 32})
    for query, there in (("", False), ("?about=vote", False), ("?small=1", True), ("?about=vote&small=1", True), ("?topic=vote:7", True)):
        assert (f'href="/c/hy/record/{seq}"' in lane.client().get(f"/c/hy/record{query}").get_data(as_text=True)) is there, query


def test_one_entry_shows_its_exact_bytes_and_a_proof_that_holds(lane):
    page = lane.client().get("/c/hy/record/2")
    leaf = lane.leaves()[2]
    assert leaf["kind"] in text_of(page) and "已经签名" in text_of(page)
    answer = lane.client().get("/c/hy/record/2.tlog-proof")
    assert answer.headers["Content-Disposition"].endswith('"hy-2.tlog-proof"')
    magic, index, *steps = answer.text.partition("\n\n")[0].split("\n")
    assert (magic, index) == ("c2sp.org/tlog-proof@v1", "index 2")
    note = answer.text.partition("\n\n")[2].encode()
    told = opened_checkpoint(note, [read_vkey(lane.client().get("/log/hy/key").text)])
    entry = tiles.entries_in(lane.client().get("/log/hy/tile/entries/000").data)[2]
    assert tree.verify_inclusion(tree.leaf_hash(entry), 2, told.size, [b64decode(step) for step in steps], told.root)
    assert not tree.verify_inclusion(tree.leaf_hash(entry), 3, told.size, [b64decode(step) for step in steps], told.root)


def test_an_entry_that_is_not_signed_yet_says_so(lane):
    with lane.act("周敏") as act:
        seq = act.enter("office.given", topic="meeting:1", body={"office": "volunteer"})
    assert "等着签名" in text_of(lane.client().get(f"/c/hy/record/{seq}"))
    assert lane.client().get(f"/c/hy/record/{seq}.tlog-proof").status_code == 404
    assert "签名停了" not in text_of(lane.client().get("/c/hy/verify"))
    with clock.at(clock.now() + timedelta(minutes=5)):
        assert "签名停了" in text_of(lane.client().get("/c/hy/verify"))


def test_the_closing_of_a_meeting_is_signed_before_the_next_page_is_asked_for(lane):
    lane.client()
    with lane.act("周敏") as act:
        seq = act.enter("meeting.closed", topic="meeting:1")
    assert lane.client().get(f"/c/hy/record/{seq}.tlog-proof").status_code == 200


@pytest.mark.parametrize("path", ["/c/hy/record/99999", "/c/hy/record/99999999999", "/c/hy/record/-1", "/c/hy/record/x", "/c/xx/record", "/c/xx/record/0",
                                  "/c/xx/verify", "/c/hy/record/99999.tlog-proof", "/log/xx/key"])
def test_what_is_not_there_is_not_found(lane, path):
    assert lane.client().get(path).status_code == 404


def test_a_receipts_number_leads_to_its_entry(lane):
    assert lane.client().get("/c/hy/record?no=1,2").headers["Location"].endswith("/c/hy/record/12")


def test_the_page_on_checking_says_what_to_compare_and_does_not_vouch_for_itself(lane):
    rotated = rotate(lane.config, _log())
    page = lane.client().get("/c/hy/verify")
    told = read_checkpoint(lane.client().get("/log/hy/checkpoint").text.rpartition("\n\n")[0] + "\n")
    shown = re.search(r"([A-Z2-7]{4} ){12}[A-Z2-7]{4}", text_of(page))
    assert shown and b32decode(shown[0].replace(" ", "") + "====") == told.root
    assert rotated.text in page.get_data(as_text=True).replace("&#43;", "+")
    assert "换过钥匙" in text_of(page)
    assert "python -m council verify http://localhost/log/hy" in text_of(page)


def test_reading_moves_nothing(lane):
    before = lane.size()
    for path in ("/c/hy/record", "/c/hy/record/3", "/c/hy/verify", "/log/hy/key", "/log/hy/checkpoint", "/c/hy/record/3.tlog-proof"):
        for name in (None, "王阿婆", "钱先生", "周敏"):
            assert lane.client(name).get(path).status_code == 200
    assert lane.size() == before


def _log():
    with reading() as session:
        return log_named(session, "hy")
