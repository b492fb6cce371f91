"""A leaf is written in one way only, and read strictly."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as some

from council.record.leaves import BadLeaf, canonical, commitment, leaf_bytes, parse_leaf, read_time

AT = datetime(2026, 11, 22, 12, 34, 56, 789_999, UTC)
GOOD = leaf_bytes("vote.opened", "vote:3", 1, None, AT, "书记", ["meeting:12"], {"question": "夜里十点后收喇叭？"}, {})


def test_a_leaf_has_exactly_these_bytes():
    assert GOOD.decode() == (
        '{"actor":"书记","at":"2026-11-22T12:34:56.789Z","body":{"question":"夜里十点后收喇叭？"},"commit":{},'
        '"in":["meeting:12"],"kind":"vote.opened","prev":null,"topic":"vote:3","topic_seq":1,"v":1}'
    )
    assert canonical(parse_leaf(GOOD)) == GOOD
    assert read_time("2026-11-22T12:34:56.789Z") == AT.replace(microsecond=789_000)


@pytest.mark.parametrize(
    ("before", "after", "why"),
    [
        ('"v":1', '"v":2', "unknown version"),
        ('"v":1', '"v":true', "unknown version"),
        ('"v":1', '"v":1.0', "canonical"),
        ('"commit":{},', "", "commit"),
        ('"v":1', '"v":1,"x":1', "x"),
        ('"actor"', '"actor":"x","actor"', "duplicate key"),
        ('"question":', '"question":1,"question":', "duplicate key"),
        ('"body"', ' "body"', "canonical"),
        ('"actor":"书记"', '"actor":"\\u4e66记"', "canonical"),
        ('"prev":null', '"prev":"ABCD"', "malformed prev"),
        ('"topic_seq":1', '"topic_seq":0', "malformed topic_seq"),
        ('"topic_seq":1', '"topic_seq":true', "malformed topic_seq"),
        ("2026-11-22T", "2026-02-30T", "malformed at"),
        ("56.789Z", "56.78Z", "malformed at"),
        ('"vote.opened"', '"vote"', "malformed kind"),
        ('"vote:3"', '"vote 3"', "malformed topic"),
        ('["meeting:12"]', '"meeting:12"', "malformed in"),
        ('"commit":{}', '"commit":{"reason":"aa"}', "malformed commit"),
        ('"夜里十点后收喇叭？"', "NaN", "JSON"),
        ('"夜里十点后收喇叭？"', "1e400", "JSON"),
        ('"夜里十点后收喇叭？"', "12345678901234567890", "JSON"),
        ('"夜里十点后收喇叭？"', '"\\ud800"', "JSON"),
        ('"夜里十点后收喇叭？"', "[" * 5000 + "]" * 5000, "JSON"),
        ('"夜里十点后收喇叭？"', '"' + "长" * 21_000 + '"', "longer"),
    ],
)
def test_a_leaf_that_is_written_otherwise_is_refused_with_the_reason(before, after, why):
    assert before in GOOD.decode()
    with pytest.raises(BadLeaf, match=why):
        parse_leaf(GOOD.decode().replace(before, after, 1).encode())


@pytest.mark.parametrize("data", [b"", b"null", b"[]", b"\xff", b"{", GOOD + b" ", b"\xef\xbb\xbf" + GOOD])
def test_bytes_that_are_no_leaf_are_refused(data):
    with pytest.raises(BadLeaf):
        parse_leaf(data)


def test_what_could_not_be_read_again_is_not_written():
    with pytest.raises(BadLeaf):
        leaf_bytes("vote.opened", "vote:3", 1, None, AT.replace(tzinfo=None), "书记", [], {}, {})
    with pytest.raises(BadLeaf):
        leaf_bytes("vote.opened", "vote:3", 1, None, AT.astimezone(timezone(timedelta(hours=8))), "书记", [], {}, {})
    with pytest.raises(BadLeaf):
        leaf_bytes("vote.opened", "vote:3", 1, None, AT, "书记", [], {"text": "长" * 21_000}, {})
    with pytest.raises(BadLeaf):
        leaf_bytes("Opened", "vote:3", 1, None, AT, "书记", [], {}, {})


def test_a_commitment_binds_key_council_entry_field_and_value():
    key = bytes(range(32))
    first = commitment(key, "hy", 41, "reason", "夜里太吵")
    assert first == "fd22a483ff470c6434d1cd4b785e6f898cb3012fc35a7e36de6b1553d38c188f"
    others = {
        commitment(bytes(32), "hy", 41, "reason", "夜里太吵"),
        commitment(key, "h", 41, "reason", "夜里太吵"),
        commitment(key, "hy", 4, "1reason", "夜里太吵"),
        commitment(key, "hy", 42, "reason", "夜里太吵"),
        commitment(key, "hy", 41, "reaso", "n夜里太吵"),
        commitment(key, "hy", 41, "reason", "夜里很吵"),
    }
    assert len(others) == 6 and first not in others
    with pytest.raises(ValueError):
        commitment(b"short", "hy", 41, "reason", "夜里太吵")


WORDS = some.text(some.characters(exclude_categories=["Cs"]), max_size=6)
VALUES = some.recursive(
    some.none() | some.booleans() | WORDS | some.floats(allow_nan=False, allow_infinity=False) | some.integers(-(2**53) + 1, 2**53 - 1),
    lambda inside: some.lists(inside, max_size=4) | some.dictionaries(WORDS, inside, max_size=4),
    max_leaves=12,
)


@given(VALUES)
@settings(max_examples=300, deadline=None)
def test_canonical_bytes_are_those_of_rfc_8785_whichever_way_they_are_made(value):
    assert canonical(value) == rfc8785.dumps(value)


@pytest.mark.parametrize("value", [2**53, -(2**53), float("nan"), float("inf"), "\ud800", {"\ud800": 1}, {1: 2}, [object()]])
def test_what_rfc_8785_cannot_say_is_refused(value):
    with pytest.raises(BadLeaf):
        canonical(value)
