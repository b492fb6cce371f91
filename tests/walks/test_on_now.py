"""The hall on a phone, in a browser: one largest button, a strip while my ballot waits, nothing of mine overwritten, honest about its age."""

import re

import pytest
from playwright.sync_api import Page, expect

from council.meetings import acts as meetings
from council.votes import acts as votes
from tests.look.looking import axe
from tests.story.stage import Stage
from tests.walks.handset import Handset, House

pytestmark = [pytest.mark.browser, pytest.mark.slow]

SPLIT = re.compile(r"赞成 \d|反对 \d")


def hall(house: House, stage: Stage, name: str = "王阿婆", **options: object) -> Handset:
    """Somebody's phone in the hall."""
    there = house.handset(name, **options)
    there.go(f"/meetings/{stage.meeting}")
    return there


def largest(page: Page) -> list[str]:
    """The largest buttons of the page."""
    return [each.inner_text().strip() for each in page.locator("main .btn.main:visible").all()]


def test_every_step_of_the_evening_fits_the_narrowest_phone_and_has_at_most_one_largest_button(house: House) -> None:
    stage = Stage(house.lane)
    stage.called()
    there, away = hall(house, stage, "林老师"), hall(house, stage, "陈阿姨")
    for step in stage.steps()[1:]:
        step()
        for phone in (there, away):
            phone.go(f"/meetings/{stage.meeting}")
            assert len(largest(phone.page)) <= 1, f"{step.__name__}: {largest(phone.page)}"
        for width, size in ((320, "1"), (360, "3")):
            there.page.set_viewport_size({"width": width, "height": 780})
            there.page.evaluate("size => document.documentElement.dataset.size = size", size)
            assert there.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, f"{step.__name__} at {width}, size {size}"
        if step.__name__ in ("speech", "asked", "voting", "decided"):
            assert axe(there.page) == [], step.__name__


def test_the_strip_comes_with_the_vote_leads_to_the_ballot_and_goes_with_it(house: House) -> None:
    stage = Stage(house.lane).upto("heard")
    voter, late, outside = hall(house, stage, "林老师"), hall(house, stage, "小李"), hall(house, stage, "郑经理")
    for phone in (voter, late, outside):
        expect(phone.page.locator(".due")).to_have_count(0)
    stage.voting()
    expect(voter.page.locator(".due")).to_contain_text("您还没有表决", timeout=20_000)
    assert largest(voter.page) == ["去表决"]
    assert not SPLIT.search(voter.page.locator("#ballot").inner_text()) and voter.page.locator(".facing").count() == 0
    expect(late.page.locator(".cast:visible")).to_contain_text("您投过了", timeout=20_000)
    expect(late.page.locator(".due")).to_have_count(0)
    expect(outside.page.get_by_role("link", name="看这次表决")).to_be_visible(timeout=20_000)
    assert outside.page.locator(".due").count() == 0 and "去表决" not in largest(outside.page)
    voter.page.locator(".due a").press("Enter")
    voter.page.wait_for_url("**/votes/*")
    voter.page.get_by_role("button", name="赞成", exact=False).first.press("Enter")
    voter.sees("已记录")
    voter.go(f"/meetings/{stage.meeting}")
    expect(voter.page.locator(".cast:visible")).to_contain_text("您投过了")
    expect(voter.page.locator(".due")).to_have_count(0)


def test_the_strip_goes_when_the_vote_is_closed(house: House) -> None:
    stage = Stage(house.lane).upto("voting")
    there = hall(house, stage, "林老师")
    expect(there.page.locator(".due")).to_be_visible()
    with house.lane.act("周敏") as act:
        votes.close_vote(act, stage.vote)
    expect(there.page.locator(".due")).to_have_count(0, timeout=20_000)
    expect(there.page.locator("main")).to_contain_text("没有通过")


def test_twenty_pieces_of_news_leave_a_half_made_choice_its_focus_and_an_open_fold_alone(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    there = hall(house, stage)
    there.page.locator("input[name=stand][value=question] + label").click()
    there.page.locator("input[name=stand][value=question]").focus()
    there.page.evaluate("""() => { const box = document.createElement("textarea"); box.name = "half"; box.setAttribute("aria-label", "半句");
        document.querySelector("#mine form").prepend(box); }""")
    there.page.locator("textarea[name=half]").press_sequentially("我想问一问，")
    once = there.page.locator("#mine form [name=once]").first.input_value()
    for _round in range(10):
        with house.lane.act("老赵") as act:
            meetings.raise_hand(act, stage.meeting, "against")
        there.page.locator("textarea[name=half]").press_sequentially("队")
        with house.lane.act("老赵") as act:
            meetings.lower_hand(act, stage.meeting)
    stage.voting()
    expect(there.page.locator("main")).to_contain_text("正在表决", timeout=20_000)
    expect(there.page.locator("main")).to_contain_text("居民 2/5 户", timeout=20_000)
    expect(there.page.locator(".due")).to_have_count(0)
    assert there.page.locator("textarea[name=half]").input_value() == "我想问一问，" + "队" * 10
    assert there.page.locator("input[name=stand][value=question]").is_checked()
    expect(there.page.locator("textarea[name=half]")).to_be_focused()
    assert there.page.locator("#mine form [name=once]").first.input_value() == once


def test_without_a_line_the_page_says_how_old_it_is_keeps_what_was_begun_and_catches_up(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    there = hall(house, stage)
    there.page.locator("input[name=stand][value=for] + label").click()
    there.line(False)
    stage.hands()
    note = there.page.locator("#stale")
    expect(note).to_be_visible(timeout=60_000)
    expect(note).to_contain_text(re.compile(r"这一页是 \d+ (秒|分钟)前的"))
    assert there.page.locator("input[name=stand][value=for]").is_checked()
    there.line(True)
    expect(there.page.locator("main")).to_contain_text("老赵", timeout=30_000)
    expect(note).to_be_hidden()
    assert there.page.locator("input[name=stand][value=for]").is_checked()


def test_a_phone_that_slept_catches_up_when_it_wakes(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    there = hall(house, stage)
    there.page.wait_for_load_state("networkidle")
    there.page.evaluate("Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => window.asleep ? 'hidden' : 'visible' }); "
                        "window.asleep = true")
    there.line(False)
    stage.hands()
    there.page.evaluate("window.asleep = false")
    there.line(True)
    there.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(there.page.locator("main")).to_contain_text("老赵", timeout=15_000)


def test_with_the_keyboard_alone_one_asks_to_speak(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    there = hall(house, stage, "小李")
    for _press in range(40):
        there.page.keyboard.press("Tab")
        if there.page.evaluate("document.activeElement.textContent.trim()") == "我要说话":
            break
    there.page.keyboard.press("Enter")
    there.sees("您在名单上")
