"""Who is asking: the signed-in device behind a request or a socket, and what it may open."""

import hashlib
import secrets
from dataclasses import replace
from datetime import timedelta

from flask import Response, g, has_request_context, request
from sqlmodel import Session, col, select

from council import clock
from council.db import glancing, keeping, reading
from council.people import reads
from council.people.models import Council, Device
from council.people.reads import Me
from council.people.rules import LOCKED
from council.refusal import Absent, Refusal
from council.words import _

COOKIE = "device"
STAGE = "stage"
"""The cookie of whom one plays in a rehearsal. While it is there this browser is on the stage; who one is, is kept beside it."""
LASTS = timedelta(days=180)


class SignInNeeded(Exception):
    """The page is for members; the visitor is led to the door and back."""


def hash_token(token: str) -> str:
    """What is kept of a device's token."""
    return hashlib.sha256(token.encode()).hexdigest()


def find(token: str) -> Me | None:
    """The person behind a device token; None when it is signed out, or when its owner has left the roll.

    On a device that has not been proved by the password, an office that needs one is not held.
    """
    with glancing() as connection:
        found = reads.me_at(connection, hash_token(token), clock.now() - LASTS)
    if found is None or not (found.capacities or found.offices):
        return None
    return found if found.proved else replace(found, offices=found.offices - LOCKED, unproved=found.offices & LOCKED)


def current() -> Me | None:
    """The signed-in person of this request, looked up once a request."""
    if not has_request_context():
        return None
    if "me" not in g:
        g.me = fresh()
    found: Me | None = g.me
    return found


def fresh() -> Me | None:
    """As `current`, but asked again: for sockets, whose request is old. In a rehearsal it is whom one plays there."""
    tokens = [token for name in (STAGE, COOKIE) if (token := request.cookies.get(name, ""))]
    return next((me for token in tokens if (me := find(token))), None)


def must_be_member(council_id: int | None = None) -> Me:
    """The signed-in person; outsiders of that council get the same answer as for what is not there."""
    me = current()
    if me is None:
        raise SignInNeeded
    if council_id is not None and me.council_id != council_id:
        raise Absent
    return me


def must_hold(*offices: str, council_id: int | None = None) -> Me:
    """The signed-in person in one of these offices, with the password given where the office needs one."""
    me = must_be_member(council_id)
    if me.unproved & set(offices):
        raise Refusal(_("您有新职务了，要先在“我的”里设一个密码，再来这一页。"), 403)
    if not me.holds(*offices):
        raise Refusal(_("这一页是给书记和工作人员的。您可以从首页进。"), 403)
    return me


def sign_in(response: Response, person_id: int, label: str, secure: bool, password_ok: bool = False) -> Response:
    """Make a device row and hand its token to the browser."""
    token = _signed_in(person_id, label, password_ok)
    response.set_cookie(COOKIE, token, max_age=int(LASTS.total_seconds()), httponly=True, samesite="Lax", secure=secure, path="/")
    response.delete_cookie(STAGE, path="/")
    return response


def go_on_stage(response: Response, person_id: int, secure: bool) -> Response:
    """From now on this browser plays that invented person, until it leaves the stage or is closed."""
    token = _signed_in(person_id, "排练", True)
    response.set_cookie(STAGE, token, httponly=True, samesite="Lax", secure=secure, path="/")
    return response


def _signed_in(person_id: int, label: str, password_ok: bool) -> str:
    token = secrets.token_urlsafe(32)
    with keeping() as session:
        session.add(Device(person_id=person_id, token_hash=hash_token(token), label=label[:80], at=clock.now(),
                           seen_at=clock.now(), password_ok=password_ok))
    return token


def end_devices(session: Session, person_id: int, device_id: int | None = None) -> int:
    """Sign one or all devices of a person out; returns how many. Door: keeping."""
    wanted = select(Device).where(Device.person_id == person_id, col(Device.ended_at).is_(None))
    rows = session.exec(wanted if device_id is None else wanted.where(Device.id == device_id)).all()
    for row in rows:
        row.ended_at = clock.now()
        session.add(row)
    return len(rows)


def prove_device(device_id: int | None) -> None:
    """The person on this device has just given, or chosen, an official's password."""
    with keeping() as session:
        if device := session.get(Device, device_id):
            device.password_ok = True
            session.add(device)


def home_council(me: Me) -> Council:
    """The council a signed-in person belongs to, once a request."""
    if "home_council" not in g:
        with reading() as session:
            g.home_council = reads.council_by_id(session, me.council_id)
    found: Council = g.home_council
    return found


def enter_council(council: Council) -> Council:
    """Say which council's page this is: its name stands in the header. A stage is there for those who play on it."""
    me = current()
    if council.rehearsal and (me is None or me.council_id != council.id):
        raise Absent
    g.council = council
    return council
