"""Which grievances a clause answers: what somebody said, and the words that came of it."""
