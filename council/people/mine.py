"""What is mine: my capacities, my devices, the size of the letters, an official's password."""

from flask import Response, render_template, request, url_for
from sqlmodel import col, select

from council import live
from council.db import keeping, reading
from council.forms import Form, read_form, respond
from council.paths import own_path
from council.people import passwords
from council.people.models import Device
from council.people.pages import bp
from council.people.rules import LOCKED
from council.people.session import COOKIE, STAGE, end_devices, must_be_member, prove_device
from council.refusal import Absent


class SizeForm(Form):
    """The size of the letters and the light of the page."""

    size: str = "1"
    theme: str = ""
    next: str = ""


class SignOutForm(Form):
    """Leaving: on this device, or on all of mine."""

    everywhere: str = ""


class PasswordForm(Form):
    """A new password, and the old one when there is one."""

    password: str = ""
    old: str = ""


@bp.get("/me")
def me() -> str:
    """My page: who I am here, my devices, my settings."""
    who = must_be_member()
    with reading() as session:
        devices = session.exec(select(Device).where(Device.person_id == who.id, col(Device.ended_at).is_(None)).order_by(col(Device.id).desc())).all()
        locked, has_password = bool(who.offices & LOCKED or who.unproved), passwords.has_one(session, who.id)
    return render_template("people/me.html", who=who, devices=devices, locked=locked, has_password=has_password, tab="me")


@bp.get("/size")
def size() -> str:
    """Three sizes, each shown at its size; also for visitors."""
    return render_template("people/size.html", next=own_path(request.args.get("next", "")))


@bp.post("/size")
def set_size() -> Response:
    """Remember the size and the light on this device."""
    form = read_form(SizeForm)
    response = respond({"to": own_path(form.next) or url_for("story.home"), "said": "字的大小改好了。"})
    response.set_cookie("size", form.size if form.size in ("1", "2", "3") else "1", max_age=400 * 86400, samesite="Lax")
    response.set_cookie("theme", form.theme if form.theme in ("light", "dark") else "", max_age=400 * 86400, samesite="Lax")
    return response


@bp.post("/me/password")
def set_password() -> Response:
    """Officials set or change their password."""
    who = must_be_member()
    form = read_form(PasswordForm)
    if not (who.offices & LOCKED or who.unproved):
        raise Absent
    with reading() as session:
        has_password = passwords.has_one(session, who.id)
    if has_password:
        passwords.check(who.id, form.old)
    passwords.set_password(who.id, form.password)
    prove_device(who.device_id)
    return respond({"to": url_for("people.me"), "said": "密码设好了。换设备时要用到它。"})


@bp.post("/me/devices/<int:device_id>/end")
def end_device(device_id: int) -> Response:
    """Sign one of my devices out, at once."""
    who = must_be_member()
    read_form(Form)
    _end(who.id, device_id)
    return respond({"to": url_for("people.me") if device_id != who.device_id else url_for("story.home"), "said": "那台设备已经退出了。"})


@bp.post("/me/sign-out")
def sign_out() -> Response:
    """Sign this device out, or all of mine with `everywhere`."""
    who, form = must_be_member(), read_form(SignOutForm)
    _end(who.id, None if form.everywhere else who.device_id)
    response = respond({"to": url_for("story.home"), "said": "您已经退出。下次进来要一张新卡。"})
    response.delete_cookie(STAGE if STAGE in request.cookies else COOKIE)
    return response


def _end(person_id: int, device_id: int | None) -> None:
    with keeping() as session:
        if not end_devices(session, person_id, device_id):
            raise Absent
    live.recheck()
