"""Two languages: Chinese is what the code and the templates say, English comes from the catalogue; dates and numbers in both."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

from babel.dates import format_date
from babel.numbers import format_decimal
from babel.support import NullTranslations, Translations
from flask import Blueprint, Flask, Response, has_request_context, redirect, request
from flask_babel import Babel, get_locale
from jinja2 import Environment

from council.clock import local, now
from council.paths import own_path
from council.refusal import Absent
from council.words import Sentence

ROOT = Path(__file__).resolve().parent.parent
CATALOGUES = ROOT / "translations"
LOCALES = {"zh-Hans": "zh_Hans_CN", "en": "en_GB"}
"""What a page's `lang` says, and the locale of its dates and numbers."""

COOKIE = "lang"
YEAR = 365 * 86400

bp = Blueprint("i18n", __name__)
_spoken: ContextVar[str | None] = ContextVar("spoken", default=None)


def init(app: Flask) -> None:
    """Put the languages on the app: locale of a request, `_` and the ways to say things in its templates, /lang/<code>."""
    Babel(app, default_locale=LOCALES["zh-Hans"], default_timezone="Asia/Shanghai", locale_selector=lambda: LOCALES[_wished()],
          default_translation_directories=str(CATALOGUES))
    dress(app.jinja_env)
    app.register_blueprint(bp)

    @app.after_request
    def vary(response: Response) -> Response:
        if response.mimetype == "text/html":
            response.vary.update(("Accept-Language", "Cookie"))
        return response


def dress(environment: Environment) -> None:
    """Teach a Jinja environment, with or without requests, to speak: `_`, `say`, `day`, `clock_time`, `when`, `number`, `iso`."""
    if "jinja2.ext.InternationalizationExtension" not in environment.extensions:
        environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_callables(gettext, ngettext, newstyle=True)  # type: ignore[attr-defined]
    ways = {"say": say, "day": day, "clock_time": clock_time, "when": when, "number": number, "iso": iso}
    environment.filters.update(ways)
    environment.globals.update(ways)


def lang() -> str:
    """The language being spoken: "zh-Hans" or "en"."""
    spoken = _spoken.get()
    if spoken is None and has_request_context():
        locale = get_locale()
        spoken = "en" if locale and locale.language == "en" else "zh-Hans"
    return spoken or "zh-Hans"


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Say what follows in this language, whoever asked: live parts are made once for each."""
    token = _spoken.set("en" if language.startswith("en") else "zh-Hans")
    try:
        yield
    finally:
        _spoken.reset(token)


def gettext(sentence: str) -> str:
    """A Chinese sentence in the language being spoken; itself where the catalogue has none."""
    return _catalogue(lang()).gettext(sentence) if sentence else ""


def ngettext(one: str, many: str, n: int) -> str:
    """The same with a number: English tells one from many."""
    return _catalogue(lang()).ngettext(one, many, n)


def say(sentence: Any) -> str:
    """A sentence of the rules in the language being spoken: the pattern is translated, then its values are filled in."""
    if not isinstance(sentence, Sentence):
        return gettext(str(sentence)) if sentence is not None else ""
    values = {name: say(value) if isinstance(value, str) else value for name, value in sentence.values.items()}
    return gettext(sentence.pattern).format(**values)


def day(moment: datetime | date | str, weekday: bool = False, year: bool | None = None) -> str:
    """“11 月 21 日”, “21 November”; with the year when it is not this one, or when asked."""
    then = _there(moment)
    dated = then.year != local(now()).year if year is None else year
    if lang() == "en":
        return format_date(then, ("EEEE " if weekday else "") + "d MMMM" + (" y" if dated else ""), LOCALES["en"])
    return format_date(then, ("y 年 " if dated else "") + "M 月 d 日" + ("，EEEE" if weekday else ""), LOCALES["zh-Hans"])  # data


def clock_time(moment: datetime | str, seconds: bool = False) -> str:
    """“20:41”, or “20:41:07”, on Shanghai's clock."""
    return _there(moment).strftime("%H:%M:%S" if seconds else "%H:%M")


def when(moment: datetime | str) -> str:
    """“11 月 21 日 20:41”, “21 November, 20:41”."""
    return f"{day(moment)}{', ' if lang() == 'en' else ' '}{clock_time(moment)}"


def iso(moment: datetime | date | str) -> str:
    """The moment for machines, as `<time datetime>` wants it."""
    return moment.isoformat() if type(moment) is date else _there(moment).isoformat(timespec="seconds")


def number(n: float) -> str:
    """“1,287”."""
    return format_decimal(n, locale=LOCALES[lang()])


@bp.get("/lang/<code>")
def choose(code: str) -> Any:
    """Read in another language from now on, and go back to where one was."""
    chosen = {"zh": "zh-Hans", "zh-Hans": "zh-Hans", "en": "en"}.get(code)
    if chosen is None:
        raise Absent
    answer = redirect(own_path(request.args.get("next", "")) or "/", 303)
    answer.set_cookie(COOKIE, chosen, max_age=YEAR, samesite="Lax", path="/")
    return answer


def _wished() -> str:
    """English for whoever chose it, or whose browser knows English and no Chinese."""
    chosen = request.cookies.get(COOKIE)
    if chosen in LOCALES:
        return chosen
    known = [code.lower() for code, quality in request.accept_languages if quality > 0]
    return "en" if any(code.startswith("en") for code in known) and not any(code.startswith("zh") for code in known) else "zh-Hans"


def _there(moment: datetime | date | str) -> datetime:
    if isinstance(moment, str):
        moment = datetime.fromisoformat(moment)
    return local(moment) if isinstance(moment, datetime) else datetime(moment.year, moment.month, moment.day)  # noqa: DTZ001


@cache
def _catalogue(language: str) -> NullTranslations:
    return Translations.load(CATALOGUES, ["en"]) if language == "en" else NullTranslations()


if __name__ == "__main__":
    from council.catalogue import main

    main()
