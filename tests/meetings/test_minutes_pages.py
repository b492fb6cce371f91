"""The minutes in browsers without JavaScript: what each may see and press, what is answered, what hostile words do."""

import hashlib
import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from flask.testing import FlaskClient

from council import clock
from council.db import reading
from council.meetings import acts as meetings
from council.meetings.acts import Calling
from council.meetings.minutes import acts, reads
from council.tick import tick
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import opened
from tests.meetings.test_minutes_acts import held, object_to, put_up, soon
from tests.meetings.test_minutes_paper import evening

TASK = {"what": "画出一米五的通道线", "who": "office:property"}
JSON = {"Accept": "application/json"}


def post(client: FlaskClient, path: str, **fields: Any) -> Any:
    """A form sent by a program."""
    return client.post(path, data=fields, headers=JSON)


def test_everybody_reads_the_minutes_and_only_members_read_names(lane_sqlite: Lane) -> None:
    meeting_id = evening(lane_sqlite)
    public, member = (lane_sqlite.client(name).get(f"/meetings/{meeting_id}/minutes").text for name in (None, "小顾"))
    for page in (public, member):
        assert "二、到会和发言" in page and "没有通过" in page and "居民投票的户数不够" in page and "异议期到" in page
    assert "王阿婆，居民" in member and "谁投了什么" in member
    assert "王阿婆" not in public and "老赵" not in public and "谁投了什么" not in public
    assert lane_sqlite.client("钱先生").get(f"/meetings/{meeting_id}/minutes").text.count("王阿婆") == 0


def test_before_the_end_there_are_no_minutes_yet(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite)
    client = lane_sqlite.client()
    assert "会还没有散" in client.get(f"/meetings/{meeting_id}/minutes").text
    assert client.get(f"/meetings/{meeting_id}/minutes.docx").status_code == client.get(f"/meetings/{meeting_id}/minutes.txt").status_code == 404


def test_a_members_meeting_has_minutes_for_its_members(lane_sqlite: Lane) -> None:
    with lane_sqlite.act("周敏") as act:
        meeting = meetings.call_meeting(act, Calling("成员会", "活动室", clock.now(), "members"))
    for path in ("minutes", "minutes.docx", "minutes.txt"):
        for name in (None, "钱先生", "何书记"):
            client, nowhere = lane_sqlite.client(name), "/meetings/999/"
            answer, other = client.get(f"/meetings/{meeting.id}/{path}"), client.get(nowhere + path)
            assert answer.status_code == 404 and answer.text == other.text.replace(nowhere, f"/meetings/{meeting.id}/")
    assert lane_sqlite.client("王阿婆").get(f"/meetings/{meeting.id}/minutes").status_code == 200


def test_the_secretary_puts_them_up_on_a_page_that_says_what_it_brings(lane_sqlite: Lane) -> None:
    meeting_id, _items = held(lane_sqlite)
    client = lane_sqlite.client("周敏")
    assert "公布" in client.get(f"/meetings/{meeting_id}/minutes").text and "草稿" in lane_sqlite.client().get(f"/meetings/{meeting_id}/minutes").text
    assert "要公布吗？" in client.get(f"/meetings/{meeting_id}/minutes/publish").text
    for name, status in (("王阿婆", 403), ("何书记", 404), (None, 302)):
        assert lane_sqlite.client(name).get(f"/meetings/{meeting_id}/minutes/publish").status_code == status
    before = lane_sqlite.size()
    for days in ("0", "31", "x"):
        assert post(client, f"/meetings/{meeting_id}/minutes/publish", days=days).status_code == 422
    answers = [post(client, f"/meetings/{meeting_id}/minutes/publish", days=5, once="tap") for _turn in range(2)]
    assert answers[0].json == answers[1].json and "可以提异议" in answers[0].json["said"] and lane_sqlite.size() == before + 1
    assert "记录已经公布了" in client.get(f"/meetings/{meeting_id}/minutes/publish").text
    text = lane_sqlite.client().get(f"/meetings/{meeting_id}/minutes.txt")
    assert text.content_type == "text/plain; charset=utf-8" and hashlib.sha256(text.data).hexdigest() == answers[0].json["sha256"]
    assert answers[0].json["sha256"] in lane_sqlite.client().get(f"/meetings/{meeting_id}/minutes").text


