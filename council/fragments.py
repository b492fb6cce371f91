"""Pieces of a page that are the same for everybody: rendered without request, session or `me`, once for all who look."""
