"""`python -m council card COUNCIL NAME`: a fresh card from the machine itself, for a secretary whose laptop or password is gone."""

import sys

from council.config import from_env
from council.db import keeping, open_database, reading
from council.people import enrolment, passwords, reads
from council.people.doorway import served_at
from council.refusal import Absent


def main(argv: list[str]) -> int:
    """Print a sign-in link for one person; 1 when there is no such person, 3 for usage."""
    if len(argv) != 2:
        print("用法：python -m council card 议事会短名 姓名", file=sys.stderr)
        return 3
    config = from_env()
    open_database(config)
    try:
        with reading() as session:
            council = reads.council(session, argv[0])
            found = {person.id or 0 for _entry, person, _home, _door in reads.roll(session, council.id or 0) if person.name == argv[1]}
    except Absent:
        print(f"没有叫 {argv[0]} 的议事会。", file=sys.stderr)
        return 1
    if len(found) != 1:
        print(f"名册上叫“{argv[1]}”的有 {len(found)} 人，要正好一个人。", file=sys.stderr)
        return 1
    with keeping() as session:
        made = enrolment.issue(session, council.id or 0, found)
        for person_id in found:
            passwords.forget(session, person_id)
    print(f"{served_at(config)}/enter/{made.popitem()[1]}")
    return 0
