"""What is one thing: the secretary links what was said again about the cameras with what was said first."""

from council.db import reading
from council.grievances import reads as grievances
from council.grievances.likeness import acts as likeness
from council.people import reads as people
from seeds.teller import Teller

SECRETARY = "周敏"


def cameras(t: Teller) -> None:
    """Two about the same windows: handled together, and nobody is merged away."""
    with reading() as session:
        me = people.me(session, t.person(SECRETARY))
        assert me is not None
        found = [seen.id for seen in grievances.visible(session, me) if seen.grievance.category == "privacy"]
    with t.act(SECRETARY, after=300) as act:
        likeness.link(act, found[0], found[-1])
