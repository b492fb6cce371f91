"""A phone that loses its line: the house served in this process, so that a test sees its rows, and a browser for each person."""

import re
import threading
from typing import Any

import pytest
from flask import Flask, request
from playwright.sync_api import Browser, Page, expect
from sqlmodel import select
from werkzeug.serving import make_server

from council.db import keeping, reading
from council.grievances.models import Grievance
from council.people.models import Device
from council.people.session import COOKIE, end_devices
from council.photos import Photo
from council.web import build
from tests.conftest import Lane
from tests.walks.stage import WATCH, picture

NEW = "/c/hy/grievances/new"
NO_LINE = re.compile(r"ERR_INTERNET_DISCONNECTED|ERR_FAILED|Failed to load resource: the server responded with a status of [45]")


class House:
    """The served lane; what stands in `closed` is answered 503."""

    def __init__(self, lane: Lane, browser: Browser) -> None:
        self.lane, self.browser = lane, browser
        self.app: Flask = build(lane.config)
        self.server = make_server("127.0.0.1", 0, self.app, threaded=True)
        self.url = f"http://127.0.0.1:{self.server.port}"
        self.handsets: list[Handset] = []
        self.closed: set[str] = set()
        self.app.before_request_funcs[None].insert(0, lambda: ("", 503) if request.path in self.closed else None)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def close(self) -> None:
        """Stop, browsers first; whatever went wrong in one of them is told."""
        for handset in self.handsets:
            handset.context.close()
        self.server.shutdown()
        assert [fault for handset in self.handsets for fault in handset.faults] == []

    def handset(self, name: str | None = "王阿婆", **options: Any) -> "Handset":
        """A phone, signed in as somebody."""
        self.handsets.append(Handset(self, name, **options))
        return self.handsets[-1]

    def filed(self) -> list[tuple[str, str]]:
        """Who has filed which words, oldest first; the record says the same number."""
        with reading() as session:
            rows = session.exec(select(Grievance).order_by(Grievance.id)).all()  # type: ignore[arg-type]
            said = [(name, row.happened) for row in rows for name, id in self.lane.people.items() if id == row.person_id]
        assert len([leaf for leaf in self.lane.leaves() if leaf["kind"] == "grievance.filed"]) == len(said)
        return said

    def photos(self) -> int:
        """How many pictures there are."""
        with reading() as session:
            return len(session.exec(select(Photo)).all())

    def sign_out_everywhere(self, name: str) -> None:
        """As the secretary does when a phone is lost."""
        with keeping() as session:
            end_devices(session, self.lane.people[name])

    def devices(self, name: str) -> int:
        """How many are signed in."""
        with reading() as session:
            return len([row for row in session.exec(select(Device).where(Device.person_id == self.lane.people[name])) if row.ended_at is None])


class Handset:
    """A person's phone; the app may be closed and opened again."""

    def __init__(self, house: House, name: str | None, **options: Any) -> None:
        self.house, self.faults = house, []  # type: House, list[str]
        self.context = house.browser.new_context(**{"viewport": {"width": 360, "height": 780}, "locale": "zh-CN", "reduced_motion": "reduce", **options})
        self.context.add_init_script(WATCH)
        self.context.set_default_timeout(15_000)
        if name:
            self.sign_in(name)
        self.page = self.opened()

    def opened(self) -> Page:
        """Another tab."""
        page = self.context.new_page()
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" and not NO_LINE.search(said.text) else None)
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        return page

    def sign_in(self, name: str) -> None:
        """By a card, as this person, from now on."""
        self.context.add_cookies([{"name": COOKIE, "value": self.house.lane.device(name), "url": self.house.url}])

    def go(self, path: str) -> Page:
        """Open a page of the house."""
        self.page.goto(self.house.url + path)
        return self.page

    def line(self, there: bool) -> None:
        """The line comes or goes."""
        self.context.set_offline(not there)

    def reopen(self) -> None:
        """The app is swiped away and opened again, with nothing on the screen."""
        self.page.close()
        self.page = self.opened()

    def until(self, holds: str) -> None:
        """Wait in the page until this asynchronous function holds."""
        self.page.evaluate("""async (holds) => { const until = Date.now() + 15000, ask = Function("return " + holds)();
            while (!await ask()) { if (Date.now() > until) throw new Error("never: " + holds); await new Promise((done) => setTimeout(done, 50)); } }""", holds)

    def ready(self) -> None:
        """Its service worker keeps the forms."""
        self.until("async () => { for (const name of await caches.keys()) if (name.startsWith('pages-') && await (await caches.open(name))"
                   f".match('{NEW}', {{ignoreVary: true}})) return true; return false; }}")

    def write(self, words: str = "周末排队排到我家门口。", photos: int = 0, category: str = "queue") -> None:
        """Fill the form that is open."""
        page = self.page
        page.locator("[name=happened]").fill(words)
        page.locator("[name=ask]").fill("门口留一条路。")
        page.locator("input[name=impact][value='4'] + label").click()
        if category:
            page.locator("select[name=category]").select_option(category)
        for number in range(1, photos + 1):
            self.take(f"{number}.jpg")
            page.get_by_alt_text(f"第 {number} 张照片").wait_for()

    def take(self, *names: str) -> None:
        """Photos from the camera or the album."""
        self.page.locator("input[type=file]").set_input_files([{"name": name, "mimeType": "image/jpeg", "buffer": picture()} for name in names])

    def send(self) -> None:
        """The one button."""
        self.page.get_by_role("button", name="说出去").click()

    def sees(self, words: str) -> None:
        """The words are there, now or soon."""
        self.page.get_by_text(words).first.wait_for()

    def kept(self) -> list[dict[str, Any]]:
        """What the phone's own database holds, without the bytes."""
        rows: list[dict[str, Any]] = self.page.evaluate("""() => new Promise((done) => { const ask = indexedDB.open("lane"); ask.onsuccess = () => {
            const all = ask.result.transaction("outbox").objectStore("outbox").getAll();
            all.onsuccess = () => { ask.result.close(); done(all.result.map(
                ({fields, ...row}) => ({...row, fields: (fields || []).map(([name]) => name)}))); }; }; })""")
        return rows


WORKERS = pytest.mark.parametrize("workers", ["allow", "block"])
"""With a service worker, and in a web view that has none."""


def arrived(handset: Handset, *said: tuple[str, str]) -> None:
    """Nothing waits any more, and these were filed, in this order."""
    expect(handset.page.get_by_text("件没送到")).to_have_count(0)
    assert handset.house.filed() == list(said)
