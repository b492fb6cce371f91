"""The stage of the walks: one server a walk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.walks.stage import Server, Stage


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """An empty installation."""
    server = Server(tmp_path / "data").open()
    made = Stage(server, browser)
    yield made
    for person in made.people:
        person.context.close()
    server.close()
