"""The words and rules of a fact sheet: its states, its evidence by entry numbers, and who may ask for one."""

import re

from council.words import Sentence, _

STATES = {"open": _("还在查"), "confirmed": _("是真的"), "refuted": _("不是这样"), "corrected": _("说得不准")}
"""How a claim stands after looking: still open, true, not so, or not quite so."""

MOST_CLAIM, MOST_KNOWN, MOST_UNKNOWN, MOST_REASON = 120, 600, 400, 200
"""Characters of each field."""

MOST_EVIDENCE = 12
MOST_ASKED = 5
"""What one person may have waiting at the desk."""

NUMBER = re.compile(r"\d(?:[\d,，]*\d)?")


def numbers(written: str) -> list[int]:
    """The entry numbers in a line such as “第 1,285 号、/c/hy/record/1290”, each once, in their order."""
    found = [int(re.sub("[,，]", "", each)) for each in NUMBER.findall(re.sub(r"[ \t]+", " ", written).replace(", ", " ")) if len(each) < 12]
    return list(dict.fromkeys(found))


def why_not_sheet(claim: str, known: str, state: str, evidence: int) -> str | None:
    """Why a sheet cannot be published so. evidence: how many entries it names."""
    if not claim:
        return _("还没写大家在传什么。照听到的写一句。")
    if not known:
        return _("还没写查到了什么。什么都没查到，就写“还没有查到”。")
    if state not in STATES:
        return _("还没选查下来怎样。点一个。")
    if state != "open" and not evidence:
        return _("说“是真的”“不是这样”“说得不准”，都要有依据：写上公开记录里的号。没有依据，请选“还在查”。")
    return Sentence(_("依据最多写 {n} 条。"), n=MOST_EVIDENCE) if evidence > MOST_EVIDENCE else None


def why_not_evidence(missing: list[int]) -> str | None:
    """Why these numbers are no evidence: the record has no such entries."""
    return Sentence(_("公开记录里没有第 {n} 号。请看一眼号码。"), n=f"{missing[0]:,}") if missing else None


def why_not_correct(same: bool, reason: str) -> str | None:
    """Why a sheet is not corrected. same: nothing would be different."""
    if same:
        return _("和原来一样，没有什么要更正。")
    return None if reason else _("还没写为什么要更正。写一句就行。")


def why_not_ask(member: bool, words: str, waiting: int) -> str | None:
    """Why somebody cannot ask the desk to look into something. waiting: what they have asked and nobody has answered."""
    if not member:
        return _("请书记查一件事，要用名册上的身份。您可以直接跟弄堂里的人说。")
    if not words:
        return _("还没写您听到了什么。写一句就行。")
    return Sentence(_("您有 {n} 件还在等。等有了回音再问。"), n=waiting) if waiting >= MOST_ASKED else None


def why_not_put_aside(done: bool, reason: str) -> str | None:
    """Why a question is not laid aside."""
    if done:
        return _("这一件已经有回音了。")
    return None if reason else _("还没写为什么不查。问的人看得到这句话。")
