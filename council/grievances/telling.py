"""What is said later about a grievance: its author completes or adds to it, turns the lamp, and the party answers."""

from dataclasses import dataclass

from council.grievances import acts, reads, rules
from council.grievances.findable import findable
from council.grievances.models import Addition, Answer, CircleChange, OldWording
from council.people.rules import DESK
from council.photos import Picture, photos, store
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean


@dataclass(frozen=True)
class Words:
    """The parts of a grievance as its author writes them anew."""

    happened: str
    hurt: str
    ask: str
    impact: int
    since: str = ""
    often: str = ""


def complete(act: Act, grievance_id: int, words: Words) -> None:
    """Write one's own words anew while nobody but the desk has read them; how they read before is kept beside them."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    row = seen.grievance
    refuse(rules.why_not_complete(seen.mine, seen.state, reads.only_desk_has_read(act.session, row)))
    refuse(rules.why_not_words(words.happened))
    if row.happened or row.hurt or row.ask:
        act.add(OldWording(council_id=act.council_id, grievance_id=seen.id, happened=row.happened, since=row.since, hurt=row.hurt, ask=row.ask, at=act.at))
    said = {part: clean(getattr(words, part)) for part in ("happened", "since", "hurt", "ask")}
    for part, text in said.items():
        setattr(row, part, text)
    row.impact, row.often = words.impact, words.often
    act.add(row)
    findable(act, seen.id)
    act.enter("grievance.reworded", topic=seen.topic, body={"sector": row.sector, "impact": row.impact}, personal={"who": act.me.name, **said})


def add(act: Act, grievance_id: int, words: str) -> Addition:
    """Say something more, beside what others have read."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    refuse(rules.why_not_add(seen.mine, seen.state))
    refuse(rules.why_not_words(words))
    row = act.add(Addition(council_id=act.council_id, grievance_id=seen.id, person_id=act.me.id, words=clean(words), at=act.at))
    findable(act, seen.id)
    act.enter("grievance.added_to", topic=seen.topic, body={"sector": seen.grievance.sector}, personal={"who": act.me.name, "added": row.words})
    return row


def add_photos(act: Act, grievance_id: int, pictures: list[Picture]) -> int:
    """Show more of it: pictures for the same eyes as the grievance, by its author, or by the desk for them; returns how many there are now."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    able, desk = reads.may_add_photos(seen, act.me), bool(act.me.offices & DESK)
    had = len(photos(act.session, seen.topic))
    refuse(rules.why_not_photo(able, seen.state, had, len(pictures)))
    for picture in pictures:
        store(act, seen.topic, picture)
    act.enter("grievance.pictured", topic=seen.topic, body={"photos": len(pictures), "by": "desk" if desk and not seen.mine else "filer"})
    return had + len(pictures)


def answer(act: Act, grievance_id: int, words: str) -> Answer:
    """The party that it is about answers in its own words, for everybody whom the lamp reaches."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    mine = reads.my_party(act.session, seen, act.me)
    refuse(rules.why_not_answer(mine is not None, seen.state))
    refuse(rules.why_not_words(words))
    assert mine is not None
    row = act.add(Answer(council_id=act.council_id, grievance_id=seen.id, concern_id=mine.id, person_id=act.me.id, sector=act.me.sector,
                         words=clean(words), at=act.at))
    acts.appear(act, seen.id, act.me)
    findable(act, seen.id)
    act.enter("grievance.answered", topic=seen.topic, body={"party": mine.kind, "sector": row.sector},
              personal={"who": act.me.name, "answer": row.words})
    return row


def turn_lamp(act: Act, grievance_id: int, circle: str) -> CircleChange:
    """Its author decides anew who may see it; what has been read stays read."""
    seen = reads.grievance(act.session, grievance_id, act.me)
    row = seen.grievance
    refuse(rules.why_not_circle(seen.mine, seen.state, row.circle, circle))
    refuse(rules.why_not_party(circle, any(each.kind != "unknown" for each in seen.about)))
    change = act.add(CircleChange(council_id=act.council_id, grievance_id=seen.id, before=row.circle, after=circle, at=act.at))
    row.circle = circle
    act.add(row)
    act.enter("grievance.circle_changed", topic=seen.topic, body={"from": change.before, "to": circle, "sector": row.sector})
    return change