def test_an_attendee_is_told_that_the_words_are_public_before_sending_them(lane_sqlite: Lane) -> None:
    meeting_id = put_up(lane_sqlite)
    page = lane_sqlite.client("王阿婆").get(f"/meetings/{meeting_id}/minutes").text
    assert "这段话谁都看得见，写的是您那一边，不写您的姓名" in page and f'action="/meetings/{meeting_id}/minutes/objections"' in page
    other = lane_sqlite.client("小李").get(f"/meetings/{meeting_id}/minutes").text
    assert "您那天没有报到" in other and "/minutes/objections" not in other
    answer = post(lane_sqlite.client("王阿婆"), f"/meetings/{meeting_id}/minutes/objections", text="我说的是十人。")
    assert answer.status_code == 200 and "一位居民：“我说的是十人。”" in lane_sqlite.client().get(f"/meetings/{meeting_id}/minutes").text
    assert post(lane_sqlite.client("王阿婆"), f"/meetings/{meeting_id}/minutes/objections", text=" ").status_code == 422


@pytest.mark.parametrize(("accepted", "said"), [("yes", "书记更正：“应为十人。”"), ("no", "没有采纳。理由：“应为十人。”")])
def test_the_desk_answers_under_the_objection(lane_sqlite: Lane, accepted: str, said: str) -> None:
    meeting_id = put_up(lane_sqlite)
    objection = object_to(lane_sqlite, meeting_id)
    assert "等您答复的异议" in lane_sqlite.client("周敏").get(f"/meetings/{meeting_id}/minutes").text
    assert "等您答复的异议" not in lane_sqlite.client("王阿婆").get(f"/meetings/{meeting_id}/minutes").text
    for name, status in (("王阿婆", 403), ("何书记", 404), (None, 401)):
        assert post(lane_sqlite.client(name), f"/objections/{objection}/answer", accepted=accepted, words="应为十人。").status_code == status
    assert post(lane_sqlite.client("周敏"), f"/objections/{objection}/answer", words="应为十人。").status_code == 422
    assert post(lane_sqlite.client("周敏"), f"/objections/{objection}/answer", accepted=accepted, words="应为十人。").status_code == 200
    page = lane_sqlite.client().get(f"/meetings/{meeting_id}/minutes").text
    assert said in page and "还没有答复" not in page


def test_the_tick_makes_them_final_once_and_both_texts_stay(lane_sqlite: Lane) -> None:
    meeting_id = put_up(lane_sqlite)
    object_to(lane_sqlite, meeting_id)
    lane_sqlite.client()
    before = lane_sqlite.size()
    tick()
    assert lane_sqlite.size() == before
    with clock.at(clock.now() + timedelta(days=4)):
        tick()
        tick()
        assert [leaf["kind"] for leaf in lane_sqlite.leaves(before)] == ["minutes.finalised"]
        page = lane_sqlite.client().get(f"/meetings/{meeting_id}/minutes").text
        assert "定稿" in page and "还没有答复。" in page
        texts = [lane_sqlite.client().get(f"/meetings/{meeting_id}/minutes.txt{query}").data for query in ("", "?as=published")]
    with reading() as session:
        final, up = reads.final(session, meeting_id), reads.publication(session, meeting_id)
    assert final and up and [hashlib.sha256(text).hexdigest() for text in texts] == [final.sha256, up.sha256] and texts[0] != texts[1]


def test_a_line_is_noted_at_its_item_and_stays_on_the_first_page_until_it_is_ticked(lane_sqlite: Lane) -> None:
    meeting_id, items = opened(lane_sqlite)
    desk, path = lane_sqlite.client("周敏"), f"/meetings/{meeting_id}/decisions"
    assert "这次会还没有定下要谁去做的事" in desk.get(path).text
    answer = post(desk, path, **TASK, until=soon().isoformat(), item=items[0])
    assert answer.status_code == 200
    for page in ("/c/hy/", f"/meetings/{meeting_id}/record"):
        text = lane_sqlite.client().get(page).text
        assert "画出一米五的通道线" in text and "物业经理" in text and "前</span>" in text
    assert post(desk, f"/decisions/{answer.json['id']}/done", done="yes").status_code == 200
    assert "画出一米五的通道线" not in lane_sqlite.client().get("/c/hy/").text and "办好了" in lane_sqlite.client().get(f"/meetings/{meeting_id}/record").text
    assert post(desk, f"/decisions/{answer.json['id']}/done", done="no").status_code == 200
    assert post(desk, f"/decisions/{answer.json['id']}/strike").status_code == 200
    assert "这次会还没有定下要谁去做的事" in desk.get(path).text


@pytest.mark.parametrize(("change", "said"), [
    ({"what": ""}, "还没写做什么"), ({"who": "王阿婆"}, "还没选谁来做"), ({"until": "明天"}, "还没写到哪一天"), ({"what": "长" * 121}, "太长")])
def test_what_is_missing_in_a_line_is_said_beside_its_field(lane_sqlite: Lane, change: dict[str, str], said: str) -> None:
    meeting_id, items = opened(lane_sqlite)
    before = lane_sqlite.size()
    sent = {**TASK, "until": soon().isoformat(), "item": str(items[0]), **change}
    page = lane_sqlite.client("周敏").post(f"/meetings/{meeting_id}/decisions", data=sent)
    assert page.status_code == 422 and said in page.text and (sent["what"] in page.text or "what" in change)
    assert lane_sqlite.size() == before


