"""My words: everything I said here, to look at and to take away."""

import json

from flask import Response, render_template

from council import clock
from council.db import reading
from council.i18n import iso, say, when
from council.people import reads as people
from council.people.reads import Me
from council.people.session import enter_council, must_be_member
from council.story.own_words import KINDS, Said, own_words
from council.story.pages import bp
from council.words import Sentence, _


@bp.get("/me/words")
def my_words() -> str:
    """On the page."""
    _me, found = _mine()
    return render_template("story/my_words.html", found=found, kinds=KINDS, tab="me")


@bp.get("/me/words.txt")
def my_words_text() -> Response:
    """As plain text."""
    me, found = _mine()
    title = say(Sentence(_("{name} 在{council}说过的话，{when}"), name=me.name, council=me.council, when=when(clock.now())))
    return _file("\n\n".join([title, *(_text(each) for each in found)]) + "\n", "text/plain; charset=utf-8", "txt")


@bp.get("/me/words.json")
def my_words_json() -> Response:
    """For programs."""
    me, found = _mine()
    told = [{"at": iso(each.at), "kind": each.kind, "about": each.about, "address": each.href, "words": [list(part) for part in each.parts],
             "became": each.became, "read_by": list(each.readers), "clauses": [list(clause) for clause in each.clauses]} for each in found]
    return _file(json.dumps({"name": me.name, "council": me.slug, "words": told}, ensure_ascii=False, indent=1) + "\n", "application/json", "json")


def _mine() -> tuple[Me, list[Said]]:
    me = must_be_member()
    with reading() as session:
        enter_council(people.council_by_id(session, me.council_id))
        return me, own_words(session, me)


def _text(each: Said) -> str:
    lines = [f"{when(each.at)}　{say(KINDS[each.kind])}　{each.about}"]
    lines += [f"  {say(label) + '：' if label else ''}{words}" for label, words in each.parts if words]
    if each.became:
        lines.append("  " + say(Sentence(_("后来：{became}"), became=each.became)))
    if each.readers:
        lines.append("  " + say(Sentence(_("看过的：{readers}"), readers="；".join(each.readers))))
    lines += ["  " + say(Sentence(_("写进了{clause}"), clause=name)) for name, _href in each.clauses]
    return "\n".join(lines)


def _file(text: str, kind: str, ending: str) -> Response:
    return Response(text, content_type=kind, headers={"Content-Disposition": f'attachment; filename="words.{ending}"', "Cache-Control": "no-store"})
