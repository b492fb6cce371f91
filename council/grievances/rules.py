"""The words and rules of grievances: categories, circles, states, who may see, join, move or withdraw."""

from collections.abc import Collection

from council.people.rules import OFFICES, SECTORS
from council.words import Sentence, _

CATEGORIES = {
    "lane": _("店和住家之间"), "noise": _("噪声"), "queue": _("排队和堵路"), "privacy": _("拍照和隐私"), "trade": _("影响做生意"),
    "environment": _("环境卫生"), "rubbish": _("垃圾和污水"), "smoke": _("油烟和气味"),
    "dispute": _("纠纷"), "neighbours": _("邻里"), "money": _("钱财"), "family": _("家里"), "way": _("走道和车位"), "relations": _("感情"),
    "civil": _("别的纠纷"),
    "fire": _("消防安全"), "security": _("治安线索"), "traffic": _("交通"), "market": _("市场监管"), "community": _("小区管理"),
}
"""The classes that every council begins with: the lane's own, then the study's with the subclasses of its disputes (domain.md §3 I)."""

PARENTS = {
    "noise": "lane", "queue": "lane", "privacy": "lane", "trade": "lane", "rubbish": "environment", "smoke": "environment",
    "neighbours": "dispute", "money": "dispute", "family": "dispute", "way": "dispute", "relations": "dispute", "civil": "dispute",
}
"""Subclass → class."""

OFTEN = {"once": _("就一次"), "sometimes": _("有时"), "weekly": _("每周"), "daily": _("每天")}

IMPACTS = {1: _("有点烦"), 2: _("常常烦"), 3: _("睡不好"), 4: _("出不去"), 5: _("受不住")}

UNSAID = _("还没说")
"""What stands for an impact of 0."""

CROWD = 5
"""Households of one sector along one stretch from which on the stretch gives nobody away."""

LETTERS = (_("甲"), _("乙"), _("丙"), _("丁"), _("戊"), _("己"), _("庚"), _("辛"), _("壬"), _("癸"))

CIRCLES = ("secretary", "party", "lane")
"""How far the lamp reaches, from narrow to wide."""

CIRCLE_WORDS = {"secretary": _("只有书记"), "party": _("书记和说到的那一家"), "lane": _("弄堂里的人")}

STATES = {
    "filed": _("收到了"), "acknowledged": _("书记看过了"), "mediating": _("正在调解"), "agenda": _("排上议程"), "agreed": _("谈成了"),
    "closing": _("等两边认可"), "solved": _("解决了，两边都认可"), "agreed_limit": _("谈好限度"), "refused": _("没有办，有理由"),
    "out_of_remit": _("转给别处"), "unconfirmed": _("结束了，没有人确认"), "withdrawn": _("撤回了"),
}
"""Where a grievance can be; only "solved" counts as solved anywhere."""

ENDED = frozenset({"solved", "agreed_limit", "refused", "out_of_remit", "unconfirmed", "withdrawn"})

def why_not_join(mine: bool, joined: bool, state: str) -> str | None:
    """Why someone may not say "me too"."""
    if mine:
        return _("这件事就是您说的，已经算在里面了。")
    if joined:
        return _("您已经说过“我也是”了。")
    if state in ENDED:
        return _("这件事已经结束了。又发生的话，请另外说一次。")
    return None


def why_not_withdraw(mine: bool, state: str) -> str | None:
    """Why someone may not take a grievance back."""
    if not mine:
        return _("只有说这件事的人可以撤回。")
    return _("这件事已经结束了，不用撤回。") if state in ENDED else None


def why_not_place(door: str, door_known: bool, stretch_known: bool = True) -> str | None:
    """Why this is no place in the lane."""
    if not stretch_known:
        return _("没有这一段弄堂。请在图上点一段。")
    if not door_known:
        return Sentence(_("弄堂里没有“{door}”这个门牌。照门上的写，或者空着，在图上点一段。"), door=door)
    return None


def why_not_both(door: str, along: str, tapped: str) -> str:
    """A door and a stretch that do not go together."""
    return Sentence(_("{door} 号在{along}，您点的是{tapped}。请改一个。"), door=door, along=along, tapped=tapped)


def why_not_category(code: str, known: Collection[str]) -> str | None:
    """Why something cannot be filed under this class."""
    return None if code in known else _("还没选是哪一类。点一个最像的。")


def why_not_party(circle: str, known: bool) -> str | None:
    """A lamp that reaches the other party needs to know who that is."""
    if circle == "party" and not known:
        return _("还没选是哪家店、哪栋楼。选一家，或者让灯只照到书记。")
    return None


def why_not_circle(mine: bool, state: str, now: str, to: str) -> str | None:
    """Why the lamp may not be turned."""
    if not mine:
        return _("灯照到哪里，只有说这件事的人可以改。")
    if state == "withdrawn":
        return _("这件事已经撤回了，不用再改。")
    if to not in CIRCLES:
        return _("还没选谁看得见。")
    return _("灯现在就照到这里。") if to == now else None


