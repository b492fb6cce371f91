"""What a rule asks for, in numbers: tables of facts, no database."""

import pytest

from council.people.rules import SIDES
from council.votes import rules, sayings
from council.votes.rules import BOTH_SIDES, MORE_THAN_HALF, TOGETHER

AT_LEAST_HALF = {"share": "1/2", "above": False}
TWO_THIRDS = {"share": "2/3", "above": False}
ALL = {"share": "1", "above": False}


@pytest.mark.parametrize(("test", "of", "need"), [
    (MORE_THAN_HALF, 0, 1), (MORE_THAN_HALF, 1, 1), (MORE_THAN_HALF, 2, 2), (MORE_THAN_HALF, 7, 4), (MORE_THAN_HALF, 8, 5), (MORE_THAN_HALF, 64, 33),
    (AT_LEAST_HALF, 0, 1), (AT_LEAST_HALF, 1, 1), (AT_LEAST_HALF, 2, 1), (AT_LEAST_HALF, 7, 4), (AT_LEAST_HALF, 8, 4),
    (TWO_THIRDS, 0, 1), (TWO_THIRDS, 1, 1), (TWO_THIRDS, 2, 2), (TWO_THIRDS, 3, 2), (TWO_THIRDS, 4, 3), (TWO_THIRDS, 6, 4), (TWO_THIRDS, 24, 16),
    ({"share": "2/3", "above": True}, 6, 5), ({"share": "3/4", "above": False}, 8, 6), ({"share": "3/4", "above": False}, 9, 7),
    (ALL, 0, 1), (ALL, 5, 5), ({"share": "1/3", "above": False}, 3 * 10**15, 10**15), ({"share": "0.1", "above": False}, 30, 3),
])
def test_a_share_asks_for_a_whole_number_exactly(test: dict, of: int, need: int) -> None:
    assert rules.needed(test, of) == need


def count(home: tuple[int, int, int], shop: tuple[int, int, int]) -> dict:
    return {side: dict(zip(rules.CHOICES, numbers, strict=True)) for side, numbers in zip(SIDES, (home, shop), strict=True)}


ROLL = {"resident": 64, "merchant": 24}


@pytest.mark.parametrize(("rule", "home", "shop", "passed", "met"), [
    (BOTH_SIDES, (41, 7, 3), (9, 12, 1), False, [True, True, True, False]),
    (BOTH_SIDES, (41, 7, 3), (12, 9, 1), True, [True, True, True, True]),
    (BOTH_SIDES, (41, 7, 3), (11, 11, 0), False, [True, True, True, False]),
    (BOTH_SIDES, (17, 15, 0), (13, 0, 0), False, [False, True, True, True]),
    (BOTH_SIDES, (17, 16, 0), (13, 0, 0), True, [True, True, True, True]),
    (BOTH_SIDES, (1, 0, 32), (1, 0, 12), True, [True, True, True, True]),
    (BOTH_SIDES, (0, 0, 64), (24, 0, 0), False, [True, False, True, True]),
    (BOTH_SIDES, (0, 0, 0), (0, 0, 0), False, [False, False, False, False]),
    (TOGETHER, (0, 0, 0), (0, 0, 0), False, [False]),
    (TOGETHER, (1, 0, 0), (0, 0, 0), True, [True]),
    (TOGETHER, (5, 0, 0), (0, 5, 3), False, [False]),
    ({**TOGETHER, "threshold": TWO_THIRDS}, (0, 0, 0), (0, 0, 0), False, [False]),
    ({**TOGETHER, "threshold": TWO_THIRDS}, (2, 1, 0), (0, 0, 9), True, [True]),
    ({**TOGETHER, "base": "cast"}, (2, 1, 0), (0, 0, 1), False, [False]),
    ({**TOGETHER, "base": "roll"}, (44, 0, 0), (0, 0, 0), False, [False]),
    ({**TOGETHER, "base": "roll"}, (45, 0, 0), (0, 0, 0), True, [True]),
    ({**BOTH_SIDES, "each": ["merchant"]}, (0, 64, 0), (13, 0, 0), True, [True, True]),
    ({**TOGETHER, "quorum": AT_LEAST_HALF}, (44, 0, 0), (0, 0, 0), True, [True, True]),
    ({**TOGETHER, "quorum": MORE_THAN_HALF}, (44, 0, 0), (0, 0, 0), False, [False, True]),
])
def test_a_verdict_says_of_every_condition_whether_it_is_met(rule, home, shop, passed, met) -> None:  # type: ignore[no-untyped-def]
    found = rules.verdict(rule, ROLL, count(home, shop))
    assert (found["passed"], [each["met"] for each in found["conditions"]]) == (passed, met)
    word, sentence = sayings.verdict_words(found)
    assert word == ("通过了" if passed else "没有通过")
    assert passed or "回到调解，再谈一次" in sentence


def test_a_shopkeeper_reads_why_it_did_not_pass() -> None:
    found = rules.verdict({**BOTH_SIDES, "base": "cast"}, ROLL, count((41, 7, 3), (9, 12, 1)))
    said = [f"{bold}{numbers}" for bold, numbers in map(sayings.condition_words, found["conditions"])]
    assert said == ["居民投票的户数够了。64 户里投了 51 户，要 33 户以上。", "居民赞成过半。51 票里赞成 41 票，要 26 票以上。",
                    "商户投票的家数够了。24 家里投了 22 家，要 13 家以上。", "商户赞成没有过半。22 票里赞成 9 票，要 12 票以上，差 3 票。"]
    assert sayings.verdict_words(found)[1].startswith("居民这边够了，商户这边没有够。")


