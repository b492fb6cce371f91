"""Whoever changes a vote behind the record is found out by `verify --rows`."""

import pytest
from sqlmodel import delete, select

from council.db import reading, writing
from council.votes import acts
from council.votes.acts import Motion
from council.votes.agreement import check_rows
from council.votes.models import Ballot, Vote, VoteClosing


@pytest.fixture
def lane_voted(lane):
    """One vote closed, another one running, a ballot changed in each."""
    for closing in (True, False):
        with lane.act("周敏") as act:
            vote = acts.open_vote(act, Motion("夜里十点后收喇叭？"))
        for name, choice in (("王阿婆", "for"), ("老赵", "for"), ("老赵", "against")):
            with lane.act(name) as act:
                acts.cast(act, vote.id, choice)
        if closing:
            with lane.act("周敏") as act:
                acts.close_vote(act, vote.id)
    return lane


def found(lane):
    with reading() as session:
        return list(check_rows(session, lane.council_id))


def test_what_was_voted_agrees_with_the_record(lane_voted):
    assert found(lane_voted) == []


def _first(session, table):
    return session.exec(select(table)).first()


TAMPERS = {
    "a choice": lambda session: setattr(_first(session, Ballot), "choice", "abstain"),
    "a side": lambda session: setattr(_first(session, Ballot), "sector", "police"),
    "a ballot taken out": lambda session: session.delete(_first(session, Ballot)),
    "a ballot put in": lambda session: session.add(Ballot(**_first(session, Ballot).model_dump() | {"person_id": 6})),
    "a question": lambda session: setattr(_first(session, Vote), "question", "十一点？"),
    "an electorate": lambda session: setattr(_first(session, Vote), "electorate", {"resident": 1}),
    "a tally": lambda session: setattr(_first(session, VoteClosing), "tally", {}),
    "a verdict": lambda session: setattr(_first(session, VoteClosing), "verdict", {"passed": True}),
    "a closing taken out": lambda session: session.exec(delete(VoteClosing)),
    "a vote of its own": lambda session: session.add(Vote(**_first(session, Vote).model_dump() | {"id": 99})),
}


@pytest.mark.parametrize("tamper", TAMPERS)
def test_every_change_to_a_vote_behind_the_record_is_found(lane_voted, tamper):
    with writing() as session:
        TAMPERS[tamper](session)
    sentences = found(lane_voted)
    assert sentences and all(" / " in sentence for sentence in sentences)
