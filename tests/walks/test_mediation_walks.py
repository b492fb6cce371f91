"""A case between two sides: what is said in private, how statements are answered and options weighed, each on their own phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.walks.street import TITLE, Phone, Street

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(300)]


def opens_a_case(secretary: Phone, words: str) -> str:
    """The secretary opens a case from a grievance and asks the police officer to stand between the sides."""
    secretary.finds(words)
    secretary.page.get_by_text("别的做法").click()
    secretary.press("立一个调解案")
    page = secretary.arrives("/cases/new")
    expect(page.get_by_role("checkbox", name=words[:12])).to_be_checked()
    page.get_by_label("叫什么").fill("晚上的音响")
    secretary.press("开始谈")
    secretary.arrives(r"/cases/\d+/desk")
    page.get_by_label("请弄长或社区民警").select_option(label="吴警官")
    secretary.press("请他来")
    page.get_by_role("region", name="中间人").get_by_text("吴警官").first.wait_for()
    return page.url.removeprefix(secretary.stage.url).removesuffix("/desk")


def looks(person: Phone, case: str) -> str:
    """All that somebody of the case has on its two pages."""
    person.go(case)
    person.sees("晚上的音响，两边谈")
    seen = person.text()
    person.press("跟书记说一句")
    person.arrives("/talk")
    person.sees("您还没有私下说过什么。")
    return seen + person.text()


def test_a_private_line_crosses_only_by_its_speakers_own_tap(village: Street) -> None:
    secret = "九点以后小声一点，我就不再去投诉。"
    li, zhao, secretary = (village.phone(name) for name in ("小李", "老赵", "周敏"))
    words = "店门口的音响放到夜里十一点。"
    li.files(words, "冷街冰淇淋", "书记和说到的那一家")
    case = opens_a_case(secretary, words)
    li.hears("书记开了一桌调解。", r"/(grievances|cases)/\d+")
    li.go(case)
    li.sees("晚上的音响，两边谈")
    li.press("跟书记说一句")
    li.arrives("/talk")
    li.page.get_by_label("您想说的").fill(secret)
    li.pick("这一句给谁", "只给书记")
    li.press("封好，交给书记")
    li.sees("记下了，封好了。只有书记看得见。")
    assert secret not in looks(zhao, case)
    nobody_else(village, case, secret)
    li.page.get_by_role("group", name="这一句给谁").last.get_by_role("button", name="可以转告").click()
    li.sees("您标了“可以转告”，还没有过去")
    assert secret not in looks(zhao, case)
    li.press("让商户看到")
    li.arrives("/cross")
    li.press("先不")
    li.arrives("/talk")
    assert secret not in looks(zhao, case)
    li.press("让商户看到")
    li.arrives("/cross")
    li.press("让它过去")
    li.arrives("/talk")
    li.sees("您同意转告")
    zhao.go(case)
    zhao.sees("对面让您听 1 句")
    zhao.look()
    zhao.press("对面让您听 1 句")
    zhao.arrives("/talk")
    zhao.sees(secret)
    zhao.look()
    assert "小李" not in zhao.text()
    nobody_else(village, case, secret)


def nobody_else(village: Street, case: str, secret: str) -> None:
    """The officer who stands between the sides, the deputy, a neighbour and the public: no page of theirs has the words, nor has the record."""
    pages = (case, f"{case}/talk", f"{case}/desk", f"{case}/dossier", "/c/hy/cases", "/c/hy/mediation", "/c/hy/record", "/notices", "/c/hy/",
             "/c/hy/grievances")
    for name in ("吴警官", "方老师", "林老师", "路人"):
        for path, (status, sent) in village.reads(name, *pages).items():
            assert secret not in sent and status < 500, (name, path)
    status = {(name, path): answer[0] for name in ("吴警官", "方老师", "周敏") for path, answer in village.reads(name, case, f"{case}/talk").items()}
    assert status == {("吴警官", case): 200, ("方老师", case): 200, ("周敏", case): 200,
                      ("吴警官", f"{case}/talk"): 404, ("方老师", f"{case}/talk"): 404, ("周敏", f"{case}/talk"): 200}
    assert secret in village.reads("周敏", f"{case}/talk")[f"{case}/talk"][1]
    assert secret not in village.record() and secret not in village.rows()


def begins(secretary: Phone, case: str) -> None:
    """The secretary writes two statements for each side."""
    secretary.go(case)
    secretary.press("书记这边：听说法")
    page = secretary.arrives("/statements/desk")
    for side, lines in (("居民", ("晚上九点以后不放音响。", "门口留一条轮椅走得过的路。")), ("商户", ("店家派人管队伍。", "周末可以多摆两张桌子。"))):
        card = page.get_by_role("region", name=f"替{side}写的")
        for number, line in enumerate(lines, 1):
            card.get_by_label(f"第 {number} 句", exact=True).fill(line)
    secretary.press("开始，请大家答")
    secretary.sees("答了多少人")
    secretary.look()


def test_statements_are_answered_one_at_a_time_and_a_missing_side_is_named(village: Street) -> None:
    case, secretary = f"/cases/{village.case()}", village.phone("周敏")
    begins(secretary, case)
    for name, stands in (("小李", ["同意"] * 4), ("林老师", ["同意", "同意", "不好说", "不同意"]), ("小顾", ["同意", "不同意", "同意", "不好说"])):
        person = village.phone(name)
        person.go(case)
        person.press("还有 4 句等您答")
        for number, stand in enumerate(stands, 1):
            person.arrives("/statements/next")
            person.page.get_by_role("heading", name=f"第 {number} 句，共 4 句").wait_for()
            person.page.get_by_role("button", name=re.compile(f"^{stand}")).click()
        person.sees("一共 4 句，您都答了。")
        person.press("看两边怎么答")
        person.arrives("/statements")
    reader = village.phone("小顾")
    expect(reader.page.get_by_role("img", name=re.compile("^居民：同意"))).to_have_count(4)
    reader.page.get_by_text("商户 0 人答了，满 3 个人才分开显示").first.wait_for()
    expect(reader.page.locator(".chip").get_by_text("商户答的人还少")).to_have_count(4)
    reader.sees("商户还要 3 个人答，才好说；名册上有 3 个人。")
    expect(reader.page.locator(".chip").get_by_text("两边都同意")).to_have_count(0)
    reader.look()
    weighs(village, case)


def weighs(village: Street, case: str) -> None:
    """Two options, none of which both sides can bear: it goes back to talk."""
    secretary = village.phone("周敏")
    secretary.go(case)
    secretary.press("放上几个办法，请两边掂量")
    page = secretary.arrives("/options")
    page.get_by_label("第 1 个办法", exact=True).fill("外摆全部收掉。")
    page.get_by_label("第 2 个办法", exact=True).fill("外摆到夜里十二点。")
    secretary.press("放上去，请大家掂量")
    secretary.sees("正在掂量的办法")
    for names, given in ((("小李", "林老师", "小顾"), (1, 9, 8)), (("老赵", "阿May", "孙老板"), (10, 2, 7))):
        for name in names:
            gives(village.phone(name), case, dict(zip(("外摆全部收掉。", "外摆到夜里十二点。", "维持现状，先不动"), given, strict=True)))
    secretary.go(f"{case}/options")
    secretary.press("结束，公布结果")
    secretary.arrives("/close")
    secretary.press("结束，公布结果")
    secretary.arrives("/options")
    for name in ("周敏", "小李", "老赵"):
        person = village.phone(name)
        person.go(f"{case}/options")
        person.sees("回到谈，不表决")
        person.sees("所以不表决，回去再谈。")
        expect(person.page.locator(".chip").get_by_text("最受得了")).to_have_count(0)
        person.look()
    assert TITLE in secretary.text()


def gives(person: Phone, case: str, given: dict[str, int]) -> None:
    """One sheet on one's own phone."""
    person.go(case)
    person.press("3 个办法等您掂量")
    person.arrives("/options")
    for option, number in given.items():
        person.pick(option, str(number))
    person.press("交上去")
    person.sees("改好了")
    person.page.get_by_text("结束以前，谁也看不到别人怎么打分。").wait_for()
