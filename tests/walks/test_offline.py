"""A phone without a line: what was said there arrives once, in its writer's name, whatever happens to the line, the app and the phone meanwhile."""

import pytest
from playwright.sync_api import Route, expect

from tests.look.looking import axe
from tests.walks.handset import NEW, WORKERS, House, arrived

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@WORKERS
def test_a_complaint_with_pictures_waits_in_a_closed_app_and_arrives_once(house: House, workers: str) -> None:
    her = house.handset(service_workers=workers)
    her.go(NEW)
    her.line(False)
    her.write("轮椅出不来。", photos=2)
    her.send()
    her.sees("没有信号，已经存在这台手机里")
    expect(her.page.locator(".outbox").get_by_text("还有 1 件没送到")).to_be_visible()
    assert house.filed() == []
    her.reopen()
    her.line(True)
    her.go("/me")
    her.sees("送到了：说一件事")
    arrived(her, ("王阿婆", "轮椅出不来。"))
    assert house.photos() == 2
    her.page.get_by_role("button", name="知道了").click()
    expect(her.page.locator(".outbox")).to_be_hidden()
    her.go("/me")
    assert her.kept() == [] and house.filed() == [("王阿婆", "轮椅出不来。")]


def test_in_the_train_the_app_opens_on_a_kept_form_and_several_arrive_in_their_order(house: House) -> None:
    her = house.handset()
    her.go("/c/hy/")
    her.ready()
    her.context.clear_cookies(name="session")
    her.reopen()
    her.line(False)
    her.go("/")
    her.sees("这一页要连上网才看得到")
    her.page.get_by_role("link", name="说一件事").click()
    her.sees("没有信号，照常写。")
    for words in ("第一件。", "第二件。", "第三件。"):
        expect(her.page.locator(".again")).to_have_count(0)
        her.write(words)
        her.send()
        her.sees("没有信号，已经存在这台手机里")
        her.page.get_by_role("button", name="再说一件").click()
    her.reopen()
    her.go("/c/hy/convention")
    her.sees("还有 3 件没送到")
    her.line(True)
    her.sees("送到了：说一件事")
    arrived(her, ("王阿婆", "第一件。"), ("王阿婆", "第二件。"), ("王阿婆", "第三件。"))


@WORKERS
def test_the_line_comes_back_while_the_page_is_open(house: House, workers: str) -> None:
    her = house.handset(service_workers=workers)
    her.go(NEW)
    her.line(False)
    her.write()
    her.send()
    her.sees("没有信号，已经存在这台手机里")
    her.line(True)
    her.page.locator("main").get_by_text("送到了").wait_for()
    her.page.get_by_role("link", name="去看").first.click()
    her.sees("周末排队排到我家门口。")
    arrived(her, ("王阿婆", "周末排队排到我家门口。"))


def test_a_lost_answer_is_asked_for_again_and_counted_once(house: House) -> None:
    her, lost = house.handset(service_workers="block"), []

    def lose(route: Route) -> None:
        if route.request.method != "POST" or lost:
            return route.continue_()
        lost.append(route.fetch().status)
        return route.abort()

    her.go(NEW)
    her.context.route("**/c/hy/grievances", lose)
    her.write(photos=1)
    her.send()
    her.sees("没有信号，已经存在这台手机里")
    assert lost == [200] and len(house.filed()) == 1
    her.page.get_by_role("button", name="看没送到的").click()
    her.page.get_by_role("button", name="现在就送").click()
    her.page.locator("main").get_by_text("送到了").wait_for()
    arrived(her, ("王阿婆", "周末排队排到我家门口。"))
    assert house.photos() == 1


@pytest.mark.parametrize("locks", [True, False])
def test_two_tabs_that_send_the_same_count_once(house: House, locks: bool) -> None:
    her = house.handset(service_workers="block")
    if not locks:
        her.context.add_init_script("Object.defineProperty(Navigator.prototype, 'locks', { value: undefined })")
    her.go(NEW)
    other = her.opened()
    other.goto(house.url + "/me")
    her.line(False)
    her.write(photos=1)
    her.send()
    her.sees("没有信号，已经存在这台手机里")
    other.get_by_text("还有 1 件没送到").wait_for()
    her.line(True)
    other.evaluate("dispatchEvent(new Event('online'))")
    her.page.locator("main").get_by_text("送到了").wait_for()
    expect(other.get_by_text("还有 1 件没送到")).to_have_count(0)
    arrived(her, ("王阿婆", "周末排队排到我家门口。"))
    assert house.photos() == 1


