"""The press page, its text, JSON and feeds; names as the meeting's rules and the speakers allow; fact sheets where everybody sees them."""

import json
import re
from xml.etree.ElementTree import fromstring

import pytest

from council.clock import now
from council.db import reading
from council.meetings import acts as meetings
from council.meetings.acts import Calling
from council.meetings.facts import acts as facts
from council.meetings.facts.acts import Finding
from council.meetings.gallery import acts as gallery
from council.meetings.gallery.reads import Rule
from council.people import acts as people
from tests.conftest import Lane
from tests.live.law import assert_law, look
from tests.story.stage import NAMES, Stage
from tests.story.test_hall import page, text

WAYS = ("gallery", "press", "press.txt", "press.json", "feed.atom", "record")
ATOM = "{http://www.w3.org/2005/Atom}"


def strange(lane: Lane, stage: Stage) -> dict[str, str]:
    """Everything that a stranger is told of an evening, by every way."""
    said = {way: page(lane, None, f"/meetings/{stage.meeting}/{way}") for way in WAYS}
    said |= {path: page(lane, None, path) for path in ("/c/hy/feed.atom", "/c/hy/facts", "/c/hy/", f"/news/meeting:{stage.meeting}",
                                                       f"/news/meeting:{stage.meeting}?after=0")}
    assert {answer.status_code for answer in said.values()} == {200}
    return {way: json.dumps(answer.json, ensure_ascii=False) if answer.is_json else text(answer.get_data(as_text=True)) for way, answer in said.items()}


def evening(lane: Lane, names: str) -> Stage:
    """An evening with this rule for names; one of the speakers lets theirs be shown."""
    stage = Stage(lane)
    stage.called()
    with lane.act("周敏") as act:
        gallery.set_rule(act, stage.meeting, Rule(names, 0, "居委会办公室，工作日"))
    if names == "consented":
        with lane.act("王阿婆") as act:
            gallery.show_name(act, stage.meeting, True)
    return stage


@pytest.mark.parametrize(("names", "called"), [("none", "一位居民在说"), ("offices", "一位居民在说"), ("consented", "王阿婆在说")])
def test_an_outsider_reads_no_name_but_that_of_who_said_yes(lane_sqlite: Lane, names: str, called: str) -> None:
    stage, seen = evening(lane_sqlite, names), ""
    may = {"王阿婆"} if names == "consented" else set()
    for step in stage.steps()[1:]:
        step()
        told = strange(lane_sqlite, stage)
        found = [(step.__name__, way, name) for way, said in told.items() for name in (*NAMES, "冷街冰淇淋", "12 号") if name in said and name not in may]
        assert found == []
        seen += told["gallery"]
    assert called in seen


def test_an_office_is_named_where_the_rule_says_offices(lane_sqlite: Lane) -> None:
    stage = evening(lane_sqlite, "offices")
    with lane_sqlite.act("周敏") as act:
        people.appoint(act, lane_sqlite.people["王阿婆"], "building_head")
    for step in stage.steps()[1:5]:
        step()
    assert "楼组长在说" in strange(lane_sqlite, stage)["gallery"]


def test_a_name_that_is_taken_back_is_gone_at_once_everywhere(lane_sqlite: Lane) -> None:
    stage = evening(lane_sqlite, "consented")
    for step in stage.steps()[1:5]:
        step()
    assert "王阿婆" in strange(lane_sqlite, stage)["gallery"]
    with reading() as session:
        before = look(session, f"meeting:{stage.meeting}")
    answer = lane_sqlite.client("王阿婆").post(f"/meetings/{stage.meeting}/my-name", data={"show": "false"})
    assert answer.status_code == 303
    with reading() as session:
        assert_law(session, before)
    assert [way for way, said in strange(lane_sqlite, stage).items() if "王阿婆" in said] == []


