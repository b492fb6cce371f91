"""Whether the rows of handling say what the record says: every state told again from the leaves, every key with its leaf."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session, select

from council.grievances.handling.models import Closing, ClosingEnd, ClosingKey
from council.grievances.handling.rules import OUTCOMES, SIDES
from council.grievances.handling.states import steps_say
from council.grievances.models import Grievance
from council.grievances.rules import ENDED
from council.record import reads as record

KINDS = ("grievance.filed", "grievance.moved", "grievance.handed_over", "grievance.closed", "grievance.reopened", "grievance.revoked",
         "closing.proposed", "closing.confirmed", "closing.contested", "closing.taken_back")


@dataclass
class _Told:
    """What the record tells of one grievance: where it stands, and the keys of each proposal; `seq` is the last entry that was read."""

    state: str = ""
    seq: int = -1
    keys: dict[int, set[str]] = field(default_factory=dict)
    ended: dict[int, str] = field(default_factory=dict)
    wrong: list[int] = field(default_factory=list)


def check_rows(session: Session, council_id: int) -> Iterator[str]:
    """One sentence for each grievance whose states or keys differ from its leaves, and for each that was called solved without both keys."""
    told = _read(session, council_id)
    rows = {row.topic: row for row in session.exec(select(Grievance).where(Grievance.council_id == council_id))}
    stand = steps_say(session, [row.id or 0 for row in rows.values()])
    for topic in sorted(told.keys() | rows.keys()):
        if topic not in rows or topic not in told or not told[topic].state:
            yield f"{topic} 在数据库和记录里只有一边有 / {topic} is in only one of database and record"
        elif stand[rows[topic].id or 0] != told[topic].state:
            yield f"{topic} 走到哪一步，和第 {told[topic].seq} 号记录不一样 / the state of {topic} differs from entry {told[topic].seq}"
        for seq in told[topic].wrong if topic in told else ():
            yield f"第 {seq} 号记录说两边都认可，但没有两把钥匙 / entry {seq} says confirmed by both without both keys"
    yield from _keys(session, council_id, told)


def _read(session: Session, council_id: int) -> dict[str, _Told]:
    told: dict[str, _Told] = {}
    for entry in record.of_kinds(session, council_id, *KINDS):
        _take(told.setdefault(entry.e["topic"], _Told()), entry.seq, entry.e["kind"], entry.e["body"])
    return told


def _take(told: _Told, seq: int, kind: str, body: dict[str, Any]) -> None:
    closing = int(body.get("closing") or 0)
    before, told.seq = told.state, seq
    told.state = _next(before, kind, body)
    if kind == "closing.proposed":
        turned = "party" if body["side"] == body["second"] == "desk" else body["side"]
        told.keys[closing] = {turned} & set(SIDES)
    elif kind == "closing.confirmed":
        told.keys.setdefault(closing, set()).add(body["side"])
    elif kind == "grievance.closed":
        told.ended[closing] = body["outcome"]
        if body["outcome"] in OUTCOMES and (told.keys.get(closing) != set(SIDES) or body["confirmed"] != "both"):
            told.wrong.append(seq)


def _next(state: str, kind: str, body: dict[str, Any]) -> str:
    """Where a grievance stands after an entry."""
    if kind == "grievance.moved" and body["to"] == "solved":  # entered before there were keys, by the desk alone
        return "unconfirmed"
    if kind in ("grievance.moved", "closing.taken_back"):
        return str(body["to"])
    if kind == "closing.contested":
        return str(body["to"]) if body["ended"] else state
    if kind == "grievance.revoked":
        return state if state in ENDED else "withdrawn"
    return {"grievance.filed": "filed", "grievance.reopened": "filed", "grievance.handed_over": "out_of_remit", "closing.proposed": "closing",
            "closing.confirmed": state, "grievance.closed": str(body.get("outcome"))}[kind]


def _keys(session: Session, council_id: int, told: dict[str, _Told]) -> Iterator[str]:
    turned: dict[int, set[str]] = {}
    for key in session.exec(select(ClosingKey)):
        turned.setdefault(key.closing_id, set()).add(key.side)
    ends = {row.closing_id: row.how for row in session.exec(select(ClosingEnd))}
    for row in session.exec(select(Closing).where(Closing.council_id == council_id)):
        number, said = row.id or 0, told.get(f"grievance:{row.grievance_id}", _Told())
        if turned.get(number, set()) != said.keys.get(number):
            yield f"第 {number} 次提议结束的钥匙和记录不一样 / the keys of closing {number} differ from the record"
        if (ends.get(number) == "confirmed") != (said.ended.get(number) in OUTCOMES):
            yield f"第 {number} 次提议怎样结束，和记录不一样 / the end of closing {number} differs from the record"
