"""The words and rules of belonging: sectors, offices, what the record may call a person, who may do what."""

from collections.abc import Collection

SECTORS = {"resident": "居民", "merchant": "商户", "police": "民警", "property": "物业", "organisation": "单位", "committee": "居委会"}
"""Sector codes and their words (domain.md §4)."""

SIDES = ("resident", "merchant")
"""The two sides of the lane; the other sectors serve it."""

OFFICES = {"secretary": "书记", "deputy": "副书记", "lane_head": "弄长", "building_head": "楼组长", "police": "社区民警",
           "property": "物业经理", "volunteer": "志愿者", "member": "成员", "observer": "观察员"}

DESK = frozenset({"secretary", "deputy"})
"""The offices that run a meeting."""

LOCKED = frozenset({"secretary", "deputy", "police"})
"""The offices that need a password besides the card."""

STAGE_SLUG = "rehearsal-"
"""How the address of a rehearsal's stage begins; no council may choose such a one."""

UNITS = {"resident": "户", "merchant": "家"}


def public_name(sector: str, offices: Collection[str]) -> str:
    """What the record calls a person: an office that acts for the council, else the side; never a name."""
    for office in ("secretary", "deputy", "police", "property"):
        if office in offices:
            return OFFICES[office]
    return SECTORS[sector]


def why_not_desk(offices: Collection[str]) -> str | None:
    """Why someone may not run the meeting, the roll or the drafts."""
    return None if DESK & set(offices) else "这一步由书记来做。您可以请书记帮忙。"


def why_not_patrol(offices: Collection[str]) -> str | None:
    """Why someone may not log what a patrol saw."""
    able = {"volunteer", "lane_head", "building_head", "secretary", "deputy", "police"}
    return None if able & set(offices) else "巡逻由志愿者来记。想参加，跟书记说一声。"


def why_not_member(sectors: Collection[str]) -> str | None:
    """Why someone may not act as a member: they are not on the roll."""
    return None if sectors else "您还不在名册上。请书记把您加进来。"


def device_word(label: str) -> str:
    """What a person calls the device behind a browser's name."""
    known = (("MicroMessenger", "微信"), ("iPhone", "苹果手机"), ("iPad", "苹果平板"), ("Android", "安卓手机"), ("Macintosh", "苹果电脑"),
             ("Windows", "Windows 电脑"), ("Linux", "Linux 电脑"))
    return next((word for sign, word in known if sign in label), "一台设备")


def why_not_dismiss(office: str, held: bool, holders: int) -> str | None:
    """Why an office may not be ended."""
    if not held:
        return "这个人没有担任这个职务。"
    return "这是最后一位书记。先任命一位新的，再免去。" if office == "secretary" and holders < 2 else None
