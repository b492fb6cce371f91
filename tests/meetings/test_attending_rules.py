"""Being there, as tables: who may go and come back, who is late, how somebody is found, how many were there at once."""

from datetime import UTC, datetime, timedelta

import pytest

from council.meetings import codes
from council.meetings.attending import rules
from council.meetings.attending.rules import HERE, LEFT, NEVER, WITHDRAWN

START = datetime(2026, 11, 28, 11, 30, tzinfo=UTC)


@pytest.mark.parametrize(("state", "standing", "speaking", "said"), [
    ("open", HERE, False, None), ("called", HERE, False, None), ("adjourned", HERE, False, None), ("open", HERE, True, "说完了再走"),
    ("open", LEFT, False, "已经记着先走了"), ("open", NEVER, False, "还没有报到"), ("open", WITHDRAWN, False, "还没有报到"), ("closed", HERE, False, "散了")])
def test_who_may_go(state: str, standing: str, speaking: bool, said: str | None) -> None:
    why = rules.why_not_leave(state, standing, speaking)
    assert why is None if said is None else said in str(why)


@pytest.mark.parametrize(("state", "standing", "back", "undone"), [
    ("open", LEFT, True, True), ("open", HERE, False, True), ("open", NEVER, False, False), ("open", WITHDRAWN, False, False), ("closed", LEFT, False, False)])
def test_who_may_come_back_and_whose_check_in_can_be_a_mistake(state: str, standing: str, back: bool, undone: bool) -> None:
    assert (rules.why_not_return(state, standing) is None) is back
    assert (rules.why_not_withdraw(state, standing) is None) is undone


def test_late_is_after_the_beginning_and_nobody_is_late_before_it() -> None:
    assert rules.late(START + timedelta(seconds=1), START) and not rules.late(START, START) and not rules.late(START, None)


@pytest.mark.parametrize(("wanted", "name", "where", "rank"), [
    ("12", "王阿婆", "12", 0), ("１２ 号", "王阿婆", "12", 0), ("王阿婆", "王阿婆", "12", 0), ("王", "王阿婆", "12", 1), ("婆", "王阿婆", "12", 2), ("1", "王阿婆", "12", 1),
    ("may", "阿May", "梅咖啡", 2), ("咖啡", "阿May", "梅咖啡", 2), ("李", "王阿婆", "12", None), ("", "王阿婆", "12", 3), ("  ", "王阿婆", "12", 3), ("-", "王阿婆", "", 3)])
def test_one_character_of_the_name_or_the_door_finds_somebody(wanted: str, name: str, where: str, rank: int | None) -> None:
    assert rules.rank(wanted, name, where) == rank


@pytest.mark.parametrize(("visits", "most"), [
    ([], 0), ([(0, None)], 1), ([(0, 5), (5, None)], 1), ([(0, 6), (5, None)], 2), ([(0, None), (1, 2), (1, 3), (4, None)], 3)])
def test_how_many_guests_were_there_at_once(visits: list[tuple[int, int | None]], most: int) -> None:
    moment = [(START + timedelta(minutes=came), START + timedelta(minutes=went) if went is not None else None) for came, went in visits]
    assert rules.most_at_once(moment) == most


@pytest.mark.parametrize(("state", "kind", "there", "said"), [
    ("open", "press", 0, None), ("called", "hall", 0, None), ("open", "spy", 0, "还没选"), ("closed", "hall", 0, "散了"), ("cancelled", "hall", 0, "不再数"),
    ("open", "hall", rules.MOST_GUESTS, "数满了")])
def test_who_can_be_counted_as_a_guest(state: str, kind: str, there: int, said: str | None) -> None:
    why = rules.why_not_guest(state, kind, there)
    assert why is None if said is None else said in str(why)


@pytest.mark.parametrize("write", [lambda code: code, lambda code: f"{code[:3]} {code[3:]}", lambda code: f" {code[:3]}　{code[3:]} ",
                                   lambda code: "".join(chr(ord(sign) + 0xFEE0) for sign in code), "-".join, "．".join])
def test_the_code_is_taken_however_it_is_typed(write) -> None:  # type: ignore[no-untyped-def]
    code = codes.code("s", 1, 100)
    assert codes.fits("s", 1, 101, write(code))
    assert not codes.fits("s", 1, 101, write("".join(str((int(sign) + 1) % 10) for sign in code)))
