"""Forms and answers: input models apart from tables, a clear sentence for bad input, one answer as page or as JSON."""

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, ClassVar, TypeVar

from flask import Response, abort, flash, jsonify, redirect, request, url_for
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, field_validator

from council.paths import own_path
from council.text import MOST, clean, why_not_text
from council.words import Sentence, _

Input = TypeVar("Input", bound="Form")


LARGEST = 2**31 - 1
"""The largest id."""


def _as_a_calendar_says(value: object) -> object:
    if not isinstance(value, str) or len(value) != len("2026-11-22"):
        raise ValueError("null")
    return value


Day = Annotated[date, BeforeValidator(_as_a_calendar_says)]
"""A day as a calendar says it, 2026-11-22; a bare number is none."""


class OnceToken(str):
    """A form's single-use token that knows the digest of the form it came with."""

    body: str = ""


class BadForm(Exception):
    """The form cannot be read: `errors` says for each field what to write; `values` is what was written."""

    def __init__(self, errors: dict[str, str], values: dict[str, Any]) -> None:
        super().__init__("; ".join(errors.values()))
        self.errors, self.values = errors, values

    @property
    def sentence(self) -> str:
        return next(iter(self.errors.values()))

    def beside(self, *shown: str) -> None:
        """Go on to show the form again if each sentence has its place beside one of these fields; else, and for programs, raise it."""
        if wants_json() or not set(self.errors) <= set(shown):
            raise self


class Form(BaseModel):
    """Base of every input model. `says` maps a field to the sentence shown when it is missing or wrong."""

    model_config = ConfigDict(extra="ignore", str_strip_whitespace=True, validate_default=True, defer_build=True)
    says: ClassVar[dict[str, str]] = {}

    once: str = Field(default="", max_length=64, pattern=r"^[A-Za-z0-9_-]*$")

    @field_validator("*", mode="after")
    @classmethod
    def within_the_database(cls, value: Any) -> Any:
        """A number that no id can be: PostgreSQL would refuse it with an error of its own."""
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, int) and not isinstance(each, bool) and abs(each) > LARGEST:
                raise ValueError("null")
        return value

    @field_validator("*", mode="before")
    @classmethod
    def as_people_write(cls, value: Any) -> Any:
        """Text without hidden signs, of a length that somebody could have written. A zero byte is no text: PostgreSQL refuses it."""
        if isinstance(value, list):
            return [cls.as_people_write(each) for each in value]
        if not isinstance(value, str):
            return value
        if "\x00" in value:
            raise ValueError("null")
        if len(value) > 4 * MOST:
            raise ValueError(str(why_not_text(value)))
        return clean(value)


class PressForm(Form):
    """A press, and where it leads back to: a path of this house, or nothing."""

    next: str = ""

    @field_validator("next")
    @classmethod
    def of_this_house(cls, value: str) -> str:
        """Another site is no way back: no page of ours writes such a form."""
        if value and not own_path(value):
            raise ValueError("null")
        return value


def once_token() -> str:
    """A fresh token for one form."""
    return secrets.token_urlsafe(18)


def read_form(model: type[Input]) -> Input:
    """The request's form (or JSON object) as `model`; raises BadForm with a sentence for every field that is wrong."""
    given = _given()
    lists = {name for name, field in model.model_fields.items() if "list" in str(field.annotation)}
    values = {name: (request.form.getlist(name) if name in lists and request.form else given[name]) for name in given}
    try:
        form = model.model_validate(values)
    except ValidationError as wrong:
        raise BadForm(_sentences(model, wrong), {name: _written(value) for name, value in values.items()}) from wrong
    token = OnceToken(form.once)
    token.body = digest({**given, "path": request.path})
    form.__dict__["once"] = token
    return form


def _given() -> dict[str, Any]:
    if not request.is_json:
        return dict(request.form.items())
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None
    if not isinstance(body, dict):
        raise BadForm({"": _("这不是一张表。")}, {})
    return body


def _written(value: Any) -> Any:
    """What was written, so that the form can show it again."""
    if isinstance(value, list):
        return [_written(each) for each in value]
    return clean(str(value))[:MOST] if isinstance(value, (str, int)) else ""


def _sentences(model: type[Form], wrong: ValidationError) -> dict[str, str]:
    said: dict[str, str] = {}
    for error in wrong.errors():
        name = str(error["loc"][0]) if error["loc"] else ""
        said.setdefault(name, _sentence(model, name, error))
    return said


def _sentence(model: type[Form], name: str, error: Any) -> str:
    kind = error["type"]
    if kind == "string_too_long":
        return Sentence(_("写得太长了，请留在 {n} 个字以内。"), n=error["ctx"]["max_length"])
    if kind == "value_error" and error["msg"] != "Value error, null":
        return str(error["msg"]).removeprefix("Value error, ")
    return model.says.get(name) or _("这一格没有看懂，请再写一次。")


def wants_json() -> bool:
    """True when the asker prefers JSON to a page."""
    best = request.accept_mimetypes.best_match(["text/html", "application/json"], default="text/html")
    return best == "application/json"


def respond(answer: dict[str, Any]) -> Response:
    """The answer to an act: JSON for programs, a redirect for people."""
    said = answer.get("said")
    if wants_json():
        if said and "X-Stay" not in request.headers:
            flash(said)
        return jsonify({"ok": True, **answer})
    flash(said or Sentence(_("已记录，第 {n} 号。"), n=f"{answer.get('entry', 0):,}"))
    return redirect(answer.get("to") or url_for("story.home"), 303)  # type: ignore[return-value]


def refused(sentence: str, status: int, **more: Any) -> Response:
    """The JSON answer of a refusal."""
    response = jsonify({"ok": False, "reason": sentence, **more})
    response.status_code = status
    return response


def one_of(value: str, allowed: tuple[str, ...]) -> str:
    """The value if it is allowed; otherwise a plain 404, for values that only a hand-made address can carry."""
    return value if value in allowed else abort(404)


def digest(fields: Mapping[str, Any]) -> str:
    """A short digest of a form, without the parts that change by themselves."""
    kept = sorted((name, str(value)) for name, value in fields.items() if name not in ("csrf_token", "once"))
    return hashlib.sha256(json.dumps(kept, ensure_ascii=False).encode("utf-8", "surrogatepass")).hexdigest()[:32]
