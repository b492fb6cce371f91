"""Offers, facts and agreements: rules as tables, acts on both databases."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlmodel import select

from council import clock
from council.db import reading
from council.mediation.cases import reads as cases
from council.mediation.terms import acts, reads, rules
from council.record.models import Opening
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.mediation.casework import everything, kinds, opened

TODAY = date(2026, 11, 22)
WIDTH = "弄口最窄的地方 2.4 米。"


@pytest.mark.parametrize(("why", "said"), [
    (rules.why_not_offer("一句", "resident"), None), (rules.why_not_offer("一句", None), "哪一边"), (rules.why_not_offer("", "merchant"), "还没写"),
    (rules.why_not_offer("长" * 141, "merchant"), "140"), (rules.why_not_state("一句", True), None), (rules.why_not_state("一句", False), "谈的人"),
    (rules.why_not_state("", True), "还没写"), (rules.why_not_tick("resident", False), None), (rules.why_not_tick(None, False), "两边都认"),
    (rules.why_not_tick("merchant", True), "已经认过"), (rules.why_not_untick(True), None), (rules.why_not_untick(False), "没有认过"),
    (rules.why_not_withdraw(True, False), None), (rules.why_not_withdraw(False, True), None), (rules.why_not_withdraw(False, False), "写的人"),
    (rules.why_not_sign("一条", TODAY, TODAY), None), (rules.why_not_sign("", TODAY, TODAY), "还没写"),
    (rules.why_not_sign("长" * 2001, TODAY, TODAY), "2000"), (rules.why_not_sign("一条", TODAY + timedelta(days=1), TODAY), "今天以后")])
def test_why_not(why: str | None, said: str | None) -> None:
    assert why is None if said is None else said in (why or "")


@pytest.mark.parametrize(("ticks", "agreed"), [({}, False), ({"resident": 3}, False), ({"resident": 1, "merchant": 1}, True),
                                               ({"resident": 0, "merchant": 9}, False), ({"police": 1, "merchant": 1}, False)])
def test_a_fact_is_agreed_when_both_sides_tick_it(ticks: dict[str, int], agreed: bool) -> None:
    assert rules.agreed(ticks) is agreed


def do(lane: Lane, who: str, deed: Callable[..., Any], *facts: Any) -> Any:
    with lane.act(who) as act:
        return deed(act, *facts)


def test_both_sides_tick_a_fact(lane: Lane) -> None:
    case, before = opened(lane), lane.size()
    fact = do(lane, "老赵", acts.state, case, WIDTH).id
    with reading() as session:
        assert cases.agreed_facts(session, case) == []
    do(lane, "王阿婆", acts.tick, fact)
    with reading() as session:
        assert [each.text for each in cases.agreed_facts(session, case)] == [WIDTH]
    do(lane, "王阿婆", acts.untick, fact)
    with reading() as session:
        assert cases.agreed_facts(session, case) == []
    about = {"case": case}
    assert kinds(lane, before) == [
        ("fact.stated", "商户", about), ("fact.ticked", "商户", about | {"sector": "merchant"}), ("fact.ticked", "居民", about | {"sector": "resident"}),
        ("fact.unticked", "居民", about | {"sector": "resident"})]
    assert WIDTH not in str(lane.leaves(before))


def test_each_side_offers_and_may_take_it_back(lane: Lane) -> None:
    case, before = opened(lane), lane.size()
    mine, theirs = do(lane, "老赵", acts.offer, case, "派一个人管队伍。").id, do(lane, "周敏", acts.offer, case, "先打电话。", "resident").id
    with reading() as session:
        assert [(each.sector, each.for_them) for each in cases.offers(session, case)] == [("merchant", False), ("resident", True)]
    do(lane, "老赵", acts.withdraw_offer, mine)
    do(lane, "周敏", acts.withdraw_offer, theirs)
    with reading() as session:
        assert cases.offers(session, case) == []
        assert session.exec(select(Opening).where(Opening.field == "text", Opening.seq >= before)).all() == []
    assert [kind for kind, *_rest in kinds(lane, before)] == ["offer.made", "offer.made", "offer.withdrawn", "offer.withdrawn"]


def test_what_was_signed_has_its_day(lane: Lane) -> None:
    case, before = opened(lane), lane.size()
    today = clock.local(clock.now()).date()
    do(lane, "周敏", acts.sign, case, "队伍靠店。\n路留一米五。", today)
    assert kinds(lane, before) == [("agreement.signed", "书记", {"case": case, "day": today.isoformat()})]
    with reading() as session:
        assert [(each.signed_on, each.text) for each in cases.agreements(session, case)] == [(today, "队伍靠店。\n路留一米五。")]


def test_what_is_refused_leaves_nothing(lane: Lane) -> None:
    case = opened(lane)
    fact, offer = do(lane, "老赵", acts.state, case, WIDTH).id, do(lane, "老赵", acts.offer, case, "派人").id
    before = everything(lane)
    for who, deed, said in (("小李", lambda act: acts.state(act, case, "一句"), Absent), ("钱先生", lambda act: acts.tick(act, fact), Absent),
                            ("老赵", lambda act: acts.tick(act, fact), Refusal), ("周敏", lambda act: acts.tick(act, fact), Refusal),
                            ("王阿婆", lambda act: acts.untick(act, fact), Refusal), ("王阿婆", lambda act: acts.withdraw_fact(act, fact), Refusal),
                            ("王阿婆", lambda act: acts.withdraw_offer(act, offer), Refusal), ("周敏", lambda act: acts.withdraw_offer(act, offer), Refusal),
                            ("周敏", lambda act: acts.offer(act, case, "哪一边"), Refusal), ("老赵", lambda act: acts.offer(act, 10**20, "一句"), Absent),
                            ("王阿婆", lambda act: acts.sign(act, case, "一条", TODAY), Refusal), ("周敏", lambda act: acts.sign(act, case, "", TODAY), Refusal)):
        with pytest.raises(said), lane.act(who) as act:
            deed(act)
    assert everything(lane) == before
    do(lane, "周敏", acts.withdraw_fact, fact)
    with reading() as session:
        assert reads.facts(session, case) == []
