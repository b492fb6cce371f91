"""Whoever reads no Chinese misses nothing: every sentence that the house says stands in the English catalogue."""

import ast
import io
import re
from pathlib import Path

import pytest
from jinja2 import Environment, nodes

from council import catalogue

TEMPLATES = sorted(path for path in (catalogue.ROOT / "templates").rglob("*.html") if "styleguide" not in path.parts)
OWN_NAMES = {"中文", "中"}
"""What the way to Chinese is called, in Chinese."""


def test_every_sentence_has_its_english_with_the_same_values():
    assert len(list(catalogue.collected())) > 500
    assert catalogue.missing() == []


def test_the_catalogue_that_is_read_is_the_one_that_was_written():
    assert catalogue.PO.with_suffix(".mo").read_bytes() == catalogue.compiled(), "run: python -m council.i18n compile"


def test_no_english_sentence_is_left_from_a_chinese_one_that_nobody_says_any_more():
    said = {message.id for message in catalogue.collected()}
    assert [message.id for message in catalogue.kept() if message.id and message.id not in said] == [], "run: python -m council.i18n extract"


def test_english_has_no_chinese_in_it_but_the_words_that_a_file_may_use():
    odd = [message.string for message in catalogue.kept() if catalogue.HAN.search(str(message.string)) and "公约" not in str(message.string)]
    assert all("居民 (resident)" in said or "书记 (secretary)" in said for said in odd), odd


@pytest.mark.parametrize("path", TEMPLATES, ids=[str(path.relative_to(catalogue.ROOT / "templates")) for path in TEMPLATES])
def test_a_template_says_nothing_that_cannot_be_translated(path: Path):
    tree = Environment(extensions=["jinja2.ext.i18n"]).parse(path.read_text())
    calls = [call for call in tree.find_all(nodes.Call) if getattr(call.node, "name", "") in ("_", "gettext", "ngettext")]
    marked = {id(const) for call in calls for const in call.find_all(nodes.Const)}
    loose = [data.data.strip() for data in tree.find_all(nodes.TemplateData) if catalogue.HAN.search(data.data)]
    loose += [str(const.value) for const in tree.find_all(nodes.Const)
              if id(const) not in marked and catalogue.HAN.search(str(const.value)) and const.value not in OWN_NAMES]
    assert loose == []


def test_a_sentence_with_values_is_a_pattern_and_not_put_together_on_the_spot():
    """An f-string cannot be translated; `Sentence(_("还差 {n} 家"), n=3)` can."""
    passed_over = re.findall(r"\[ignore: (council/\S+\.py)\]", (catalogue.ROOT / "babel.cfg").read_text())
    loose = [f"{path.name}:{node.lineno}" for path in (catalogue.ROOT / "council").rglob("*.py")
             if str(path.relative_to(catalogue.ROOT)) not in passed_over and "bench" not in path.parts
             for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.JoinedStr)
             and any(isinstance(part, ast.Constant) and catalogue.HAN.search(str(part.value)) for part in node.values)]
    assert loose == []


def test_strings_of_code_are_found_marked_or_not_and_words_that_we_only_read_are_not():
    source = '''"""Docstring 一."""\nA = "居民"\nB = {"k": _("还差 {n} 家")}\nC = "编号"  # data\nD = "[号门]\\\\d"\nE = f"{A} 号"\n'''
    assert [said for _line, _name, said, _comments in catalogue.literals(io.BytesIO(source.encode()), {}, (), {})] == ["居民", "还差 {n} 家"]


@pytest.mark.parametrize(("chinese", "english", "same"), [
    ("还差 {n} 家", "{n} short", True), ("还差 {n} 家", "short", False), ("%(n)s 条", "%(n)s entries", True), ("%(n)s 条", "%(m)s entries", False),
    ("{n:,} 条", "{n} entries", True), ("百分之百", "100%", True),
])
def test_values_are_compared_by_their_names(chinese, english, same):
    assert (catalogue._values(chinese) == catalogue._values(english)) is same
