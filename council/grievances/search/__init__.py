"""Finding grievances again by words: what the lamp reaches, even by one character."""
