"""What the hostile tests find of the press: rules for the gallery of the next meeting, a fact sheet, a question at the desk."""

from typing import Any

from council.meetings.facts import acts as facts
from council.meetings.facts.acts import Finding
from council.meetings.gallery import acts as gallery
from council.meetings.gallery.reads import Rule
from council.record.acting import acting


def rumours(story: Any) -> dict[str, int]:
    """Tell it; returns the ids."""
    with acting(story.me(story.roles.desk)) as act:
        gallery.set_rule(act, story.ids["called"], Rule("consented", 0, "居委会办公室"))
        sheet = facts.publish(act, Finding("弄堂要把店全赶走", "还没有查到。"))
    with acting(story.me(story.roles.resident)) as act:
        asked = facts.ask(act, "听说垃圾房要搬")
    return {"sheet": sheet.id or 0, "asked": asked.id or 0}
