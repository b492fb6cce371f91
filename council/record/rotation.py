"""`python -m council rotate-key COUNCIL`: the old key signs the new one, in the record, and signs nothing more."""

import sys
from collections.abc import Sequence

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from sqlmodel import Session, select

from council.config import Config, from_env
from council.db import open_database, reading
from council.record.acting import Clock, acting
from council.record.keys import SigningKey, place_of, put_new
from council.record.models import LogHead
from council.record.notes import Verifier
from council.record.publish import current_key, publish


def main(argv: Sequence[str]) -> int:
    """0 when the new key has signed; 3 for a wrong command or an unknown council."""
    config = from_env()
    if len(argv) != 1:
        print("用法：python -m council rotate-key COUNCIL\nusage: python -m council rotate-key COUNCIL", file=sys.stderr)
        return 3
    open_database(config)
    with reading() as session:
        found = log_named(session, argv[0])
    if found is None:
        print(f"没有叫 {argv[0]} 的议事会\nno council is called {argv[0]}", file=sys.stderr)
        return 3
    key = rotate(config, found)
    print(f"从现在起用新钥匙签名。请把它印在墙上：\nSigned with a new key from now on; print it where people can see it:\n{key.text}")
    return 0


def rotate(config: Config, log: LogHead) -> Verifier:
    """Make a key, have the old one sign it in the record, and publish a checkpoint signed by the new one."""
    with reading() as session:
        old = current_key(session, log, config)
    new = SigningKey(old.name, Ed25519PrivateKey.generate())
    follower = place_of(config, log.slug).with_suffix(".next")
    follower.unlink(missing_ok=True)
    put_new(follower, new.text)
    note = old.sign(f"{new.verifier.text}\n").decode()
    with acting(Clock(log.council_id)) as act:
        act.enter("key.rotated", topic=f"key:{log.council_id}", body={"old": old.verifier.text, "new": new.verifier.text, "note": note})
    publish(log.council_id, config)
    return new.verifier


def log_named(session: Session, slug: str) -> LogHead | None:
    """The log of the council with this slug."""
    return session.exec(select(LogHead).where(LogHead.slug == slug)).first()
