"""One of everything in a council, told through the acts, so that a hostile hand finds something real behind every door."""

from dataclasses import dataclass
from datetime import timedelta

from sqlmodel import col, select

from council import clock
from council.conventions import acts as conventions
from council.conventions import reads as convention_reads
from council.conventions.acts import ClauseText
from council.db import keeping, reading
from council.grievances import acts as grievances
from council.grievances import helping
from council.mediation import acts as mediation
from council.meetings import acts as meetings
from council.meetings import reads as meeting_reads
from council.meetings.acts import Calling, Item
from council.patrols import acts as patrols
from council.patrols import reads as patrol_reads
from council.people import acts as people_acts
from council.people import reads as people
from council.people.acts import Newcomer
from council.people.models import Device, Person
from council.people.session import hash_token
from council.photos import Picture
from council.photos import photos as photos_of
from council.record.acting import Clock, acting
from council.votes import acts as votes
from council.votes import reads as vote_reads
from tests.hostile.afterwards import afterwards
from tests.hostile.between import between
from tests.hostile.chaired import chaired
from tests.hostile.floored import floored
from tests.hostile.planned import planned
from tests.hostile.rumours import rumours
from tests.hostile.voicing import voicing

BREACHES = 3


@dataclass(frozen=True)
class Roles:
    """Who does what in a council: the desk, one of each side, a neighbour who has not come."""

    desk: str
    resident: str
    merchant: str
    absent: str


def complete_neighbours(council_id: int) -> None:
    """The next council gets a lane, a shop and a neighbour, so that it can have a convention of its own."""
    with acting(Clock(council_id)) as act:
        people_acts.draw_lane(act, [], ["横弄"])
        people_acts.admit(act, [Newcomer("店1", "面馆老板", "merchant", "店1", shop="东兴面馆", segment="横弄"),
                                Newcomer("居9", "邻居老周", "resident", "9", segment="横弄")])


