"""Somebody has said this already: who is offered what, by whose eyes, and what an answer does."""

import io
import json
import random
from datetime import timedelta

import pytest
from PIL import Image
from sqlmodel import SQLModel, select

from council import clock, darkroom, photos
from council.db import reading, writing
from council.grievances import acts
from council.grievances.acts import Complaint
from council.grievances.handling import acts as handling
from council.grievances.likeness import acts as likeness
from council.grievances.likeness import reads, rules
from council.grievances.likeness.models import LikenessAnswer, Sketch
from council.grievances.likeness.reads import Draft
from council.people import reads as people
from council.refusal import Absent, Refusal
from tests.conftest import Lane

QUEUE = "周末下午冰淇淋店排队排到我家门口，轮椅推不出去"
AGAIN = "周末冰淇淋店排队，一直排到我家门口，轮椅推不出去了"
JSON = {"Accept": "application/json"}


def said(lane: Lane, happened: str = QUEUE, circle: str = "lane", who: str = "王阿婆", **more) -> int:
    with lane.act(who) as act:
        return acts.file(act, Complaint(happened, more.pop("hurt", ""), more.pop("ask", "留一条路"), 4, more.pop("category", "queue"), circle,
                                        door=more.pop("door", "12"), **more)).id or 0


def offered(lane: Lane, happened: str = AGAIN, who: str = "林老师", **more) -> list[reads.Candidate]:
    with reading() as session:
        return reads.alike(session, lane.me(who), Draft(happened, more.pop("category", "queue"), ask="留一条路", door=more.pop("door", "12"), **more))


def test_the_same_thing_is_offered_with_its_place_and_households(lane: Lane) -> None:
    number = said(lane)
    said(lane, "楼上漏水滴到我家灶台", category="rubbish", ask="修一修")
    found, = offered(lane)
    assert found.id == number and found.households == 1 and found.seen.place == "弄口段" and found.why_not is None
    assert found.likeness.place == 1 and found.likeness.time > .99 and found.likeness.photo == 0 and found.likeness.score >= .55
    with lane.act("小李") as act:
        acts.join(act, number, "我也是", 3)
    assert offered(lane)[0].households == 2


def test_what_is_elsewhere_of_another_class_or_long_closed_is_not(lane: Lane) -> None:
    number = said(lane)
    assert offered(lane, category="fire") == [] and [each.id for each in offered(lane, category="noise")] == [number]
    assert offered(lane, door="31") == [] and [each.id for each in offered(lane, door="7")] == [number]
    with lane.act("周敏") as act:
        handling.move(act, number, "refused", "这里办不了")
    assert [(each.id, bool(each.why_not)) for each in offered(lane)] == [(number, True)]
    with clock.at(clock.now() + timedelta(days=29)):
        assert [each.id for each in offered(lane)] == [number]
    with clock.at(clock.now() + timedelta(days=31)):
        assert offered(lane) == []


def test_at_most_three_the_likest_first(lane: Lane) -> None:
    numbers = [said(lane, text, who=who) for text, who in ((QUEUE, "王阿婆"), (AGAIN, "小李"), (QUEUE + "。", "小顾"), ("排队堵门口", "陈阿姨"))]
    found = offered(lane)
    scores = [each.likeness.score for each in found]
    assert len(found) == 3 and found[0].id == numbers[1] and scores == sorted(scores, reverse=True)
    assert numbers[1] not in [each.id for each in offered(lane, not_these=(numbers[1],))]


def test_a_secret_has_no_part_in_what_another_is_shown(lane: Lane) -> None:
    """Not as a candidate, not by pushing another out, and not by the weights of words."""
    number = said(lane)
    before = offered(lane)
    secrets = [said(lane, AGAIN, "secretary", who) for who in ("王阿婆", "小李", "小顾", "陈阿姨") for _ in range(3)]
    after = offered(lane)
    assert [(each.id, each.likeness.words, each.likeness.place) for each in after] == [(each.id, each.likeness.words, each.likeness.place) for each in before]
    assert [each.id for each in after] == [number]
    assert not {each.id for each in offered(lane, who="老赵")} & set(secrets) and offered(lane, who="钱先生") == []
    assert {each.id for each in offered(lane, who="周敏")} <= {*secrets, number} and {each.id for each in offered(lane, who="小李")} <= {number, *secrets[3:6]}


