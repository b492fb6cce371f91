"""Pieces of a page that are the same for everybody: rendered without request, session or `me`, once for all who look."""

from typing import Any

from flask import Flask
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from council import i18n

PERSONAL = ("me", "request", "session", "g", "csrf_token", "get_flashed_messages", "once_token", "config", "unread")
"""Names that a page knows and a live part must not: using one is an error, not an empty place."""

_house: dict[str, Any] = {}


def dress(app: Flask) -> None:
    """Use this app's templates, filters and macros from now on."""
    _house.clear()
    _house["app"] = app


def fragment(template: str, **facts: Any) -> Markup:
    """Render a part's template from these facts alone, in the language that is being spoken."""
    if "bare" not in _house:
        _house["bare"] = _bare(_house["app"])
    return Markup(_house["bare"].get_template(template).render(lang=i18n.lang(), **facts))  # noqa: S704 - autoescaped


def _bare(app: Flask) -> Environment:
    page, links = app.jinja_env, app.url_map.bind("")
    bare = Environment(loader=page.loader, autoescape=True, undefined=page.undefined, trim_blocks=page.trim_blocks,
                       lstrip_blocks=page.lstrip_blocks, auto_reload=page.auto_reload)
    i18n.dress(bare)
    bare.filters, bare.tests = page.filters, page.tests
    bare.globals.update({name: value for name, value in page.globals.items() if name not in PERSONAL})
    bare.globals.update({name: StrictUndefined(f"a live part is the same for everybody: it may not ask for {name}", name=name) for name in PERSONAL})
    bare.globals["url_for"] = lambda endpoint, **values: links.build(endpoint, values)
    return bare
