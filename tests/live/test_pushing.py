"""Pushing: at most four times a second, nothing twice rendered, nothing lost when a bell is."""

import json
import subprocess
import time
import uuid

import pytest
import redis
from flask import Flask

from council import bells, fragments, i18n, live, rooms
from council.bells import Rope
from council.db import reading
from tests.live.conftest import Hall
from tests.live.law import Watch, applied, assert_law, look

REDIS = "redis://127.0.0.1:6379/15"


def test_forty_acts_in_a_second_are_pushed_at_most_four_times_a_second_and_none_is_missing(hall: Hall) -> None:
    phone = hall.phone("王阿婆")
    phone.listen("yard:12")
    with reading() as session:
        before = look(session, "yard:12")
    began = time.monotonic()
    for _ in range(40):
        hall.say("speaker.called")
        time.sleep(0.025)
    pushes = phone.hear(40)
    took = time.monotonic() - began
    assert len(pushes) <= 4 * took + 2
    assert [item["seq"] for push in pushes for item in push["items"]] == list(range(1, 41))
    shown = before
    for push in pushes:
        shown = applied(shown, push)
    with reading() as session:
        assert shown == look(session, "yard:12")


def test_counts_alone_are_pushed_at_most_twice_a_second_and_words_do_not_wait_for_them(hall: Hall) -> None:
    phone = hall.phone("王阿婆")
    phone.listen("yard:12")
    began = time.monotonic()
    for _ in range(60):
        hall.say("ballot.cast")
        time.sleep(0.025)
    pushes = list(phone.hear(60))
    took = time.monotonic() - began
    assert len(pushes) <= 2 * took + 2
    assert [item["seq"] for push in pushes for item in push["items"]] == list(range(1, 61))
    hall.say("ballot.cast", "speaker.called")
    assert phone.hear(62)[-1]["items"][-1]["kind"] == "speaker.called"


def test_a_part_is_rendered_once_for_all_who_listen(hall: Hall) -> None:
    rendered: list[int] = []
    live.room("yard", stream="meeting", guard=lambda me, id: True, parts={"queue": lambda session, id: str(rendered.append(id))},
              hears={"*": ("queue",)})
    phones = [hall.phone("王阿婆") for _ in range(5)]
    for phone in phones:
        phone.listen("yard:12")
    hall.say("speaker.called")
    assert all(phone.hear(1)[0]["items"][0]["parts"] == {"queue": "None"} for phone in phones)
    assert rendered == [12]


def test_a_part_that_breaks_does_not_silence_the_other_rooms(hall: Hall) -> None:
    def broken(session: object, id: int) -> str:
        raise ValueError("broken on purpose")

    live.room("yard", stream="meeting", guard=lambda me, id: True, parts={"queue": broken}, hears={"*": ("queue",)})
    phone = hall.phone("王阿婆")
    phone.listen("yard:12")
    phone.listen("open:12")
    hall.say("speaker.called")
    assert phone.hear(1)[0]["room"] == "open:12"
    hall.say("speaker.called")
    phone.hear(2)


