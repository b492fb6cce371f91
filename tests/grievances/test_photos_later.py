"""Pictures that come after the filing: by the author or the desk for them, six in all, for the same eyes, entered without a word of them."""

import io

import pytest
from PIL import Image

from council import photos
from council.db import reading
from council.grievances import acts, rules, telling
from council.photos import Picture
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.grievances.told import filed

SMALL = Picture(b"jpeg", "image/jpeg", 4, 3, "00ff00ff00ff00ff")


def jpeg() -> io.BytesIO:
    """A picture as a phone sends it, with a place in it."""
    out, bare = io.BytesIO(), Image.linear_gradient("L").convert("RGB")
    marks = Image.Exif()
    marks[0x010F] = "secretcamera"
    bare.save(out, "JPEG", exif=marks)
    out.seek(0)
    return out


@pytest.mark.parametrize(("able", "state", "had", "more", "why"), [
    (True, "filed", 0, 1, None), (True, "mediating", 5, 1, None), (True, "filed", 0, 6, None), (False, "filed", 0, 1, "只有说这件事的人可以加"),
    (True, "withdrawn", 0, 1, "已经结束了"), (True, "solved", 2, 1, "已经结束了"), (True, "filed", 6, 1, "已经有 6 张"), (True, "filed", 4, 3, "还能加 2 张"),
    (True, "filed", 3, 0, "还没选照片")])
def test_who_may_add_how_many(able: bool, state: str, had: int, more: int, why: str | None) -> None:
    said = rules.why_not_photo(able, state, had, more)
    assert said is None if why is None else why in str(said)


def test_its_author_and_the_desk_for_them_add_pictures_up_to_six(lane: Lane) -> None:
    number = filed(lane, circle="secretary", photos=[SMALL, SMALL])
    before = lane.size()
    with lane.act("王阿婆") as act:
        assert telling.add_photos(act, number, [SMALL]) == 3
    with lane.act("周敏") as act:
        assert telling.add_photos(act, number, [SMALL, SMALL]) == 5
    assert [(leaf["kind"], leaf["body"]) for leaf in lane.leaves(before)] == [
        ("grievance.pictured", {"photos": 1, "by": "filer"}), ("grievance.pictured", {"photos": 2, "by": "desk"})]
    after = lane.size()
    with pytest.raises(Refusal, match="还能加 1 张"), lane.act("王阿婆") as act:
        telling.add_photos(act, number, [SMALL, SMALL])
    with pytest.raises(Absent), lane.act("林老师") as act:
        telling.add_photos(act, number, [SMALL])
    assert lane.size() == after
    with reading() as session:
        assert [each.position for each in photos.photos(session, f"grievance:{number}")] == [1, 2, 3, 4, 5]


def test_a_neighbour_who_sees_it_adds_nothing_and_what_is_withdrawn_gets_nothing(lane: Lane) -> None:
    number = filed(lane)
    before = lane.size()
    with pytest.raises(Refusal, match="只有说这件事的人"), lane.act("林老师") as act:
        telling.add_photos(act, number, [SMALL])
    assert lane.size() == before
    with lane.act("王阿婆") as act:
        acts.withdraw(act, number)
    before = lane.size()
    with pytest.raises(Refusal, match="已经结束了"), lane.act("王阿婆") as act:
        telling.add_photos(act, number, [SMALL])
    assert lane.size() == before


def test_a_later_picture_is_for_the_same_eyes_and_bare(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite, circle="secretary")
    client, page = lane_sqlite.client("王阿婆"), f"/grievances/{number}"
    assert "加照片" in client.get(page).text and "替他加照片" in lane_sqlite.client("周敏").get(page).text
    sent = {"once": "one-picture-once", "photo": (jpeg(), "x.jpg")}
    assert client.post(f"{page}/photos", data=sent, headers={"Accept": "application/json"}).get_json()["said"] == "加上了，现在一共 1 张照片。"
    again = client.post(f"{page}/photos", data={"once": "one-picture-once", "photo": (jpeg(), "x.jpg")}, headers={"Accept": "application/json"})
    assert again.status_code == 200, "the outbox sends it again and gets the first answer"
    with reading() as session:
        kept, = photos.photos(session, f"grievance:{number}")
    assert b"secretcamera" not in kept.bytes
    assert client.get(f"{page}/photos/{kept.id}").status_code == 200
    for other in ("林老师", "老赵", "小顾"):
        assert lane_sqlite.client(other).get(f"{page}/photos/{kept.id}").status_code == 404
        assert lane_sqlite.client(other).post(f"{page}/photos", data={"photo": (jpeg(), "x.jpg")}).status_code == 404
    assert "还没选照片" in client.post(f"{page}/photos", data={}, follow_redirects=True).text


def test_whoever_only_looks_on_sees_no_form_for_pictures(lane_sqlite: Lane) -> None:
    number = filed(lane_sqlite)
    page = lane_sqlite.client("林老师").get(f"/grievances/{number}").text
    assert "排队排到我家门口" in page and "加照片" not in page
    assert "替他加照片" not in lane_sqlite.client("王阿婆").get(f"/grievances/{number}").text
