"""The roll on the secretary's desk: read a file, look at what would change, confirm; export; make cards."""

import json
from dataclasses import asdict

from flask import Response, render_template, request, url_for
from sqlmodel import Session

from council import clock, live, qr
from council.db import keeping, reading
from council.forms import Form, read_form, respond
from council.i18n import say
from council.paths import whole
from council.people import acts, codes, enrolment, reads, rolls, sheets
from council.people.acts import Newcomer
from council.people.models import Council, RollDraft
from council.people.pages import bp
from council.people.reads import Me
from council.people.rolls import Row
from council.people.rules import OFFICES
from council.people.session import end_devices, enter_council, must_hold
from council.record.acting import acting
from council.refusal import Absent, Refusal, refuse
from council.words import Sentence, _

HEAVIEST = 5 * 1024 * 1024


class DraftForm(Form):
    """Which read file is confirmed."""

    draft: int
    says = {"draft": _("没有可以确认的名册。请重新选文件。")}


class CardsForm(Form):
    """For whom cards are made: all who have never come in, everybody, or those ticked."""

    who: str = "new"
    person: list[int] = []


class OfficeForm(Form):
    """An office to give, or with `end` to end."""

    office: str
    end: bool = False
    says = {"office": _("还没选职务。")}


class SameForm(Form):
    """Two entries that are one person."""

    first: str
    second: str
    says = {"first": _("还没写第一个编号。"), "second": _("还没写第二个编号。")}


@bp.get("/c/<slug>/roll")
def roll(slug: str) -> str:
    """The roll, with what can be done about it."""
    council, _me = _desk(slug)
    with reading() as session:
        entries = reads.roll(session, council.id or 0)
        inside = reads.signed_in(session, council.id or 0)
        offices = {person.id: reads.offices(session, person.id or 0) for _entry, person, _home, _door in entries}
    return render_template("people/roll.html", entries=entries, inside=inside, offices=offices, tab="me",
                           office_words=[(code, say(word)) for code, word in OFFICES.items()])


@bp.post("/c/<slug>/roll/preview")
def preview(slug: str) -> str:
    """Read a file and show every bad line with its reason and what would change. Nothing is imported."""
    council, me = _desk(slug)
    sent = request.files.get("file")
    if sent is None or not sent.filename:
        raise Refusal(_("还没选文件。请选 CSV 或 XLSX 的名册。"), 422)
    sheet = rolls.parse(sent.read(HEAVIEST + 1), sent.filename)
    with reading() as session:
        plan = rolls.compare(sheet.rows, _rows(session, council.id or 0))
    draft = None
    if plan.added or plan.changed:
        with keeping() as session:
            draft = RollDraft(council_id=council.id or 0, person_id=me.id, at=clock.now(),
                              rows=json.dumps([asdict(row) for row in sheet.rows], ensure_ascii=False))
            session.add(draft)
    return render_template("people/roll_preview.html", sheet=sheet, plan=plan, draft=draft.id if draft else None, columns=rolls.COLUMNS, tab="me")


@bp.post("/c/<slug>/roll/import")
def import_roll(slug: str) -> Response:
    """Import what the preview showed, compared once more with the roll as it is now."""
    council, me = _desk(slug)
    form = read_form(DraftForm)
    with acting(me, once=form.once) as act:
        draft = act.own(act.session.get(RollDraft, form.draft))
        plan = rolls.compare([Row(**row) for row in json.loads(draft.rows)], _rows(act.session, council.id or 0))
        wanted = [_newcomer(row) for row in (*plan.added, *(change.after for change in plan.changed))]
        refuse(None if wanted else _("名册已经是这个样子，没有要改的。"))
        done = acts.admit(act, wanted)
        said = Sentence(_("名册导好了：新加 {added} 人，改了 {changed} 人。"), **done)
        act.answer(to=url_for("people.roll", slug=slug), said=say(said), **done)
    with keeping() as session:
        if used := session.get(RollDraft, form.draft):
            session.delete(used)
    return act.response()


@bp.get("/c/<slug>/roll.<kind>")
def export(slug: str, kind: str) -> Response:
    """The roll as CSV or XLSX; no cell of it can act as a formula."""
    council, _me = _desk(slug)
    with reading() as session:
        table = rolls.table(_rows(session, council.id or 0))
    if kind == "csv":
        answer = Response(sheets.to_csv(table), mimetype="text/csv; charset=utf-8")
    elif kind == "xlsx":
        answer = Response(sheets.to_xlsx(table, say(_("名册"))), mimetype="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")
    else:
        raise Absent
    answer.headers["Content-Disposition"] = f"attachment; filename={slug}-roll.{kind}"
    return answer


