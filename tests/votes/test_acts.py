"""Opening, casting, changing and closing on both databases: the rows, the exact entries, and refusals that leave nothing."""

import hashlib
import hmac
from datetime import timedelta

import pytest
from sqlmodel import select

from council import clock
from council.db import reading
from council.people import acts as people
from council.people.acts import Newcomer
from council.people.models import Person, RollEntry
from council.record.acting import Clock, Repeated, acting
from council.record.models import News, Opening
from council.refusal import Absent, Refusal
from council.votes import reads, rules
from council.votes.acts import Motion, cast, close_vote, open_vote
from council.votes.models import Ballot, Elector, Vote, VoteClosing
from tests.conftest import Lane

CLAUSE = Motion("第三条 排队与外摆，赞成吗？", "clause:3", "meeting:12", text="店外排队不超过十人。")


def put(lane: Lane, motion: Motion = CLAUSE) -> int:
    with lane.act("周敏") as act:
        return open_vote(act, motion).id or 0


def tap(lane: Lane, name: str, vote_id: int, choice: str, sector: str | None = None) -> int:
    with lane.act(name) as act:
        return cast(act, vote_id, choice, sector)


def close(lane: Lane, vote_id: int) -> VoteClosing:
    with lane.act("周敏") as act:
        return close_vote(act, vote_id)


def ballots(vote_id: int) -> list[Ballot]:
    with reading() as session:
        return list(session.exec(select(Ballot).where(Ballot.vote_id == vote_id).order_by(Ballot.person_id)))


def everything(lane: Lane) -> tuple:
    """What must not move when something is refused: the log, and every row of the votes."""
    with reading() as session:
        rows = [repr(row) for table in (Vote, Elector, Ballot, VoteClosing) for row in session.exec(select(table))]
    return lane.size(), sorted(rows)


def test_opening_freezes_the_words_the_rule_and_the_roll(lane: Lane) -> None:
    before = lane.size()
    vote_id = put(lane)
    leaf = lane.leaves(before)[0]
    with reading() as session:
        row = reads.vote(session, vote_id)
        electors = list(session.exec(select(Elector).where(Elector.vote_id == vote_id)))
    assert lane.size() == before + 1 and row.entry == before
    assert (leaf["kind"], leaf["topic"], leaf["actor"], leaf["in"]) == ("vote.opened", f"vote:{vote_id}", "书记", ["meeting:12", "clause:3"])
    body = leaf["body"]
    assert body["electorate"] == row.electorate == {"resident": 5, "merchant": 3}
    assert body["rule"] == rules.BOTH_SIDES and body["question"] == CLAUSE.question and body["text"] == CLAUSE.text
    assert body["roll_hash"] == rules.roll_hash((each.entry_id, each.person_id, each.sector) for each in electors)
    assert body["hash"] == row.hash == rules.frozen_hash({name: value for name, value in body.items() if name != "hash"})
    assert (body["mode"], body["show"], body["rehearsal"]) == ("open", "split", False)


def test_a_ballot_is_one_row_and_one_entry_without_a_name(lane: Lane) -> None:
    vote_id, before = put(lane), lane.size()
    entry = tap(lane, "王阿婆", vote_id, "for")
    (leaf,) = lane.leaves(before)
    (ballot,) = ballots(vote_id)
    assert entry == before == ballot.seq
    assert (leaf["kind"], leaf["topic"], leaf["in"], leaf["actor"]) == ("ballot.cast", f"vote:{vote_id}", ["meeting:12"], "居民")
    with reading() as session:
        key = reads.vote(session, vote_id).key
        opening = session.get(Opening, (lane.council_id, entry, "voter"))
        heard = session.exec(select(News).where(News.stream == "meeting:12").order_by(News.n)).all()
    me = str(lane.people["王阿婆"]).encode()
    assert leaf["body"] == {"sector": "resident", "choice": "for", "rev": 1, "mark": hmac.new(key, me, hashlib.sha256).hexdigest()[:32]}
    assert set(leaf["commit"]) == {"voter"} and "王阿婆" not in str(leaf) and opening is not None and opening.value == "王阿婆"
    assert (ballot.sector, ballot.choice, ballot.rev, ballot.channel) == ("resident", "for", 1, "phone")
    assert [news.kind for news in heard] == ["vote.opened", "ballot.cast"]


