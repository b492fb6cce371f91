"""Every page, export, feed, room and leaf as everyone else: nobody finds what the lamp does not show them."""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from PIL import Image
from werkzeug.routing import Rule

from council import rooms
from council.db import reading
from council.grievances import acts, helping, reads, telling
from council.grievances.acts import Complaint
from council.grievances.handling import acts as handling
from council.grievances.models import Grievance
from council.mediation import acts as mediation
from council.meetings import acts as meetings
from council.people import acts as people_acts
from council.people import reads as people
from council.people.acts import Newcomer
from council.photos import reencode
from council.record.acting import Clock, acting
from council.record.archive import write_archive
from tests.conftest import Lane
from tests.grievances.told import shop

NAME, DOOR, CAMERA = "欧阳幽兰", "九十七甲", "CameraOfOuyang"
"""Of the filer: not met anywhere else in the house. The lane's plan shows every door; what counts is a door beside a grievance."""

NOBODYS = {NAME, DOOR, CAMERA, "joinedhurt", "secrethappened", "secrethurt", "secretask", "secretphone13800138000", "secretolder"}
PARTYS = {"partyhappened", "partyhurt", "partyask"}
LANES = {"lanehappened", "lanehurt", "laneask", "laneadded"}
HELPED = {"helpedhappened"}
MAY = {
    "老赵": PARTYS | LANES, "林老师": LANES, "小李": LANES | {"joinedhurt"}, "吴警官": LANES, "小顾": LANES | HELPED | {NAME},
    "钱先生": set[str](), None: set[str](),
}
"""Who may find what: the party, a neighbour, one who joined, the police, whoever wrote it down, an outsider, a visitor."""

IDS = (1, 2, 3, 4)
ASKED = ("", "?q=每天", "?topic=grievance:1", "?about=grievance:2", "?lang=en&grievance=1")


def photo() -> Any:
    """A picture that says where and with what it was taken."""
    exif, out = Image.Exif(), io.BytesIO()
    exif[0x010F] = CAMERA
    Image.new("RGB", (64, 48), "#973b25").save(out, "JPEG", exif=exif)
    assert CAMERA.encode() in out.getvalue()
    return reencode(out.getvalue())


def plant(lane: Lane) -> None:
    """Four grievances, one for each way that a lamp can reach, and everything that can hang on them."""
    secret = Complaint("每天 secrethappened secretphone13800138000", "secrethurt", "secretask", 5, "noise", "secretary", None, DOOR, (shop(lane),), [photo()],
                       since="secretolder")
    party = Complaint("每天 partyhappened", "partyhurt", "partyask", 4, "noise", "party", None, DOOR, (shop(lane),), [photo()])
    open_one = Complaint("每天 lanehappened", "lanehurt", "laneask", 3, "queue", "lane", None, DOOR, (shop(lane),), [photo()])
    with lane.act(NAME) as act:
        numbers = [acts.file(act, each).id or 0 for each in (secret, party, open_one)]
        telling.add(act, numbers[2], "laneadded")
        telling.complete(act, numbers[0], telling.Words("每天 secrethappened secretphone13800138000", "secrethurt", "secretask", 5))
    with lane.act("小顾") as act:
        helped = replace(secret, happened="每天 helpedhappened", hurt="", ask="听一听", since="", photos=[])
        numbers.append(helping.file_for(act, lane.me(NAME), helped, True).id or 0)
    with lane.act("小李") as act:
        acts.join(act, numbers[2], "joinedhurt", 5)
    assert tuple(numbers) == IDS
    with lane.act("周敏") as act:
        for number in numbers:
            handling.move(act, number, "acknowledged")
            meetings.put_on_next_agenda(act, about=f"grievance:{number}", title="噪声", kind="grievance")
        mediation.note_goal(act, "夜里都睡得着。", numbers)


@pytest.fixture
def lane_of_ouyang(lane_sqlite: Lane) -> Lane:
    """The lane in which the filer lives and has said nothing yet."""
    with acting(Clock(lane_sqlite.council_id)) as act:
        people_acts.admit(act, [Newcomer("R97", NAME, "resident", DOOR, segment="弄口段")])
    with reading() as session:
        lane_sqlite.people[NAME] = next(person.id or 0 for _entry, person, *_rest in people.roll(session, lane_sqlite.council_id) if person.name == NAME)
    return lane_sqlite


