"""The door, the own one tap, the gallery's own count, as browsers without JavaScript do it."""

import re

from council.db import reading
from council.meetings import reads
from council.meetings.attending import guests
from tests.conftest import Lane
from tests.meetings.test_meeting_acts import call, opened
from tests.meetings.test_meeting_pages import post, wall_code


def there(meeting_id: int) -> dict[str, int]:
    """Guests there now."""
    with reading() as session:
        return {kind: n for kind, n in guests.there(session, meeting_id).items() if n}


def test_the_desk_finds_somebody_by_one_character_and_helps_them_in_out_and_back(lane_sqlite: Lane) -> None:
    meeting_id, desk = call(lane_sqlite), lane_sqlite.client("周敏")
    page = desk.get(f"/meetings/{meeting_id}/door?q=婆").text
    assert "王阿婆" in page and "小李" not in page and "到了" in page
    person = re.search(r'name="person_id" value="(\d+)"', page)
    assert person and int(person[1]) == lane_sqlite.people["王阿婆"]
    for path, said in (("check-in", "先走了"), ("leave", "回来了"), ("back", "报错了"), ("mistake", "撤回了")):
        assert post(desk, f"/meetings/{meeting_id}/{path}", person_id=person[1], next=f"/meetings/{meeting_id}/door").json["ok"]
        assert said in desk.get(f"/meetings/{meeting_id}/door?q=１２").text, path
    assert "没有找到" in desk.get(f"/meetings/{meeting_id}/door?q=某某").text
    assert lane_sqlite.client("王阿婆").get(f"/meetings/{meeting_id}/door").status_code == 403
    assert lane_sqlite.client("何书记").get(f"/meetings/{meeting_id}/door").status_code == 404


def test_one_tap_out_and_one_tap_back_on_ones_own_phone(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite, "王阿婆")
    phone = lane_sqlite.client("王阿婆")
    assert "我先走了" in phone.get(f"/meetings/{meeting_id}").text
    assert phone.post(f"/meetings/{meeting_id}/leave", data={"next": f"/meetings/{meeting_id}"}).status_code == 303
    assert "我回来了" in phone.get(f"/meetings/{meeting_id}").text and "我回来了" in phone.get(f"/meetings/{meeting_id}/here").text
    with reading() as session:
        assert reads.attendance(session, meeting_id) == {}
    assert post(phone, f"/meetings/{meeting_id}/back").json["said"] == "记下了，您回来了。"
    with reading() as session:
        assert reads.attendance(session, meeting_id) == {"resident": 1}


def test_a_neighbour_cannot_send_another_one_home(lane_sqlite: Lane) -> None:
    meeting_id, _items = opened(lane_sqlite, "王阿婆", "小李")
    before = lane_sqlite.size()
    assert post(lane_sqlite.client("小李"), f"/meetings/{meeting_id}/leave", person_id=lane_sqlite.people["王阿婆"]).status_code == 409
    assert post(lane_sqlite.client("小李"), f"/meetings/{meeting_id}/mistake", person_id=lane_sqlite.people["王阿婆"]).status_code == 403
    assert lane_sqlite.size() == before


def test_the_code_is_typed_with_full_width_digits_and_a_space(lane_sqlite: Lane) -> None:
    meeting_id, phone = call(lane_sqlite), lane_sqlite.client("王阿婆")
    code = wall_code(lane_sqlite, meeting_id)
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in code)
    assert post(phone, f"/meetings/{meeting_id}/check-in", code=f"{wide[:3]}　{wide[3:]}").status_code == 200


def test_a_guest_counts_once_however_often_they_tap_and_leaves_no_name(lane_sqlite: Lane) -> None:
    meeting_id, guest = call(lane_sqlite), lane_sqlite.client()
    assert "不用注册" in guest.get(f"/meetings/{meeting_id}/guest").text
    before = lane_sqlite.size()
    for _tap in range(3):
        assert guest.post("/guest", data={"meeting": meeting_id, "kind": "press"}).status_code == 303
    assert there(meeting_id) == {"press": 1} and "数进去了：记者" in guest.get(f"/meetings/{meeting_id}/guest").text
    lane_sqlite.client().post("/guest", data={"meeting": meeting_id, "kind": "online"})
    assert there(meeting_id) == {"press": 1, "online": 1}
    guest.post("/guest/bye", data={"meeting": meeting_id})
    assert there(meeting_id) == {"online": 1} and "我在听" in guest.get(f"/meetings/{meeting_id}/guest").text
    assert lane_sqlite.size() == before
    assert post(guest, "/guest", meeting=meeting_id, kind="spy").status_code == 422


def test_a_form_sent_again_after_its_answer_was_lost_counts_nobody_twice(lane_sqlite: Lane) -> None:
    meeting_id, desk = call(lane_sqlite), lane_sqlite.client("周敏")
    for _ in range(3):
        lane_sqlite.client().post("/guest", data={"meeting": meeting_id, "kind": "press", "once": "first-tap"})
        post(desk, f"/meetings/{meeting_id}/guests", kind="aide", more="yes", once="one")
        post(desk, f"/meetings/{meeting_id}/guests", kind="aide", more="yes", once="two")
    assert there(meeting_id) == {"press": 1, "aide": 2}
    for _ in range(3):
        post(desk, f"/meetings/{meeting_id}/guests", kind="aide", more="no", once="three")
    assert there(meeting_id) == {"press": 1, "aide": 1}
    with reading() as session:
        assert guests.counted(session, meeting_id) == {**guests.NOBODY, "press": 1, "aide": 1, "most": 2}


def test_the_desk_counts_guests_without_a_phone(lane_sqlite: Lane) -> None:
    meeting_id, desk = call(lane_sqlite), lane_sqlite.client("周敏")
    for more in ("yes", "yes", "no"):
        assert post(desk, f"/meetings/{meeting_id}/guests", kind="aide", more=more).status_code == 200
    assert there(meeting_id) == {"aide": 1}
    assert post(desk, f"/meetings/{meeting_id}/guests", kind="press", more="no").status_code == 409
    assert post(lane_sqlite.client("王阿婆"), f"/meetings/{meeting_id}/guests", kind="aide").status_code == 403


def test_a_members_meeting_counts_no_strangers(lane_sqlite: Lane) -> None:
    calling = {"title": "名册", "place": "弄口", "starts": "2026-11-28T19:30", "kind": "members"}
    post(lane_sqlite.client("周敏"), "/c/hy/meetings", **calling, lines="名册")
    assert post(lane_sqlite.client(), "/guest", meeting=1, kind="hall").status_code == 404
    assert lane_sqlite.client("钱先生").get("/meetings/1/guest").status_code == 404
    assert lane_sqlite.client("王阿婆").get("/meetings/1/guest").status_code == 200
