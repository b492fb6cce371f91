"""The top floor's pages: each screen stands in its own file and hangs its routes here."""

from flask import Blueprint

bp = Blueprint("story", __name__)

from council.story import calling, desk, evening, gallery, hall, home, meetings_list, my_words, projector  # noqa: E402, F401
