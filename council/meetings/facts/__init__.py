"""What people are saying and what was found out: a claim as it was heard, what is known, what is not, and the entries that show it."""
