"""From a complaint to its end, or back again: each step by its own person on their own phone, by what they see and press."""

import re

import pytest
from playwright.sync_api import expect

from tests.walks.stage import tool
from tests.walks.street import SILENT, THING, Phone, Street

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


def proposes(secretary: Phone, words: str) -> None:
    """The secretary finds it among what waits, and proposes to close it as solved."""
    secretary.tab("此刻")
    secretary.press("要您办的事")
    secretary.arrives("/board")
    secretary.page.get_by_role("link", name=words[:12]).first.click()
    secretary.arrives(THING)
    secretary.page.get_by_text("别的做法").click()
    secretary.press("提议结束，请两边认可")
    page = secretary.arrives("/closing")
    secretary.pick("怎么结束", "解决了")
    page.get_by_label("写给另一边").fill("店家周末派人管队伍，画了线。")
    secretary.press("提议，请另一边认可")
    secretary.arrives(THING)
    secretary.sees("两把钥匙，都转了才算数")
    secretary.look()


def test_a_shop_owner_answers_in_its_own_words(village: Street) -> None:
    words, answer = "冰淇淋店的队伍排到我家门口。", "周末我来站门口，请客人靠墙排。"
    li, zhao, lin = (village.phone(name) for name in ("小李", "老赵", "林老师"))
    at = li.files(words, "冷街冰淇淋", "书记和说到的那一家")
    zhao.finds(words)
    zhao.sees("这件事说到了冷街冰淇淋")
    assert "小李" not in zhao.text()
    zhao.look()
    zhao.page.get_by_label("用您自己的话说").fill(answer)
    zhao.press("放上去")
    zhao.page.get_by_role("region", name="说到的那一家怎么说").get_by_text(answer).wait_for()
    li.hears("对方回了话。", at)
    li.sees(answer)
    li.look()
    lin.tab("诉求")
    lin.sees("弄堂里别人说的")
    assert words not in lin.text()
    assert [status for status, _text in village.reads("林老师", at).values()] == [404]


def test_only_two_keys_make_it_solved(village: Street) -> None:
    words = "咖啡店的外摆占了半条弄堂。"
    lin, may, secretary = (village.phone(name) for name in ("林老师", "阿May", "周敏"))
    at = lin.files(words, "梅咖啡", "弄堂里的人都看得见")
    proposes(secretary, words)
    expect(secretary.page.get_by_role("button", name="我认可")).to_have_count(0)
    lin.tab("此刻")
    lin.press("请您认可")
    lin.arrives(at)
    lin.press("我认可")
    lin.sees("您认可了。等另一边。")
    lin.sees("等两边认可")
    assert "解决了，两边都认可" not in lin.text()
    may.tab("此刻")
    may.press("请您认可")
    may.arrives(at)
    may.look()
    may.press("我认可")
    may.sees("解决了，两边都认可。")
    may.look()
    lin.hears("解决了，两边都认可。", at)


def test_a_contested_closing_reopens(village: Street) -> None:
    tool("tick", data=str(village.server.data))
    neighbours = [village.phone(name) for name in ("小李", "小顾")]
    for person, reason in zip(neighbours, ("昨晚还在吹。", "挡板又掉了。"), strict=True):
        person.finds(SILENT)
        person.sees("七天里没有等到两边都认可")
        person.press("还没有好")
        page = person.arrives("/contest")
        page.get_by_label("哪里没有好").fill(reason)
        person.pick("对您影响多大", "睡不好")
        person.press("说还没有好")
        person.arrives(THING)
        person.sees("已有 1 户说还没有好" if person is neighbours[0] else "重新办起来了")
    for name in ("林老师", "阿May", "周敏", "小李"):
        reader = village.phone(name)
        reader.finds(SILENT)
        for line in ("结束了，没有人确认", "重新办起来了"):
            turn = reader.page.get_by_role("listitem").filter(has_text=line)
            expect(turn.locator("time")).to_have_attribute("datetime", re.compile(r"^\d{4}-\d\d-\d\dT"))
        reader.sees("昨晚还在吹。")
        reader.sees("挡板又掉了。")
        reader.sees("收到了")
        reader.look()
    assert [leaf["body"]["households"] for leaf in village.lane.leaves() if leaf["kind"] == "grievance.reopened"] == [2]
    assert "昨晚还在吹" not in village.record()


def revokes(phone: Phone, four: str) -> None:
    """On a phone of somebody who has no account here: the four words, a look, a second press."""
    page = phone.go("/revoke")
    page.get_by_label("条子上的四个词").fill(four.replace(" ", ""))
    phone.press("下一步")
    phone.sees("收回这件事？")
    phone.look()
    phone.press("收回", exact=True)
    phone.sees("收回了，字和照片都删掉了。")


def test_an_elder_takes_back_what_was_written_for_her(village: Street) -> None:
    words = "台阶太高，我下不来。"
    helper = village.phone("陈阿姨")
    helper.tab("诉求")
    helper.press("替人填")
    page = helper.arrives("/grievances/for")
    page.get_by_label("姓名，照名册写").fill("王阿婆")
    page.get_by_label("门牌", exact=True).fill("12")
    page.get_by_label("出了什么事").fill(words)
    helper.pick("对您影响多大", "出不去")
    page.get_by_label("您想要什么").fill("做一个扶手。")
    page.get_by_label("是哪一类").select_option(label="小区管理")
    helper.pick("灯照到谁，谁看得见", "弄堂里的人都看得见")
    helper.press("写好了，念给本人听")
    helper.sees("念给王阿婆听")
    helper.sees(words)
    helper.look()
    page.locator("label").filter(has_text="念给本人听过，本人同意").click()
    helper.press("替王阿婆送出去")
    helper.arrives(THING)
    at = page.url.removeprefix(village.url)
    helper.press("看这四个词")
    helper.sees("给王阿婆的条子")
    helper.look()
    four = page.locator("main .big").first.inner_text()
    assert len(four.split()) == 4
    village.phone("小李").finds(words)
    assert words in village.rows()
    revokes(village.phone("没有账号的邻居"), four)
    assert words not in village.rows() and four not in village.rows()
    for name in ("陈阿姨", "小李", "周敏", "路人"):
        read = village.reads(name, at, "/c/hy/grievances", "/c/hy/", "/c/hy/record", "/notices")
        assert [path for path, (_status, sent) in read.items() if words in sent] == [], name
    assert words not in str(page.evaluate("JSON.stringify(Object.entries(localStorage))"))
    helper.go(at)
    helper.sees("撤回了，字已经删掉。")
    stranger = village.phone("路人")
    stranger.go("/c/hy/record")
    stranger.sees("一件代一位居民填的诉求收回了，本人凭条子收回。")
