"""The words of a roll file: how secretaries head their columns and call sectors, offices and doors."""

import unicodedata

from council.people.rules import OFFICES, SECTORS

HEADERS = {
    "number": "编号 序号 号码 number no id key",  # data
    "name": "姓名 名字 name fullname",  # data
    "sector": "界别 类别 身份 sector group",  # data
    "door": "门牌 门牌号 门号 地址 door doornumber house address",  # data
    "shop": "户或店名 户店名 户名 店名 店铺 单位名称 household shop householdorshop premises",  # data
    "office": "职务 职位 office offices role",  # data
    "segment": "段 分段 路段 segment section",  # data
}

OTHER_SECTORS = {"住户": "resident", "居民户": "resident", "商家": "merchant", "店家": "merchant", "店铺": "merchant",  # data
                 "社区民警": "police", "警察": "police", "物业公司": "property", "社区单位": "organisation",  # data
                 "organization": "organisation", "居委": "committee", "shop": "merchant"}  # data


def sector_of(said: str) -> str:
    """The sector that a word means; empty when it means none."""
    words = {**{word: code for code, word in SECTORS.items()}, **{code: code for code in SECTORS}, **OTHER_SECTORS}
    return words.get(bare(said), "")


def office_of(said: str) -> str:
    """The office that a word means; empty when it means none."""
    words = {**{word: code for code, word in OFFICES.items()}, **{bare(code): code for code in OFFICES}}
    return words.get(bare(said), "")


def door_of(said: str) -> str:
    """A door's number without “号” and spaces: 12, 12 号 and No. 12 are one door, 商 3 号 is 商3."""
    number = unicodedata.normalize("NFKC", said).replace(" ", "")
    number = number[3:] if number.lower().startswith("no.") else number
    return number.removesuffix("号")  # data


def bare(said: str) -> str:
    """A word without what hands vary: width, case, spaces, signs."""
    return unicodedata.normalize("NFKC", said).lower().translate({ord(sign): None for sign in " _-.:*/()"})
