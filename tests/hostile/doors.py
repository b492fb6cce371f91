"""Every door that takes a POST: its address, who may go through, and what its form carries. A route that is not here fails the test."""

from dataclasses import dataclass, field

DESK = frozenset({"周敏"})
MEMBERS = frozenset({"周敏", "王阿婆", "老赵", "小顾"})
PATROL = frozenset({"周敏", "小顾"})
ANYBODY = MEMBERS | {"钱先生", "何书记", None}


@dataclass(frozen=True)
class Field:
    """One field: what it may hold and whether the act needs it."""

    kind: str
    valid: str
    needed: bool = False
    foreign: str = ""
    """The same of the next council, where the field names an id."""


def text(valid: str = "一句话", needed: bool = False) -> Field:
    """Words."""
    return Field("text", valid, needed)


def free(valid: str = "") -> Field:
    """What is read in any form, and never refused for its form."""
    return Field("free", valid)


def exact(valid: str, needed: bool = False) -> Field:
    """A number, a choice, a date, a path: anything else is refused."""
    return Field("exact", valid, needed)


def flag(valid: str, needed: bool = False) -> Field:
    """Yes or no; 0 is a way to say no."""
    return Field("flag", valid, needed)


@dataclass(frozen=True)
class Door:
    """One POST route. `path` and the fields may name ids of the story in braces; `by` is who is sure to get in, None if the act
    is not possible now; `to_all`: what answers has nothing to do with who asks."""

    path: str
    may: frozenset[str | None] = DESK
    by: str | None = "周敏"
    fields: dict[str, Field] = field(default_factory=dict)
    file: str = ""
    to_all: bool = False
    ready: bool = True
    own: bool = False
    """The id in the path is one of one's own things."""


NEXT = {"next": exact("/c/hy/")}
WORDS = {"title": text(needed=True), "text": text(needed=True), "reason": text()}

