"""Two hundred hostile texts in every place of grievances and mediation where people write: refused with a sentence, or harmless where they are shown."""

import csv
import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from council.text import TAGS
from tests.hostile.doors import DOORS
from tests.hostile.parsed import take_apart
from tests.hostile.stage import HTML, JSON, Watched, reason
from tests.hostile.texts import FORMULAS, KINDS, TEXTS

MANY = ("grievances.file", "grievances.add", "grievances.answer", "grievances.join", "mediation.note_goal", "talks.note", "interests.note", "terms.offer",
        "terms.state", "statements.writing.propose")
ONCE = ("handling.propose", "clocks.climb", "cases.open_case", "statements.desk.turn_down", "statements.writing.appeal", "statements.desk.decide",
        "options.put_up", "statements.writing.reword")
"""Doors of both floors with words in their form: those that may be gone through again and again, and those that close behind whoever did."""

SHOWN = (("周敏", "/c/hy/grievances"), ("王阿婆", "/cases/{case}"), ("老赵", "/cases/{case}"), ("周敏", "/cases/{voiced}/statements/desk"),
         ("王阿婆", "/cases/{voiced}/statements"), ("王阿婆", "/cases/{quiet}/options"), (None, "/cases/{quiet}/options"), (None, "/c/hy/record?small=1"),
         ("王阿婆", "/c/hy/"), ("周敏", "/c/hy/cases"), ("陈阿姨", "/c/hy/appeals"))
DATA = ("/cases/{voiced}/statements.json", "/cases/{quiet}/options.json")
GROUPS = 20


def write(stage: Watched, text: str, number: int) -> Iterator[tuple[str, str | None, Any]]:
    """The text into every field for words of every door, the others as they should be: (door, who, answer)."""
    ids = stage.ground.hy
    for name in (*MANY, ONCE[number % len(ONCE)]):
        door = DOORS[name]
        fields = {key.format(**ids): text if each.kind == "text" else each.valid.format(**ids) for key, each in door.fields.items()}
        if name == "grievances.file":
            fields |= {"door": "", "building": ""}
        yield name, door.by, stage.knock(door.by, door.path.format(**ids), JSON, data=fields)


def written_and_shown(stage: Watched, texts: list[str]) -> tuple[list[tuple[str, str]], int]:
    """Write them everywhere; returns the pages that show them, and in how many places they were taken."""
    led: list[tuple[str | None, str]] = []
    for number, text in enumerate(texts):
        for name, who, answer in write(stage, text, number):
            assert answer.status_code < 500, (name, text[:60], answer.status_code)
            if answer.status_code < 400:
                led.append((who, json.loads(answer.get_data())["to"]))
            else:
                assert reason(answer), (name, text[:60], answer.status_code)
    places = [(who, path.format(**stage.ground.hy)) for who, path in SHOWN] + led
    found = []
    for who, path in dict.fromkeys(places):
        answer = stage.client(who).get(path, headers={"Accept": HTML})
        assert answer.status_code in (200, 403, 404), (path, answer.status_code)
        found.append((path, answer.get_data(as_text=True)))
    return found, len(led)


@pytest.fixture(scope="module")
def plain() -> dict[str, set[tuple[str, str]]]:
    """What a plain sentence makes of the pages, kept from the first test that writes one."""
    return {}


def vocabulary(stage: Watched, plain: dict[str, set[tuple[str, str]]]) -> set[tuple[str, str]]:
    """Every element and attribute that the pages have when people write plain sentences, and what Markdown may make of them."""
    if not plain:
        found, taken = written_and_shown(stage, [f"第 {n} 件，门口留一条走得过轮椅的路，别的都好说。" for n in range(len(ONCE))])
        assert taken >= 40, f"plain sentences went through {taken} doors only"
        stage.restore()
        plain["words"] = {word for _path, text in found for word in take_apart(text).words} | {(tag, "") for tag in TAGS} | {("a", "rel"), ("ol", "start")}
    return plain["words"]


@pytest.mark.parametrize("group", [pytest.param(number, marks=[pytest.mark.slow] if number >= 4 else []) for number in range(GROUPS)])
def test_a_hostile_text_is_refused_with_a_sentence_or_harmless(stage: Watched, plain: dict[str, set[tuple[str, str]]], group: int) -> None:
    known, faults = vocabulary(stage, plain), []
    chosen = dict(list(TEXTS.items())[group::GROUPS])
    found, taken = written_and_shown(stage, list(chosen.values()))
    for path, html in found:
        page = take_apart(html)
        faults += [f"{path}: {fault}" for fault in page.faults] + [f"{path}: <{tag} {attribute}>" for tag, attribute in page.words - known]
    for path in DATA:
        answer = stage.client("王阿婆").get(path.format(**stage.ground.hy))
        assert answer.status_code == 200 and isinstance(answer.get_json(), dict)
    faults += [f"the record: hidden sign U+{ord(sign):04X}" for sign in "\u202e\u200b\x1b" if sign in stage.news()]
    assert faults == [], f"one of {list(chosen)}"
    assert taken > 20


def test_no_cell_of_an_export_is_a_formula(stage: Watched) -> None:
    ids = stage.ground.hy
    for text in FORMULAS:
        made = stage.knock("周敏", f"/cases/{ids['voiced']}/statements", JSON, data={"text": text, "anyway": "yes"})
        assert made.status_code in (200, 409, 422)
    assert stage.knock("周敏", f"/statements/rounds/{ids['turn']}/close").status_code < 400
    table = stage.client("王阿婆").get(f"/cases/{ids['voiced']}/statements.csv").get_data(as_text=True)
    cells = [cell for line in csv.reader(table.removeprefix("\ufeff").splitlines()) for cell in line]
    assert any("HYPERLINK" in cell for cell in cells) and not [cell for cell in cells if re.match(r"[=+\-@\t\r]", cell)]


def test_the_corpus_is_what_it_says() -> None:
    assert len(TEXTS) >= 200 and len(set(TEXTS.values())) == len(TEXTS) and all(KINDS.values())


@pytest.mark.parametrize(("html", "fault"), [("<b>", "never closed"), ("<script>x</script></p>", "</p>"), ("<a href='javascript:x'>x</a>",
    "leads to"), ("<p>\u202ex</p>", "U+202E")])
def test_a_broken_page_is_seen(html: str, fault: str) -> None:
    whole = f"<html><head><title>x</title></head><body><main><h1>x</h1>{html}</main></body></html>"
    assert any(fault in each for each in take_apart(whole).faults)
    assert take_apart("<html><head><title>x</title></head><body><main><h1>x</h1><p>好</p></main></body></html>").faults == []
