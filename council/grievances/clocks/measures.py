"""How long each clock may take, as a council has set it: in working days, or in hours where every hour counts."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from council.grievances.clocks import rules
from council.grievances.clocks.models import Measure
from council.grievances.clocks.rules import CLASSES, CLOCKS, HOUR, Change, Due
from council.people.calendar.rules import DAY
from council.people.rules import why_not_desk
from council.record.acting import Act
from council.refusal import refuse
from council.words import Sentence, _

MOST = {False: 60, True: 720}
"""The largest amount: working days, or hours where every hour counts."""


def unit(due: Due) -> timedelta:
    """What one of an amount is."""
    return HOUR if due.urgent else DAY


def amount(due: Due, name: str) -> int:
    """What a clock is allowed, in whole units."""
    return due.allowed(name) // unit(due)


def changes(session: Session, council_id: int) -> dict[str, list[Change]]:
    """What a council has changed, by due class."""
    found: dict[str, list[Change]] = {}
    for row in session.exec(select(Measure).where(Measure.council_id == council_id).order_by(col(Measure.id))):
        found.setdefault(row.due, []).append(Change(row.clock, row.at, row.amount * unit(CLASSES[row.due])))
    return found


def classes(session: Session, council_id: int) -> dict[str, Due]:
    """The due classes as they hold for what begins now."""
    made = changes(session, council_id)
    return {code: _changed(due, made.get(code, [])) for code, due in CLASSES.items()}


def changed_at(session: Session, council_id: int) -> datetime | None:
    """When they were changed last."""
    return session.exec(select(Measure.at).where(Measure.council_id == council_id).order_by(col(Measure.id).desc())).first()


def why_not_measures(due: Due | None, wanted: Mapping[str, int], now: Mapping[str, int]) -> str | None:
    """Why these amounts cannot hold for a class."""
    if due is None:
        return _("没有这一类。请重新打开这一页。")
    if not all(1 <= wanted[name] <= MOST[due.urgent] for name in CLOCKS):
        return Sentence(_("请写 1 到 {n} 的整数。"), n=MOST[due.urgent])
    order = [wanted[name] for name in CLOCKS]
    if order != sorted(order):
        return _("先看到，再说上话，再定日子，再有结果：后面的不能比前面的短。")
    return _("跟现在的一样，没有要改的。") if wanted == now else None


def set_measures(act: Act, code: str, wanted: Mapping[str, int]) -> None:
    """From now on the clocks of this class that begin may take so long; those that run keep what they were promised."""
    refuse(why_not_desk(act.me.offices))
    due = classes(act.session, act.council_id).get(code)
    now = {name: amount(due, name) for name in CLOCKS} if due else {}
    refuse(why_not_measures(due, wanted, now))
    for name in CLOCKS:
        if wanted[name] != now[name]:
            act.add(Measure(council_id=act.council_id, due=code, clock=name, amount=wanted[name], by_id=act.me.id, at=act.at))
            act.enter("clock.measured", topic=f"council:{act.council_id}", body={
                "class": code, "clock": name, "was": now[name], "now": wanted[name], "unit": "hour" if rules.CLASSES[code].urgent else "day"})


def _changed(due: Due, made: list[Change]) -> Due:
    last = {each.name: each.allowed for each in made}
    acknowledge, contact, plan, outcome = (last.get(name, due.allowed(name)) for name in CLOCKS)
    return Due(due.word, acknowledge, contact, plan, outcome, due.urgent)
