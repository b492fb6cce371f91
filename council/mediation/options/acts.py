"""What is done with options: putting some up beside leaving things as they are, saying what one can bear, ending it with its result."""

from collections.abc import Mapping, Sequence

from council.mediation.cases import reads as cases
from council.mediation.options import reads, rules
from council.mediation.options.models import Option, OptionSet, OptionSetClosing, Resistance
from council.mediation.options.reads import Weighing
from council.people.rules import SECTORS
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean_line


def put_up(act: Act, case_id: int, texts: Sequence[str]) -> OptionSet:
    """Put options up to be weighed; "leave as is" is always the last of them."""
    now, before = cases.case(act.session, case_id, act.me), reads.newest(act.session, case_id)
    written = [clean_line(text) for text in texts if clean_line(text)]
    refuse(rules.why_not_open(act.me.offices, before is not None and before.running, written, talking=now.open))
    row = act.add(OptionSet(council_id=act.council_id, case_id=case_id, circle=now.case.circle, at=act.at, by_id=act.me.id))
    everything = [(text, False) for text in written] + [(rules.STAY, True)]
    for position, (text, stay) in enumerate(everything, 1):
        act.add(Option(set_id=row.id or 0, position=position, text=text, stay=stay))
    public = row.circle == "lane"
    act.enter("options.opened", topic=row.topic, also=(now.topic,), personal={} if public else {f"option-{n}": text for n, text in enumerate(written, 1)},
              body={"circle": row.circle, "count": len(everything), "roster": reads.roster(act.session, row)} | ({"texts": written} if public else {}))
    return row


def give(act: Act, set_id: int, values: Mapping[int, int | None]) -> None:
    """Hand in one's sheet, or change it: 0 to 10 for each option, None where one has nothing to say. The record says which side, not what."""
    found = reads.weighing(act.session, set_id)
    now = cases.case(act.session, found.row.case_id, act.me)
    side = reads.side_of(act.session, set_id, act.me.id) or now.voice
    refuse(rules.why_not_give(side, reads.roster(act.session, found.row).get(side or "", 0), found.running,
                              sum(values.get(each.id or 0) is not None for each in found.options)))
    for option in found.options:
        before = act.session.get(Resistance, (option.id, act.me.id))
        row = before or Resistance(option_id=option.id or 0, person_id=act.me.id, set_id=set_id, sector=side or "", at=act.at)
        row.value, row.at = values.get(option.id or 0), act.at
        act.add(row)
    told = " ".join(f"{option.position}={'-' if (value := values.get(option.id or 0)) is None else value}" for option in found.options)
    act.enter("resistance.given", topic=found.row.topic, body={"sector": side}, personal={"name": act.me.name, "sheet": told}, actor=SECTORS[side or ""])


def close(act: Act, set_id: int) -> OptionSetClosing:
    """End the weighing; the result and what each side gave are entered."""
    found = reads.weighing(act.session, set_id)
    now = cases.case(act.session, found.row.case_id, act.me)
    refuse(rules.why_not_close(act.me.offices, found.running))
    result = reads.result(act.session, found)
    row = act.add(OptionSetClosing(set_id=set_id, at=act.at, by_id=act.me.id, roster=result.roster, verdict=result.outcome.verdict,
                                   option_id=result.outcome.option))
    best = _position(found, result.outcome.option)
    act.enter("options.closed", topic=found.row.topic, also=(now.topic,), body={
        "roster": result.roster, "given": result.given, "verdict": result.outcome.verdict, "best": best, "options": reads.for_the_record(result)})
    return row


def _position(found: Weighing, option_id: int | None) -> int | None:
    return next((each.position for each in found.options if each.id == option_id), None)
