"""act.js: an act survives a bad line with the same once, says truly what is recorded, and loses no word."""

import base64
import re

import pytest
from playwright.sync_api import Page, expect

from council.text import why_not_text
from tests.look.showroom import Showroom

pytestmark = pytest.mark.browser

PIXEL = base64.b64decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==")


def at(room: Showroom, name: str) -> str:
    """The address of a page of the showroom."""
    return f"http://127.0.0.1:{room.port}/styleguide/{name}"


def test_an_act_sends_its_choice_and_goes_where_the_answer_says(room: Showroom, page: Page) -> None:
    page.goto(at(room, "vote"))
    page.get_by_role("button", name="反对 不要这样写").click()
    page.wait_for_url("**/styleguide/states")
    assert [heard["choice"] for heard in room.heard] == ["against"]
    assert room.heard[0]["once"] == "once-from-the-server"
    assert page.faults == []  # type: ignore[attr-defined]


def test_without_a_line_the_same_body_is_sent_until_it_is_answered(room: Showroom, page: Page) -> None:
    room.answers = [(503, {}), (502, {}), (200, {"ok": True, "to": "/styleguide/states"})]
    page.goto(at(room, "vote"))
    page.get_by_role("button", name="赞成 照这样写进公约").click()
    expect(page.get_by_text("断开了，还没有记上")).to_be_visible()
    expect(page.get_by_role("button", name="正在保存…")).to_be_disabled()
    page.wait_for_url("**/styleguide/states")
    assert len(room.heard) == 3
    assert len({heard["once"] for heard in room.heard}) == 1


def test_a_lost_answer_is_asked_for_again(room: Showroom, page: Page) -> None:
    page.goto(at(room, "vote"))
    lost = []
    page.route("**/acted", lambda route: route.continue_() if lost else (lost.append(1), route.abort()))
    page.get_by_role("button", name="赞成 照这样写进公约").click()
    page.wait_for_url("**/styleguide/states")
    assert len(room.heard) == 1


def test_two_taps_send_one_act(room: Showroom, page: Page) -> None:
    page.goto(at(room, "vote"))
    page.evaluate("() => { const b = document.querySelector('.choice'); b.click(); b.click(); }")
    page.wait_for_url("**/styleguide/states")
    assert len(room.heard) == 1


def test_a_refusal_stands_beside_its_form_and_the_next_try_has_its_own_once(room: Showroom, page: Page) -> None:
    room.answers = [(409, {"ok": False, "reason": "没有投上：表决在 20:41:07 结束了。"}), (200, {"ok": True, "to": "/styleguide/states"})]
    page.goto(at(room, "vote"))
    page.get_by_role("button", name="赞成 照这样写进公约").click()
    expect(page.get_by_role("alert")).to_have_text("没有投上：表决在 20:41:07 结束了。")
    page.get_by_role("button", name="赞成 照这样写进公约").click()
    page.wait_for_url("**/styleguide/states")
    assert len({heard["once"] for heard in room.heard}) == 2
    assert re.fullmatch(r"[A-Za-z0-9_-]{16,64}", room.heard[1]["once"])


def test_a_bad_field_says_so_and_takes_the_focus(room: Showroom, page: Page) -> None:
    room.answers = [(422, {"ok": False, "reason": "还没写出了什么事。", "fields": {"ask": "写一句就行。"}})]
    page.goto(at(room, "say"))
    page.get_by_label("出了什么事").fill("排队")
    page.get_by_role("button", name="说出去").click()
    expect(page.locator("#ask")).to_be_focused()
    assert "写一句就行。" in page.locator("#ask").evaluate(
        "e => e.getAttribute('aria-describedby').split(' ').map(i => document.getElementById(i).textContent).join()")


