"""A case about the queue, told through the acts: two grievances, both sides, the secretary between them."""

from typing import Any

from sqlmodel import SQLModel, select

from council.db import keeping, reading
from council.grievances import acts as grievances
from council.grievances.acts import Complaint
from council.mediation.cases import acts as casework
from council.mediation.cases.acts import Opening
from council.mediation.talks import acts as talking
from council.mediation.talks.acts import Saying
from council.people import reads as people
from tests.conftest import Lane

TITLE = "排队与外摆"
ICE, COFFEE = "冷街冰淇淋", "梅咖啡"
JSON = {"Accept": "application/json"}
TABLES = ("case", "casegrievance", "caseparty", "caseoutcome", "talkline", "talkcrossing", "talkreading", "interestline", "interestmark", "goalinterest",
          "sharedgoal", "goalstand", "invitation", "invitationanswer", "offer", "fact", "facttick", "agreement", "agendaitem", "step")


def shop(lane: Lane, name: str) -> int:
    """The id of a shop."""
    with reading() as session:
        return next(each.id or 0 for each in people.shops(session, lane.council_id) if each.name == name)


def complain(lane: Lane, who: str, *, circle: str = "party", about: str = ICE, category: str = "queue", impact: int = 4) -> int:
    """Somebody files a grievance about a shop."""
    with lane.act(who) as act:
        return grievances.file(act, Complaint(f"{who}说：周末排队排到我家门口", "出不了门", "门口留条路", impact, category, circle,
                                              shops=(shop(lane, about),))).id or 0


def opened(lane: Lane, *about: int, circle: str = "parties") -> int:
    """The secretary opens a case; about nothing else, it is about 王阿婆's queue at 冷街冰淇淋."""
    about = about or (complain(lane, "王阿婆"),)
    with lane.act("周敏") as act:
        return casework.open_case(act, Opening(TITLE, circle, about)).id or 0


def say(lane: Lane, who: str, case: int, text: str, mark: str = "secretary", speaker: str = "") -> int:
    """A line in private."""
    with keeping() as session:
        return talking.note_line(session, lane.me(who), case, Saying(text, mark, lane.people[speaker] if speaker else None)).id or 0


def everything(lane: Lane) -> tuple[int, dict[str, list[Any]]]:
    """The size of the log and every row of mediation: a refusal must leave them as they were."""
    with reading() as session:
        return lane.size(), {name: sorted(repr(tuple(row)) for row in session.connection().execute(select(SQLModel.metadata.tables[name])))
                             for name in TABLES}


def kinds(lane: Lane, since: int) -> list[tuple[str, str, Any]]:
    """Kind, actor and body of the entries from a number on."""
    return [(leaf["kind"], leaf["actor"], leaf["body"]) for leaf in lane.leaves(since)]
