"""A checkpoint follows the log, and never contradicts an earlier one."""

import stat
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlmodel import delete, select

from council.db import reading, writing
from council.record import publish as publishing
from council.record.audit import Wish
from council.record.keys import key_of, place_of, read_key
from council.record.models import Checkpoint, Leaf, LogHead
from council.record.notes import opened_checkpoint, read_vkey
from council.record.publish import CannotSign, publish, publish_closing, sign_head
from council.record.rotation import log_named, main, rotate
from council.record.rows import check_installation
from council.record.verify import known_kinds


def checkpoints(lane):
    with reading() as session:
        rows = session.exec(select(Checkpoint).where(Checkpoint.council_id == lane.council_id).order_by(Checkpoint.size)).all()
    key = key_of(lane.config, "hy").verifier
    return [opened_checkpoint(row.note.encode(), [key]) for row in rows]


def log_of(lane):
    with reading() as session:
        return log_named(session, "hy")


def speak(lane, kind="meeting.opened", n=1):
    with lane.act("周敏") as act:
        act.enter(kind, topic=f"meeting:{n}")
    return act


def sign(lane):
    with writing() as session:
        return sign_head(session, lane.council_id, lane.config)


def test_the_head_is_signed_once_and_again_when_it_has_grown(lane):
    for _twice in range(2):
        publish(lane.council_id, lane.config)
    speak(lane)
    publish(lane.council_id, lane.config)
    told = checkpoints(lane)
    assert [each.size for each in told] == [lane.size() - 1, lane.size()]
    assert told[-1].origin == "council.local/log/hy"


def test_each_council_has_its_own_log_and_key(lane):
    for council_id in (lane.council_id, lane.other_id):
        assert publish(council_id, lane.config) is not None
    assert key_of(lane.config, "hy").verifier != key_of(lane.config, "dx").verifier
    assert [slug for slug, _report in check_installation(lane.config, Wish(known_kinds()))] == ["hy", "dx"]


def test_the_key_is_for_its_owner_alone_and_stays_the_same(lane_sqlite):
    first = key_of(lane_sqlite.config, "hy")
    place = place_of(lane_sqlite.config, "hy")
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert read_key(place).verifier == key_of(lane_sqlite.config, "hy").verifier == first.verifier
    assert [file.name for file in place.parent.iterdir()] == ["hy.key"]
    place.write_text("not a key")
    with pytest.raises(ValueError, match="not a key"):
        key_of(lane_sqlite.config, "hy")


def test_a_log_that_has_shrunk_is_not_signed(lane):
    speak(lane)
    before = lane.size()
    assert sign(lane) is not None
    with writing() as session:
        session.exec(delete(Checkpoint))
        session.exec(delete(Leaf).where(Leaf.council_id == lane.council_id, Leaf.seq == before - 1))
        head = session.get(LogHead, lane.council_id)
        head.size, head.edge = before - 1, head.edge[:32]
    with pytest.raises(CannotSign, match="old backup"):
        sign(lane)
    assert publish(lane.council_id, lane.config) is None
    assert checkpoints(lane) == []


@pytest.mark.parametrize("fresh", [True, False])
def test_a_past_that_has_changed_is_not_signed(lane, fresh):
    sign(lane)
    if fresh:
        publishing._proved.clear()
    with writing() as session:
        leaf = session.get(Leaf, (lane.council_id, 0))
        leaf.hash = bytes(32)
    speak(lane)
    if fresh:
        with pytest.raises(CannotSign, match="not those that were signed"):
            sign(lane)
    else:
        assert sign(lane).size == lane.size()


def test_another_root_for_the_same_size_is_not_signed(lane):
    sign(lane)
    with writing() as session:
        session.get(LogHead, lane.council_id).edge = bytes(32 * lane.size().bit_count())
    with pytest.raises(CannotSign, match="another root"):
        sign(lane)
    with writing() as session:
        session.exec(delete(Checkpoint))
    with pytest.raises(CannotSign):
        sign(lane)


def test_closing_a_vote_or_a_meeting_signs_at_once_and_nothing_else_does(lane, monkeypatch):
    asked = []
    monkeypatch.setattr(publishing, "publish", lambda *given: asked.append(given))
    for kind in ("meeting.opened", "meeting.closed", "ballot.cast", "vote.closed"):
        publish_closing(speak(lane, kind), lane.config)
    assert asked == [(lane.council_id, lane.config)] * 2


def test_a_rotation_is_an_entry_signed_by_the_old_key(lane):
    publish(lane.council_id, lane.config)
    old = key_of(lane.config, "hy").verifier
    new = rotate(lane.config, log_of(lane))
    assert new == key_of(lane.config, "hy").verifier != old
    leaf = lane.leaves()[-1]
    assert (leaf["kind"], read_vkey(leaf["body"]["old"]), read_vkey(leaf["body"]["new"])) == ("key.rotated", old, new)
    with reading() as session:
        last = session.exec(select(Checkpoint).where(Checkpoint.council_id == lane.council_id).order_by(Checkpoint.size.desc())).first()
    assert opened_checkpoint(last.note.encode(), [new]).size == lane.size()
    rotate(lane.config, log_of(lane))
    assert not place_of(lane.config, "hy").with_suffix(".next").exists()


def test_a_rotation_that_was_cut_off_is_finished_at_the_next_signing(lane, monkeypatch):
    from council.record import rotation

    monkeypatch.setattr(rotation, "publish", lambda *_: None)
    new = rotate(lane.config, log_of(lane))
    assert key_of(lane.config, "hy").verifier != new
    publish(lane.council_id, lane.config)
    assert key_of(lane.config, "hy").verifier == new
    assert [each.size for each in checkpoints(lane)] == [lane.size()]


def test_without_the_key_that_the_record_names_nothing_is_signed(lane, monkeypatch):
    from council.record import rotation

    monkeypatch.setattr(rotation, "publish", lambda *_: None)
    rotate(lane.config, log_of(lane))
    place_of(lane.config, "hy").with_suffix(".next").unlink()
    with pytest.raises(CannotSign, match="key"):
        sign(lane)


def test_rotate_key_on_the_command_line(lane_sqlite, monkeypatch, capsys):
    monkeypatch.setenv("COUNCIL_DATA", str(lane_sqlite.config.data))
    assert main([]) == 3 and main(["nowhere"]) == 3
    assert main(["hy"]) == 0
    assert key_of(lane_sqlite.config, "hy").verifier.text in capsys.readouterr().out


def test_many_who_publish_at_once_sign_one_checkpoint_for_a_size(lane):
    for _round in range(3):
        speak(lane)
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(lambda _n: publish(lane.council_id, lane.config), range(8)))
    assert [each.size for each in checkpoints(lane)] == [lane.size() - 2, lane.size() - 1, lane.size()]


def test_a_full_disk_spoils_no_act(lane, monkeypatch):
    def full(*_given):
        raise OSError("no space left on device")

    monkeypatch.setattr(publishing, "_keep", full)
    publish_closing(speak(lane, "meeting.closed"), lane.config)
    assert checkpoints(lane) == []
    monkeypatch.undo()
    publish(lane.council_id, lane.config)
    assert [each.size for each in checkpoints(lane)] == [lane.size()]
