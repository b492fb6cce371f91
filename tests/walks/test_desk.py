"""The secretary's desk in a real browser: an item by keys alone, words half written while news arrives, two desks, a line that is gone."""

import pytest
from playwright.sync_api import Page, expect

from council.meetings import acts as meetings
from council.votes import acts as votes
from tests.story.stage import HERE, Stage
from tests.walks.handset import Handset, House

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]

LAPTOP = {"viewport": {"width": 1280, "height": 720}}
CALM = 750
"""Milliseconds in which the desk takes a second press for the first one's echo (static/desk.js)."""


def desk(house: House, stage: Stage, **options: object) -> Page:
    """The secretary's desk, open."""
    return secretary(house, **options).go(f"/meetings/{stage.meeting}/desk")


def secretary(house: House, **options: object) -> Handset:
    """The secretary's laptop."""
    return house.handset("周敏", **{**LAPTOP, **options})


def likely(page: Page, word: str) -> None:
    """This is the large button now."""
    expect(page.locator(".next:not([hidden]) .btn")).to_contain_text(word, timeout=15_000)


def key(page: Page, name: str) -> None:
    """A key, after the moment in which it would count as an echo."""
    page.wait_for_timeout(CALM)
    page.keyboard.press(name)


def kinds(house: House, since: int) -> list[str]:
    """What was entered since then."""
    return [leaf["kind"] for leaf in house.lane.leaves(since)]


def everybody_votes(house: House, stage: Stage, names: list[str]) -> None:
    """For, one after the other."""
    for name in names:
        with house.lane.act(name) as act:
            votes.cast(act, stage.vote, "for")


def test_an_item_runs_from_opening_to_verdict_by_keys_alone(house: House) -> None:
    stage = Stage(house.lane).upto("called")
    page = desk(house, stage)
    likely(page, "开会")
    before = house.lane.size()
    key(page, "Space")
    likely(page, "开始：商居管理弄堂公约")
    key(page, "Space")
    likely(page, "征询：第一条")
    key(page, "z")
    likely(page, "开始：商居管理弄堂公约")
    key(page, "j")
    likely(page, "征询：第一条")
    stage.hands()
    likely(page, "请王阿婆说")
    key(page, "n")
    likely(page, "请老赵说")
    key(page, "Space")
    likely(page, "说完了")
    key(page, "e")
    likely(page, "征询：第一条")
    key(page, "s")
    likely(page, "结束征询")
    key(page, "Space")
    likely(page, "表决：第一条")
    key(page, "v")
    likely(page, "结束表决")
    stage.vote = 1
    everybody_votes(house, stage, [name for name in HERE if name != "吴警官"])
    expect(page.locator("[data-part=now]")).to_contain_text("居民 2 户")
    key(page, "Space")
    expect(page.locator("#press")).to_contain_text("再按一次，就结束表决")
    assert "vote.closed" not in kinds(house, before)
    key(page, "Space")
    likely(page, "征询：第二条")
    expect(page.locator("[data-part=now]")).to_contain_text("通过")
    assert [kind for kind in kinds(house, before) if kind not in ("hand.raised", "ballot.cast")] == [
        "meeting.opened", "item.opened", "step.undone", "item.opened", "speech.begun", "speech.ended", "speech.begun", "speech.ended",
        "sounding.opened", "sounding.closed", "vote.opened", "clause.put_to_vote", "vote.closed"]


def test_what_is_half_written_stays_with_its_caret_while_twenty_pieces_of_news_arrive(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    page = desk(house, stage)
    page.keyboard.press("m")
    say = page.locator("#say")
    expect(say).to_be_focused()
    page.keyboard.type("n e j 还没投的请抓紧")
    for _ in range(3):
        page.keyboard.press("ArrowLeft")
    browser = page.context.new_cdp_session(page)
    browser.send("Input.imeSetComposition", {"text": "yi", "selectionStart": 2, "selectionEnd": 2})
    before = house.lane.size()
    for _turn in range(10):
        for deed in (meetings.raise_hand, meetings.lower_hand):
            with house.lane.act("小李") as act:
                deed(act, stage.meeting)
    stage.hands()
    expect(page.locator("[data-part=queue]")).to_contain_text("老赵")
    expect(say).to_be_focused()
    assert page.evaluate("[say.value, say.selectionStart]") == ["n e j 还没投的yi请抓紧", 12]
    browser.send("Input.insertText", {"text": "一个"})
    assert say.input_value() == "n e j 还没投的一个请抓紧"
    assert set(kinds(house, before)) == {"hand.raised", "hand.lowered"} and len(kinds(house, before)) == 22
    page.keyboard.press("Escape")
    expect(say).not_to_be_focused()
    assert say.input_value() == "n e j 还没投的一个请抓紧"


def test_the_keys_work_with_an_input_method_on_and_can_be_read_and_switched_off(house: House) -> None:
    stage = Stage(house.lane).upto("hands")
    page = desk(house, stage)
    likely(page, "请王阿婆说")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="现在能按的键")
    expect(keys).to_be_visible()
    expect(keys).to_contain_text("请王阿婆说")
    keys.get_by_label("在这台电脑上用快捷键").uncheck()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    before = house.lane.size()
    key(page, "n")
    key(page, "Space")
    page.keyboard.press("?")
    keys.get_by_label("在这台电脑上用快捷键").check()
    page.keyboard.press("Escape")
    assert house.lane.size() == before
    page.context.new_cdp_session(page).send("Input.dispatchKeyEvent", {"type": "rawKeyDown", "key": "Process", "code": "KeyN", "windowsVirtualKeyCode": 229})
    likely(page, "请老赵说")
    assert kinds(house, before) == ["speech.begun"]