class Story:
    """Tells it; `ids` then names one of each kind of thing."""

    def __init__(self, council_id: int, roles: Roles) -> None:
        self.council_id, self.roles, self.ids = council_id, roles, dict[str, int]()
        with reading() as session:
            self.people = {person.name: person.id or 0 for _entry, person, *_rest in people.roll(session, council_id)}

    def me(self, name: str) -> people.Me:
        """A person as actor."""
        with reading() as session:
            found = people.me(session, self.people[name])
        assert found is not None
        return found

    def tell(self) -> dict[str, int]:
        """Everything, in an order that the rules allow."""
        self._places()
        self._meetings()
        self._draft()
        self._vote()
        self._words()
        self._breaches()
        self.ids |= between(self)
        self.ids |= voicing(self)
        self.ids |= afterwards(self)
        self.ids |= rumours(self)
        self.ids |= floored(self)
        self.ids |= chaired(self)
        self.ids |= planned(self)
        return self.ids

    def _places(self) -> None:
        with reading() as session:
            self.ids |= {"segment": people.segments(session, self.council_id)[0].id or 0, "shop": self._shop(session)}
        self.ids |= {"council": self.council_id, "absent": self.people[self.roles.absent], "person": self.people[self.roles.resident],
                     "entry": self.me(self.roles.absent).capacities[0].entry_id, "head": self._head()}

    def _head(self) -> int:
        with reading() as session:
            held = people.holders(session, self.council_id, "building_head")
        if not held:
            with acting(self.me(self.roles.desk)) as act:
                people_acts.appoint(act, self.people[self.roles.absent], "building_head")
        return held[0].id or 0 if held else self.people[self.roles.absent]

    def _shop(self, session):  # type: ignore[no-untyped-def]
        found = people.me(session, self.people[self.roles.merchant])
        assert found is not None and found.capacities[0].premises_id
        return found.capacities[0].premises_id

    def _meetings(self) -> None:
        with acting(self.me(self.roles.desk)) as act:
            running = meeting_reads.running(act.session, self.council_id) or self._opened(act)
            called = meetings.call_meeting(act, Calling("下一次", "弄口", clock.now() + timedelta(days=7)))
            waiting = meetings.add_item(act, called.id or 0, Item("先听听"))
            on = meeting_reads.current_item(act.session, running.id or 0)
            self.ids |= {"meeting": running.id or 0, "called": called.id or 0, "waiting": waiting.id or 0, "item": on.id if on and on.id else 0}
        with reading() as session:
            there = meeting_reads.present(session, self.ids["meeting"], self.people[self.roles.resident])
        if there is None:
            self._arrive()
        with reading() as session:
            self.ids["hand"] = meeting_reads.queue(session, self.ids["meeting"])[0].hand_id

    def _opened(self, act):  # type: ignore[no-untyped-def]
        meeting = meetings.call_meeting(act, Calling("今晚", "弄口", clock.now()))
        item = meetings.add_item(act, meeting.id or 0, Item("门口的路"))
        meetings.open_meeting(act, meeting.id or 0)
        meetings.open_item(act, item.id or 0)
        return meeting

    def _arrive(self) -> None:
        for name in (self.roles.resident, self.roles.merchant):
            with acting(self.me(name)) as act:
                meetings.check_in(act, self.ids["meeting"])
        with acting(self.me(self.roles.resident)) as act:
            meetings.raise_hand(act, self.ids["meeting"], "for")

    def _draft(self) -> None:
        with acting(self.me(self.roles.desk)) as act:
            row = conventions.draft(act, "冬天的约定")
            clauses = [conventions.add_clause(act, row.id or 0, ClauseText(f"第 {n} 件事", f"**{n}** 点以前不响。")) for n in (7, 8, 9)]
            sounding = conventions.open_sounding(act, clauses[2].id or 0, f"meeting:{self.ids['meeting']}")
        self.ids |= {"convention": row.id or 0, "clause": clauses[1].id or 0, "sounded": clauses[2].id or 0, "sounding": sounding.id or 0}
        with reading() as session:
            lacking = not convention_reads.in_force(session, self.council_id)
        if lacking:
            self._adopt(row.id or 0, clauses[0].id or 0)

    def _adopt(self, convention_id: int, clause_id: int) -> None:
        with acting(self.me(self.roles.desk)) as act:
            vote = conventions.put_to_vote(act, clause_id, f"meeting:{self.ids['meeting']}")
        with reading() as session:
            electors = [person.name for entry, person, *_rest in people.roll(session, self.council_id) if entry.sector in ("resident", "merchant")]
        for name in dict.fromkeys(electors):
            with acting(self.me(name)) as act:
                votes.cast(act, vote.id or 0, "for")
        with acting(self.me(self.roles.desk)) as act:
            votes.close_vote(act, vote.id or 0)
            conventions.adopt(act, convention_id)

    def _vote(self) -> None:
        with acting(self.me(self.roles.desk)) as act:
            running = vote_reads.running(act.session, f"meeting:{self.ids['meeting']}")
            if running is None:
                running = votes.open_vote(act, votes.Motion("先议哪一件？", venue=f"meeting:{self.ids['meeting']}"))
            act.enter("lane.drawn", topic=f"council:{self.council_id}", body={"compounds": [], "segments": []})
        self.ids["vote"] = running.id or 0

    def _words(self) -> None:
        with acting(self.me(self.roles.resident)) as act:
            row = grievances.file(act, grievances.Complaint("半夜卸货。", "醒了。", "白天卸。", 3, "noise", "lane", self.ids["segment"], "", (),
                                                            [Picture(b"\xff\xd8\xff\xd9", "image/jpeg", 1, 1)]))
            secret = grievances.file(act, grievances.Complaint("只给书记。", "", "听一听。", 2, "dispute", "secretary"))
            photo = photos_of(act.session, row.topic)[0]
        with acting(self.me(self.roles.desk)) as act:
            goal = mediation.note_goal(act, "夜里都睡得着。", [row.id or 0])
            helped = helping.file_for(act, self.me(self.roles.absent), grievances.Complaint("门口积水。", "", "疏通。", 2, "rubbish"), True)
        with acting(self.me(self.roles.absent)) as act:
            about = grievances.file(act, grievances.Complaint("门口音响。", "", "关小。", 3, "noise", "lane", shops=(self.ids["shop"],)))
        self.ids |= {"grievance": row.id or 0, "secret": secret.id or 0, "photo": photo.id or 0, "goal": goal.id or 0,
                     "about": about.id or 0, "helped": helped.id or 0}

    def _breaches(self) -> None:
        with reading() as session:
            self.ids["promise"] = patrol_reads.clauses(session, self.council_id)[0].clause_id
        made = []
        for _breach in range(BREACHES):
            with acting(self.me(self.roles.desk)) as act:
                made.append(patrols.log_violation(act, patrols.Breach(self.ids["promise"], self.ids["shop"], self.ids["segment"])).id or 0)
        with acting(self.me(self.roles.merchant)) as act:
            contested = patrols.dispute(act, made[1], "那天关门。")
        self.ids |= {"violation": made[0], "contested": made[1], "dispute": contested.id or 0}


def sign_in(names: dict[str, int]) -> dict[str, int]:
    """A device for each, whose token is the person's name in hex; returns name → device."""
    with keeping() as session:
        rows = {name: Device(person_id=id, token_hash=hash_token(token(name)), label="测试", at=clock.now(), seen_at=clock.now(), password_ok=True)
                for name, id in names.items()}
        session.add_all(rows.values())
        session.flush()
        return {name: row.id or 0 for name, row in rows.items()}


def token(name: str) -> str:
    """The device token of one of the cast."""
    return name.encode().hex()


def everybody() -> dict[str, int]:
    """Name → person, of every council; the first of a name."""
    with reading() as session:
        return {person.name: person.id or 0 for person in session.exec(select(Person).order_by(col(Person.id).desc()))}
