"""Every door of the demo village: looking changes nothing, outsiders do nothing and learn nothing, every kind can be said."""

import ast
import re
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlmodel import SQLModel
from werkzeug.routing import Rule

import council.tables  # noqa: F401
from tests.house import plan
from tests.house.conftest import Village, heads, rows

CAST = ["周敏", "陈阿姨", "王阿婆", "小李", "林老师", "小顾", "老赵", "阿May", "孙老板", "吴警官", "郑经理"]
OUTSIDER = "钱先生"
NOWHERE = 987_654_321
FAR = 60
"""Pages that one visitor walks to from the home page; the rest are called by name."""

pytestmark = pytest.mark.slow


def doors(village: Village, method: str) -> list[Rule]:
    """The routes that answer to a method."""
    return [rule for rule in village.app.url_map.iter_rules() if method in (rule.methods or ()) and rule.endpoint != "static"]


def address(village: Village, rule: Rule, number: int) -> str:
    """A route's address, with `number` for every id and the lane's own slug."""
    with village.app.test_request_context():
        values: dict[str, Any] = {name: number if type(rule._converters[name]).__name__ == "IntegerConverter" else word(name)
                                  for name in rule.arguments}
        return village.app.url_map.bind("localhost").build(rule.endpoint, values, method=sorted(rule.methods or ())[0])


def word(name: str) -> str:
    """Something fitting for an argument that is not a number."""
    return {"slug": "hy", "council": "hy", "lang": "zh", "code": "ABCD2345", "name": "meeting:1"}.get(name, "1")


def walk(client: FlaskClient) -> Iterator[str]:
    """Follow the links from the home page, breadth first."""
    seen, ahead = {"/"}, ["/"]
    while ahead and len(seen) < FAR:
        page = ahead.pop(0)
        yield page
        answer = client.get(page, follow_redirects=True)
        if answer.mimetype != "text/html":
            continue
        for link in re.findall(r'href="(/[^"#]*)"', answer.get_data(as_text=True)):
            if link not in seen and not link.startswith("/static/"):
                seen.add(link)
                ahead.append(link)


def called(village: Village) -> list[str]:
    """Every page by name, for the first three of whatever it is about."""
    return sorted({address(village, rule, number) for rule in doors(village, "GET") for number in (1, 2, 3)})


@pytest.mark.parametrize("name", [*CAST, OUTSIDER, None])
def test_looking_leaves_the_record_and_the_rows_unmoved(village: Village, name: str | None) -> None:
    client = village.client(name)
    before, found, faults = (heads(), rows()), 0, []
    for page in dict.fromkeys([*walk(client), *called(village)]):
        answer = client.get(page)
        found += answer.status_code == 200
        policy = answer.headers["Content-Security-Policy"]
        assert "unsafe" not in policy and "default-src 'none'" in policy
        if answer.status_code >= 500 or heads() != before[0]:
            faults.append((page, answer.status_code))
    assert faults == []
    assert (heads(), rows()) == before
    assert found >= 8


@pytest.mark.parametrize("name", [OUTSIDER, None])
def test_every_post_is_refused_to_the_outsider(village: Village, name: str | None) -> None:
    client = village.client(name)
    before, knocked, faults = (heads()["hy"], rows()), 0, []
    for rule in doors(village, "POST"):
        if not rule.arguments & {"slug", "council"} and not any(part.startswith("<int:") for part in rule.rule.split("/")):
            continue
        for number in (1, 2, 3):
            page = address(village, rule, number)
            answer = client.post(page, data={"once": f"outsider{number}"}, headers={"Accept": "application/json"})
            said = answer.get_json(silent=True) or {}
            if not (400 <= answer.status_code < 500 and said.get("ok") is False and said.get("reason")):
                faults.append((page, answer.status_code))
            knocked += 1
    assert faults == []
    assert (heads()["hy"], rows()) == before
    assert knocked >= 20


def test_an_outsider_cannot_tell_forbidden_from_absent(village: Village) -> None:
    client, compared, faults = village.client(OUTSIDER), 0, []
    for rule in doors(village, "POST"):
        if "<int:" not in rule.rule:
            continue
        answers = []
        for number in (1, NOWHERE):
            answer = client.post(address(village, rule, number), data={"once": f"probe{number}"}, headers={"Accept": "application/json"})
            answers.append((answer.status_code, answer.get_json()))
        if answers[0] != answers[1]:
            faults.append((rule.rule, *answers))
        compared += 1
    assert faults == []
    assert compared >= 10


def kinds_in_code() -> set[str]:
    """Every kind that an act enters by name."""
    found = set()
    for source in plan.sources("council", "seeds"):
        if source.path.startswith("council/bench/"):
            continue
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in ("enter", "_enter"):
                found |= {part.value for given in node.args[:2] for part in ast.walk(given) if isinstance(part, ast.Constant) and isinstance(part.value, str)}
    return {kind for kind in found if re.fullmatch(r"[a-z_]+\.[a-z_]+", kind)}


def test_every_kind_has_its_sentence_and_every_sentence_its_kind() -> None:
    written = {path.stem for path in (plan.HOME / "templates/record/kinds").glob("*.html")}
    assert len(kinds_in_code()) >= 20
    assert kinds_in_code() - written == set()
    assert {path for path in written - kinds_in_code() if not path.startswith("_")} == set()


NAMED = {"name", "note", "reason", "label", "happened", "hurt", "ask", "value", "phone", "email", "code_hash", "hash", "person_id", "by_id"}
PUBLIC = {"council", "compound", "segment", "premises", "convention", "clause", "wording", "stream", "news", "vote", "agendaitem", "leaf",
          "checkpoint"}
"""Tables about the lane itself, whose names and reasons stand on its wall."""


def tables() -> list[Any]:
    """Every table's class."""
    return [mapper.class_ for mapper in SQLModel._sa_registry.mappers]


def test_every_personal_column_has_its_purpose_and_its_retention() -> None:
    missing = [f"{table.__tablename__}.{column.name}" for table in tables() for column in table.__table__.columns
               if column.name in NAMED and column.name not in getattr(table, "__personal__", {})
               and (table.__tablename__ not in PUBLIC or column.name in ("person_id", "by_id"))]
    assert missing == []


def test_what_is_declared_personal_exists_and_says_why_and_how_long() -> None:
    declared = [(table, column, said) for table in tables() for column, said in getattr(table, "__personal__", {}).items()]
    assert len(declared) >= 15
    for table, column, said in declared:
        assert column in table.__table__.columns, f"{table.__tablename__}.{column}"
        purpose, retention = said
        assert len(purpose) > 5 and len(retention) > 5
