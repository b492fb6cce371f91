"""What becomes of a grievance: its states, the two keys that close it, triage, the secretary's board."""
