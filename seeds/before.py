"""The weeks before tonight: complaints, the first meeting with its interim agreement, patrols, a shared goal, a draft."""

import io
from dataclasses import replace
from datetime import timedelta

from PIL import Image, ImageDraw
from sqlmodel import select

from council.conventions import acts as conventions
from council.db import reading
from council.grievances import acts as grievances
from council.grievances.models import Grievance
from council.mediation import acts as mediation
from council.meetings import acts as meetings
from council.meetings import reads as meeting_reads
from council.meetings.acts import Calling, Item
from council.patrols import acts as patrol
from council.patrols import reads as patrol_reads
from council.photos import reencode
from council.votes import acts as votes
from seeds import filing, handling, kin, minutes, promises, texts
from seeds.teller import Teller

SECRETARY, VOLUNTEER = "周敏", "小顾"


def complaints(t: Teller) -> None:
    """Ten grievances, neighbours who join, and what became of them."""
    filed: dict[str, int] = {}
    for day, (who, category, impact, circle, place, shop, happened, hurt, ask, joined) in enumerate(texts.GRIEVANCES):
        t.go(days=60 - day * 0.7)
        with t.act(who) as act:
            about = (t.shops[shop] or 0,) if shop else ()
            row = grievances.file(act, grievances.Complaint(happened, hurt, ask, impact, category, circle, t.places[place], "", about))
        filed[who] = row.id or 0
        for neighbour in joined:
            with t.act(neighbour, after=900) as act:
                grievances.join(act, row.id or 0, "我家也一样。", max(1, impact - 1))
    handling.what_became(t, filed)
    promises.spoken(t)
    with t.act("居33", after=600) as act:
        grievances.withdraw(act, filed["居33"])
    filing.further(t, filed)


def first_meeting(t: Teller) -> None:
    """The earlier meeting: two interim clauses, voted by both sides, in force since."""
    t.go(days=50)
    with t.act(SECRETARY) as act:
        meeting = meetings.call_meeting(act, Calling("第 1 次开门议事", "弄口活动室", t.evening(47), "open"))
        convention = conventions.draft(act, "弄堂临时约定")
        clauses = [conventions.add_clause(act, convention.id or 0, text) for text in texts.INTERIM]
        items = [meetings.add_item(act, meeting.id or 0, Item(text.title, "clause", clause.topic, 20))
                 for text, clause in zip(texts.INTERIM, clauses, strict=True)]
    t.go(days=47)
    with t.act(SECRETARY) as act:
        meetings.open_meeting(act, meeting.id or 0)
    arrive(t, meeting.id or 0, residents=40, merchants=19)
    for item, clause, no in zip(items, clauses, ((3, 2), (5, 4)), strict=True):
        discuss(t, meeting.id or 0, item.id or 0, ("王阿婆", "老赵"))
        decide(t, meeting.id or 0, clause.id or 0, no)
    with t.act(SECRETARY, after=300) as act:
        meetings.close_item(act, items[-1].id or 0, "两条都通过，先试行，秋天再议成正式的公约。")
        conventions.adopt(act, convention.id or 0, f"meeting:{meeting.id}")
    with t.act(SECRETARY) as act:
        meetings.close_meeting(act, meeting.id or 0)
    minutes.first(t, meeting.id or 0, [item.id or 0 for item in items])
    handling.proposals(t)


def patrols(t: Teller) -> None:
    """Some weeks of rounds: mostly kept, three breaches put right, one that is disputed."""
    with reading() as session:
        rubbish, noise = (promise.clause_id for promise in patrol_reads.clauses(session, t.council_id))
    breaches = {2: (rubbish, "青叶花店"), 6: (noise, "梅咖啡"), 11: (rubbish, "孙记生煎"), 17: (noise, "冷街冰淇淋")}
    for visit in range(19):
        t.go(days=45 - visit * 2.2)
        minutes.final(t)
        if visit == 3:
            handling.silence(t)
        clause, shop = breaches.get(visit, (0, ""))
        seen = {rubbish: "kept", noise: "unseen" if visit % 5 == 4 else "kept"} | ({clause: "broken"} if clause else {})
        with t.act(VOLUNTEER) as act:
            walk = patrol.log_round(act, patrol.Walk(seen, t.places["弄口段"]))
        if clause:
            _breach(t, patrol.Breach(clause, t.shops[shop], t.places["弄口段"], walk.id, reminded=True, on_the_spot=visit in (2, 11)), shop)


def _breach(t: Teller, breach: patrol.Breach, shop: str) -> None:
    contested = shop == "冷街冰淇淋"
    if contested:
        breach = replace(breach, note="门口的音响开着，站在对面听得见。", photos=[reencode(_picture())])
    with t.act(VOLUNTEER, after=120) as act:
        row = patrol.log_violation(act, breach)
    if shop == "梅咖啡":
        with t.act("阿May", after=4000) as act:
            patrol.put_right(act, row.id or 0)
    if contested:
        with t.act("老赵", after=3000) as act:
            patrol.dispute(act, row.id or 0, "那天的音响是隔壁新店试机，不是我们的。隔壁可以作证。")


