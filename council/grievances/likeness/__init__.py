"""Somebody has said this already: which grievances are like the one being written."""
