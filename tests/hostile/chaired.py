"""What the chair has put on the screens, for the hostile story: a word to the room."""

from typing import Any

from council.meetings.chairing import acts as chairing
from council.record.acting import acting


def chaired(story: Any) -> dict[str, int]:
    """Tell it; returns the ids."""
    with acting(story.me(story.roles.desk)) as act:
        return {"word": chairing.say_to_room(act, story.ids["meeting"], "手机请调静音。").id or 0}
