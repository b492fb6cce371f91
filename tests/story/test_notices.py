"""My notices: one line for each act, on what concerns me, unread until seen; never about what the lamp does not show me."""

from collections.abc import Iterator

import pytest

from council.conventions import acts as conventions
from council.conventions.acts import ClauseText
from council.conventions.answers import acts as answers
from council.db import reading
from council.grievances import acts as grievances
from council.grievances import telling
from council.grievances.acts import Complaint
from council.grievances.clocks import acts as clocks
from council.grievances.handling import acts as handling
from council.people import reads as people
from council.refusal import Refusal
from council.story.notices import reads
from tests.conftest import Lane
from tests.grievances.test_clocks_acts import at, filed, when

QUEUE = Complaint("排队排到我家门口", "轮椅出不来", "留条路", 4, "queue", "lane")


def shop(lane: Lane, name: str) -> int:
    with reading() as session:
        return next(each.id or 0 for each in people.shops(session, lane.council_id) if each.name == name)


def lines(lane: Lane, who: str) -> list[str]:
    with reading() as session:
        return [each.words for each in reads.notices(session, lane.me(who))]


@pytest.fixture
def told(lane: Lane) -> Iterator[tuple[Lane, int]]:
    number = filed(lane, Complaint("冰淇淋店排队", "轮椅出不来", "留条路", 4, "queue", "party", shops=(shop(lane, "冷街冰淇淋"),)))
    yield lane, number


def test_each_change_of_state_is_one_line_for_those_concerned(told: tuple[Lane, int]) -> None:
    lane, number = told
    with when(at(2, 10)), lane.act("周敏") as act:
        handling.move(act, number, "acknowledged")
    with when(at(2, 11)), lane.act("老赵") as act:
        telling.answer(act, number, "我们派人来引。")
    with when(at(2, 12)), lane.act("周敏") as act:
        clocks.promise(act, number, at(6, 17))
    assert lines(lane, "王阿婆") == ["答应 11 月 6 日 17:00 前回话。", "对方回了话。", "书记看过了，在想怎么办。"]
    assert lines(lane, "老赵")[0] == "答应 11 月 6 日 17:00 前回话。"
    for who in ("林老师", "阿May", "吴警官", "钱先生"):
        assert lines(lane, who) == []


def test_several_entries_of_one_act_are_one_line(lane: Lane) -> None:
    number = filed(lane)
    with when(at(2, 12)), lane.act("王阿婆") as act:
        clocks.climb(act, number, "没人来")
    with reading() as session:
        found = reads.notices(session, lane.me("王阿婆"))
        assert [(each.words, each.thing, each.href) for each in found] == [("往上转了，现在归议事会管。", "您说的：排队和堵路（没有写地方）", f"/grievances/{number}")]
        assert reads.notices(session, lane.me("周敏"))[0].words == "往上转了，现在归议事会管。"


