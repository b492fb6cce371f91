"""Several processes on one PostgreSQL: what is said in one is heard at the phones of the other, with Redis at once, without it soon."""

import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from tests.conftest import POSTGRES
from tests.live.test_abuse import Yard
from tests.live.test_pushing import REDIS, channel  # noqa: F401 - skips where Redis is not running

pytestmark = [pytest.mark.slow, pytest.mark.pg]


@pytest.fixture
def database() -> Iterator[str]:
    """An empty PostgreSQL database."""
    admin = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT")
    try:
        connection = admin.connect()
    except Exception:
        pytest.skip("PostgreSQL is not running here")
    name = f"yards_{uuid.uuid4().hex[:10]}"
    connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    yield f"{POSTGRES}/{name}"
    connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    connection.close()
    admin.dispose()


def heard_in_the_other(database: str, data: Path, redis_url: str) -> list[float]:
    yards: list[Yard] = []
    try:
        yards += [Yard(data, 0.25, 45, database, redis_url) for _ in range(2)]
        one, two = yards
        phone, took = two.phone(), []
        assert phone.listen("yard:1") == {"ok": True, "seq": 0, "spread": 504}
        time.sleep(2.5)
        for n in range(1, 6):
            one.say()
            said = time.monotonic()
            phone.hear(n)
            took.append(time.monotonic() - said)
            time.sleep(0.3)
        phone.close()
        return took
    finally:
        for yard in yards:
            yard.process.kill()
            yard.process.wait()


@pytest.mark.usefixtures("channel")
def test_with_redis_the_other_process_hears_at_once(database: str, tmp_path: Path) -> None:
    took = heard_in_the_other(database, tmp_path, REDIS)
    assert sorted(took)[2] < 0.25, took


def test_without_redis_it_hears_soon(database: str, tmp_path: Path) -> None:
    assert max(heard_in_the_other(database, tmp_path, "")) < 2


def test_with_a_redis_that_is_not_there_it_hears_soon(database: str, tmp_path: Path) -> None:
    assert max(heard_in_the_other(database, tmp_path, "redis://127.0.0.1:1/0")) < 2