def test_the_press_page_has_agenda_texts_results_quotes_with_numbers_and_whom_to_ask(lane_sqlite: Lane) -> None:
    stage = evening(lane_sqlite, "none")
    for step in stage.steps()[1:-1]:
        step()
    with lane_sqlite.act("周敏") as act:
        from council.meetings import reads

        meetings.close_item(act, reads.items(act.session, stage.meeting)[0].id or 0, "排队的一条下次再谈。")
    html = page(lane_sqlite, None, f"/meetings/{stage.meeting}/press").text
    seen = text(html)
    for words in ("商居管理弄堂公约", "店外排队不超过十人", "没有通过", "居民赞成 2、反对 0、弃权 0", "“排队的一条下次再谈。”", "居委会办公室，工作日", "请不要拍住家的门窗"):
        assert words in seen, words
    number = next(seq for seq, leaf in enumerate(lane_sqlite.leaves()) if leaf["kind"] == "item.closed")
    assert f'href="/c/hy/record/{number}"' in html
    assert page(lane_sqlite, None, f"/c/hy/record/{number}").status_code == 200
    pack = page(lane_sqlite, None, f"/meetings/{stage.meeting}/press.json").json
    assert pack["quotes"][-1] | {"at": ""} == {"who": "书记", "words": "排队的一条下次再谈。", "at": "", "entry": number, "url": f"http://localhost/c/hy/record/{number}"}
    assert pack["results"][0]["passed"] is False and pack["contact"] == "居委会办公室，工作日" and pack["agenda"][0]["state"] == "done"
    plain = page(lane_sqlite, None, f"/meetings/{stage.meeting}/press.txt")
    assert plain.mimetype == "text/plain" and f"http://localhost/c/hy/record/{number}" in plain.text and "第一条 排队与外摆" in plain.text
    english = lane_sqlite.client()
    english.set_cookie("lang", "en")
    assert english.get(f"/meetings/{stage.meeting}/press").status_code == 200


def test_every_quote_is_the_exact_words_of_its_entry(lane_sqlite: Lane) -> None:
    stage = evening(lane_sqlite, "none")
    for step in stage.steps()[1:]:
        step()
    leaves = lane_sqlite.leaves()
    for quote in page(lane_sqlite, None, f"/meetings/{stage.meeting}/press.json").json["quotes"]:
        assert quote["words"] in leaves[quote["entry"]]["body"].values()


