"""A promise looked after: rounds, what was seen, violations, putting right, disputes."""
