"""My words: everything one said, who has read it, what became of it, where it entered a clause; and nobody else's."""

import json

from council.conventions import acts as conventions
from council.conventions.acts import ClauseText
from council.conventions.answers import acts as answers
from council.db import reading
from council.grievances import acts as grievances
from council.grievances.handling import acts as handling
from council.mediation.cases import acts as cases
from council.mediation.interests import acts as interests
from council.mediation.statements import acts as statements
from council.meetings import acts as meetings
from council.meetings.acts import Calling, Item
from council.story.own_words import own_words
from tests.conftest import Lane
from tests.grievances.test_clocks_acts import at, filed, when


def test_what_i_said_with_its_readers_its_state_and_its_clause(lane: Lane) -> None:
    number = filed(lane)
    lane.client("周敏").get(f"/grievances/{number}")
    with lane.act("林老师") as act:
        grievances.join(act, number, "我也出不来", 3)
    with lane.act("周敏") as act:
        handling.move(act, number, "acknowledged")
        draft = conventions.draft(act, "冬天的约定")
        clause = conventions.add_clause(act, draft.id or 0, ClauseText("排队", "留一米五。"))
        answers.answer_grievances(act, clause.id or 0, [number])
    with reading() as session:
        said, = own_words(session, lane.me("王阿婆"))
        joined, = own_words(session, lane.me("林老师"))
        assert own_words(session, lane.me("阿May")) == [] and own_words(session, lane.me("钱先生")) == []
    assert said.kind == "filed" and dict(said.parts) == {"出了什么事": "排队排到我家门口", "怎么难受": "轮椅出不来", "想要什么": "留条路"}
    assert said.became == "书记看过了" and [each.partition("，")[0] for each in said.readers] == ["书记"] and said.clauses == (("第一条 排队", f"/clauses/{clause.id}"),)
    assert joined.kind == "joined" and joined.parts == (("", "我也出不来"),) and joined.readers == ()


def test_answers_on_the_spot_are_mine_too(lane: Lane) -> None:
    with lane.act("周敏") as act:
        meeting = meetings.call_meeting(act, Calling("今晚", "弄口", at(3)))
        meetings.add_item(act, meeting.id or 0, Item("排队"))
        draft = conventions.draft(act, "冬天的约定")
        clause = conventions.add_clause(act, draft.id or 0, ClauseText("排队", "留一米五。"))
        sounding = conventions.open_sounding(act, clause.id or 0, meeting.topic)
    with lane.act("老赵") as act:
        conventions.answer_sounding(act, sounding.id or 0, "object", "太窄")
    with reading() as session:
        said, = own_words(session, lane.me("老赵"))
    assert (said.kind, said.about, said.href) == ("sounding", "第一条 排队", f"/clauses/{clause.id}") and said.parts[0][1].endswith("：太窄")


def test_what_i_said_in_a_mediation_is_mine_too(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("周敏") as act:
        case = cases.open_case(act, cases.Opening("排队", "lane", (number,)))
        statements.open_round(act, case.id or 0, {"resident": ["门口留一条路。", "排队一律不许。"], "merchant": ["店家派人管队伍。", "周末多摆两张桌子。"]})
    with lane.act("林老师") as act:
        statements.propose(act, case.id or 0, "队伍靠店那一边排。")
    with lane.act("王阿婆") as act:
        interests.note(act, case.id or 0, "concern", "担架随时能过。")
    with reading() as session:
        line, = own_words(session, lane.me("林老师"))
        assert [each.kind for each in own_words(session, lane.me("王阿婆"))] == ["interest", "filed"]
    assert (line.kind, line.parts, line.became, line.href) == ("statement", (("", "队伍靠店那一边排。"),), "等书记看", f"/cases/{case.id}")


def test_the_page_and_what_is_taken_away_say_the_same(lane_sqlite: Lane) -> None:
    with when(at(2, 9)):
        number = filed(lane_sqlite)
    client = lane_sqlite.client("王阿婆")
    assert "还没有人看过" in client.get("/me/words").text
    lane_sqlite.client("周敏").get(f"/grievances/{number}")
    page, text, told = client.get("/me/words").text, client.get("/me/words.txt"), client.get("/me/words.json")
    for words in ("排队排到我家门口", "轮椅出不来", "收到了", "书记"):
        assert words in page and words in text.text and words in told.text
    assert "attachment" in text.headers["Content-Disposition"] and json.loads(told.data)["words"][0]["address"] == f"/grievances/{number}"
    assert lane_sqlite.client().get("/me/words").status_code == 302 and "排队" not in lane_sqlite.client("林老师").get("/me/words").text
    assert "/me/words" in client.get("/me").text


def test_what_was_taken_back_is_gone_here_too(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    with lane_sqlite.act("王阿婆") as act:
        grievances.withdraw(act, number)
    page = lane_sqlite.client("王阿婆").get("/me/words").text
    assert "字已经删掉了" in page and "撤回了" in page and "排队排到" not in page
