"""Tonight: the meeting is open, two clauses are settled, the third is being voted on."""

from council.conventions import acts as conventions
from council.db import reading
from council.meetings import acts as meetings
from council.meetings import reads as meeting_reads
from seeds import texts
from seeds.before import SECRETARY, arrive, cast, decide, discuss
from seeds.teller import Teller

STILL_TO_VOTE = ("王阿婆", "小李", "林老师", "陈阿姨", "小顾", "老赵", "阿May", "孙老板")
"""The cast has not voted yet, so that whoever enters as one of them can."""


def evening(t: Teller) -> None:
    """From the opening to the vote on the third clause, which stays open."""
    with reading() as session:
        meeting = meeting_reads.next_meeting(session, t.council_id)
        if meeting is None:
            raise LookupError("no meeting has been called")
        items = meeting_reads.items(session, meeting.id or 0)
    t.go(minutes=72)
    arrive(t, meeting.id or 0, residents=51, merchants=22)
    with t.act(SECRETARY) as act:
        meetings.open_meeting(act, meeting.id or 0)
    discuss(t, meeting.id or 0, items[0].id or 0, ("陈阿姨", "阿May"))
    with t.act(SECRETARY, after=60) as act:
        meetings.close_item(act, items[0].id or 0, "走了十九趟，违约四次，三次当天改好，一次有异议，今晚议。")
    for item, against in ((items[1], (3, 2)), (items[2], (4, 3))):
        discuss(t, meeting.id or 0, item.id or 0, ("林老师", "孙老板"))
        decide(t, meeting.id or 0, int(item.about.split(":")[1]), against)
    queueing(t, meeting.id or 0, items[3].id or 0, int(items[3].about.split(":")[1]))


def queueing(t: Teller, meeting_id: int, item_id: int, clause_id: int) -> None:
    """The clause everybody came for: spoken to, sounded, reworded, and now being voted on."""
    t.go(minutes=22)
    venue = f"meeting:{meeting_id}"
    discuss(t, meeting_id, item_id, ("王阿婆", "老赵", "小李"))
    with t.act(SECRETARY) as act:
        sounding = conventions.open_sounding(act, clause_id, venue)
    for who, stand, why in (
        ("王阿婆", "agree", "有路走就行。"), ("老赵", "object", "六个人太少，周末站不下。"), ("阿May", "live", "桌椅平时能放就好。"),
        ("居9", "agree", ""), ("居13", "live", ""), ("居20", "agree", ""), ("孙老板", "object", "早上就要超过六个。"), ("商1", "object", ""), ("商7", "live", ""),
    ):
        with t.act(who, after=9) as act:
            conventions.answer_sounding(act, sounding.id or 0, stand, why)
    with t.act(SECRETARY, after=30) as act:
        conventions.close_sounding(act, sounding.id or 0)
        conventions.reword(act, clause_id, texts.QUEUE_REWORDED, venue)
    for who, stand in (("林老师", "for"), ("阿May", "for")):
        with t.act(who, after=15) as act:
            meetings.raise_hand(act, meeting_id, stand)
    t.go(minutes=4)
    with t.act(SECRETARY) as act:
        vote = conventions.put_to_vote(act, clause_id, venue)
    cast(t, vote.id or 0, 37, 4, "居", spare=STILL_TO_VOTE)
    cast(t, vote.id or 0, 14, 3, "商", spare=STILL_TO_VOTE)
