"""Four words on a slip of paper: easily said, heard and written down, with which a neighbour takes back what was written for them."""

import hashlib
import re
import secrets

from sqlmodel import Session, select

from council import clock
from council.grievances.models import Slip
from council.words import _

WORDS = (
    "苹果", "香蕉", "西瓜", "葡萄", "橘子", "桃子", "石榴", "枇杷", "青菜", "萝卜", "冬瓜", "南瓜", "豆腐", "馒头",  # data
    "馄饨", "汤圆", "米饭", "面条", "鸡蛋", "牛奶", "白糖", "酱油", "花生", "红枣", "茶叶", "竹笋", "木耳", "香菇",  # data
    "莲藕", "玉米", "红豆", "芝麻", "桌子", "椅子", "茶壶", "饭碗", "筷子", "雨伞", "扫帚", "脸盆", "毛巾", "枕头",  # data
    "被子", "蒲扇", "灯笼", "蜡烛", "剪刀", "针线", "眼镜", "手表", "钥匙", "锁匙", "帽子", "围巾", "手套", "棉袄",  # data
    "布鞋", "皮带", "钢笔", "铅笔", "信封", "邮票", "报纸", "日历", "桂花", "荷花", "梅花", "兰花", "菊花", "茉莉",  # data
    "月季", "水仙", "柳树", "松树", "竹子", "梧桐", "银杏", "青草", "芦苇", "棉花", "喜鹊", "麻雀", "燕子", "鸽子",  # data
    "白鹅", "公鸡", "小猫", "黄狗", "山羊", "水牛", "白兔", "松鼠", "金鱼", "鲤鱼", "青蛙", "蝴蝶", "太阳", "月亮",  # data
    "星星", "白云", "雨水", "雪花", "春风", "彩虹", "大山", "小河", "石桥", "水井", "码头", "渡船", "火车", "单车",  # data
    "锣鼓", "二胡", "笛子", "风筝", "毽子", "象棋", "皮球", "陀螺", "年画", "窗花", "鞭炮", "红包", "元宵", "端午",  # data
    "中秋", "重阳",  # data
)
"""Everyday things, 128 of them: four make 268 million slips."""

MANY = 4
GUESSES = "30/minute"
"""Wrong slips of one installation."""


def new_words() -> str:
    """Fresh words, “苹果 桂花 石桥 灯笼”."""
    return " ".join(secrets.choice(WORDS) for _turn in range(MANY))


def slip_hash(typed: str) -> str:
    """What is kept of them, however they are spaced."""
    return hashlib.sha256(re.sub(r"[^\w]", "", typed[:64]).encode()).hexdigest()


def make(session: Session, grievance_id: int) -> str:
    """A new slip; the older one is void. The words are seen only now. Door: keeping."""
    words = new_words()
    row = session.get(Slip, grievance_id) or Slip(grievance_id=grievance_id, code_hash="", made_at=clock.now())
    row.code_hash, row.made_at = slip_hash(words), clock.now()
    session.add(row)
    return words


def made(session: Session, grievance_id: int) -> bool:
    """True once a slip has been made for it."""
    return session.get(Slip, grievance_id) is not None


def of_words(session: Session, typed: str) -> int | None:
    """The grievance of a slip, or None."""
    return session.exec(select(Slip.grievance_id).where(Slip.code_hash == slip_hash(typed))).first()


NO_SLIP = _("没有这张条子。请看看四个词有没有抄错；换过新条子的话，旧的就没用了。")
