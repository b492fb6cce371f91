"""Between complaint and vote: the shared goal both sides can accept."""
