"""The walls of the hall: each shows what the desk put on it, or one page for good; readable from the last row, never scrolled."""

from typing import Any

from flask import Response, render_template, request, url_for
from markupsafe import Markup
from sqlmodel import Session

from council import clock, live, qr
from council.db import reading
from council.i18n import say
from council.meetings import reads as meetings
from council.meetings.chairing import reads as chairing
from council.meetings.planning.rules import PLANNED
from council.meetings.showing import reads as showing
from council.meetings.showing.rules import FOLLOW, MAIN
from council.meetings.speaking.rules import LISTS
from council.meetings.speaking.rules import TURNS as SPEAKS
from council.meetings.wall import door
from council.paths import whole
from council.people import reads as people
from council.people.rules import DESK
from council.people.session import enter_council, must_be_member
from council.policy import framed
from council.record import reads as record
from council.refusal import Absent
from council.story.amending import amended
from council.story.focus import Focus, focus
from council.story.hall import member_of
from council.story.pages import bp
from council.votes import counts
from council.words import _

DOOR, GALLERY = "<!--door-->", "<!--gallery-->"
"""Where the code of the minute goes, and the way to the gallery; what is pushed never holds them."""


@bp.get("/meetings/<int:id>/projector")
def projector(id: int) -> Response:
    """The wall as the desk turns it; `?screen=` names another wall than the first."""
    name = request.args.get("screen", MAIN)
    with reading() as session:
        known = {screen.name: screen.page for screen in showing.screens(session, meetings.meeting(session, id).id or 0)}
    if name not in known:
        raise Absent
    return _wall(id, PAGES, known[name], name)


@bp.get("/meetings/<int:id>/projector/<page>")
def wall(id: int, page: str) -> Response:
    """A wall that shows this page for good."""
    if page not in PAGES:
        raise Absent
    return _wall(id, (page,), page, None)


def _wall(id: int, pages: tuple[str, ...], page: str, screen: str | None) -> Response:
    with reading() as session:
        meeting = meetings.meeting(session, id)
        me = must_be_member(meeting.council_id)
        enter_council(people.council_by_id(session, meeting.council_id))
        room = live.shown(session, f"projector:{id}")
    keeper = me.holds(*DESK) and me.proved
    code = Markup(door(id)) if keeper else Markup()  # noqa: S704 - rendered by us
    way = _gallery(id) if meeting.kind != "members" else Markup()
    parts = {name: _filled(html, code, way) if name == page else html for name, html in room.parts.items()}
    return framed(render_template(
        "story/projector.html", meeting=meeting, room=room, parts=parts, pages=pages, page=page, screen=screen, code=code, way=way,
        source=url_for("meetings.wall_code", id=id) if keeper else "", night=request.args.get("ground") == "night",
        now=int(clock.now().timestamp() * 1000)))


def _filled(html: Markup, code: Markup, way: Markup) -> Markup:
    return Markup(html.replace(DOOR, code).replace(GALLERY, way))  # noqa: S704 - rendered by us


def _gallery(id: int) -> Markup:
    return qr.svg(whole(f"/meetings/{id}/gallery"), say(_("旁听的入口")), "m")


def _face(name: str, session: Session, on: Focus, count: counts.Count | None = None) -> str:
    """One face from its template: `on`, how many are here, the count it is about, what the clause changes, what the chair says beside."""
    here = sum(meetings.attendance(session, on.id).values())
    words = amended(session, on.clause) if on.clause else None
    return live.fragment(f"story/faces/{name}.html", on=on, here=here, count=count, words=words, news=chairing.news(session, on.meeting))


def _now(session: Session, id: int) -> str:
    on = focus(session, id)
    resting = on.state == "open" and chairing.resting(session, id)
    return _face("rest" if resting else on.face, session, on, on.vote or on.rehearsal or on.verdict)


def _clause(session: Session, id: int) -> str:
    on = focus(session, id)
    return _face("clause" if on.clause else "nothing", session, on)


def _vote(session: Session, id: int) -> str:
    on = focus(session, id)
    count = on.vote or on.rehearsal
    return _face("vote", session, on, count) if count else _verdict(session, id)


def _verdict(session: Session, id: int) -> str:
    decided = [leaf for _seq, leaf in record.told(session, f"meeting:{id}", ("vote.closed",)) if not leaf["body"].get("rehearsal")]
    vote_id = int(decided[-1]["topic"].partition(":")[2]) if decided else 0
    return _face("verdict" if vote_id else "nothing", session, focus(session, id), counts.count(session, vote_id) if vote_id else None)


def _page(name: str) -> live.rooms.Part:
    return lambda session, id: _face(name, session, focus(session, id))


def _part(template: str) -> live.rooms.Part:
    return lambda session, id: live.fragment(template, on=focus(session, id), news=chairing.news(session, focus(session, id).meeting))


def _screens(session: Session, id: int) -> str:
    return live.fragment("story/faces/_screens.html", screens=showing.screens(session, id))


PARTS: dict[str, live.rooms.Part] = {
    FOLLOW: _now, "agenda": _page("agenda"), "clause": _clause, "vote": _vote, "verdict": _verdict, "speakers": _page("speakers"),
    "code": _page("code"), "break": _page("rest"), "notice": _page("notice"), "blank": _page("blank")}
PAGES = tuple(PARTS)
"""Pages that a wall can hold; those of the desk are among them."""
FRAME = ("top", "said", "foot")
TURNS: tuple[str, ...] = (*FRAME, FOLLOW, "agenda", "clause", "vote", "verdict", "speakers", "break", "notice", "code")
LIST: tuple[str, ...] = ("top", "foot", FOLLOW, "speakers")
_turns = ("meeting.opened", "meeting.closed", "meeting.adjourned", "meeting.resumed", "item.opened", "item.closed", "item.added", *PLANNED,
          "speech.begun", "speech.ended", "vote.opened", "vote.closed", "sounding.opened", "sounding.closed", "clause.reworded", "convention.adopted",
          "break.begun", "break.ended", "step.undone")
_hears: dict[str, Any] = dict.fromkeys(_turns, TURNS)
_hears |= dict.fromkeys(("ballot.cast", "ballot.changed", "sounding.answered"), (FOLLOW, "vote"))
_hears |= dict.fromkeys(("hand.raised", "hand.lowered", *SPEAKS, *LISTS), LIST)
_hears |= dict.fromkeys(("attendance.noted", "attendance.left", "attendance.returned", "attendance.withdrawn"), (FOLLOW, "code"))
_hears |= dict.fromkeys(("meeting.adjourned", "meeting.resumed", "meeting.closed"), (*TURNS, "code"))
_hears |= dict.fromkeys(("chair.handed", "chair.taken"), ("top",)) | dict.fromkeys(("word.shown", "word.ended"), ("said", "notice"))
_hears |= {"screen.turned": ("screens",)}

live.room("projector", stream="meeting", guard=member_of, hears=_hears, parts={
    "top": _part("story/faces/_top.html"), "said": _part("story/faces/_said.html"), "foot": _part("story/faces/_foot.html"),
    "screens": _screens, **PARTS})
