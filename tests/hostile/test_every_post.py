"""Every POST of the house under hostile hands: a sentence or a lawful act, never a fault of ours, never a half-done thing."""

from collections.abc import Iterator
from typing import Any

import pytest

from tests.hostile import attacks
from tests.hostile.attacks import Attack
from tests.hostile.doors import DOORS, Door, Field
from tests.hostile.stage import HTML, JSON, Stage, Watched, dump, reason

CAST = ("周敏", "王阿婆", "老赵", "小顾", "钱先生", "何书记", None)
OUTSIDERS = ("钱先生", "何书记", None)


def filled(door: Door, ids: dict[str, int], others: dict[str, int]) -> dict[str, Field]:
    """The form's fields with the story's ids in them, and the next council's."""
    return {name.format(**ids): Field(each.kind, each.valid.format(**ids), each.needed, each.valid.format(**others) if "{" in each.valid else "")
            for name, each in door.fields.items()}


def places(stage: Watched, door: Door, who: str | None = None) -> dict[str, int]:
    """The ids of the lane, and the device of whoever asks."""
    return stage.ground.hy | {"device": stage.ground.devices[door.by or who or "王阿婆"]}


def test_no_door_is_left_out(stage: Watched) -> None:
    there = {rule.endpoint for rule in stage.app.url_map.iter_rules() if "POST" in (rule.methods or ())}
    assert there == set(DOORS)


def judge(stage: Watched, door: Door, what: str, answer: Any, refused: bool | None) -> None:
    """What every answer must be."""
    went = answer.status_code < 400
    moved = [] if went else stage.moved()
    if answer.status_code >= 500:
        stage.faults.append(f"{what}: {answer.status_code}")
    elif went and refused:
        stage.faults.append(f"{what}: went through with {answer.status_code}")
    elif not went and moved:
        stage.faults.append(f"{what}: refused with {answer.status_code}, but moved {moved}")
    elif not went and not reason(answer):
        stage.faults.append(f"{what}: refused with {answer.status_code} without a sentence")
    elif went and any(sign in stage.news() for sign in attacks.BIDI):
        stage.faults.append(f"{what}: hidden signs in the record")
    stage.restore()


def hostile(stage: Watched, door: Door) -> Iterator[tuple[str | None, str, Attack]]:
    """Every attack on one door: (who, path, attack)."""
    ids = places(stage, door)
    fields, path = filled(door, ids, stage.ground.dx), door.path.format(**ids)
    good = {"data": {name: each.valid for name, each in fields.items()}}
    for attack in (*attacks.on_fields(fields), *attacks.on_the_form(door, fields)):
        yield door.by, path, attack
    for word, there in attacks.on_the_path(door.path, ids, stage.ground.dx | {"device": stage.ground.devices["钱先生"]}):
        for name in {door.by, "周敏"}:
            yield name, there, Attack(word, good, True)
    for name in CAST:
        yield name, path, Attack("nothing at all", {}, name not in door.may or None)
        yield name, path, Attack("what would be right", good, name not in door.may or None)


@pytest.mark.parametrize("endpoint", DOORS)
def test_every_answer_is_a_sentence_or_a_lawful_act(stage: Watched, endpoint: str) -> None:
    door = DOORS[endpoint]
    for number, (name, path, attack) in enumerate(hostile(stage, door)):
        answer = stage.knock(name, path, HTML if number % 3 == 0 else JSON, **attack.request)
        judge(stage, door, f"{name} {path[:60]} {attack.name}", answer, attack.refused)
    assert stage.faults == []
    assert stage.knocks > 25


def test_commas_alone_are_no_stretches(stage: Watched) -> None:
    answer = stage.knock("周敏", "/c/hy/lane", data={"segments": "、，；"})
    assert answer.status_code == 409 and "分哪几段" in reason(answer) and stage.moved() == []


@pytest.mark.parametrize("endpoint", [name for name, door in DOORS.items() if door.ready])
def test_the_right_hand_goes_through_the_same_door(stage: Watched, endpoint: str) -> None:
    door = DOORS[endpoint]
    ids = places(stage, door)
    answer = stage.knock(door.by, door.path.format(**ids), data={name: each.valid for name, each in filled(door, ids, stage.ground.dx).items()})
    assert answer.status_code < 400, answer.get_data(as_text=True)


ON_POSTGRES = ("null", "bidi", "negative", "zero", "past 31 bits", "past 63 bits", "infinity", "quote", "spaces", "invalid UTF-8", "JSON surrogate",
               "JSON a large number", "next council", "fields beside")


@pytest.mark.slow
@pytest.mark.pg
def test_postgres_refuses_with_a_sentence_too(stage_postgres: Stage) -> None:
    stage, before, faults = stage_postgres, dump(), []
    for door in DOORS.values():
        ids = stage.ground.hy | {"device": stage.ground.devices[door.by or "王阿婆"]}
        fields = filled(door, ids, stage.ground.dx)
        good = {"data": {name: each.valid for name, each in fields.items()}}
        sent = [(door.path.format(**ids), attack) for attack in (*attacks.on_fields(fields), *attacks.on_the_form(door, fields))
                if attack.refused and attack.name.endswith(ON_POSTGRES)]
        sent += [(path, Attack(word, good, True)) for word, path in attacks.on_the_path(door.path, ids, stage.ground.dx | {"device": 10**6})]
        for path, attack in sent:
            answer = stage.knock(door.by, path, **attack.request)
            if not (400 <= answer.status_code < 500 and reason(answer)):
                faults.append((door.by, path[:60], attack.name, answer.status_code))
    assert faults == []
    assert dump() == before
    assert stage.knocks > 500
