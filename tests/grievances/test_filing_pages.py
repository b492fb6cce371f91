"""The pages of filing by the sentence seen: quick reports, the lamp, answers, a neighbour without a phone, the classes."""

import re

import pytest

from tests.conftest import Lane
from tests.grievances.told import filed, joined, shop

JSON = {"Accept": "application/json"}
GOOD = {"happened": "排队排到我家门口", "ask": "留条路", "impact": "4", "category": "queue", "circle": "lane"}


def test_a_door_finds_its_stretch_and_an_unknown_one_is_said_beside_its_field(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client("王阿婆")
    wrong = client.post("/c/hy/grievances", data={**GOOD, "door": "88"})
    assert wrong.status_code == 422 and "弄堂里没有“88”这个门牌" in wrong.text and "排队排到我家门口" in wrong.text
    both = client.post("/c/hy/grievances", data={**GOOD, "door": "12", "segment_id": "2"})
    assert both.status_code == 422 and "12 号在弄口段，您点的是中段" in both.text
    done = client.post("/c/hy/grievances", data={**GOOD, "door": "１２号"})
    assert "弄口段" in client.get(done.headers["Location"]).text


def test_a_lamp_for_nobody_is_said_beside_the_rings(lane_sqlite: Lane) -> None:
    page = lane_sqlite.client("王阿婆").post("/c/hy/grievances", data={**GOOD, "circle": "party"})
    assert page.status_code == 422 and "还没选是哪家店、哪栋楼" in page.text


def test_one_tap_reports_to_the_secretary_alone_and_words_follow(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client("王阿婆")
    form = client.get("/c/hy/grievances/quick").text
    assert "现在不方便说话" in form and "噪声" in form and "邻里" not in form
    done = client.post("/c/hy/grievances/quick", data={"category": "noise"})
    where = done.headers["Location"]
    assert "话还没补" in client.get(where).text and "现在补几句" in client.get(where).text
    assert lane_sqlite.client("林老师").get(where).status_code == 404
    assert "只点了“噪声”" in lane_sqlite.client("周敏").get(where).text
    half = client.post(f"{where}/complete", data={"happened": "半夜卸货"})
    assert half.status_code == 422 and "影响多大" in half.text and "半夜卸货" in half.text
    assert client.post(f"{where}/complete", data={"happened": "半夜卸货", "ask": "白天卸", "impact": "3"}).status_code == 303
    page = lane_sqlite.client("周敏").get(where).text
    assert "半夜卸货" in page and "白天卸" in page


def test_turning_the_lamp_down_tells_honestly_who_has_read_it(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite, shops=(shop(lane_sqlite),))
    joined(lane_sqlite, number, "小李")
    for name in ("老赵", "林老师", "小李", "小顾", "周敏"):
        assert lane_sqlite.client(name).get(f"/grievances/{number}").status_code == 200
    client = lane_sqlite.client("王阿婆")
    page = client.get(f"/grievances/{number}/circle?to=secretary").text
    assert all(word in page for word in ("冷街冰淇淋", "居民 3 人", "书记", "收不回来", "说过话的 1 人"))
    assert not any(name in page for name in ("老赵", "林老师", "小李", "小顾"))
    assert client.post(f"/grievances/{number}/circle", data={"circle": "secretary"}).status_code == 303
    assert [lane_sqlite.client(name).get(f"/grievances/{number}").status_code for name in ("老赵", "林老师", "小李")] == [404, 404, 200]
    assert "只有书记" in client.get(f"/grievances/{number}").text
    for name in ("周敏", "林老师"):
        assert lane_sqlite.client(name).get(f"/grievances/{number}/circle").status_code == 404


def test_the_party_answers_and_everybody_it_reaches_reads_it(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite, shops=(shop(lane_sqlite),))
    owner = lane_sqlite.client("老赵")
    assert "这件事说到了冷街冰淇淋" in owner.get(f"/grievances/{number}").text
    assert owner.post(f"/grievances/{number}/answer", data={"words": "周末我们派人带队"}).status_code == 303
    page = lane_sqlite.client("林老师").get(f"/grievances/{number}").text
    assert "周末我们派人带队" in page and "冷街冰淇淋" in page and "老赵" not in page
    empty = owner.post(f"/grievances/{number}/answer", data={"words": " "}, headers=JSON)
    assert empty.status_code == 422 and "写一句就行" in empty.json["reason"]


def test_only_the_desk_sees_names_behind_letters(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    joined(lane_sqlite, number, "林老师", "老赵")
    seen = {name: lane_sqlite.client(name).get(f"/grievances/{number}").text for name in ("王阿婆", "周敏", "小李", "吴警官")}
    assert "居民甲" in seen["小李"] and "居民乙" in seen["王阿婆"] and "王阿婆" in seen["周敏"] and "林老师" in seen["周敏"]
    assert not any(name in seen[who] for who in ("王阿婆", "小李", "吴警官") for name in ("林老师", "老赵"))
    assert not any("王阿婆" in seen[who] for who in ("小李", "吴警官"))


ELDER = {**GOOD, "elder_name": "王阿婆", "elder_door": "12"}


def test_a_neighbour_writes_reads_back_and_only_then_it_is_sent(lane_sqlite: Lane) -> None:
    helper, before = lane_sqlite.client("小顾"), lane_sqlite.size()
    wrong = helper.post("/c/hy/grievances/for", data={**ELDER, "elder_door": "7"})
    assert wrong.status_code == 422 and "没有对上这个人" in wrong.text and "排队排到我家门口" in wrong.text
    aloud = helper.post("/c/hy/grievances/for", data=ELDER)
    assert aloud.status_code == 200 and "念给王阿婆听" in aloud.text and "排队排到我家门口" in aloud.text
    too_soon = helper.post("/c/hy/grievances/for/send", data=ELDER)
    assert too_soon.status_code == 422 and "还没念给本人听" in too_soon.text
    assert lane_sqlite.size() == before
    done = helper.post("/c/hy/grievances/for/send", data={**ELDER, "read_back": "true"})
    where = done.headers["Location"]
    pages = {name: lane_sqlite.client(name).get(where).text for name in ("小顾", "周敏", "王阿婆", "林老师")}
    assert all("由小顾代王阿婆填" in pages[name] for name in ("小顾", "周敏", "王阿婆"))
    assert "代一位居民填" in pages["林老师"] and "小顾" not in pages["林老师"] and "王阿婆" not in pages["林老师"]


@pytest.mark.parametrize("typed", ["{0} {1} {2} {3}", "{0}{1}{2}{3}", "{0}、{1}，{2} {3}"])
def test_four_words_on_paper_take_it_back_without_an_account(lane_sqlite: Lane, typed: str) -> None:
    helper = lane_sqlite.client("小顾")
    where = helper.post("/c/hy/grievances/for/send", data={**ELDER, "read_back": "true"}).headers["Location"]
    assert "给本人一张条子" in helper.get(where).text
    words = re.search(r'class="big">([^<]+)<', helper.post(f"{where}/slip").text)
    assert words is not None
    stranger, slip = lane_sqlite.client(), typed.format(*words[1].split())
    asked = stranger.post("/revoke", data={"slip": slip})
    assert asked.status_code == 200 and "排队和堵路" in asked.text and "排到我家门口" not in asked.text and "王阿婆" not in asked.text
    assert stranger.post("/revoke/yes", data={"slip": slip}).status_code == 303
    assert "撤回了，字已经删掉" in helper.get(where).text and "排到我家门口" not in lane_sqlite.client("周敏").get(where).text
    assert stranger.post("/revoke", data={"slip": slip}).status_code == 404


def test_guessing_slips_is_slowed_and_a_right_one_never_waits(lane_sqlite: Lane) -> None:
    helper, stranger = lane_sqlite.client("小顾"), lane_sqlite.client()
    where = helper.post("/c/hy/grievances/for/send", data={**ELDER, "read_back": "true"}).headers["Location"]
    words = re.search(r'class="big">([^<]+)<', helper.post(f"{where}/slip").text)
    assert words is not None
    answers = {stranger.post("/revoke", data={"slip": f"苹果 苹果 苹果 {n}"}, headers=JSON).status_code for n in range(40)}
    assert answers == {404, 429}
    assert stranger.post("/revoke", data={"slip": words[1]}).status_code == 200


def test_only_who_wrote_it_and_the_desk_make_a_slip(lane_sqlite: Lane) -> None:
    helper = lane_sqlite.client("小顾")
    where = helper.post("/c/hy/grievances/for/send", data={**ELDER, "read_back": "true"}).headers["Location"]
    assert lane_sqlite.client("周敏").post(f"{where}/slip").status_code == 200
    assert lane_sqlite.client("林老师").post(f"{where}/slip", headers=JSON).status_code == 409
    assert lane_sqlite.client("钱先生").post(f"{where}/slip").status_code == 404


def test_the_secretary_tends_the_classes_and_others_do_not(lane_sqlite: Lane) -> None:
    desk = lane_sqlite.client("周敏")
    assert desk.post("/c/hy/categories", data={"word": "夜里施工", "parent": "lane"}).status_code == 303
    assert desk.post("/c/hy/categories/noise/rename", data={"word": "声响"}).status_code == 303
    assert desk.post("/c/hy/categories/fire/retire").status_code == 303
    assert all(word in desk.get("/c/hy/categories").text for word in ("夜里施工", "声响", "停用了"))
    form = lane_sqlite.client("王阿婆").get("/c/hy/grievances/new").text
    assert "夜里施工" in form and "声响" in form and "消防安全" not in form
    assert lane_sqlite.client("王阿婆").get("/c/hy/categories").status_code == 403


def test_the_list_goes_on_in_pages_and_strangers_see_counts_by_place(lane_sqlite: Lane) -> None:
    for n in range(42):
        filed(lane_sqlite, happened=f"第 {n} 回", door="12")
    client = lane_sqlite.client("林老师")
    first = client.get("/c/hy/grievances").text
    more = re.search(r'href="([^"]*before=\d+)"', first)
    assert more is not None and "第 41 回" in first and "第 0 回" not in first
    assert "第 0 回" in client.get(more[1]).text and "第 41 回" not in client.get(more[1]).text
    public = lane_sqlite.client().get("/c/hy/grievances").text
    assert "42 件" in public and "弄口段" in public and "第 41 回" not in public
