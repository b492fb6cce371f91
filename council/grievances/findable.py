"""What a grievance is found by, its index of words and its sketch: written with the words, and gone with them."""

from council.grievances.likeness import acts as likeness
from council.grievances.search import acts as search
from council.record.acting import Act


def findable(act: Act, grievance_id: int) -> None:
    """Whatever changes, adds or erases words of a grievance calls this at its end."""
    search.index(act, grievance_id)
    likeness.note(act, grievance_id)