def test_what_another_process_wrote_is_heard_although_nobody_rang(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    phone = hall.phone("王阿婆")
    phone.listen("yard:12")
    monkeypatch.setattr(live, "tell", lambda streams: None)
    hall.say("speaker.called")
    assert phone.hear(1, within=3)


def test_a_part_the_room_does_not_hear_breaks_the_law(hall: Hall) -> None:
    parts = rooms.find("yard:12").room.parts  # type: ignore[union-attr]
    live.room("yard", stream="meeting", guard=lambda me, id: True, parts=parts, hears={"speaker.called": ("queue",)})
    with reading() as session:
        before = look(session, "yard:12")
    hall.say("speaker.called")
    with reading() as session, pytest.raises(AssertionError, match="“count” of yard:12 changed"):
        assert_law(session, before)


def test_the_law_holds_in_this_hall_for_every_kind_it_hears(hall: Hall) -> None:
    watch = Watch()
    from council.record import acting

    acting.after_commit.append(watch)
    try:
        hall.say("meeting.opened")
        hall.say("speaker.called", "clause.reworded")
        hall.say("speaker.called")
    finally:
        acting.after_commit.remove(watch)
        watch.close()
    assert watch.kinds["yard", "clause.reworded"] and watch.kinds["open", "speaker.called"]


def test_a_room_that_hears_for_a_part_it_has_not_is_refused_when_declared(hall: Hall) -> None:
    with pytest.raises(ValueError, match="queu"):
        live.room("yard", guard=lambda me, id: True, parts={"queue": lambda session, id: ""}, hears={"speaker.called": ("queu",)})


def test_a_live_part_may_not_ask_who_is_looking(tmp_path: object) -> None:
    from jinja2 import DictLoader
    from jinja2.exceptions import UndefinedError

    app = Flask("bare")
    i18n.init(app)
    app.jinja_env.loader = DictLoader({  # type: ignore[assignment]
        "_mine.html": "{{ me.name }}", "_form.html": "{% if csrf_token %}x{% endif %}", "_all.html": "<b>{{ who }}</b>"})
    fragments.dress(app)
    for personal in ("_mine.html", "_form.html"):
        with pytest.raises(UndefinedError, match="the same for everybody"):
            fragments.fragment(personal)
    assert fragments.fragment("_all.html", who="<小李>") == "<b>&lt;小李&gt;</b>"


class Threads:
    """What a rope needs of Engine.IO, on threads."""

    def __init__(self) -> None:
        from engineio.async_drivers.threading import _async

        self.create_event, self.sleep = _async["event"], time.sleep
        self._thread = _async["thread"]

    def start_background_task(self, task: object) -> None:
        self._thread(target=task).start()


@pytest.fixture
def channel(monkeypatch: pytest.MonkeyPatch) -> str:
    try:
        redis.Redis.from_url(REDIS).ping()
    except redis.RedisError:
        pytest.skip("Redis is not running here")
    monkeypatch.setattr(bells, "CHANNEL", name := f"council:test:{uuid.uuid4().hex}")
    return name


def test_a_process_rings_the_others_through_redis_and_not_itself(channel: str) -> None:
    heard: dict[str, list[str]] = {"one": [], "two": []}
    one, two = (Rope(REDIS, heard[name].extend, Threads()) for name in heard)
    _until(lambda: redis.Redis.from_url(REDIS).pubsub_numsub(channel)[0][1] == 2)
    one.pull(["meeting:12", "vote:5"])
    _until(lambda: heard["two"] == ["meeting:12", "vote:5"])
    redis.Redis.from_url(REDIS).publish(channel, "not json")
    redis.Redis.from_url(REDIS).publish(channel, json.dumps({"no": "list"}))
    _until(lambda: redis.Redis.from_url(REDIS).pubsub_numsub(channel)[0][1] == 2)
    time.sleep(1.5)
    one.pull(["meeting:13"])
    _until(lambda: "meeting:13" in heard["two"])
    assert heard["one"] == []
    assert one.holds and two.holds


def test_a_rope_that_is_cut_says_so_and_holds_again_when_redis_is_back(tmp_path: object, monkeypatch: pytest.MonkeyPatch) -> None:
    def serve() -> subprocess.Popen[bytes]:
        return subprocess.Popen(["redis-server", "--port", "8149", "--save", "", "--bind", "127.0.0.1"], stdout=subprocess.DEVNULL, cwd=str(tmp_path))
    try:
        process = serve()
    except FileNotFoundError:
        pytest.skip("no redis-server here")
    try:
        heard: list[str] = []
        rope, other = (Rope("redis://127.0.0.1:8149/0", heard.extend, Threads()) for _ in range(2))
        _until(lambda: rope.holds and other.holds)
        process.kill()
        process.wait()
        rope.pull(["meeting:12"])
        _until(lambda: not rope.holds and not other.holds)
        process = serve()
        _until(lambda: rope.holds and other.holds)
        rope.pull(["meeting:13"])
        _until(lambda: "meeting:13" in heard)
    finally:
        process.kill()
        process.wait()


def _until(true: object, within: float = 15) -> None:
    until = time.monotonic() + within
    while not true():  # type: ignore[operator]
        assert time.monotonic() < until, "waited too long"
        time.sleep(0.05)
