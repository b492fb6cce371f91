"""A case with one of everything between two sides, for the hostile story: both sides know it, each has said something in private."""

from typing import Any

from council.db import keeping, reading
from council.grievances import acts as grievances
from council.grievances.acts import Complaint
from council.mediation.cases import acts as casework
from council.mediation.interests import acts as interests
from council.mediation.inviting import acts as inviting
from council.mediation.talks import acts as talking
from council.mediation.terms import acts as terms
from council.people import reads as people
from council.record.acting import acting


def between(story: Any) -> dict[str, int]:
    """Tell it with the roles of a story; returns the ids of what there then is."""
    desk, resident, merchant = (story.me(name) for name in (story.roles.desk, story.roles.resident, story.roles.merchant))
    shops = (story.ids["shop"],)
    ids = {"mediator": _mediator(story)}
    with acting(resident) as act:
        for name in ("queued", "with_it", "spare"):
            ids[name] = grievances.file(act, Complaint(f"门口排队 {name}。", "", "留路。", 3, "queue", "lane", shops=shops)).id or 0
    with acting(desk) as act:
        ids["case"] = casework.open_case(act, casework.Opening("门口的路", "lane", (ids["queued"], ids["with_it"]))).id or 0
        ids["invitation"] = inviting.invite(act, ids["case"], merchant.id, ids["queued"]).id or 0
    with keeping() as session:
        for name, mark in (("line", "publish"), ("other_line", "secretary")):
            ids[name] = talking.note_line(session, resident, ids["case"], talking.Saying("只跟您说。", mark)).id or 0
    with acting(resident) as act:
        ids["interest"] = interests.note(act, ids["case"], "concern", "轮椅要能过。").id or 0
        ids["shared"] = interests.note(act, ids["case"], "concern", "夜里睡得着。").id or 0
        ids["fact"], ids["offer"] = terms.state(act, ids["case"], "弄口宽两米四。").id or 0, terms.offer(act, ids["case"], "先打电话。").id or 0
    with acting(merchant) as act:
        interests.mark(act, ids["shared"])
    return ids


def _mediator(story: Any) -> int:
    with reading() as session:
        held = people.holders(session, story.council_id, "lane_head")
    return held[0].id or 0 if held else story.people[story.roles.absent]
