"""The English catalogue: collect every Chinese sentence of code and templates, compile, and say what is still missing."""

import ast
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Any, BinaryIO

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
PO = ROOT / "translations" / "en" / "LC_MESSAGES" / "messages.po"
HAN = re.compile(r"[\u4e00-\u9fff]")

Found = tuple[int, str | None, Any, list[str]]


def literals(source: BinaryIO, keywords: Any, comment_tags: Any, options: Any) -> Iterator[Found]:
    """Babel's way to read a Python file, ours: each Chinese string in it is said to somebody, marked or not.

    Docstrings, f-strings, patterns (with a backslash) and lines that end in `# data` are not: those hold words that we read.
    """
    text = source.read().decode()
    tree, lines = ast.parse(text), text.splitlines()
    silent = {id(node) for node in _silent(tree)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in silent or lines[node.lineno - 1].rstrip().endswith("# data"):
            continue
        if isinstance(node.value, str) and HAN.search(node.value) and "\\" not in node.value:
            yield node.lineno, None, node.value, []


def _silent(tree: ast.AST) -> Iterator[ast.AST]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            yield node.value
        if isinstance(node, ast.JoinedStr):
            yield from node.values


def collected() -> Catalog:
    """All that the code and the templates say now."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as config:
        methods, options = parse_mapping_cfg(config)
    said = Catalog(project="lane-council", charset="utf-8")
    for name, line, message, comments, _context in extract_from_dir(ROOT, methods, options, comment_tags=("for translators:",)):
        said.add(message, None, [(name, line)], auto_comments=comments)
    return said


def kept() -> Catalog:
    """The English catalogue as it stands in the tree."""
    with PO.open("rb") as file:
        return read_po(file, locale="en")


def extract() -> None:
    """Bring the catalogue's sentences up to date; translations stay, sentences that nobody says any more go."""
    english = kept() if PO.exists() else Catalog(locale="en")
    english.update(collected(), no_fuzzy_matching=True, update_header_comment=False)
    english.obsolete.clear()
    write(english)


def write(english: Catalog) -> None:
    """Put the catalogue into the tree, the same bytes for the same sentences."""
    english.header_comment, english.fuzzy = "# The house in English. The sentences are collected by `python -m council.i18n extract`.", False
    english.project, english.version, english.last_translator, english.msgid_bugs_address = "lane-council", "0.1", "", ""
    english.creation_date = english.revision_date = datetime(2026, 11, 22, tzinfo=UTC)
    PO.parent.mkdir(parents=True, exist_ok=True)
    with PO.open("wb") as file:
        write_po(file, english, width=130, include_lineno=False, sort_by_file=True)


def compiled() -> bytes:
    """The catalogue as the running house reads it."""
    out = BytesIO()
    write_mo(out, kept())
    return out.getvalue()


def missing() -> list[str]:
    """Sentences without English, and English that would break: a value that the Chinese has and the English has not."""
    english, gaps = kept(), []
    for message in collected():
        if not message.id:
            continue
        there = english.get(message.id)
        said = (there and there.string) or ""
        if not (all(said) if isinstance(said, tuple) else said):
            gaps.append(f"no English: {message.id}")
        elif _values(message.id) != _values(said):
            gaps.append(f"other values: {message.id} -> {said}")
    return gaps


def _values(message: str | tuple[str, ...] | list[str]) -> set[str]:
    """The values that a sentence is filled with; what Chinese writes as {han}, 三, English writes as {n}, 3."""
    parts = [message] if isinstance(message, str) else message
    names = {name for part in parts for pair in re.findall(r"\{(\w+)[^}]*\}|%\((\w+)\)s", part) for name in pair if name}
    return {"n" if name == "han" else name for name in names}


def main() -> None:
    """`python -m council.i18n extract|compile|missing`."""
    order = sys.argv[1] if len(sys.argv) == 2 else ""
    if order == "extract":
        extract()
    elif order == "compile":
        PO.with_suffix(".mo").write_bytes(compiled())
    elif order == "missing":
        gaps = missing()
        sys.stdout.write("".join(f"{gap}\n" for gap in gaps))
        sys.exit(1 if gaps else 0)
    else:
        sys.exit("python -m council.i18n extract | compile | missing")
