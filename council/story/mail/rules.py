"""When somebody is written to, and what is an address."""

import re
from datetime import datetime, timedelta

from council.words import _

QUIET = timedelta(hours=3)
"""Between two mails to one person."""

TRIES = 3
AGAIN = timedelta(minutes=10)
"""After a refusal, and once more as long for each further try."""

MOST_ASKED = 5
"""Mails a day that ask one person to confirm an address."""

ADDRESS = re.compile(r"[A-Za-z0-9._%+-]{1,64}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,24}")


def why_not_address(address: str) -> str | None:
    """Why this is no address to write to."""
    if len(address) <= 120 and ADDRESS.fullmatch(address):
        return None
    return _("这不像一个邮箱地址。写成 lin@example.org 这样。")


def why_not_ask(configured: bool, asked: int) -> str | None:
    """Why no mail can be sent that asks for a yes."""
    if not configured:
        return _("这里还不能寄信。请管服务器的人设好再来。")
    return _("今天已经寄了好几封。明天再试。") if asked >= MOST_ASKED else None


def may_write(last: datetime | None, now: datetime) -> bool:
    """True when the last mail is long enough ago."""
    return last is None or now - last >= QUIET


def may_try_again(tries: int, at: datetime, now: datetime) -> bool:
    """True when a mail that was refused may be tried once more."""
    return tries < TRIES and now - at >= AGAIN * tries