def test_the_last_ballot_counts_and_the_same_one_again_is_the_first_receipt(lane: Lane) -> None:
    vote_id, before = put(lane), lane.size()
    first = tap(lane, "老赵", vote_id, "for")
    with pytest.raises(Repeated) as again, lane.act("老赵") as act:
        act.answer(to="/votes/1")
        cast(act, vote_id, "for")
    assert again.value.answer == {"entry": first, "to": "/votes/1"} and lane.size() == before + 1
    second = tap(lane, "老赵", vote_id, "against")
    third = tap(lane, "老赵", vote_id, "for")
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["ballot.cast", "ballot.changed", "ballot.changed"]
    assert [first, second, third] == [before, before + 1, before + 2]
    assert [leaf["body"]["rev"] for leaf in leaves] == [1, 2, 3] and len({leaf["body"]["mark"] for leaf in leaves}) == 1
    (ballot,) = ballots(vote_id)
    assert (ballot.choice, ballot.rev, ballot.seq) == ("for", 3, third)


def test_closing_announces_the_count_and_the_verdict(lane: Lane) -> None:
    vote_id = put(lane)
    for name, choice in {"王阿婆": "for", "陈阿姨": "for", "林老师": "against", "老赵": "for", "阿May": "against"}.items():
        tap(lane, name, vote_id, choice)
    before = lane.size()
    ending = close(lane, vote_id)
    (leaf,) = lane.leaves(before)
    count = {"resident": {"for": 2, "against": 1, "abstain": 0}, "merchant": {"for": 1, "against": 1, "abstain": 0}}
    assert (leaf["kind"], leaf["in"], ending.seq) == ("vote.closed", ["meeting:12", "clause:3"], before)
    assert leaf["body"]["tally"] == ending.tally == count
    assert leaf["body"]["verdict"] == ending.verdict == rules.verdict(rules.BOTH_SIDES, {"resident": 5, "merchant": 3}, count)
    assert ending.verdict["passed"] is False
    with reading() as session:
        row = reads.vote(session, vote_id)
        found = reads.result(session, row)
        assert reads.passed(session, "clause:3") is False and reads.running(session, "meeting:12") is None
        assert [each.id for each in reads.of_venue(session, "meeting:12")] == [vote_id] == [each.id for each in reads.of_subject(session, "clause:3")]
    assert (found.cast, found.tally, found.verdict) == ({"resident": 3, "merchant": 2}, count, ending.verdict)


def test_a_second_round_that_passes_is_what_counts(lane: Lane) -> None:
    first = put(lane)
    close(lane, first)
    second = put(lane)
    for name in ("王阿婆", "陈阿姨", "林老师", "老赵", "阿May"):
        tap(lane, name, second, "for")
    close(lane, second)
    with reading() as session:
        assert reads.passed(session, "clause:3") is True and reads.passed(session, "clause:99") is None
        assert reads.result(session, reads.vote(session, first)).verdict["passed"] is False  # type: ignore[index]


def test_who_owns_a_shop_and_lives_there_stands_for_one_side(lane: Lane) -> None:
    with lane.act("周敏") as act:
        act.add(RollEntry(council_id=lane.council_id, person_id=lane.people["老赵"], number="R3", sector="resident"))
        act.enter("roll.changed", topic=f"roll:{lane.council_id}")
    vote_id = put(lane)
    with reading() as session:
        assert reads.vote(session, vote_id).electorate == {"resident": 6, "merchant": 3}
        assert set(reads.standing(session, reads.vote(session, vote_id), lane.me("老赵")).sectors) == {"resident", "merchant"}
    before = everything(lane)
    with pytest.raises(Refusal, match="请先选这一次代表哪一边"):
        tap(lane, "老赵", vote_id, "for")
    assert everything(lane) == before
    tap(lane, "老赵", vote_id, "for", "resident")
    with pytest.raises(Repeated):
        tap(lane, "老赵", vote_id, "for")
    tap(lane, "老赵", vote_id, "against")
    assert [(each.sector, each.choice) for each in ballots(vote_id)] == [("resident", "against")]
    tap(lane, "老赵", vote_id, "against", "merchant")
    assert [(each.sector, each.rev) for each in ballots(vote_id)] == [("merchant", 3)]
    assert lane.leaves()[-1]["actor"] == "商户"


