"""What the hostile tests find on the floor of a meeting: a point of order, a written statement, somebody in the hall without a hand up."""

from typing import Any

from council.db import reading
from council.meetings import reads as meetings
from council.meetings.speaking import acts as speaking
from council.meetings.written import acts as written
from council.record.acting import acting


def floored(story: Any) -> dict[str, int]:
    """Tell it; returns the ids."""
    meeting_id, item_id = story.ids["meeting"], story.ids["item"]
    resident, merchant = story.me(story.roles.resident), story.me(story.roles.merchant)
    with acting(merchant) as act:
        point = speaking.raise_point(act, meeting_id)
    with acting(resident) as act:
        paper = written.hand_in(act, meeting_id, written.Words(item_id, "请给轮椅留一条路。", "named", True))
    with reading() as session:
        assert meetings.hand_of(session, meeting_id, merchant.id) is None
    return {"point": point.id or 0, "paper": paper.id or 0, "shopkeeper": merchant.id}
