"""The tallies kept beside the answers: they follow every answer, are compared with them, and a round's end does not hang on them."""

from sqlalchemy import delete

from council.db import reading, writing
from council.mediation.statements import acts, agreement, reads
from council.mediation.statements.models import StatementTally
from tests.conftest import Lane
from tests.mediation.voices import give, round_on


def test_the_tallies_follow_every_answer_and_every_change_and_a_tally_that_does_not_is_told(lane: Lane) -> None:
    _case, turn, seeds = round_on(lane)
    give(lane, seeds[0], 王阿婆="agree", 小李="agree", 老赵="pass")
    give(lane, seeds[0], 小李="disagree")
    with reading() as session:
        kept = {tuple(row) for row in reads.kept(session, turn) if row.n}
        assert kept == {(seeds[0], "resident", "agree", 1), (seeds[0], "resident", "disagree", 1), (seeds[0], "merchant", "pass", 1)}
        assert kept == {tuple(row) for row in reads.counted(session, turn)} and list(agreement.check_rows(session, lane.council_id)) == []
    with writing() as session:
        found = session.get(StatementTally, (turn, seeds[0], "resident", "agree"))
        assert found is not None
        found.n = 7
        session.add(found)
    with reading() as session:
        assert [said.partition(" ")[0] for said in agreement.check_rows(session, lane.council_id)] == [f"statement:{seeds[0]}"]


def test_a_round_ends_with_what_the_answers_say_whatever_was_kept(lane: Lane) -> None:
    _case, turn, seeds = round_on(lane)
    give(lane, seeds[0], 王阿婆="agree", 小李="agree", 林老师="disagree")
    with writing() as session:
        session.execute(delete(StatementTally))
    with lane.act("周敏") as act:
        acts.close_round(act, turn)
    told = lane.leaves()[-1]["body"]["statements"]
    assert next(each["resident"] for each in told if each["statement"] == seeds[0]) == [2, 1, 0]
