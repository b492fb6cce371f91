"""Who may hear a room, what they hear, and that they stop hearing it when a right is withdrawn."""

import json
import time
import urllib.error
import urllib.request
from contextlib import suppress
from typing import Any

import pytest
import websocket

from council import listeners, live
from tests.live.conftest import Hall
from tests.live.law import applied


def get(hall: Hall, path: str, who: str = "wang") -> tuple[int, Any]:
    asked = urllib.request.Request(f"http://{hall.address}{path}", headers={"Cookie": f"who={who}"})
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def test_a_resident_who_listens_hears_what_is_said_afterwards(hall: Hall) -> None:
    hall.say("meeting.opened")
    phone = hall.phone("王阿婆")
    assert phone.listen("yard:12") == {"ok": True, "seq": 1, "spread": 504}
    hall.say("speaker.called")
    [push] = phone.hear(2)
    assert (push["room"], push["seq"]) == ("yard:12", 2)
    [item] = push["items"]
    assert item["parts"] == {"queue": "<p>speaker.called: 1</p>", "count": "2"}
    assert (item["seq"], item["kind"], item["topic"]) == (2, "speaker.called", "meeting:12")
    assert item["at"].endswith("Z")


def test_the_outsider_and_the_visitor_are_told_the_same_as_for_a_room_that_is_not_there(hall: Hall) -> None:
    answers = [hall.phone("钱先生").listen("yard:12"), hall.phone().listen("yard:12"), hall.phone("王阿婆").listen("yard:99"),
               hall.phone("王阿婆").listen("nowhere:1"), hall.phone("王阿婆").listen("yard:0")]
    assert all(answer == {"ok": False, "reason": "这里没有您要找的东西，或者不是给您看的。"} for answer in answers)
    over_http = [get(hall, "/news/yard:12", "qian"), get(hall, "/news/yard:99"), get(hall, "/news/nowhere:1"), get(hall, "/news/yard")]
    assert all(answer == (404, {"ok": False, "reason": "这里没有您要找的东西，或者不是给您看的。"}) for answer in over_http)


def test_the_gallery_listens_without_an_account_to_what_is_open(hall: Hall) -> None:
    phone = hall.phone()
    assert phone.listen("open:12")["ok"]
    hall.say("speaker.called")
    assert phone.hear(1)[0]["room"] == "open:12"


def test_who_lost_the_right_is_told_so_and_hears_no_more(hall: Hall) -> None:
    phone, other = hall.phone("老赵"), hall.phone("王阿婆")
    assert phone.listen("yard:12")["ok"] and other.listen("yard:12")["ok"]
    hall.welcome.remove("老赵")
    live.recheck()
    assert phone.quiet(1.8)
    assert phone.left == ["yard:12"]
    hall.say("speaker.called")
    other.hear(1)
    assert phone.quiet(0.5)
    assert not phone.listen("yard:12")["ok"]


