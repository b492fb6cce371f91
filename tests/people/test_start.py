"""An empty installation: one link founds the first council, once."""

from pathlib import Path

import pytest

from council.config import Config
from council.db import close_database, create_all_for_tests, open_database, reading
from council.people import acts, reads
from council.people.doorway import first_links, start_token
from council.record.acting import Act
from council.record.models import LogHead
from council.web import build

FOUNDING = {"name": "梧桐弄议事会", "slug": "wt", "compounds": "梧桐弄，槐花坊", "segments": "前弄，后弄", "secretary": "秦书记"}


@pytest.fixture
def empty(tmp_path: Path):  # type: ignore[no-untyped-def]
    config = Config(data=tmp_path, testing=True, demo=False)
    open_database(config)
    create_all_for_tests()
    app = build(config)
    app.config["WTF_CSRF_ENABLED"] = False
    yield config, app
    close_database()


def test_the_first_start_prints_one_link_and_it_works_once(empty) -> None:  # type: ignore[no-untyped-def]
    config, app = empty
    assert any(f"/start/{start_token(config)}" in line for line in first_links(config, "http://x"))
    client, token = app.test_client(), start_token(config)
    assert "建一个议事会" in client.get(f"/start/{token}").text
    bad = client.post(f"/start/{token}", data={**FOUNDING, "slug": "大写 X"})
    assert bad.status_code == 422 and "短名" in bad.text and "梧桐弄议事会" in bad.text
    assert client.post(f"/start/{token}", data=FOUNDING).headers["Location"] == "/c/wt/"
    home = client.get("/c/wt/")
    assert home.status_code == 200 and "导入名册" in home.text
    assert client.post(f"/start/{token}", data={**FOUNDING, "slug": "wu"}).status_code == 404
    assert not list(first_links(config, "http://x"))


def test_a_guessed_link_founds_nothing(empty) -> None:  # type: ignore[no-untyped-def]
    config, app = empty
    start_token(config)
    assert app.test_client().get("/start/guess").status_code == 404
    assert app.test_client().post("/start/guess", data=FOUNDING).status_code == 404


def test_a_council_is_founded_whole_or_not_at_all(empty) -> None:  # type: ignore[no-untyped-def]
    def broken(act: Act) -> None:
        raise RuntimeError("the lights went out")

    with pytest.raises(RuntimeError):
        acts.found_council("wt", "梧桐弄议事会", then=broken)
    with reading() as session:
        assert reads.councils(session) == [] and session.get(LogHead, 1) is None
