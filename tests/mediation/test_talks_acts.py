"""Private talk on both databases: sealed, read by the secretary alone, and across by the speaker's own tap only."""

import hashlib
import hmac
import os
import threading
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from sqlmodel import SQLModel, select

from council.db import installation, keeping, reading
from council.mediation.cases import acts as casework
from council.mediation.cases import reads as cases
from council.mediation.talks import acts, reads, sealing
from council.mediation.talks.models import TalkCrossing, TalkLine, TalkReading
from council.refusal import Absent, Refusal
from tests.conftest import Lane
from tests.mediation.casework import JSON, complain, everything, kinds, opened, say

CANARY = "那天我腿是软的怕他们看见我哭"


def words(lane: Lane, who: str, case: int) -> dict[str, list[str | None]]:
    """What somebody can read in a case: own lines, lines from the other side, and the secretary's door."""
    me = lane.me(who)
    with reading() as session:
        now = cases.now(session, cases.row(session, case), me)
        try:
            told = [each.text for each in reads.told(session, now, me)]
        except Absent:
            told = []
        return {"mine": [each.text for each in reads.mine(session, me, case)], "heard": [each.text for each in reads.heard(session, now, me)],
                "told": told, "published": [each.text for each in reads.published(session, [case]).get(case, [])]}


NOTHING: dict[str, list[str | None]] = {"mine": [], "heard": [], "told": [], "published": []}


def test_a_line_is_for_the_secretary_alone_and_the_record_knows_nothing_of_it(lane: Lane) -> None:
    case, before = opened(lane), lane.size()
    say(lane, "王阿婆", case, CANARY, "publish")
    assert lane.size() == before
    assert words(lane, "王阿婆", case) == NOTHING | {"mine": [CANARY]}
    assert words(lane, "周敏", case) == NOTHING | {"told": [CANARY]}
    for who in set(lane.people) - {"王阿婆", "周敏"}:
        if lane.people[who] and lane.me(who).council_id == lane.council_id:
            assert words(lane, who, case) == NOTHING, who


def test_it_crosses_by_the_speakers_tap_and_the_record_says_only_from_where_to_where(lane: Lane) -> None:
    case = opened(lane)
    line, before = say(lane, "王阿婆", case, CANARY, "tell"), lane.size()
    with lane.act("王阿婆") as act:
        acts.cross(act, line, "party")
    (leaf,) = lane.leaves(before)
    assert (leaf["kind"], leaf["topic"], leaf["actor"], leaf["commit"]) == ("talk.crossed", f"case:{case}", "居民", {})
    assert {name: value for name, value in leaf["body"].items() if name != "seal"} == {"from": "resident", "to": "merchant", "mark": "tell"}
    with reading() as session:
        found = reads.opened(reads.line(session, line, lane.me("王阿婆")))
    assert leaf["body"]["seal"] == hmac.new(found.salt, b"council-talk-v1\0" + CANARY.encode(), hashlib.sha256).hexdigest()
    assert words(lane, "老赵", case) == NOTHING | {"heard": [CANARY]}
    for who in ("阿May", "小李", "陈阿姨", "吴警官", "郑经理"):
        assert words(lane, who, case) == NOTHING, who


def test_what_is_published_everybody_reads_and_it_goes_step_by_step(lane: Lane) -> None:
    case = opened(lane)
    line, before = say(lane, "老赵", case, "去年我爹也坐轮椅。", "publish"), lane.size()
    for to in ("party", "public"):
        with lane.act("老赵") as act:
            acts.cross(act, line, to)
    assert [(kind, actor, body["from"], body["to"]) for kind, actor, body in kinds(lane, before)] == [
        ("talk.crossed", "商户", "merchant", "resident"), ("talk.crossed", "商户", "merchant", "everybody")]
    assert words(lane, "吴警官", case) == NOTHING | {"published": ["去年我爹也坐轮椅。"]}
    with reading() as session:
        assert [row.reach for row in session.exec(select(TalkCrossing).order_by(TalkCrossing.id))] == ["party", "public"]  # type: ignore[arg-type]


def test_what_the_secretary_noted_waits_for_the_speakers_own_tap(lane: Lane) -> None:
    case = opened(lane)
    line = say(lane, "周敏", case, CANARY, "publish", speaker="王阿婆")
    with reading() as session:
        (waits,) = reads.waiting(session, lane.me("王阿婆"))
        assert (waits.id, waits.mark, waits.marked_at, waits.sector) == (line, "secretary", None, "resident")
    before = everything(lane)
    for who in ("周敏", "王阿婆", "老赵"):
        with pytest.raises((Refusal, Absent)), lane.act(who) as act:
            acts.cross(act, line, "party")
    with pytest.raises(Refusal, match="只有说话的人"), keeping() as session:
        acts.mark_line(session, lane.me("周敏"), line, "tell")
    assert everything(lane) == before
    with keeping() as session:
        acts.mark_line(session, lane.me("王阿婆"), line, "tell")
    with lane.act("王阿婆") as act:
        acts.cross(act, line, "party")
    assert words(lane, "老赵", case)["heard"] == [CANARY]


