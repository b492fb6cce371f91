"""Which floors the house has, and where on them a room of some name is: on the floor itself or in a flat of it."""

import importlib
import pkgutil
from importlib.util import find_spec
from types import ModuleType

FLOORS = ("record", "people", "votes", "meetings", "grievances", "mediation", "conventions", "patrols", "story")


def rooms(name: str) -> list[ModuleType]:
    """Every module called `name`, floor by floor from below: `council.<floor>.<name>` and `council.<floor>.<flat>.<name>`."""
    return [importlib.import_module(f"{place}.{name}") for floor in FLOORS for place in _places(f"council.{floor}") if find_spec(f"{place}.{name}")]


def _places(floor: str) -> list[str]:
    inside = pkgutil.iter_modules(importlib.import_module(floor).__path__, f"{floor}.")
    return [floor, *sorted(found.name for found in inside if found.ispkg)]
