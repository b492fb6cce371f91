"""Finding rounds and statements: through the eyes of the one who asks, and for the public what the whole lane may see."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col, select

from council.mediation.cases import reads as cases
from council.mediation.cases.reads import CaseNow
from council.mediation.statements import rules
from council.mediation.statements.models import (
    Statement,
    StatementAnswer,
    StatementRound,
    StatementRoundClosing,
    StatementStep,
    StatementTally,
    StatementVoice,
)
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import SIDES
from council.refusal import Absent

LARGEST_ID = 2**31 - 1
AFTER = {"reworded": "waiting"}


@dataclass(frozen=True)
class Round:
    """A round with its end, if it has one."""

    row: StatementRound
    closing: StatementRoundClosing | None

    @property
    def id(self) -> int:
        return self.row.id or 0

    @property
    def running(self) -> bool:
        return self.closing is None


@dataclass(frozen=True)
class Said:
    """A statement as it stands: its state, and of a refusal the reason, the words to the author and who refused it."""

    row: Any
    state: str = "waiting"
    code: str = ""
    note: str = ""
    refused_by: int | None = None
    plea: str = ""

    @property
    def id(self) -> int:
        return self.row.id or 0

    @property
    def text(self) -> str:
        return self.row.text


@dataclass(frozen=True)
class There:
    """A case as the page of its statements opens it; member: the one who asks, if it is there for more than the public."""

    row: Any
    member: Me | None = None
    voice: str | None = None
    desk: bool = False
    parties: Mapping[str, set[int]] | None = None


def there(session: Session, case_id: int, me: Me | None) -> There:
    """The case for whoever asks: for those who may see it as it is for them, for everybody else only if the whole lane sees it."""
    row = cases.row(session, case_id)
    if me is not None and me.council_id == row.council_id:
        now = cases.case(session, case_id, me)
        return There(row, me, now.voice, now.desk, now.parties)
    if row.circle != "lane":
        raise Absent
    return There(row)


def round_of(session: Session, case_id: int) -> Round | None:
    """The newest round on a case, or None."""
    row = session.exec(select(StatementRound).where(StatementRound.case_id == case_id).order_by(col(StatementRound.id).desc())).first()
    return Round(row, session.get(StatementRoundClosing, row.id)) if row else None


def round_by_id(session: Session, round_id: int) -> Round:
    """One round, or Absent."""
    row = session.get(StatementRound, round_id) if 0 < round_id <= LARGEST_ID else None
    if row is None:
        raise Absent
    return Round(row, session.get(StatementRoundClosing, round_id))


def all_said(session: Session, round_id: int) -> list[Said]:
    """Every statement of a round as it stands, the oldest first; rows that are read and not written."""
    rows = session.execute(columns(col(Statement.id), col(Statement.text), col(Statement.origin), col(Statement.side), col(Statement.author_id)).where(
        col(Statement.round_id) == round_id).order_by(col(Statement.id)))
    steps = session.execute(columns(
        col(StatementStep.statement_id), col(StatementStep.state), col(StatementStep.code), col(StatementStep.note), col(StatementStep.by_id)).join(
        Statement, col(Statement.id) == col(StatementStep.statement_id)).where(col(Statement.round_id) == round_id).order_by(col(StatementStep.id)))
    return _standing(rows.all(), steps.all())


def admitted(session: Session, round_id: int) -> list[Said]:
    """Those that are asked."""
    return [each for each in all_said(session, round_id) if each.state == "admitted"]


def statement(session: Session, statement_id: int) -> Said:
    """One statement, whoever asks; or Absent."""
    row = session.get(Statement, statement_id) if 0 < statement_id <= LARGEST_ID else None
    if row is None:
        raise Absent
    return _standing([row], list(session.exec(select(StatementStep).where(StatementStep.statement_id == statement_id).order_by(col(StatementStep.id)))))[0]


def seen(session: Session, statement_id: int, me: Me) -> tuple[Said, Round, CaseNow]:
    """A statement if it is there for `me`: once it is admitted for all who see the case, before that for its author and the desk,
    and in appeal for the second person, whom its author has asked."""
    found = statement(session, statement_id)
    turn = round_by_id(session, found.row.round_id)
    row = cases.row(session, turn.row.case_id)
    if found.row.council_id != me.council_id:
        raise Absent
    asked = found.state == "appealed" and me.holds(*rules.SECOND)
    now = cases.now(session, row, me) if asked else cases.case(session, turn.row.case_id, me)
    if not (asked or now.desk or found.state == "admitted" or found.row.author_id == me.id):
        raise Absent
    return found, turn, now


def appeals(session: Session, me: Me) -> list[Said]:
    """What waits for a second person in this council, the oldest first; nothing for whoever is none."""
    if not me.holds(*rules.SECOND):
        return []
    rows = list(session.exec(select(Statement).where(Statement.council_id == me.council_id, col(Statement.id).in_(
        select(StatementStep.statement_id).where(StatementStep.state == "appealed"))).order_by(col(Statement.id))))
    steps = session.exec(select(StatementStep).where(col(StatementStep.statement_id).in_([row.id for row in rows])).order_by(col(StatementStep.id)))
    return [each for each in _standing(rows, list(steps)) if each.state == "appealed"]


def near(session: Session, turn: Round, text: str, but: int = 0) -> list[Said]:
    """The statements that are asked and come near to these words, the nearest first."""
    found = {each.id: each for each in admitted(session, turn.id) if each.id != but}
    return [found[number] for number in rules.alike(text, {number: each.text for number, each in found.items()})]


def who_may(session: Session, case_id: int, circle: str, parties: Mapping[str, set[int]] | None = None) -> dict[str, set[int]]:
    """Who may answer on each side: the case's parties; where the whole lane sees it everybody else on the roll too, but those between."""
    parties = cases.parties(session, case_id) if parties is None else parties
    asked = {side: set(parties.get(side, ())) for side in SIDES}
    if circle == "lane":
        placed = {person for persons in parties.values() for person in persons} | set(cases.mediators(session, case_id))
        for side, persons in people.on_sides(session, cases.row(session, case_id).council_id).items():
            asked[side] |= persons - placed
    return asked