def test_two_entries_on_one_side_are_one_vote(lane: Lane) -> None:
    with lane.act("周敏") as act:
        act.add(RollEntry(council_id=lane.council_id, person_id=lane.people["老赵"], number="S33", sector="merchant"))
        act.enter("roll.changed", topic=f"roll:{lane.council_id}")
    vote_id = put(lane)
    tap(lane, "老赵", vote_id, "for")
    with reading() as session:
        assert reads.vote(session, vote_id).electorate["merchant"] == 3


@pytest.mark.parametrize(("name", "choice", "said"), [
    ("周敏", "for", "已经锁定名册，上面没有您"), ("吴警官", "for", "已经锁定名册，上面没有您"), ("王阿婆", "banana", "没有看懂您投的是什么"), ("王阿婆", "", "没有看懂"),
])
def test_who_may_not_vote_or_says_nonsense_moves_nothing(lane: Lane, name: str, choice: str, said: str) -> None:
    vote_id = put(lane)
    before = everything(lane)
    with pytest.raises(Refusal, match=said):
        tap(lane, name, vote_id, choice)
    with pytest.raises(Refusal, match="名册上您不在这一边"):
        tap(lane, "王阿婆", vote_id, "for", "merchant")
    assert everything(lane) == before


def test_who_comes_to_the_roll_later_waits_for_the_next_vote(lane: Lane) -> None:
    vote_id = put(lane)
    with lane.act("周敏") as act:
        people.admit(act, [Newcomer("R99", "新来的", "resident", "99")])
    with reading() as session:
        lane.people["新来的"] = session.exec(select(Person.id).where(Person.name == "新来的")).one() or 0
    before = everything(lane)
    with pytest.raises(Refusal, match="下一项您可以投"):
        tap(lane, "新来的", vote_id, "for")
    assert everything(lane) == before


def test_after_closing_nobody_votes_and_nobody_closes_again(lane: Lane) -> None:
    vote_id = put(lane)
    tap(lane, "王阿婆", vote_id, "for")
    ended = reads.hms(close(lane, vote_id).at)
    before = everything(lane)
    for name in ("王阿婆", "老赵", "周敏"):
        with pytest.raises(Refusal, match=f"没有投上：表决在 {ended} 结束了"):
            tap(lane, name, vote_id, "against")
    with pytest.raises(Refusal, match="已经结束了"):
        close(lane, vote_id)
    assert everything(lane) == before


def test_a_planned_end_is_kept_to_the_second(lane: Lane) -> None:
    with clock.at(clock.ago(minutes=10)):
        vote_id = put(lane, Motion("快表决", venue="meeting:12", minutes=8))
        tap(lane, "王阿婆", vote_id, "for")
    before = everything(lane)
    with pytest.raises(Refusal, match="没有投上：表决在"):
        tap(lane, "老赵", vote_id, "for")
    assert everything(lane) == before
    with reading() as session:
        assert [row.id for row in reads.overdue(session, clock.now())] == [vote_id]
        assert reads.overdue(session, clock.now() - timedelta(minutes=3)) == []
    with acting(Clock(lane.council_id)) as act:
        close_vote(act, vote_id)
    assert lane.leaves()[-1]["actor"] == "时钟"


