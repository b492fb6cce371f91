"""HY lane up to tonight: from the first complaint to the vote that is open right now."""

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from council import clock
from council.config import from_env
from council.db import open_database
from council.people import acts as people
from council.people import rolls
from council.people.acts import Newcomer
from council.record.acting import Clock, acting
from seeds import before, talks, tonight, voices
from seeds.teller import Teller

ROLL = Path(__file__).with_name("roll.csv")
SEGMENTS = ["弄口段", "中一段", "中二段", "弄底段"]
BEGINS = 62.0
"""Days before tonight on which the council was founded."""


def plant(progress: Callable[[str], None] = lambda line: None) -> int:
    """Tell the whole story into an empty database; returns the id of HY lane's council."""
    now = clock.now() - timedelta(minutes=1)
    progress("议事会、弄堂、名册 / council, lane, roll")
    with clock.at(now - timedelta(days=BEGINS)):
        council_id = _found()
        _neighbours()
    teller = Teller(council_id, now)
    teller.start(days=BEGINS - 1)
    for word, chapter in CHAPTERS:
        progress(word)
        chapter(teller)
    return council_id


CHAPTERS: list[tuple[str, Callable[[Teller], None]]] = [
    ("大家说了什么 / what people said", before.complaints),
    ("第一次会，临时约定 / the first meeting", before.first_meeting),
    ("几个星期的巡逻 / weeks of patrols", before.patrols),
    ("两边坐下来谈 / both sides talk", talks.between),
    ("一句一句听 / statement by statement", voices.voices),
    ("共同目标，公约草案，今晚的议程 / a shared goal, a draft, tonight's agenda", before.preparation),
    ("今晚 / tonight", tonight.evening),
]


def _found() -> int:
    council = people.found_council("hy", "HY 弄议事会", "HY 居委会", demo=True)
    rows = rolls.parse(ROLL.read_bytes(), ROLL.name).rows
    with acting(Clock(council.id or 0)) as act:
        people.draw_lane(act, ["HY 弄"], SEGMENTS)
    with acting(Clock(council.id or 0)) as act:
        people.admit(act, [Newcomer(row.number, row.name, row.sector, row.door, row.shop, row.office, row.segment) for row in rows])
    return council.id or 0


def _neighbours() -> None:
    """The next council, from which the outsider looks over."""
    council = people.found_council("dx", "东兴里议事会", "东兴居委会", demo=True)
    with acting(Clock(council.id or 0)) as act:
        people.draw_lane(act, ["东兴里"], ["前弄", "后弄"])
        people.admit(act, [Newcomer("委1", "何书记", "committee", office="secretary"), Newcomer("居1", "钱先生", "resident", "1", segment="前弄", office="member")])


def main(argv: list[str]) -> int:
    """`python -m council seed`: tell the story into an empty installation."""
    from council.db import reading
    from council.migrate import migrate
    from council.people import reads

    if argv:
        print("用法：python -m council seed", file=sys.stderr)
        return 3
    open_database(from_env())
    migrate()
    with reading() as session:
        if reads.councils(session):
            print("这里已经有议事会，没有再放示范弄堂。请换一个空的数据文件夹。", file=sys.stderr)
            return 1
    plant(print)
    return 0
