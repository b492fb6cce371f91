"""A phone that keeps what one says: refusals, half-made forms, pictures, new builds, and what it can be read with."""

import re

import pytest
from playwright.sync_api import Route, expect

from council.story.phone import pages as phone
from tests.look.looking import axe
from tests.walks.handset import NEW, WORKERS, House, arrived

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.mark.parametrize("broken", ["IDBFactory.prototype.open = () => { throw new DOMException('no', 'SecurityError'); }",
                                    "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); }",
                                    "Object.defineProperty(window, 'indexedDB', { value: undefined })"])
def test_a_phone_that_can_keep_nothing_says_so_and_the_words_stay_in_the_form(house: House, broken: str) -> None:
    her = house.handset(service_workers="block")
    her.context.add_init_script(broken)
    her.go(NEW)
    her.write("存不住的。", photos=1)
    her.page.evaluate("document.querySelector('form[data-outbox]').addEventListener('submit', () => {})")
    her.line(False)
    her.send()
    her.sees("断开了，还没有记上")
    expect(her.page.locator("[name=happened]")).to_have_value("存不住的。")
    her.line(True)
    her.page.wait_for_url(re.compile(r"/grievances/\d+"))
    assert house.filed() == [("王阿婆", "存不住的。")] and house.photos() == 1


@WORKERS
def test_what_was_refused_is_told_in_words_and_mended(house: House, workers: str) -> None:
    her = house.handset(service_workers=workers)
    her.go(NEW)
    her.line(False)
    her.write("没选哪一类。", photos=1, category="")
    her.send()
    her.sees("没有信号，已经存在这台手机里")
    her.reopen()
    her.line(True)
    her.go("/me")
    her.sees("有的没有记上，要改一改。")
    her.page.get_by_role("button", name="看一看").click()
    her.sees("没有记上：还没选是哪一类。点一个最像的。")
    assert axe(her.page) == []
    her.page.get_by_role("link", name="打开改一改").click()
    expect(her.page.locator("[name=happened]")).to_have_value("没选哪一类。")
    expect(her.page.get_by_alt_text("第 1 张照片")).to_be_visible()
    expect(her.page.locator("select[name=category]")).to_be_focused()
    her.page.locator("select[name=category]").select_option("noise")
    her.send()
    her.page.wait_for_url(re.compile(r"/grievances/\d+"))
    arrived(her, ("王阿婆", "没选哪一类。"))
    assert her.kept() == [] and house.photos() == 1


def test_a_refusal_in_hand_stays_in_its_form(house: House) -> None:
    her = house.handset()
    her.go(NEW)
    her.write("没选哪一类。", photos=1, category="")
    her.send()
    expect(her.page.get_by_role("alert").first).to_contain_text("还没选是哪一类")
    expect(her.page.locator("select[name=category]")).to_be_focused()
    assert her.kept() == [] and house.filed() == []
    her.page.locator("select[name=category]").select_option("noise")
    her.send()
    her.page.wait_for_url(re.compile(r"/grievances/\d+"))
    assert house.filed() == [("王阿婆", "没选哪一类。")] and house.photos() == 1


def test_an_entry_is_thrown_away_only_after_a_second_word(house: House) -> None:
    her = house.handset()
    her.go(NEW)
    her.line(False)
    her.write("不要了的。")
    her.send()
    her.page.get_by_role("button", name="看没送到的").click()
    her.page.get_by_role("button", name="不要了").click()
    her.sees("删掉就找不回来了。")
    expect(her.page.get_by_role("button", name="留着")).to_be_focused()
    assert axe(her.page) == []
    her.page.get_by_role("button", name="留着").click()
    assert len(her.kept()) == 1
    her.page.get_by_role("button", name="不要了").click()
    her.page.get_by_role("button", name="删掉").click()
    expect(her.page.get_by_text("件没送到")).to_have_count(0)
    her.line(True)
    her.go("/me")
    assert her.kept() == [] and house.filed() == []