def roster(session: Session, turn: StatementRound) -> dict[str, set[int]]:
    """Who may answer in a round, by side."""
    return who_may(session, turn.case_id, turn.circle)


def roster_counts(session: Session, turn: Round, parties: Mapping[str, set[int]] | None = None) -> dict[str, int]:
    """How many may answer on each side; after the end, as it was then. parties: the case's, where they are known already."""
    if turn.closing:
        return {side: int(turn.closing.roster.get(side, 0)) for side in SIDES}
    return {side: len(persons) for side, persons in who_may(session, turn.row.case_id, turn.row.circle, parties).items()}


def voice(session: Session, round_id: int, person_id: int) -> str | None:
    """For which side somebody has begun to answer in a round."""
    found = session.get(StatementVoice, (round_id, person_id))
    return found.sector if found else None


def turnout(session: Session, round_id: int) -> dict[str, int]:
    """How many people of each side have answered something."""
    counted = session.execute(columns(col(StatementVoice.sector), func.count().label("n")).where(
        col(StatementVoice.round_id) == round_id).group_by(col(StatementVoice.sector)))
    return dict.fromkeys(SIDES, 0) | {row.sector: row.n for row in counted}


def mine(session: Session, round_id: int, person_id: int) -> dict[int, str]:
    """What somebody answered, the latest answer last."""
    rows = session.execute(columns(col(StatementAnswer.statement_id), col(StatementAnswer.stand)).where(
        col(StatementAnswer.person_id) == person_id, col(StatementAnswer.round_id) == round_id).order_by(
        col(StatementAnswer.at), col(StatementAnswer.statement_id)))
    return {row.statement_id: row.stand for row in rows}


def answered(session: Session, statement_id: int) -> int:
    """How many people have answered a statement."""
    return session.execute(columns(func.count()).select_from(StatementAnswer).where(col(StatementAnswer.statement_id) == statement_id)).scalar_one()


def kept(session: Session, round_id: int) -> Sequence[Any]:
    """How often each answer was given in a round: statement, side, answer, times; as it is kept with every answer."""
    return session.connection().execute(columns(col(StatementTally.statement_id), col(StatementTally.sector), col(StatementTally.stand),
                                                col(StatementTally.n)).where(col(StatementTally.round_id) == round_id)).all()


def counted(session: Session, round_id: int) -> Sequence[Any]:
    """The same counted from the answers themselves."""
    by = (col(StatementAnswer.statement_id), col(StatementAnswer.sector), col(StatementAnswer.stand))
    return session.connection().execute(columns(*by, func.count().label("n")).where(col(StatementAnswer.round_id) == round_id).group_by(*by)).all()


def next_for(session: Session, turn: Round, me: Me, side: str) -> list[Said]:
    """What `me` has not answered yet, in the order in which it is asked."""
    done = mine(session, turn.id, me.id)
    left = {each.id: each for each in admitted(session, turn.id) if each.id not in done}
    answers = dict.fromkeys(left, 0)
    for number, sector, _stand, n in kept(session, turn.id):
        if sector == side and number in left:
            answers[number] += n
    return [left[number] for number in rules.next_first(answers, f"{turn.id}:{me.id}")]


def _standing(rows: Sequence[Any], steps: Sequence[Any]) -> list[Said]:
    found = {row.id or 0: Said(row) for row in rows}
    for step in steps:
        before = found[step.statement_id]
        refusal = step if step.state == "refused" else None
        found[step.statement_id] = Said(
            before.row, AFTER.get(step.state, step.state), step.code or before.code, step.note if refusal or step.state == "upheld" else before.note,
            refusal.by_id if refusal else before.refused_by, step.note if step.state == "appealed" else before.plea)
    return list(found.values())
