"""What the machine's owner can do without a browser: found one more council, give a secretary a fresh card."""

import pytest

from council.db import open_database
from council.people import card, found
from tests.conftest import Lane


@pytest.fixture
def here(lane_sqlite: Lane, monkeypatch: pytest.MonkeyPatch) -> Lane:
    monkeypatch.setenv("COUNCIL_DATA", str(lane_sqlite.config.data))
    return lane_sqlite


def test_a_secretary_gets_a_fresh_card(here: Lane, capsys: pytest.CaptureFixture[str]) -> None:
    assert card.main(["hy", "周敏"]) == 0
    link = capsys.readouterr().out.strip()
    open_database(here.config)
    assert "周敏" in here.client().get(link[link.index("/enter"):]).text


@pytest.mark.parametrize("argv, code", [([], 3), (["hy"], 3), (["nowhere", "周敏"], 1), (["hy", "没有的人"], 1), (["dx", "周敏"], 1)])
def test_who_is_not_there_gets_no_card(here: Lane, argv: list[str], code: int, capsys: pytest.CaptureFixture[str]) -> None:
    assert card.main(argv) == code
    said = capsys.readouterr()
    assert said.out == "" and said.err


def test_one_more_council_is_founded_by_a_link_of_its_own(here: Lane, capsys: pytest.CaptureFixture[str]) -> None:
    assert found.main(["x"]) == 3
    assert found.main([]) == 0
    link = capsys.readouterr().out.strip()
    open_database(here.config)
    done = here.client().post(link[link.index("/start"):], data={"name": "梧桐弄议事会", "slug": "wt", "compounds": "梧桐弄", "secretary": "秦书记"})
    assert done.headers["Location"] == "/c/wt/"
    assert here.client().get("/").status_code == 200
    taken = here.client().post(link[link.index("/start"):], data={"name": "又一个", "slug": "hy", "compounds": "x", "secretary": "y"})
    assert taken.status_code == 404