def counted(body: bytes) -> dict[str, int]:
    """How often each secret stands in a body, in the files of a zip too."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            body = b"\n".join(packed.read(name) for name in packed.namelist())
    return {word: body.count(word.encode()) for word in NOBODYS | PARTYS | LANES | HELPED if word.encode() in body}


def addresses(rule: Rule) -> Iterator[str]:
    """A route with every planted id, every room, every tile in its address."""
    names = [f"{room}:{number}" for room in (*rooms._rooms, "grievance") for number in IDS] if "<name>" in rule.rule else ["0/000.p/30"]
    names = ["entries/000.p/30", "0/000.p/30"] if "<path:path>" in rule.rule else names
    for number in IDS if rule.rule.startswith("/grievances/<int:") or "photo" in rule.rule else IDS[:1]:
        for name in names:
            path = rule.rule
            for argument in rule.arguments:
                kind = type(rule._converters[argument]).__name__
                value = {"slug": "hy", "kind": "csv", "to": "mediating"}.get(argument, name)
                path = path.replace(next(part for part in (f"<int:{argument}>", f"<path:{argument}>", f"<{argument}>") if part in path),
                                    str(number) if kind == "Id" else value)
            yield path


def everything(lane: Lane, who: str | None, only: str = "", of_things: bool = True) -> Iterator[tuple[str, bytes]]:
    """Every page that answers, or one route of them, or none about a thing with a number, as one of the cast, with its address."""
    client = lane.client(who)
    assert lane.app is not None
    for rule in lane.app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint == "static" or (only and rule.rule != only) or (not of_things and "<int:" in rule.rule):
            continue
        asked = ASKED if rule.rule in ("/c/<slug>/grievances", "/c/<slug>/grievances/search", "/c/<slug>/record") else ASKED[:1]
        yield from ((path + more, got(client, path + more)) for path in addresses(rule) for more in asked)


def got(client: FlaskClient, path: str) -> bytes:
    """What an address answers, whatever it is."""
    answer = client.get(path)
    return bytes(answer.get_data()) + str(answer.headers).encode()


Found = dict[tuple[str | None, str], dict[str, int]]


def found(lane: Lane, only: str = "", of_things: bool = True) -> Found:
    """(who, address) → how often each secret stands there."""
    return {(who, path): said for who in MAY for path, body in everything(lane, who, only, of_things) if (said := counted(body))}


def leaks(now: Found, before: Found | None = None) -> set[tuple[str | None, str, str]]:
    """(who, address, secret) for each secret that somebody finds who may not, and that was not on the same page before it was told."""
    return {(who, path, word) for (who, path), said in now.items() for word, times in said.items()
            if word not in MAY[who] and times > (before or {}).get((who, path), {}).get(word, 0)}


@pytest.mark.slow
def test_nobody_finds_what_the_lamp_does_not_show_them(lane_of_ouyang: Lane) -> None:
    before = found(lane_of_ouyang, of_things=False)
    assert {word for said in before.values() for word in said} == {DOOR}
    plant(lane_of_ouyang)
    now = found(lane_of_ouyang)
    assert leaks(now, before) == set()
    words = PARTYS | LANES | HELPED
    assert {who: {word for (one, _path), said in now.items() if one == who for word in said} & words for who in MAY} == {
        who: may & words for who, may in MAY.items()}


def test_leaves_and_archive_keep_silent(lane_of_ouyang: Lane, tmp_path: Path) -> None:
    plant(lane_of_ouyang)
    lane_of_ouyang.client()
    assert lane_of_ouyang.app is not None
    page = lane_of_ouyang.app.jinja_env.get_template
    with lane_of_ouyang.app.test_request_context():
        write_archive(lane_of_ouyang.config, "hy", tmp_path / "hy.zip", lambda name, **facts: page(name).render(**facts))
    assert counted(str(lane_of_ouyang.leaves()).encode()) == {}
    assert set(counted((tmp_path / "hy.zip").read_bytes())) <= {DOOR}


def test_asking_for_what_is_alike_tells_nothing_either(lane_of_ouyang: Lane) -> None:
    plant(lane_of_ouyang)
    draft = {"happened": "每天 secret happened", "category": "noise", "hurt": "", "ask": ""}
    for who in MAY:
        if who and who != "钱先生":
            said = counted(lane_of_ouyang.client(who).post("/c/hy/grievances/alike", data=draft).get_data())
            assert said.pop(DOOR, 0) <= 1, "once on the form's plan"
            assert set(said) <= MAY[who]


def test_a_planted_leak_is_found(lane_of_ouyang: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    plant(lane_of_ouyang)
    page = "/grievances/<int:id>"
    assert leaks(found(lane_of_ouyang, page)) == set()
    with monkeypatch.context() as patched:
        patched.setattr(reads, "pseudonyms", lambda session, number: {lane_of_ouyang.people[NAME]: NAME})
        assert {(who, word) for who, _path, word in leaks(found(lane_of_ouyang, page))} >= {("林老师", NAME), ("老赵", NAME), ("吴警官", NAME)}
    with monkeypatch.context() as patched:
        patched.setattr(reads, "within_reach", lambda me: Grievance.council_id == me.council_id)
        assert {(who, word) for who, _path, word in leaks(found(lane_of_ouyang, page))} >= {
            ("林老师", "secrethappened"), ("老赵", "secretphone13800138000"), ("小李", "partyask")}
