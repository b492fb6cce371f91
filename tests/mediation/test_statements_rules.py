"""The rules of statements as tables of facts."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from council.mediation.statements import rules

SEEDS = {"resident": ["九点以后不放音响", "门口留条路"], "merchant": ["店家派人管队伍", "周末多摆两张桌子"]}


def says(why: str | None, said: str | None) -> bool:
    return why is None if said is None else said in (why or "")


@pytest.mark.parametrize(("text", "said"), [("门口留条路。", None), ("", "还没写"), ("字" * 140, None), ("字" * 141, "现在是 141"), ("……！？", "没有字")])
def test_why_letters_are_no_statement(text: str, said: str | None) -> None:
    assert says(rules.why_not_letters(text), said)


@pytest.mark.parametrize(("offices", "running", "seeds", "said"), [
    ({"secretary"}, False, SEEDS, None), ({"deputy"}, False, SEEDS, None), ({"member"}, False, SEEDS, "书记"), ({"secretary"}, True, SEEDS, "正在听"),
    ({"secretary"}, False, SEEDS | {"merchant": ["店家派人管队伍"]}, "商户这边至少先写 2 句"), ({"secretary"}, False, {"resident": [], "merchant": []}, "居民这边"),
    ({"secretary"}, False, SEEDS | {"merchant": ["门口留条路！", "别的"]}, "一样"), ({"secretary"}, False, SEEDS | {"merchant": ["字" * 141, "别的"]}, "140"),
])
def test_why_a_round_does_not_open(offices: set[str], running: bool, seeds: dict[str, list[str]], said: str | None) -> None:
    assert says(rules.why_not_open(offices, running, seeds), said)
    assert "谈完" in (rules.why_not_open({"secretary"}, False, SEEDS, talking=False) or "")


@pytest.mark.parametrize(("running", "known", "mine", "all_in_all", "said"), [
    (True, False, 0, 4, None), (False, False, 0, 4, "结束"), (True, True, 0, 4, "一个字也不差"), (True, False, 12, 20, "12 句"), (True, False, 0, 300, "300 句"),
])
def test_why_a_statement_is_not_added(running: bool, known: bool, mine: int, all_in_all: int, said: str | None) -> None:
    assert says(rules.why_not_propose("门口留条路", running=running, known=known, mine=mine, all_in_all=all_in_all), said)


@pytest.mark.parametrize(("offices", "state", "code", "said"), [
    ({"secretary"}, "waiting", None, None), ({"secretary"}, "waiting", "insult", None), ({"secretary"}, "admitted", "name", None),
    ({"secretary"}, "admitted", None, "已经看过"), ({"secretary"}, "refused", None, "已经看过"), ({"secretary"}, "waiting", "banana", "选一条理由"),
    ({"lane_head"}, "waiting", None, "书记"), ({"secretary"}, "withdrawn", "insult", "已经看过"),
])
def test_why_a_statement_is_not_moderated(offices: set[str], state: str, code: str | None, said: str | None) -> None:
    assert says(rules.why_not_moderate(offices, state, code), said)
    assert rules.why_not_moderate(offices, state, code, running=False)


@pytest.mark.parametrize(("state", "mine", "said"), [("refused", True, None), ("refused", False, "写的人"), ("waiting", True, "没有什么可申诉"), ("upheld",
    True, "第二个人")])
def test_why_nobody_appeals(state: str, mine: bool, said: str | None) -> None:
    assert says(rules.why_not_appeal(state, mine=mine), said)
    assert rules.why_not_appeal(state, mine=mine, running=False)


@pytest.mark.parametrize(("offices", "refused_it", "wrote_it", "said"), [
    ({"deputy"}, False, False, None), ({"lane_head"}, False, False, None), ({"secretary"}, False, False, "副书记或者弄长"), (set(), False, False, "副书记或者弄长"),
    ({"deputy"}, True, False, "就是您"), ({"secretary", "lane_head"}, True, False, "就是您"), ({"lane_head"}, False, True, "您自己写的"),
])
def test_an_appeal_is_decided_by_a_second_person(offices: set[str], refused_it: bool, wrote_it: bool, said: str | None) -> None:
    assert says(rules.why_not_decide(offices, "appealed", refused_it=refused_it, wrote_it=wrote_it), said)
    assert rules.why_not_decide(offices, "upheld", refused_it=refused_it, wrote_it=wrote_it)
    assert rules.why_not_decide(offices, "appealed", refused_it=refused_it, wrote_it=wrote_it, running=False)


@pytest.mark.parametrize(("voice", "roster", "state", "running", "said"), [
    ("resident", 3, "admitted", True, None), (None, 0, "admitted", True, "居民和商户"), ("merchant", 2, "admitted", True, "商户这边只有 2 个人"),
    ("resident", 9, "waiting", True, "不请大家答"), ("resident", 9, "admitted", False, "结束"),
])
def test_why_somebody_does_not_answer(voice: str | None, roster: int, state: str, running: bool, said: str | None) -> None:
    assert says(rules.why_not_answer(voice, roster, state, running=running), said)


@pytest.mark.parametrize(("state", "answered", "mine", "reword", "withdraw"), [
    ("waiting", 0, True, None, None), ("refused", 0, True, None, None), ("admitted", 0, True, None, None), ("admitted", 3, True, "3 个人", "3 个人"),
    ("admitted", 0, False, "写的人", "写的人"), ("withdrawn", 0, True, "已经定了", "已经收回"), ("upheld", 0, True, "已经定了", None),
])
def test_words_are_changed_or_taken_back_by_their_author_until_somebody_answers(
        state: str, answered: int, mine: bool, reword: str | None, withdraw: str | None) -> None:
    assert says(rules.why_not_reword(state, answered, mine=mine, running=True), reword)
    assert says(rules.why_not_withdraw(state, answered, mine=mine), withdraw)


@pytest.mark.parametrize(("offices", "voice", "said"), [({"secretary"}, None, "desk"), ({"lane_head"}, "resident", "neighbour"), (set(), "merchant",
    "neighbour"), ({"police"}, None, "between")])
def test_who_a_statement_is_by(offices: set[str], voice: str | None, said: str) -> None:
    assert rules.origin(offices, voice) == said and said in rules.ORIGINS


@settings(deadline=None)
@given(st.dictionaries(st.integers(1, 99), st.integers(0, 5), max_size=20), st.text(max_size=5))
def test_what_was_answered_least_is_asked_first_and_for_one_person_always_alike(answers: dict[int, int], seed: str) -> None:
    asked = rules.next_first(answers, seed)
    assert sorted(asked) == sorted(answers) and [answers[number] for number in asked] == sorted(answers.values())
    assert asked == rules.next_first(dict(reversed(answers.items())), seed)


def test_two_people_are_asked_in_different_orders_and_a_new_statement_comes_first() -> None:
    even = dict.fromkeys(range(1, 30), 4)
    assert rules.next_first(even, "1:7") != rules.next_first(even, "1:8")
    assert rules.next_first(even | {30: 0}, "1:7")[0] == 30


@pytest.mark.parametrize(("one", "other", "near"), [
    ("门口留一条路", "门口请留一条路。", True), ("ＡＢＣ 店", "abc店!", True), ("门口留一条路", "晚上不放音响", False), ("", "", False), ("好", "好", True),
])
def test_near_statements_are_shown_to_the_author(one: str, other: str, near: bool) -> None:
    assert bool(rules.alike(one, {7: other})) is near


@settings(deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_likeness_is_a_share_and_the_same_both_ways(one: str, other: str) -> None:
    assert 0 <= rules.likeness(one, other) == rules.likeness(other, one) <= 1


def test_the_nearest_three_come_first() -> None:
    near = rules.alike("门口留一条路", {1: "门口留一条大路", 2: "门口留一条路", 3: "晚上", 4: "门口留一条小路", 5: "门口要留一条路"})
    assert len(near) == 3 and near[0] == 2 and 3 not in near