def test_abstentions_are_left_out_where_the_rule_leaves_them_out() -> None:
    found = rules.verdict(BOTH_SIDES, ROLL, count((30, 10, 11), (9, 12, 1)))
    assert sayings.condition_words(found["conditions"][1])[1] == "赞成和反对一共 40 票，赞成 30 票，要 21 票以上。"


def test_every_rule_has_its_words() -> None:
    shares = [MORE_THAN_HALF, AT_LEAST_HALF, TWO_THIRDS, ALL, {"share": "2/3", "above": True}]
    for each in ([], ["resident"], ["merchant"], ["resident", "merchant"]):
        for base in rules.BASES:
            for test in shares:
                rule = {"each": each, "quorum": test, "base": base, "threshold": test}
                assert rules.why_not_rule(rule, ROLL) is None
                assert all("{" not in sentence for sentence in sayings.rule_words(rule))
                for numbers in ((0, 0, 0), (30, 3, 1)):
                    for condition in rules.verdict(rule, ROLL, count(numbers, numbers))["conditions"]:
                        assert all("{" not in words for words in sayings.condition_words(condition))
    assert sayings.rule_words(BOTH_SIDES)[:2] == ["居民和商户各算各的，两边都要够。", "先要有过半的人投票。"]


@pytest.mark.parametrize(("change", "word"), [
    ({"base": "weather"}, "不完整"), ({"threshold": {"share": "3/2", "above": False}}, "不完整"), ({"threshold": {"share": "1", "above": True}}, "不完整"),
    ({"threshold": {"share": "x", "above": True}}, "不完整"), ({"threshold": {"share": "1/0", "above": True}}, "不完整"),
    ({"threshold": {"share": 0.5, "above": True}}, "不完整"), ({"threshold": None}, "不完整"), ({"quorum": {"share": "1/2"}}, "多少人"),
    ({"each": ["resident", "resident"]}, "不完整"), ({"each": ["police"]}, "名册上有一边还没有人"), ({"more": 1}, "不完整"),
])
def test_what_is_no_rule_is_refused_in_words(change: dict, word: str) -> None:
    assert word in str(rules.why_not_rule({**BOTH_SIDES, **change}, ROLL))


def test_a_rule_for_a_side_that_nobody_is_on_is_refused() -> None:
    assert rules.why_not_rule(BOTH_SIDES, {"resident": 5}) and rules.why_not_rule(TOGETHER, {})
    assert rules.why_not_rule(BOTH_SIDES, {"resident": 5, "merchant": 1}) is None


@pytest.mark.parametrize(("facts", "said"), [
    ({}, None),
    ({"closed": "20:41:07"}, "没有投上：表决在 20:41:07 结束了。"),
    ({"closed": "20:41:07", "signed_in": False, "sectors": ()}, "没有投上：表决在 20:41:07 结束了。"),
    ({"signed_in": False, "sectors": ()}, "投票要先用您的卡或链接进来。没有卡，问书记要。"),
    ({"sectors": ()}, "这一项 20:34:00 已经锁定名册，上面没有您。下一项您可以投。"),
    ({"sectors": (), "stranger": True}, "您是排练用的名字，真的表决投不了。排练的那一项您可以投。"),
])
def test_who_may_not_vote_is_told_why(facts: dict, said: str | None) -> None:
    assert rules.why_not_vote(**{"signed_in": True, "closed": None, "sectors": ("resident",), "frozen": "20:34:00", **facts}) == said


@pytest.mark.parametrize(("sector", "sectors", "refused"), [
    (None, ("resident",), False), ("resident", ("resident",), False), (None, ("resident", "merchant"), True),
    ("merchant", ("resident", "merchant"), False), ("merchant", ("resident",), True), ("police", ("resident", "merchant"), True),
])
def test_one_person_stands_for_one_side(sector: str | None, sectors: tuple[str, ...], refused: bool) -> None:
    assert bool(rules.why_not_for_side(sector, sectors)) is refused


def test_what_is_no_choice_no_question_or_over_is_refused() -> None:
    assert rules.why_not_choice("banana") and rules.why_not_choice("") and not rules.why_not_choice("abstain")
    assert rules.why_not_open("  ", False) and rules.why_not_open("赞成吗？", True) and not rules.why_not_open("赞成吗？", False)
    assert "20:41:07" in str(rules.why_not_close("20:41:07")) and rules.why_not_close(None) is None


def test_the_same_voter_has_one_mark_in_a_vote_and_another_in_the_next() -> None:
    assert rules.mark(b"a" * 32, 7) == rules.mark(b"a" * 32, 7) != rules.mark(b"b" * 32, 7)
    assert rules.mark(b"a" * 32, 7) != rules.mark(b"a" * 32, 8)


def test_the_hashes_bind_what_was_frozen() -> None:
    roll = [(1, 1, "resident"), (2, 2, "merchant")]
    assert rules.roll_hash(roll) == rules.roll_hash(reversed(roll)) != rules.roll_hash(roll[:1])
    assert rules.frozen_hash({"question": "一"}) != rules.frozen_hash({"question": "二"})
