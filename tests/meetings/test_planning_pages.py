"""Planning as people see it: forms without scripts, the calendar file, the slip; and that the chair's notes are nowhere else."""

import re
from datetime import timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient

from council import clock
from council.db import reading
from council.grievances import acts as grievances
from council.grievances.acts import Complaint
from council.meetings import acts, reads
from council.meetings.acts import Calling, Item
from council.meetings.planning import acts as planning
from council.meetings.planning import guests, items
from council.meetings.planning import reads as plans
from council.meetings.planning.acts import Plan
from council.meetings.planning.guests import Because
from council.story.notices import reads as notices
from tests.conftest import Lane
from tests.meetings.test_planning_acts import called, titles

SECRET = "先请老赵说，别让两家坐一起"


def post(client: FlaskClient, path: str, **fields: Any) -> Any:
    """A form sent by a program that wants JSON."""
    return client.post(path, data=fields, headers={"Accept": "application/json"})


def told(lane: Lane, who: str) -> list[str]:
    with reading() as session:
        return [f"{each.thing}：{each.words}" for each in notices.notices(session, lane.me(who))]


def test_the_agenda_is_put_in_order_by_plain_buttons(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, ids = called(lane, "一", "二", "三")
    desk = lane.client("周敏")
    page = desk.get(f"/meetings/{meeting_id}/agenda").text
    up = re.search(rf'formaction="(/items/{ids[2]}/move)" name="to" value="(\d)" aria-label="“三”往前一项"', page)
    assert up and up.group(2) == "2" and 'form="move"' in page
    answer = desk.post(up.group(1), data={"to": up.group(2)})
    assert answer.status_code == 303 and answer.location == f"/meetings/{meeting_id}/agenda" and titles(meeting_id) == ["一", "三", "二"]
    page = desk.get(f"/meetings/{meeting_id}/agenda").text
    assert "“一”往前一项" in page and page.count("disabled") >= 2
    assert "20 分钟" in page and desk.get(f"/items/{ids[0]}").status_code == 200


def test_an_item_is_changed_dropped_and_put_back_on_its_pages(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, ids = called(lane, "一", "二")
    desk = lane.client("周敏")
    assert post(desk, f"/items/{ids[0]}/change", title="说说上次", kind="report", minutes="5").json["said"] == "改好了。"
    assert "还没写议什么" in post(desk, f"/items/{ids[0]}/change", title=" ", kind="report", minutes="5").json["reason"]
    assert "要写一句为什么" in post(desk, f"/items/{ids[0]}/off", how="never").json["reason"]
    assert post(desk, f"/items/{ids[0]}/off", how="never", reason="下个月").json["ok"]
    page = desk.get(f"/meetings/{meeting_id}/agenda").text
    assert "拿下来的" in page and "下个月" in page and f"/items/{ids[0]}/back" in page
    assert post(desk, f"/items/{ids[0]}/back").json["to"] == f"/meetings/{meeting_id}/agenda"
    assert titles(meeting_id) == ["说说上次", "二"]


def test_what_waits_is_told_with_who_when_and_why_and_declined_with_a_reason(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    with lane.act("老赵") as act:
        act.enter("violation.disputed", topic="violation:1")
        item_id = acts.put_on_next_agenda(act, "violation:1", "冰淇淋店的异议", "dispute").id
    desk = lane.client("周敏")
    page = desk.get("/c/hy/inbox").text
    assert "冰淇淋店的异议" in page and "商户提的" in page and "有人不同意一条记录" in page and 'href="/violations/1"' in page and "召集一次会" in page
    assert post(desk, f"/items/{item_id}/decline", reason="当面谈好了").json["to"] == "/c/hy/inbox"
    page = desk.get("/c/hy/inbox").text
    assert "说了不上会的" in page and "当面谈好了" in page and "没有等着的事" in page
    assert lane.client("王阿婆").get("/c/hy/inbox").status_code == 403


def test_a_note_for_the_chair_is_on_the_desk_alone(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, ids = called(lane, "外摆")
    desk, before = lane.client("周敏"), lane.size()
    assert post(desk, f"/items/{ids[0]}/note", note=SECRET).json["to"] == f"/items/{ids[0]}"
    assert lane.size() == before, "a note enters nothing"
    with lane.act("周敏") as act:
        acts.open_meeting(act, meeting_id)
        acts.open_item(act, ids[0])
    assert SECRET in desk.get(f"/meetings/{meeting_id}/agenda").text and SECRET in desk.get(f"/items/{ids[0]}").text
    pages = ["", "/before", "/gallery", "/press", "/notice", "/projector", "/record", "/minutes", "/meeting.ics", "/me"]
    anywhere = [f"/meetings/{meeting_id}{page}" for page in pages]
    anywhere += ["/c/hy/", "/c/hy/meetings", "/c/hy/meetings.ics", "/c/hy/record", "/me/words", "/me/words.json", "/notices",
                 f"/news/hall:{meeting_id}?after=0", f"/news/meeting:{meeting_id}?after=0", f"/news/projector:{meeting_id}?after=0"]
    seen = 0
    for who in ("王阿婆", "老赵", "何书记", None):
        client = lane.client(who)
        for path in [*anywhere, f"/meetings/{meeting_id}/agenda", f"/items/{ids[0]}", f"/meetings/{meeting_id}/desk", f"/news/desk:{meeting_id}?after=0"]:
            answer = client.get(path)
            seen += answer.status_code == 200
            assert SECRET not in answer.text, (who, path)
    for path in anywhere:
        assert SECRET not in desk.get(path).text, path
    assert seen > 25
    assert SECRET not in str(lane.leaves())
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    assert SECRET not in lane.client("王阿婆").get(f"/meetings/{meeting_id}/minutes").text
    assert post(desk, f"/items/{ids[0]}/note", note="").json["ok"]
    with reading() as session:
        assert plans.note(session, ids[0]) == ""


def test_a_note_is_written_by_the_desk_of_its_own_council(lane_sqlite: Lane) -> None:
    _meeting_id, ids = called(lane_sqlite, "外摆")
    for who, status in (("王阿婆", 403), ("何书记", 404), (None, 401)):
        assert post(lane_sqlite.client(who), f"/items/{ids[0]}/note", note=SECRET).status_code == status


def test_the_calendar_file_keeps_its_uid_and_counts_its_changes(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, _ids = called(lane, "外摆，和排队")
    guest = lane.client()

    def lines() -> dict[str, str]:
        answer = guest.get(f"/meetings/{meeting_id}/meeting.ics")
        assert answer.mimetype == "text/calendar" and answer.text.count("BEGIN:VEVENT") == 1
        event = answer.text.replace("\r\n ", "").partition("BEGIN:VEVENT")[2].partition("BEGIN:VALARM")[0]
        return {name: value for name, _colon, value in (line.partition(":") for line in event.split("\r\n"))}

    first = lines()
    assert first["SEQUENCE"] == "0" and "外摆，和排队" in first["DESCRIPTION"] and first["LOCATION"] == "弄口活动室"
    with lane.act("周敏") as act:
        planning.change_meeting(act, meeting_id, Plan("开门议事", "居委会", clock.now() + timedelta(days=9), "修灯"))
    moved = lines()
    assert (moved["UID"], moved["SEQUENCE"], moved["LOCATION"]) == (first["UID"], "1", "居委会")
    assert moved["DTSTART;TZID=Asia/Shanghai"] != first["DTSTART;TZID=Asia/Shanghai"]
    with lane.act("周敏") as act:
        planning.cancel_meeting(act, meeting_id, "台风")
    off = lines()
    assert (off["UID"], off["SEQUENCE"], off["STATUS"]) == (first["UID"], "2", "CANCELLED") and "台风" in off["DESCRIPTION"]
    assert first["UID"] in guest.get("/c/hy/meetings.ics").text.replace("\r\n ", "")


def test_a_members_meeting_is_in_no_strangers_calendar(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    with lane.act("周敏") as act:
        meeting_id = acts.call_meeting(act, Calling("关起门来说", "弄口", clock.now() + timedelta(days=2), "members")).id
    for path in (f"/meetings/{meeting_id}/meeting.ics", f"/meetings/{meeting_id}/before"):
        assert lane.client("钱先生").get(path).status_code == lane.client().get(path).status_code == 404
        assert lane.client("王阿婆").get(path).status_code == 200
    assert "关起门来说" not in lane.client().get("/c/hy/meetings.ics").text
    assert "关起门来说" in lane.client("老赵").get("/c/hy/meetings.ics").text.replace("\r\n ", "")


def test_the_invited_are_told_in_the_app_and_nobody_else(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, _ids = called(lane, "外摆")
    with lane.act("周敏") as act:
        guests.invite(act, meeting_id, [lane.people["王阿婆"]])
    with lane.act("周敏") as act:
        guests.invite(act, meeting_id, [lane.people["小李"]])
    with lane.act("周敏") as act:
        planning.change_meeting(act, meeting_id, Plan("开门议事", "居委会", clock.now() + timedelta(days=9), "修灯"))
    mine = told(lane, "王阿婆")
    assert len(mine) == 2 and mine[1] == "开门议事：请您来开会。来不来，回一声。" and "居委会" in mine[0]
    assert len(told(lane, "小李")) == 2 and told(lane, "老赵") == [] == told(lane, "钱先生")
    page = lane.client("王阿婆").get("/notices").text
    assert f'href="/meetings/{meeting_id}/before"' in page


def test_a_meeting_that_invites_nobody_reminds_everybody(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, _ids = called(lane, "外摆")
    with reading() as session:
        starts = reads.meeting(session, meeting_id).starts_at
    from council.record.acting import Clock, acting
    with clock.at(starts - timedelta(minutes=50)):
        with acting(Clock(lane.council_id)) as act:
            planning.remind(act, meeting_id)
        assert [line.startswith("开门议事：") and "开会，在弄口活动室" in line for line in told(lane, "老赵")] == [True]
        with reading() as session:
            assert plans.begins_soon(session, lane.me("老赵"), starts - timedelta(hours=2), clock.now())
            assert not plans.begins_soon(session, lane.me("老赵"), clock.now(), clock.now())
            assert not plans.begins_soon(session, lane.me("钱先生"), starts - timedelta(hours=2), clock.now())


def test_whoever_is_invited_reads_why_and_answers(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, _ids = called(lane, "外摆")
    with lane.act("周敏") as act:
        act.enter("grievance.filed", topic="grievance:1")
        guests.invite(act, meeting_id, [lane.people["王阿婆"]], Because("grievance:1", "排队（弄口段）"))
    client = lane.client("王阿婆")
    assert "请您来，是因为：排队（弄口段）" in client.get(f"/meetings/{meeting_id}/before").text
    assert "请您来，是因为" not in lane.client("小李").get(f"/meetings/{meeting_id}/before").text
    assert "还没写要带哪一句话" in post(client, f"/meetings/{meeting_id}/coming", coming="word").json["reason"]
    assert "会上会念" in post(client, f"/meetings/{meeting_id}/coming", coming="word", words="轮椅出不来").json["said"]
    assert "您说过：来不了，带一句话" in client.get(f"/meetings/{meeting_id}/before").text
    desk = lane.client("周敏").get(f"/meetings/{meeting_id}/invite").text
    assert "轮椅出不来" in desk and "排队（弄口段）" in desk and "没有手机" not in desk.partition("王阿婆")[2][:200]
    assert "轮椅出不来" not in lane.client("小李").get(f"/meetings/{meeting_id}/before").text
    assert post(lane.client("钱先生"), f"/meetings/{meeting_id}/coming", coming="yes").status_code == 404


def test_a_slip_is_printed_for_those_without_a_phone(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, _ids = called(lane, "外摆")
    lane.client("小李")
    with lane.act("周敏") as act:
        guests.invite_by_roll(act, meeting_id, ["resident"])
    desk = lane.client("周敏")
    page = desk.get(f"/meetings/{meeting_id}/slips").text
    assert "请王阿婆来开会" in page and "请小李来开会" not in page and "<svg" in page
    assert "请小李来开会" in desk.get(f"/meetings/{meeting_id}/slips?for=all").text
    assert lane.client("王阿婆").get(f"/meetings/{meeting_id}/slips").status_code == 403


def test_the_strongest_demands_are_proposed_and_invited_by_name_of_the_grievance(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    with lane.act("王阿婆") as act:
        number = grievances.file(act, Complaint("排队排到我家门口", "轮椅出不来", "留条路", 5, "queue", "lane")).id or 0
    meeting_id, _ids = called(lane, "外摆")
    desk, before = lane.client("周敏"), lane.size()
    page = desk.get(f"/meetings/{meeting_id}/demands").text
    assert f'value="{lane.people["王阿婆"]}:{number}"' in page and "影响是" in page
    assert post(desk, f"/meetings/{meeting_id}/demands").json["reason"] == "还没选请谁。"
    assert "从列出的人里选" in post(desk, f"/meetings/{meeting_id}/demands", chosen=f"{lane.people['孙老板']}:{number}").json["reason"]
    assert lane.size() == before
    assert post(desk, f"/meetings/{meeting_id}/demands", chosen=f"{lane.people['王阿婆']}:{number}").json["ok"]
    leaf = lane.leaves()[-1]
    assert leaf["kind"] == "meeting.invited" and leaf["body"]["about"] == f"grievance:{number}" and leaf["body"]["title"].startswith("排队")
    assert "王阿婆" not in str(leaf) and "没有要请的" in desk.get(f"/meetings/{meeting_id}/demands").text


def test_a_meeting_is_moved_and_cancelled_on_the_desk_and_everybody_reads_it(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, _ids = called(lane, "外摆")
    desk, starts = lane.client("周敏"), f"{clock.local(clock.now() + timedelta(days=8)):%Y-%m-%dT%H:%M}"
    answer = desk.post(f"/meetings/{meeting_id}/change", data={"title": "", "place": "居委会", "starts": starts, "reason": "修灯"})
    assert answer.status_code == 422 and "还没写叫什么会" in answer.text and 'value="居委会"' in answer.text
    assert post(desk, f"/meetings/{meeting_id}/change", title="开门议事", place="居委会", starts=starts, reason="修灯").json["ok"]
    page = lane.client().get(f"/meetings/{meeting_id}/before").text
    assert "改过时间" in page and "修灯" in page and "居委会" in page and "放进手机日历" in page
    assert "要写一句为什么" in post(desk, f"/meetings/{meeting_id}/cancel").json["reason"]
    assert post(desk, f"/meetings/{meeting_id}/cancel", reason="台风").json["ok"]
    assert "台风" in lane.client().get(f"/meetings/{meeting_id}/before").text and "取消了" in lane.client("王阿婆").get("/c/hy/meetings").text
    for path in ("", "/desk", "/gallery", "/projector", "/agenda", "/notice", "/record", "/invite", "/change"):
        assert desk.get(f"/meetings/{meeting_id}{path}").status_code == 200, path


@pytest.mark.parametrize("many", [0, 1, 8, 40])
def test_the_notice_knows_how_long_its_agenda_is(lane_sqlite: Lane, many: int) -> None:
    lane = lane_sqlite
    with lane.act("周敏") as act:
        meeting_id = acts.call_meeting(act, Calling("开门议事", "弄口活动室", clock.now() + timedelta(days=3))).id or 0
        for n in range(many):
            acts.add_item(act, meeting_id, Item(f"第 {n} 件事", minutes=5))
    page = lane.client().get(f"/meetings/{meeting_id}/notice").text
    density = re.search(r'class="sheet notice( n\d)?"', page)
    assert density and density.group(1) == {0: None, 1: None, 8: " n2", 40: " n5"}[many] and page.count("分钟") >= many


def test_the_minutes_follow_an_agenda_that_was_turned_about(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    meeting_id, ids = called(lane, "一", "二", "三")
    with lane.act("周敏") as act:
        acts.open_meeting(act, meeting_id)
        items.move_item(act, ids[2], 1)
    with lane.act("周敏") as act:
        items.drop_item(act, ids[0], "下个月")
    with lane.act("周敏") as act:
        items.change_item(act, ids[1], Item("二，改过", "report", "", 5))
        acts.open_item(act, ids[2])
    with lane.act("周敏") as act:
        acts.close_meeting(act, meeting_id)
    from council.meetings.minutes import reads as minutes
    with reading() as session:
        told_items = minutes.minutes(session, reads.meeting(session, meeting_id)).items
    assert [(item.title, item.minutes) for item in told_items.values()] == [("三", 20), ("二，改过", 5)]