def test_a_second_tap_in_the_same_moment_is_the_first_one_again(house: House) -> None:
    stage = Stage(house.lane).upto("hands")
    page = desk(house, stage)
    before = house.lane.size()
    likely(page, "请王阿婆说")
    page.locator(".next .btn").first.dblclick()
    page.keyboard.press("Space")
    likely(page, "请老赵说")
    assert kinds(house, before) == ["speech.begun"]


def test_two_desks_show_the_same_and_one_step_is_done_once(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    first, second = desk(house, stage), desk(house, stage, viewport={"width": 360, "height": 780})
    before = house.lane.size()
    for page in (first, second):
        likely(page, "征询：第一条")
    first.locator(".next .btn").first.click()
    likely(second, "结束征询")
    likely(first, "结束征询")
    second.locator(".next .btn").first.click()
    likely(first, "表决：第一条")
    assert kinds(house, before) == ["sounding.opened", "sounding.closed"]
    assert [page.locator("[data-part=now]").inner_text().count("表决：第一条") for page in (first, second)] == [1, 1]


def test_a_press_without_a_line_says_so_and_is_done_once_when_the_line_is_back(house: House) -> None:
    stage = Stage(house.lane).upto("item")
    laptop = secretary(house)
    page = laptop.go(f"/meetings/{stage.meeting}/desk")
    likely(page, "征询：第一条")
    before = house.lane.size()
    laptop.line(False)
    key(page, "Space")
    expect(page.locator("#press")).to_contain_text("还没有记上")
    key(page, "j")
    laptop.line(True)
    likely(page, "结束征询")
    expect(page.locator("#press .said")).to_have_count(0)
    assert kinds(house, before) == ["sounding.opened"]


@pytest.mark.parametrize("step", ["called", "speech", "asked", "voting", "decided"])
def test_one_screen_shows_what_is_essential_without_scrolling(house: House, step: str) -> None:
    stage = Stage(house.lane).upto(step)
    page = desk(house, stage)
    for part in (".next .btn", "[data-part=here] .why", "[data-part=agenda] .agenda li", "[data-part=queue] h2", ".thumb", ".faces .btn >> nth=-1", "#ch"):
        box = page.locator(part).first.bounding_box()
        assert box and box["y"] >= 0 and box["y"] + box["height"] <= 720, (part, box)
    assert page.evaluate("document.documentElement.scrollWidth") <= 1280
    wall = page.frame_locator(".thumb iframe")
    expect(wall.locator("main h1").first).not_to_be_empty()
    page.get_by_role("button", name="空白").click()
    expect(page.get_by_role("button", name="空白")).to_be_disabled()
    expect(wall.locator("[data-part=blank]")).to_be_attached()
    expect(wall.locator("[data-part=now]")).to_be_hidden()


@pytest.mark.parametrize("size", ["1", "3"])
def test_the_desk_fits_a_phone(house: House, size: str) -> None:
    stage = Stage(house.lane).upto("voting")
    page = desk(house, stage, viewport={"width": 360, "height": 780})
    page.evaluate("size => document.documentElement.dataset.size = size", size)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    box = page.locator(".next .btn").first.bounding_box()
    assert box and box["y"] + box["height"] <= 780 and box["height"] >= 48
    page.locator(".next .btn").first.click()
    likely(page, "征询：第二条")


def test_when_the_items_time_is_over_the_large_button_turns_by_itself_and_stays_so(house: House) -> None:
    stage = Stage(house.lane).upto("hands")
    laptop = secretary(house)
    laptop.page.clock.install()
    page = laptop.go(f"/meetings/{stage.meeting}/desk")
    likely(page, "请王阿婆说")
    page.clock.run_for(41 * 60 * 1000)
    likely(page, "收发言名单")
    expect(page.locator(".next:not([hidden])")).to_contain_text("这一项的时间用完了，还有 2 位举着手。")
    expect(page.locator("[data-part=now] .btns > div:not([hidden])").first).to_contain_text("请王阿婆说")
    with house.lane.act("小李") as act:
        meetings.raise_hand(act, stage.meeting)
    expect(page.locator(".next:not([hidden])")).to_contain_text("还有 3 位举着手")
    page.keyboard.press("Space")
    expect(page.locator("[data-part=queue]")).to_contain_text("收了")
    likely(page, "请王阿婆说")
