"""E-mail: asked for, confirmed, sent once, without a word of what happened; refused mail is tried again, doubtful mail is not."""

import re
import socketserver
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from email import message_from_string, policy
from email.message import EmailMessage
from typing import Any, cast

import pytest
from sqlmodel import select

from council import clock
from council.db import _open, reading
from council.grievances.handling import acts as handling
from council.people import acts as people_acts
from council.story.mail import post as post_office
from council.story.mail import rules
from council.story.mail.models import Mailbox, Mailing
from tests.conftest import Lane
from tests.grievances.test_clocks_acts import at, filed


@dataclass
class Office:
    """A mail server of a few lines; `no` is what it answers to a mail, empty for yes; `dies`: it hangs up in the middle."""

    port: int = 0
    no: str = ""
    dies: bool = False
    mails: list[EmailMessage] = field(default_factory=list)


@pytest.fixture
def office() -> Iterator[Office]:
    here = Office()

    class Clerk(socketserver.StreamRequestHandler):
        def say(self, line: str) -> None:
            self.wfile.write(f"{line}\r\n".encode())

        def handle(self) -> None:
            self.say("220 here")
            for raw in self.rfile:
                verb = raw[:4].upper()
                if verb == b"DATA":
                    self.say("354 go on")
                    text = b"".join(iter(self.rfile.readline, b".\r\n")).decode()
                    if here.dies:
                        return
                    if not here.no:
                        here.mails.append(cast(EmailMessage, message_from_string(text, policy=policy.default)))
                    self.say(here.no or "250 taken")
                else:
                    self.say("221 bye" if verb == b"QUIT" else "250 fine")

    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Clerk) as server:
        here.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield here
        server.shutdown()


@pytest.fixture
def mailing(lane: Lane, office: Office) -> Lane:
    """The lane with a mail server; its people's pages come with the address."""
    lane.config = replace(lane.config, smtp_host="127.0.0.1", smtp_port=office.port, mail_from="lane@example.org", address="https://lane.example")
    _open["config"] = lane.config
    return lane


def subscribed(lane: Lane, who: str = "王阿婆") -> Any:
    """Somebody who has asked for mail and said that the address is theirs."""
    client = lane.client(who)
    assert client.post("/me/mail", data={"address": "wang@example.org"}).status_code == 303
    assert post_office.post() == 1
    with reading() as session:
        token = session.exec(select(Mailbox.token)).one()
    assert client.post(f"/mail/confirm/{token}").status_code == 303
    return client


def text(mail: EmailMessage) -> str:
    return str(mail["Subject"]) + mail.get_content()


def news(lane: Lane, number: int, moment: datetime) -> None:
    with clock.at(moment), lane.act("周敏") as act:
        handling.move(act, number, "acknowledged")


def test_an_address_is_written_to_only_after_its_owner_said_yes(mailing: Lane, office: Office) -> None:
    number = filed(mailing)
    client = mailing.client("王阿婆")
    client.post("/me/mail", data={"address": "wang@example.org"})
    news(mailing, number, at(2, 10))
    assert post_office.post() == 1 and post_office.post() == 0
    link = re.search(r"https://lane\.example(/mail/confirm/\S+)", text(office.mails[0]))
    assert link and "这是您的邮箱吗" in text(office.mails[0]) and office.mails[0]["To"] == "wang@example.org"
    assert "wang@example.org" in mailing.client().get(link[1]).text
    with reading() as session:
        assert session.exec(select(Mailbox.confirmed_at)).one() is None
    assert mailing.client().post(link[1]).status_code == 303
    with reading() as session:
        assert session.exec(select(Mailbox.confirmed_at)).one() is not None


def test_news_is_one_mail_without_a_word_of_what_happened(mailing: Lane, office: Office) -> None:
    number = filed(mailing)
    subscribed(mailing)
    news(mailing, number, clock.now())
    assert post_office.post() == 1 and post_office.post() == 0
    said = text(office.mails[-1])
    assert "https://lane.example/notices" in said and "/mail/stop/" in said and office.mails[-1]["List-Unsubscribe"]
    assert not any(word in said for word in ("排队", "王阿婆", "书记", "弄口", f"grievances/{number}"))


