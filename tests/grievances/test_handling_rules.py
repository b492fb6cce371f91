"""The table of states, what may be said at each end, and what waits on the board, as plain facts."""

from datetime import UTC, datetime, timedelta

import pytest

from council.grievances.handling import rules, waits
from council.grievances.handling.triage import next_steps, possible
from council.grievances.rules import ENDED, STATES

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def test_every_state_has_its_row_and_leads_only_to_states() -> None:
    assert rules.TRANSITIONS.keys() == STATES.keys()
    assert set().union(*rules.TRANSITIONS.values()) <= STATES.keys() - {"agenda"}
    assert all(state not in ways for state, ways in rules.TRANSITIONS.items())


def test_solved_and_limit_are_reached_from_nowhere_but_an_open_proposal() -> None:
    for end in ("solved", "agreed_limit", "unconfirmed"):
        assert [state for state, ways in rules.TRANSITIONS.items() if end in ways] == ["closing"]
        assert end not in rules.MOVES


def test_what_has_ended_only_begins_again_and_what_was_taken_back_stays_so() -> None:
    assert all(rules.TRANSITIONS[state] == {"filed"} for state in ENDED - {"withdrawn"})
    assert not rules.TRANSITIONS["withdrawn"]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("to", [*STATES, "banana"])
def test_the_desk_moves_as_the_table_says_and_not_otherwise(state: str, to: str) -> None:
    why = rules.why_not_move(state, to, "因为", True)
    assert (why is None) == (to in rules.MOVES and to in rules.TRANSITIONS[state])
    assert rules.why_not_move(state, to, "因为", False) is not None


@pytest.mark.parametrize(("to", "note", "word"), [
    ("refused", " ", "为什么"), ("agreed", "", "谈成了什么"), ("out_of_remit", "x", "回执"), ("solved", "x", "没有这一步"), ("closing", "x", "没有这一步")])
def test_the_reason_says_what_to_write(to: str, note: str, word: str) -> None:
    assert word in (rules.why_not_move("mediating", to, note, True) or "")


@pytest.mark.parametrize("state", STATES)
def test_no_button_is_offered_that_the_table_refuses(state: str) -> None:
    for type in ("", "I", "II", "III", "IV"):
        assert set(next_steps(state, type)) <= set(possible(state)), (state, type)
    for code in set(possible(state)) & set(rules.MOVES):
        assert rules.why_not_move(state, code, "x", True) is None


@pytest.mark.parametrize(("state", "glad"), [
    ("solved", True), ("agreed_limit", False), ("refused", False), ("out_of_remit", False), ("unconfirmed", False), ("withdrawn", False)])
def test_only_what_is_solved_is_told_as_solved(state: str, glad: bool) -> None:
    said = rules.ENDINGS[state]
    assert said.startswith("解决了") is glad
    assert not any(word in said for word in ("高兴", "恭喜", "太好了", "！"))
    assert rules.ENDINGS.keys() == ENDED
    assert {"refused": "没有办", "out_of_remit": "回执", "unconfirmed": "不算解决", "agreed_limit": "限度", "withdrawn": "撤回", "solved": "两边都认可"}[state] in said


@pytest.mark.parametrize(("mine", "party", "desk", "second", "key"), [
    (True, False, False, "party", "suffering"), (True, False, True, "desk", "suffering"), (False, True, False, "party", "party"),
    (False, True, True, "party", "party"), (False, False, True, "party", None), (False, False, True, "desk", "party"),
    (False, True, False, "desk", None), (False, False, False, "desk", None), (False, False, False, "party", None)])
def test_whose_key_it_is(mine: bool, party: bool, desk: bool, second: str, key: str | None) -> None:
    assert rules.side_of(mine, party, desk, second) == key


def test_a_neighbour_who_joined_is_told_whose_key_it_is() -> None:
    assert "不能代替" in (rules.why_not_confirm("closing", None, True, False) or "")
    assert "有关的那一家" in (rules.why_not_confirm("closing", None, False, False) or "")
    assert "七天已经过了" in (rules.why_not_confirm("closing", "party", False, True) or "")
    assert rules.why_not_confirm("closing", "party", False, False) is None
    assert "一个人" in (rules.why_not_turn(False, True) or "") and "已经" in (rules.why_not_turn(True, True) or "")