def preparation(t: Teller) -> None:
    """A shared goal, the draft of the convention, tonight's meeting with its agenda."""
    handling.lately(t)
    promises.late(t)
    kin.cameras(t)
    t.go(days=2.5)
    with t.act(SECRETARY) as act:
        goal = mediation.note_goal(act, texts.GOAL)
    for who in ("王阿婆", "小李", "居8", "居21", "居35", "阿May", "孙老板", "商11", "商20"):
        with t.act(who, after=600) as act:
            mediation.stand_by_goal(act, goal.id or 0, who != "居35")
    with t.act(SECRETARY, after=600) as act:
        draft = conventions.draft(act, "商居管理弄堂公约")
        clauses = [conventions.add_clause(act, draft.id or 0, text) for text in texts.CONVENTION]
    with t.act(SECRETARY, after=900) as act:
        meeting = meetings.call_meeting(act, Calling("第 2 次开门议事", "弄口活动室", t.tonight - timedelta(minutes=70), "open"))
        meetings.add_item(act, meeting.id or 0, Item("临时约定守得怎样", "report", "", 10))
        for clause, text in zip(clauses, texts.CONVENTION, strict=True):
            meetings.add_item(act, meeting.id or 0, Item(text.title, "clause", clause.topic, 15))
        meetings.take_up(act, meeting.id or 0, [row.id or 0 for row in meeting_reads.inbox(act.session, act.council_id)])
        first = min(row.id or 0 for row in act.session.exec(select(Grievance).where(Grievance.council_id == act.council_id)))
        meetings.add_item(act, meeting.id or 0, Item("门口留一条轮椅能过的路", "grievance", f"grievance:{first}", 10))


def arrive(t: Teller, meeting_id: int, residents: int, merchants: int) -> None:
    """People check in: the cast, then so many of each side; police, property and secretary are there."""
    crowd = [SECRETARY, "吴警官", "郑经理", *t.sector("居")[:residents], *t.sector("商")[:merchants]]
    for who in crowd:
        with t.act(who, after=5) as act:
            meetings.check_in(act, meeting_id)


def discuss(t: Teller, meeting_id: int, item_id: int, speakers: tuple[str, ...]) -> None:
    """An item is opened and both sides speak to it."""
    with t.act(SECRETARY) as act:
        meetings.open_item(act, item_id)
    for n, who in enumerate(speakers):
        with t.act(who, after=20) as act:
            hand = meetings.raise_hand(act, meeting_id, "against" if n % 2 else "for")
        with t.act(SECRETARY, after=10) as act:
            meetings.call_speaker(act, hand.id or 0)
        with t.act(SECRETARY, after=75 + 25 * n) as act:
            meetings.end_speech(act, meeting_id)


def decide(t: Teller, meeting_id: int, clause_id: int, against: tuple[int, int], absent: int = 0) -> None:
    """A clause is put to the vote, both sides cast, the vote is closed. against: how many residents and shops are not for it."""
    with t.act(SECRETARY, after=30) as act:
        vote = conventions.put_to_vote(act, clause_id, f"meeting:{meeting_id}")
    cast(t, vote.id or 0, 40 - absent, against[0], "居")
    cast(t, vote.id or 0, 18 - absent, against[1], "商")
    with t.act(SECRETARY, after=20) as act:
        votes.close_vote(act, vote.id or 0)


def cast(t: Teller, vote_id: int, many: int, against: int, side: str, *, spare: tuple[str, ...] = ()) -> None:
    """So many of one side vote; the first of them against, the last two abstain when there are more than twenty. spare: who waits."""
    voters = [who for who in t.sector(side) if t.entries[who] not in {t.person(name) for name in spare}][:many]
    for n, who in enumerate(voters):
        choice = "against" if n < against else "abstain" if many > 20 and n >= many - 2 else "for"
        with t.act(who, after=1) as act:
            votes.cast(act, vote_id, choice)


def _picture() -> bytes:
    """A drawn stand-in for a photo: a lane, a shop front, a loudspeaker at its door."""
    image = Image.new("RGB", (1200, 800), "#cfc9bd")
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 560, 1200, 800), fill="#8f8a80")
    pen.rectangle((620, 160, 1150, 560), fill="#2c5566")
    pen.rectangle((680, 240, 1090, 560), fill="#dce8ec")
    pen.rectangle((540, 440, 610, 570), fill="#23292b")
    pen.ellipse((552, 460, 598, 506), fill="#737b7e")
    out = io.BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
