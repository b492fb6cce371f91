"""Rehearsals: a whole meeting with invented people on a stage of its own, which has a council, a roll and a log of its own."""
