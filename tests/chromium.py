"""One headless Chromium a worker, for all tests that look: Playwright can be begun only once in a process."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM = os.environ.get("COUNCIL_CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser; where Chromium is required and missing this fails, elsewhere it skips."""
    if not CHROMIUM:
        if "chromium" in os.environ.get("COUNCIL_REQUIRE", ""):
            pytest.fail("Chromium is required here and was not found")
        pytest.skip("no Chromium on this machine: install one, or name it in COUNCIL_CHROMIUM")
    with sync_playwright() as player:
        opened = player.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield opened
        opened.close()
