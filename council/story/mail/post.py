"""The post: each mail is claimed in the database, then sent once; what the server refuses is tried again, what it may have taken never."""

import smtplib
import ssl
from datetime import datetime, timedelta
from email.message import EmailMessage

import structlog
from sqlalchemy import delete, update
from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from council import clock
from council.config import Config
from council.db import installation, keeping, reading
from council.i18n import say, speaking
from council.people import reads as people
from council.story.mail import reads
from council.story.mail.models import Mailbox, Mailing
from council.story.mail.reads import Due
from council.words import Sentence, _

PATIENCE = 20.0
"""Seconds to wait for a mail server."""

log = structlog.get_logger()


def post() -> int:
    """Write what is to be written now; returns how many mails were sent."""
    config = installation()
    if not config.can_mail:
        return 0
    with reading() as session:
        due = reads.due(session, clock.now())
    return sum(_deliver(config, each) for each in due)


def _deliver(config: Config, due: Due) -> bool:
    number = _claim(due)
    with reading() as session:
        box = reads.mailbox(session, due.person_id)
    if number is None or box is None:
        return False
    state = _send(config, letter(config, box, due.purpose))
    log.info("mail", id=number, state=state)
    with keeping() as session:
        session.connection().execute(update(Mailing).where(col(Mailing.id) == number).values(state=state))
    return state == "sent"


def forget(now: datetime) -> None:
    """Addresses of those who left the roll, and what was written more than a month ago."""
    with keeping() as session:
        for box in session.exec(select(Mailbox)).all():
            me = people.me(session, box.person_id)
            if me is None or not me.capacities:
                session.delete(box)
        session.connection().execute(delete(Mailing).where(col(Mailing.at) < now - timedelta(days=30)))


def _claim(due: Due) -> int | None:
    """The row of this mail, now ours; None when somebody else has it."""
    now = clock.now()
    try:
        with keeping() as session:
            if due.id is not None:
                taken = update(Mailing).where(col(Mailing.id) == due.id, col(Mailing.state) == "failed")
                return due.id if session.connection().execute(taken.values(state="claimed", tries=Mailing.tries + 1, at=now)).rowcount else None
            row = Mailing(person_id=due.person_id, purpose=due.purpose, seq=due.seq, state="claimed", tries=1, at=now)
            session.add(row)
            session.flush()
            return row.id
    except IntegrityError:
        return None


def letter(config: Config, box: Mailbox, purpose: str) -> EmailMessage:
    """The mail: in the person's language, without a word of what happened."""
    home = config.address.rstrip("/")
    stop, mail = f"{home}/mail/stop/{box.token}", EmailMessage()
    mail["From"], mail["To"] = config.mail_from, box.address
    with speaking(box.lang):
        if purpose == "confirm":
            mail["Subject"] = say(_("弄堂议事会：这是您的邮箱吗"))
            text = Sentence(_("您好。\n\n有人请弄堂议事会把消息寄到这里。是您的话，打开下面这一页，按“是我的”：\n\n{link}\n\n不是您的话，不用管这封信。\n"),
                            link=f"{home}/mail/confirm/{box.token}")
        else:
            mail["Subject"] = say(_("弄堂议事会：跟您有关的事有了消息"))
            text = Sentence(_("您好。\n\n跟您有关的事有了新消息。信里不写是什么事，请打开这一页看：\n\n{link}\n\n不想再收到这样的信：\n{stop}\n"),
                            link=f"{home}/notices", stop=stop)
            mail["List-Unsubscribe"] = f"<{stop}>"
        mail.set_content(say(text))
    return mail


def _send(config: Config, mail: EmailMessage) -> str:
    """sent; failed: the server has certainly not taken it; unsure: nobody knows."""
    try:
        server = _connect(config)
    except (OSError, smtplib.SMTPException):
        return "failed"
    try:
        server.send_message(mail)
    except (smtplib.SMTPResponseException, smtplib.SMTPRecipientsRefused):
        return "failed"
    except (OSError, smtplib.SMTPException):
        return "unsure"
    finally:
        server.close()
    return "sent"


def _connect(config: Config) -> smtplib.SMTP:
    secure = ssl.create_default_context()
    if config.smtp_port == 465:
        server: smtplib.SMTP = smtplib.SMTP_SSL(config.smtp_host, config.smtp_port, timeout=PATIENCE, context=secure)
    else:
        server = smtplib.SMTP(config.smtp_host, config.smtp_port, timeout=PATIENCE)
        server.ehlo_or_helo_if_needed()
        if config.smtp_user or server.has_extn("starttls"):
            server.starttls(context=secure)
    if config.smtp_user:
        server.login(config.smtp_user, config.smtp_password)
    return server
