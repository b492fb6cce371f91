"""The roll as a file: read with a reason for every bad line, compared with the roll that stands, written out again."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from council.people import sheets
from council.people.roll_words import HEADERS, bare, door_of, office_of, sector_of
from council.people.rules import OFFICES, SECTORS, SIDES
from council.refusal import Refusal
from council.words import Sentence, _

COLUMNS = {"number": "编号", "name": "姓名", "sector": "界别", "door": "门牌", "shop": "户或店名", "office": "职务", "segment": "段"}
"""What a row knows, and the headers that we write; in this order."""

LONGEST = {"number": 32, "name": 40, "door": 20, "shop": 60, "segment": 40}
"""Characters in a cell."""


@dataclass(frozen=True)
class Row:
    """One line of a roll; the fields are those of a newcomer. `line` is where it stood in the file."""

    number: str
    name: str
    sector: str
    door: str = ""
    shop: str = ""
    office: str = ""
    segment: str = ""
    line: int = field(default=0, compare=False)

    @property
    def place(self) -> tuple[str, str, str]:
        """What tells an entry without a number from the others."""
        return self.door, self.name, self.sector

    def facts(self) -> dict[str, str]:
        """The row without its line, for `Newcomer(**row.facts())`."""
        return {name: getattr(self, name) for name in COLUMNS}


@dataclass(frozen=True)
class Problem:
    """What is wrong in a line (0: with the file), in words for the secretary."""

    line: int
    sentence: str


@dataclass(frozen=True)
class Sheet:
    """A file that was read: rows that may be imported, problems of those that may not, notes on what was changed or left out."""

    rows: list[Row]
    problems: list[Problem]
    notes: list[Problem] = field(default_factory=list)


@dataclass(frozen=True)
class Change:
    """An entry that a file changes: as it was, as it becomes, which fields differ."""

    before: Row
    after: Row
    fields: tuple[str, ...]


@dataclass(frozen=True)
class Plan:
    """What an import would do. `missing` stand in the roll and not in the file: they stay as they are."""

    added: list[Row]
    changed: list[Change]
    unchanged: list[Row]
    missing: list[Row]


def parse(data: bytes, filename: str = "") -> Sheet:
    """Read a CSV or XLSX file (UTF-8 or GB18030; comma, tab or semicolon; headers in Chinese or English, in any order)."""
    try:
        lines = sheets.read(data)
    except Refusal as no:
        return Sheet([], [Problem(0, no.sentence)])
    if not lines:
        return Sheet([], [Problem(0, _("这个文件是空的。请选有名册的那一个。"))])
    columns, sheet = _columns(lines[0])
    if sheet.problems:
        return sheet
    seen: dict[object, int] = {}
    for number, cells in lines[1:]:
        _read_line(sheet, seen, number, {name: cells[at] if at < len(cells) else "" for name, at in columns.items()})
    if len(lines) == 1:
        sheet.problems.append(Problem(lines[0][0], _("只有表头，下面没有人。请填好再传。")))
    return sheet


def compare(rows: Iterable[Row], existing: Iterable[Row]) -> Plan:
    """What importing these rows would change. An entry is known by its number, without one by door, name and sector.

    An empty cell says nothing: what stands in the roll stays. Rows of the plan are complete and all have their number.
    """
    left = {old.number: old for old in existing}
    places = {old.place: old.number for old in reversed(left.values())}
    plan = Plan([], [], [], [])
    for row in rows:
        old = _found(row, left, places)
        if old is None:
            plan.added.append(row if row.number else replace(row, number=_own_number(row)))
            continue
        del left[old.number]
        after = replace(old, line=row.line, **{name: said for name, said in row.facts().items() if said and name != "number"})
        fields = tuple(name for name in COLUMNS if getattr(after, name) != getattr(old, name))
        if fields:
            plan.changed.append(Change(old, after, fields))
        else:
            plan.unchanged.append(after)
    plan.missing.extend(left.values())
    return plan


def table(rows: Iterable[Row]) -> list[Sequence[str]]:
    """The roll as lines of words, header first, ready for `sheets.to_csv` or `sheets.to_xlsx`."""
    words = ({**row.facts(), "sector": SECTORS.get(row.sector, row.sector), "office": OFFICES.get(row.office, row.office)} for row in rows)
    return [list(COLUMNS.values()), *([line[name] for name in COLUMNS] for line in words)]


def _found(row: Row, left: dict[str, Row], places: dict[tuple[str, str, str], str]) -> Row | None:
    """The entry that a row is about; one that came without a number may get its number later."""
    if row.number:
        return left.get(row.number) or left.get(_own_number(row))
    return left.get(places.get(row.place, ""))


def _own_number(row: Row) -> str:
    """A lasting number for a row that came without one, the same each time."""
    return "auto-" + hashlib.sha256("\n".join(row.place).encode()).hexdigest()[:10]


def _columns(header: sheets.Line) -> tuple[dict[str, int], Sheet]:
    """Where each column stands; a sheet with problems when the header is not that of a roll."""
    line, cells = header
    sheet, columns = Sheet([], []), dict[str, int]()
    known = {word: name for name, words in HEADERS.items() for word in words.split()}
    for at, cell in enumerate(cells):
        name = known.get(bare(cell))
        if name in columns:
            sheet.problems.append(Problem(line, Sentence(_("“{cell}”有两列。请留一列。"), cell=cell)))
        elif name:
            columns[name] = at
        elif cell:
            sheet.notes.append(Problem(line, Sentence(_("“{cell}”这一列用不到，没有读。"), cell=cell)))
    sheet.problems.extend(Problem(line, Sentence(_("表头里没有“{column}”这一列。第一行要写上各列的名字。"), column=COLUMNS[name]))
                          for name in ("name", "sector") if name not in columns)
    return columns, sheet


def _read_line(sheet: Sheet, seen: dict[object, int], line: int, cells: dict[str, str]) -> None:
    """Put a line among the rows, or its reasons among the problems; `seen` tells where an entry stood first."""
    said = {name: cell.lstrip("=+-@ ") for name, cell in cells.items()}
    if said != cells:
        sheet.notes.append(Problem(line, _("有一格像公式，开头的符号去掉了。")))
    row = Row(said.get("number", ""), said["name"], sector_of(said["sector"]), door_of(said.get("door", "")), said.get("shop", ""),
              office_of(said.get("office", "")), said.get("segment", ""), line)
    first = seen.setdefault(row.number or row.place, line)
    reasons = [reason for reason in (*_reasons(row, said), _why_not_again(row, first)) if reason]
    if reasons:
        sheet.problems.extend(Problem(line, reason) for reason in reasons)
    else:
        sheet.rows.append(row)


def _reasons(row: Row, cells: dict[str, str]) -> list[str | None]:
    """Why a row may not be imported, each reason by itself."""
    long = [Sentence(_("“{column}”太长，最多 {n} 个字。"), column=COLUMNS[name], n=most) for name, most in LONGEST.items()
            if len(getattr(row, name)) > most]
    return [*long, None if row.name else _("没有写姓名。"), _why_not_sector(row.sector, cells["sector"]),
            _why_not_office(row.office, cells.get("office", "")),
            _("居民和商户要写门牌。") if row.sector in SIDES and not row.door else None]


def _why_not_sector(sector: str, said: str) -> str | None:
    if sector:
        return None
    if not said:
        return _("没有写界别。")
    return Sentence(_("不认识界别“{said}”。可以写：居民、商户、民警、物业、单位、居委会。"), said=said[:20])


def _why_not_office(office: str, said: str) -> str | None:
    if office or not said:
        return None
    return Sentence(_("不认识职务“{said}”。可以写：书记、副书记、弄长、楼组长、社区民警、物业经理、志愿者、成员、观察员。"), said=said[:20])


def _why_not_again(row: Row, first: int) -> str | None:
    if first == row.line:
        return None
    if row.number:
        return Sentence(_("编号 {number} 和第 {line} 行重了。"), number=row.number, line=first)
    return Sentence(_("和第 {line} 行是同一个人。"), line=first)