@pytest.mark.parametrize(("status", "body", "kind"), [(503, "", "text/plain"), (429, '{"ok": false, "reason": "按得太快了，请等一分钟再按。"}', "application/json"),
                                                      (500, '{"ok": false, "reason": "这里出了毛病"}', "application/json"), (200, "<h1>WiFi</h1>", "text/html"),
                                                      (403, "<h1>blocked</h1>", "text/html")])
def test_whoever_else_answers_is_not_believed(house: House, status: int, body: str, kind: str) -> None:
    her, there = house.handset(service_workers="block"), []

    def other(route: Route) -> None:
        if there or route.request.method != "POST":
            return route.continue_()
        return route.fulfill(status=status, body=body, content_type=kind)

    her.context.route("**/c/hy/grievances", other)
    her.go(NEW)
    her.write()
    her.send()
    her.sees("那边暂时收不下")
    assert [row["state"] for row in her.kept()] == ["waiting"]
    there.append(True)
    her.go("/me")
    her.sees("送到了：说一件事")
    arrived(her, ("王阿婆", "周末排队排到我家门口。"))


def test_words_and_pictures_half_made_survive_a_reload_and_can_be_begun_anew(house: House) -> None:
    her = house.handset()
    her.go(NEW)
    her.write("写了一半。", photos=1)
    her.take("2.jpg", "3.jpg")
    her.page.get_by_alt_text("第 3 张照片").wait_for()
    her.sees("选了 3 张，还可以加 3 张。")
    her.page.reload()
    her.sees("上次写了一半的，还在这里。")
    expect(her.page.locator("[name=happened]")).to_have_value("写了一半。")
    expect(her.page.locator(".shots img")).to_have_count(3)
    her.page.get_by_role("button", name="重新写").click()
    expect(her.page.locator("[name=happened]")).to_have_value("")
    expect(her.page.locator(".shots img")).to_have_count(0)
    expect(her.page.get_by_role("button", name="放回来")).to_be_focused()
    her.page.keyboard.press("Enter")
    expect(her.page.locator("[name=happened]")).to_have_value("写了一半。")
    expect(her.page.locator(".shots img")).to_have_count(3)
    her.page.get_by_role("button", name="重新写").click()
    her.page.reload()
    expect(her.page.locator("[name=happened]")).to_have_value("")
    expect(her.page.locator(".shots img")).to_have_count(0)


def test_pictures_gather_in_several_goes_and_leave_one_by_one_by_keyboard(house: House) -> None:
    her = house.handset()
    her.go(NEW)
    her.write(photos=2)
    her.take("3.jpg", "4.jpg", "5.jpg", "6.jpg", "7.jpg")
    her.sees("最多 6 张，多出来的没有加。")
    her.sees("选了 6 张，满了。")
    expect(her.page.locator(".shots img")).to_have_count(6)
    assert axe(her.page) == []
    her.page.get_by_role("button", name="去掉第 6 张照片").focus()
    for left in (5, 4):
        her.page.keyboard.press("Enter")
        expect(her.page.locator(".shots img")).to_have_count(left)
        expect(her.page.get_by_role("button", name=f"去掉第 {left} 张照片")).to_be_focused()
    her.page.locator("input[type=file]").set_input_files({"name": "x.jpg", "mimeType": "image/jpeg", "buffer": b"not a picture"})
    her.sees("这张照片在手机上打不开，换一张试试。")
    her.send()
    her.page.wait_for_url(re.compile(r"/grievances/\d+"))
    assert house.photos() == 4