@pytest.mark.parametrize("name", ["王阿婆", "何书记", "钱先生", None])
def test_nobody_else_opens_the_desks_page_or_learns_what_is_there(lane_sqlite: Lane, name: str | None) -> None:
    meeting_id, items = held(lane_sqlite)
    with lane_sqlite.act("周敏") as act:
        row = acts.note_decision(act, meeting_id, acts.Task(items[0], "画线", "sector:resident", soon()))
    client, before = lane_sqlite.client(name), lane_sqlite.size()
    expected = {"王阿婆": 403, None: 401}.get(name, 404)
    for path in (f"/meetings/{meeting_id}/decisions", f"/meetings/{meeting_id}/minutes/remarks", f"/meetings/{meeting_id}/minutes/publish",
                 f"/decisions/{row.id}/done", f"/decisions/{row.id}/strike"):
        assert post(client, path, text="x", done="yes", days=3).status_code == expected
    assert client.get(f"/meetings/{meeting_id}/decisions", headers=JSON).status_code == expected and lane_sqlite.size() == before


def test_the_word_file_comes_in_the_language_asked_for(lane_sqlite: Lane) -> None:
    meeting_id = evening(lane_sqlite)
    for query, language, code in (("", "zh-Hans", "zh-CN"), ("?in=en", "en", "en-GB"), ("?in=xx", "zh-Hans", "zh-CN")):
        answer = lane_sqlite.client("王阿婆").get(f"/meetings/{meeting_id}/minutes.docx{query}")
        file = ZipFile(BytesIO(answer.data))
        assert answer.status_code == 200 and answer.mimetype.endswith("wordprocessingml.document") and "attachment" in answer.headers["Content-Disposition"]
        assert f"<dc:language>{language}<" in file.read("docProps/core.xml").decode() and f'w:val="{code}"' in file.read("word/styles.xml").decode()
        assert "王阿婆" not in file.read("word/document.xml").decode()


def test_hostile_words_stay_words_on_page_paper_and_in_the_text(lane_sqlite: Lane) -> None:
    words = "<script>alert(1)</script>{{7*7}}%(n)s{0}“\u202e”"
    meeting_id, _items = held(lane_sqlite)
    assert post(lane_sqlite.client("周敏"), f"/meetings/{meeting_id}/minutes/remarks", text=words).status_code == 200
    assert post(lane_sqlite.client("周敏"), f"/meetings/{meeting_id}/minutes/publish", days=3).status_code == 200
    assert post(lane_sqlite.client("王阿婆"), f"/meetings/{meeting_id}/minutes/objections", text=words).status_code == 200
    shown = "<script>alert(1)</script>{{7*7}}%(n)s{0}“”"
    for language in ("zh-Hans", "en"):
        client = lane_sqlite.client()
        client.set_cookie("lang", language)
        page = client.get(f"/meetings/{meeting_id}/minutes").text
        assert "<script>alert" not in page and page.count("&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}%(n)s{0}") == 2
        record = client.get("/c/hy/record").text
        assert "<script>alert" not in record and record.count("{{7*7}}%(n)s{0}") == 2
        document = ZipFile(BytesIO(client.get(f"/meetings/{meeting_id}/minutes.docx").data)).read("word/document.xml").decode()
        assert document.count("&lt;script&gt;alert(1)&lt;/script&gt;{{7*7}}%(n)s{0}") == 2
    assert shown in lane_sqlite.client().get(f"/meetings/{meeting_id}/minutes.txt").text


def test_the_first_page_tells_the_desk_and_the_attendee_what_waits(lane_sqlite: Lane) -> None:
    meeting_id, _items = held(lane_sqlite)
    assert "请看一遍，再公布" in lane_sqlite.client("周敏").get("/c/hy/").text and "再公布" not in lane_sqlite.client("王阿婆").get("/c/hy/").text
    post(lane_sqlite.client("周敏"), f"/meetings/{meeting_id}/minutes/publish", days=3)
    assert re.search("您到 .*为止可以提异议", lane_sqlite.client("王阿婆").get("/c/hy/").text)
    assert "为止等异议" in lane_sqlite.client("小李").get("/c/hy/").text and "为止等异议" in lane_sqlite.client().get("/c/hy/").text
    object_to(lane_sqlite, meeting_id)
    assert "有 1 条异议等您答复" in lane_sqlite.client("周敏").get("/c/hy/").text
    assert f"/meetings/{meeting_id}/minutes" in lane_sqlite.client().get(f"/meetings/{meeting_id}/record").text
