"""The links printed when the house opens: the cast of a demo, or the one-time link that founds the first council."""

import secrets
from collections.abc import Iterator
from pathlib import Path

from sqlmodel import Session

from council.config import Config
from council.db import keeping, reading
from council.people import enrolment, reads
from council.people.rules import OFFICES, SECTORS

NAMED = ("王阿婆", "小李", "林老师", "老赵", "阿May", "孙老板")
"""Members of the demo's cast who hold no office."""


def first_links(config: Config, address: str) -> Iterator[str]:
    """Lines to print: one sign-in link for each of the cast, or the founding link of an empty installation."""
    with reading() as session:
        councils = reads.councils(session)
    if not councils:
        yield "第一次用：打开这个链接，建议事会（只能用一次）/ first use, once:"
        yield f"  {address}/start/{start_token(config)}"
    for council in councils:
        if council.demo:
            yield f"“{council.name}”的人，一人一个链接，用一次就作废，重开程序会给新的 / one sign-in link each:"
            yield from _cast_links(council.id or 0, address)


def _cast_links(council_id: int, address: str) -> Iterator[str]:
    with reading() as session:
        people = cast(session, council_id)
    with keeping() as session:
        made = enrolment.issue(session, council_id, people)
    for person_id, word in people.items():
        yield f"  {address}/enter/{made[person_id]}  {word}"


def cast(session: Session, council_id: int) -> dict[int, str]:
    """The people of the story, person to word: everyone with an office, and those who are named in it."""
    found: dict[int, str] = {}
    for entry, person, _home, _door in reads.roll(session, council_id):
        offices = reads.offices(session, entry.person_id)
        if offices or person.name in NAMED:
            found[entry.person_id] = f"{person.name}，{'、'.join(OFFICES[office] for office in sorted(offices)) or SECTORS[entry.sector]}"
    return found


def start_token(config: Config) -> str:
    """The founding link's secret, made once and kept in the data folder until it is used."""
    kept = place(config)
    if not kept.exists():
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(24))
    return kept.read_text().strip()


def served_at(config: Config) -> str:
    """Where the installation is served: as told, as the server wrote it down, or on this machine's port."""
    written = config.data / "address"
    return config.address or (written.read_text().strip() if written.exists() else f"http://127.0.0.1:{config.port}")


def place(config: Config) -> Path:
    """Where the founding secret lies."""
    return config.data / "start-token"
