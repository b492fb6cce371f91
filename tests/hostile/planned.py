"""The next meeting of a council in the making: an item to move, one that waits, one that was dropped, one that was declined."""

from typing import TYPE_CHECKING

from council.meetings import acts as meetings
from council.meetings.acts import Item
from council.meetings.planning import items
from council.record.acting import acting

if TYPE_CHECKING:
    from tests.hostile.story import Story


def planned(story: "Story") -> dict[str, int]:
    """Told by the desk; returns the ids."""
    me, called = story.me(story.roles.desk), story.ids["called"]
    with acting(me) as act:
        movable, returned, dropped, declined = (meetings.add_item(act, called, Item(title)).id or 0 for title in ("先后", "下次", "不议", "不上会"))
    with acting(me) as act:
        items.return_item(act, returned)
        items.return_item(act, declined)
    with acting(me) as act:
        items.drop_item(act, dropped, "下个月再说")
        items.decline_item(act, declined, "当面说好了")
    return {"movable": movable, "returned": returned, "dropped": dropped, "declined": declined}