def test_the_speaker_learns_who_has_read_it(lane: Lane) -> None:
    case = opened(lane)
    line = say(lane, "王阿婆", case, CANARY, "tell")
    with lane.act("王阿婆") as act:
        acts.cross(act, line, "party")
    for who, side in (("周敏", "secretary"), ("老赵", "merchant"), ("老赵", "merchant")):
        with keeping() as session:
            acts.read_lines(session, lane.me(who), [line, 999], side)
    with reading() as session:
        (mine,) = reads.mine(session, lane.me("王阿婆"), case)
        assert [(read.side, read.people) for read in mine.reads] == [("secretary", 1), ("merchant", 1)]
        assert reads.unread(session, [mine], lane.me("老赵")) == [] and reads.unread(session, [mine], lane.me("阿May")) == [line]


def test_a_line_that_has_not_crossed_can_be_erased_and_is_gone(lane: Lane) -> None:
    case = opened(lane)
    mine, noted, crossed = say(lane, "王阿婆", case, "一"), say(lane, "周敏", case, "二", speaker="老赵"), say(lane, "王阿婆", case, "三", "tell")
    with lane.act("王阿婆") as act:
        acts.cross(act, crossed, "party")
    with keeping() as session:
        acts.read_lines(session, lane.me("周敏"), [mine], "secretary")
    for who, line in (("王阿婆", mine), ("周敏", noted)):
        with keeping() as session:
            assert acts.erase_line(session, lane.me(who), line) == case
    with pytest.raises(Refusal, match="收不回来"), keeping() as session:
        acts.erase_line(session, lane.me("王阿婆"), crossed)
    with reading() as session:
        assert [row.id for row in session.exec(select(TalkLine))] == [crossed]
        assert session.exec(select(TalkReading)).all() == []


@pytest.mark.parametrize(("who", "deed", "said"), [
    ("吴警官", lambda lane, case, line: say(lane, "吴警官", case, "听说"), Absent), ("小李", lambda lane, case, line: say(lane, "小李", case, "我也"), Absent),
    ("钱先生", lambda lane, case, line: say(lane, "钱先生", case, "隔壁"), Absent), ("周敏", lambda lane, case, line: say(lane, "周敏", case, "我"), Refusal),
    ("周敏", lambda lane, case, line: say(lane, "周敏", case, "她", speaker="小李"), Refusal),
    ("老赵", lambda lane, case, line: say(lane, "老赵", case, "她说", speaker="王阿婆"), Absent),
    ("王阿婆", lambda lane, case, line: say(lane, "王阿婆", case, "  "), Refusal),
    ("王阿婆", lambda lane, case, line: say(lane, "王阿婆", case, "长" * 501), Refusal)])
def test_who_may_not_say_a_line_says_none(lane: Lane, who: str, deed: Callable[..., Any], said: type[Exception]) -> None:
    case = opened(lane)
    before = everything(lane)
    with pytest.raises(said):
        deed(lane, case, 0)
    assert everything(lane) == before


@pytest.mark.parametrize(("mark", "who", "to", "said"), [
    ("secretary", "王阿婆", "party", Refusal), ("tell", "王阿婆", "public", Refusal), ("publish", "周敏", "party", Absent), ("publish", "老赵", "party", Absent),
    ("publish", "钱先生", "public", Absent), ("publish", "王阿婆", "moon", Refusal), ("publish", "王阿婆", "secretary", Refusal)])
def test_a_line_does_not_cross_otherwise(lane: Lane, mark: str, who: str, to: str, said: type[Exception]) -> None:
    line = say(lane, "王阿婆", opened(lane), CANARY, mark)
    before = everything(lane)
    with pytest.raises(said), lane.act(who) as act:
        acts.cross(act, line, to)
    assert everything(lane) == before


def test_the_same_form_is_one_line(lane: Lane) -> None:
    case = opened(lane)
    for _again in range(2):
        with keeping() as session:
            acts.note_line(session, lane.me("王阿婆"), case, acts.Saying("一句", once="abc"))
    with pytest.raises(Refusal, match="内容不一样"), keeping() as session:
        acts.note_line(session, lane.me("王阿婆"), case, acts.Saying("另一句", once="abc"))
    assert words(lane, "王阿婆", case)["mine"] == ["一句"]


def everything_stored(lane: Lane) -> bytes:
    """Every byte that the database holds: its files on SQLite, every row of every table on PostgreSQL."""
    if not lane.config.database_url:
        return b"".join(path.read_bytes() for path in lane.config.data.glob("council.db*"))
    with create_engine(lane.config.database_url.replace("postgresql://", "postgresql+psycopg://")).connect() as connection:
        return "".join(str(tuple(row)) for table in SQLModel.metadata.sorted_tables
                       for row in connection.execute(text(f'SELECT * FROM "{table.name}"'))).encode()


def test_the_words_are_nowhere_in_the_database(lane: Lane) -> None:
    case = opened(lane)
    line = say(lane, "王阿婆", case, CANARY, "publish")
    for to in ("party", "public"):
        with lane.act("王阿婆") as act:
            acts.cross(act, line, to)
    stored = everything_stored(lane)
    assert "排队与外摆".encode() in stored and CANARY.encode() not in stored and CANARY[:6].encode() not in stored
    assert sealing.place().read_text().split()[0].encode() not in stored


