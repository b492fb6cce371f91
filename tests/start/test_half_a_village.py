"""A first start that is killed while it seeds leaves nothing half: the next start tells the whole story."""

import signal
from pathlib import Path

import pytest
import requests

from council.config import Config
from seeds.once import forget_half
from tests.walks.stage import Server


@pytest.mark.slow
def test_a_start_killed_while_seeding_is_begun_anew(tmp_path: Path) -> None:
    server = Server(tmp_path / "data", demo=True)
    server.start()
    server.printed(r"(第一次会)")
    assert (tmp_path / "data" / "seeding").exists()
    server.close(signal.SIGKILL)
    server.open()
    now = requests.get(f"{server.url}/c/hy/now.json", timeout=10).json()
    server.close()
    assert now["meeting"] == 2 and now["vote"] and not (tmp_path / "data" / "seeding").exists()


def test_a_whole_village_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "council.db").touch()
    forget_half(Config(data=tmp_path))
    assert (tmp_path / "council.db").exists()
    (tmp_path / "seeding").touch()
    forget_half(Config(data=tmp_path, database_url="postgresql://elsewhere/x"))
    assert (tmp_path / "council.db").exists()
    forget_half(Config(data=tmp_path))
    assert not (tmp_path / "council.db").exists()
