"""The top floor's pages: each screen stands in its own file and hangs its routes here."""

from flask import Blueprint

bp = Blueprint("story", __name__)

from council.story import before, calling, desk, evening, feeds, gallery, hall, home, meetings_list, my_words, press, projector  # noqa: E402, F401
