"""Open meetings: calling, agenda, attendance, the speaker list, decisions."""
