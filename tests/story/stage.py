"""One evening on stage: a meeting with a draft of two clauses, told step by step through the acts."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from council import clock
from council.conventions import acts as conventions
from council.conventions.acts import ClauseText
from council.db import reading
from council.meetings import acts as meetings
from council.meetings import reads
from council.meetings.acts import Calling, Item
from council.votes import acts as votes
from council.votes import reads as votes_reads
from tests.conftest import Lane

QUEUE, SMOKE = "店外排队不超过六人。", "排烟口朝天不朝窗。"
NAMES = ["周敏", "陈阿姨", "王阿婆", "小李", "林老师", "小顾", "老赵", "阿May", "孙老板", "吴警官", "郑经理"]
HERE = ["王阿婆", "小李", "林老师", "老赵", "阿May", "吴警官"]


@dataclass
class Stage:
    """The evening: ids of what is on stage."""

    lane: Lane
    meeting: int = 0
    convention: int = 0
    clause: int = 0
    sounding: int = 0
    vote: int = 0

    @property
    def place(self) -> str:
        return f"meeting:{self.meeting}"

    def called(self) -> None:
        """Called, with two items; six people have come."""
        with self.lane.act("周敏") as act:
            self.convention = conventions.draft(act, "商居管理弄堂公约").id or 0
            self.clause, _smoke = [conventions.add_clause(act, self.convention, ClauseText(*text)).id or 0
                                   for text in (("排队与外摆", QUEUE), ("油烟", SMOKE))]
            meeting = meetings.call_meeting(act, Calling("外摆和排队，一起定", "弄口活动室", clock.now() - timedelta(minutes=20)))
            self.meeting = meeting.id or 0
            meetings.add_item(act, self.meeting, Item("商居管理弄堂公约", "clause", f"convention:{self.convention}", 40))
            meetings.add_item(act, self.meeting, Item("其他"))
        for name in HERE:
            with self.lane.act(name) as act:
                meetings.check_in(act, self.meeting)

    def opened(self) -> None:
        """Opened; nothing is on yet."""
        with self.lane.act("周敏") as act:
            meetings.open_meeting(act, self.meeting)

    def item(self) -> None:
        """The draft is on."""
        with self.lane.act("周敏") as act:
            meetings.open_item(act, reads.items(act.session, self.meeting)[0].id or 0)

    def hands(self) -> None:
        """Two hands are up."""
        for name, stand in (("王阿婆", "for"), ("老赵", "against")):
            with self.lane.act(name) as act:
                meetings.raise_hand(act, self.meeting, stand)

    def speech(self) -> None:
        """The first of them speaks."""
        with self.lane.act("周敏") as act:
            meetings.call_speaker(act, reads.queue(act.session, self.meeting)[0].hand_id)

    def reworded(self) -> None:
        """Both have spoken; the clause is worded anew."""
        with self.lane.act("周敏") as act:
            meetings.call_speaker(act, reads.queue(act.session, self.meeting)[0].hand_id)
        with self.lane.act("周敏") as act:
            meetings.end_speech(act, self.meeting)
        with self.lane.act("周敏") as act:
            conventions.reword(act, self.clause, ClauseText("排队与外摆", QUEUE.replace("六", "十")), self.place)

    def asked(self) -> None:
        """A sounding runs; two have answered."""
        with self.lane.act("周敏") as act:
            self.sounding = conventions.open_sounding(act, self.clause, self.place).id or 0
        for name, stand in (("王阿婆", "live"), ("老赵", "object")):
            with self.lane.act(name) as act:
                conventions.answer_sounding(act, self.sounding, stand)

    def heard(self) -> None:
        """The sounding is over."""
        with self.lane.act("周敏") as act:
            conventions.close_sounding(act, self.sounding)

    def voting(self) -> None:
        """The vote runs; two residents and a shop have voted."""
        with self.lane.act("周敏") as act:
            self.vote = conventions.put_to_vote(act, self.clause, self.place).id or 0
        for name, choice in (("王阿婆", "for"), ("小李", "for"), ("老赵", "against")):
            with self.lane.act(name) as act:
                votes.cast(act, self.vote, choice)

    def decided(self) -> None:
        """The vote is closed; it did not pass."""
        with self.lane.act("周敏") as act:
            votes.close_vote(act, self.vote)
        with reading() as session:
            assert votes_reads.passed(session, f"clause:{self.clause}") is False

    def closed(self) -> None:
        """The meeting is over."""
        with self.lane.act("周敏") as act:
            meetings.close_meeting(act, self.meeting)

    def upto(self, last: str) -> "Stage":
        """Play all steps up to and with this one."""
        for step in self.steps():
            step()
            if step.__name__ == last:
                return self
        raise LookupError(last)

    def steps(self) -> list[Callable[[], None]]:
        """The whole evening in order."""
        return [self.called, self.opened, self.item, self.hands, self.speech, self.reworded, self.asked, self.heard, self.voting, self.decided, self.closed]
