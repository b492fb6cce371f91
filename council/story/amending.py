"""An amendment as the hall reads it: against which wording, and marked by words, so that it is understood at a glance."""

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from sqlmodel import Session

from council.conventions import histories
from council.conventions import reads as conventions
from council.text import diff

NUMERAL = "0-9〇零一二三四五六七八九十百千万两半几"  # data
MEASURES = ("分贝", "小时", "分钟", "公里", "厘米", "平方", "号楼", "日", "天", "月", "年", "时", "点", "分", "秒", "次", "人", "位", "户", "家", "张",  # data
            "把", "米", "步", "元", "块", "折", "成", "倍", "周", "条", "个", "桶", "号", "楼", "层", "侧", "边", "米五")  # data
WORDS = (  # noqa: SIM905 - a list of words is read as a text
    "不得 不许 不准 不能 不可 不用 不要 不再 不超过 不少于 不多于 不低于 禁止 防止 停止 可以 应当 应该 必须 需要 允许 同意 拒绝 保证 保持 负责 承担 遵守 违反 "  # data
    "以前 以后 以内 以外 以上 以下 之前 之后 之间 期间 时间 同时 随时 当时 当天 当日 每天 每日 每周 每月 每季 每年 平日 工作日 周末 假日 节日 节假日 早上 上午 中午 下午 晚上 夜间 夜里 早晚 白天 凌晨 全天 "  # data
    "居民 住家 住户 商户 商家 店家 店铺 店主 业主 房东 租户 客人 顾客 游客 行人 老人 小孩 孩子 家人 邻居 书记 弄长 民警 物业 志愿者 员工 司机 快递 外卖 "  # data
    "店外 店内 店前 店里 门外 门内 门前 门口 门面 门窗 窗下 窗前 窗户 墙面 外墙 弄口 弄内 弄堂 楼上 楼下 对面 两边 一侧 一边 路边 里面 外面 旁边 中间 通道 过道 走道 出入口 投放点 "  # data
    "桌椅 桌子 椅子 凳子 货架 货物 花盆 自行车 电动车 汽车 三轮车 轮椅 担架 雨棚 遮阳伞 招牌 灯箱 招贴 广告 海报 横幅 喇叭 音箱 音响 音量 音乐 广播 声音 噪音 噪声 叫卖 吆喝 垃圾 垃圾桶 油烟 气味 排烟口 空调 灯光 摄像头 "  # data
    "排队 队伍 外摆 摆放 摆出 堆放 堆货 停放 停车 占用 占道 张贴 揭下 清空 清洗 清理 打扫 收起 收回 关掉 关闭 遮住 打开 开放 营业 打烊 送货 装卸 卸货 拍照 直播 引导 提醒 劝阻 通知 公示 公布 留出 让出 送到 放到 搬进 过夜 随手 "  # data
    "扰民 影响 干扰 安静 整洁 干净 安全 方便 及时 自觉 主动 轮流 共同 各自 自家 自备 自行 协商 调解 投诉 处理 整改 改正 罚款 赔偿 补偿 优惠 九折 折扣 回馈 凭卡 登记 "  # data
    "由 和 或者 并且 但是 如果 除了 包括 其余 其他 任何 所有 全部 部分 有关 相关 根据 按照 关于 为了 因为 所以 "  # data
).split()
"""Words that lanes write into their conventions; longer ones win. What is not here is compared character by character."""

_KNOWN = "|".join(sorted(map(re.escape, WORDS), key=len, reverse=True))
_COUNTED = "|".join(sorted(map(re.escape, MEASURES), key=len, reverse=True))
_TOKEN = re.compile(rf"[{NUMERAL}]+(?:[.,:：][{NUMERAL}]+)*(?:{_COUNTED})?|{_KNOWN}|[A-Za-z]+|.", re.DOTALL)
MOST = 80_000
"""Equal pairs up to which wordings are compared by words: «啊» 3,000 times against itself would hold up every screen."""


@dataclass(frozen=True)
class Amended:
    """The words that are talked about: `ops` in the shape of parts/law.html, empty when nothing changed; `against` says what they are compared with."""

    ops: tuple[tuple[str, str], ...]
    against: str


def amended(session: Session, clause: conventions.ClauseNow) -> Amended | None:
    """What the present wording changes: of the text in force where there is one, else of the wording before; nothing where there is neither."""
    held = histories.held_wording(session, conventions.clause(session, clause.id))
    if held:
        return Amended(marked(held[0].text, clause.text), "held")
    if clause.ops is None:
        return None
    return Amended(marked("".join(text for op, text in clause.ops if op != "ins"), clause.text), "last")


@lru_cache(maxsize=64)
def marked(old: str, new: str) -> tuple[tuple[str, str], ...]:
    """What changed between two wordings: (keep | del | ins, words), cut at words and at numbers with what they count.

    What is kept between two changes and is shorter than two characters counts as changed, unless it is punctuation.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    right = Counter(after)
    if sum(n * right[token] for token, n in Counter(before).items()) > MOST:
        return tuple(diff(old, new))
    runs: list[tuple[str, str]] = []
    gone = come = ""
    codes = difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for at, (op, a, b, c, d) in enumerate(codes):
        kept = "".join(before[a:b]) if op == "equal" else ""
        if op != "equal" or (0 < at < len(codes) - 1 and len(kept) == 1 and kept.isalnum()):
            gone, come = gone + "".join(before[a:b]), come + "".join(after[c:d])
            continue
        runs += [run for run in (("del", gone), ("ins", come), ("keep", kept)) if run[1]]
        gone = come = ""
    return (*runs, *(run for run in (("del", gone), ("ins", come)) if run[1]))
