"""Two hundred hostile texts in every place of grievances and mediation where people write: refused with a sentence, or harmless where they are shown."""

import csv
import io
import json
import re
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest

from council.text import TAGS
from tests.hostile.doors import DOORS
from tests.hostile.parsed import take_apart
from tests.hostile.stage import HTML, JSON, Watched, reason
from tests.hostile.texts import FORMULAS, KINDS, TEXTS
from tests.hostile.writing import MANY, NAMING, ONCE_FIRST, ONCE_LAST, floor_doors, form_fields, words_of, write

SHOWN = (("周敏", "/c/hy/grievances"), ("王阿婆", "/cases/{case}"), ("老赵", "/cases/{case}"), ("周敏", "/cases/{voiced}/statements/desk"),
         ("王阿婆", "/cases/{voiced}/statements"), ("王阿婆", "/cases/{quiet}/options"), (None, "/cases/{quiet}/options"), (None, "/c/hy/record?small=1"),
         ("王阿婆", "/c/hy/"), ("周敏", "/c/hy/cases"), ("陈阿姨", "/c/hy/appeals"), ("周敏", "/cases/{case}/desk"), ("周敏", "/cases/{case}/dossier"),
         ("周敏", "/cases/{case}/talk"), ("王阿婆", "/cases/{case}/talk"), ("周敏", "/grievances/{spare}"), ("王阿婆", "/grievances/{about}"),
         ("王阿婆", "/grievances/{queued}"), ("周敏", "/grievances/{queued}/papers"), ("王阿婆", "/grievances/{spare}/receipt"), ("周敏", "/c/hy/categories"),
         (None, "/c/hy/promises"), ("周敏", "/meetings/{drafted}/minutes"), ("王阿婆", "/meetings/{put_up}/minutes"), ("周敏", "/c/hy/board"),
         ("王阿婆", "/c/hy/my-words"), ("王阿婆", "/notices"), ("周敏", "/c/hy/mediation"), ("王阿婆", "/invitations/{invitation}"))
DATA = ("/cases/{voiced}/statements.json", "/cases/{quiet}/options.json")
GROUPS = 20


def written_and_shown(stage: Watched, texts: list[str], group: int = 0) -> tuple[list[tuple[str, str]], set[str]]:
    """Write them everywhere; returns the pages that show them, and the doors through which one of them went."""
    led: list[tuple[str | None, str]] = []
    found, taken = [], set()
    for name, text, who, answer in write(stage, texts, group):
        assert answer.status_code < 500, (name, text[:60], answer.status_code)
        if answer.status_code >= 400:
            assert reason(answer), (name, text[:60], answer.status_code)
            continue
        taken.add(name)
        if answer.is_json:
            led += [(who, to)] if (to := json.loads(answer.get_data()).get("to")) else []
        elif answer.mimetype == HTML:
            found.append((name, answer.get_data(as_text=True)))
        else:
            paper(answer.get_data())
    places = [(who, path.format(**stage.ground.hy)) for who, path in SHOWN] + led
    for who, path in dict.fromkeys(places):
        answer = stage.client(who).get(path, headers={"Accept": HTML})
        assert answer.status_code in (200, 403, 404), (path, answer.status_code)
        found.append((path, answer.get_data(as_text=True)))
    return found, taken


def paper(data: bytes) -> None:
    """A document for the office: every part of it is whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as parts:
        for name in parts.namelist():
            if name.endswith((".xml", ".rels")):
                ElementTree.fromstring(parts.read(name))


@pytest.fixture(scope="module")
def plain() -> dict[str, set[tuple[str, str]]]:
    """What a plain sentence makes of the pages, kept from the first test that writes one."""
    return {}


def vocabulary(stage: Watched, plain: dict[str, set[tuple[str, str]]]) -> set[tuple[str, str]]:
    """Every element and attribute that the pages have when people write plain sentences, and what Markdown may make of them."""
    if not plain:
        found, taken = written_and_shown(stage, [f"第 {n} 件，留一条路。" for n in range(7)])
        assert set(everywhere()) - taken == set(), "a plain sentence goes through every door"
        stage.restore()
        plain["words"] = {word for _path, text in found for word in take_apart(text).words} | {(tag, "") for tag in TAGS} | {("a", "rel"), ("ol", "start")}
    return plain["words"]


@pytest.mark.parametrize("group", [pytest.param(number, marks=[pytest.mark.slow] if number >= 4 else []) for number in range(GROUPS)])
def test_a_hostile_text_is_refused_with_a_sentence_or_harmless(stage: Watched, plain: dict[str, set[tuple[str, str]]], group: int) -> None:
    known, faults = vocabulary(stage, plain), []
    chosen = dict(list(TEXTS.items())[group::GROUPS])
    found, taken = written_and_shown(stage, list(chosen.values()), group)
    for path, html in found:
        page = take_apart(html)
        faults += [f"{path}: {fault}" for fault in page.faults] + [f"{path}: <{tag} {attribute}>" for tag, attribute in page.words - known]
    for path in DATA:
        answer = stage.client("王阿婆").get(path.format(**stage.ground.hy))
        assert answer.status_code == 200 and isinstance(answer.get_json(), dict)
    faults += [f"the record: hidden sign U+{ord(sign):04X}" for sign in "\u202e\u200b\x1b" if sign in stage.news()]
    assert faults == [], f"one of {list(chosen)}: {faults}"
    assert len(taken) > 20


def everywhere() -> tuple[str, ...]:
    """The doors through which words go."""
    return (*ONCE_FIRST, *MANY, *ONCE_LAST)


def test_no_field_for_words_of_these_floors_is_left_out(stage: Watched) -> None:
    doors = floor_doors(stage.app)
    assert {name for name in doors if words_of(name)} == set(everywhere()), "a door with words is not gone through, or stands in the list without words"
    assert not [name for name, keys in NAMING.items() if not set(keys) <= set(doors[name].fields)]
    unsaid = {name: form_fields(stage.app.view_functions[name]) - set(door.fields) for name, door in doors.items()}
    assert {name: keys for name, keys in unsaid.items() if keys} == {}, "fields of a form that tests/hostile/doors.py does not name"


def test_the_walk_sees_a_form_with_a_field_that_nobody_named(stage: Watched) -> None:
    seen: dict[str, Any] = {name: form_fields(stage.app.view_functions[name]) for name in floor_doors(stage.app)}
    assert {"note", "to"} <= seen["handling.desk.move"] and "words" in seen["clocks.promise"] and sum(map(bool, seen.values())) > 30
    assert set(DOORS["handling.desk.move"].fields) > {"note"}


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
