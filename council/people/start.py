"""The first council of an empty installation: one link, one form, and its secretary is in."""

import re
import secrets
from pathlib import Path

from flask import Response, current_app, render_template, request, url_for
from pydantic import Field, ValidationInfo, field_validator

from council import i18n
from council.config import Config
from council.db import reading
from council.forms import BadForm, Form, read_form, respond
from council.people import acts, reads
from council.people.acts import Newcomer
from council.people.doorway import place
from council.people.pages import bp
from council.people.rules import STAGE_SLUG
from council.people.session import sign_in as hand_over
from council.record.acting import Act
from council.refusal import Absent, Refusal
from council.words import _


class StartForm(Form):
    """What it takes to found a council."""

    name: str = Field(min_length=2, max_length=40)
    slug: str = Field(min_length=2, max_length=20, pattern=r"^[a-z][a-z0-9-]*$")
    committee: str = Field(default="", max_length=40)
    compounds: str = Field(min_length=1, max_length=200)
    segments: str = Field(default="", max_length=400)
    secretary: str = Field(min_length=1, max_length=20)
    says = {
        "name": _("还没写议事会的名字，例如“HY 弄议事会”。"),
        "slug": _("网址里的短名用小写字母开头，两个到二十个字母或数字，例如 hy。"),
        "compounds": _("还没写是哪条弄堂或哪个小区。两个就用顿号隔开。"),
        "secretary": _("还没写书记的姓名。"),
    }

    @field_validator("slug")
    @classmethod
    def not_of_a_stage(cls, value: str) -> str:
        """Rehearsals have addresses of their own."""
        if value.startswith(STAGE_SLUG):
            raise ValueError(cls.says["slug"])
        return value

    @field_validator("compounds", "segments")
    @classmethod
    def split_by_any_comma(cls, value: str, field: ValidationInfo) -> str:
        """People separate names in many ways; a compound there must be."""
        names = "、".join(part.strip() for part in re.split(r"[、,，;；\n]+", value) if part.strip())
        if not names and field.field_name == "compounds":
            raise ValueError(cls.says["compounds"])
        return names


@bp.get("/start/<token>")
def start(token: str) -> str:
    """The founding form."""
    _open(token)
    return render_template("people/start.html", token=token, values={}, errors={})


@bp.post("/start/<token>")
def found(token: str) -> Response | tuple[str, int]:
    """Found the council, draw its lane, admit its secretary, sign them in and use the link up."""
    config = _open(token)
    try:
        form = read_form(StartForm)
    except BadForm as bad:
        bad.beside("committee", "segments", *StartForm.says)
        errors = {name: i18n.say(why) for name, why in bad.errors.items()}
        return render_template("people/start.html", token=token, values=bad.values, errors=errors), 422
    used = _take(place(config))
    try:
        person_id = _found(form)
    except BaseException:
        used.rename(place(config))
        raise
    used.unlink()
    response = respond({"to": url_for("story.council_home", slug=form.slug), "said": i18n.say(_("议事会建好了，您是书记。下面一步一步来。"))})
    return hand_over(response, person_id, request.user_agent.string, config.secure_cookies, password_ok=True)


def _found(form: StartForm) -> int:
    with reading() as session:
        if any(each.slug == form.slug for each in reads.councils(session)):
            raise Refusal(_("这个短名已经有议事会在用。请换一个。"))
    def with_lane_and_secretary(act: Act) -> None:
        acts.draw_lane(act, form.compounds.split("、"), filter(None, form.segments.split("、")))
        acts.admit(act, [Newcomer("书记", form.secretary, "committee", office="secretary")])

    council = acts.found_council(form.slug, form.name, form.committee, then=with_lane_and_secretary)
    with reading() as session:
        return reads.holders(session, council.id or 0, "secretary")[0].id or 0


def _open(token: str) -> Config:
    config: Config = current_app.config["COUNCIL"]
    try:
        kept = place(config).read_text().strip()
    except FileNotFoundError:
        raise Absent from None
    if not secrets.compare_digest(kept.encode(), token.encode("utf-8", "surrogatepass")):
        raise Absent
    return config


def _take(kept: Path) -> Path:
    """Take the link away while its council is being founded: of two taps one finds it."""
    try:
        return kept.rename(kept.with_suffix(f".{secrets.token_hex(4)}"))
    except FileNotFoundError:
        raise Absent from None
