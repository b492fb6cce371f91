"""The roll comes in as secretaries save it, every bad line is told with its reason, and nobody is ever on it twice."""

import io
import time
import zipfile
from pathlib import Path

import openpyxl
import pytest

from council.people import rolls, sheets
from council.people.rolls import Row, compare, parse

HEAD = "编号,姓名,界别,门牌,户或店名,职务,段\n"
WANG = Row("居12", "王阿婆", "resident", "12", "", "", "弄口段")
ZHAO = Row("商3", "老赵", "merchant", "商3", "雪屋冰淇淋", "", "弄口段")
TWO = HEAD + "居12,王阿婆,居民,12 号,,,弄口段\n商3,老赵,商户,商 3 号,雪屋冰淇淋,,弄口段\n"
SEED = Path(__file__).parents[2] / "seeds" / "roll.csv"


def book(lines: list[list[object]]) -> bytes:
    made, out = openpyxl.Workbook(), io.BytesIO()
    for line in lines:
        made.active.append(line)
    made.save(out)
    return out.getvalue()


@pytest.mark.parametrize("data", [
    TWO.encode(), TWO.encode("utf-8-sig"), TWO.encode("gb18030"), TWO.encode("utf-16"), TWO.replace(",", "\t").encode("gbk"),
    TWO.replace(",", ";").encode(), TWO.replace("\n", "\r\n").encode(), TWO.replace("\n", "\r").encode(), ("\n\n" + TWO + "\n,,,,,,\n").encode(),
    book([line.split(",") for line in TWO.splitlines()]),
    "name;sector;office;door;shop;segment;no.\n王阿婆;resident;;No. 12;;弄口段;居12\n老赵;Merchant;;商3;雪屋冰淇淋;弄口段;商3".encode(),
    "段\t户/店名\t门牌号\t界 别\t姓　名\t序号\n弄口段\t\t１２号\t住户\t王阿婆\t居12\n弄口段\t雪屋冰淇淋\t商3\t店家\t老赵\t商3".encode("gb18030"),
    (HEAD + '居12,"王阿婆",居民,12,"",,弄口段\n商3,"老赵\n",商户,商3号,"雪屋冰淇淋",,弄口段').encode(),
], ids=range(13))
def test_however_it_was_saved_it_is_the_same_roll(data):
    sheet = parse(data, "名册")
    assert sheet.rows == [WANG, ZHAO] and sheet.problems == []


def test_a_spreadsheet_s_numbers_are_numbers_of_doors():
    sheet = parse(book([["编号", "姓名", "界别", "门牌"], [7.0, "陈阿姨", "居民", 7]]))
    assert sheet.rows == [Row("7", "陈阿姨", "resident", "7")]


@pytest.mark.parametrize(("line", "reason"), [
    ("1,,居民,12,,,", "没有写姓名。"),
    ("1,王阿婆,,12,,,", "没有写界别。"),
    ("1,王阿婆,神仙,12,,,", "不认识界别“神仙”"),
    ("1,王阿婆,居民,12,,皇帝,", "不认识职务“皇帝”"),
    ("1,王阿婆,居民,,,,", "要写门牌"),
    ("1,老赵,商户,,雪屋,,", "要写门牌"),
    ("居12,李四,居民,9,,,", "编号 居12 和第 2 行重了。"),
    ("1," + "王" * 41 + ",居民,12,,,", "“姓名”太长，最多 40 个字。"),
    ("9" * 33 + ",王阿婆,居民,12,,,", "“编号”太长"),
    ("1,老赵,商户,商3," + "雪" * 61 + ",,", "“户或店名”太长"),
])
def test_a_bad_line_is_told_with_its_number_and_its_reason_and_left_out(line, reason):
    sheet = parse((HEAD + "居12,王阿婆,居民,12 号,,,弄口段\n" + line + "\n居18,小李,居民,18,,,\n").encode())
    assert [row.number for row in sheet.rows] == ["居12", "居18"]
    assert [problem.line for problem in sheet.problems] == [3] and reason in sheet.problems[0].sentence


def test_a_line_with_several_faults_is_told_all_of_them():
    assert len(parse((HEAD + "1,,神仙,12,,皇帝,").encode()).problems) == 3


def test_two_lines_without_a_number_are_the_same_person_when_door_name_and_sector_agree():
    sheet = parse((HEAD + ",小李,居民,18,,,\n,小李,居民,18号,,,\n,小李,居民,19,,,\n").encode())
    assert len(sheet.rows) == 2 and sheet.problems[0] == rolls.Problem(3, "和第 2 行是同一个人。")


def test_the_line_told_is_the_line_in_the_file_even_after_a_broken_cell():
    sheet = parse((HEAD + '1,"王\n阿\n婆",居民,12,,,\n2,,居民,3,,,').encode())
    assert sheet.rows[0].name == "王 阿 婆" and sheet.problems[0].line == 5


def test_what_looks_like_a_formula_is_made_harmless_and_said():
    sheet = parse((HEAD + "1,\"=HYPERLINK(\"\"x\"\")\",居民,12,@店,,\n2,'=1+1,居民,3,,,\n").encode())
    assert sheet.rows[0].name.startswith("HYPERLINK") and sheet.rows[0].shop == "店" and sheet.rows[1].name == "1+1"
    assert [note.line for note in sheet.notes] == [2, 3]


def test_what_hides_in_a_name_is_taken_out():
    assert parse((HEAD + "1,王\u202e阿\u200b婆,居民,12,,,").encode()).rows[0].name == "王阿婆"


