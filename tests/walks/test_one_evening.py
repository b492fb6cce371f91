"""One evening in HY lane, from the first link to the record that anyone can check; each step by its own person in their own browser."""

import re
from pathlib import Path

import pytest

from tests.walks.stage import HOME, Neighbour, Person, Stage, picture, tool

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(900)]

ROLL = HOME / "seeds" / "roll.csv"


def found(stage: Stage) -> Person:
    """The one-time link makes the council and its secretary."""
    secretary = stage.person("周敏", 1280, 720)
    secretary.go(stage.server.printed(r"(/start/\S+)"))
    for name, value in {"name": "HY 弄议事会", "slug": "hy", "committee": "HY 居委会", "compounds": "HY 弄",
                        "segments": "弄口段、中一段、中二段、弄底段", "secretary": "周敏"}.items():
        secretary.page.locator(f"[name={name}]").fill(value)
    secretary.look()
    secretary.press("建好，进门")
    secretary.page.wait_for_url("**/c/hy/")
    secretary.sees("先把这几步做好")
    return secretary


def import_the_roll(secretary: Person) -> dict[str, str]:
    """Preview, confirm, print: returns the codes of the cards by name."""
    secretary.go("/c/hy/roll").locator("input[type=file]").set_input_files(str(ROLL))
    secretary.press("看看会改什么")
    secretary.sees("还没有导入")
    secretary.look()
    secretary.press("确认导入")
    secretary.page.wait_for_url("**/c/hy/roll")
    secretary.sees("王阿婆")
    secretary.press("打请柬")
    secretary.page.locator(".slip").first.wait_for()
    slips = secretary.page.locator(".slip").all_inner_texts()
    assert len(slips) >= 92
    codes = {}
    for slip in slips:
        lines = [line.strip() for line in slip.splitlines() if line.strip()]
        codes[lines[1]] = next(line.replace(" ", "") for line in reversed(lines) if re.fullmatch(r"[0-9A-Z]{4} [0-9A-Z]{4}", line))
    return codes


