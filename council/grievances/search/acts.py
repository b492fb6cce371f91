"""The index is written in the transaction of the act that writes or erases the words."""

from sqlalchemy import delete
from sqlmodel import col

from council.grievances import reads as grievances
from council.grievances.models import Grievance
from council.grievances.search.models import Passage
from council.grievances.search.rules import BREAK, cut
from council.record.acting import Act


def index(act: Act, grievance_id: int) -> None:
    """Index a grievance's words as they are now, and nothing of what they were. Call it whenever anything in it is written or erased."""
    act.session.flush()
    act.session.execute(delete(Passage).where(col(Passage.grievance_id) == grievance_id))
    row = act.session.get(Grievance, grievance_id)
    if row is None or not row.happened:
        return
    said = [row.happened, row.hurt, row.ask, *(each.words for each in grievances.additions(act.session, grievance_id)),
            *(each.words for each in grievances.answers(act.session, grievance_id))]
    desk = [row.door, *(each.hurt for each in grievances.joinings(act.session, grievance_id))]
    for at, texts in enumerate((said, desk)):
        words = [token for text in texts if text for token in (*cut(text), BREAK)]
        if words:
            act.session.add(Passage(id=2 * grievance_id + at, council_id=row.council_id, grievance_id=grievance_id, desk=bool(at), words=words))