def why_not_complete(mine: bool, state: str, only_desk: bool) -> str | None:
    """Why its author may not write the words anew: what somebody else has read is not changed silently."""
    if not mine:
        return _("只有说这件事的人可以改。")
    if state in ENDED:
        return _("这件事已经结束了。又发生的话，请另外说一次。")
    return None if only_desk else _("已经有别人看过了，不能悄悄改。想到什么，可以补一句。")


def why_not_add(mine: bool, state: str) -> str | None:
    """Why nothing may be added."""
    if not mine:
        return _("只有说这件事的人可以补一句。您也是这样，就说“我也是”。")
    return _("这件事已经撤回了。又发生的话，请另外说一次。") if state == "withdrawn" else None


MOST_PHOTOS = 6
"""Pictures that one grievance may have, from its filing on."""


def why_not_photo(able: bool, state: str, had: int, more: int) -> str | None:
    """Why so many pictures more may not be added."""
    if not able:
        return _("照片只有说这件事的人可以加，书记可以替他加。")
    if state in ENDED:
        return _("这件事已经结束了。又发生的话，请另外说一次。")
    if had >= MOST_PHOTOS:
        return Sentence(_("已经有 {n} 张照片了，加不下了。"), n=MOST_PHOTOS)
    if not more:
        return _("还没选照片。拍一张，或者从相册里选。")
    return Sentence(_("一共最多 {most} 张，还能加 {rest} 张。请留下最要紧的。"), most=MOST_PHOTOS, rest=MOST_PHOTOS - had) if had + more > MOST_PHOTOS else None


def why_not_answer(party: bool, state: str) -> str | None:
    """Why someone may not answer for a party."""
    if not party:
        return _("只有说到的那一家可以在这里回应。")
    return _("这件事已经撤回了，不用再回应。") if state == "withdrawn" else None


def why_not_words(words: str) -> str | None:
    """Nothing was said."""
    return None if words.strip() else _("还没写。写一句就行。")


HELPERS = frozenset({"secretary", "deputy", "lane_head", "building_head", "volunteer"})
"""The offices that may write a grievance down for a neighbour; whoever lives in the same household may too."""


def why_not_help(offices: Collection[str], found: bool, myself: bool, family: bool) -> str | None:
    """Why someone may not write a grievance down for a neighbour."""
    if myself:
        return _("这就是您自己。自己的事，直接说就行。")
    if not (family or HELPERS & set(offices)):
        return _("替别家的人填，请楼组长、弄长、志愿者或者书记来。家里人可以互相填。")
    return None if found else _("名册上没有对上这个人。请核对姓名和门牌，都照名册写。")


def why_not_send(read_back: bool) -> str | None:
    """Why what was written down for a neighbour is not sent yet."""
    return None if read_back else _("还没念给本人听。念完，本人同意，再勾上。")


def why_not_revoke(mine: bool, desk: bool, helped: bool, revoked: bool) -> str | None:
    """Why what was written down for somebody may not be taken back this way."""
    if not helped or not (mine or desk):
        return _("只有本人可以收回。")
    return _("这件事已经收回了。") if revoked else None


def why_not_slip(helper: bool, desk: bool, helped: bool, revoked: bool) -> str | None:
    """Why no new slip is made."""
    if not helped or not (helper or desk):
        return _("条子只给替人填的人和书记打。")
    return _("这件事已经收回了。") if revoked else None


def why_not_kind(word: str, taken: Collection[str]) -> str | None:
    """Why a class may not be called so."""
    if not word:
        return _("还没写叫什么。两三个字最好认。")
    if len(word) > 12:
        return _("名字太长了，十二个字以内。")
    return Sentence(_("已经有一类叫“{word}”了。"), word=word) if word in taken else None


def why_not_parent(parent: str, tops: Collection[str]) -> str | None:
    """Why there is nothing to put a subclass under."""
    return None if not parent or parent in tops else _("没有这一大类。请从列出的里面选。")


def why_not_up(place: int) -> str | None:
    """Why a class may not be moved up."""
    return None if place else _("已经排在最前面了。")


def why_not_retire(retired: bool, back: bool, left: int) -> str | None:
    """Why a class may not be retired, or brought back."""
    if retired != back:
        return _("这一类现在就是这样。")
    return None if back or left > 1 else _("至少要留一类，不然没法说事。")


def impact_word(impact: int) -> str:
    """How an impact is said."""
    return IMPACTS.get(impact, UNSAID)


def pseudonym(sector: str, n: int, place: str = "") -> str:
    """What the n-th person who speaks in a case is called by all but the desk; `place` only where it gives nobody away."""
    letter = LETTERS[n - 1] if n <= len(LETTERS) else str(n)
    if place:
        return Sentence(_("{side}{letter}（{place}）"), side=side_word(sector), letter=letter, place=place)
    return Sentence(_("{side}{letter}"), side=side_word(sector), letter=letter)


def side_word(sector: str) -> str:
    """A sector's word."""
    return SECTORS.get(sector, sector)


def office_word(office: str) -> str:
    """An office's word."""
    return OFFICES.get(office, office)


def party_word(kind: str, shop: str, door: str) -> str:
    """What a party is called: a shop by its name, a building by its number."""
    if kind == "shop":
        return shop
    return Sentence(_("{door} 号楼"), door=door) if kind == "building" else _("不知道是谁")
