"""The stage of the walks: one Chromium a worker, one server a walk."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.walks.stage import CHROMIUM, Server, Stage, chromium


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium for all walks."""
    if not CHROMIUM:
        if "chromium" in os.environ.get("COUNCIL_REQUIRE", ""):
            pytest.fail("Chromium is required here and was not found")
        pytest.skip("no Chromium on this machine: install one, or name it in COUNCIL_CHROMIUM")
    with chromium() as opened:
        yield opened


@pytest.fixture
def stage(browser: Browser, tmp_path: Path) -> Iterator[Stage]:
    """An empty installation."""
    server = Server(tmp_path / "data").open()
    made = Stage(server, browser)
    yield made
    for context in browser.contexts:
        context.close()
    server.close()