def change(lane: Lane, line: int, **values: Any) -> None:
    """Somebody with their hands in the database changes a row."""
    with keeping() as session:
        row = session.get(TalkLine, line)
        for name, value in values.items():
            setattr(row, name, value)
        session.add(row)


@pytest.mark.parametrize("values", [{"reach": "public"}, {"reach": "party"}, {"speaker_id": 1}, {"case_id": 2}, {"sealed": "AAAA"}, {"sealed": "不是"},
                                    {"sealed": ""}], ids=str)
def test_a_line_that_was_tampered_with_is_not_shown(lane: Lane, values: dict[str, Any]) -> None:
    case = opened(lane)
    line = say(lane, "王阿婆", case, CANARY)
    change(lane, line, **values)
    with reading() as session:
        found = reads.opened(session.get_one(TalkLine, line))
    assert found.text is None and "有人动过" in found.why


def test_sealed_lines_that_changed_places_are_not_shown(lane: Lane) -> None:
    case = opened(lane)
    one, other = say(lane, "王阿婆", case, "一"), say(lane, "王阿婆", case, "二")
    with reading() as session:
        seals = {line: session.get_one(TalkLine, line).sealed for line in (one, other)}
    change(lane, one, sealed=seals[other])
    change(lane, other, sealed=seals[one])
    assert words(lane, "王阿婆", case)["mine"] == [None, None] and words(lane, "周敏", case)["told"] == [None, None]
    change(lane, one, sealed=seals[one])
    assert words(lane, "王阿婆", case)["mine"] == ["一", None]
    flipped = seals[other][:-6] + ("A" if seals[other][-6] != "A" else "B") + seals[other][-5:]
    change(lane, other, sealed=flipped)
    assert words(lane, "王阿婆", case)["mine"] == ["一", None]


def test_without_its_key_nothing_opens_nothing_is_written_and_nothing_breaks(lane_sqlite: Lane) -> None:
    lane, away = lane_sqlite, lane_sqlite.config.data / "away"
    case = opened(lane)
    line = say(lane, "王阿婆", case, CANARY, "tell")
    place = sealing.place()
    assert place == installation().data / "keys" / "talks" and place.stat().st_mode & 0o777 == 0o600
    for fault in (lambda: place.rename(away), lambda: place.write_text("not a key\n"), lambda: place.write_text("AAAA\n")):
        fault()
        assert words(lane, "王阿婆", case)["mine"] == [None]
        with pytest.raises(Refusal, match="钥匙"):
            say(lane, "王阿婆", case, "再说一句")
        with pytest.raises(Refusal, match="钥匙"), lane.act("王阿婆") as act:
            acts.cross(act, line, "party")
    away.rename(place)
    assert words(lane, "王阿婆", case)["mine"] == [CANARY]


def test_an_older_key_still_opens_and_the_newest_seals(lane_sqlite: Lane) -> None:
    lane = lane_sqlite
    case = opened(lane)
    first = say(lane, "王阿婆", case, "旧")
    older = sealing.place().read_text()
    sealing.place().write_text("B" * 43 + "=\n" + older)
    second = say(lane, "王阿婆", case, "新")
    with reading() as session:
        used = [session.get_one(TalkLine, line).key_id for line in (first, second)]
    assert used[0] != used[1] and words(lane, "王阿婆", case)["mine"] == ["旧", "新"]


def test_two_starts_at_once_make_one_key(lane_sqlite: Lane) -> None:
    gate, made = threading.Barrier(8), []

    def start() -> None:
        gate.wait()
        made.append(sealing.seal("一", "x", os.urandom(32), first=True))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({key_id for _sealed, key_id in made}) == 1 and len(made) == 8
    assert [sealing.unseal(sealed, key_id, "x")[0] for sealed, key_id in made] == ["一"] * 8
    assert [path.name for path in sealing.place().parent.glob("talks*")] == ["talks"]


def test_a_released_speaker_still_rules_their_own_line(lane: Lane) -> None:
    first, second = complain(lane, "王阿婆"), complain(lane, "小李")
    case = opened(lane, first, second)
    line = say(lane, "王阿婆", case, CANARY)
    with lane.act("周敏") as act:
        casework.release(act, case, first)
    with keeping() as session:
        acts.erase_line(session, lane.me("王阿婆"), line)
    assert words(lane, "周敏", case)["told"] == []


def test_two_taps_of_one_form_at_once_are_one_line(lane: Lane) -> None:
    case, gate, answers = opened(lane), threading.Barrier(4), []

    def tap(client: FlaskClient) -> None:
        gate.wait()
        answers.append(client.post(f"/cases/{case}/talk", data={"text": "一句", "once": "tap"}, headers=JSON).status_code)

    taps = [threading.Thread(target=tap, args=(lane.client("王阿婆"),)) for _ in range(4)]
    for each in taps:
        each.start()
    for each in taps:
        each.join()
    assert answers == [200] * 4 and words(lane, "王阿婆", case)["mine"] == ["一句"]