DOORS: dict[str, Door] = {
    "people.cards": Door("/c/hy/cards", fields={"who": free("ticked"), "person": exact("{person}")}),
    "people.number_doors": Door("/c/hy/doors", fields={"segment_id": exact("{segment}", True), "homes": text("1-6"), "shops": text("甲")}),
    "people.add_stretches": Door("/c/hy/lane", fields={"segments": text("后弄、横弄", True)}),
    "people.preview": Door("/c/hy/roll/preview", file="file", ready=False),
    "people.import_roll": Door("/c/hy/roll/import", fields={"draft": exact("1", True)}, ready=False),
    "people.same_person": Door("/c/hy/roll/same-person", fields={"first": exact("居1", True), "second": exact("商1", True)}),
    "people.revoke_card": Door("/c/hy/people/{person}/card/revoke"),
    "people.come_in": Door("/enter/ABCD2345", ANYBODY, None, {"size": free("1"), "password": free(), "next": free("/")}, to_all=True, ready=False),
    "people.sign_in_with_code": Door("/sign-in", ANYBODY, None, {"code": exact("ABCD2345", True), "next": free("/")}, to_all=True, ready=False),
    "people.office": Door("/c/hy/people/{person}/office", fields={"office": exact("building_head", True), "end": flag("false")}),
    "people.leave_roll": Door("/c/hy/roll/{entry}/leave"),
    "people.end_device": Door("/me/devices/{device}/end", MEMBERS, "王阿婆", own=True),
    "people.set_password": Door("/me/password", DESK | {"何书记"}, "周敏", {"password": text("一句别人想不到的话呀", True), "old": free()}, own=True),
    "people.sign_out": Door("/me/sign-out", ANYBODY - {None}, "王阿婆", {"everywhere": free("1")}, own=True),
    "people.set_size": Door("/size", ANYBODY, "王阿婆", {"size": free("2"), "theme": free("dark"), "next": free("/")}, to_all=True),
    "people.found": Door("/start/wrong", ANYBODY, None, {"name": text("某弄议事会", True), "slug": exact("mou", True), "compounds": text("某弄", True),
                                                         "committee": text(), "segments": text(), "secretary": text("某人", True)}, ready=False),
    "conventions.drafting.draft": Door("/c/hy/conventions", fields={"title": text(needed=True)}),
    "conventions.drafting.preview": Door("/clauses/{clause}/preview", fields=WORDS),
    "conventions.drafting.reword": Door("/clauses/{clause}/reword", fields=WORDS),
    "conventions.drafting.add_clause": Door("/conventions/{convention}/clauses", fields=WORDS),
    "conventions.deciding.open_sounding": Door("/clauses/{clause}/sounding", fields=NEXT, ready=False),
    "conventions.deciding.close_sounding": Door("/soundings/{sounding}/close", fields=NEXT),
    "conventions.deciding.put_to_vote": Door("/clauses/{clause}/vote", fields=NEXT, ready=False),
    "conventions.deciding.adopt": Door("/conventions/{convention}/adopt", fields=NEXT, ready=False),
    "conventions.answer": Door("/soundings/{sounding}/answer", MEMBERS, "王阿婆", {"stand": exact("agree", True), "why": text(), **NEXT}),
    "grievances.file": Door("/c/hy/grievances", MEMBERS, "王阿婆", {
        "happened": text(needed=True), "hurt": text(), "ask": text(needed=True), "impact": exact("3", True), "category": exact("noise", True),
        "segment_id": exact("{segment}"), "door": text("12"), "party_id": exact("{shop}"), "circle": exact("lane")}, file="photo"),
    "grievances.join": Door("/grievances/{grievance}/join", MEMBERS - {"王阿婆"}, "小顾", {"hurt": text(), "impact": exact("3", True)}),
    "grievances.leave": Door("/grievances/{grievance}/leave", frozenset(), "小顾", ready=False),
    "grievances.move": Door("/grievances/{grievance}/move", fields={"to": exact("acknowledged", True), "note": text()}),
    "grievances.withdraw": Door("/grievances/{grievance}/withdraw", frozenset({"王阿婆"}), "王阿婆"),
    "mediation.note_goal": Door("/c/hy/mediation/goals", fields={"text": text("大家都让一步。", True), "grievances": exact("{grievance}")}),
    "mediation.stand": Door("/goals/{goal}/stand", frozenset({"王阿婆", "老赵", "小顾"}), "王阿婆", {"accept": exact("yes", True)}),
    "meetings.calling.call": Door("/c/hy/meetings", fields={
        "title": text(needed=True), "place": text(needed=True), "starts": exact("2030-01-02T19:00", True), "kind": exact("open"),
        "chosen": exact("grievance:{grievance} 门口"), "lines": text("第一件\n第二件")}),
    "meetings.calling.add": Door("/meetings/{called}/items", fields={
        "title": text(needed=True), "kind": exact("topic"), "about": exact("grievance:{grievance}"), "minutes": exact("10")}),
    "meetings.calling.take_up": Door("/meetings/{called}/inbox", fields={"items": exact("{waiting}", True)}, ready=False),
    "meetings.check_in": Door("/meetings/{meeting}/check-in", DESK, "周敏", {"person_id": exact("{absent}", True), "code": free(), **NEXT}),
    "meetings.chair.open_meeting": Door("/meetings/{called}/open", fields=NEXT, ready=False),
    "meetings.chair.close_meeting": Door("/meetings/{meeting}/close", fields=NEXT, ready=False),
    "meetings.chair.close_what_is_on": Door("/meetings/{meeting}/item/close", fields={"outcome": text(), **NEXT}, ready=False),
    "meetings.chair.end_speech": Door("/meetings/{meeting}/speech/end", frozenset(), fields=NEXT, ready=False),
    "meetings.chair.open_item": Door("/items/{item}/open", fields=NEXT, ready=False),
    "meetings.chair.close_item": Door("/items/{item}/close", fields={"outcome": text(), **NEXT}, ready=False),
    "meetings.chair.turn_list": Door("/items/{item}/list", fields={"closed": flag("true"), **NEXT}),
    "meetings.chair.call_speaker": Door("/hands/{hand}/call", fields={"seconds": exact("60"), **NEXT}),
    "meetings.chair.raise_hand": Door("/meetings/{meeting}/hand", frozenset({"周敏", "老赵", "小顾", "王阿婆"}), "老赵", {"stand": exact("for"), **NEXT}),
    "meetings.chair.lower_hand": Door("/meetings/{meeting}/hand/down", frozenset(), None, NEXT, ready=False),
    "patrols.walk": Door("/c/hy/rounds", PATROL, "小顾", {"segment_id": exact("{segment}"), "clause-{promise}": exact("kept", True)}),
    "patrols.log": Door("/c/hy/violations", PATROL, "小顾", {
        "clause_id": exact("{promise}", True), "party_id": exact("{shop}"), "segment_id": exact("{segment}"), "note": text(),
        "reminded": flag("true"), "on_the_spot": flag("false")}, file="photo"),
    "patrols.put_right": Door("/violations/{violation}/put-right", frozenset({"周敏", "小顾", "老赵"}), "老赵"),
    "patrols.dispute": Door("/violations/{violation}/dispute", frozenset({"老赵"}), "老赵", {"reason": text(needed=True)}),
    "patrols.settle": Door("/disputes/{dispute}/settle", fields={"struck": flag("true", True), "words": text(), "meeting_id": exact("{meeting}")}),
    "votes.ballot": Door("/votes/{vote}/ballot", frozenset({"王阿婆", "老赵", "小顾"}), "王阿婆", {"choice": exact("for", True), "sector": exact("resident")}),
    "votes.close": Door("/votes/{vote}/close"),
}
