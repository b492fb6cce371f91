"""Feeds for reporters (Atom, RFC 4287): what happened in a meeting, or in all open meetings of a council, entry by entry."""

import re
from collections.abc import Iterable
from html import unescape
from uuid import NAMESPACE_URL, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from flask import Response, url_for
from sqlmodel import Session

from council import live
from council.db import reading
from council.i18n import lang, say
from council.meetings import reads as meetings
from council.meetings.gallery import reads as gallery
from council.paths import whole
from council.people import reads as people
from council.people.session import enter_council
from council.record.streams import Wish, heard
from council.story import settled
from council.story.airing import Leaf, aired
from council.story.gallery import open_to_all
from council.story.pages import bp
from council.words import Sentence, _

ATOM = "http://www.w3.org/2005/Atom"
MOST = 50
TAG = re.compile(r"<[^>]+>")

Entry = tuple[int, Leaf]


@bp.get("/meetings/<int:id>/feed.atom")
def meeting_feed(id: int) -> Response:
    """One meeting, as late as its gallery."""
    with reading() as session:
        meeting = open_to_all(session, id)
        council = people.council_by_id(session, meeting.council_id)
        told = [(each.seq, each.e) for each in settled.among(aired(session, id).of(*settled.TOLD), MOST)]
        title = say(Sentence(_("第 {n} 次会：{title}"), n=meeting.number, title=meeting.title))
        return _feed(council, title, url_for("story.gallery", id=id), url_for("story.meeting_feed", id=id), told)


@bp.get("/c/<slug>/feed.atom")
def council_feed(slug: str) -> Response:
    """All meetings that have a gallery, and the fact sheets; as late as the latest of the galleries."""
    with reading() as session:
        council = enter_council(people.council(session, slug))
        return _feed(council, say(_("会议和事实单")), url_for("story.council_home", slug=slug), url_for("story.council_feed", slug=slug),
                     _of_council(session, council.id or 0))


def _of_council(session: Session, council_id: int) -> list[Entry]:
    until = gallery.council_until(session, council_id)
    watched = {each.topic for each in meetings.of_council(session, council_id) if each.kind != "members"}
    found = heard(session, Wish(council_id, watched, settled.TOLD, ("sheet.published", "sheet.corrected")), most=4 * MOST)
    told = settled.among([(each.seq, each.e) for each in reversed(found) if until is None or each.at <= until], MOST)
    return [(each.seq, each.e) for each in told]


def _feed(council: people.Council, title: str, page: str, own: str, entries: Iterable[Entry]) -> Response:
    told = list(entries)
    feed = Element("feed", {"xmlns": ATOM, "xml:lang": lang()})
    _put(feed, "id", _name(f"lane-council/{council.slug}{own}"))
    _put(feed, "title", f"{council.name} · {title}")
    _put(feed, "updated", told[0][1]["at"] if told else "2026-01-01T00:00:00Z")
    SubElement(SubElement(feed, "author"), "name").text = council.name
    SubElement(feed, "link", {"rel": "self", "type": "application/atom+xml", "href": whole(own)})
    SubElement(feed, "link", {"rel": "alternate", "type": "text/html", "href": whole(page)})
    for seq, leaf in told:
        entry = SubElement(feed, "entry")
        _put(entry, "id", _name(f"lane-council/{council.slug}/record/{seq}"))
        _put(entry, "title", _sentence(leaf))
        _put(entry, "updated", leaf["at"])
        SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": whole(f"/c/{council.slug}/record/{seq}")})
        _put(entry, "summary", say(Sentence(_("公开记录第 {n} 号，可以核对。"), n=f"{seq:,}")))
    text = tostring(feed, encoding="utf-8", xml_declaration=True)
    return Response(text, content_type="application/atom+xml; charset=utf-8", headers={"Cache-Control": "no-cache"})


def _put(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = text


def _name(what: str) -> str:
    """A name that stays, whatever address the council is served under."""
    return f"urn:uuid:{uuid5(NAMESPACE_URL, what)}"


def _sentence(leaf: Leaf) -> str:
    return " ".join(unescape(TAG.sub("", live.fragment("record/_said.html", e=leaf))).split())
