"""The convention: clauses, their texts, soundings, adoption, versions."""
