"""The pages of saying something, by sentence; and what bad input gets."""

import io

import pytest
from PIL import Image

from tests.conftest import Lane

JSON = {"Accept": "application/json"}
GOOD = {"happened": "排队排到我家门口", "ask": "留条路", "impact": "4", "category": "queue", "circle": "lane"}


def picture() -> bytes:
    out = io.BytesIO()
    exif = Image.Exif()
    exif[0x010F] = "SecretCamera"
    Image.new("RGB", (64, 48), "#973b25").save(out, "JPEG", exif=exif)
    return out.getvalue()


def test_a_resident_files_and_reads_it_again(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client("王阿婆")
    assert "说一件事" in client.get("/c/hy/grievances/new").text
    done = client.post("/c/hy/grievances", data={**GOOD, "photo": (io.BytesIO(picture()), "a.jpg")}, content_type="multipart/form-data")
    assert done.status_code == 303
    page = client.get(done.headers["Location"])
    assert "排队排到我家门口" in page.text and "书记" in page.text
    photo = client.get(done.headers["Location"] + "/photos/1")
    assert photo.mimetype == "image/jpeg" and b"SecretCamera" not in photo.data
    assert lane_sqlite.client("钱先生").get(done.headers["Location"] + "/photos/1").status_code == 404


def test_what_is_missing_is_said_beside_its_field_and_nothing_written_is_lost(lane_sqlite: Lane) -> None:
    before = lane_sqlite.size()
    page = lane_sqlite.client("王阿婆").post("/c/hy/grievances", data={**GOOD, "ask": ""})
    assert page.status_code == 422 and "还没写您想要什么" in page.text and "排队排到我家门口" in page.text
    assert lane_sqlite.size() == before


@pytest.mark.parametrize("wrong", [
    {"impact": "9"}, {"impact": "banana"}, {"category": "banana"}, {"circle": "world"}, {"happened": "字" * 2731}, {"segment_id": "99999999999"},
    {"shops": "-1"}, {"shops": "x"}, {"often": "never"}, {"door": "88"}, {"building": "88"}, {"circle": "party"},
    {"happened": "a\x00b"}, {"once": "no good token!"}])
def test_bad_input_moves_nothing(lane_sqlite: Lane, wrong: dict[str, str]) -> None:
    before = lane_sqlite.size()
    answer = lane_sqlite.client("王阿婆").post("/c/hy/grievances", data={**GOOD, **wrong}, headers=JSON)
    assert 400 <= answer.status_code < 500 and answer.json["ok"] is False and answer.json["reason"]
    assert lane_sqlite.size() == before


def test_the_same_form_twice_is_one_grievance(lane_sqlite: Lane) -> None:
    client, before = lane_sqlite.client("王阿婆"), lane_sqlite.size()
    first = client.post("/c/hy/grievances", data={**GOOD, "once": "same-form"}, headers=JSON)
    again = client.post("/c/hy/grievances", data={**GOOD, "once": "same-form"}, headers=JSON)
    assert first.json["entry"] == again.json["entry"] and lane_sqlite.size() == before + 1
    other = client.post("/c/hy/grievances", data={**GOOD, "ask": "别的", "once": "same-form"}, headers=JSON)
    assert other.status_code == 409 and lane_sqlite.size() == before + 1


def test_a_visitor_sees_counts_and_no_words(lane_sqlite: Lane) -> None:
    lane_sqlite.client("王阿婆").post("/c/hy/grievances", data=GOOD)
    page = lane_sqlite.client().get("/c/hy/grievances")
    assert page.status_code == 200 and "1 件" in page.text and "排到我家门口" not in page.text
    assert lane_sqlite.client().get("/grievances/1").status_code == 302
    assert lane_sqlite.client("钱先生").get("/grievances/1").status_code == 404


def test_a_neighbour_says_me_too_and_the_secretary_moves_it_on(lane_sqlite: Lane) -> None:
    lane_sqlite.client("王阿婆").post("/c/hy/grievances", data=GOOD)
    assert lane_sqlite.client("林老师").post("/grievances/1/join", data={"impact": "3"}).status_code == 303
    assert "1 户" in lane_sqlite.client("王阿婆").get("/grievances/1").text
    assert lane_sqlite.client("周敏").post("/grievances/1/move", data={"to": "mediating"}).status_code == 303
    assert "正在调解" in lane_sqlite.client("林老师").get("/grievances/1").text
    refused = lane_sqlite.client("老赵").post("/grievances/1/move", data={"to": "solved", "note": "好了"}, headers=JSON)
    assert refused.status_code == 409 and "书记" in refused.json["reason"]
