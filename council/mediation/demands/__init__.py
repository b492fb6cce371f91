"""Whom to invite to an open meeting: those who have most at stake in the grievances that wait."""
