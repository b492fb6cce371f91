"""The law of live rooms in the whole demo story: whatever an act changes on a live page, its room hears."""

from pathlib import Path

import pytest

from council import live, rooms
from council.config import Config
from council.db import close_database, create_all_for_tests
from council.record import acting
from council.web import build
from seeds import village
from tests.live.law import Watch


@pytest.mark.slow
def test_snapshot_and_news_agree_in_every_room_after_every_act_of_the_village(tmp_path: Path) -> None:
    app = build(Config(data=tmp_path, testing=True))
    create_all_for_tests()
    watch = Watch(patient=True)
    acting.after_commit[:] = [watch]
    try:
        village.plant()
    finally:
        watch.close()
        acting.after_commit.clear()
        close_database()
    assert app and live.listeners()
    assert not watch.broken, "\n".join(sorted(watch.broken))
    assert {room for room, _kind in watch.kinds} >= {"hall", "meeting", "projector", "desk"} & set(rooms._rooms)
    assert len({kind for _room, kind in watch.kinds}) > 10
