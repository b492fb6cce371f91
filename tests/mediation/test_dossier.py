"""A dossier: what is in it, what never is, that the file opens, and that taking one is on the record without its content."""

import hashlib
import io
import zipfile
from datetime import date, timedelta

import pytest
from docx import Document
from docx.oxml.ns import qn
from lxml import etree
from sqlmodel import select

from council.db import reading
from council.grievances import acts as grievances
from council.grievances import telling
from council.mediation.cases import acts as cases
from council.mediation.dossier import acts, reads, rules
from council.mediation.dossier.models import Dossier
from council.mediation.statements import acts as asking
from council.mediation.talks import acts as talking
from council.mediation.terms import acts as terms
from council.refusal import Absent, Refusal
from tests.conftest import CAST, Lane
from tests.mediation.casework import complain, opened, say

TODAY = date(2026, 3, 1)
CANARY = "金丝雀"
SECRETS = {"只给书记的诉求": "金丝雀甲", "私下的话": "金丝雀乙", "可以转的话": "金丝雀丙", "转给另一边的话": "金丝雀庚", "撤回的诉求": "金丝雀丁", "撤回的提议": "金丝雀戊", "邻居加入时说的": "金丝雀己"}


def story(lane: Lane) -> int:
    """A case with everything in it that may be shown, and seven things that may not."""
    lane.client()
    shown = complain(lane, "王阿婆", circle="lane")
    with lane.act("小李") as act:
        secret = grievances.file(act, grievances.Complaint(SECRETS["只给书记的诉求"], "", "悄悄办", 3, "noise", "secretary")).id or 0
        gone = grievances.file(act, grievances.Complaint(SECRETS["撤回的诉求"], "", "算了", 3, "noise", "lane")).id or 0
    with lane.act("林老师") as act:
        grievances.join(act, shown, SECRETS["邻居加入时说的"], 3)
    with lane.act("老赵") as act:
        telling.answer(act, shown, "排队我派人管")
    case = opened(lane, shown, secret, gone)
    say(lane, "王阿婆", case, SECRETS["私下的话"])
    say(lane, "王阿婆", case, SECRETS["可以转的话"], "tell")
    line = say(lane, "老赵", case, "我愿意先让一步", "publish")
    with lane.act("老赵") as act:
        talking.cross(act, line, "public")
    line = say(lane, "王阿婆", case, SECRETS["转给另一边的话"], "tell")
    with lane.act("王阿婆") as act:
        talking.cross(act, line, "party")
    with lane.act("小李") as act:
        grievances.withdraw(act, gone)
    with lane.act("老赵") as act:
        terms.offer(act, case, "晚上九点以后不放音响")
        terms.withdraw_offer(act, terms.offer(act, case, SECRETS["撤回的提议"]).id or 0)
        fact = terms.state(act, case, "周末下午排队超过二十人").id or 0
    with lane.act("王阿婆") as act:
        terms.tick(act, fact)
    with lane.act("周敏") as act:
        terms.sign(act, case, "门口留一米五的路", TODAY - timedelta(days=10))
    return case


def taken(lane: Lane, case: int, purpose: str = "court", request: str = "") -> tuple[Dossier, bytes]:
    with lane.act("周敏") as act:
        return acts.take(act, case, purpose, request)


