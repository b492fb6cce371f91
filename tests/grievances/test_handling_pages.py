"""The pages of handling, by sentence: the board, triage, the two keys, the receipt, and what bad input gets."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from council import clock
from council.db import reading
from council.grievances import acts
from council.grievances.acts import Complaint
from council.grievances.handling import acts as handling
from council.grievances.handling import closing
from council.grievances.handling.board import Wanted, board
from council.grievances.handling.triage import Answers
from tests.conftest import Lane
from tests.grievances.test_closing import do, filed, lapse, later, proposed, state

JSON = {"Accept": "application/json"}


def page(lane: Lane, who: str, address: str) -> str:
    answer = lane.client(who).get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.text


def test_the_board_is_there_for_the_desk_alone(lane_sqlite: Lane) -> None:
    filed(lane_sqlite)
    assert "排队排到我家门口" in page(lane_sqlite, "周敏", "/c/hy/board")
    for who in ("王阿婆", "老赵", "吴警官", "小顾", "郑经理", "钱先生", "何书记"):
        assert lane_sqlite.client(who).get("/c/hy/board").status_code == 404, who
    assert lane_sqlite.client().get("/c/hy/board").status_code == 302
    assert "要您办的事" in page(lane_sqlite, "周敏", "/c/hy/") and "要您办的事" not in page(lane_sqlite, "王阿婆", "/c/hy/")
    assert "/c/hy/board" in page(lane_sqlite, "周敏", "/c/hy/grievances") and "/c/hy/board" not in page(lane_sqlite, "老赵", "/c/hy/grievances")


def test_an_empty_board_says_so(lane_sqlite: Lane) -> None:
    assert "没有要您办的事" in page(lane_sqlite, "周敏", "/c/hy/board")
    assert "没有找到这样的事" in page(lane_sqlite, "周敏", "/c/hy/board?state=mediating")


def test_a_press_on_the_board_leads_back_to_it(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    client = lane_sqlite.client("周敏")
    assert "看过了，回一声" in client.get("/c/hy/board").text
    done = client.post(f"/grievances/{number}/move", data={"to": "acknowledged", "next": "/c/hy/board?wait=unread"})
    assert done.status_code == 303 and done.headers["Location"].endswith("/c/hy/board?wait=unread")
    assert "分一分：走哪条路" in client.get("/c/hy/board").text


@pytest.mark.parametrize(("asked", "found"), [
    ("", {"排队", "半夜唱歌", "油烟飘进来"}), ("state=mediating", {"半夜唱歌"}), ("kind=smoke", {"油烟飘进来"}), ("kind=lane", {"排队", "半夜唱歌"}),
    ("type=IV", {"半夜唱歌"}), ("wait=unread", {"排队", "油烟飘进来"}), ("wait=banana", set()), ("place=abc", {"排队", "半夜唱歌", "油烟飘进来"}),
    ("page=9999999999", set()), ("page=-3", {"排队", "半夜唱歌", "油烟飘进来"}), ("place=99999999999999", set()),
    ("words=" + "字" * 400, set()), ("state=%00", None)])
def test_filters(lane_sqlite: Lane, asked: str, found: set[str] | None) -> None:
    filed(lane_sqlite)
    with lane_sqlite.act("林老师") as act:
        number = acts.file(act, Complaint("半夜唱歌", "", "停", 5, "noise", "lane")).id or 0
        acts.file(act, Complaint("油烟飘进来", "", "停", 2, "smoke", "secretary"))
    do(lane_sqlite, "周敏", handling.judge, number, Answers(True, False, True), "IV")
    do(lane_sqlite, "周敏", handling.move, number, "mediating")
    answer = lane_sqlite.client("周敏").get(f"/c/hy/board?{asked}")
    if found is None:
        assert answer.status_code == 400
        return
    assert answer.status_code == 200
    assert {words for words in ("排队", "半夜唱歌", "油烟飘进来") if f"{words}</a>" in answer.text or f"{words}排到我家门口</a>" in answer.text} == found


def test_pages_of_the_board_hold_twenty_five_each(lane_sqlite: Lane) -> None:
    with lane_sqlite.act("林老师") as act:
        for n in range(27):
            acts.file(act, Complaint(f"第 {n} 件", "", "停", 2, "noise", "lane"))
    with reading() as session:
        first, second = (board(session, lane_sqlite.me("周敏"), Wanted(page=n)) for n in (1, 2))
    assert (len(first.lines), len(second.lines), first.pages, first.found) == (25, 2, 2, 27)
    assert not {line.seen.id for line in first.lines} & {line.seen.id for line in second.lines}
    assert first.lines[0].seen.grievance.happened == "第 0 件", "who has waited longest comes first"
    assert "后一页" in page(lane_sqlite, "周敏", "/c/hy/board") and "前一页" in page(lane_sqlite, "周敏", "/c/hy/board?page=2")


def test_the_board_asks_the_database_no_oftener_for_more(lane_sqlite: Lane) -> None:
    asked: list[str] = []
    with reading() as session:
        event.listen(session.get_bind(), "before_cursor_execute", lambda _c, _u, statement, *_rest: asked.append(statement))
    counts = []
    for more in (2, 20):
        with lane_sqlite.act("林老师") as act:
            for n in range(more):
                acts.file(act, Complaint(f"第 {n} 件", "", "停", 2, "noise", "lane"))
        asked.clear()
        with reading() as session:
            assert board(session, lane_sqlite.me("周敏"), Wanted()).lines
        counts.append(len(asked))
    assert counts[0] == counts[1] > 5


def test_triage_in_two_steps_without_a_script(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    address = f"/grievances/{number}/triage"
    assert "就走这条路" not in page(lane_sqlite, "周敏", address)
    advised = page(lane_sqlite, "周敏", f"{address}?clash=no&one_sector=yes&two_way=no")
    assert "走第 I 条：报上去办" in advised and "按分工报上去" in advised and "就走这条路" in advised
    client = lane_sqlite.client("周敏")
    answers = {"clash": "no", "one_sector": "yes", "two_way": "no"}
    assert client.post(address, data={**answers, "chosen": "IV"}, headers=JSON).status_code == 409
    lost = client.post(address, data={**answers, "chosen": "IV", "reason": "长" * 1001})
    assert lost.status_code == 422 and "长" * 900 in lost.text and "走第 I 条" in lost.text
    assert client.post(address, data={**answers, "chosen": "IV", "reason": "两家都在气头上"}).status_code == 303
    assert "分在第 IV 条路" in page(lane_sqlite, "周敏", f"/grievances/{number}")
    assert "气头上" not in page(lane_sqlite, "王阿婆", f"/grievances/{number}")
    assert lane_sqlite.client("王阿婆").get(address).status_code == 403


def test_the_two_keys_are_drawn_and_turned(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    client = lane_sqlite.client("周敏")
    missing = client.post(f"/grievances/{number}/closing", data={"words": "留了一条路"})
    assert missing.status_code == 422 and "还没选怎么结束" in missing.text and "留了一条路" in missing.text
    assert client.post(f"/grievances/{number}/closing", data={"outcome": "solved", "words": "留了一条路"}).status_code == 303
    seen = page(lane_sqlite, "王阿婆", f"/grievances/{number}")
    for words in ("两把钥匙，都转了才算数", "还有 7 天", "有关的那一家：冷街冰淇淋", "我认可", "还没有好", "留了一条路"):
        assert words in seen, words
    assert "请您认可" in page(lane_sqlite, "老赵", "/c/hy/") and "请您认可" not in page(lane_sqlite, "阿May", "/c/hy/")
    assert "我认可" not in page(lane_sqlite, "林老师", f"/grievances/{number}")
    for who in ("王阿婆", "老赵"):
        assert lane_sqlite.client(who).post(f"/grievances/{number}/closing/confirm").status_code == 303
    assert "解决了，两边都认可" in page(lane_sqlite, "王阿婆", f"/grievances/{number}")
    assert state(lane_sqlite, number) == "solved"


@pytest.mark.parametrize(("to", "says", "never"), [
    ("solved", "解决了，两边都认可。", "没有办"), ("agreed_limit", "谈好了一个限度", "解决了，两边都认可。"), ("refused", "这件事没有办", "解决了"),
    ("out_of_remit", "不归议事会管", "解决了"), ("unconfirmed", "这不算解决", "解决了，两边都认可。"), ("withdrawn", "撤回了，不再办", "解决了")])
def test_what_its_author_reads_at_each_end(lane_sqlite: Lane, to: str, says: str, never: str) -> None:
    number = filed(lane_sqlite, about=None)
    if to in ("solved", "agreed_limit"):
        proposed(lane_sqlite, number, outcome=to)
        do(lane_sqlite, "王阿婆", closing.confirm, number)
    elif to == "unconfirmed":
        closing_id = proposed(lane_sqlite, number)
        with clock.at(later(7.1)):
            lapse(lane_sqlite, closing_id)
    elif to == "out_of_remit":
        do(lane_sqlite, "周敏", handling.hand_over, number, handling.Receipt("城管", clock.local(clock.now()).date()))
    elif to == "withdrawn":
        do(lane_sqlite, "王阿婆", acts.withdraw, number)
    else:
        do(lane_sqlite, "周敏", handling.move, number, to, "理由")
    assert state(lane_sqlite, number) == to
    seen = page(lane_sqlite, "王阿婆", f"/grievances/{number}").split("走到哪一步")[0]
    assert says in seen and never not in seen


def test_saying_that_it_is_not_over_and_what_is_missing(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    do(lane_sqlite, "周敏", handling.move, number, "refused", "办不了")
    client = lane_sqlite.client("林老师")
    assert "对您影响多大" in client.get(f"/grievances/{number}/contest").text
    empty = client.post(f"/grievances/{number}/contest", data={"reason": ""})
    assert empty.status_code == 422 and "哪里没有好" in empty.text
    assert client.post(f"/grievances/{number}/contest", data={"reason": "昨晚又排到门口", "impact": "4"}).status_code == 303
    assert "已有 1 户说还没有好" in page(lane_sqlite, "王阿婆", f"/grievances/{number}")
    assert "有人说没有好 1" in page(lane_sqlite, "周敏", "/c/hy/board")
    lane_sqlite.client("王阿婆").post(f"/grievances/{number}/contest", data={"reason": "还是排"})
    assert "重新办起来了" in page(lane_sqlite, "王阿婆", f"/grievances/{number}") and state(lane_sqlite, number) == "filed"


def test_the_receipt_is_for_the_same_eyes_as_its_grievance(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite, "secretary")
    client = lane_sqlite.client("周敏")
    assert lane_sqlite.client("王阿婆").get(f"/grievances/{number}/receipt").status_code == 404
    missing = client.post(f"/grievances/{number}/hand-over", data={"to": "", "day": "x", "note": "去问问"})
    assert missing.status_code == 422 and "还没写转给谁" in missing.text and "去问问" in missing.text
    good = {"to": "城管中队", "day": "2026-11-20", "reference": "CG-17", "contact": "12345"}
    assert client.post(f"/grievances/{number}/hand-over", data=good).status_code == 303
    for words in ("转办回执", "城管中队", "CG-17", "12345", "2026 年 11 月 20 日"):
        assert words in page(lane_sqlite, "王阿婆", f"/grievances/{number}/receipt"), words
    for who in ("林老师", "老赵", "吴警官", "钱先生"):
        assert lane_sqlite.client(who).get(f"/grievances/{number}/receipt").status_code == 404
    assert "看回执" in page(lane_sqlite, "王阿婆", f"/grievances/{number}")


def test_the_public_reads_how_things_ended_and_nothing_else(lane_sqlite: Lane) -> None:
    number, silent = filed(lane_sqlite), filed(lane_sqlite)
    proposed(lane_sqlite, number, "王阿婆")
    do(lane_sqlite, "老赵", closing.confirm, number)
    closing_id = proposed(lane_sqlite, silent)
    with clock.at(later(7.1)):
        lapse(lane_sqlite, closing_id)
    seen = lane_sqlite.client().get("/c/hy/grievances").text
    assert "解决了，两边都认可" in seen and "结束了，没有人确认" in seen and "只有两边都认可的，才算解决" in seen
    assert "留条路" not in seen and "王阿婆" not in seen


def test_every_entry_of_handling_has_its_sentence(lane_sqlite: Lane) -> None:
    number, other = filed(lane_sqlite), filed(lane_sqlite, about=None)
    do(lane_sqlite, "周敏", handling.judge, number, Answers(False, True, False), "IV", "气头上")
    proposed(lane_sqlite, number)
    do(lane_sqlite, "周敏", closing.take_back, number)
    proposed(lane_sqlite, number, "王阿婆", "agreed_limit")
    do(lane_sqlite, "老赵", closing.contest, number, "没谈过")
    closing_id = proposed(lane_sqlite, other)
    with clock.at(later(7.1)):
        lapse(lane_sqlite, closing_id)
        do(lane_sqlite, "周敏", handling.reopen, other, "再看看")
        do(lane_sqlite, "周敏", handling.hand_over, other, handling.Receipt("城管", clock.local(clock.now()).date()))
    seen = lane_sqlite.client().get("/c/hy/record?small=1").text
    for words in ("走第 IV 条路", "推出来的是第 I 条", "等两边认可", "代拿", "收回了", "还没有好，现在是 1 户", "这不算解决", "重新办起来", "转给了别处"):
        assert words in seen, words


def test_follow_ups_of_what_was_agreed_come_to_the_board(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    do(lane_sqlite, "周敏", handling.move, number, "agreed", "派人引导")
    with reading() as session:
        assert board(session, lane_sqlite.me("周敏"), Wanted(wait="follow_up")).lines == []
        with clock.at(clock.now() + timedelta(days=7, hours=1)):
            line, = board(session, lane_sqlite.me("周敏"), Wanted(wait="follow_up")).lines
    assert line.next == "visit" and "follow_up" in line.waits


@pytest.mark.parametrize("name", ["place", "page", "wait", "state", "kind", "type", "words"])
def test_the_board_takes_no_harm_from_a_number_that_nobody_counts_to(lane_sqlite: Lane, name: str) -> None:
    assert lane_sqlite.client("周敏").get(f"/c/hy/board?{name}={'9' * 30}").status_code == 200
