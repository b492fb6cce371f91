"""The showroom and a browser to look at it with."""

import socket
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.look.showroom import Showroom


@pytest.fixture
def room() -> Iterator[Showroom]:
    """A fresh showroom on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    opened = Showroom(port=port).open()
    yield opened
    opened.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A phone's page which remembers what went wrong in it."""
    context = browser.new_context(viewport={"width": 360, "height": 780}, reduced_motion="reduce", bypass_csp=False)
    opened = context.new_page()
    opened.faults = []  # type: ignore[attr-defined]
    opened.on("console", lambda said: opened.faults.append(said.text) if said.type == "error" else None)  # type: ignore[attr-defined]
    opened.on("pageerror", lambda error: opened.faults.append(str(error)))  # type: ignore[attr-defined]
    yield opened
    context.close()

