"""Speaking in the hall: the clock of a speech, pauses, questions to the speaker, points of order, the order of the list."""
