"""For reporters: one page a meeting with everything that may be quoted, the same as plain text and as JSON, from the entries alone."""

from typing import Any

from flask import Response, jsonify, render_template
from sqlmodel import Session

from council import clock
from council.db import reading
from council.i18n import say, when
from council.meetings import rules
from council.meetings.facts import reads as facts
from council.meetings.facts.rules import STATES as STANDS
from council.meetings.gallery.rules import NAMES
from council.numerals import clause as article
from council.paths import whole
from council.people import reads as people
from council.people.rules import SECTORS
from council.record.leaves import read_time, written
from council.story.airing import Aired, aired
from council.story.gallery import open_to_all
from council.story.pages import bp
from council.words import Sentence, _

STATES = {"called": _("还没有开会"), "open": _("正在开会"), "closed": _("会散了"), "cancelled": _("取消了"), "adjourned": _("休会了")}
LINES = {"waiting": _("还没议"), "open": _("正在议"), "done": _("议完了")}


@bp.get("/meetings/<int:id>/press")
def press(id: int) -> str:
    """Agenda, texts, results as they fall, quotes with their entries, whom to ask."""
    with reading() as session:
        meeting = open_to_all(session, id)
        told, council = aired(session, id), people.council_by_id(session, meeting.council_id)
        sheets = facts.sheets(session, council.id or 0, told.until, 20)
        return render_template("press/press.html", meeting=meeting, told=told, council=council, sheets=sheets, now=clock.now(), kinds=rules.KINDS,
                               states=STATES, lines=LINES, names=NAMES,
                               address=whole(f"/c/{council.slug}/record"), tab="now")


@bp.get("/meetings/<int:id>/press.json")
def press_json(id: int) -> Response:
    """The same for programs; every quote and result with the address at which it can be checked."""
    with reading() as session:
        meeting = open_to_all(session, id)
        answer = jsonify(_facts(session, aired(session, id), people.council_by_id(session, meeting.council_id)))
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@bp.get("/meetings/<int:id>/press.txt")
def press_text(id: int) -> Response:
    """The same as plain text, to take along."""
    with reading() as session:
        meeting = open_to_all(session, id)
        pack = _facts(session, aired(session, id), people.council_by_id(session, meeting.council_id))
    text = "\n".join(_lines(pack)) + "\n"
    return Response(text, content_type="text/plain; charset=utf-8", headers={
        "Cache-Control": "no-cache", "Content-Disposition": f'inline; filename="press-{id}.txt"'})


def _facts(session: Session, told: Aired, council: people.Council) -> dict[str, Any]:
    meeting, slug = told.meeting, council.slug
    return {
        "council": council.name,
        "meeting": {"id": meeting.id, "number": meeting.number, "title": meeting.title, "kind": meeting.kind, "place": meeting.place,
                    "starts_at": written(clock.aware(meeting.starts_at)), "state": told.state},
        "as_of": written(clock.now()), "delay_minutes": told.rule.delay, "names": told.rule.names, "contact": told.rule.contact,
        "agenda": [{"title": line.title, "kind": line.kind, "minutes": line.minutes, "state": line.state, "outcome": line.outcome}
                   for line in told.lines],
        "texts": [{"number": each.number, "title": each.title, "text": each.text, **_at(slug, each.seq)} for each in told.texts],
        "results": [{"question": each.question, "passed": each.passed, "tally": each.tally, "at": each.at, **_at(slug, each.seq)}
                    for each in told.results],
        "quotes": [{"who": each.who, "words": each.words, "at": each.at, **_at(slug, each.seq)} for each in told.quotes],
        "facts": [{"claim": each.now.claim, "state": each.now.state, "known": each.now.known, "unknown": each.now.unknown,
                   "version": each.now.n, **_at(slug, each.now.seq), "evidence": [_at(slug, seq) for seq in each.now.numbers]}
                  for each in facts.sheets(session, council.id or 0, told.until, 20)],
        "check": {"record": whole(f"/c/{slug}/record"), "how": whole(f"/c/{slug}/verify"), "feed": whole(f"/meetings/{meeting.id}/feed.atom"),
                  "page": whole(f"/meetings/{meeting.id}/press")},
    }


def _at(slug: str, seq: int) -> dict[str, Any]:
    return {"entry": seq, "url": whole(f"/c/{slug}/record/{seq}")}


def _lines(pack: dict[str, Any]) -> list[str]:
    """The pack as a reporter reads it, in the language being spoken."""
    meeting = pack["meeting"]
    lines = [pack["council"], say(Sentence(_("第 {n} 次会：{title}"), n=meeting["number"], title=meeting["title"])),
             f"{when(read_time(meeting['starts_at']))} · {meeting['place']} · {say(STATES[meeting['state']])}",
             say(Sentence(_("这些是 {when} 从公开记录里取的。"), when=when(read_time(pack["as_of"]))))]
    if pack["delay_minutes"]:
        lines.append(say(Sentence(_("比会场晚 {n} 分钟。"), n=pack["delay_minutes"])))
    agenda = [f"{n}. {each['title']}（{say(LINES[each['state']])}）{each['outcome']}" for n, each in enumerate(pack["agenda"], 1)]
    lines += _part(_("议程"), ["\n".join(agenda)] if agenda else [])
    lines += _part(_("要议的条文"), [f"{say(article(each['number']))} {each['title']}\n{each['text']}\n{each['url']}" for each in pack["texts"]])
    lines += _part(_("表决结果"), [_result(each) for each in pack["results"]])
    lines += _part(_("可以引用的话"), [f"“{each['words']}”\n{each['who']} · {say(Sentence(_('第 {n} 号'), n=format(each['entry'], ',')))}\n{each['url']}"
                                       for each in pack["quotes"]])
    lines += _part(_("大家在传的话，查到的是什么"), [_claim(each) for each in pack["facts"]])
    lines += _part(_("找谁问"), [pack["contact"]] if pack["contact"] else [])
    return lines + _part(_("怎么核对"), [pack["check"]["how"], pack["check"]["record"]])


def _part(title: str, paragraphs: list[str]) -> list[str]:
    return ["", f"== {say(title)} ==", *(line for each in paragraphs for line in (each, ""))][:-1] if paragraphs else []


def _result(each: dict[str, Any]) -> str:
    tally = "；".join(say(Sentence(_("{side}赞成 {yes}、反对 {no}、弃权 {none}"), side=SECTORS.get(side, side), yes=of["for"], no=of["against"],
                                   none=of["abstain"])) for side, of in sorted(each["tally"].items(), reverse=True))
    return f"{each['question']} — {say(_('通过') if each['passed'] else _('没有通过'))}\n{tally}\n{each['url']}"


def _claim(each: dict[str, Any]) -> str:
    unknown = [say(_("还不知道的：")) + each["unknown"]] if each["unknown"] else []
    return "\n".join([f"“{each['claim']}” — {say(STANDS[each['state']])}", each["known"], *unknown, each["url"],
                      *(say(_("依据：")) + shown["url"] for shown in each["evidence"])])
