"""The whole lane is asked, statement by statement: where both sides agree, where one objects, who is still missing; and what can be borne."""

from sqlmodel import Session

from council.db import reading
from council.grievances import reads as grievances
from council.mediation.cases import acts as casework
from council.mediation.cases.acts import Opening
from council.mediation.options import acts as weighing
from council.mediation.options import reads as weighed
from council.mediation.statements import acts as saying
from council.mediation.statements import reads as said
from seeds import texts
from seeds.teller import Teller

SECRETARY = "周敏"
TITLE = "排队与外摆，整条弄堂一起看"
SEEDS = {"resident": ["排队一律不许。", "门口留一条走得过轮椅的路。"], "merchant": ["店家派人管队伍。", "周末可以多摆两张桌子。"]}

ANSWERS = {
    # statement → (agree, disagree, hard to say) of the residents, of the shops
    "店家派人管队伍。": ((18, 2, 1), (9, 1, 0)),
    "门口留一条走得过轮椅的路。": ((20, 0, 1), (8, 1, 1)),
    "周末可以多摆两张桌子。": ((6, 7, 8), (7, 2, 1)),
    "排队一律不许。": ((15, 4, 2), (0, 10, 0)),
    "队伍靠店那一边排，不靠窗台。": ((14, 1, 0), (3, 0, 0)),
}
OPTIONS = ["店家派人管队伍，路让出一米五。", "周末分两段排，中间空出门口。"]
SHEETS = {"王阿婆": (2, 4, 9), "小李": (3, None, 8), "居8": (2, 3, 10), "老赵": (3, 5, 1), "阿May": (2, 6, 4)}


def voices(t: Teller) -> None:
    """A round on what the lane says to the queue: it runs, and each of the four states is in it."""
    with t.act(SECRETARY, after=900) as act:
        case = casework.open_case(act, Opening(TITLE, "lane", (_of(act.session, t),)))
        turn = saying.open_round(act, case.id or 0, SEEDS)
    with t.act("林老师", after=3000) as act:
        added = saying.propose(act, case.id or 0, "队伍靠店那一边排，不靠窗台。")
    with t.act("居52", after=300) as act:
        muddled = saying.propose(act, case.id or 0, "排队要管，路灯也要修。")
    with t.act(SECRETARY, after=600) as act:
        saying.admit(act, added.id or 0)
        saying.turn_down(act, muddled.id or 0, "two", "两件事分开写，路灯另外报。")
    with t.act("居52", after=900) as act:
        saying.appeal(act, muddled.id or 0, "两件事都在弄口。")
    _answers(t, turn.id or 0)
    with t.act("居19", after=600) as act:
        saying.propose(act, case.id or 0, "送货的车七点半以前走。")
    _options(t, case.id or 0)


def _answers(t: Teller, round_id: int) -> None:
    """People of both sides answer, the cast first."""
    with reading() as session:
        ids = {each.text: each.id for each in said.admitted(session, round_id)}
        may = said.roster(session, said.round_by_id(session, round_id).row)
    sides = [{t.person(who): who for who in (*cast, *t.sector(prefix)) if t.person(who) in may[side]}
             for side, prefix, cast in (("resident", "居", ("王阿婆", "小李")), ("merchant", "商", ("老赵", "阿May")))]
    for text, counts in ANSWERS.items():
        for persons, (agree, disagree, unsure) in zip(sides, counts, strict=True):
            stands = ["agree"] * agree + ["disagree"] * disagree + ["pass"] * unsure
            for who, stand in zip(persons.values(), stands, strict=False):
                with t.act(who, after=20) as act:
                    saying.answer(act, ids[text], stand)


def _options(t: Teller, case_id: int) -> None:
    """Two ways out beside leaving it as it is; a few have said what they can bear."""
    with t.act(SECRETARY, after=900) as act:
        row = weighing.put_up(act, case_id, OPTIONS)
        ids = [each.id or 0 for each in weighed.weighing(act.session, row.id or 0).options]
    for who, marks in SHEETS.items():
        with t.act(who, after=240) as act:
            weighing.give(act, row.id or 0, dict(zip(ids, marks, strict=True)))


def _of(session: Session, t: Teller) -> int:
    """The grievance about the queue."""
    happened = next(words[6] for words in texts.GRIEVANCES if words[1] == "queue")
    return next(seen.id for seen in grievances.visible(session, t.me(SECRETARY)) if seen.grievance.happened == happened)
