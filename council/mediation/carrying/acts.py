"""Climbing with the papers of the talks: the dossier of the case as it is at that moment goes up with the matter."""

import hashlib
import json
from dataclasses import asdict

from council import clock
from council.grievances.clocks import acts as clocks
from council.grievances.clocks import reads as clock_reads
from council.i18n import speaking
from council.mediation.carrying import reads
from council.mediation.carrying.models import Carried
from council.mediation.dossier import reads as dossiers
from council.mediation.dossier import telling
from council.people import reads as people
from council.people.reads import Me
from council.people.rules import DESK
from council.record.acting import Act


def climb(act: Act, grievance_id: int, reason: str) -> str:
    """One rung up by hand, and what there is of a case goes with it: both, or neither; returns the level it is at now."""
    level = clocks.climb(act, grievance_id, reason).level
    carry(act, grievance_id)
    return level


def carry(act: Act, grievance_id: int) -> Carried | None:
    """Freeze the dossier of the grievance's case for its last climb; nothing where there is no case, or it carries one already.

    A dossier holds only what both sides may know, so it is made with the desk's eyes, whoever sent the matter up.
    """
    from council.mediation.dossier import word  # the Word library costs a tenth of a second at every start

    case_id, rungs = reads.case_of(act.session, grievance_id), reads.rungs(act.session, grievance_id)
    if case_id is None or not rungs or rungs[-1].carried:
        return None
    council = people.council_by_id(act.session, act.council_id)
    found = dossiers.gather(act.session, case_id, Me(0, act.council_id, council.slug, council.name, "", (), DESK))
    with speaking("zh-Hans"):
        cover = telling.Cover(council.name, "climb", "", clock.local(act.at).date())
        title, sections = telling.title(found), telling.sections(found, cover)
        file = word.docx(title, cover, sections)
    last = clock_reads.owners(act.session, [grievance_id])[grievance_id].climbs[-1]
    told = {"title": title, "council": council.name, "day": cover.today.isoformat(), "sections": [asdict(each) for each in sections]}
    row = act.add(Carried(council_id=act.council_id, case_id=case_id, grievance_id=grievance_id, climb_id=last.id or 0, level=last.level, file=file,
                          told=json.dumps(told, ensure_ascii=False, default=str), sha256=hashlib.sha256(file).hexdigest(), at=act.at))
    act.enter("dossier.carried", topic=found.now.topic, body={"grievance": grievance_id, "level": row.level, "sha256": row.sha256},
              also=(f"grievance:{grievance_id}",))
    return row