@bp.post("/c/<slug>/cards")
def cards(slug: str) -> str:
    """Make fresh cards and show them for printing; the codes are seen only now."""
    council, me = _desk(slug)
    form = read_form(CardsForm)
    with reading() as session:
        entries = reads.roll(session, council.id or 0)
        inside = reads.signed_in(session, council.id or 0)
    refuse(None if set(form.person) <= {person.id for _entry, person, *_rest in entries} else _("名册上没有这个人。请重新打开名册再选。"))
    wanted = [each for each in entries if form.who == "all" or each[1].id in form.person or (form.who == "new" and each[1].id not in inside)]
    if wanted:
        with acting(me) as act:
            acts.note_cards(act, list(dict.fromkeys(person.name for _entry, person, _home, _door in wanted)))
    with keeping() as session:
        made = enrolment.issue(session, council.id or 0, dict.fromkeys(person.id or 0 for _entry, person, _home, _door in wanted))
    address = whole()
    slips = [(entry, person, home, door, codes.grouped(made[person.id or 0]),
              qr.svg(f"{address}/enter/{made[person.id or 0]}", say(_("请柬的二维码")))) for entry, person, home, door in wanted]
    return render_template("people/cards.html", slips=slips, address=address, expires=clock.now() + enrolment.LASTS)


@bp.post("/c/<slug>/people/<int:person_id>/card/revoke")
def revoke_card(slug: str, person_id: int) -> Response:
    """Make a person's open cards void and sign all their devices out: a phone was lost."""
    council, _me = _desk(slug)
    read_form(Form)
    with reading() as session:
        who = reads.me(session, person_id)
    if who is None or who.council_id != council.id:
        raise Absent
    with keeping() as session:
        enrolment.revoke(session, person_id)
        end_devices(session, person_id)
    return respond({"to": url_for("people.roll", slug=slug), "said": say(_("旧卡作废了，设备都退出了。可以再打一张新卡。"))})


@bp.post("/c/<slug>/people/<int:person_id>/office")
def office(slug: str, person_id: int) -> Response:
    """Give an office, or end one."""
    _council, me = _desk(slug)
    form = read_form(OfficeForm)
    with acting(me, once=form.once) as act:
        (acts.dismiss if form.end else acts.appoint)(act, person_id, form.office)
        act.answer(to=url_for("people.roll", slug=slug))
    live.recheck()
    return act.response()


@bp.post("/c/<slug>/roll/<int:entry_id>/leave")
def leave_roll(slug: str, entry_id: int) -> Response:
    """End a roll entry: somebody has left the lane."""
    _council, me = _desk(slug)
    form = read_form(Form)
    with acting(me, once=form.once) as act:
        acts.leave_roll(act, entry_id)
        act.answer(to=url_for("people.roll", slug=slug))
    live.recheck()
    return act.response()


@bp.post("/c/<slug>/roll/same-person")
def same_person(slug: str) -> Response:
    """Say that two entries are one person, who then votes in one capacity at a time."""
    _council, me = _desk(slug)
    form = read_form(SameForm)
    with acting(me, once=form.once) as act:
        acts.same_person(act, form.first, form.second)
        act.answer(to=url_for("people.roll", slug=slug))
    return act.response()


def _newcomer(row: Row) -> Newcomer:
    return Newcomer(row.number, row.name, row.sector, row.door, row.shop, row.office, row.segment)


def _desk(slug: str) -> tuple[Council, Me]:
    with reading() as session:
        council = enter_council(reads.council(session, slug))
    return council, must_hold("secretary", "deputy", council_id=council.id)


def _rows(session: Session, council_id: int) -> list[Row]:
    stretches = {each.id: each.name for each in reads.segments(session, council_id)}
    rows = []
    for entry, person, home, door in reads.roll(session, council_id):
        held = sorted(reads.offices(session, person.id or 0))
        rows.append(Row(entry.number, person.name, entry.sector, door.number if door else "", home.name if home else "", held[0] if held else "",
                        stretches.get(door.segment_id, "") if door else ""))
    return rows
