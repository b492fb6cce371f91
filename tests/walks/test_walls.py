"""The walls of the hall in a browser: read from the last row, never scrolled, long texts page by page, honest without a line."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from council import clock
from council.conventions import acts as conventions
from council.conventions.acts import ClauseText
from council.meetings.chairing import acts as chairing
from council.meetings.showing.acts import show
from tests.look.looking import axe
from tests.story.stage import QUEUE, Stage
from tests.walks.handset import Handset, House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SIZES = [(1280, 720), (1920, 1080)]
MUST_BE_READ = "h1, .law, .name, .said, .agenda > li, .tally .side > b, .tally .got, .clock, .row"
MEASURE = """(must) => { const seen = (e) => e.getClientRects().length && !e.closest(".vh");
    const all = [...document.querySelectorAll("main *, .pj-said *")].filter(seen), size = (e) => parseFloat(getComputedStyle(e).fontSize) / innerHeight;
    const words = [...document.querySelectorAll("body *")].filter((e) => seen(e) && [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()));
    const spills = [...document.querySelectorAll("main, main section, .pj-foot, .pj-top")].filter((e) => seen(e) && !e.matches(".paged"))
        .filter((e) => [...e.querySelectorAll("p, li, svg, h1, b, span")].filter(seen).some((c) => {
            const a = c.getBoundingClientRect(), b = e.getBoundingClientRect();
            return !c.closest(".paged") && (a.bottom > b.bottom + 4 || a.right > b.right + 4); })).map((e) => e.className || e.tagName);
    return { main: all.filter((e) => e.matches(must)).map((e) => [e.className || e.tagName, size(e)]).filter(([, s]) => s < 1 / 18 - 0.0005),
        small: words.map((e) => [e.textContent.trim(), size(e)]).filter(([, s]) => s < 1 / 32), spills,
        scrolls: document.documentElement.scrollHeight > innerHeight || document.documentElement.scrollWidth > innerWidth }; }"""


def wall(house: House, stage: Stage, page: str = "", **options: object) -> Handset:
    """A screen of the hall, opened by the secretary."""
    there = house.handset("周敏", viewport={"width": 1280, "height": 720}, **options)
    there.go(f"/meetings/{stage.meeting}/projector{page}")
    return there


def measured(page: Page, where: str) -> None:
    """Whatever must be read has an eighteenth of the height, nothing is small, nothing sticks out, nothing scrolls."""
    page.evaluate("document.fonts.ready")
    found = page.evaluate(MEASURE, MUST_BE_READ)
    assert found == {"main": [], "small": [], "spills": [], "scrolls": False}, where


def test_every_face_is_read_from_the_last_row(house: House) -> None:
    stage = Stage(house.lane)
    stage.called()
    there = wall(house, stage)
    for step in [None, *stage.steps()[1:]]:
        if step:
            step()
        there.go(f"/meetings/{stage.meeting}/projector")
        for width, height in SIZES:
            there.page.set_viewport_size({"width": width, "height": height})
            measured(there.page, f"{step.__name__ if step else 'called'} at {width}")
        if step and step.__name__ in ("reworded", "voting", "decided"):
            assert axe(there.page) == [], step.__name__


def test_every_page_is_read_from_the_last_row_also_in_the_dark_and_with_a_word_to_the_room(house: House) -> None:
    stage = Stage(house.lane).upto("voting")
    with house.lane.act("周敏") as act:
        chairing.say_to_room(act, stage.meeting, "请把过道让出来，救护车要进来，轮椅和担架先走。")
    there = wall(house, stage)
    for name in ("now", "agenda", "clause", "vote", "speakers", "code", "break", "notice"):
        there.go(f"/meetings/{stage.meeting}/projector/{name}?ground=night")
        measured(there.page, name)
        assert axe(there.page) == [], name
    expect(there.page.locator(".pj-said")).to_contain_text("请把过道让出来")


def test_a_text_too_long_for_the_wall_is_shown_page_by_page_and_loses_no_word(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    long = "".join(f"第{n}款，店外排队由店家派人引导，不靠住家门窗。" for n in range(1, 41))
    with house.lane.act("周敏") as act:
        conventions.reword(act, stage.clause, ClauseText("排队与外摆", long), stage.place)
    there = wall(house, stage, "/clause")
    leaf = there.page.locator("#leaf")
    expect(leaf).to_have_text(re.compile(r"^1/[3-9]\d*$"))
    pages, seen = int(leaf.inner_text().split("/")[1]), set()
    measured(there.page, "long")
    for number in range(1, pages + 1):
        expect(leaf).to_have_text(f"{number}/{pages}")
        seen |= set(there.page.evaluate("""() => { const box = document.querySelector(".fit.paged").getBoundingClientRect(), found = [],
            walk = document.createTreeWalker(
            document.querySelector(".fit.paged ins, .fit.paged .law"), NodeFilter.SHOW_TEXT), range = document.createRange();
            for (let node = walk.nextNode(); node; node = walk.nextNode()) for (const hit of node.data.matchAll(/第(\\d+)款/g)) {
                range.setStart(node, hit.index); range.setEnd(node, hit.index + 2); const at = range.getBoundingClientRect();
                if (at.left >= box.left - 2 && at.right <= box.right + 2 && at.top >= box.top - 2 && at.bottom <= box.bottom + 2) found.push(Number(hit[1])); }
            return found; }"""))
        there.page.keyboard.press("PageDown")
    expect(leaf).to_have_text(f"1/{pages}")
    assert seen == set(range(1, 41))


def test_pages_turn_by_themselves_and_stay_where_they_are_when_news_comes(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    with house.lane.act("周敏") as act:
        conventions.reword(act, stage.clause, ClauseText("排队与外摆", QUEUE * 40), stage.place)
    there = house.handset("周敏", viewport={"width": 1280, "height": 720})
    there.page.clock.install(time=clock.now())
    there.go(f"/meetings/{stage.meeting}/projector/clause")
    leaf = there.page.locator("#leaf")
    expect(leaf).to_have_text(re.compile(r"^1/"))
    there.page.clock.run_for(13_000)
    expect(leaf).to_have_text(re.compile(r"^2/"))
    stage.hands()
    stage.speech()
    there.page.clock.run_for(6_000)
    expect(there.page.locator(".pj-top")).to_contain_text("王阿婆")
    expect(leaf).to_have_text(re.compile(r"^2/"))


def test_the_desk_turns_two_walls_and_a_third_stays_with_its_page(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    with house.lane.act("周敏") as act:
        show(act, stage.meeting, "code", "门口")
    first, door, third = (wall(house, stage, page) for page in ("", "?screen=门口", "/agenda"))
    expect(door.page.locator("h1:visible")).to_have_text("请报到")
    for page, screen in (("agenda", ""), ("clause", "门口")):
        with house.lane.act("周敏") as act:
            show(act, stage.meeting, page, screen)
    expect(first.page.locator("h1:visible")).to_have_text("今晚的议程")
    expect(door.page.locator("h1:visible")).to_have_text("第一条 排队与外摆")
    expect(third.page.locator("h1:visible")).to_have_text("今晚的议程")
    with house.lane.act("周敏") as act:
        chairing.rest(act, stage.meeting, 10)
    with house.lane.act("周敏") as act:
        show(act, stage.meeting, "now")
    expect(first.page.locator("h1:visible")).to_have_text("休息")
    expect(first.page.locator("main")).to_contain_text("接着开")
    measured(first.page, "break")


def test_a_speaker_over_time_is_told_so_in_words(house: House) -> None:
    stage = Stage(house.lane).upto("speech")
    there = house.handset("周敏", viewport={"width": 1280, "height": 720})
    there.page.clock.install(time=clock.now())
    there.go(f"/meetings/{stage.meeting}/projector")
    expect(there.page.get_by_text("时间到了，请收尾").first).to_be_hidden()
    there.page.clock.run_for(timedelta(minutes=3, seconds=20) // timedelta(milliseconds=1))
    expect(there.page.locator("main .clock:visible")).to_have_text(re.compile(r"^超 0:(19|2\d)$"))
    expect(there.page.locator("main .late:visible")).to_be_visible()
    expect(there.page.locator(".clock:visible")).to_have_count(1)
    measured(there.page, "over time")


def test_without_a_line_the_wall_shows_no_error_says_of_what_hour_it_is_and_catches_up_by_itself(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    there = wall(house, stage)
    before = there.page.locator("main h1:visible").inner_text()
    there.line(False)
    stage.hands()
    stage.speech()
    note = there.page.locator("#stale")
    expect(note).to_be_visible(timeout=60_000)
    expect(note).to_have_text(re.compile(r"^断开了，正在重连 · 这是 \d\d:\d\d 的样子$"))
    assert there.page.locator("main h1:visible").inner_text() == before
    measured(there.page, "without a line")
    there.line(True)
    expect(there.page.locator("main")).to_contain_text("王阿婆", timeout=30_000)
    expect(note).to_be_hidden()
