"""Between the two sides: a case about the queue, what each said in private, which line crossed, what both share, the goal."""

from datetime import timedelta

from sqlmodel import Session

from council import clock
from council.db import keeping, reading
from council.grievances import reads as grievances
from council.mediation import acts as mediation
from council.mediation.cases import acts as casework
from council.mediation.cases import reads as cases
from council.mediation.cases.acts import Opening
from council.mediation.interests import acts as interests
from council.mediation.interests import reads as needs
from council.mediation.inviting import acts as inviting
from council.mediation.inviting import reads as invitations
from council.mediation.talks import acts as talking
from council.mediation.talks.acts import Saying
from council.mediation.terms import acts as terms
from council.people import reads as people
from seeds import texts
from seeds.teller import Teller

SECRETARY = "周敏"
TITLE = "排队与外摆"

PRIVATE = [
    # who, what, mark, whether they let it cross
    ("王阿婆", "那天我腿是软的，怕他们看见我哭。", "secretary", False),
    ("王阿婆", "不是要他们关门，是要有一条路。", "tell", True),
    ("老赵", "十个人以内我认。房租压着，再少就做不下去。", "tell", True),
    ("老赵", "去年我爹也是坐轮椅的。", "publish", False),
]

LINES = [
    # who, kind, line, who else says "mine too"
    ("王阿婆", "demand", "店外一个人都不许排。", ()),
    ("王阿婆", "concern", "担架和轮椅随时能过。", ("小李", "老赵", "阿May")),
    ("小李", "concern", "早上能睡到中午，不被音响吵醒。", ("王阿婆",)),
    ("王阿婆", "tolerable", "留一条一米五的路，队伍靠店那一边。", ("老赵",)),
    ("王阿婆", "evidence", "9 月 14 日，担架在弄口等了四分钟。", ()),
    ("老赵", "demand", "排队不该管。", ()),
    ("老赵", "concern", "周末两天做出一周的房租。", ("阿May",)),
    ("阿May", "concern", "客人有地方站，不靠人家窗台。", ("老赵", "小李")),
    ("老赵", "tolerable", "自己派人引导队伍。", ("王阿婆", "阿May")),
]

GOAL = "生意照做，路让得开，救命的时候不耽搁。"


def between(t: Teller) -> None:
    """The weeks of talking with both sides, up to one sentence that both accept."""
    t.go(days=5)
    with t.act(SECRETARY) as act:
        about = [_of(act.session, t, words[6]) for words in texts.GRIEVANCES if words[0] in ("王阿婆", "小李")]
        case = casework.open_case(act, Opening(TITLE, "parties", tuple(about)))
        casework.ask_in(act, case.id or 0, t.person("陈阿姨"))
    case_id = case.id or 0
    _talk(t, case_id)
    t.go(days=4)
    for who, kind, text, others in LINES:
        with t.act(who, after=200) as act:
            line = interests.note(act, case_id, kind, text)
        for other in others:
            with t.act(other, after=90) as act:
                interests.mark(act, line.id or 0)
    t.go(days=3)
    _table(t, case_id)
    with t.act(SECRETARY, after=900) as act:
        shared = [each.id for each in needs.candidates(needs.interests(act.session, case_id))]
        goal = interests.compose_goal(act, case_id, GOAL, shared[:2])
    for who in ("王阿婆", "小李", "老赵", "阿May"):
        with t.act(who, after=500) as act:
            mediation.stand_by_goal(act, goal.id or 0, who != "小李", "早上的音响还没有说到。" if who == "小李" else "")
    with t.act("小李", after=1500) as act:
        mediation.stand_by_goal(act, goal.id or 0, True)
    _invite(t, case_id)


def _talk(t: Teller, case_id: int) -> None:
    """Lines in private; the secretary reads them, two cross by their speakers' own tap, and one is noted at the kitchen table."""
    crossing = []
    for who, text, mark, crosses in PRIVATE:
        t.moment += timedelta(minutes=12)
        with clock.at(t.moment), keeping() as session:
            line = talking.note_line(session, t.me(who), case_id, Saying(text, mark))
        crossing += [(who, line.id or 0)] if crosses else []
    with clock.at(t.moment), keeping() as session:
        talking.note_line(session, t.me(SECRETARY), case_id, Saying("只要星期六清静，星期天我让。", speaker_id=t.person("小李")))
        talking.read_lines(session, t.me(SECRETARY), [line_id for _who, line_id in crossing], "secretary")
    for who, line_id in crossing:
        with t.act(who, after=1200) as act:
            talking.cross(act, line_id, "party")
    with clock.at(t.moment), keeping() as session:
        talking.read_lines(session, t.me("老赵"), [crossing[0][1]], "merchant")


def _table(t: Teller, case_id: int) -> None:
    """One fact that both sides tick, one offer of each."""
    with t.act("老赵", after=600) as act:
        fact = terms.state(act, case_id, "弄口最窄的地方 2.4 米。")
    with t.act("王阿婆", after=600) as act:
        terms.tick(act, fact.id or 0)
    for who, text in (("老赵", "周末派一个人管队伍。"), ("王阿婆", "有事先打店里电话，不再拉横幅。")):
        with t.act(who, after=300) as act:
            terms.offer(act, case_id, text)


def _invite(t: Teller, case_id: int) -> None:
    """The first of each side that the rule proposes is invited; one says yes."""
    with t.act(SECRETARY, after=600) as act:
        found = invitations.proposals(act.session, cases.case(act.session, case_id, act.me), act.me)
        chosen = [next(each.demand for each, _name in found if each.demand.sector == side) for side in ("resident", "merchant")]
        rows = [inviting.invite(act, case_id, each.person, each.grievance) for each in chosen]
    with reading() as session:
        names = people.names(session, {row.person_id for row in rows})
    with t.act(names[rows[0].person_id], after=900) as act:
        inviting.answer(act, rows[0].id or 0, True)


def _of(session: Session, t: Teller, happened: str) -> int:
    """The grievance that begins with these words."""
    return next(seen.id for seen in grievances.visible(session, t.me(SECRETARY)) if seen.grievance.happened == happened)
