"""An official's second proof: argon2, and a lock-out that holds only the one who is being guessed."""

from datetime import timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlmodel import Session, col, func, select

from council import clock
from council.db import keeping, reading
from council.people.models import Failure, Password
from council.refusal import Refusal, refuse

TRIES, PAUSE = 5, timedelta(minutes=15)
"""After five wrong tries within fifteen minutes this person's password waits; nobody else's does."""

hasher = PasswordHasher(time_cost=2, memory_cost=19456, parallelism=1)
"""OWASP's small argon2id profile: 19 MiB, 33 ms on a small server, so that forty arrivals do not stop it."""


def has_one(session: Session, person_id: int) -> bool:
    """True once a password has been set."""
    return session.get(Password, person_id) is not None


def why_not_password(password: str) -> str | None:
    """Why a new password will not do."""
    if len(password) < 10:
        return "密码太短。请写十个字以上，可以是一句话。"
    if len(password) > 200:
        return "密码太长，两百个字以内就好。"
    if len(set(password)) < 4:
        return "密码太容易猜。请换一句别人想不到的话。"
    return None


def set_password(person_id: int, password: str) -> None:
    """Keep a new password for this person."""
    refuse(why_not_password(password))
    hashed = hasher.hash(password)
    with keeping() as session:
        row = session.get(Password, person_id) or Password(person_id=person_id, hash="", at=clock.now())
        row.hash, row.at = hashed, clock.now()
        session.add(row)


def forget(session: Session, person_id: int) -> None:
    """Do without this person's password until a new one is set. Door: keeping."""
    if row := session.get(Password, person_id):
        session.delete(row)


def check(person_id: int, password: str) -> None:
    """Refuse a wrong password, and any password while this person's is locked."""
    what = f"password:{person_id}"
    with reading() as session:
        tried = session.exec(select(func.count(col(Failure.id))).where(Failure.what == what, Failure.at > clock.now() - PAUSE)).one()
        row = session.get(Password, person_id)
    if tried >= TRIES:
        raise Refusal("试错的次数太多，先锁一刻钟。别人不受影响。急的话请找副书记。", 429)
    try:
        hasher.verify(row.hash if row else hasher.hash("-"), password)
    except VerificationError as wrong:
        with keeping() as session:
            session.add(Failure(what=what, at=clock.now()))
        raise Refusal("密码不对。请再看一眼大小写。忘了的话，请装机的人在机器上发一张新卡，旧密码就不要了。", 403) from wrong
