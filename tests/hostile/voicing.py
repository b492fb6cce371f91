"""A case on which a round of statements and a weighing run, for the hostile story: one statement in each state that somebody can act on."""

from typing import Any

from council.grievances import acts as grievances
from council.grievances.acts import Complaint
from council.mediation.cases import acts as casework
from council.mediation.options import acts as weighing
from council.mediation.options import reads as weighed
from council.mediation.statements import acts as saying
from council.mediation.statements import reads as said
from council.record.acting import acting

SEEDS = {"resident": ["夜里不卸货。", "门口不堆箱子。"], "merchant": ["白天可以停车。", "早上可以卸货。"]}
WRITTEN = {"waiting_said": "狗要拴绳。", "refused_said": "路灯要亮。", "appealed_said": "花盆收进去。"}


def voicing(story: Any) -> dict[str, int]:
    """Tell it with the roles of a story; returns the ids of what there then is."""
    desk, resident = story.me(story.roles.desk), story.me(story.roles.resident)
    with acting(resident) as act:
        about = [grievances.file(act, Complaint(f"卸货 {n}。", "", "早一点。", 3, "noise", "lane")).id or 0 for n in (1, 2)]
    with acting(desk) as act:
        case_id = casework.open_case(act, casework.Opening("卸货的时间", "lane", (about[0],))).id or 0
        quiet = casework.open_case(act, casework.Opening("还没有问过的事", "lane", (about[1],))).id or 0
        turn, row = saying.open_round(act, case_id, SEEDS).id or 0, weighing.put_up(act, case_id, ["七点以前卸完。"])
        ids = {"voiced": case_id, "quiet": quiet, "turn": turn, "weighing": row.id or 0, "statement": said.admitted(act.session, turn)[0].id,
               "option": weighed.weighing(act.session, row.id or 0).options[0].id or 0}
    with acting(resident) as act:
        ids |= {name: saying.propose(act, case_id, text).id or 0 for name, text in WRITTEN.items()}
    with acting(desk) as act:
        for name in ("refused_said", "appealed_said"):
            saying.turn_down(act, ids[name], "off", "说的是别的事。")
    with acting(resident) as act:
        saying.appeal(act, ids["appealed_said"])
    return ids
