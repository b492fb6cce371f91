"""What the tests of statements and options begin with: a case of the whole lane or of its parties, and a round on it."""

from council.db import reading
from council.grievances import acts as grievances
from council.grievances.acts import Complaint
from council.mediation.cases import acts as cases
from council.mediation.statements import acts, reads
from council.people import reads as people
from tests.conftest import Lane

SEEDS = {"resident": ["晚上九点以后不放音响。", "门口留一条走得过轮椅的路。"], "merchant": ["店家派人管队伍。", "周末可以多摆两张桌子。"]}
HOME = ("王阿婆", "陈阿姨", "小李", "林老师", "小顾")
SHOPS = ("老赵", "阿May", "孙老板")


def case_on(lane: Lane, circle: str = "lane") -> int:
    """A case about 王阿婆's grievance against 老赵's shop."""
    with reading() as session:
        shop = next(each.id or 0 for each in people.shops(session, lane.council_id) if each.name == "冷街冰淇淋")
    with lane.act("王阿婆") as act:
        about = grievances.file(act, Complaint("周末排队排到我家门口", "出不了门", "门口留条路", 4, "queue", circle, shops=(shop,))).id or 0
    with lane.act("周敏") as act:
        return cases.open_case(act, cases.Opening("排队与外摆", circle, (about,))).id or 0


def round_on(lane: Lane, circle: str = "lane", premoderated: bool = True) -> tuple[int, int, list[int]]:
    """A case, the round on it, and its four seeds."""
    case_id = case_on(lane, circle)
    with lane.act("周敏") as act:
        turn = acts.open_round(act, case_id, SEEDS, premoderated).id or 0
    with reading() as session:
        return case_id, turn, [each.id for each in reads.all_said(session, turn)]


def say(lane: Lane, name: str, case_id: int, text: str) -> int:
    """Somebody adds a statement."""
    with lane.act(name) as act:
        return acts.propose(act, case_id, text).id or 0


def give(lane: Lane, statement_id: int, **stands: str) -> None:
    """People answer: give(lane, 3, 老赵="agree")."""
    for name, stand in stands.items():
        with lane.act(name) as act:
            acts.answer(act, statement_id, stand)


def state(statement_id: int) -> str:
    """How a statement stands."""
    with reading() as session:
        return reads.statement(session, statement_id).state
