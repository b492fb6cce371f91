"""A real server and real browsers: each person of the evening has their own."""

import io
import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import requests
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, Response

from tests.look.looking import axe

HOME = Path(__file__).resolve().parents[2]
WATCH = "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"


class Server:
    """`python -m council.serve` on a free port and a fresh data folder."""

    def __init__(self, data: Path, demo: bool = False, port: int | None = None) -> None:
        self.data, self.said = data, data.with_suffix(".log")
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.demo = demo
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "subprocess.Popen[bytes]":
        """Start, and do not wait."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("COUNCIL_")}
        env |= {"COUNCIL_DATA": str(self.data), "COUNCIL_PORT": str(self.port), "COUNCIL_HOST": "127.0.0.1", "COUNCIL_DEMO": "1" if self.demo else "0",
                "PYTHONUNBUFFERED": "1"}
        with self.said.open("ab") as out:
            self.process = subprocess.Popen([sys.executable, "-m", "council.serve"], cwd=HOME, env=env, stdout=out, stderr=subprocess.STDOUT)
        return self.process

    def open(self) -> "Server":
        """Start and wait until it answers."""
        process = self.start()
        until = time.monotonic() + 120
        while time.monotonic() < until and process.poll() is None:
            try:
                requests.get(f"{self.url}/healthz", timeout=2)
                return self
            except requests.ConnectionError:
                time.sleep(0.1)
        raise AssertionError(self.said.read_text()[-3000:])

    def close(self, how: int = signal.SIGTERM) -> None:
        """End this server, by its own process id."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(timeout=20)

    def printed(self, pattern: str) -> str:
        """The first group of what it printed, as soon as it has."""
        until = time.monotonic() + 60
        while time.monotonic() < until:
            if found := re.search(pattern, self.said.read_text()):
                return found[1]
            time.sleep(0.1)
        raise AssertionError(self.said.read_text()[-3000:])


class Person:
    """Somebody with a browser of their own, which remembers what went wrong in it."""

    def __init__(self, stage: "Stage", name: str, width: int = 360, height: int = 780, scripts: bool = True) -> None:
        self.stage, self.name, self.scripts = stage, name, scripts
        self.context: BrowserContext = stage.browser.new_context(
            viewport={"width": width, "height": height}, locale="zh-CN", reduced_motion="reduce", java_script_enabled=scripts)
        self.context.add_init_script(WATCH)
        self.page: Page = self.context.new_page()
        self.page.set_default_timeout(20_000)
        self.page.on("console", lambda said: stage.faults.append(f"{name}: {said.text}") if said.type == "error" else None)
        self.page.on("pageerror", lambda error: stage.faults.append(f"{name}: {error}"))
        self.page.on("request", lambda asked: self._own_house(asked.url))
        self.page.on("response", self._no_broken)

    def _own_house(self, url: str) -> None:
        if not url.startswith((self.stage.url, "blob:", "data:", "ws://127.0.0.1")):
            self.stage.faults.append(f"{self.name}: asked another host: {url}")

    def _no_broken(self, answer: Response) -> None:
        if answer.status >= 500:
            self.stage.faults.append(f"{self.name}: {answer.status} from {answer.url}")

    def go(self, path: str) -> Page:
        """Open a page of the house; a kind of page that nobody has opened this evening is looked at closely."""
        self.page.goto(path if path.startswith("http") else self.stage.url + path)
        return self.look_once()

    def arrives(self, at: str) -> Page:
        """A press has led to a page whose address ends like this."""
        self.page.wait_for_url(re.compile(at + r"(?:[?#].*)?$"), wait_until="load")
        return self.look_once()

    def look_once(self) -> Page:
        """The first of its kind is looked at closely."""
        kind = re.sub(r"\d+|[0-9A-Z]{8}|/start/.*", "_", self.page.url.removeprefix(self.stage.url).split("?")[0])
        if self.scripts and kind not in self.stage.looked_at:
            self.stage.looked_at.add(kind)
            self.look()
        return self.page

    def look(self) -> None:
        """The page stands in its frame at every type size, and axe finds nothing serious."""
        self.page.wait_for_load_state("load")
        where = self.page.url
        for size in ("1", "3"):
            self.page.evaluate("size => document.documentElement.dataset.size = size", size)
            wide = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 1, f"{where} is {wide} px too wide at size {size}"
            assert (found := axe(self.page)) == [], f"{where} at size {size}: {found}"
        self.page.evaluate("document.documentElement.dataset.size = '1'")

    def sees(self, words: str) -> None:
        """The words are on the page, now or as soon as the news arrives."""
        self.page.get_by_text(words).first.wait_for(state="visible")

    def press(self, name: str, exact: bool = False) -> None:
        """Press the button or link of this name."""
        self.page.locator("button, a.btn, a.cell").get_by_text(name, exact=exact).first.click()

    def enter(self, code: str, size: str = "1") -> None:
        """Come in by a card."""
        self.go(f"/enter/{code}")
        self.page.locator(f"label[for=size-{size}], label[for=size{size}], input[name=size][value='{size}'] + label").first.click()
        self.page.get_by_role("button", name="是我，进门").click()
        self.page.wait_for_url("**/c/**")


class Stage:
    """The server, the browser, the people, and every fault that any of them met."""

    def __init__(self, server: Server, browser: Browser) -> None:
        self.server, self.browser, self.url = server, browser, server.url
        self.faults: list[str] = []
        self.people: list[Person] = []
        self.looked_at: set[str] = set()

    def person(self, name: str, width: int = 360, height: int = 780, scripts: bool = True) -> Person:
        """Another browser."""
        self.people.append(Person(self, name, width, height, scripts))
        return self.people[-1]


class Neighbour:
    """Somebody who comes with plain forms: no scripts, no pictures, just what the pages say."""

    def __init__(self, url: str, code: str) -> None:
        self.url, self.web = url, requests.Session()
        self.post(f"/enter/{code}", self.form(f"/enter/{code}"))

    def form(self, path: str, action: str = "") -> dict[str, str]:
        """The hidden fields of a page's form; of the one with this action, when there are several."""
        page = self.web.get(self.url + path, timeout=30).text
        start = page.index(f'action="{action}"') if action else page.index("<form")
        inside = page[start:page.index("</form>", start)]
        return {name: value for tag in re.findall(r"<input[^>]*type=\"hidden\"[^>]*>", inside)
                for name, value in re.findall(r'name="([^"]*)" value="([^"]*)"', tag)}

    def post(self, path: str, fields: dict[str, str]) -> requests.Response:
        """Send a form as a browser without scripts does."""
        return self.web.post(self.url + path, data=fields, timeout=30, headers={"Accept": "application/json"})

    def votes(self, vote: int, choice: str) -> dict[str, object]:
        """Cast a ballot with the page's own form."""
        fields = self.form(f"/votes/{vote}", f"/votes/{vote}/ballot")
        said: dict[str, object] = self.post(f"/votes/{vote}/ballot", {**fields, "choice": choice}).json()
        return said


def free_port() -> int:
    """A port nobody uses now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def picture() -> bytes:
    """A small photo."""
    out = io.BytesIO()
    Image.new("RGB", (320, 240), "#973b25").save(out, "JPEG")
    return out.getvalue()


def tool(*words: str, data: str = "") -> str:
    """`python -m council …`, which must end well."""
    done = subprocess.run([sys.executable, "-m", "council", *words], cwd=HOME, capture_output=True, text=True, timeout=120, check=False,
                          env={**os.environ, "COUNCIL_DATA": data})
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
