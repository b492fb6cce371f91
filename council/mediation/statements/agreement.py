"""Whether the tallies that are kept with the answers say what the answers say."""

from collections.abc import Iterator

from sqlmodel import Session, col, select

from council.mediation.statements import reads
from council.mediation.statements.models import StatementRound


def check_rows(session: Session, council_id: int) -> Iterator[str]:
    """One sentence for each statement whose kept tallies differ from its answers."""
    for turn in session.exec(select(StatementRound).where(StatementRound.council_id == council_id).order_by(col(StatementRound.id))):
        kept, counted = ({tuple(row[:3]): row.n for row in rows if row.n} for rows in (reads.kept(session, turn.id or 0), reads.counted(session, turn.id or 0)))
        for number in sorted({key[0] for key in kept.keys() | counted.keys() if kept.get(key) != counted.get(key)}):
            yield f"statement:{number} 记着的人数和各人的回答不一样 / the tallies of statement:{number} differ from its answers"