def test_words_half_written_are_there_again_until_they_are_accepted(room: Showroom, page: Page) -> None:
    page.goto(at(room, "say"))
    page.get_by_label("出了什么事").fill("周末排队排到我家门口")
    page.get_by_text("受不住").click()
    page.wait_for_timeout(600)
    page.reload()
    expect(page.get_by_label("出了什么事")).to_have_value("周末排队排到我家门口")
    expect(page.locator("#hurt-5")).to_be_checked()
    page.get_by_role("button", name="说出去").click()
    page.wait_for_url("**/styleguide/states")
    page.goto(at(room, "say"))
    expect(page.get_by_label("出了什么事")).to_have_value("")


def test_the_counter_counts_down(room: Showroom, page: Page) -> None:
    page.goto(at(room, "say"))
    page.get_by_label("出了什么事").fill("一二三")
    expect(page.locator("[data-count=happened]")).to_have_text("还可以写 497 字")


def test_the_counter_counts_bytes_as_the_house_does_and_is_heard_twice_at_most(room: Showroom, page: Page) -> None:
    page.goto(at(room, "say"))
    words, line, heard = page.get_by_label("怎么难受"), page.locator("[data-count=why]"), page.locator("#said")
    expect(line).to_have_text("最多 100 字")
    page.evaluate("document.getElementById('said').textContent = ''")
    for written, said, spoken in (("四个汉字", "还可以写 96 字", "还可以写 96 字"), ("字" * 99 + "ab", "还可以写 0 字", "还可以写 96 字"),
                                  ("😀" * 76, "写得太长了，大约要删掉 2 个字。", "写得太长了，大约要删掉 2 个字。")):
        words.fill(written)
        expect(line).to_have_text(said)
        expect(heard).to_have_text(spoken)
        over = why_not_text(written, 300)
        assert (said == (over.replace(",", "").split("删短")[0] if over else said)) and words.evaluate("e => e.checkValidity()") is (over is None)


def test_a_picture_is_made_small_and_loses_its_name(room: Showroom, page: Page) -> None:
    page.goto(at(room, "say"))
    page.get_by_label("出了什么事").fill("看照片")
    page.locator("#photo").set_input_files({"name": "王阿婆家门口.png", "mimeType": "image/png", "buffer": PIXEL})
    expect(page.get_by_alt_text("第 1 张照片")).to_be_visible()
    page.get_by_role("button", name="说出去").click()
    page.wait_for_url("**/styleguide/states")
    assert room.heard[0]["photo"] == "photo.jpg image/jpeg"


def test_the_desk_has_keys_but_never_while_somebody_writes(room: Showroom, page: Page) -> None:
    room.answers = [(200, {"ok": True})]
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto(at(room, "desk"))
    page.evaluate("() => { const i = document.createElement('input'); i.id = 'm'; document.querySelector('main').append(i); i.focus(); }")
    page.keyboard.press("Space")
    page.wait_for_timeout(300)
    assert room.heard == []
    page.evaluate("document.activeElement.blur()")
    with page.expect_response("**/acted"):
        page.keyboard.press("Space")
    assert len(room.heard) == 1


def test_a_button_apart_from_its_form_acts_by_its_own_address_and_is_refused_in_its_place(room: Showroom, page: Page) -> None:
    room.answers = [(409, {"ok": False, "reason": "老赵已经说过了。"}), (200, {"ok": True})]
    page.goto(at(room, "desk"))
    button = page.get_by_role("button", name="请上，老赵")
    button.click()
    expect(page.locator("section", has=button).get_by_role("alert")).to_have_text("老赵已经说过了。")
    button.click()
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(button).to_be_enabled()
    assert len({heard["once"] for heard in room.heard}) == 2


def test_every_act_works_without_script(room: Showroom, page: Page) -> None:
    bare = page.context.browser.new_context(java_script_enabled=False).new_page()  # type: ignore[union-attr]
    bare.goto(at(room, "vote"))
    bare.get_by_role("button", name="弃权 来了，不表态，算到场").click()
    bare.wait_for_url("**/styleguide/states")
    assert [heard["choice"] for heard in room.heard] == ["abstain"]
    bare.context.close()
