"""A case: what gathers grievances and both sides of them, from opening to agreement."""
