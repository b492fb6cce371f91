"""Who was spoken with, which days were promised, whose answer is waited for, and one promise that was not kept."""

from datetime import timedelta

from council import clock
from council.db import reading
from council.grievances.clocks import acts as clocks
from council.grievances.clocks import reads
from council.record.acting import Clock, acting
from seeds import texts
from seeds.teller import Teller

SECRETARY = "周敏"
SPOKEN = (("王阿婆", "door"), ("小李", "phone"), ("林老师", "door"), ("老赵", "desk"), ("居19", "phone"), ("居52", "phone"))
PROMISED = (("王阿婆", 45, "开会的时候当面谈。"), ("小李", 44, "两家坐下来谈一次。"), ("林老师", 40, "店里立牌子。"), ("老赵", 47, ""), ("居19", 40, ""), ("居52", 50, ""))
WAITING = (("王阿婆", "party"), ("林老师", "party"), ("老赵", "party"))


def spoken(t: Teller) -> None:
    """The secretary speaks with those who said something, and promises them a day."""
    for who, how in SPOKEN:
        with t.act(SECRETARY, after=240) as act:
            clocks.note_contact(act, _number(who), "filer", how)
    for who, days, words in PROMISED:
        with t.act(SECRETARY, after=60) as act:
            clocks.promise(act, _number(who), t.evening(days), words)
    for who, whom in WAITING:
        with t.act(SECRETARY, after=60) as act:
            clocks.wait(act, _number(who), whom)


def late(t: Teller) -> None:
    """The shift driver has waited too long: it climbs by itself, and everybody can see it. The latest complaints get a call."""
    t.moment += timedelta(seconds=20)
    with clock.at(t.moment), acting(Clock(t.council_id)) as act:
        clocks.strike(act, _number("小李"))
    with reading() as session:
        latest = reads.open_ids(session, t.council_id)[-len(texts.LOUD):]
    for number in latest:
        with t.act(SECRETARY, after=200) as act:
            clocks.note_contact(act, number, "filer", "phone")
    with t.act(SECRETARY, after=200) as act:
        clocks.promise(act, _number("王阿婆"), t.evening(-3), "今晚议完，三天里告诉您怎么做。")


def _number(who: str) -> int:
    return 1 + [author for author, *_rest in texts.GRIEVANCES].index(who)
