"""Taking a dossier: the file is made, handed out and forgotten; that it was taken, for what, and its fingerprint are entered."""

import hashlib

from council import clock
from council.i18n import speaking
from council.mediation.dossier import reads, rules, telling
from council.mediation.dossier.models import Dossier
from council.people import reads as people
from council.people.rules import DESK
from council.record.acting import Act
from council.refusal import refuse
from council.text import clean


def take(act: Act, case_id: int, purpose: str, request: str = "") -> tuple[Dossier, bytes]:
    """The n-th dossier of a case, in Chinese: its row and the file."""
    from council.mediation.dossier import word  # the Word library costs a tenth of a second at every start

    request = clean(request).strip()
    refuse(rules.why_not_take(bool(act.me.offices & DESK), purpose, request))
    found = reads.gather(act.session, case_id, act.me)
    n = len(reads.taken(act.session, case_id)) + 1
    with speaking("zh-Hans"):
        cover = telling.Cover(people.council_by_id(act.session, act.council_id).name, purpose, request, clock.local(act.at).date(), n)
        file = word.docx(telling.title(found), cover, telling.sections(found, cover))
    row = act.add(Dossier(council_id=act.council_id, case_id=case_id, n=n, purpose=purpose, sha256=hashlib.sha256(file).hexdigest(), at=act.at,
                          by_id=act.me.id))
    act.enter("dossier.taken", topic=found.now.topic, body={"purpose": purpose, "number": n, "sha256": row.sha256})
    return row, file
