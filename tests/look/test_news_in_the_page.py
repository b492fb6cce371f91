"""live.js: news changes parts, never what is in somebody's hand; gaps are filled, old pages say how old they are."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.look.showroom import Showroom

pytestmark = pytest.mark.browser


def item(seq: int, part: str = "now", html: str = "<p id=x>新的</p>") -> dict[str, Any]:
    """One piece of news."""
    return {"seq": seq, "kind": "item.opened", "at": "2026-11-21T20:34:00Z", "parts": {part: html}}


def enter(room: Showroom, page: Page, name: str = "now") -> None:
    """Open the hall and wait until it listens."""
    page.goto(f"http://127.0.0.1:{room.port}/styleguide/{name}")
    deadline = 50
    while not room.listening and deadline:
        page.wait_for_timeout(100)
        deadline -= 1
    assert room.listening


def cut(page: Page) -> None:
    """No socket gets through."""
    page.route_web_socket("**/socket.io/**", lambda socket: socket.close())
    page.route("**/socket.io/**", lambda route: route.abort())


def test_news_is_shown_once_and_in_order(room: Showroom, page: Page) -> None:
    enter(room, page)
    page.evaluate("() => { window.seen = []; document.addEventListener('news', e => seen.push(e.detail.seq)); }")
    room.tell(item(42), item(43, "queue", "<p>没有人</p>"))
    room.tell(item(42, html="<p>旧的</p>"))
    expect(page.locator("[data-part=now]")).to_have_text("新的")
    expect(page.locator("[data-part=queue]")).to_have_text("没有人")
    room.tell(item(44, html="<p id=x>再新的</p>"))
    expect(page.locator("[data-part=now]")).to_have_text("再新的")
    assert page.evaluate("seen") == [42, 43, 44]
    assert page.faults == []  # type: ignore[attr-defined]


def test_a_gap_is_filled_over_http(room: Showroom, page: Page) -> None:
    enter(room, page)
    room.news = {"room": "meeting:12", "seq": 45, "items": [item(42), item(43), item(44, "queue", "<p>补上的</p>"), item(45)]}
    room.tell(item(45))
    expect(page.locator("[data-part=queue]")).to_have_text("补上的")
    assert room.asked == ["meeting:12"]


def test_a_snapshot_replaces_what_was_missed(room: Showroom, page: Page) -> None:
    enter(room, page)
    room.news = {"room": "meeting:12", "seq": 99, "snapshot": {"now": "<p>现在</p>", "queue": "<p>全部</p>"}}
    room.tell(item(99))
    expect(page.locator("[data-part=now]")).to_have_text("现在")
    expect(page.locator("[data-part=queue]")).to_have_text("全部")


def test_what_somebody_writes_is_not_touched_until_they_have_finished(room: Showroom, page: Page) -> None:
    enter(room, page)
    page.evaluate("document.querySelector('[data-part=now]').innerHTML = '<input id=typed aria-label=我的>'")
    page.locator("#typed").fill("写到一半")
    room.tell(item(42, html="<p>换掉</p>"), item(43, "queue", "<p>别的</p>"))
    expect(page.locator("[data-part=queue]")).to_have_text("别的")
    assert page.locator("#typed").input_value() == "写到一半"
    page.locator("#typed").fill("")
    page.locator("#typed").blur()
    expect(page.locator("[data-part=now]")).to_have_text("换掉")


def test_focus_and_open_details_stay_where_they_are(room: Showroom, page: Page) -> None:
    enter(room, page)
    details = "<details><summary>看数字表</summary><p>{}</p></details><a href=#a id=way>去</a>"
    room.tell(item(42, html=details.format(1)))
    page.locator("[data-part=now] summary").click()
    page.locator("#way").focus()
    room.tell(item(43, html=details.format(2)))
    expect(page.locator("[data-part=now] p")).to_have_text("2")
    expect(page.locator("#way")).to_be_focused()
    assert page.locator("[data-part=now] details").get_attribute("open") is not None


def test_without_sockets_the_page_asks_every_few_seconds(room: Showroom, page: Page) -> None:
    cut(page)
    page.goto(f"http://127.0.0.1:{room.port}/styleguide/now")
    room.news = {"room": "meeting:12", "seq": 42, "items": [item(42)]}
    expect(page.locator("[data-part=now]")).to_have_text("新的", timeout=9000)


def test_a_page_without_any_line_says_how_old_it_is_and_stops_saying_so(room: Showroom, page: Page) -> None:
    page.clock.install()
    cut(page)
    page.goto(f"http://127.0.0.1:{room.port}/styleguide/now")
    room.down = True
    expect(page.locator("#stale")).to_be_hidden()
    page.clock.run_for(26000)
    expect(page.locator("#stale b")).to_have_text("这一页是 20 秒前的")
    room.down = False
    page.clock.run_for(6000)
    expect(page.locator("#stale")).to_be_hidden(timeout=9000)


def test_clocks_count_by_the_servers_time(room: Showroom, page: Page) -> None:
    page.clock.install()
    page.goto(f"http://127.0.0.1:{room.port}/styleguide/desk")
    clock = page.get_by_role("timer")
    expect(clock).to_have_class("clock num")
    page.clock.run_for(405000)
    expect(clock).to_have_class("clock num soon")
    expect(page.locator("#said")).to_have_text("表决还剩一分钟")
    page.clock.run_for(60000)
    expect(clock).to_have_text("超 0:01")
    expect(page.locator("#said")).to_have_text("表决时间到了")
