"""Every door that takes a POST: its address, who may go through, and what its form carries. A route that is not here fails the test."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

SOON = f"{datetime.now(UTC) + timedelta(days=9):%Y-%m-%d}"
DESK = frozenset({"周敏"})
MEMBERS = frozenset({"周敏", "王阿婆", "老赵", "小顾"})
SPEAKER = frozenset({"王阿婆"})
TABLE = frozenset({"周敏", "王阿婆", "老赵"})
"""Who sits at the table of a case: both sides and the desk."""
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


DRAFT = {"happened": text(), "hurt": text(), "ask": text(), "category": free("noise"), "segment_id": free("1"), "door": text("12"),
         "outlines": free("00ff00ff00ff00ff"), "nots": free("1"), "shops": free()}
NEXT = {"next": exact("/c/hy/")}
WORDS = {"title": text(needed=True), "text": text(needed=True), "reason": text()}

ELDER = {"happened": text(needed=True), "hurt": text(), "ask": text(needed=True), "impact": exact("3", True), "category": exact("noise", True),
         "elder_name": exact("林老师", True), "elder_door": exact("23", True)}

SHEET = {"claim": text("弄堂要把店全赶走", True), "known": text("没有这一条。", True), "unknown": text(), "state": exact("open", True),
         "evidence": text("1"), "reason": text()}

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
    "buildings.assign": Door("/c/hy/people/{head}/building", fields={"segments": exact("{segment}"), "doors": free("")}),
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
        "segment_id": exact("{segment}"), "door": text(""), "shops": exact("{shop}"), "building": text(""), "unknown": flag("false"), "since": text(),
        "often": exact("weekly"), "circle": exact("lane")}, file="photo"),
    "grievances.join": Door("/grievances/{grievance}/join", MEMBERS - {"王阿婆"}, "小顾", {"hurt": text(), "impact": exact("3", True)}),
    "likeness.alike": Door("/c/hy/grievances/alike", MEMBERS, "王阿婆", DRAFT | {"no": free("1")}, ready=False),
    "likeness.same": Door("/grievances/{grievance}/same", MEMBERS, "小顾", DRAFT, ready=False),
    "likeness.join": Door("/grievances/{grievance}/same/join", MEMBERS - {"王阿婆"}, "小顾", DRAFT | {"impact": exact("3", True)}),
    "likeness.link": Door("/grievances/{grievance}/link", fields={"other": exact("{about}", True)}),
    "likeness.unlink": Door("/grievances/{grievance}/unlink", ready=False),
    "grievances.leave": Door("/grievances/{grievance}/leave", frozenset(), "小顾", ready=False),
    "grievances.file_quick": Door("/c/hy/grievances/quick", MEMBERS, "王阿婆", {
        "category": exact("noise", True), "segment_id": exact("{segment}"), "door": text("")}, file="photo"),
    "grievances.write_anew": Door("/grievances/{grievance}/complete", frozenset({"王阿婆"}), "王阿婆", {
        "happened": text(needed=True), "since": text(), "often": exact("weekly"), "hurt": text(), "ask": text(), "impact": exact("3", True)}),
    "grievances.add": Door("/grievances/{grievance}/add", frozenset({"王阿婆"}), "王阿婆", {"words": text(needed=True)}),
    "grievances.add_photos": Door("/grievances/{grievance}/photos", frozenset({"周敏", "王阿婆"}), "王阿婆", file="photo", ready=False),
    "grievances.answer": Door("/grievances/{about}/answer", frozenset({"老赵"}), "老赵", {"words": text(needed=True)}),
    "grievances.turn_lamp": Door("/grievances/{grievance}/circle", frozenset({"王阿婆"}), "王阿婆", {"circle": exact("secretary", True)}),
    "grievances.read_back": Door("/c/hy/grievances/for", PATROL, "周敏", ELDER, ready=False),
    "grievances.send_for": Door("/c/hy/grievances/for/send", PATROL, "周敏", ELDER | {"read_back": flag("true", True)}, file="photo", ready=False),
    "grievances.new_slip": Door("/grievances/{helped}/slip", ready=False),
    "grievances.revoke": Door("/grievances/{helped}/revoke"),
    "grievances.show_slip": Door("/revoke", ANYBODY, None, {"slip": exact("苹果 石桥 灯笼 喜鹊", True)}, to_all=True, ready=False),
    "grievances.revoke_by_slip": Door("/revoke/yes", ANYBODY, None, {"slip": exact("苹果 石桥 灯笼 喜鹊", True)}, to_all=True, ready=False),
    "grievances.add_kind": Door("/c/hy/categories", fields={"word": text("夜里施工", True), "parent": exact("lane")}),
    "grievances.rename_kind": Door("/c/hy/categories/noise/rename", fields={"word": text("声响", True), "parent": free()}),
    "grievances.retire_kind": Door("/c/hy/categories/noise/retire", fields={"back": flag("false")}),
    "grievances.move_kind": Door("/c/hy/categories/queue/up"),
    "handling.desk.move": Door("/grievances/{grievance}/move", fields={"to": exact("acknowledged", True), "note": text(), **NEXT}),
    "handling.desk.hand_over": Door("/grievances/{grievance}/hand-over", fields={
        "to": text("城管中队", True), "day": exact("2026-11-20", True), "reference": text(), "contact": text("12345"), "note": text()}),
    "handling.desk.complete_receipt": Door("/grievances/{grievance}/receipt", fields={"reference": text("CG-18"), "contact": text()}, ready=False),
    "handling.desk.judge": Door("/grievances/{grievance}/triage", fields={
        "clash": flag("yes", True), "one_sector": flag("no", True), "two_way": flag("yes", True), "chosen": exact("IV", True), "reason": text()}),
    "handling.desk.table": Door("/grievances/{grievance}/table", fields=NEXT),
    "handling.desk.reopen": Door("/grievances/{grievance}/reopen", fields={"note": text(needed=True)}, ready=False),
    "handling.propose": Door("/grievances/{grievance}/closing", frozenset({"周敏", "王阿婆"}), "周敏", {"outcome": exact("solved", True), "words": text()}),
    "handling.confirm": Door("/grievances/{grievance}/closing/confirm", frozenset(), "王阿婆", ready=False),
    "handling.take_back": Door("/grievances/{grievance}/closing/take-back", frozenset(), "周敏", ready=False),
    "handling.contest": Door("/grievances/{grievance}/contest", frozenset(), "王阿婆", {"reason": text(needed=True), "impact": exact("3")}, ready=False),
    "grievances.withdraw": Door("/grievances/{grievance}/withdraw", frozenset({"王阿婆"}), "王阿婆"),
    "answers.answer": Door("/clauses/{clause}/answers", fields={"grievances": exact("{grievance}")}),
    "notices.seen": Door("/notices/seen", ANYBODY - {None}, "王阿婆", {"seq": flag("1", True)}, own=True),
    "mail.ask": Door("/me/mail", ANYBODY - {None}, None, {"address": text("wang@example.org", True)}, ready=False, own=True),
    "mail.stop": Door("/me/mail/stop", ANYBODY - {None}, "王阿婆", own=True),
    "mail.confirm": Door("/mail/confirm/wrong", ANYBODY, None, to_all=True, ready=False),
    "mail.stop_by_link": Door("/mail/stop/wrong", ANYBODY, None, to_all=True, ready=False),
    "calendar.set_day": Door("/c/hy/calendar", fields={"day": exact("2026-12-24", True), "kind": exact("off"), "name": text()}),
    "calendar.remove_day": Door("/c/hy/calendar/remove", fields={"day": exact("2026-12-24", True)}, ready=False),
    "calendar.confirm_year": Door("/c/hy/calendar/filled", fields={"year": exact("2027", True)}, ready=False),
    "clocks.set_measures": Door("/c/hy/promises", fields={
        "due": exact("daily", True), "acknowledge": exact("2", True), "contact": exact("3", True), "plan": exact("8", True), "outcome": exact("20", True)}),
    "clocks.contact": Door("/grievances/{grievance}/contact", fields={"whom": exact("filer", True), "how": exact("phone", True)}),
    "clocks.promise": Door("/grievances/{grievance}/promise", fields={"day": exact(SOON, True), "words": text()}),
    "clocks.wait": Door("/grievances/{grievance}/wait", fields={"whom": exact("party", True)}),
    "clocks.resume": Door("/grievances/{grievance}/resume", ready=False),
    "carrying.climb": Door("/grievances/{grievance}/climb", frozenset({"周敏", "王阿婆"}), "王阿婆", {"reason": text(needed=True)}),
    "mediation.note_goal": Door("/c/hy/mediation/goals", fields={"text": text("大家都让一步。", True), "grievances": exact("{grievance}")}),
    "mediation.stand": Door("/goals/{goal}/stand", frozenset({"王阿婆", "老赵", "小顾"}), "王阿婆", {"accept": exact("yes", True), "why": text()}),
    "dossier.take": Door("/cases/{case}/dossier", fields={"purpose": exact("court", True), "request": text()}),
    "cases.open_case": Door("/c/hy/cases", fields={"title": text("排队", True), "circle": exact("lane", True), "grievances": exact("{spare}", True)}),
    "cases.gather": Door("/cases/{case}/gather", fields={"grievance": exact("{spare}", True)}),
    "cases.release": Door("/cases/{case}/release", fields={"grievance": exact("{with_it}", True)}),
    "cases.ask_in": Door("/cases/{case}/mediators", fields={"person": exact("{mediator}", True)}),
    "cases.close_case": Door("/cases/{case}/close", fields={"outcome": exact("talk", True), "note": text(needed=True)}),
    "talks.note": Door("/cases/{case}/talk", frozenset({"周敏", "王阿婆"}), "王阿婆", {
        "text": text(needed=True), "mark": exact("tell"), "speaker": exact("{person}")}),
    "talks.mark": Door("/talks/{line}/mark", SPEAKER, "王阿婆", {"mark": exact("tell", True)}),
    "talks.cross": Door("/talks/{line}/cross", SPEAKER, "王阿婆", {"to": exact("party", True)}),
    "talks.erase": Door("/talks/{other_line}/erase", SPEAKER, "王阿婆"),
    "interests.note": Door("/cases/{case}/interests", TABLE, "王阿婆", {
        "kind": exact("concern", True), "text": text("一条新的", True), "sector": free("resident")}),
    "interests.withdraw": Door("/interests/{interest}/withdraw", SPEAKER, "王阿婆"),
    "interests.mark": Door("/interests/{interest}/mark", frozenset({"老赵", "小顾"}), "老赵"),
    "interests.unmark": Door("/interests/{shared}/unmark", frozenset({"老赵"}), "老赵"),
    "interests.compose": Door("/cases/{case}/goal", fields={"text": text("路让得开。", True), "lines": exact("{shared}", True)}),
    "inviting.invite": Door("/cases/{case}/invite", fields={"person": exact("{person}", True), "grievance": exact("{queued}", True)}),
    "inviting.answer": Door("/invitations/{invitation}/answer", frozenset({"老赵"}), "老赵", {"accept": exact("yes", True)}),
    "terms.offer": Door("/cases/{case}/offers", TABLE, "王阿婆", {"text": text(needed=True), "sector": free("resident")}),
    "terms.withdraw_offer": Door("/offers/{offer}/withdraw", SPEAKER, "王阿婆"),
    "terms.state": Door("/cases/{case}/facts", TABLE, "王阿婆", {"text": text(needed=True)}),
    "terms.withdraw_fact": Door("/facts/{fact}/withdraw", SPEAKER | DESK, "王阿婆"),
    "terms.tick": Door("/facts/{fact}/tick", frozenset({"老赵"}), "老赵"),
    "terms.untick": Door("/facts/{fact}/untick", SPEAKER, "王阿婆"),
    "terms.sign": Door("/cases/{case}/agreement", fields={"text": text(needed=True), "signed_on": exact("2026-01-02", True)}),
    "statements.desk.open_round": Door("/cases/{quiet}/statements/open", fields={
        "resident": text("一句"), "merchant": text("一句"), "premoderated": exact("yes")}, ready=False),
    "statements.desk.admit": Door("/statements/{waiting_said}/admit", fields=NEXT),
    "statements.desk.turn_down": Door("/statements/{waiting_said}/refuse", fields={"code": exact("unclear", True), "note": text(), **NEXT}),
    "statements.desk.decide": Door("/statements/{appealed_said}/decide", frozenset(), "陈阿姨", {"let_in": exact("yes", True), "note": text(), **NEXT}),
    "statements.desk.close": Door("/statements/rounds/{turn}/close", fields=NEXT),
    "statements.writing.propose": Door("/cases/{voiced}/statements", MEMBERS, "王阿婆", {"text": text("树叶每天扫一次。", True), "anyway": free("yes")}),
    "statements.writing.reword": Door("/statements/{refused_said}/reword", frozenset({"王阿婆"}), "王阿婆", {"text": text("路灯亮起来。", True), "anyway": free("yes")}),
    "statements.writing.withdraw": Door("/statements/{waiting_said}/withdraw", frozenset({"王阿婆"}), "王阿婆", NEXT),
    "statements.writing.appeal": Door("/statements/{refused_said}/appeal", frozenset({"王阿婆"}), "王阿婆", {"note": text(), **NEXT}),
    "statements.answering.answer": Door("/statements/{statement}/answer", frozenset({"王阿婆", "老赵", "小顾"}), "王阿婆", {
        "stand": exact("agree", True), **NEXT}),
    "options.put_up": Door("/cases/{quiet}/options", fields={"option": text("七点以前卸完。", True)}),
    "options.give": Door("/options/{weighing}/resistance", frozenset({"王阿婆", "老赵", "小顾"}), "王阿婆", {"r-{option}": flag("3"), **NEXT}),
    "options.close": Door("/options/{weighing}/close", fields=NEXT),
    "gallery.set_rule": Door("/meetings/{called}/gallery/rules", fields={
        "names": exact("offices", True), "delay": flag("5"), "contact": text("居委会办公室"), "public": free("yes")}),
    "gallery.show_name": Door("/meetings/{called}/my-name", MEMBERS, "王阿婆", {"show": flag("true", True), **NEXT}),
    "facts.publish": Door("/c/hy/facts", fields=SHEET | {"question": exact("{asked}")}),
    "facts.correct": Door("/facts/{sheet}/corrections", fields=SHEET | {"reason": text("数错了", True)}),
    "facts.ask": Door("/c/hy/facts/questions", MEMBERS, "王阿婆", {"words": text("听说店要关", True)}),
    "facts.put_aside": Door("/questions/{asked}/aside", fields={"reason": text("已经写过了", True)}),
    "meetings.calling.call": Door("/c/hy/meetings", fields={
        "title": text(needed=True), "place": text(needed=True), "starts": exact("2030-01-02T19:00", True), "kind": exact("open"),
        "chosen": exact("grievance:{grievance} 门口"), "lines": text("第一件\n第二件")}),
    "meetings.calling.add": Door("/meetings/{called}/items", fields={
        "title": text(needed=True), "kind": exact("topic"), "about": exact("grievance:{grievance}"), "minutes": exact("10")}),
    "meetings.calling.take_up": Door("/meetings/{called}/inbox", fields={"items": exact("{waiting}", True)}, ready=False),
    "planning.copy": Door("/meetings/{called}/agenda/copy", fields={"meeting": exact("{meeting}", True)}),
    "planning.change": Door("/meetings/{called}/change", fields={
        "title": text("新的名字", True), "place": text("弄口", True), "starts": exact(f"{SOON}T19:30", True), "reason": text("修灯")}),
    "planning.cancel": Door("/meetings/{called}/cancel", fields={"reason": text(needed=True)}),
    "planning.items.change": Door("/items/{movable}/change", fields={"title": text(needed=True), "kind": exact("report", True), "minutes": exact("5", True)}),
    "planning.items.move": Door("/items/{movable}/move", fields={"to": exact("1", True), **NEXT}),
    "planning.items.take_off": Door("/items/{movable}/off", fields={"how": exact("never", True), "reason": text(needed=True)}),
    "planning.items.decline": Door("/items/{returned}/decline", fields={"reason": text(needed=True)}),
    "planning.items.bring_back": Door("/items/{dropped}/back"),
    "planning.items.note": Door("/items/{movable}/note", fields={"note": text()}),
    "planning.guests.invite": Door("/meetings/{called}/invite", fields={
        "whom": exact("people", True), "people": exact("{person}", True), "sector": free("resident")}),
    "planning.guests.reply": Door("/meetings/{called}/coming", MEMBERS, "王阿婆", {"coming": exact("word", True), "words": text(needed=True), **NEXT}),
    "demands.invite": Door("/meetings/{called}/demands", fields={"chosen": exact("{person}:{grievance}", True)}),
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
    "attending.leave": Door("/meetings/{meeting}/leave", MEMBERS, "王阿婆", {"person_id": exact("{person}"), **NEXT}),
    "attending.come_back": Door("/meetings/{meeting}/back", frozenset(), "王阿婆", {"person_id": exact("{person}"), **NEXT}, ready=False),
    "attending.withdraw": Door("/meetings/{meeting}/mistake", fields={"person_id": exact("{person}", True), **NEXT}),
    "attending.come": Door("/guest", ANYBODY, None, {"meeting": exact("2", True), "kind": exact("press", True), **NEXT}, to_all=True),
    "attending.bye": Door("/guest/bye", frozenset(), None, {"meeting": exact("2", True), **NEXT}, to_all=True, ready=False),
    "attending.count": Door("/meetings/{meeting}/guests", fields={"kind": exact("press", True), "more": flag("true"), **NEXT}),
    "chairing.say_to_room": Door("/meetings/{meeting}/words", fields={"words": text("请安静一下。", True), "minutes": exact("3"), **NEXT}),
    "chairing.take_back_words": Door("/words/{word}/end", fields=NEXT),
    "chairing.rest": Door("/meetings/{meeting}/break", fields={"minutes": exact("10", True), **NEXT}, ready=False),
    "chairing.go_on": Door("/meetings/{meeting}/go-on", fields=NEXT, ready=False),
    "chairing.adjourn": Door("/meetings/{meeting}/adjourn", fields={
        "starts": exact("2030-01-02T19:00", True), "place": text("弄口", True), "keep_hands": flag("yes"), **NEXT}, ready=False),
    "chairing.resume": Door("/meetings/{meeting}/resume", fields=NEXT, ready=False),
    "chairing.take_chair": Door("/meetings/{meeting}/chair/take", fields=NEXT, ready=False),
    "chairing.hand_chair": Door("/meetings/{meeting}/chair/hand", fields={"person_id": exact("{person}", True), **NEXT}, ready=False),
    "chairing.undo": Door("/meetings/{meeting}/undo", fields={"seq": exact("1", True), **NEXT}, ready=False),
    "showing.show": Door("/meetings/{meeting}/show", fields={"page": exact("agenda", True), "screen": text("门口"), **NEXT}),
    "rehearsing.begin": Door("/meetings/{called}/rehearse", fields=NEXT, ready=False),
    "rehearsing.come_in": Door("/rehearse/no-such-token", ANYBODY, None, {"side": free("resident"), **NEXT}, to_all=True, ready=False),
    "rehearsing.leave": Door("/rehearsal/leave", ANYBODY, None, NEXT, to_all=True, ready=False),
    "rehearsing.end": Door("/rehearsal/end", ANYBODY, None, NEXT, to_all=True, ready=False),
    "speaking.pause": Door("/meetings/{meeting}/speech/pause", frozenset(), fields=NEXT, ready=False),
    "speaking.go_on": Door("/meetings/{meeting}/speech/go-on", frozenset(), fields=NEXT, ready=False),
    "speaking.extend": Door("/meetings/{meeting}/speech/extend", frozenset(), fields=NEXT, ready=False),
    "speaking.let_answer": Door("/meetings/{meeting}/speech/answer", frozenset(), fields=NEXT, ready=False),
    "speaking.let_ask": Door("/hands/{hand}/ask", fields=NEXT, ready=False),
    "speaking.move": Door("/hands/{hand}/move", fields={"up": flag("false"), **NEXT}, ready=False),
    "speaking.remove": Door("/hands/{hand}/remove", fields=NEXT),
    "speaking.answer_point": Door("/hands/{point}/point", fields={"granted": flag("true", True), **NEXT}),
    "speaking.raise_point": Door("/meetings/{meeting}/point", MEMBERS, "王阿婆", NEXT),
    "speaking.withdraw_point": Door("/meetings/{meeting}/point/withdraw", frozenset({"老赵"}), "老赵", NEXT),
    "speaking.set_time": Door("/meetings/{meeting}/speaking/time", fields={"seconds": exact("120", True), "item_id": exact("{item}"), **NEXT}),
    "speaking.raise_for": Door("/meetings/{meeting}/hand/for", fields={
        "person_id": exact("{shopkeeper}", True), "stand": exact("for"), "now": flag("false"), **NEXT}),
    "written.hand_in": Door("/meetings/{meeting}/written", MEMBERS, "老赵", {
        "item": exact("{item}", True), "text": text(needed=True), "how": exact("named", True), "public": flag("yes")}),
    "written.withdraw": Door("/written/{paper}/withdraw", SPEAKER, "王阿婆", NEXT),
    "written.read_out": Door("/written/{paper}/read", fields=NEXT),
    "written.file": Door("/written/{paper}/file", fields=NEXT),
    "minutes.publish": Door("/meetings/{drafted}/minutes/publish", fields={"days": exact("3"), **NEXT}),
    "minutes.remark": Door("/meetings/{drafted}/minutes/remarks", fields={"text": text(needed=True)}),
    "minutes.object_to": Door("/meetings/{put_up}/minutes/objections", frozenset({"王阿婆", "老赵"}), "王阿婆", {"text": text(needed=True)}),
    "minutes.answer": Door("/objections/{objection}/answer", fields={"accepted": flag("true", True), "words": text(needed=True)}),
    "minutes.tasks.note": Door("/meetings/{drafted}/decisions", fields={
        "item": exact("{drafted_item}", True), "what": text(needed=True), "who": exact("office:property", True), "until": exact("2030-01-02", True)}),
    "minutes.tasks.strike": Door("/decisions/{decision}/strike", fields=NEXT),
    "minutes.tasks.tick": Door("/decisions/{decision}/done", fields={"done": flag("true"), **NEXT}),
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
