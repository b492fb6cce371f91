"""A secretary who is of the case hears nothing that is said in private: somebody else listens, and nobody where there is nobody."""

import pytest

from council.db import reading
from council.mediation.cases import acts as casework
from council.mediation.cases import reads as cases
from council.mediation.talks import reads
from council.people import acts as people_acts
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.mediation.casework import JSON, complain, opened, say

CANARY = "金丝雀只说给没有份的人听"


def of_the_case(lane: Lane) -> int:
    """A case in which the secretary suffers from the shop as well."""
    return opened(lane, complain(lane, "周敏", circle="party"), complain(lane, "王阿婆", circle="party"))


def deputy(lane: Lane, who: str = "林老师") -> None:
    """Somebody becomes deputy."""
    with lane.act("周敏") as act:
        people_acts.appoint(act, lane.people[who], "deputy")


def hears(lane: Lane, who: str, case: int) -> list[str | None]:
    """What somebody gets through the listener's door."""
    me = lane.me(who)
    with reading() as session:
        try:
            return [each.text for each in reads.told(session, cases.now(session, cases.row(session, case), me), me)]
        except Absent:
            return []


def test_the_deputy_listens_where_the_secretary_is_a_party(lane: Lane) -> None:
    deputy(lane)
    case = of_the_case(lane)
    say(lane, "老赵", case, CANARY)
    assert hears(lane, "周敏", case) == [] and hears(lane, "林老师", case) == [CANARY]
    assert hears(lane, "王阿婆", case) == hears(lane, "老赵", case) == hears(lane, "陈阿姨", case) == []
    other = opened(lane)
    say(lane, "王阿婆", other, "一般的")
    assert hears(lane, "周敏", other) == ["一般的"] and hears(lane, "林老师", other) == []


def test_the_secretary_who_is_a_party_notes_nothing_for_the_other_side(lane: Lane) -> None:
    deputy(lane)
    case = of_the_case(lane)
    with pytest.raises(Absent):
        say(lane, "周敏", case, "他在灶头边说的", speaker="老赵")
    say(lane, "林老师", case, "他在灶头边说的", speaker="老赵")
    assert hears(lane, "林老师", case) == ["他在灶头边说的"] and hears(lane, "周敏", case) == []


def test_a_lane_head_between_the_sides_listens_where_there_is_no_deputy_and_nobody_where_there_is_none(lane: Lane) -> None:
    case = of_the_case(lane)
    with pytest.raises(Refusal, match="没有别的人可以听"):
        say(lane, "老赵", case, CANARY)
    with lane.act("周敏") as act:
        casework.ask_in(act, case, lane.people["陈阿姨"])
    say(lane, "老赵", case, CANARY)
    assert hears(lane, "陈阿姨", case) == [CANARY] and hears(lane, "周敏", case) == hears(lane, "吴警官", case) == []


def test_the_pages_say_who_listens_and_show_the_secretary_nothing(lane_sqlite: Lane) -> None:
    deputy(lane_sqlite)
    case = of_the_case(lane_sqlite)
    where = f"/cases/{case}/talk"
    page = lane_sqlite.client("老赵").get(where).text
    assert "书记自己也在这件事里，不听也不看。这里的话由副书记听。" in page and "只给副书记" in page and "跟副书记说一句" in page and "只给书记" not in page
    assert lane_sqlite.client("老赵").post(where, data={"text": CANARY, "mark": "secretary"}, headers=JSON).get_json()["ok"]
    secretary, listener = lane_sqlite.client("周敏"), lane_sqlite.client("林老师")
    assert CANARY in listener.get(where).text and "私下的话" in listener.get(f"/cases/{case}").text
    assert CANARY not in secretary.get(where).text and CANARY not in secretary.get(f"/cases/{case}").text + secretary.get(f"/cases/{case}/desk").text
    assert "副书记" in lane_sqlite.client("老赵").get(where).text.split("您说过的")[1], "its speaker is told who has read it"
    usual = lane_sqlite.client("王阿婆").get(f"/cases/{opened(lane_sqlite)}/talk").text
    assert "只给书记" in usual and "不听也不看" not in usual
