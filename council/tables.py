"""Every table of the house, so that migrations and tests see them all."""

import importlib
import importlib.util

FLOORS = ("record", "people", "votes", "meetings", "grievances", "mediation", "conventions", "patrols")

for floor in FLOORS:
    if importlib.util.find_spec(f"council.{floor}.models"):
        importlib.import_module(f"council.{floor}.models")
if importlib.util.find_spec("council.photos"):
    importlib.import_module("council.photos")