def written(file: bytes) -> str:
    """Every part of the file, as it is in the archive."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())


def words(file: bytes) -> str:
    doc = Document(io.BytesIO(file))
    cells = [cell.text for table in doc.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in doc.paragraphs), *cells])


def test_taking_one_is_on_the_record_without_its_content(lane: Lane) -> None:
    case = story(lane)
    before = lane.size()
    row, file = taken(lane, case, "linkage", "请三家一起来。")
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "dossier.taken" and leaf["topic"] == f"case:{case}" and leaf["commit"] == {}
    assert leaf["body"] == {"purpose": "linkage", "number": 1, "sha256": hashlib.sha256(file).hexdigest()}
    assert taken(lane, case)[0].n == 2
    with reading() as session:
        assert [each.n for each in reads.taken(session, case)] == [2, 1] and row.sha256 == hashlib.sha256(file).hexdigest()


def test_everything_that_may_be_shown_is_in_it(lane: Lane) -> None:
    text = words(taken(lane, story(lane), "court", "请确认协议。")[1])
    for there in ("排队与外摆", "请法院确认", "第三十三条", "请求：请确认协议。", "周末排队排到我家门口", "冷街冰淇淋", "居民甲", "排队我派人管", "晚上九点以后不放音响",
                  "周末下午排队超过二十人", "我愿意先让一步", "门口留一米五的路", "共 2 户", "一、用途", "没有收进来的", "公开记录"):
        assert there in text, there


@pytest.mark.parametrize("where", SECRETS)
def test_what_was_said_in_confidence_is_nowhere_in_the_file(lane: Lane, where: str) -> None:
    everything = written(taken(lane, story(lane))[1])
    assert SECRETS[where] not in everything and CANARY not in everything


def test_nobody_is_named(lane: Lane) -> None:
    everything = written(taken(lane, story(lane))[1])
    said = everything.replace("王阿婆说：", "")
    assert not [each.name for each in CAST if each.name in said]


@pytest.mark.parametrize("path", ["", "/print", "?purpose=court", "/print?purpose=noise"])
def test_the_pages_hold_as_tight_as_the_file(lane_sqlite: Lane, path: str) -> None:
    case = story(lane_sqlite)
    page = lane_sqlite.client("周敏").get(f"/cases/{case}/dossier{path}")
    assert page.status_code == 200 and "晚上九点以后不放音响" in page.text and CANARY not in page.text
    assert not [each.name for each in CAST if each.name in page.text.replace("王阿婆说：", "") and each.name != "周敏"]


def test_the_file_opens_on_the_page_of_the_standard(lane: Lane) -> None:
    file = taken(lane, story(lane))[1]
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                etree.fromstring(archive.read(name))
    doc = Document(io.BytesIO(file))
    page = doc.sections[0]
    assert [round(each.mm) for each in (page.page_width, page.page_height, page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [
        210, 297, 37, 35, 28, 26]
    fonts = {style: doc.styles[style].element.rPr.rFonts.get(qn("w:eastAsia")) for style in ("Title", "Normal", "Heading 1")}
    assert fonts == {"Title": "方正小标宋简体", "Normal": "仿宋", "Heading 1": "黑体"}
    assert doc.styles["Title"].font.size.pt == 22 and doc.styles["Normal"].font.size.pt == 16
    assert doc.styles["Normal"].paragraph_format.line_spacing.pt == 28


def test_hostile_words_stay_words_in_the_file(lane: Lane) -> None:
    lane.client()
    case = opened(lane, complain(lane, "王阿婆"))
    with lane.act("老赵") as act:
        for text in ("</w:t><w:p>", "=cmd|' /C calc'!A0", "a\u202eb", "&amp;<b>", "\x0b\x1f下"):
            terms.offer(act, case, text)
    assert "</w:t><w:p>" in words(taken(lane, case)[1])


def test_a_closed_round_of_statements_is_in_it(lane: Lane) -> None:
    lane.client()
    case = opened(lane, complain(lane, "王阿婆", circle="lane"), circle="lane")
    with lane.act("周敏") as act:
        turn = asking.open_round(act, case, {"resident": ["门口留路。", "九点关音响。"], "merchant": ["店家管队伍。", "多摆两张桌。"]}, True).id or 0
    assert "门口留路。" not in words(taken(lane, case)[1])
    with lane.act("周敏") as act:
        asking.close_round(act, turn)
    assert "门口留路。" in words(taken(lane, case)[1])


@pytest.mark.parametrize(("who", "purpose", "request_", "why"), [
    ("周敏", "news", "", "给谁用"), ("周敏", "court", "字" * 501, "500"), ("王阿婆", "court", "", "书记"), ("何书记", "court", "", None)])
def test_a_refusal_leaves_nothing(lane: Lane, who: str, purpose: str, request_: str, why: str | None) -> None:
    case = story(lane)
    before = lane.size()
    with pytest.raises(Refusal if why else Absent, match=why), lane.act(who) as act:
        acts.take(act, case, purpose, request_)
    with reading() as session:
        assert lane.size() == before and session.exec(select(Dossier)).all() == []


@pytest.mark.parametrize(("signed", "words_"), [
    (None, "还没有记下"), (TODAY, "还剩 30 天"), (TODAY - timedelta(days=29), "还剩 1 天"), (TODAY - timedelta(days=30), "就是今天"),
    (TODAY - timedelta(days=31), "已经过了 1 天"), (TODAY - timedelta(days=10), "2026-03-21")])
def test_a_court_can_be_asked_for_thirty_days(signed: date | None, words_: str) -> None:
    assert words_ in rules.court_words(signed, TODAY)


@pytest.mark.parametrize(("kind", "told"), [("grievance.filed", True), ("grievance.joined", False), ("talk.crossed", False), ("offer.made", True),
                                            ("statement.answered", False), ("resistance.given", False), ("clock.reminded", False), ("clock.overdue", True)])
def test_the_course_tells_no_private_word_and_no_single_tap(kind: str, told: bool) -> None:
    assert rules.is_told(kind) is told


def test_the_desk_takes_it_on_its_page(lane_sqlite: Lane) -> None:
    case, desk = story(lane_sqlite), lane_sqlite.client("周敏")
    page = desk.get(f"/cases/{case}/dossier").text
    assert "取卷宗" in page and "三所联动" in page and "司法确认" in page
    got = desk.post(f"/cases/{case}/dossier", data={"purpose": "noise", "request": "请测一次噪声。", "once": "one"})
    assert got.status_code == 200 and got.mimetype.endswith("wordprocessingml.document") and "dossier-" in got.headers["Content-Disposition"]
    assert "请测一次噪声" in words(got.data) and "第七十条" in words(got.data)
    assert hashlib.sha256(got.data).hexdigest() == lane_sqlite.leaves()[-1]["body"]["sha256"]
    before = lane_sqlite.size()
    assert desk.post(f"/cases/{case}/dossier", data={"purpose": "noise", "request": "请测一次噪声。", "once": "one"}).status_code == 303
    wrong = desk.post(f"/cases/{case}/dossier", data={"purpose": "court", "request": "字" * 600})
    assert wrong.status_code == 422 and "500" in wrong.text and "字" * 600 in wrong.text and lane_sqlite.size() == before
    for name, status in (("王阿婆", 403), ("老赵", 403), ("吴警官", 403), ("钱先生", 403), ("何书记", 404)):
        assert lane_sqlite.client(name).get(f"/cases/{case}/dossier").status_code == status
        assert lane_sqlite.client(name).post(f"/cases/{case}/dossier", data={"purpose": "court"}).status_code == status


def test_a_case_that_is_not_there_has_none(lane_sqlite: Lane) -> None:
    assert lane_sqlite.client("周敏").get("/cases/999/dossier").status_code == 404
    assert cases and lane_sqlite.client("周敏").post("/cases/999/dossier", data={"purpose": "court"}).status_code == 404
