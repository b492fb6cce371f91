"""The demo is told once and whole: a mark stands in the data folder until the story has come to its end."""

import shutil
from collections.abc import Callable

from council.config import Config

SEEDING = "seeding"


def plant_once(config: Config, progress: Callable[[str], None]) -> None:
    """Tell the story while a mark in the data folder says that it is not told to the end yet."""
    from seeds.village import plant

    (config.data / SEEDING).touch()
    plant(progress)
    (config.data / SEEDING).unlink()


def forget_half(config: Config) -> None:
    """A start that was broken off while seeding leaves half a story: on SQLite it is begun anew. Called before the database is opened."""
    if not (config.data / SEEDING).exists() or config.database_url:
        return
    for name in ("council.db", "council.db-wal", "council.db-shm", SEEDING):
        (config.data / name).unlink(missing_ok=True)
    shutil.rmtree(config.data / "keys", ignore_errors=True)
