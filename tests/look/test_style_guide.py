"""Every part, at every size, by day and by night: readable, reachable, nothing sticks out, no policy broken."""

import pytest
from playwright.sync_api import Page

from tests.look.looking import axe
from tests.look.showroom import PAGES, Showroom

pytestmark = pytest.mark.browser

SCREENS = [name for name in PAGES if name not in ("projector", "sheet")]
MODES = {"size 1": (360, "1", ""), "size 2": (360, "2", ""), "size 3": (360, "3", ""), "night": (360, "1", "dark"), "night size 3": (360, "3", "dark"),
         "narrow": (320, "1", ""), "wide": (1280, "1", ""), "wide night": (1280, "1", "dark")}
READ_CLOSELY = ("size 1", "size 3", "night", "wide")
SHORT_TARGETS = """() => [...document.querySelectorAll(".btn,.choice,.cell,.pick+label,.tabs a,.top-a,summary,input.in,select.in")]
    .filter(e => e.offsetParent && !e.matches("li.cell")).filter(e => e.getBoundingClientRect().height < 48).map(e => e.outerHTML.slice(0, 80))"""


@pytest.mark.parametrize("name", SCREENS)
def test_every_part_can_be_read_and_reached(room: Showroom, page: Page, name: str) -> None:
    page.goto(f"http://127.0.0.1:{room.port}/styleguide/{name}")
    for mode, (width, size, theme) in MODES.items():
        page.set_viewport_size({"width": width, "height": 780})
        page.evaluate("([size, theme]) => { const d = document.documentElement.dataset; d.size = size; d.theme = theme || 'light'; }", [size, theme])
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{mode}: something sticks out sideways"
        assert page.evaluate(SHORT_TARGETS) == [], mode
        assert mode not in READ_CLOSELY or axe(page) == [], mode
    assert page.faults == []  # type: ignore[attr-defined]


def test_the_reader_does_find_faults(room: Showroom, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{room.port}/styleguide/states")
    page.evaluate("document.querySelector('main').insertAdjacentHTML('beforeend', '<img src=x><input>')")
    assert {line.split()[0] for line in axe(page)} >= {"image-alt", "label"}


def test_the_projector_fits_its_wall_and_its_smallest_word_is_large(room: Showroom, page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 720})
    page.goto(f"http://127.0.0.1:{room.port}/styleguide/projector")
    sizes = page.evaluate("""() => [...document.querySelectorAll(".projector *")].filter(e => e.offsetParent && !e.closest(".vh,[hidden]")
        && [...e.childNodes].some(n => n.nodeType === 3 && n.textContent.trim())).map(e => parseFloat(getComputedStyle(e).fontSize))""")
    assert min(sizes) >= 20
    assert page.evaluate("document.documentElement.scrollHeight") <= 720
    assert axe(page) == []
    assert page.faults == []  # type: ignore[attr-defined]


def test_paper_is_a4_and_speaks_without_colour(room: Showroom, page: Page) -> None:
    page.goto(f"http://127.0.0.1:{room.port}/styleguide/sheet")
    page.emulate_media(media="print")
    assert page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n") <= 1
    assert page.faults == []  # type: ignore[attr-defined]


@pytest.mark.parametrize("code", [400, 404, 409, 413, 429, 500])
def test_a_refusal_is_a_page_with_its_sentence(room: Showroom, page: Page, code: int) -> None:
    page.goto(f"http://127.0.0.1:{room.port}/error/{code}")
    assert page.locator(".flash.no").inner_text() == "太大了，收不下。"
    assert axe(page) == []
