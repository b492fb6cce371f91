"""Signing the head of a log: never a smaller one, never another root for the same size, never a history that has changed."""

import os
from pathlib import Path

import structlog
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from council import clock
from council.config import Config
from council.db import installation, keeping, reading
from council.record import tree
from council.record.acting import Act
from council.record.keys import SigningKey, key_of, place_of, read_key
from council.record.leaves import parse_leaf
from council.record.models import Checkpoint, Leaf, LogHead
from council.record.notes import BadNote, parse, read_checkpoint
from council.record.notes import Checkpoint as Told
from council.record.shelf import head, leaf_hashes

CLOSING = {"vote.closed", "meeting.closed"}
"""After these the checkpoint follows at once; after all others within ten seconds."""

log = structlog.get_logger()
_proved: dict[Path, tuple[int, list[bytes]]] = {}


class CannotSign(RuntimeError):
    """The log is not a continuation of what was signed before."""


def publish(council_id: int, config: Config | None = None) -> Checkpoint | None:
    """Sign the present head unless it is signed already; safe to run twice and at the same time. None: nothing to sign, or refused."""
    try:
        with reading() as session:
            last, now = _last(session, council_id), head(session, council_id)
            if last is not None and last.size == now.size and _same_root(last, now):
                return last
        with keeping() as session:
            return sign_head(session, council_id, config or installation())
    except IntegrityError:
        return None
    except (CannotSign, BadNote, OSError) as fault:
        log.error("checkpoint refused", council=council_id, reason=str(fault))
        return None


def publish_closing(act: Act, config: Config | None = None) -> None:
    """Follow an act: when it closed a vote or a meeting, its checkpoint is published at once."""
    if CLOSING & set(act.kinds):
        publish(act.council_id, config)


def sign_head(session: Session, council_id: int, config: Config) -> Checkpoint | None:
    """The newest checkpoint, made if need be; raises CannotSign when the log has shrunk or its past has changed."""
    now = head(session, council_id)
    last = _last(session, council_id)
    if now.size == 0 or (last is not None and last.size == now.size and _same_root(last, now)):
        return last
    place = place_of(config, now.slug)
    kept = _told(place.with_suffix(".signed").read_bytes()) if place.with_suffix(".signed").exists() else None
    edge = _grown(session, now, kept or Told("", 0, tree.EMPTY_ROOT), place)
    key = current_key(session, now, config)
    note = key.sign(Told(key.name, now.size, tree.edge_root(edge)).text)
    _keep(place.with_suffix(".signed"), note)
    made = Checkpoint(council_id=council_id, size=now.size, note=note.decode(), at=clock.now())
    if last is None or last.size < now.size:
        session.add(made)
        session.flush()
    return made


def current_key(session: Session, now: LogHead, config: Config) -> SigningKey:
    """The key that the record itself says is in force; a rotation that was interrupted is finished here."""
    key, place = key_of(config, now.slug), place_of(config, now.slug)
    asked = select(Leaf.data).where(Leaf.council_id == now.council_id, Leaf.kind == "key.rotated").order_by(col(Leaf.seq).desc())
    rotated = session.exec(asked).first()
    if rotated is None or parse_leaf(rotated)["body"]["new"] == key.verifier.text:
        return key
    follower = place.with_suffix(".next")
    if not follower.exists() or read_key(follower).verifier.text != parse_leaf(rotated)["body"]["new"]:
        raise CannotSign(f"the key that the record names is not in {place.parent}")
    follower.replace(place)
    return read_key(place)


def _grown(session: Session, now: LogHead, kept: Told, place: Path) -> list[bytes]:
    if now.size < kept.size:
        raise CannotSign(f"the log has {now.size} entries, but {kept.size} were signed before: was an old backup restored?")
    size, edge = _proved.get(place, (0, []))
    if size != kept.size or tree.edge_root(edge) != kept.root:
        edge = _extended(session, now.council_id, [], range(kept.size))
    if tree.edge_root(edge) != kept.root:
        raise CannotSign(f"the first {kept.size} entries are not those that were signed before")
    edge = _extended(session, now.council_id, edge, range(kept.size, now.size))
    if b"".join(edge) != now.edge:
        raise CannotSign("the head does not belong to the entries")
    _proved[place] = (now.size, edge)
    return edge


def _extended(session: Session, council_id: int, edge: list[bytes], numbers: range) -> list[bytes]:
    hashes = leaf_hashes(session, council_id, numbers.start, numbers.stop) if numbers else []
    if len(hashes) != len(numbers):
        raise CannotSign("entries are missing")
    for number, digest in zip(numbers, hashes, strict=True):
        edge = tree.append(edge, number, digest)
    return edge


def _last(session: Session, council_id: int) -> Checkpoint | None:
    return session.exec(select(Checkpoint).where(Checkpoint.council_id == council_id).order_by(col(Checkpoint.size).desc())).first()


def _same_root(last: Checkpoint, now: LogHead) -> bool:
    edge = [now.edge[place : place + 32] for place in range(0, len(now.edge), 32)]
    if _told(last.note.encode()).root != tree.edge_root(edge):
        raise CannotSign(f"another root was signed for {now.size} entries")
    return True


def _told(note: bytes) -> Told:
    return read_checkpoint(parse(note)[0])


def _keep(place: Path, note: bytes) -> None:
    draft = place.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
    with draft.open("wb") as file:
        file.write(note)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(place)
