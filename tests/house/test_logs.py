"""What stands in the logs when something breaks: enough to find the fault, nothing that opens a door or says who voted what."""

import pytest
import structlog
from sqlalchemy import text

from council.db import writing
from tests.conftest import Lane


def test_a_page_that_breaks_is_logged_by_its_name_and_not_by_its_address(lane_sqlite: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    def fall(*_any: object) -> None:
        raise RuntimeError("the floor gave way")

    client = lane_sqlite.client()
    monkeypatch.setattr("council.people.enrolment.card_of", fall)
    with structlog.testing.capture_logs() as lines:
        assert client.get("/enter/K7M2Q4RD").status_code == 500
    told = [line for line in lines if line["event"] == "broken"]
    assert [line["endpoint"] for line in told] == ["people.enter"] and all(len(line["id"]) == 12 for line in told)
    assert "K7M2Q4RD" not in str(lines)


def test_an_error_of_the_database_does_not_say_what_was_written(lane: Lane) -> None:
    with pytest.raises(Exception, match="nowhere") as fault, writing() as session:
        session.execute(text("INSERT INTO nowhere VALUES (:name)"), {"name": "王阿婆"})
    assert "王阿婆" not in str(fault.value)
