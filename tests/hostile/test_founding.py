"""The one link that founds a council, under hostile hands: a council with its secretary, or nothing at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlmodel import select

from council.config import Config
from council.db import close_database, create_all_for_tests, reading
from council.people.doorway import start_token
from council.people.models import Council
from council.record.acting import after_commit
from tests.hostile import attacks
from tests.hostile.doors import DOORS
from tests.hostile.stage import HTML, JSON, app_on, dump, reason
from tests.hostile.test_again_and_late import at_once
from tests.hostile.test_every_post import filled

LAWFUL = {"slug banana", "slug twice", "slug nan"}
"""A council may be called so."""
WRONG = ("nothing", "%E4%BD%A0", "%00", "%ff", "x" * 3000, "%ED%A0%80")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[tuple[Flask, str]]:
    """An installation before its first council, and its founding link."""
    config = Config(data=tmp_path / "data", testing=True)
    app = app_on(config)
    create_all_for_tests()
    yield app, f"/start/{start_token(config)}"
    close_database()
    after_commit.clear()


@pytest.mark.parametrize("accept", [HTML, JSON])
def test_a_hostile_founding_leaves_nothing_and_the_link_stays_good(empty: tuple[Flask, str], accept: str) -> None:
    app, link = empty
    door, before, tried = DOORS["people.found"], dump(), 0
    fields = filled(door, {}, {})
    good = {name: each.valid for name, each in fields.items()}
    for attack in (*attacks.on_fields(fields), *attacks.on_the_form(door, fields)):
        if attack.refused is True and attack.name not in LAWFUL:
            answer = app.test_client().post(link, headers={"Accept": accept}, **attack.request)
            assert 400 <= answer.status_code < 500, attack.name
            assert reason(answer), attack.name
            tried += 1
    for wrong in WRONG:
        assert app.test_client().get(f"/start/{wrong}").status_code in (400, 404)
        assert app.test_client().post(f"/start/{wrong}", data=good).status_code in (400, 404)
    for nothing in ("、", "，；", "、 、"):
        assert app.test_client().post(link, data=good | {"compounds": nothing}).status_code == 422
    assert dump() == before and tried > 30
    assert app.test_client().post(link, data=good).status_code == 303
    assert app.test_client().post(link, data=good | {"slug": "noch"}).status_code == 404
    with reading() as session:
        assert len(session.exec(select(Council)).all()) == 1


def test_two_taps_at_once_found_one_council(empty: tuple[Flask, str]) -> None:
    app, link = empty
    good = {name: each.valid for name, each in filled(DOORS["people.found"], {}, {}).items()}
    answers = at_once(*[lambda: app.test_client().post(link, data=good)] * 4)
    assert sorted(answer.status_code for answer in answers) == [303, 404, 404, 404]
    with reading() as session:
        assert len(session.exec(select(Council)).all()) == 1
