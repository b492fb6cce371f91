"""Where people write on the floors of grievances, mediation and minutes: every door with a field for words, in an order in which all of them open."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from council.forms import Form
from tests.hostile.doors import DOORS, Door
from tests.hostile.stage import JSON, Watched

FLOORS = ("council.grievances", "council.mediation", "council.meetings.minutes")

ONCE_FIRST = ("grievances.write_anew", "likeness.join", "handling.desk.judge", "statements.desk.open_round", "statements.desk.turn_down",
              "statements.writing.appeal", "statements.desk.decide", "statements.writing.reword", "options.put_up",
              "grievances.rename_kind", "interests.compose", "minutes.object_to",
              "minutes.answer", "carrying.climb", "dossier.take", "cases.open_case")
MANY = ("grievances.file", "grievances.add", "grievances.answer", "grievances.join", "grievances.read_back", "grievances.send_for", "grievances.add_kind",
        "likeness.alike", "likeness.same", "clocks.promise", "mediation.note_goal", "mediation.stand", "talks.note",
        "interests.note", "terms.offer", "terms.state", "statements.writing.propose", "minutes.remark", "minutes.tasks.note")
ONCE_LAST = ("terms.sign", "cases.close_case", "handling.propose", "handling.desk.hand_over", "handling.desk.complete_receipt", "handling.desk.reopen",
             "handling.desk.move", "handling.contest")
"""Doors that close behind whoever goes through, those that may be gone through again and again, and those after which others are closed."""

NAMING = {"grievances.file": ("door", "building"), "grievances.file_quick": ("door",), "grievances.read_back": ("elder_name", "elder_door"),
          "grievances.send_for": ("elder_name", "elder_door"), "grievances.show_slip": ("slip",), "grievances.revoke_by_slip": ("slip",),
          "likeness.alike": ("door",), "likeness.same": ("door",), "likeness.join": ("door",)}
"""Fields that name something of the house: what is not there is refused, so each is written while the others are right."""

ELSEWHERE = {
    "handling.desk.hand_over": "/grievances/{spare}/hand-over", "handling.desk.complete_receipt": "/grievances/{spare}/receipt",
    "handling.desk.reopen": "/grievances/{spare}/reopen", "handling.desk.move": "/grievances/{about}/move",
    "handling.contest": "/grievances/{about}/contest", "carrying.climb": "/grievances/{queued}/climb",
    "statements.writing.appeal": "/statements/{waiting_said}/appeal", "likeness.join": "/grievances/{spare}/same/join"}
"""Where the story has to be further on than the door's own example."""

RIGHT: dict[str, dict[str, Any]] = {
    "handling.desk.hand_over": {"reference": ""}, "handling.desk.move": {"to": "refused"}, "cases.open_case": {"grievances": "{about}"}}
"""What these doors need beside the words."""


def floor_doors(app: Any) -> dict[str, Door]:
    """The doors of these floors, by endpoint."""
    return {name: door for name, door in DOORS.items() if app.view_functions[name].__module__.startswith(FLOORS)}


def words_of(name: str) -> list[str]:
    """The fields of a door in which people write freely."""
    return [key for key, each in DOORS[name].fields.items() if each.kind == "text" and key not in NAMING.get(name, ())]


def knock(stage: Watched, name: str, fields: dict[str, Any]) -> tuple[str | None, Any]:
    """One door with these fields in place of its own: who knocked, and the answer."""
    door, ids = DOORS[name], stage.ground.hy
    data: dict[str, Any] = {key.format(**ids): "" if key in NAMING.get(name, ()) and each.kind == "text" else each.valid.format(**ids)
                            for key, each in door.fields.items()}
    data |= {key: each.format(**ids) for key, each in RIGHT.get(name, {}).items()} | fields
    return door.by, stage.knock(door.by, ELSEWHERE.get(name, door.path).format(**ids), JSON, data=data)


def write(stage: Watched, texts: list[str], number: int = 0) -> Iterator[tuple[str, str, str | None, Any]]:
    """Every text through every door that may be gone through often, one of them through each of the others: (door, text, who, answer)."""
    many = len(texts)
    for at, name in enumerate(ONCE_FIRST):
        yield name, texts[(at + number) % many], *knock(stage, name, _all(name, texts[(at + number) % many]))
    for text in texts:
        for name in MANY:
            yield name, text, *knock(stage, name, _all(name, text))
    for at, (name, keys) in enumerate(NAMING.items()):
        for key in keys:
            yield name, texts[(at + number) % many], *knock(stage, name, {key: texts[(at + number) % many]})
    for at, name in enumerate(ONCE_LAST):
        yield name, texts[(at + number) % many], *knock(stage, name, _all(name, texts[(at + number) % many]))


def _all(name: str, text: str) -> dict[str, Any]:
    if name == "statements.desk.open_round":
        return {"resident": [text, "夜里轻一点。"], "merchant": ["白天可以卸货。", "早上也可以。"]} | {"premoderated": "yes"}
    return dict.fromkeys(words_of(name), text)


def form_fields(view: Any) -> set[str]:
    """The fields of the forms that a page names which hold plain strings."""
    named = [view.__globals__.get(word) for word in view.__code__.co_names]
    forms: list[type[BaseModel]] = [each for each in named if isinstance(each, type) and issubclass(each, Form) and each is not Form]
    return {key for form in forms for key, each in form.model_fields.items() if key not in ("once", "next") and "str" in str(each.annotation)}