def test_a_slow_line_is_told_picture_by_picture(house: House) -> None:
    her = house.handset(service_workers="block")
    her.go(NEW)
    her.write()
    noise = "async () => { const c = document.createElement('canvas'); c.width = c.height = 900;" \
            " const x = c.getContext('2d'), d = x.createImageData(900, 900);" \
            "for (let i = 0; i < d.data.length; i += 1) d.data[i] = Math.random() * 255; x.putImageData(d, 0, 0);" \
            "const b = await new Promise((r) => c.toBlob(r, 'image/jpeg', 0.9)); return [...new Uint8Array(await b.arrayBuffer())]; }"
    heavy = bytes(her.page.evaluate(noise))
    her.page.locator("input[type=file]").set_input_files([{"name": f"{n}.jpg", "mimeType": "image/jpeg", "buffer": heavy} for n in (1, 2)])
    expect(her.page.locator(".shots img")).to_have_count(2)
    slow = her.context.new_cdp_session(her.page)
    slow.send("Network.emulateNetworkConditions", {"offline": False, "latency": 50, "downloadThroughput": -1, "uploadThroughput": 200_000})
    her.send()
    her.sees("正在送照片，第 1 张，共 2 张")
    her.sees("正在送照片，第 2 张，共 2 张")
    slow.send("Network.emulateNetworkConditions", {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1})
    her.page.wait_for_url(re.compile(r"/grievances/\d+"))
    assert house.photos() == 2


def test_a_new_build_takes_over_without_mixing_old_and_new(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    her = house.handset()
    her.go(NEW)
    her.ready()
    first = her.page.locator("html").get_attribute("data-build")
    monkeypatch.setattr(phone, "build", lambda: "0123456789ab")
    her.go("/me")
    her.until("""async () => { const names = await caches.keys(); return names.length === 2 && names.every((name) => name.endsWith("0123456789ab"))
        && await (await caches.open("pages-0123456789ab")).match("/c/hy/grievances/new", {ignoreVary: true}); }""")
    her.line(False)
    her.go(NEW)
    build = her.page.locator("html").get_attribute("data-build")
    assert build == "0123456789ab" != first
    her.write("新的一版。")
    her.send()
    her.sees("没有信号，已经存在这台手机里")


def test_the_phone_keeps_only_the_shell_and_the_empty_forms(house: House) -> None:
    with house.lane.act("小李") as act:
        from council.grievances import acts as grievances

        grievances.file(act, grievances.Complaint("小李的话。", "睡不着。", "安静一点。", 3, "noise", circle="lane"))
    her = house.handset()
    for path in ("/c/hy/", "/c/hy/grievances", "/me", NEW):
        her.go(path)
    her.ready()
    kept = her.page.evaluate("""async () => { const all = []; for (const name of await caches.keys()) { const shelf = await caches.open(name);
        for (const asked of await shelf.keys())
            all.push([new URL(asked.url).pathname, await (await shelf.match(asked, {ignoreVary: true})).text()]); } return all; }""")
    paths = {path for path, _text in kept}
    assert {path for path in paths if not path.startswith("/static/")} <= {"/no-signal", NEW, "/c/hy/grievances/quick"} and NEW in paths
    said = "".join(text for path, text in kept if not path.startswith("/static/"))
    assert [name for name in [*house.lane.people, "小李的话"] if name in said] == []


def test_a_kept_form_is_cleared_when_somebody_else_comes(house: House) -> None:
    her = house.handset()
    her.go("/c/hy/")
    her.ready()
    mark = "async () => (await (await caches.match('/c/hy/grievances/new', {ignoreVary: true})).text()).match(/data-whose=.(\\w+)/)[1]"
    first = her.page.evaluate(mark)
    her.sign_in("小李")
    her.go("/c/hy/")
    her.until(f"async () => await caches.match('/c/hy/grievances/new', {{ignoreVary: true}}) && await ({mark})() !== '{first}'")


@pytest.mark.parametrize(("size", "scheme"), [("1", "light"), ("3", "dark")])
def test_what_waits_can_be_read_and_reached(house: House, size: str, scheme: str) -> None:
    her = house.handset(color_scheme=scheme)
    her.context.add_cookies([{"name": "size", "value": size, "url": house.url}])
    her.go(NEW)
    her.ready()
    her.write("轮椅出不来。", photos=2)
    her.line(False)
    her.send()
    her.page.get_by_role("button", name="看没送到的").click()
    for path in (None, NEW, "/c/hy/"):
        if path:
            her.go(path)
            her.sees("还有 1 件没送到")
            assert her.page.locator("html").get_attribute("data-size") == size
        assert her.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
        assert axe(her.page) == []
