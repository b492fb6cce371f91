"""Whom to invite to the table: who demands most on each side and stretch, why, and what they answered."""
