"""Paper as Word, WPS and LibreOffice will find it: the page, letters and tables of GB/T 9704."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from docx import Document
from docx.shared import Mm, Pt

from council import paper
from tests.office import converted

HOSTILE = "引号“”——<b>&amp;{{7*7}}\x00\x0b\ud800\u202e坏\ufffe"


def sheet(language: str = "zh-Hans") -> bytes:
    """A page with one of everything."""
    doc = paper.sheet("第 1 次会议记录", language)
    paper.title(doc, "第 1 次会议记录")
    paper.paragraph(doc, "（草稿）", side="center")
    paper.heading(doc, "一、会议")
    paper.heading(doc, "（一）排队", 2)
    paper.paragraph(doc, f"第一行\n第二行{HOSTILE}")
    paper.table(doc, "票数", ["", "居民"], [["赞成", 31], ["反对", 4]], (3, 1))
    return paper.data(doc)


def read(file: bytes) -> Any:
    return Document(BytesIO(file))


def part(file: bytes, name: str) -> str:
    """One XML part of the file."""
    return ZipFile(BytesIO(file)).read(name).decode()


def test_the_page_is_that_of_the_standard() -> None:
    page = read(sheet()).sections[0]
    assert [round(each.mm) for each in (page.page_width, page.page_height)] == [210, 297]
    assert [round(each.mm) for each in (page.top_margin, page.bottom_margin, page.left_margin, page.right_margin)] == [37, 35, 28, 26]
    assert round(page.page_width.mm - page.left_margin.mm - page.right_margin.mm) == paper.WIDTH


@pytest.mark.parametrize(("style", "letters", "points"), [
    ("Normal", "仿宋", 16), ("Title", "方正小标宋简体", 22), ("Heading 1", "黑体", 16), ("Heading 2", "楷体", 16)])
def test_each_kind_of_line_has_its_letters_size_and_leading(style: str, letters: str, points: int) -> None:
    found = read(sheet()).styles[style]
    assert f'w:eastAsia="{letters}"' in found.element.xml and "Theme" not in found.element.xml and "w:color" not in found.element.xml
    assert found.font.size == Pt(points) and found.paragraph_format.line_spacing == (Pt(34) if style == "Title" else Pt(28))


def test_every_style_that_is_used_is_there_and_no_other() -> None:
    file = sheet()
    used = set(re.findall(r'w:pStyle w:val="([^"]+)"', part(file, "word/document.xml")))
    there = set(re.findall(r'w:styleId="([^"]+)"', part(file, "word/styles.xml")))
    assert {"Title", "Heading1", "Heading2", "Caption", "Cell", "Small"} == used < there and len(there) < 15


def test_pages_are_numbered_at_the_outer_edge() -> None:
    file = sheet()
    doc = read(file)
    page = doc.sections[0]
    assert doc.settings.odd_and_even_pages_header_footer
    for footer, side in ((page.footer, "right"), (page.even_page_footer, "left")):
        xml = footer.paragraphs[0]._p.xml
        assert 'w:instr="PAGE"' in xml and f'w:jc w:val="{side}"' in xml and footer.paragraphs[0].text == "—  —"


def test_words_are_words_and_lines_are_paragraphs() -> None:
    lines = [each.text for each in read(sheet()).paragraphs]
    assert lines[:2] == ["第 1 次会议记录", "（草稿）"] and "第一行" in lines
    [hostile] = [line for line in lines if line.startswith("第二行")]
    assert hostile.startswith("第二行引号“”——<b>&amp;{{7*7}}") and not re.search("[\x00-\x1f\u202e\ufffe]", hostile)


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    [table] = read(sheet()).tables
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["", "居民"], ["赞成", "31"], ["反对", "4"]]
    rows = [row._tr.xml for row in table.rows]
    assert ["w:tblHeader" in xml for xml in rows] == [True, False, False] and all("w:cantSplit" in xml for xml in rows)
    assert [round(column.width / Mm(1)) for column in table.columns] == [117, 39] and 'w:tblCaption w:val="票数"' in table._tbl.xml


@pytest.mark.parametrize(("language", "code"), [("zh-Hans", "zh-CN"), ("en", "en-GB")])
def test_the_file_says_its_language_and_names_nobody(language: str, code: str) -> None:
    file = sheet(language)
    assert f'w:lang w:val="{code}" w:eastAsia="zh-CN"' in part(file, "word/styles.xml")
    known = read(file).core_properties
    assert (known.title, known.author, known.comments, known.last_modified_by) == ("第 1 次会议记录", "", "", "")


@pytest.mark.slow
def test_libreoffice_opens_it_and_prints_it(tmp_path: Path) -> None:
    pdf, text = converted(sheet(), "pdf", tmp_path), converted(sheet(), "txt", tmp_path).decode()
    assert pdf.startswith(b"%PDF") and b"/MediaBox[0 0 595" in pdf
    assert all(words in text for words in ("第 1 次会议记录", "（草稿）", "一、会议", "（一）排队", "第一行", "票数", "赞成", "31", "引号“”——<b>&amp;"))