def test_the_next_mail_waits_three_hours_and_what_was_seen_is_not_written(mailing: Lane, office: Office) -> None:
    number = filed(mailing)
    client, now = subscribed(mailing), clock.now()
    news(mailing, number, now)
    assert post_office.post() == 1
    with clock.at(now + timedelta(minutes=5)), mailing.act("周敏") as act:
        handling.move(act, number, "mediating")
    with clock.at(now + timedelta(hours=2)):
        assert post_office.post() == 0
    with clock.at(now + rules.QUIET + timedelta(hours=1)):
        assert post_office.post() == 1
    with clock.at(now + timedelta(hours=8)):
        with mailing.act("周敏") as act:
            handling.move(act, number, "agreed", "谈好了")
        client.post("/notices/seen", data={"seq": mailing.size() - 1})
        assert post_office.post() == 0
    assert len(office.mails) == 3


def test_what_the_server_refuses_is_tried_three_times_in_all(mailing: Lane, office: Office) -> None:
    number = filed(mailing)
    subscribed(mailing)
    news(mailing, number, clock.now())
    office.no, now = "451 not now", clock.now()
    for hours in range(6):
        with clock.at(now + timedelta(hours=hours)):
            assert post_office.post() == 0
    with reading() as session:
        row = session.exec(select(Mailing).where(Mailing.purpose == "news")).one()
    assert (row.state, row.tries) == ("failed", 3)


def test_a_refused_mail_gets_through_later(mailing: Lane, office: Office) -> None:
    number, office.no = filed(mailing), ""
    subscribed(mailing)
    news(mailing, number, clock.now())
    office.no = "451 not now"
    assert post_office.post() == 0
    office.no = ""
    with clock.at(clock.now() + timedelta(hours=1)):
        assert post_office.post() == 1 and post_office.post() == 0


def test_a_mail_of_which_nobody_knows_is_not_sent_again(mailing: Lane, office: Office) -> None:
    number = filed(mailing)
    subscribed(mailing)
    news(mailing, number, clock.now())
    office.dies = True
    assert post_office.post() == 0
    office.dies = False
    with clock.at(clock.now() + timedelta(hours=9)):
        assert post_office.post() == 0
    with reading() as session:
        assert session.exec(select(Mailing.state).where(Mailing.purpose == "news")).one() == "unsure"


def test_two_posts_at_once_send_one(mailing: Lane, office: Office) -> None:
    number = filed(mailing)
    subscribed(mailing)
    news(mailing, number, clock.now())
    sent: list[int] = []
    threads = [threading.Thread(target=lambda: sent.append(post_office.post())) for _each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(sent) == 1 and len(office.mails) == 2


def test_mail_stops_by_its_link_without_signing_in(mailing: Lane, office: Office) -> None:
    number = filed(mailing)
    subscribed(mailing)
    with reading() as session:
        token = session.exec(select(Mailbox.token)).one()
    assert "不再收信" in mailing.client().get(f"/mail/stop/{token}").text
    assert mailing.client().post(f"/mail/stop/{token}").status_code == 303
    news(mailing, number, clock.now())
    assert post_office.post() == 0
    assert mailing.client().get(f"/mail/stop/{token}").status_code == 404 and mailing.client().get("/mail/confirm/banana").status_code == 404


def test_whoever_leaves_the_roll_is_forgotten(mailing: Lane, office: Office) -> None:
    subscribed(mailing, "小李")
    entry = mailing.me("小李").capacities[0].entry_id
    with mailing.act("周敏") as act:
        people_acts.leave_roll(act, entry)
    post_office.forget(clock.now())
    with reading() as session:
        assert session.exec(select(Mailbox)).all() == []


def test_without_a_mail_server_the_page_says_so(lane_sqlite: Lane) -> None:
    client = lane_sqlite.client("王阿婆")
    assert "这里还不能寄信" in client.get("/me/mail").text and post_office.post() == 0
    refused = client.post("/me/mail", data={"address": "wang@example.org"}, headers={"Accept": "application/json"})
    assert refused.status_code == 409 and "不能寄信" in refused.json["reason"]


@pytest.mark.parametrize("address, good", [
    ("wang@example.org", True), ("a.b+c@mail.example.cn", True), ("", False), ("wang", False), ("wang@", False), ("a b@example.org", False),
    ("wang@example", False), ("wang@example.org\nBcc: x@example.org", False), ("wang@-x.org", False), ("<wang@example.org>", False),
    ("x" * 65 + "@example.org", False), ("wang@" + "a." * 80 + "org", False), ("王@example.org", False)])
def test_what_is_an_address(address: str, good: bool) -> None:
    assert (rules.why_not_address(address) is None) is good
