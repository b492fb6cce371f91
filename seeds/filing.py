"""Filing in the story: a shop answers, somebody writes for a neighbour, somebody cannot speak now, and people read."""

from council import clock
from council.grievances import acts as grievances
from council.grievances import helping, readers, telling
from council.grievances.acts import Complaint
from council.grievances.clocks import acts as clocks
from council.grievances.handling import acts as handling
from seeds.teller import Teller


def further(t: Teller, filed: dict[str, int]) -> None:
    """After the complaints of the first days. filed: who said something → its number."""
    queue = filed["王阿婆"]
    for who in ("周敏", "老赵", "林老师", "居24"):
        with clock.at(t.moment):
            readers.note_reading(queue, t.me(who))
    with t.act("老赵", after=600) as act:
        telling.answer(act, queue, "周末下午我们站一个人带队，队伍靠店一侧。人实在多的时候，请邻居喊一声，我们先让路。")
    with t.act("王阿婆", after=600) as act:
        telling.add(act, queue, "昨天有人带队，推得出来了。假日还要看。")
    with t.act("陈阿姨", after=600) as act:
        elder = t.me("居47")
        said = Complaint("楼道灯夜里不亮，上楼扶着墙走。", "去年摔过一次。", "换一个灯泡。", 4, "community", segment_id=t.places["中二段"], since="入冬以后", often="daily")
        lamp = helping.file_for(act, elder, said, read_back=True).id or 0
    with t.act("居41", after=600) as act:
        tapped = grievances.file(act, Complaint("", "", "", 0, "fire", segment_id=t.places["中二段"]))
    for number, how in ((lamp, "door"), (tapped.id or 0, "phone")):
        with t.act("周敏", after=900) as act:
            handling.move(act, number, "acknowledged")
            clocks.note_contact(act, number, "filer", how)
    with t.act("周敏", after=300) as act:
        handling.hand_over(act, lamp, handling.Receipt("物业", clock.local(t.moment).date(), "维修 47", "郑经理", "楼道灯归物业，已经报修。"))
    with t.act("周敏", after=60) as act:
        clocks.wait(act, tapped.id or 0, "filer")
