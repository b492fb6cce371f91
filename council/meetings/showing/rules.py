"""The pages a screen of the hall can hold, and when it may be turned to one."""

from council.words import Sentence, _

FOLLOW = "now"
"""The page that goes along with the meeting."""

PAGES = {FOLLOW: _("跟着会走"), "agenda": _("议程"), "clause": _("条文"), "vote": _("票数"), "verdict": _("结果"), "code": _("报到的码"),
         "break": _("休息"), "blank": _("空白")}
"""What a screen can show; the words on the desk's buttons."""

MAIN = ""
"""The name of the first screen, which every hall has."""

MOST_SCREENS = 6
"""In one hall, the first one included."""

LONGEST_NAME = 12
"""Characters of a screen's name."""


def why_not_show(state: str, screens: int, known: bool, same: bool) -> str | None:
    """Why a screen cannot be turned. screens: how many there are; known: this one is among them; same: it shows that page already."""
    if state == "closed":
        return _("会已经散了，大屏幕不用再换。")
    if same:
        return _("这块屏幕放的就是这一页。")
    return None if known or screens < MOST_SCREENS else Sentence(_("一个会场最多 {n} 块屏幕。先用已经有的。"), n=MOST_SCREENS)