@pytest.mark.parametrize("limits", [{"NEAREST": 2}, {"NEAREST": 1, "LIKEST": 1}, {"LETTERS": 70}, {"NEAREST": 2, "MANY": 3},
                                    {"NEAREST": 1, "LIKEST": 1, "MANY": 1, "FIRST": 1}])
def test_among_very_many_the_sketch_finds_it(lane: Lane, monkeypatch: pytest.MonkeyPatch, limits: dict[str, int]) -> None:
    number = said(lane)
    for n, text in enumerate(("猫把垃圾袋抓破了", "电瓶车横在弄堂当中", "晾衣架上全是油烟味", "有人对着窗户拍照片")):
        said(lane, text, who="小李", ask=f"管一管{n}")
    for name, value in limits.items():
        monkeypatch.setattr(rules, name, value)
    assert [each.id for each in offered(lane)] == ([number] if "LETTERS" not in limits else [])


def test_the_likest_are_the_same_whichever_way_they_are_looked_for(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    """Among few near ones by their sketches, among many by their place, and among those where neither is enough by asking all."""
    luck, now = random.Random(11), clock.now()
    words = ("冰淇淋店排队", "排到我家门口", "轮椅推不出去", "半夜卸货", "油烟往屋里灌", "电瓶车横着停", "垃圾三天没收", "音箱放到十点")
    rows = [{"id": 1000 + n, "council_id": lane.council_id, "person_id": lane.people["小李"], "sector": "resident", "happened": "，".join(luck.sample(words, 4)),
             "since": "", "often": "", "hurt": "", "ask": "留一条路", "impact": 3, "category": "queue", "segment_id": None,
             "door": luck.choice(("12", "7", "31")), "circle": luck.choice(("lane", "lane", "secretary")), "at": now - timedelta(hours=n)} for n in range(160)]
    tables = SQLModel.metadata.tables
    with writing() as session:
        session.connection().execute(tables["grievance"].insert(), rows)
        session.connection().execute(tables["sketch"].insert(), [
            {"council_id": row["council_id"], "hash": each, "grievance_id": row["id"]} for row in rows
            for each in rules.sketch(rules.grams(reads.told(row["happened"], "", row["ask"])))])
    monkeypatch.setattr(rules, "NEAREST", 4)
    monkeypatch.setattr(rules, "LIKEST", 5)
    for draft in ("，".join(luck.sample(words, 4)) for _ in range(6)):
        ways = []
        for many, first in ((1000, 1000), (5, 1000), (5, 40), (5, 2)):
            monkeypatch.setattr(rules, "MANY", many)
            monkeypatch.setattr(rules, "FIRST", first)
            with clock.at(now):
                ways.append([(each.id, each.likeness) for each in offered(lane, draft)])
        assert ways[0] and all(way == ways[0] for way in ways), draft


def test_the_sketch_goes_with_the_words(lane: Lane) -> None:
    number = said(lane)
    with reading() as session:
        assert len(session.exec(select(Sketch).where(Sketch.grievance_id == number)).all()) == rules.BANDS
    with lane.act("王阿婆") as act:
        acts.withdraw(act, number)
    with reading() as session:
        assert session.exec(select(Sketch)).all() == []
    assert offered(lane) == []


def picture(shift: int = 0, light: float = 1.0, size: tuple[int, int] = (320, 240), kind: str = "JPEG") -> bytes:
    field = Image.radial_gradient("L").resize((320, 240))
    field.paste(Image.linear_gradient("L").resize((120, 100)), (30 + shift, 40))
    out = io.BytesIO()
    field.point(lambda level: min(255, int(level * light))).resize(size).convert("RGB").save(out, kind)
    return out.getvalue()


def test_an_outline_outlives_scaling_light_and_compression() -> None:
    first = int(photos.reencode(picture()).outline, 16)
    for other in (picture(light=.8), picture(size=(900, 675)), picture(kind="PNG"), picture(light=.7, size=(160, 120), kind="WEBP")):
        assert (first ^ int(photos.reencode(other).outline, 16)).bit_count() <= rules.MEASURE.hamming
    assert (first ^ int(darkroom.outline(Image.linear_gradient("L").rotate(90)), 16)).bit_count() > rules.MEASURE.hamming
    assert not rules.telling(int(darkroom.outline(Image.new("RGB", (64, 64), "black")), 16))


def test_the_same_picture_finds_what_other_words_would_not(lane: Lane) -> None:
    number = said(lane, "看照片，堵死了", ask="管一管", photos=[photos.reencode(picture())])
    outline = int(photos.reencode(picture(light=.9)).outline, 16)
    assert offered(lane, "人多得走不通") == []
    found, = offered(lane, "人多得走不通", outlines=(outline,))
    assert found.id == number and found.likeness.photo == 1 and found.picture is not None


def test_the_desk_links_what_is_one_thing_and_takes_it_apart(lane: Lane) -> None:
    first, second, third = said(lane), said(lane, AGAIN, who="小李"), said(lane, "排队的人靠着窗", "secretary", who="小顾")
    before = lane.size()
    with lane.act("周敏") as act:
        likeness.link(act, second, first)
        likeness.link(act, third, first)
    assert [(leaf["kind"], leaf["topic"], leaf["body"]) for leaf in lane.leaves(before)] == [
        ("grievance.linked", f"grievance:{second}", {"parent": first}), ("grievance.linked", f"grievance:{third}", {"parent": first})]
    with reading() as session:
        assert {each.id for each in reads.kin(session, lane.me("周敏"), first)} == {second, third}
        assert {each.id for each in reads.kin(session, lane.me("林老师"), second)} == {first}
    with pytest.raises(Refusal, match="已经"), lane.act("周敏") as act:
        likeness.link(act, first, second)
    with lane.act("周敏") as act:
        likeness.unlink(act, second)
    with reading() as session:
        assert reads.kin(session, lane.me("林老师"), second) == [] and len(session.exec(select(acts.Grievance)).all()) == 3
    assert lane.leaves()[-1]["kind"] == "grievance.unlinked"


@pytest.mark.parametrize(("who", "child", "parent", "why"), [("王阿婆", 0, 1, "书记"), ("周敏", 0, 0, "同一件"), ("周敏", 0, 99, None), ("何书记", 0, 1, None)])
def test_what_may_not_be_linked_leaves_nothing(lane: Lane, who: str, child: int, parent: int, why: str | None) -> None:
    numbers = {0: said(lane), 1: said(lane, AGAIN, who="小李"), 99: 99_999}
    before = lane.size()
    with pytest.raises(Refusal if why else Absent, match=why), lane.act(who) as act:
        likeness.link(act, numbers[child], numbers[parent])
    assert lane.size() == before


DRAFT = {"happened": AGAIN, "ask": "留一条路", "category": "queue", "door": "12", "hurt": "绕一大圈", "impact": "4", "circle": "lane"}


def test_a_page_asks_while_one_writes(lane_sqlite: Lane) -> None:
    number, before = said(lane_sqlite), lane_sqlite.size()
    got = lane_sqlite.client("林老师").post("/c/hy/grievances/alike", data=DRAFT, headers=JSON).json
    assert got["n"] == 1 and f"/grievances/{number}/same" in got["html"] and "1 户" in got["html"] and "轮椅" in got["html"]
    assert lane_sqlite.client("林老师").post("/c/hy/grievances/alike", data={"happened": "排"}, headers=JSON).json["n"] == 0
    assert lane_sqlite.client("钱先生").post("/c/hy/grievances/alike", data=DRAFT, headers=JSON).status_code == 404
    assert lane_sqlite.client().post("/c/hy/grievances/alike", data=DRAFT, headers=JSON).status_code == 401
    assert lane_sqlite.size() == before


def test_without_scripts_the_form_comes_back_with_everything_in_it(lane_sqlite: Lane) -> None:
    said(lane_sqlite)
    page = lane_sqlite.client("林老师").post("/c/hy/grievances/alike", data=DRAFT)
    assert page.status_code == 200 and "有人说过差不多的" in page.text and AGAIN in page.text and "绕一大圈" in page.text
    assert 'value="queue" selected' in page.text and 'id="impact-4" value="4" checked' in page.text
    assert "还没有人说过差不多的" in lane_sqlite.client("林老师").post("/c/hy/grievances/alike", data={**DRAFT, "happened": "猫"}).text


def test_no_takes_it_off_the_list_and_is_kept_without_a_name(lane_sqlite: Lane) -> None:
    number, client, before = said(lane_sqlite), lane_sqlite.client("林老师"), lane_sqlite.size()
    got = client.post("/c/hy/grievances/alike", data={**DRAFT, "no": str(number)}, headers=JSON).json
    assert got["n"] == 0 and f'name="nots" value="{number}"' in got["html"]
    assert client.post("/c/hy/grievances/alike", data={**DRAFT, "no": "99999"}, headers=JSON).json["n"] == 1
    with reading() as session:
        kept, = session.exec(select(LikenessAnswer)).all()
        assert not kept.same and .4 < kept.words < 1 and kept.place == 1 and reads.answered(session, lane_sqlite.council_id) == (0, 1)
    assert lane_sqlite.size() == before and not {"person_id", "grievance_id", "at"} & set(LikenessAnswer.model_fields)


def test_the_same_thing_is_joined_with_ones_own_words(lane_sqlite: Lane) -> None:
    number, client, before = said(lane_sqlite), lane_sqlite.client("林老师"), lane_sqlite.size()
    page = client.post(f"/grievances/{number}/same", data=DRAFT)
    assert page.status_code == 200 and AGAIN in page.text and "绕一大圈" in page.text and 'id="impact-4" value="4" checked' in page.text
    assert lane_sqlite.size() == before
    wrong = client.post(f"/grievances/{number}/same/join", data={**DRAFT, "impact": "", "own_hurt": "绕一大圈", "hurt": "我的话"})
    assert wrong.status_code == 422 and "还没选对您影响多大" in wrong.text and "我的话" in wrong.text and 'name="hurt" value="绕一大圈"' in wrong.text
    done = client.post(f"/grievances/{number}/same/join", data={**DRAFT, "hurt": "我也推不出去"})
    assert done.status_code == 303 and lane_sqlite.leaves()[-1]["kind"] == "grievance.joined"
    with reading() as session:
        assert reads.answered(session, lane_sqlite.council_id) == (1, 0)
    assert "我也推不出去" in lane_sqlite.client("周敏").get(f"/grievances/{number}").text
    assert client.post(f"/grievances/{number}/same/join", data={**DRAFT, "hurt": "再来"}, headers=JSON).status_code == 409


def test_a_secret_is_not_there_by_any_of_these_doors(lane_sqlite: Lane) -> None:
    number = said(lane_sqlite, circle="secretary")
    for path in (f"/grievances/{number}/same", f"/grievances/{number}/same/join"):
        assert lane_sqlite.client("林老师").post(path, data={**DRAFT, "impact": "3"}).status_code == 404
    assert lane_sqlite.client("林老师").post("/c/hy/grievances/alike", data=DRAFT, headers=JSON).json["n"] == 0


def test_who_asks_too_often_waits(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client("林老师")
    answers = {client.post("/c/hy/grievances/alike", data={"happened": "排队"}, headers=JSON).status_code for _ in range(45)}
    assert answers == {200, 429}


def test_the_desk_sees_and_links_them_on_the_page(lane_sqlite: Lane) -> None:
    first, second = said(lane_sqlite), said(lane_sqlite, AGAIN, who="小李")
    desk = lane_sqlite.client("周敏")
    likeness.answer(lane_sqlite.council_id, True, rules.Likeness(.8, 1, 1, 0))
    assert "答了 1 次" in desk.get(f"/grievances/{second}").text
    assert "可能是同一件事" in desk.get(f"/grievances/{second}").text
    assert "可能是同一件事" not in lane_sqlite.client("小李").get(f"/grievances/{second}").text
    assert desk.post(f"/grievances/{second}/link", data={"other": first}).status_code == 303
    page = lane_sqlite.client("林老师").get(f"/grievances/{second}").text
    assert f"/grievances/{first}" in page and "连在一起办" in page
    assert lane_sqlite.client("林老师").post(f"/grievances/{second}/unlink").status_code == 403
    assert desk.post(f"/grievances/{second}/unlink").status_code == 303
    assert "连在一起办" not in lane_sqlite.client("林老师").get(f"/grievances/{second}").text


@pytest.mark.parametrize("wrong", [{"happened": "字" * 9000}, {"segment_id": "x"}, {"outlines": "zz"}, {"nots": "x"}, {"no": "x"}, {"door": "1" * 99}])
def test_bad_drafts_are_refused_in_words(lane_sqlite: Lane, wrong: dict[str, str]) -> None:
    answer = lane_sqlite.client("林老师").post("/c/hy/grievances/alike", data={**DRAFT, **wrong}, headers=JSON)
    assert answer.status_code in (200, 422) and json.loads(answer.text)["ok"] is (answer.status_code == 200)


def test_the_lane_has_the_doors_that_these_stories_speak_of(lane: Lane) -> None:
    with reading() as session:
        assert [each.number for each in people.doors(session, lane.council_id) if each.side == "home"][:3] == ["1", "7", "12"]
