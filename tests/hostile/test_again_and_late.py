"""The same form again, two taps at once, too late, from an old page: one entry or none, and always the first answer or a sentence."""

import re
import threading
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from council import clock
from council.meetings import codes
from tests.hostile.doors import DOORS, Door
from tests.hostile.stage import HTML, JSON, Stage, dump, reason
from tests.hostile.test_every_post import filled

HOUSEKEEPING = {"people.cards", "people.revoke_card", "people.end_device", "people.set_password", "people.sign_out", "people.set_size",
                "talks.note", "talks.mark", "talks.erase", "conventions.drafting.preview", "notices.seen", "dossier.take",
                "planning.items.note", "attending.come", "attending.count"}
"""What enters nothing, makes something fresh each time, or is answered by a file that is handed out once (tests/mediation/test_dossier.py);
a guest's form again counts once (tests/meetings/test_attending_pages.py)."""
ACTS = [name for name, door in DOORS.items() if door.ready and name not in HOUSEKEEPING]
ONE_A_DOMAIN = ["people.add_stretches", "votes.ballot", "meetings.chair.raise_hand", "meetings.check_in", "grievances.join", "mediation.stand",
                "conventions.answer", "patrols.dispute"]


def form(stage: Stage, door: Door) -> tuple[str, dict[str, str]]:
    """The address and the right fields."""
    ids = stage.ground.hy
    return door.path.format(**ids), {name: each.valid for name, each in filled(door, ids, stage.ground.dx).items()}


def test_the_list_of_acts_has_every_domain_in_it() -> None:
    assert {name.split(".")[0] for name in ACTS} >= {"people", "votes", "meetings", "grievances", "mediation", "conventions", "patrols"}


@pytest.mark.parametrize("endpoint", ACTS)
def test_the_same_form_again_gets_the_first_answer(stage: Stage, endpoint: str) -> None:
    door = DOORS[endpoint]
    path, data = form(stage, door)
    first = stage.knock(door.by, path, data=data | {"once": "tap"})
    assert first.status_code == 200, first.get_json()
    after = dump()
    again = stage.knock(door.by, path, data=data | {"once": "tap"})
    assert (again.status_code, again.get_json()) == (200, first.get_json())
    page = stage.knock(door.by, path, HTML, data=data | {"once": "tap"})
    assert page.status_code == 303 and page.headers["Location"] == first.get_json()["to"]
    if data:
        other = stage.knock(door.by, path, data=data | {"once": "tap", "extra": "另外一句"})
        assert other.status_code == 409 and "内容不一样" in reason(other)
    assert dump() == after


