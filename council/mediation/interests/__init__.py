"""Positions and interests: what a side demands, why, what it could live with; what both sides share becomes the goal."""