def test_feeds_are_well_formed_and_their_names_stay(lane_sqlite: Lane) -> None:
    stage = evening(lane_sqlite, "none")
    for step in stage.steps()[1:]:
        step()
    for path in (f"/meetings/{stage.meeting}/feed.atom", "/c/hy/feed.atom"):
        answer = page(lane_sqlite, None, path)
        feed = fromstring(answer.data)
        again = fromstring(lane_sqlite.client().get(path, base_url="https://other.example").data)
        assert answer.mimetype == "application/atom+xml" and feed.tag == f"{ATOM}feed"
        ids = [entry.findtext(f"{ATOM}id") for entry in feed.iter(f"{ATOM}entry")]
        assert len(ids) == len(set(ids)) > 8 and ids == [entry.findtext(f"{ATOM}id") for entry in again.iter(f"{ATOM}entry")]
        assert feed.findtext(f"{ATOM}id") == again.findtext(f"{ATOM}id")
        assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", each or "") for each in ids)
        assert all(entry.findtext(f"{ATOM}title") and entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry"))
        times = [entry.findtext(f"{ATOM}updated") for entry in feed.iter(f"{ATOM}entry")]
        assert times == sorted(times, key=str, reverse=True) and feed.findtext(f"{ATOM}updated") == times[0]


def test_a_members_meeting_has_no_press_for_strangers_and_is_in_no_feed(lane_sqlite: Lane) -> None:
    with lane_sqlite.act("周敏") as act:
        meeting = meetings.call_meeting(act, Calling("内部说说", "办公室", now(), "members"))
    for way in WAYS[:5]:
        assert [page(lane_sqlite, name, f"/meetings/{meeting.id}/{way}").status_code for name in ("王阿婆", "钱先生", None)] == [200, 404, 404], way
    assert "内部说说" not in page(lane_sqlite, None, "/c/hy/feed.atom").text


def test_a_fact_sheet_stands_in_gallery_press_hall_home_and_feed_and_follows_its_correction(lane_sqlite: Lane) -> None:
    stage = evening(lane_sqlite, "none")
    for step in stage.steps()[1:3]:
        step()
    before = {}
    with reading() as session:
        before = {name: look(session, f"{name}:{stage.meeting}") for name in ("meeting", "hall")}
    with lane_sqlite.act("周敏") as act:
        sheet = facts.publish(act, Finding("弄堂要把店全赶走", "还没有查到。")).id or 0
    with lane_sqlite.act("周敏") as act:
        facts.correct(act, sheet, Finding("弄堂要把店全赶走", "四条里没有一条要求关店。", "", "refuted", "1"), "查清楚了")
    with reading() as session:
        for shown in before.values():
            assert_law(session, shown)
    told = strange(lane_sqlite, stage)
    for way in ("gallery", "press", "press.txt", "press.json", "feed.atom", "/c/hy/feed.atom", "/c/hy/facts", "/c/hy/"):
        assert "弄堂要把店全赶走" in told[way] and "四条里没有一条要求关店" in told[way], way
    assert "四条里没有一条要求关店" in page(lane_sqlite, "王阿婆", f"/meetings/{stage.meeting}").text
    one = text(page(lane_sqlite, None, f"/facts/{sheet}").text)
    assert one.index("四条里没有一条要求关店") < one.index("原来是这样写的") < one.index("还没有查到。") and "查清楚了" in one and "第 1 号" in one


def test_who_asks_stays_with_the_desk_and_hears_the_answer(lane_sqlite: Lane) -> None:
    asked = lane_sqlite.client("王阿婆").post("/c/hy/facts/questions", data={"words": "听说垃圾房要搬"})
    assert asked.status_code == 303
    for name, sees in (("周敏", True), ("王阿婆", True), ("老赵", False), (None, False)):
        html = page(lane_sqlite, name, "/c/hy/facts").text
        assert ("听说垃圾房要搬" in html) is sees, name
    assert "王阿婆" not in page(lane_sqlite, "周敏", "/c/hy/facts").text
    desk = lane_sqlite.client("周敏")
    assert "听说垃圾房要搬" in desk.get("/c/hy/facts/new?question=1").text
    assert desk.post("/c/hy/facts", data={"claim": "垃圾房要搬", "known": "没有这个打算。", "state": "open", "question": "1"}).status_code == 303
    assert "您请书记查的话，查好了。" in page(lane_sqlite, "王阿婆", "/me").text + page(lane_sqlite, "王阿婆", "/notices").text
    assert page(lane_sqlite, "老赵", "/c/hy/facts/new").status_code == 403


def test_a_chat_that_shows_the_page_has_title_and_words_and_nothing_from_elsewhere(lane_sqlite: Lane) -> None:
    stage = evening(lane_sqlite, "none")
    with lane_sqlite.act("周敏") as act:
        facts.publish(act, Finding("弄堂要“把店”全赶走", "还没有查到。"))
    for path in (f"/meetings/{stage.meeting}/gallery", f"/meetings/{stage.meeting}/press", f"/meetings/{stage.meeting}/record", "/c/hy/facts", "/facts/1"):
        html = page(lane_sqlite, None, path).text
        for name in ('name="description"', 'property="og:title"', 'property="og:description"', 'itemprop="name"'):
            assert re.search(rf'<meta {name} content="[^"]{{4,}}">', html), (path, name)
        assert "og:image" not in html and not re.findall(r'(?:src|href)="https?://', html), path


def test_the_rules_for_strangers_are_set_on_a_page_that_says_what_a_delay_does_not_do(lane_sqlite: Lane) -> None:
    stage = Stage(lane_sqlite)
    stage.called()
    where = f"/meetings/{stage.meeting}/gallery/rules"
    assert [page(lane_sqlite, name, where).status_code for name in ("周敏", "王阿婆", "钱先生", None)] == [200, 403, 404, 302]
    assert "懂的人在那里马上看得到" in page(lane_sqlite, "周敏", where).text
    answer = lane_sqlite.client("周敏").post(where, data={"names": "none", "delay": "10", "contact": "周敏 13812345678"})
    assert answer.status_code == 409 and "手机号" in answer.text
    assert lane_sqlite.client("周敏").post(where, data={"names": "none", "delay": "10", "contact": "周敏 13812345678", "public": "yes"}).status_code == 303
    assert "13812345678" in page(lane_sqlite, None, f"/meetings/{stage.meeting}/press").text
    stage.opened()
    assert "定住了" in page(lane_sqlite, "周敏", where).text