def complain(resident: Person, neighbour: Person) -> None:
    """A resident files a grievance with a photo; the neighbour says "me too"."""
    resident.go("/c/hy/grievances")
    resident.press("说一件事")
    page = resident.page
    page.locator("[name=happened]").fill("周末下午，冰淇淋店排队排到我家门口，轮椅出不来。")
    page.locator("[name=hurt]").fill("上次要去医院，急得出汗。")
    page.locator("[name=ask]").fill("门口留一条轮椅能过的路。")
    page.locator("input[name=impact][value='4'] + label").click()
    page.locator("[name=category]").select_option("queue")
    page.locator("input[name=segment_id] + label").first.click()
    page.locator("input[name=circle][value=lane] + label").click()
    page.locator("input[type=file]").set_input_files({"name": "a.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    resident.look()
    resident.press("说出去")
    page.wait_for_url("**/grievances/*")
    resident.sees("轮椅出不来")
    resident.look()
    neighbour.go("/c/hy/grievances")
    neighbour.page.locator("a.cell").get_by_text("冰淇淋店排队").first.click()
    neighbour.page.locator("input[name=impact][value='3'] + label").click()
    neighbour.press("我也是", exact=True)
    neighbour.sees("您说过“我也是”")


def prepare(secretary: Person, residents: list[Person]) -> None:
    """A shared goal, a draft of three clauses, a meeting whose agenda comes from the grievances."""
    secretary.go("/c/hy/mediation").locator("[name=text]").fill("店照规矩开，弄堂照样住，两边都退一步，两边都看得见好处。")
    secretary.page.locator("form:has([name=text]) button").first.click()
    secretary.sees("店照规矩开")
    residents[0].go("/c/hy/mediation")
    residents[0].look()
    residents[0].press("我认")
    draft(secretary)
    secretary.go("/c/hy/meetings/new")
    secretary.page.locator("[name=title]").fill("第一次开门议事")
    secretary.page.locator("[name=place]").fill("弄口活动室")
    for choice in secretary.page.locator("input[name=chosen] + label").all():
        choice.click()
    secretary.look()
    secretary.press("召集", exact=True)
    secretary.page.wait_for_url(re.compile(r"/meetings/1"))
    secretary.go("/meetings/1/notice")
    secretary.sees("要表决的")
    assert secretary.page.locator("svg[role=img]").count() >= 1


def draft(secretary: Person) -> None:
    """《商居管理弄堂公约》, three clauses."""
    secretary.go("/c/hy/conventions/new").locator("[name=title]").fill("商居管理弄堂公约")
    secretary.page.locator("main form button").last.click()
    secretary.page.wait_for_url(re.compile(r"/conventions/1"))
    secretary.page.wait_for_load_state()
    for title, text in (("音响与叫卖", "店外不放音响，不用喇叭叫卖。"), ("垃圾投放", "店家的垃圾每天 20:30 到 21:30 送到弄口。"),
                        ("排队与外摆", "店外排队不超过六人，留出一米五的通道。")):
        secretary.go("/conventions/1/clauses/new").locator("[name=title]").fill(title)
        secretary.page.locator("[name=text]").fill(text)
        secretary.page.locator("main form:has([name=text]) button").last.click()
        secretary.page.wait_for_url(re.compile(r"/conventions/1$"))


def gather(secretary: Person, projector: Person, people: list[Person]) -> None:
    """Everybody checks in with the code that the projector shows; the secretary opens the meeting."""
    projector.go("/meetings/1/projector")
    for person in people:
        digits = re.sub(r"\D", "", projector.page.locator(".qr b, b.num").last.inner_text())
        person.go("/meetings/1/here").locator("[name=code]").fill(digits)
        person.look()
        person.press("我到了")
        person.page.wait_for_url("**/meetings/1")
    secretary.go("/meetings/1/desk")
    secretary.look()
    secretary.press("开会")
    for person in [*people, projector]:
        person.go("/meetings/1/projector" if person is projector else "/meetings/1")


def speak(secretary: Person, resident: Person, shop: Person, projector: Person) -> None:
    """Both sides put up their hand; the secretary calls them; everybody sees who speaks."""
    for person in (resident, shop):
        person.go("/meetings/1")
        person.press("我要说话")
        person.sees("把手放下")
    secretary.page.locator(".queue").get_by_text(resident.name).wait_for()
    secretary.page.get_by_role("button", name=f"请上，{resident.name}").click()
    projector.sees(resident.name)
    secretary.page.get_by_role("button", name="说完了").first.click()
    secretary.page.get_by_role("button", name=f"请上，{shop.name}").click()
    projector.sees(shop.name)
    secretary.page.get_by_role("button", name="说完了").first.click()


def decide(secretary: Person, cast: dict[str, Person], screens: list[Person], neighbours: dict[str, list[Neighbour]]) -> None:
    """Clause by clause: a sounding and a rewording for the first, then the votes of both sides; the third one fails with the shops."""
    secretary.go("/meetings/1/desk").locator("button").get_by_text(re.compile("开始：|下一项：")).first.click()
    sound(secretary, cast)
    for number, shops_for in ((1, True), (2, True), (3, False)):
        vote = put(secretary, number)
        cast_all(vote, cast, screens, neighbours, shops_for)
        secretary.page.get_by_role("button", name="结束表决").first.click()
        for screen in screens:
            screen.sees("通过" if shops_for else "没有通过")
        secretary.sees("通过" if shops_for else "没有通过")


def sound(secretary: Person, cast: dict[str, Person]) -> None:
    """Asked on the spot, answered on phones, reworded at the desk."""
    secretary.page.locator("button").get_by_text("征询：").first.click()
    for name, word in (("王阿婆", "赞成"), ("老赵", "不行")):
        cast[name].page.locator("[data-part=text] button").get_by_text(word, exact=True).first.click()
        cast[name].sees("您刚才说的是")
    secretary.page.get_by_role("button", name="结束征询").first.click()
    secretary.page.get_by_role("link", name="改字句").first.click()
    secretary.page.locator("[name=text]").fill("店外不放音响，不用喇叭叫卖。店里的音乐开到 21:00 为止。")
    secretary.press("先看改了哪里")
    secretary.sees("改完是这样")
    secretary.look()
    secretary.page.get_by_role("button", name=re.compile("记下第 2 稿")).click()
    cast["王阿婆"].sees("21:00")


def put(secretary: Person, number: int) -> int:
    """The clause is put to the vote from the desk; returns the vote's number."""
    secretary.go("/meetings/1/desk").locator("button").get_by_text("表决：").first.click()
    secretary.page.get_by_role("button", name="结束表决").first.wait_for()
    now = secretary.page.request.get(secretary.stage.url + "/c/hy/now.json").json()
    assert now["meeting"] == 1 and now["vote"] == number
    return number


def cast_all(vote: int, cast: dict[str, Person], screens: list[Person], neighbours: dict[str, list[Neighbour]], shops_for: bool) -> None:
    """The cast votes by hand, the others by plain forms; the bars move on projector, gallery and on the phones that have voted."""
    first = cast["王阿婆"]
    if "/meetings/1" not in first.page.url:
        first.go("/meetings/1")
    first.sees("去表决")
    first.press("去表决")
    first.look()
    assert "赞成 1" not in first.page.inner_text("main"), "the split is hidden until one has voted"
    first.page.get_by_role("button", name=re.compile("赞成")).first.click()
    first.sees("已记录")
    first.look()
    for name, choice in (("小李", "赞成"), ("老赵", "赞成" if shops_for else "反对"), ("阿May", "赞成" if shops_for else "反对")):
        cast[name].go(f"/votes/{vote}").get_by_role("button", name=re.compile(choice)).first.click()
        cast[name].sees("已记录")
    for side, choice in (("居民", "for"), ("商户", "for" if shops_for else "against")):
        for neighbour in neighbours[side]:
            assert neighbour.votes(vote, choice)["ok"]
    for screen in screens:
        screen.sees("34/64 户已投")
        screen.sees("14/24 家已投")
    first.sees("34/64 户已投")


def adopt(secretary: Person, gallery: Person) -> None:
    """What both sides passed comes into force; the convention has its page and its poster."""
    secretary.go("/conventions/1/adopt")
    secretary.look()
    secretary.press("施行", exact=True)
    secretary.page.wait_for_load_state()
    gallery.go("/c/hy/convention")
    gallery.sees("2 条施行")
    gallery.sees("第 1 版")
    gallery.look()
    gallery.go("/c/hy/convention/poster")
    gallery.sees("店里的音乐开到 21:00 为止")


def patrol(volunteer: Person, shop: Person, secretary: Person) -> None:
    """The volunteer logs a breach of the first clause with a photo; the shop owner sees and disputes it; it waits for the next meeting."""
    volunteer.go("/c/hy/patrols/new")
    volunteer.look()
    volunteer.page.locator("input[value=broken] + label").first.click()
    volunteer.press("记下这一趟")
    volunteer.page.wait_for_url("**clause=1")
    volunteer.page.locator("[name=party_id]").select_option(label="冷街冰淇淋")
    volunteer.page.locator("[name=reminded]").check(force=True)
    volunteer.page.locator("input[type=file]").set_input_files({"name": "b.jpg", "mimeType": "image/jpeg", "buffer": picture()})
    volunteer.look()
    volunteer.press("记下违约")
    volunteer.page.wait_for_url("**/violations/1")
    shop.go("/c/hy/")
    shop.press("等您看")
    shop.sees("记的是您这一家")
    shop.look()
    shop.page.locator("[name=reason]").fill("那天的音响是隔壁的。")
    shop.press("提异议", exact=True)
    shop.sees("排上了下次议程")
    secretary.go("/c/hy/meetings/new")
    secretary.sees("异议：第一条 音响与叫卖")


def close(secretary: Person, reader: Person, tmp_path: Path) -> None:
    """The meeting ends; anyone reads its record without scripts; the command checks it from the address and from the archive."""
    secretary.go("/meetings/1/closing")
    secretary.press("散会", exact=True)
    secretary.page.wait_for_load_state()
    reader.go("/meetings/1/record")
    for words in ("2 条通过，1 条没有通过", "第三条 排队与外摆", "居民 34 : 0", "谁到了，谁说了多久"):
        assert words in reader.page.inner_text("main"), words
    for path in ("/c/hy/record", "/c/hy/verify", "/c/hy/patrols", "/c/hy/grievances", "/votes/3", "/c/hy/meetings"):
        assert reader.go(path).title(), path
        for name in ("王阿婆", "小李", "老赵", "阿May"):
            assert name not in reader.page.inner_text("body"), f"{name} is named at {path}"
    url, data = secretary.stage.url, str(secretary.stage.server.data)
    assert "核对无误" in tool("verify", f"{url}/log/hy")
    assert tool("verify", data, "--rows", data=data)
    tool("archive", "hy", str(tmp_path / "hy.zip"), data=data)
    assert "核对无误" in tool("verify", str(tmp_path / "hy.zip"))


def test_one_evening(stage: Stage, tmp_path: Path) -> None:
    secretary = found(stage)
    codes = import_the_roll(secretary)
    cast = {name: stage.person(name) for name in ("王阿婆", "小李", "老赵", "阿May", "小顾")}
    for name, person in cast.items():
        person.enter(codes[name], "2" if name == "王阿婆" else "1")
        person.look()
    complain(cast["王阿婆"], cast["小李"])
    prepare(secretary, [cast["王阿婆"]])
    projector, gallery = stage.person("大屏幕", 1280, 720), stage.person("旁听", 1280, 800)
    projector.context.add_cookies(secretary.context.cookies())  # type: ignore[arg-type]
    gather(secretary, projector, [cast[name] for name in ("王阿婆", "小李", "老赵", "阿May")])
    gallery.go("/meetings/1/gallery")
    gallery.look()
    neighbours = {"居民": [Neighbour(stage.url, codes[name]) for name in sorted(codes) if name not in cast and is_in(name, "居民")][:32],
                  "商户": [Neighbour(stage.url, codes[name]) for name in sorted(codes) if name not in cast and is_in(name, "商户")][:12]}
    decide_with_speeches(secretary, cast, projector, gallery, neighbours)
    adopt(secretary, gallery)
    patrol(cast["小顾"], cast["老赵"], secretary)
    close(secretary, stage.person("记者", scripts=False), tmp_path)
    assert stage.faults == []


def decide_with_speeches(secretary: Person, cast: dict[str, Person], projector: Person, gallery: Person,
                         neighbours: dict[str, list[Neighbour]]) -> None:
    """Both sides speak, then it is decided."""
    decide(secretary, cast, [projector, gallery], neighbours)
    speak(secretary, cast["王阿婆"], cast["老赵"], projector)


def is_in(name: str, sector: str) -> bool:
    """Whether the roll has this person in this sector."""
    return any(line.split(",")[1:3] == [name, sector] for line in ROLL.read_text(encoding="utf-8-sig").splitlines())