@pytest.mark.parametrize(("data", "said"), [
    (b"", "空的"), (b"\n\n", "空的"), (HEAD.encode(), "只有表头"), (b"\xff\xff\xff\x80", "读不出来"), (b"PK\x03\x04garbage", "读不出来"),
    ("编号,姓名,门牌\n1,王阿婆,12\n".encode(), "没有“界别”"), ("王阿婆,居民,12\n".encode(), "没有“姓名”"), (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "旧的 XLS"),
    ("姓名,名字,界别\n王,王,居民\n".encode(), "有两列"), (b"x" * (sheets.HEAVIEST + 1), "5 MB"), (b"\x89PNG\r\n\x1a\n\0\0", "读不出来"),
    ((HEAD + "1,王阿婆,居民,12,,,\n" * 5001).encode(), "5,000 行"), (b'"' + b"x" * 200_000, None), (b"a\0b,c\n", "读不出来"),
], ids=range(14))
def test_a_file_that_is_no_roll_is_told_so_in_a_sentence(data, said):
    sheet = parse(data, "x.csv")
    assert sheet.rows == [] and sheet.problems and (said or "") in sheet.problems[0].sentence and sheet.problems[0].sentence.endswith("。")


def test_a_bomb_is_not_unpacked():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (sheets.UNPACKED + 1))
    began = time.perf_counter()
    assert "5 MB" in parse(out.getvalue()).problems[0].sentence
    assert time.perf_counter() - began < 2


def test_an_unused_column_is_named_and_the_rest_is_read():
    sheet = parse("编号,姓名,界别,门牌,电话\n1,王阿婆,居民,12,555\n".encode())
    assert len(sheet.rows) == 1 and "“电话”" in sheet.notes[0].sentence


def test_five_thousand_lines_are_read_and_compared_in_a_moment():
    data = (HEAD + "".join(f",人{n},居民,{n},,,\n" for n in range(5000))).encode()
    began = time.perf_counter()
    first = compare(parse(data).rows, [])
    again = compare(parse(data).rows, first.added)
    assert (len(first.added), len(again.unchanged), again.added) == (5000, 5000, [])
    assert time.perf_counter() - began < 4


def test_importing_again_changes_nothing_and_never_doubles():
    once = compare([WANG, ZHAO], [])
    assert once.added == [WANG, ZHAO]
    again = compare([ZHAO, WANG], once.added)
    assert (again.added, again.changed, again.missing) == ([], [], []) and len(again.unchanged) == 2


def test_the_preview_says_what_is_new_what_changes_and_who_is_missing():
    plan = compare([Row("居12", "王桂珍", "resident", "12", "", "volunteer"), Row("居18", "小李", "resident", "18")], [WANG, ZHAO])
    assert [row.name for row in plan.added] == ["小李"] and plan.missing == [ZHAO]
    change = plan.changed[0]
    assert change.fields == ("name", "office") and change.before == WANG
    assert change.after == Row("居12", "王桂珍", "resident", "12", "", "volunteer", "弄口段")


def test_an_entry_without_a_number_is_found_by_door_name_and_sector_and_may_get_its_number_later():
    nameless = Row("", "小李", "resident", "18")
    first = compare([nameless], [])
    assert first.added[0].number.startswith("auto-")
    assert compare([nameless], first.added).unchanged == first.added
    assert compare([Row("", "王阿婆", "resident", "12")], [WANG]).unchanged == [WANG]
    numbered = compare([Row("居18", "小李", "resident", "18")], first.added)
    assert numbered.added == [] and numbered.unchanged == first.added


def test_what_is_written_out_comes_in_again_unchanged():
    rows = parse(SEED.read_bytes()).rows
    for data in (sheets.to_csv(rolls.table(rows)), sheets.to_xlsx(rolls.table(rows), "名册")):
        back = parse(data)
        assert back.rows == rows and back.problems == [] and back.notes == []


@pytest.mark.parametrize("cell", ["=1+1", "+86", "-1", "@SUM", "\t=1", "\r=1"])
def test_what_is_written_out_runs_in_no_spreadsheet(cell):
    lines = [["姓名"], [cell]]
    assert f"'{cell}" in sheets.to_csv(lines).decode("utf-8-sig")
    assert sheets.to_csv(lines).startswith(b"\xef\xbb\xbf")
    kept = openpyxl.load_workbook(io.BytesIO(sheets.to_xlsx(lines, "名册"))).active["A2"]
    assert kept.data_type == "s" and kept.value.startswith("'")


def test_the_lane_s_own_roll_has_its_households_its_shops_its_officials_and_the_cast():
    sheet = parse(SEED.read_bytes(), "roll.csv")
    assert sheet.problems == [] and sheet.notes == []
    sectors = [row.sector for row in sheet.rows]
    assert (sectors.count("resident"), sectors.count("merchant"), len(sectors)) == (64, 24, 92)
    assert {row.door for row in sheet.rows if row.sector == "resident"} == {str(n) for n in range(1, 65)}
    known = {row.name: (row.door, row.office) for row in sheet.rows}
    assert len(known) == 92 and known["陈阿姨"] == ("7", "lane_head") and known["小顾"] == ("31", "volunteer")
    assert {"王阿婆": "12", "小李": "18", "林老师": "23"}.items() <= {name: door for name, (door, _office) in known.items()}.items()
    assert known["周敏"] == ("", "secretary") and known["吴警官"] == ("", "police") and known["郑经理"] == ("", "property")
    assert {"老赵", "阿May", "孙老板"} <= known.keys() and len({row.segment for row in sheet.rows if row.segment}) == 4