def at_once(*presses: Callable[[], Any]) -> list[Any]:
    """All at the same moment."""
    answers: list[Any] = []
    gate = threading.Barrier(len(presses))

    def press(one: Callable[[], Any]) -> None:
        gate.wait()
        answers.append(one())

    threads = [threading.Thread(target=press, args=(one,)) for one in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return answers


@pytest.mark.parametrize("endpoint", ONE_A_DOMAIN)
def test_two_taps_at_once_are_one_act(either: Stage, endpoint: str) -> None:
    door = DOORS[endpoint]
    path, data = form(either, door)
    before = len(dump()["leaf"])
    answers = at_once(*[lambda: either.knock(door.by, path, data=data | {"once": "tap"})] * 4)
    assert [answer.status_code for answer in answers] == [200] * 4, [answer.get_json() for answer in answers]
    assert len({answer.get_json()["entry"] for answer in answers}) == 1
    assert len(dump()["leaf"]) == before + (2 if endpoint == "patrols.dispute" else 1)


@pytest.mark.parametrize("endpoint", [name for name in ONE_A_DOMAIN if name != "people.add_stretches"])
def test_two_fresh_forms_at_once_are_one_act_and_a_sentence(either: Stage, endpoint: str) -> None:
    door = DOORS[endpoint]
    path, data = form(either, door)
    before = len(dump()["leaf"])
    answers = at_once(*[lambda once=once: either.knock(door.by, path, data=data | {"once": once}) for once in ("a", "b", "c")])  # type: ignore[misc]
    assert all(answer.status_code == 200 or (answer.status_code == 409 and reason(answer)) for answer in answers), [a.get_json() for a in answers]
    entries = {answer.get_json()["entry"] for answer in answers if answer.status_code == 200}
    assert entries and len(dump()["leaf"]) - before == len(entries) * (2 if endpoint == "patrols.dispute" else 1)
    if endpoint != "conventions.answer":
        assert len(entries) == 1


def press(stage: Stage, name: str, path: str, **data: str) -> Any:
    """A press that goes through."""
    answer = stage.knock(name, path.format(**stage.ground.hy), data=data)
    assert answer.status_code == 200, answer.get_json()
    return answer


def refused(stage: Stage, name: str, path: str, words: str, **data: str) -> None:
    """A press that is refused in these words, and moves nothing."""
    before = dump()
    answer = stage.knock(name, path.format(**stage.ground.hy), data=data)
    assert 400 <= answer.status_code < 500 and words in reason(answer), answer.get_json()
    assert dump() == before


def test_a_vote_after_the_closing_is_told_when_it_ended(either: Stage) -> None:
    refused(either, "王阿婆", "/votes/{vote}/ballot", "赞成、反对或弃权", choice="banana")
    press(either, "周敏", "/votes/{vote}/close", once="end")
    refused(either, "王阿婆", "/votes/{vote}/ballot", "结束", choice="for", once="late")
    refused(either, "周敏", "/votes/{vote}/close", "结束", once="twice")


def test_whoever_came_after_the_opening_cannot_vote(either: Stage) -> None:
    refused(either, "钱先生", "/votes/{vote}/ballot", "没有您要找的", choice="for")
    refused(either, "周敏", "/votes/{vote}/ballot", "", choice="for")


def test_nothing_is_said_in_a_meeting_that_is_over(either: Stage) -> None:
    press(either, "周敏", "/votes/{vote}/close")
    press(either, "周敏", "/meetings/{meeting}/close")
    refused(either, "老赵", "/meetings/{meeting}/hand", "会已经散了", stand="for")
    refused(either, "周敏", "/meetings/{meeting}/check-in", "会已经散了", person_id=str(either.ground.hy["absent"]))
    refused(either, "周敏", "/hands/{hand}/call", "会已经散了")
    refused(either, "周敏", "/meetings/{meeting}/items", "会已经散了", title="还有一件")
    refused(either, "周敏", "/meetings/{meeting}/close", "会已经散了", once="twice")


def test_no_hand_goes_up_when_the_list_is_closed(either: Stage) -> None:
    press(either, "周敏", "/items/{item}/list", closed="true")
    refused(either, "老赵", "/meetings/{meeting}/hand", "名单", stand="for", once="late")


def test_nobody_checks_in_without_the_code_by_naming_themselves(stage: Stage) -> None:
    me = str(stage.ground.hy["absent"])
    refused(stage, "万国平", "/meetings/{meeting}/check-in", "码", person_id=me)
    refused(stage, "万国平", "/meetings/{meeting}/check-in", "码", code="123456")
    refused(stage, "王阿婆", "/meetings/{meeting}/check-in", "书记", person_id=me)
    code = codes.code(stage.app.config["SECRET_KEY"], stage.ground.hy["meeting"], int(clock.now().timestamp()) // 60)
    press(stage, "万国平", "/meetings/{meeting}/check-in", code=code, once="in")
    with clock.at(clock.now() + timedelta(minutes=10)):
        press(stage, "万国平", "/meetings/{meeting}/check-in", code=code, once="in")


def test_no_answer_is_taken_after_the_sounding(either: Stage) -> None:
    press(either, "周敏", "/soundings/{sounding}/close")
    refused(either, "王阿婆", "/soundings/{sounding}/answer", "", stand="agree")


def test_nothing_is_disputed_after_fourteen_days(either: Stage) -> None:
    with clock.at(clock.now() + timedelta(days=14, minutes=5)):
        refused(either, "老赵", "/violations/{violation}/dispute", "", reason="那天关门。")
    with clock.at(clock.now() + timedelta(days=13)):
        press(either, "老赵", "/violations/{violation}/dispute", reason="那天关门。")


@pytest.mark.parametrize("accept", [HTML, JSON])
def test_an_old_page_gets_a_sentence_and_moves_nothing(guarded: Stage, accept: str) -> None:
    before, faults = dump(), []
    for door in DOORS.values():
        path, data = form(guarded, Door(**{**door.__dict__, "path": door.path.replace("{device}", "1")}))
        for token in ({}, {"csrf_token": "banana"}, {"csrf_token": "\u202e"}, {"csrf_token": "x" * 9000}):
            answer = guarded.knock(door.by, path, accept, data=data | token)
            if answer.status_code != 400 or not reason(answer):
                faults.append((path, answer.status_code))
    assert faults == [] and dump() == before


def test_a_fresh_page_goes_through_and_its_token_is_not_anybody_elses(guarded: Stage) -> None:
    path = f"/votes/{guarded.ground.hy['vote']}"
    mine, other = guarded.client("王阿婆"), guarded.client("老赵")
    token = re.search(r'name="csrf_token" value="([^"]+)"', mine.get(path).get_data(as_text=True))
    assert token is not None
    other.get(path)
    data = {"choice": "for", "once": "t", "csrf_token": token[1]}
    assert other.post(f"{path}/ballot", data=data).status_code == 400
    assert mine.post(f"{path}/ballot", data=data).status_code == 303
