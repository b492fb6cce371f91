"""Several ways out, weighed by resistance: the best is the one that the most resistant side can bear best."""
