"""Paper: a Word file on the page that Chinese offices write on (GB/T 9704-2012), alike in Word, WPS and LibreOffice."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any, Literal, NamedTuple

from docx import Document as blank
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
from docx.enum.text import WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Length, Mm, Pt
from docx.table import Table
from docx.text.paragraph import Paragraph

from council.clock import now
from council.text import clean

TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""The media type of such a file."""

LEADING = Pt(28)
"""From line to line: 22 lines on a page, 28 characters on a line."""

SONG, FANG, HEI, KAI = "方正小标宋简体", "仿宋", "黑体", "楷体"  # data


class Style(NamedTuple):
    """How one kind of line is set."""

    name: str
    chinese: str
    latin: str
    points: int
    leading: Length
    side: ALIGN
    indent: bool


STYLES = (
    Style("Normal", FANG, "Times New Roman", 16, LEADING, ALIGN.JUSTIFY, True),
    Style("Title", SONG, "Times New Roman", 22, Pt(34), ALIGN.CENTER, False),
    Style("Heading 1", HEI, "Arial", 16, LEADING, ALIGN.LEFT, True),
    Style("Heading 2", KAI, "Times New Roman", 16, LEADING, ALIGN.LEFT, True),
    Style("Caption", HEI, "Arial", 14, LEADING, ALIGN.CENTER, False),
    Style("Cell", FANG, "Times New Roman", 14, Pt(21), ALIGN.LEFT, False),
    Style("Small", FANG, "Times New Roman", 12, Pt(18), ALIGN.LEFT, False),
    Style("Footer", "宋体", "Times New Roman", 14, Pt(14), ALIGN.RIGHT, False),  # data
)
AS_KNOWN = {SONG: "宋体", FANG: "仿宋_GB2312", KAI: "楷体_GB2312"}  # data
"""Under which other name an office may have the letters, or the nearest ones."""

WIDTH = 156
"""Millimetres between the margins."""

Side = Literal["left", "center", "right"]
SIDES = {"left": ALIGN.LEFT, "center": ALIGN.CENTER, "right": ALIGN.RIGHT}


def sheet(name: str, language: str = "zh-Hans") -> Document:
    """An empty file with page, letters and page numbers set; name: what the file is called inside. Fill it from the top."""
    doc = blank()
    page = doc.sections[0]
    page.page_width, page.page_height = Mm(210), Mm(297)
    page.top_margin, page.bottom_margin, page.left_margin, page.right_margin = Mm(37), Mm(35), Mm(28), Mm(26)
    page.header_distance, page.footer_distance = Mm(15), Mm(23)
    _prune(doc)
    for style in STYLES:
        _style(doc, style)
    _speak(doc, "en-GB" if language == "en" else "zh-CN")
    _number(doc)
    _letters(doc)
    known = doc.core_properties
    known.title, known.author, known.comments, known.language = clean(name)[:250], "", "", language
    known.created = known.modified = now()
    return doc


def title(doc: Document, text: str) -> Paragraph:
    """The title of the whole, in the middle, with a line of air below."""
    made = _words(doc.add_paragraph(style="Title"), text)
    made.paragraph_format.space_after = LEADING
    return made


def heading(doc: Document, text: str, level: int = 1) -> Paragraph:
    """A heading: 1 in 黑体 (一、), 2 in 楷体 (（一）). It stays with what follows. The numbers are the caller's."""
    made = _words(doc.add_paragraph(style=f"Heading {level}"), text)
    made.paragraph_format.keep_with_next = True
    return made


def paragraph(doc: Document, text: str, side: Side | None = None, style: str = "Normal") -> Paragraph:
    """A paragraph for each line of the text, its first line two characters in; side: set it there instead. style: Normal or Small."""
    for line in clean(text).split("\n"):
        made = _words(doc.add_paragraph(style=style), line)
        if side:
            made.alignment = SIDES[side]
            _indent(made._p.get_or_add_pPr(), 0)
    return made


