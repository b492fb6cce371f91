"""Tables as files: what a secretary saves from a spreadsheet is read into lines of plain cells, and written so that nothing in it runs."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from council.refusal import Refusal
from council.text import clean_line
from council.words import Sentence, _

HEAVIEST = 5 * 1024 * 1024
"""Bytes of a file."""

UNPACKED = 40 * 1024 * 1024
"""Bytes of an XLSX file after unpacking, as its own directory says; zipfile stops where the directory lies."""

MOST_LINES = 5000
MOST_COLUMNS = 40
FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""A spreadsheet may run a cell that begins so (ASVS 5.0, 1.2.10)."""

TOO_HEAVY = _("文件超过 5 MB。名册用不了这么大，请只留名册那一张表。")
UNREADABLE = _("这个文件读不出来。请在表格软件里另存为 CSV 或 XLSX，再传一次。")

Line = tuple[int, list[str]]
"""Where a line stands in the file, counted from 1, and its cells."""


def read(data: bytes) -> list[Line]:
    """The lines of a CSV or XLSX file that have anything in them, told apart by what the file is, not by its name.

    Raises Refusal when the file as a whole cannot be a table.
    """
    if len(data) > HEAVIEST:
        raise Refusal(TOO_HEAVY, 413)
    if data[:4] == b"\xd0\xcf\x11\xe0":
        raise Refusal(_("这是旧的 XLS 文件。请在表格软件里另存为 XLSX 或 CSV，再传一次。"), 415)
    lines = _from_xlsx(data) if data[:4] == b"PK\x03\x04" else _from_csv(_decoded(data))
    found = list(islice((line for line in lines if any(line[1])), MOST_LINES + 2))
    if len(found) > MOST_LINES + 1:
        raise Refusal(Sentence(_("表里超过 {n} 行。请分成几个文件。"), n=f"{MOST_LINES:,}"), 413)
    return found


def to_csv(lines: Iterable[Sequence[str]]) -> bytes:
    """The lines as CSV that Excel opens rightly (UTF-8 with BOM) and that runs nothing."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([harmless(cell) for cell in line] for line in lines)
    return out.getvalue().encode("utf-8-sig")


def to_xlsx(lines: Iterable[Sequence[str]], title: str) -> bytes:
    """The lines as an XLSX file with one sheet."""
    from openpyxl import Workbook  # only who makes a roll needs it; every start would wait for it

    book = Workbook(write_only=True)
    sheet = book.create_sheet(title)
    for line in lines:
        sheet.append([harmless(cell) for cell in line])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(FORMULA) else cell


def _plain(cell: object) -> str:
    """A cell as one clean line; our own mark against formulas is taken off again, and 12.0 is 12."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    said = clean_line("" if cell is None else str(cell)[:500])
    return said[1:] if said[:1] == "'" and said[1:].startswith(FORMULA) else said


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    else:
        encodings = ["utf-8-sig", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise Refusal(UNREADABLE, 415)


def _from_csv(text: str) -> Iterator[Line]:
    header = next((line for line in text.splitlines() if line.strip()), "")
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=max(",\t;", key=header.count))
    begins = 1
    try:
        for cells in reader:
            yield begins, [_plain(cell) for cell in cells[:MOST_COLUMNS]]
            begins = reader.line_num + 1
    except csv.Error:
        raise Refusal(UNREADABLE, 415) from None


def _from_xlsx(data: bytes) -> Iterator[Line]:
    from openpyxl import load_workbook

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            if sum(part.file_size for part in packed.infolist()) > UNPACKED or len(packed.infolist()) > 500:
                raise Refusal(TOO_HEAVY, 413)
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        for number, cells in enumerate(book.worksheets[0].iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            yield number, [_plain(cell) for cell in cells]
    except Refusal:
        raise
    except Exception:  # noqa: BLE001  a broken or hostile workbook fails in many ways, and all of them mean the same
        raise Refusal(UNREADABLE, 415) from None