def test_a_right_is_asked_again_by_itself_after_a_while(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("council.listeners.ASKED_AGAIN", 1)
    phone = hall.phone("老赵")
    assert phone.listen("yard:12")["ok"]
    hall.welcome.remove("老赵")
    assert phone.quiet(2.8)
    assert phone.left == ["yard:12"]


def test_who_leaves_a_room_hears_no_more(hall: Hall) -> None:
    phone = hall.phone("王阿婆")
    phone.listen("yard:12")
    assert phone.ask("leave", {"room": "yard:12"}) == {"ok": True}
    hall.say("speaker.called")
    assert phone.quiet(0.6)


def test_a_phone_that_missed_news_gets_it_over_http_and_shows_the_same_as_everybody(hall: Hall) -> None:
    _, before = get(hall, "/news/yard:12")
    assert abs(before.pop("now") / 1000 - time.time()) < 5
    assert before == {"room": "yard:12", "seq": 0,
                      "snapshot": {"queue": "<p>speaker.called: 0</p>", "text": "<p>clause.reworded: 0</p>", "count": "0"}}
    hall.say("speaker.called", "clause.reworded", "speaker.called")
    status, news = get(hall, "/news/yard:12?after=0")
    assert status == 200
    assert [set(item["parts"]) for item in news["items"]] == [set(), {"text"}, {"queue", "count"}]
    _, now = get(hall, "/news/yard:12")
    assert applied(before, news) == {name: now[name] for name in ("room", "seq", "snapshot")}
    assert get(hall, "/news/yard:12?after=3")[1].items() >= {"room": "yard:12", "seq": 3, "items": []}.items()


def test_news_that_comes_twice_changes_nothing_and_a_gap_is_seen(hall: Hall) -> None:
    _, before = get(hall, "/news/yard:12")
    hall.say("speaker.called")
    _, first = get(hall, "/news/yard:12?after=0")
    shown = applied(before, first)
    assert applied(shown, first) == shown
    hall.say("speaker.called", "speaker.called")
    _, late = get(hall, "/news/yard:12?after=2")
    with pytest.raises(AssertionError, match="a gap"):
        applied(shown, late)


def test_who_is_far_behind_gets_the_room_as_it_is_now(hall: Hall) -> None:
    hall.say(*["speaker.called"] * 201)
    assert "snapshot" in get(hall, "/news/yard:12?after=0")[1]
    news = get(hall, "/news/yard:12?after=1")[1]
    assert len(news["items"]) == 200
    assert news["items"][0] == {"seq": 2, "kind": "speaker.called"}
    assert "snapshot" in get(hall, "/news/yard:12?after=202")[1]


@pytest.mark.parametrize("after", ["-1", "x", "1.5", "", "９", "1" * 40])
def test_a_number_that_is_none_is_refused(hall: Hall, after: str) -> None:
    assert get(hall, f"/news/yard:12?after={urllib.request.quote(after)}")[0] == 400


def test_an_english_listener_is_told_in_english_and_the_others_in_chinese(hall: Hall) -> None:
    from council import i18n

    live.room("yard", stream="meeting", guard=lambda me, id: True, parts={"lang": lambda session, id: i18n.lang()}, hears={"*": ("lang",)})
    english, chinese = hall.phone("王阿婆"), hall.phone("老赵")
    english.listen("yard:12", "en")
    chinese.listen("yard:12")
    hall.say("speaker.called")
    assert [phone.hear(1)[0]["items"][0]["parts"]["lang"] for phone in (english, chinese)] == ["en", "zh-Hans"]


def test_another_site_may_not_open_a_socket_in_the_residents_name(hall: Hall) -> None:
    with pytest.raises(websocket.WebSocketBadStatusException):
        hall.phone("王阿婆", origin="http://elsewhere.example")


@pytest.mark.parametrize("senseless", ['42["listen"]', '42["listen",{"room":12}]', '42["shout",{}]', "42{}", "42[]", "4", "4x", "45-",
                                       '451-["listen",{"_placeholder":true,"num":0}]', "40", "43[1]", "42" + "[" * 20000])
def test_the_third_senseless_event_ends_the_connection(hall: Hall, senseless: str) -> None:
    phone = hall.phone("王阿婆")
    phone.ws.send(senseless)
    phone.ws.send(senseless)
    assert phone.listen("yard:12")["ok"], "two mistakes are forgiven"
    phone.ws.send(senseless)
    assert phone.dropped()


def test_a_socket_that_asks_too_fast_is_dropped_and_the_others_are_not(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listeners, "RATE", 0)  # however slowly this machine sends, sixty are more than the burst; the rate has its own test
    honest, flood = hall.phone("老赵"), hall.phone("王阿婆")
    honest.listen("yard:12")
    with suppress(OSError, websocket.WebSocketException):
        for _ in range(60):
            flood.ws.send('42["leave",{"room":"yard:12"}]')
    assert flood.dropped()
    hall.say("speaker.called")
    assert honest.hear(1)


def test_a_socket_may_send_forty_at_once_and_eight_more_each_second() -> None:
    line = listeners.Line(None, {})
    assert [line.may_send() for _ in range(41)] == [True] * 40 + [False]
    line.seen -= 1.25
    assert [line.may_send() for _ in range(11)].count(True) == 9, "ten came back, one was owed"


def test_one_socket_listens_to_twenty_rooms_and_no_more(hall: Hall) -> None:
    live.room("many", stream="meeting", guard=lambda me, id: True, parts={}, hears={})
    phone = hall.phone("王阿婆")
    assert all(phone.listen(f"many:{n}")["ok"] for n in range(1, 21))
    assert phone.listen("many:21") == {"ok": False, "reason": "一次开的页太多了。请关掉几页再看。"}
    assert phone.listen("many:20")["ok"]
    phone.ask("leave", {"room": "many:1"})
    assert phone.listen("many:21")["ok"]


def test_a_phone_without_websocket_hears_the_same_by_polling(hall: Hall) -> None:
    base = f"http://{hall.address}/socket.io/?EIO=4&transport=polling"

    def poll(sid: str, body: str | None = None) -> str:
        asked = urllib.request.Request(f"{base}&sid={sid}", data=body.encode() if body else None, headers={"Cookie": "who=wang"})
        return urllib.request.urlopen(asked, timeout=30).read().decode()

    asked = urllib.request.Request(base, headers={"Cookie": "who=wang"})
    sid = json.loads(urllib.request.urlopen(asked, timeout=10).read()[1:])["sid"]
    poll(sid, "40")
    assert poll(sid).startswith("40")
    poll(sid, '421["listen",{"room":"yard:12"}]')
    assert poll(sid) == '431[{"ok":true,"seq":0,"spread":504}]'
    hall.say("speaker.called")
    heard = poll(sid)
    assert heard.startswith('42["news",{"room":"yard:12","seq":1')


def test_a_socket_that_has_gone_is_forgotten(hall: Hall) -> None:
    phone = hall.phone("王阿婆")
    phone.listen("yard:12")
    listeners = live.listeners()
    assert len(listeners.lines) == 1
    phone.close()
    until = time.monotonic() + 5
    while listeners.lines and time.monotonic() < until:
        time.sleep(0.05)
    assert not listeners.lines and not listeners.rooms and not listeners.eio.sockets and not listeners.sio.environ


def test_a_socket_that_never_greets_is_shown_out(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("council.listeners.GREETING", 1)
    silent = websocket.create_connection(f"ws://{hall.address}/socket.io/?EIO=4&transport=websocket", timeout=6)
    silent.recv()
    polite = hall.phone("王阿婆")
    with pytest.raises((websocket.WebSocketConnectionClosedException, ConnectionError)):
        while silent.recv():
            pass
        raise ConnectionError("closed")
    assert polite.listen("yard:12")["ok"]
