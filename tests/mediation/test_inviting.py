"""Whom to invite: the rule as tables and properties, invitations and answers on both databases."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from council.db import reading
from council.grievances import acts as grievances
from council.mediation.cases import acts as casework
from council.mediation.cases import reads as cases
from council.mediation.inviting import acts, reads, rules
from council.mediation.inviting.rules import Demand
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.mediation.casework import COFFEE, complain, everything, kinds, opened


def demand(person: int, sector: str = "resident", place: str = "弄口段", *, grievance: int = 1, impact: int = 3, often: str = "", joined: int = 0,
           concerned: bool = False, gathered: bool = True) -> Demand:
    return Demand(person, sector, place, grievance, impact, often, joined, concerned, gathered)


def chosen(demands: list[Demand], heard: set[tuple[str, str]] | None = None, invited: set[int] | None = None) -> list[int]:
    return [each.demand.person for each in rules.propose(demands, heard or set(), invited or set())]


@pytest.mark.parametrize(("demands", "persons"), [
    ([], []), ([demand(1, impact=2), demand(2, impact=5)], [2, 1]),
    ([demand(1, impact=5), demand(2, impact=4), demand(3, impact=3)], [1, 2]),
    ([demand(1, impact=5), demand(2, impact=4), demand(3, place="弄底段", impact=1)], [1, 2, 3]),
    ([demand(1, often="daily"), demand(2, joined=2), demand(3, often="once")], [1, 2]),
    ([demand(1, joined=500), demand(2, impact=5)], [2, 1]),
    ([demand(1, gathered=False), demand(2)], [2, 1]),
    ([demand(1, "merchant", concerned=True, impact=0), demand(2, impact=1)], [2, 1]),
    ([demand(1, "police", impact=5)], []),
    ([demand(1, grievance=1, impact=1), demand(1, grievance=2, impact=4)], [1]),
    ([demand(2), demand(1)], [1, 2])])
def test_the_strongest_demands_of_each_side_and_stretch(demands: list[Demand], persons: list[int]) -> None:
    assert chosen(demands) == persons


def test_who_was_invited_is_not_proposed_and_stretches_not_heard_come_first() -> None:
    mouth, end = demand(1, impact=5), demand(2, place="弄底段", impact=1)
    assert chosen([mouth, end]) == [1, 2]
    assert chosen([mouth, end], heard={("resident", "弄口段")}) == [2, 1]
    assert chosen([mouth, end], invited={1}) == [2]


def test_the_grievance_named_is_the_persons_strongest() -> None:
    (found,) = rules.propose([demand(1, grievance=1, impact=1), demand(1, grievance=2, impact=4)], set(), set())
    assert found.demand.grievance == 2


@pytest.mark.parametrize(("each", "heard", "said"), [
    (demand(1, impact=4, often="daily", joined=2), set(), ["影响是“出不去”（4 分，5 分最重）", "多久一次：每天", "另有 2 户也这么说", "弄口段这一边还没请过人"]),
    (demand(1, "merchant", concerned=True, impact=0), {("merchant", "弄口段")}, ["这件事说的就是他家"]),
    (demand(1, impact=1, often="once", place=""), set(), ["影响是“有点烦”（1 分，5 分最重）"])])
def test_every_proposal_says_why(each: Demand, heard: set[tuple[str, str]], said: list[str]) -> None:
    (found,) = rules.propose([each], heard, set())
    assert list(found.reasons) == said


DEMANDS = st.lists(st.builds(Demand, st.integers(1, 9), st.sampled_from(["resident", "merchant", "property"]), st.sampled_from(["弄口段", "弄底段", ""]),
                             st.integers(1, 4), st.integers(0, 5), st.sampled_from(sorted(rules.WEIGHTS)), st.integers(0, 9), st.booleans(), st.booleans()),
                   max_size=14)


@given(DEMANDS, st.randoms(use_true_random=False))
def test_the_same_facts_give_the_same_list_in_any_order(demands: list[Demand], dice: Random) -> None:
    found, mixed = rules.propose(demands, set(), set()), list(dict.fromkeys(demands))
    dice.shuffle(mixed)
    persons = [each.demand.person for each in found]
    assert len(persons) == len(set(persons))
    groups = [(each.demand.sector, each.demand.place) for each in found]
    assert all(groups.count(group) <= rules.EACH for group in groups) and all(sector in ("resident", "merchant") for sector, _place in groups)
    assert sorted(rules.weight(each.demand) for each in found) == sorted(rules.weight(each.demand) for each in rules.propose(mixed, set(), set()))


@pytest.mark.parametrize(("why", "said"), [
    (rules.why_not_invite(True, False), None), (rules.why_not_invite(True, True), "已经请过"), (rules.why_not_invite(False, False), "跟他有关"),
    (rules.why_not_answer(None, True), None), (rules.why_not_answer(None, False), None), (rules.why_not_answer(False, True), None),
    (rules.why_not_answer(False, False), "已经这样"), (rules.why_not_answer(True, True), "已经这样"), (rules.why_not_answer(True, False), "跟书记说")])
def test_why_not(why: str | None, said: str | None) -> None:
    assert why is None if said is None else said in (why or "")


def invite(lane: Lane, case: int, who: str, grievance: int) -> int:
    with lane.act("周敏") as act:
        return acts.invite(act, case, lane.people[who], grievance).id or 0


def answer(lane: Lane, who: str, invitation: int, accept: bool) -> None:
    with lane.act(who) as act:
        acts.answer(act, invitation, accept)


def test_the_rule_looks_at_the_case_and_at_open_grievances_of_its_kind(lane: Lane) -> None:
    queue, alike = complain(lane, "王阿婆", impact=5), complain(lane, "林老师", circle="lane", about=COFFEE, impact=4)
    complain(lane, "小顾", category="noise")
    secret = complain(lane, "小李", circle="secretary", about="孙记生煎", impact=2)
    with lane.act("陈阿姨") as act:
        grievances.join(act, alike, "我也是", 1)
    case = opened(lane, queue)
    with reading() as session:
        found = reads.proposals(session, cases.case(session, case, lane.me("周敏")), lane.me("周敏"))
    assert [(name, each.demand.grievance) for each, name in found] == [
        ("王阿婆", queue), ("林老师", alike), ("老赵", queue), ("阿May", alike)]
    before = everything(lane)
    for who, grievance in (("孙老板", secret), ("老赵", alike), ("小顾", queue), ("钱先生", queue)):
        with pytest.raises(Refusal, match="跟他有关"):
            invite(lane, case, who, grievance)
    assert everything(lane) == before


def test_an_invitation_names_the_grievance_and_never_the_person(lane: Lane) -> None:
    queue, alike = complain(lane, "王阿婆"), complain(lane, "小李", about=COFFEE)
    case, before = opened(lane, queue), lane.size()
    row = invite(lane, case, "小李", alike)
    (leaf,) = lane.leaves(before)
    assert (leaf["kind"], leaf["topic"], leaf["in"]) == ("case.invited", f"case:{case}", [f"grievance:{alike}"])
    assert leaf["body"] == {"grievance": alike, "sector": "resident"} and set(leaf["commit"]) == {"name"} and "小李" not in str(leaf)
    with reading() as session:
        assert [title for _each, title in reads.mine(session, lane.me("小李"))] == ["排队与外摆"]
        with pytest.raises(Absent):
            reads.invitation(session, row, lane.me("王阿婆"))
        with pytest.raises(Absent):
            cases.case(session, case, lane.me("小李"))
    answer(lane, "小李", row, False)
    answer(lane, "小李", row, True)
    assert kinds(lane, before)[1:] == [("case.declined", "居民", {"sector": "resident"}), ("case.joined", "居民", {"sector": "resident"})]
    with reading() as session:
        assert cases.case(session, case, lane.me("小李")).side == "resident" and reads.mine(session, lane.me("小李")) == []


def test_whoever_is_inside_already_says_yes_and_stays_where_they_are(lane: Lane) -> None:
    queue = complain(lane, "王阿婆")
    case = opened(lane, queue)
    answer(lane, "老赵", invite(lane, case, "老赵", queue), True)
    with reading() as session:
        assert cases.parties(session, case) == {"resident": {lane.people["王阿婆"]}, "merchant": {lane.people["老赵"]}}
        assert cases.asked_in(session, case) == []


def test_what_is_refused_leaves_nothing(lane: Lane) -> None:
    queue = complain(lane, "王阿婆")
    case = opened(lane, queue)
    row = invite(lane, case, "王阿婆", queue)
    waiting = invite(lane, case, "老赵", queue)
    answer(lane, "王阿婆", row, True)
    with lane.act("周敏") as act:
        casework.close_case(act, case, "agreed", "好了")
    before = everything(lane)
    for who, deed, said in (("周敏", lambda act: acts.invite(act, case, lane.people["王阿婆"], queue), Refusal),
                            ("老赵", lambda act: acts.invite(act, case, lane.people["王阿婆"], queue), Refusal),
                            ("王阿婆", lambda act: acts.answer(act, row, True), Refusal), ("王阿婆", lambda act: acts.answer(act, row, False), Refusal),
                            ("老赵", lambda act: acts.answer(act, row, True), Absent), ("老赵", lambda act: acts.answer(act, waiting, True), Refusal),
                            ("何书记", lambda act: acts.invite(act, case, lane.people["老赵"], queue), Absent)):
        with pytest.raises(said), lane.act(who) as act:
            deed(act)
    assert everything(lane) == before