def table(doc: Document, caption: str, head: Sequence[str], rows: Sequence[Sequence[object]], widths: Sequence[int] = ()) -> Table:
    """A ruled table under its caption; its head is repeated on every page, no row is torn apart, numbers stand on the right.

    widths: millimetres or any other shares of the columns; equal ones when none are given.
    """
    if caption:
        _words(doc.add_paragraph(style="Caption"), caption).paragraph_format.keep_with_next = True
    made = doc.add_table(rows=0, cols=len(head), style="Table Grid")
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    shares = [Mm(WIDTH * share / sum(widths or [1] * len(head))) for share in widths or [1] * len(head)]
    for column, share in zip(made.columns, shares, strict=True):
        column.width = share
    for number, row in enumerate([head, *rows]):
        line = made.add_row()
        _mark(line._tr.get_or_add_trPr(), "w:cantSplit", *([] if number else ["w:tblHeader"]))
        for cell, value, share in zip(line.cells, row, shares, strict=True):
            cell.width = share
            words = _words(cell.paragraphs[0], str(value))
            words._p.style = "Cell"
            if not number or isinstance(value, int):
                words.alignment = ALIGN.RIGHT if number else ALIGN.CENTER
            if not number:
                words.paragraph_format.keep_with_next = True
    _describe(made, caption)
    air = doc.add_paragraph(style="Small").paragraph_format
    air.line_spacing_rule, air.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(10)
    return made


def data(doc: Document) -> bytes:
    """The file as it is sent."""
    out = BytesIO()
    doc.save(out)
    return out.getvalue()


def _words(at: Paragraph, text: str) -> Paragraph:
    """Put text into a paragraph: nothing that XML refuses; quotes and dashes in Chinese letters."""
    run = at.add_run(clean(text).replace("\t", " "))
    run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:hint"), "eastAsia")
    return at


def _prune(doc: Document) -> None:
    """Take away the template's other 150 styles: they make the file large, and every lookup slow."""
    kept = {style.name.lower() for style in STYLES} | {"default paragraph font", "normal table", "no list", "table grid"}
    for style in list(doc.styles.element.style_lst):
        if style.name_val.lower() not in kept:
            doc.styles.element.remove(style)
        for link in style.findall(qn("w:link")):
            style.remove(link)


def _style(doc: Document, wanted: Style) -> None:
    style: Any = doc.styles[wanted.name] if wanted.name in doc.styles else doc.styles.add_style(wanted.name, WD_STYLE_TYPE.PARAGRAPH)
    letters, lines = style.element.get_or_add_rPr(), style.element.get_or_add_pPr()
    for old in [*letters, *lines.findall(qn("w:pBdr"))]:
        old.getparent().remove(old)
    fonts = letters.get_or_add_rFonts()
    for which, font in (("ascii", wanted.latin), ("hAnsi", wanted.latin), ("cs", wanted.latin), ("eastAsia", wanted.chinese)):
        fonts.set(qn(f"w:{which}"), font)
    style.font.size, style.font.bold = Pt(wanted.points), False
    form = style.paragraph_format
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.EXACTLY, wanted.leading
    form.space_before = form.space_after = Pt(0)
    form.alignment, form.widow_control = wanted.side, True
    _indent(lines, wanted.points * 2 if wanted.indent else 0)


def _indent(properties: Any, points: int) -> None:
    """Two characters, in both ways of saying it: WPS counts characters, others points."""
    indent = properties.get_or_add_ind()
    indent.set(qn("w:firstLineChars"), "200" if points else "0")
    indent.set(qn("w:firstLine"), str(points * 20))


def _speak(doc: Document, language: str) -> None:
    for spoken in doc.styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
        spoken.set(qn("w:eastAsia"), "zh-CN")
    for theme in doc.settings.element.iter(qn("w:themeFontLang")):
        theme.set(qn("w:val"), language)
        theme.set(qn("w:eastAsia"), "zh-CN")


def _number(doc: Document) -> None:
    """— 1 — at the outer edge, 7 mm below the text."""
    doc.settings.odd_and_even_pages_header_footer = True
    page = doc.sections[0]
    for footer, side in ((page.footer, ALIGN.RIGHT), (page.even_page_footer, ALIGN.LEFT)):
        line = footer.paragraphs[0]
        line.style, line.alignment = doc.styles["Footer"], side
        line.add_run("— ")
        field = OxmlElement("w:fldSimple")
        field.set(qn("w:instr"), "PAGE")
        line._p.append(field)
        line.add_run(" —")


def _letters(doc: Document) -> None:
    """Name other letters that an office may have instead, so that none falls back to something narrow."""
    part = next((part for part in doc.part.package.iter_parts() if str(part.partname) == "/word/fontTable.xml"), None)
    if part is None:
        return
    known = "".join(f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>' for name, other in AS_KNOWN.items())
    part._blob = part.blob.replace(b"</w:fonts>", known.encode() + b"</w:fonts>")


def _mark(properties: Any, *names: str) -> None:
    for name in names:
        properties.append(OxmlElement(name))


def _describe(made: Table, caption: str) -> None:
    """What a screen reader calls the table."""
    said = OxmlElement("w:tblCaption")
    said.set(qn("w:val"), clean(caption))
    made._tbl.tblPr.append(said)
