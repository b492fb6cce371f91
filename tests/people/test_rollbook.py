"""The roll on the desk: preview, confirm, again, export; and who does not get near it."""

import io

import pytest
from openpyxl import load_workbook  # type: ignore[import-untyped]

from council.db import reading
from council.people import reads
from tests.conftest import CAST, Lane

SHEET = "编号,姓名,界别,门牌,户或店名,职务,段\nR70,毛毛,居民,70,,,中段\nR71,,居民,71,,,中段\nS70,葱老板,商户,商70,葱油饼,,弄口段\n"


def upload(client, text: str | bytes, name: str = "名册.csv"):  # type: ignore[no-untyped-def]
    data = text if isinstance(text, bytes) else text.encode()
    return client.post("/c/hy/roll/preview", data={"file": (io.BytesIO(data), name)}, content_type="multipart/form-data")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_nothing_is_imported_until_the_secretary_confirms(lane_sqlite: Lane, encoding: str) -> None:
    client, before = lane_sqlite.client("周敏"), lane_sqlite.size()
    seen = upload(client, SHEET.encode(encoding))
    assert "会新加 2 人" in seen.text and "没有写姓名" in seen.text and "第 3 行" in seen.text
    assert lane_sqlite.size() == before
    done = client.post("/c/hy/roll/import", data={"draft": "1", "once": "import-1"}, headers={"Accept": "application/json"})
    assert done.json["added"] == 2 and lane_sqlite.size() == before + 1
    with reading() as session:
        assert len(reads.roll(session, lane_sqlite.council_id)) == len(CAST) + 2
    again = upload(client, SHEET.encode(encoding))
    assert "没有要导入的" in again.text


def test_a_draft_can_be_used_only_once_and_only_here(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client("周敏")
    upload(client, SHEET)
    json = {"Accept": "application/json"}
    assert lane_sqlite.client("何书记").post("/c/dx/roll/import", data={"draft": "1"}, headers=json).status_code == 404
    assert client.post("/c/hy/roll/import", data={"draft": "1"}, headers=json).json["ok"]
    assert client.post("/c/hy/roll/import", data={"draft": "1"}, headers=json).status_code == 404
    assert client.post("/c/hy/roll/import", data={"draft": "banana"}, headers=json).status_code == 422


@pytest.mark.parametrize("name", ["王阿婆", "老赵", "吴警官", "钱先生", "何书记", None])
def test_only_the_desk_sees_the_roll(lane_sqlite: Lane, name: str | None) -> None:
    client = lane_sqlite.client(name)
    for path in ("/c/hy/roll", "/c/hy/roll.csv"):
        assert client.get(path).status_code in (302, 403, 404)
    assert upload(client, SHEET).status_code in (401, 403, 404)


def test_the_export_can_be_read_again_and_carries_no_formula(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client("周敏")
    upload(client, "编号,姓名,界别,门牌\nR80,=HYPERLINK(1),居民,80\n")
    client.post("/c/hy/roll/import", data={"draft": "1"})
    text = client.get("/c/hy/roll.csv").data.decode("utf-8-sig")
    assert "王阿婆" in text and "\n=" not in text and ",=" not in text
    book = load_workbook(io.BytesIO(client.get("/c/hy/roll.xlsx").data))
    assert any("王阿婆" in str(cell.value) for row in book.active.iter_rows() for cell in row)


def test_cards_are_printed_one_for_each_and_old_ones_are_void(lane_sqlite: Lane) -> None:
    client, before = lane_sqlite.client("周敏"), lane_sqlite.size()
    sheet = client.post("/c/hy/cards", data={"who": "all"})
    assert sheet.text.count('class="slip"') == len(CAST) and "请柬" in sheet.text
    one = client.post("/c/hy/cards", data={"who": "some", "person": str(lane_sqlite.people["王阿婆"])})
    assert one.text.count('class="slip"') == 1
    told = lane_sqlite.leaves(before)
    assert [(leaf["kind"], leaf["body"]["n"]) for leaf in told] == [("cards.made", len(CAST)), ("cards.made", 1)]
    assert "王阿婆" not in str(told) and set(told[1]["commit"]) == {"name"}
