"""Whatever order people and days come in: never solved without both keys, and rows and record always agree."""

import itertools
from datetime import datetime, timedelta
from typing import Any, ClassVar

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from council import clock
from council.db import reading
from council.grievances import acts
from council.grievances import reads as grievances
from council.grievances.acts import Complaint
from council.grievances.handling import acts as handling
from council.grievances.handling import closing, keys
from council.grievances.handling import reads as handled
from council.grievances.handling.agreement import check_rows
from council.grievances.rules import ENDED
from council.people import reads as people
from council.record.acting import Clock, acting
from council.refusal import Absent, Refusal
from tests.conftest import Lane

CAST = ("王阿婆", "林老师", "小李", "老赵", "阿May", "周敏")
WHO = st.sampled_from(CAST)


class Handling(RuleBasedStateMachine):
    """One grievance, six people and a calendar; beside it a plain count of who has turned which key of the proposal that is open."""

    lane: ClassVar[Lane]
    shop: ClassVar[int]
    ends: ClassVar[set[str]]

    @initialize(circle=st.sampled_from(["secretary", "party", "lane"]), about=st.booleans(), who=WHO, outcome=st.sampled_from(["solved", "agreed_limit"]))
    def file(self, circle: str, about: bool, who: str, outcome: str) -> None:
        self.now = datetime.fromisoformat("2026-11-22T10:00:00+00:00")
        self.keys: set[str] = set()
        complaint = Complaint("排队", "", "留路", 4, "queue", circle if about else "lane", shops=(self.shop,) if about else ())
        with clock.at(self.now), self.lane.act("王阿婆") as act:
            self.number = acts.file(act, complaint).id or 0
        self.second = "party" if about and circle != "secretary" else "desk"
        self.before = "filed"
        self.propose(who, outcome)

    def teardown(self) -> None:
        with reading() as session:
            assert list(check_rows(session, self.lane.council_id)) == []

    def does(self, who: str, deed: Any, *given: Any) -> bool:
        try:
            with clock.at(self.now), self.lane.act(who) as act:
                deed(act, self.number, *given)
        except (Refusal, Absent):
            return False
        return True

    def side(self, who: str) -> str:
        return {"王阿婆": "suffering", "老赵": "party" if self.second == "party" else "", "周敏": "party" if self.second == "desk" else ""}.get(who, "")

    def state(self) -> str:
        with reading() as session:
            return grievances.grievance(session, self.number, self.lane.me("周敏")).state

    @rule(who=st.sampled_from(["王阿婆", "老赵", "周敏", "林老师"]), outcome=st.sampled_from(["solved", "solved", "agreed_limit", "agreed_limit", "unconfirmed"]))
    def propose(self, who: str, outcome: str) -> None:
        if self.does(who, closing.propose_closing, outcome, "好了"):
            assert outcome != "unconfirmed"
            self.keys = {self.side(who)} - {""}

    @rule(first=st.booleans())
    def both_say_yes(self, first: bool) -> None:
        other = "老赵" if self.second == "party" else "周敏"
        for who in ("王阿婆", other) if first else (other, "王阿婆"):
            self.confirms(who)

    @rule(who=WHO)
    def confirm(self, who: str) -> None:
        self.confirms(who)

    def confirms(self, who: str) -> None:
        was = self.state()
        if self.does(who, closing.confirm):
            assert was == "closing" and self.side(who) and self.side(who) not in self.keys
            self.keys.add(self.side(who))

    @rule(who=st.sampled_from([*CAST, *[""] * 6]), impact=st.sampled_from([None, 4]))
    def contest(self, who: str, impact: int | None) -> None:
        if who:
            self.does(who, closing.contest, "没有好", impact)

    @rule(who=st.sampled_from([*CAST, *[""] * 12]))
    def take_back(self, who: str) -> None:
        if who:
            self.does(who, closing.take_back)

    @rule(who=WHO)
    def join(self, who: str) -> None:
        self.does(who, acts.join, "", 3)

    @rule(to=st.sampled_from(["acknowledged", "mediating", "agreed", "refused", "solved", "closing"]))
    def move(self, to: str) -> None:
        if self.does("周敏", handling.move, to, "因为"):
            assert to not in ("solved", "closing")

    @rule(really=st.sampled_from([False, False, True]))
    def reopen(self, really: bool) -> None:
        if really:
            self.does("周敏", handling.reopen, "退回来了")

    @rule(really=st.sampled_from([False] * 11 + [True]))
    def withdraw(self, really: bool) -> None:
        if really:
            self.does("王阿婆", acts.withdraw)

    @rule(hours=st.sampled_from([1, 24 * 4, 24 * 8]), look=st.booleans())
    def some_time_passes(self, hours: int, look: bool) -> None:
        self.wait(hours, look)

    def wait(self, hours: int, look: bool) -> None:
        self.now += timedelta(hours=hours)
        if look:
            with reading() as session:
                overdue = [row.id or 0 for row in keys.overdue(session, self.now)]
            for closing_id in overdue:
                with clock.at(self.now), acting(Clock(self.lane.council_id)) as act:
                    closing.lapse(act, closing_id)

    @rule()
    def a_week_passes(self) -> None:
        self.wait(24 * 7, True)

    @invariant()
    def only_both_keys_solve(self) -> None:
        state = self.state()
        if state in ("solved", "agreed_limit") and self.before not in ("solved", "agreed_limit"):
            assert self.keys == {"suffering", "party"}
        if state == "unconfirmed" and self.before != "unconfirmed":
            assert self.keys != {"suffering", "party"}
        self.ends.add(state)
        self.before = state
        with reading() as session:
            turns = handled.cycles(session, [self.number])[self.number]
        assert all(turn.outcome in ENDED for turn in turns[:-1]) and turns[-1].outcome == (state if state in ENDED else "")
        assert all(earlier.ended_at and earlier.ended_at <= later.began_at for earlier, later in itertools.pairwise(turns))


def test_never_solved_without_both_keys(lane_sqlite: Lane) -> None:
    Handling.lane, Handling.ends = lane_sqlite, set()
    with reading() as session:
        Handling.shop = next(each.id or 0 for each in people.shops(session, lane_sqlite.council_id) if each.name == "冷街冰淇淋")
    often = settings(max_examples=30, stateful_step_count=12, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
    run_state_machine_as_test(Handling, settings=often)  # type: ignore[no-untyped-call]
    assert {"closing", "unconfirmed"} <= Handling.ends and {"solved", "agreed_limit"} & Handling.ends, "the machine has to come to the ends that it speaks of"
