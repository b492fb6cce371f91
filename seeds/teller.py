"""Tells a story: who acts, at which moment; everything goes through the three doors."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

from council import clock
from council.db import reading
from council.people import reads as people
from council.people.reads import Me
from council.record.acting import Act, acting


class Teller:
    """Knows the cast of one council by name and by roll number."""

    def __init__(self, council_id: int, tonight: datetime) -> None:
        self.council_id, self.tonight = council_id, tonight
        self.moment = tonight
        with reading() as session:
            self.entries = {entry.number: person.id or 0 for entry, person, _home, _door in people.roll(session, council_id)}
            self.names = {person.name: person.id or 0 for _entry, person, _home, _door in people.roll(session, council_id)}
            self.shops = {shop.name: shop.id for shop in people.shops(session, council_id)}
            self.places = {place.name: place.id for place in people.segments(session, council_id)}

    def person(self, who: str) -> int:
        """A person by name or by roll number."""
        return self.names.get(who) or self.entries[who]

    def me(self, who: str) -> Me:
        """A person as actor."""
        with reading() as session:
            found = people.me(session, self.person(who))
        if found is None:
            raise LookupError(who)
        return found

    def go(self, days: float = 0, minutes: float = 0) -> None:
        """Turn to the evening so many days before tonight, or to some minutes ago; the story only goes forward."""
        self.moment = max(self.moment, self.evening(days) if days else self.tonight - timedelta(minutes=minutes))

    def start(self, days: float) -> None:
        """Begin so many days before tonight."""
        self.moment = self.evening(days)

    def evening(self, days: float) -> datetime:
        """Half past seven on the lane's clock, so many days before tonight."""
        return (clock.local(self.tonight) - timedelta(days=days)).replace(hour=19, minute=30, second=0).astimezone(UTC)

    @contextmanager
    def act(self, who: str, after: float = 7) -> Iterator[Act]:
        """One act of one person, `after` seconds later than the one before."""
        self.moment += timedelta(seconds=after)
        with clock.at(self.moment), acting(self.me(who)) as act:
            yield act

    def sector(self, prefix: str) -> list[str]:
        """The roll numbers of one side, in their order: 居 or 商."""
        return [number for number in self.entries if number.startswith(prefix)]