def test_the_words_follow_the_outcome(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("周敏") as act:
        handling.move(act, number, "refused", "这里办不了")
    line, = lines(lane, "王阿婆")
    assert "没有办" in line and "解决" not in line


def test_seen_is_read_and_what_comes_later_is_new_again(lane_sqlite: Lane) -> None:
    number, client = filed(lane_sqlite), lane_sqlite.client("王阿婆")
    with lane_sqlite.act("林老师") as act:
        grievances.join(act, number, "", 3)
    page = client.get("/notices").text
    assert "又有一位居民说：我也是。" in page and "1 条没过" not in page and "1 条没看过" in page
    with reading() as session:
        seq = max(each.seq for each in reads.notices(session, lane_sqlite.me("王阿婆")))
    before = lane_sqlite.size()
    assert client.post("/notices/seen", data={"seq": seq}).status_code == 303
    assert "没有新的" in client.get("/notices").text and lane_sqlite.size() == before
    with lane_sqlite.act("周敏") as act:
        handling.move(act, number, "acknowledged")
    with reading() as session:
        assert [(each.words, each.unread) for each in reads.notices(session, lane_sqlite.me("王阿婆"))] == [
            ("书记看过了，在想怎么办。", True), ("又有一位居民说：我也是。", False)]
        assert reads.unread(session, lane_sqlite.me("王阿婆")) == 1


def test_nobody_marks_what_is_not_there_yet_as_seen(lane_sqlite: Lane) -> None:
    number, client = filed(lane_sqlite), lane_sqlite.client("王阿婆")
    client.post("/notices/seen", data={"seq": "2000000000"})
    with lane_sqlite.act("周敏") as act:
        handling.move(act, number, "acknowledged")
    with reading() as session:
        assert reads.unread(session, lane_sqlite.me("王阿婆")) == 1


def test_what_i_do_myself_is_no_news_to_me(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    lane_sqlite.client("林老师").post(f"/grievances/{number}/join", data={"impact": "3", "once": "mine-1"})
    assert lines(lane_sqlite, "林老师") == [] and len(lines(lane_sqlite, "王阿婆")) == 1


def test_the_clause_that_my_matter_entered_is_followed(lane: Lane) -> None:
    number, secret = filed(lane), filed(lane, Complaint("只跟书记说", "", "悄悄办", 3, "dispute", "secretary"))
    with lane.act("周敏") as act:
        draft = conventions.draft(act, "冬天的约定")
        clause = conventions.add_clause(act, draft.id or 0, ClauseText("排队", "留一米五。"))
    before = lane.size()
    with pytest.raises(Refusal, match="只说给书记听"), lane.act("周敏") as act:
        answers.answer_grievances(act, clause.id or 0, [secret])
    with pytest.raises(Refusal, match="书记"), lane.act("王阿婆") as act:
        answers.answer_grievances(act, clause.id or 0, [number])
    assert lane.size() == before
    with lane.act("周敏") as act:
        answers.answer_grievances(act, clause.id or 0, [number])
    assert [(leaf["kind"], leaf["body"], leaf["in"]) for leaf in lane.leaves(before)] == [
        ("clause.answers", {"number": 1, "grievances": [number]}, [f"grievance:{number}"])]
    with pytest.raises(Refusal, match="没有改"), lane.act("周敏") as act:
        answers.answer_grievances(act, clause.id or 0, [number])
    with lane.act("周敏") as act:
        conventions.reword(act, clause.id or 0, ClauseText("排队", "留两米。"))
    assert lines(lane, "王阿婆") == ["您的话写进的那一条，改了字句。", "写进了公约的一条。"]
    assert lines(lane, "林老师") == []


def test_the_clause_says_why_it_was_written_as_far_as_the_lamp_reaches(lane_sqlite: Lane) -> None:
    wide, narrow = filed(lane_sqlite), filed(lane_sqlite, Complaint("冰淇淋店太挤", "", "让一让", 3, "queue", "party", shops=(shop(lane_sqlite, "冷街冰淇淋"),)))
    with lane_sqlite.act("周敏") as act:
        draft = conventions.draft(act, "冬天的约定")
        clause = conventions.add_clause(act, draft.id or 0, ClauseText("排队", "留一米五。"))
    desk, address = lane_sqlite.client("周敏"), f"/clauses/{clause.id}"
    assert "冰淇淋店太挤" in desk.get(f"{address}/answers").text
    assert desk.post(f"{address}/answers", data={"grievances": [str(wide), str(narrow)]}).status_code == 303
    page = lane_sqlite.client("林老师").get(address).text
    assert "写这一条，是因为有人说过" in page and "排队排到我家门口" in page and "冰淇淋店太挤" not in page and "另外 1 件" in page
    page = lane_sqlite.client().get(address).text
    assert "2 件诉求" in page and "排队排到" not in page
    assert lane_sqlite.client("林老师").get(f"{address}/answers").status_code == 403
    assert desk.post(f"{address}/answers", data={"grievances": ["99999"]}, headers={"Accept": "application/json"}).status_code == 404
