"""The verdict is weighed twice, by two pieces of code that do not know each other."""

import itertools

import pytest

from council.record.leaves import BadLeaf
from council.record.recount import Recount, passes
from council.votes import rules

TESTS = [{"share": share, "above": above} for share in ("1/2", "2/3", "3/4") for above in (True, False)]


def test_the_verifier_and_the_votes_agree_about_every_small_vote():
    electorate = {"resident": 3, "merchant": 2}
    small = [(yes, no, 3 - yes - no) for yes in range(4) for no in range(4 - yes)] + [(0, 0, 0), (1, 1, 0), (1, 0, 0)]
    seen = set()
    for test, base, quorum, each in itertools.product(TESTS, rules.BASES, (None, TESTS[0]), ([], ["resident", "merchant"], ["resident"])):
        rule = {"each": each, "quorum": quorum, "base": base, "threshold": test}
        for ours, theirs in itertools.product(small, [(0, 0, 0), (1, 0, 0), (1, 1, 0), (2, 0, 0), (0, 0, 2)]):
            tally = {"resident": dict(zip(rules.CHOICES, ours, strict=True)), "merchant": dict(zip(rules.CHOICES, theirs, strict=True))}
            passed = rules.verdict(rule, electorate, tally)["passed"]
            assert passes(rule, electorate, tally) is passed, (rule, tally)
            seen.add(passed)
    assert seen == {True, False}


def test_a_voter_who_stands_for_both_sides_may_move_over_but_not_count_twice():
    recount = Recount()
    rule = {"each": ["resident", "merchant"], "quorum": None, "base": "cast", "threshold": TESTS[0]}

    def read(kind, **body):
        recount.read({"kind": kind, "topic": "vote:1", "body": body})

    read("vote.opened", electorate={"resident": 1, "merchant": 1}, rule=rule)
    read("ballot.cast", sector="resident", choice="for", rev=1, mark="a")
    read("ballot.changed", sector="merchant", choice="for", rev=2, mark="a")
    read("ballot.cast", sector="resident", choice="for", rev=1, mark="b")
    with pytest.raises(BadLeaf, match="more ballots"):
        read("ballot.cast", sector="merchant", choice="for", rev=1, mark="c")
    one = {"for": 1, "against": 0, "abstain": 0}
    read("vote.closed", tally={"resident": one, "merchant": one}, verdict={"passed": True})
    assert recount.closed == {"vote:1"} and not recount.open


@pytest.mark.parametrize("rule", [{"each": ["police"]}, {"base": "luck"}, {"threshold": {"share": "half", "above": True}}, {"threshold": 1}])
def test_a_rule_that_cannot_be_read_is_not_passed_over(rule):
    whole = {"each": [], "quorum": None, "base": "cast", "threshold": TESTS[0]} | rule
    with pytest.raises(BadLeaf):
        passes(whole, {"resident": 1}, {"resident": {"for": 1, "against": 0, "abstain": 0}})
