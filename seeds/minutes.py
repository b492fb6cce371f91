"""The minutes of the first meeting: who does what, an objection and its answer, final by the clock."""

from datetime import timedelta

from council import clock
from council.db import reading
from council.meetings.minutes import acts, reads
from council.meetings.minutes.acts import Task
from council.record.acting import Clock, acting
from seeds.teller import Teller

SECRETARY = "周敏"


def first(t: Teller, meeting_id: int, item_ids: list[int]) -> None:
    """On the evening itself and on the next day."""
    soon, later = (clock.local(moment).date() for moment in (t.moment + timedelta(days=10), t.tonight + timedelta(days=6)))
    with t.act(SECRETARY, after=120) as act:
        bins = acts.note_decision(act, meeting_id, Task(item_ids[0], "垃圾桶都加上盖子", "sector:merchant", soon))
        acts.note_decision(act, meeting_id, Task(item_ids[-1], "画出一米五的通道线，弄口立一块牌子", "office:property", later))
    with t.act(SECRETARY, after=600) as act:
        acts.remark(act, meeting_id, "当晚停过电，大约十分钟，那时没有在议事。")
    with t.act(SECRETARY, after=300) as act:
        acts.publish(act, meeting_id)
    with t.act("王阿婆", after=3600) as act:
        objection = acts.object_to(act, meeting_id, "我那天也说了店里的音乐，不光是喇叭。").id or 0
    with t.act(SECRETARY, after=36000) as act:
        acts.answer(act, objection, True, "发言里说的是音乐和喇叭，两样都有。条文照表决的文字。")
        acts.tick_decision(act, bins.id or 0)


def final(t: Teller) -> None:
    """What the clock does once the days for objections are over."""
    with reading() as session:
        ripe = reads.overdue(session, t.moment)
    for council_id, meeting_id in ripe:
        t.moment += timedelta(seconds=1)
        with clock.at(t.moment), acting(Clock(council_id)) as act:
            acts.finalise(act, meeting_id)
