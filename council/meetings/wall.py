"""The code on the wall: QR and digits that change with the minute and lead to checking in."""

from flask import current_app, render_template

from council import clock, qr
from council.i18n import say
from council.meetings import codes
from council.paths import whole
from council.words import Sentence, _


def door(meeting_id: int) -> str:
    """QR and digits that lead to checking in, for this minute."""
    digits = codes.code(_secret(), meeting_id, _minute())
    way = qr.svg(whole(f"/meetings/{meeting_id}/here?code={digits}"), say(Sentence(_("报到的二维码，或者输入 {code}"), code=digits)), "m")
    return render_template("meetings/_code.html", digits=digits, qr=way)


def fits(meeting_id: int, said: str) -> bool:
    """True when these are the digits of this minute or of the two before."""
    return codes.fits(_secret(), meeting_id, _minute(), said)


def _secret() -> str:
    return str(current_app.config["SECRET_KEY"])


def _minute() -> int:
    return int(clock.now().timestamp()) // 60