def test_the_neighbouring_council_learns_nothing_and_moves_nothing(lane: Lane) -> None:
    vote_id = put(lane)
    before = everything(lane)
    for strange in (vote_id, 0, -1, 999, 2**31, 2**63, 10**30):
        with pytest.raises(Absent):
            tap(lane, "钱先生", strange, "for")
    with pytest.raises(Absent), lane.act("何书记") as act:
        close_vote(act, vote_id)
    assert everything(lane) == before


@pytest.mark.parametrize("name", ["王阿婆", "老赵", "吴警官"])
def test_only_the_desk_opens_and_closes(lane: Lane, name: str) -> None:
    vote_id = put(lane)
    before = everything(lane)
    with pytest.raises(Refusal, match="由书记来做"), lane.act(name) as act:
        open_vote(act, Motion("我来开"))
    with pytest.raises(Refusal, match="由书记来做"), lane.act(name) as act:
        close_vote(act, vote_id)
    assert everything(lane) == before


def test_one_question_at_a_time_in_one_place_but_a_rehearsal_may_stand_beside(lane: Lane) -> None:
    first = put(lane)
    before = everything(lane)
    with pytest.raises(Refusal, match="上一项表决还没有结束"):
        put(lane, Motion("再来一项", venue="meeting:12"))
    with pytest.raises(Refusal, match="这条表决规则不完整"):
        put(lane, Motion("不成规则", venue="meeting:13", rule={"each": []}))
    assert everything(lane) == before
    practice = put(lane, Motion("排练", venue="meeting:12", rehearsal=True))
    with reading() as session:
        assert reads.running(session, "meeting:12").id == first  # type: ignore[union-attr]
        assert reads.running(session, "meeting:12", rehearsal=True).id == practice  # type: ignore[union-attr]
    close(lane, first)
    with reading() as session:
        assert reads.running(session, "meeting:12").id == practice  # type: ignore[union-attr]


def test_rehearsal_names_vote_in_rehearsals_only(lane: Lane) -> None:
    with lane.act("周敏") as act:
        people.admit(act, [Newcomer("X1", "排练居民 001", "resident", rehearsal=True), Newcomer("X2", "排练商户 001", "merchant", rehearsal=True)])
    with reading() as session:
        lane.people |= {person.name: person.id or 0 for person in session.exec(select(Person)) if person.name.startswith("排练")}
    real, practice = put(lane), put(lane, Motion("排练", "clause:3", "meeting:12", rehearsal=True))
    with reading() as session:
        assert reads.vote(session, real).electorate == {"resident": 5, "merchant": 3}
        assert reads.vote(session, practice).electorate == {"resident": 6, "merchant": 4}
    before = everything(lane)
    with pytest.raises(Refusal, match="您是排练用的名字"):
        tap(lane, "排练居民 001", real, "for")
    assert everything(lane) == before
    for name in ("排练居民 001", "王阿婆", "陈阿姨", "小李", "排练商户 001", "老赵", "阿May"):
        tap(lane, name, practice, "for")
    assert close(lane, practice).verdict["passed"] is True
    assert lane.leaves()[-1]["body"]["rehearsal"] is True
    with reading() as session:
        assert reads.passed(session, "clause:3") is None


def test_the_record_alone_gives_the_same_count(lane: Lane) -> None:
    vote_id = put(lane)
    for name, choices in {"王阿婆": ["for", "against", "for"], "陈阿姨": ["abstain"], "老赵": ["against"], "阿May": ["for", "abstain"]}.items():
        for choice in choices:
            tap(lane, name, vote_id, choice)
    announced = close(lane, vote_id)
    last = {leaf["body"]["mark"]: leaf["body"] for leaf in lane.leaves() if leaf["topic"] == f"vote:{vote_id}" and leaf["kind"].startswith("ballot.")}
    recount = rules.tally(((body["sector"], body["choice"]) for body in last.values()), announced.tally)
    opened = next(leaf["body"] for leaf in lane.leaves() if leaf["kind"] == "vote.opened")
    assert recount == announced.tally and rules.verdict(opened["rule"], opened["electorate"], recount) == announced.verdict
