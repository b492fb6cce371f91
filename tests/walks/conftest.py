"""The stage of the walks: one server a walk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import Lane
from tests.walks.handset import House
from tests.walks.stage import Server, Stage
from tests.walks.street import Street, street


@pytest.fixture
def house(lane_sqlite: Lane, browser: Browser) -> Iterator[House]:
    """The lane, served in this process."""
    opened = House(lane_sqlite, browser)
    yield opened
    opened.close()


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """An empty installation."""
    server = Server(tmp_path / "data").open()
    made = Stage(server, browser)
    yield made
    for person in made.people:
        person.context.close()
    server.close()


@pytest.fixture(scope="module")
def served(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Street]:
    """The lane with its past behind a server, for all walks of one file; each walk is about things of its own."""
    with street(tmp_path_factory.mktemp("street") / "data", browser) as there:
        yield there


@pytest.fixture
def village(served: Street) -> Iterator[Street]:
    """The same; a walk in which something went wrong in any browser is told so."""
    served.faults.clear()
    yield served
    assert served.faults == []
