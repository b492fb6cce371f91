"""The demo village: one cast, one story, told only through acts."""