@pytest.mark.parametrize(("state", "role", "again", "days", "may"), [
    ("closing", "filer", False, None, True), ("closing", "joined", False, None, True), ("closing", "party", False, None, True),
    ("closing", "member", False, None, False), ("closing", None, False, None, False), ("closing", "filer", True, None, False),
    ("solved", "member", False, 29, True), ("solved", "member", False, 30, False), ("unconfirmed", "filer", False, 1, True),
    ("refused", "joined", False, 1, True), ("out_of_remit", "filer", False, 1, True), ("withdrawn", "joined", False, 1, False),
    ("mediating", "filer", False, None, False), ("solved", None, False, 1, False)])
def test_who_may_say_that_it_is_not_over(state: str, role: str | None, again: bool, days: int | None, may: bool) -> None:
    since = None if days is None else timedelta(days=days)
    assert (rules.why_not_contest(state, role, again, since) is None) is may


@pytest.mark.parametrize(("role", "households", "falls"), [
    ("filer", 1, True), ("party", 1, True), ("joined", 1, False), ("joined", 2, True)])
def test_a_key_that_says_no_ends_the_proposal_and_so_do_two_households(role: str, households: int, falls: bool) -> None:
    assert rules.falls(role, households, 2) is falls


def test_one_household_is_enough_only_where_nobody_else_can_see_it() -> None:
    assert [rules.needed(*each) for each in (("lane", 0), ("lane", 3), ("party", 0), ("secretary", 0), ("party", 1))] == [2, 2, 1, 1, 2]


@pytest.mark.parametrize(("hours", "left"), [(7 * 24, 7), (6 * 24 + 1, 7), (24, 1), (1, 1), (0, 0), (-5, 0)])
def test_days_that_are_left(hours: int, left: int) -> None:
    assert rules.days_left(NOW + timedelta(hours=hours), NOW) == left


def test_the_line_before_the_desk() -> None:
    facts = [waits.Facts("closing", NOW), waits.Facts("filed", NOW), waits.Facts("acknowledged", NOW, late=1.2), waits.Facts("acknowledged", NOW, late=2.5),
             waits.Facts("mediating", NOW), waits.Facts("solved", NOW, contests=1), waits.Facts("mediating", NOW - timedelta(days=9), "IV"),
             waits.Facts("agreed", NOW, visit_due=True), waits.Facts("out_of_remit", NOW)]
    ordered = [waits.waits(each)[0] for each in sorted(facts, key=waits.place)]
    assert ordered == ["overdue", "overdue", "contested", "unread", "triage", "follow_up", "due", "closing", "not_ours"]
    assert sorted(facts, key=waits.place)[0].late == 2.5
    assert waits.waits(waits.Facts("solved", NOW)) == () and waits.waits(waits.Facts("refused", NOW)) == ()
    assert waits.counted([("overdue", "unread"), ("unread",)])["unread"] == 2


@pytest.mark.parametrize("state", STATES)
def test_every_line_has_a_button(state: str) -> None:
    assert waits.likely(waits.Facts(state, NOW)) in {*possible(state), "look", "receipt"}


@pytest.mark.parametrize(("days", "contacts", "due"), [
    (6.9, (), False), (7, (), True), (7.5, (7.2,), False), (8, (3,), True), (29, (7.2,), False), (30, (7.2,), True), (31, (30.5,), False),
    (95, (30.5,), True), (95, (91,), False), (400, (91,), False)])
def test_what_was_agreed_is_asked_after_at_seven_thirty_and_ninety_days(days: float, contacts: tuple[float, ...], due: bool) -> None:
    spoken = [NOW + timedelta(days=each) for each in contacts]
    assert waits.visit_due(NOW, spoken, NOW + timedelta(days=days)) is due