@WORKERS
def test_when_the_door_has_closed_meanwhile_it_waits_and_goes_after_coming_in(house: House, workers: str) -> None:
    her = house.handset(service_workers=workers)
    her.go(NEW)
    her.write()
    house.sign_out_everywhere("王阿婆")
    her.send()
    her.sees("存在这台手机里了，要先进门")
    link = her.page.locator("main").get_by_role("link", name="用卡进来")
    assert link.get_attribute("href") == "/sign-in?next=%2Fc%2Fhy%2Fgrievances%2Fnew"
    link.click()
    her.sees("还有 1 件没送到")
    assert house.filed() == [] and "周末" not in her.page.content()
    her.sign_in("王阿婆")
    her.go(NEW)
    her.sees("送到了：说一件事")
    arrived(her, ("王阿婆", "周末排队排到我家门口。"))


def test_nobody_else_on_the_same_phone_sends_or_sees_it(house: House) -> None:
    her = house.handset()
    her.go(NEW)
    her.ready()
    her.write("王阿婆写了一半")
    her.line(False)
    her.write("王阿婆的话。", photos=1)
    her.send()
    her.sees("没有信号，已经存在这台手机里")
    her.page.get_by_role("button", name="再说一件").click()
    her.write("王阿婆还没写完")
    her.reopen()
    her.line(True)
    her.sign_in("小李")
    her.go("/c/hy/")
    her.page.wait_for_load_state("networkidle")
    expect(her.page.locator(".outbox")).to_have_count(0)
    her.go(NEW)
    expect(her.page.locator("[name=happened]")).to_have_value("")
    her.page.wait_for_load_state("networkidle")
    assert house.filed() == [] and len(her.kept()) == 1
    her.sign_in("王阿婆")
    her.go(NEW)
    her.sees("送到了：说一件事")
    expect(her.page.locator("[name=happened]")).to_have_value("王阿婆还没写完")
    arrived(her, ("王阿婆", "王阿婆的话。"))


def test_a_tab_left_open_by_one_person_sends_nothing_in_the_name_of_the_next(house: House) -> None:
    her = house.handset(service_workers="block")
    her.go(NEW)
    her.write()
    her.sign_in("小李")
    her.send()
    her.sees("存在这台手机里了，要先进门")
    assert house.filed() == [] and [row["state"] for row in her.kept()] == ["waiting"]


def test_the_server_takes_what_waited_only_from_its_writer(house: House) -> None:
    house.app.config["WTF_CSRF_ENABLED"] = False
    client, size = house.app.test_client(), house.lane.size()
    client.set_cookie("device", house.lane.device("王阿婆"))
    hers = client.get("/phone/who").json["whose"]
    fields = {"happened": "排队。", "ask": "留条路。", "impact": "3", "category": "queue", "once": "w1"}
    for name, writer in (("小李", hers), ("王阿婆", "00"), (None, hers)):
        other = house.app.test_client()
        if name:
            other.set_cookie("device", house.lane.device(name))
        answer = other.post("/c/hy/grievances", data=fields, headers={"Accept": "application/json", "X-Whose": writer})
        assert answer.status_code == 401 and house.lane.size() == size
    again = house.app.test_client()
    again.set_cookie("device", house.lane.device("王阿婆"))
    assert again.get("/phone/who").json["whose"] == hers, "the same after every sign-in"
    assert client.post("/c/hy/grievances", data=fields, headers={"Accept": "application/json", "X-Whose": hers}).status_code == 200


def test_signing_out_says_what_would_be_lost_and_then_forgets_everything(house: House) -> None:
    her = house.handset()
    her.go(NEW)
    her.ready()
    her.line(False)
    her.write("没送到的。", photos=1)
    her.send()
    her.sees("没有信号，已经存在这台手机里")
    her.page.get_by_role("button", name="再说一件").click()
    her.write("写了一半的。", photos=1)
    house.closed.add("/phone/who")
    her.line(True)
    her.reopen()
    her.go("/me")
    her.page.get_by_role("button", name="这台退出").click()
    expect(her.page.get_by_role("alert")).to_contain_text("还有 1 件没送到")
    assert house.devices("王阿婆") == 1 and axe(her.page) == []
    her.page.get_by_role("button", name="不送了，退出").click()
    her.page.wait_for_url(house.url + "/")
    assert house.devices("王阿婆") == 0 and her.kept() == [] and house.filed() == []
    left = her.page.evaluate("""async () => [Object.keys(localStorage).filter((n) => n.startsWith('draft:')),
                                             (await caches.keys()).filter((n) => n.startsWith('pages-'))]""")
    assert left == [[], []]


def test_signing_out_can_send_first(house: House) -> None:
    her = house.handset()
    house.closed.add("/phone/who")
    her.go(NEW)
    her.write()
    her.send()
    her.sees("没有信号，已经存在这台手机里")
    her.go("/me")
    her.page.get_by_role("button", name="这台退出").click()
    house.closed.clear()
    her.page.get_by_role("button", name="先送").click()
    her.page.wait_for_url(house.url + "/")
    assert house.filed() == [("王阿婆", "周末排队排到我家门口。")] and house.devices("王阿婆") == 0
