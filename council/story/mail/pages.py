"""Where to write to me: giving an address, saying that it is mine, taking it back."""

import secrets

from flask import Blueprint, Response, render_template, url_for
from pydantic import Field, field_validator

from council import clock
from council.db import installation, keeping, reading
from council.forms import BadForm, Form, read_form, respond
from council.i18n import lang, say
from council.people import reads as people
from council.people.reads import Me
from council.people.session import current, enter_council, must_be_member
from council.record.shelf import head
from council.refusal import Absent, refuse
from council.story.mail import reads, rules
from council.story.mail.models import Mailbox
from council.words import _

bp = Blueprint("mail", __name__)


class MailForm(Form):
    """An address."""

    address: str = Field(default="", max_length=200)

    @field_validator("address")
    @classmethod
    def an_address(cls, value: str) -> str:
        """One that can be written to."""
        if why := rules.why_not_address(value):
            raise ValueError(why)
        return value


@bp.get("/me/mail")
def settings() -> str:
    """Where I am written to."""
    return _settings(must_be_member(), "", "")


@bp.post("/me/mail")
def ask() -> Response | tuple[str, int]:
    """Give an address; a mail asks whether it is mine."""
    me, now = must_be_member(), clock.now()
    try:
        form = read_form(MailForm)
    except BadForm as bad:
        bad.beside("address")
        return _settings(me, str(bad.values.get("address", "")), say(bad.errors["address"])), 422
    with reading() as session:
        last = head(session, me.council_id).size - 1
        refuse(rules.why_not_ask(installation().can_mail, reads.asked(session, me.id, now)))
    with keeping() as session:
        row = session.get(Mailbox, me.id) or Mailbox(person_id=me.id, council_id=me.council_id, address="", token="", lang="", since=0, at=now)
        row.address, row.token, row.lang, row.since, row.at, row.confirmed_at = form.address, secrets.token_urlsafe(24), lang(), last, now, None
        session.add(row)
    return respond({"to": url_for("mail.settings"), "said": say(_("一封信寄出去了。打开里面的那一页，按“是我的”。"))})


@bp.post("/me/mail/stop")
def stop() -> Response:
    """Take the address back."""
    me = must_be_member()
    read_form(Form)
    _forget(me.id)
    return respond({"to": url_for("mail.settings"), "said": say(_("不再寄信了，地址也删了。"))})


@bp.get("/mail/confirm/<token>")
def confirming(token: str) -> str:
    """Is it yours? Opening it says nothing yet: mail programs open links by themselves."""
    return render_template("mail/confirm.html", box=_box(token), token=token)


@bp.post("/mail/confirm/<token>")
def confirm(token: str) -> Response:
    """It is mine."""
    read_form(Form)
    box = _box(token)
    with keeping() as session:
        row = session.get(Mailbox, box.person_id)
        if row is None or row.token != token:
            raise Absent
        row.confirmed_at = row.confirmed_at or clock.now()
        session.add(row)
    return respond({"to": url_for("mail.settings") if current() else url_for("story.home"), "said": say(_("好了。有消息会写信到这里。"))})


@bp.get("/mail/stop/<token>")
def stopping(token: str) -> str:
    """No more mail?"""
    return render_template("mail/stop.html", box=_box(token), token=token)


@bp.post("/mail/stop/<token>")
def stop_by_link(token: str) -> Response:
    """No more mail, without signing in."""
    read_form(Form)
    _forget(_box(token).person_id)
    return respond({"to": url_for("story.home"), "said": say(_("不再寄信了，地址也删了。"))})


def _settings(me: Me, address: str, error: str) -> str:
    with reading() as session:
        enter_council(people.council_by_id(session, me.council_id))
        box = reads.mailbox(session, me.id)
        why_not = rules.why_not_ask(installation().can_mail, reads.asked(session, me.id, clock.now()))
    return render_template("mail/settings.html", box=box, address=address, error=error, why_not=why_not, tab="me")


def _box(token: str) -> Mailbox:
    with reading() as session:
        box = reads.by_token(session, token)
    if box is None:
        raise Absent
    return box


def _forget(person_id: int) -> None:
    with keeping() as session:
        if row := session.get(Mailbox, person_id):
            session.delete(row)
