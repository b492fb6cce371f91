"""The lane plan: its stretches from the mouth inwards, and the numbered doors on both sides."""

import re
from collections.abc import Iterable

from flask import Response, render_template, url_for
from pydantic import Field

from council.db import reading
from council.forms import Form, read_form
from council.people import acts, reads
from council.people.models import Council
from council.people.pages import bp
from council.people.reads import Me
from council.people.session import current, enter_council, must_hold
from council.record.acting import acting
from council.refusal import refuse
from council.words import _

MOST_DOORS = 400


class StretchForm(Form):
    """New stretches, from the mouth inwards."""

    segments: str = Field(min_length=1, max_length=400)
    says = {"segments": _("还没写弄堂分哪几段，例如“弄口段、中段、弄底段”。")}


class DoorsForm(Form):
    """The doors along one stretch."""

    segment_id: int
    homes: str = Field(default="", max_length=2000)
    shops: str = Field(default="", max_length=2000)
    says = {"segment_id": _("没有这一段弄堂。")}


@bp.get("/c/<slug>/lane")
def lane(slug: str) -> str:
    """The plan for everybody, the forms for the desk."""
    with reading() as session:
        council = enter_council(reads.council(session, slug))
        segments, doors = reads.segments(session, council.id or 0), reads.doors(session, council.id or 0)
    me = current()
    desk = me is not None and me.council_id == council.id and me.holds("secretary", "deputy")
    sides = {each.id: {side: [door.number for door in doors if door.segment_id == each.id and door.side == side] for side in ("home", "shop")}
             for each in segments}
    tiles = [(each.name, spans(sides[each.id]["home"] + sides[each.id]["shop"]), None, None) for each in segments]
    return render_template("people/lane.html", segments=segments, sides=sides, spans=spans, tiles=tiles, desk=desk, tab="now")


@bp.post("/c/<slug>/lane")
def add_stretches(slug: str) -> Response:
    """Add stretches."""
    _council, me = _desk(slug)
    form = read_form(StretchForm)
    refuse(None if split(form.segments) else StretchForm.says["segments"])
    with acting(me, once=form.once) as act:
        acts.draw_lane(act, [], split(form.segments))
        act.answer(to=url_for("people.lane", slug=slug))
    return act.response()


@bp.post("/c/<slug>/doors")
def number_doors(slug: str) -> Response:
    """Number the doors of one stretch."""
    _council, me = _desk(slug)
    form = read_form(DoorsForm)
    homes, shops = split(form.homes), split(form.shops)
    refuse(_("门牌太多了，一段最多四百个。") if len(homes) + len(shops) > MOST_DOORS else None)
    refuse(_("有门牌写得太长，二十个字以内就好。") if any(len(each) > 20 for each in homes + shops) else None)
    with acting(me, once=form.once) as act:
        acts.number_doors(act, form.segment_id, homes, shops)
        act.answer(to=url_for("people.lane", slug=slug))
    return act.response()


def split(text: str) -> list[str]:
    """Numbers separated in any way; "1-20" means all of them, and so does "商1-6"."""
    found: list[str] = []
    for part in re.split(r"[、,，;；\s]+", text):
        span = re.fullmatch(r"(\D{0,8}?)(\d{1,4})[-–—~至]\1?(\d{1,4})", part)
        if span and 0 <= int(span[3]) - int(span[2]) <= MOST_DOORS:
            found.extend(f"{span[1]}{number}" for number in range(int(span[2]), int(span[3]) + 1))
        elif part:
            found.append(part)
    return list(dict.fromkeys(found))


def spans(numbers: Iterable[str]) -> str:
    """The numbers in few words, as `split` reads them again: "1–16、商1–6"."""
    runs: list[tuple[str, int, int] | tuple[str, None, None]] = []
    for number in numbers:
        cut = re.fullmatch(r"(\D*)([1-9]\d{0,3})", number)
        last = runs[-1] if runs else ("", None, None)
        if cut is None:
            runs.append((number, None, None))
        elif last[2] is not None and last[0] == cut[1] and int(cut[2]) == last[2] + 1:
            runs[-1] = (cut[1], last[1], int(cut[2]))
        else:
            runs.append((cut[1], int(cut[2]), int(cut[2])))
    return "、".join(name if first is None else f"{name}{first}" if first == last else f"{name}{first}–{last}" for name, first, last in runs)


def _desk(slug: str) -> tuple[Council, Me]:
    with reading() as session:
        council = enter_council(reads.council(session, slug))
    return council, must_hold("secretary", "deputy", council_id=council.id)
