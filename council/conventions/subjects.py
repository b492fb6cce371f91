"""Ten subjects that lanes like this one agree on, each with a wording to start from; the council makes it its own."""

from dataclasses import dataclass

from council.words import _


@dataclass(frozen=True)
class Subject:
    """A usual subject of a convention: title, a first wording, and why it is usually wanted."""

    code: str
    title: str
    text: str
    reason: str


SUBJECTS = (
    Subject("loudspeakers", _("音响与叫卖"),
            _("九时至二十一时，店内音响在门外一米处不超过六十分贝；其余时间门外听不见。不用喇叭叫卖。"),
            _("店里听得见，家里睡得着。")),
    Subject("rubbish", _("垃圾投放"),
            _("各店自备带盖的桶，当天清空，二十时三十分前送到弄口投放点，不放在门前和窗下。"),
            _("夏天垃圾过夜，窗子开不得。")),
    Subject("posters", _("招贴与广告"),
            _("招贴只贴在自家门面，不上住家的墙。活动结束当天揭下。"),
            _("住家的墙是住家的脸。")),
    Subject("lane", _("通道"),
            _("弄堂里任何时候留出一米五的通道，轮椅和担架随时能过。桌椅、货架、花盆不出门面。"),
            _("救护车进不来，担架要进得来。")),
    Subject("queues", _("排队"),
            _("店外排队不超过十人，由店家派人引导，队伍靠店一侧，不靠住家的门窗。"),
            _("客人有地方站，住家的门开得开。")),
    Subject("deliveries", _("送货与装卸"),
            _("送货在十时以前、十四时至十六时。货卸下就搬进店，不在弄堂里过夜。"),
            _("早晚是老人和小孩走路的时候。")),
    Subject("smoke", _("油烟与气味"),
            _("排烟口朝天不朝窗，每季清洗一次，清洗单贴在店门口。"),
            _("对面晾着衣服，楼上住着老人。")),
    Subject("lighting", _("夜间灯光"),
            _("二十二时以后，朝住家一面的灯关掉或遮住，留一盏照路。"),
            _("有人上夜班，也有人要早睡。")),
    Subject("privacy", _("拍照与隐私"),
            _("店家在门口提醒客人，不对着住家的门窗拍照。住家有事好好说，不泼水，不挂横幅。"),
            _("窗里是人家，不是风景。")),
    Subject("benefits", _("回馈居民"),
            _("弄内住户凭卡享九折。每年重阳，各店轮流请老人坐一坐。"),
            _("生意从弄堂来，也分一点给弄堂。")),
)


def subject(code: str) -> Subject | None:
    """The subject of that code, or None."""
    return next((each for each in SUBJECTS if each.code == code), None)
