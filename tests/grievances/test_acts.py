"""Filing, joining, moving, withdrawing: the new state, the exact entries, and what a refusal leaves."""

import pytest
from sqlmodel import select

from council.db import reading
from council.grievances import acts, reads
from council.grievances.acts import Complaint
from council.grievances.handling import acts as handling
from council.meetings import acts as meetings
from council.people import reads as people
from council.record.models import Opening
from council.record.rows import check_rows
from council.refusal import Absent, Refusal
from tests.conftest import Lane

QUEUE = Complaint("排队排到我家门口", "轮椅出不来", "留条路", 4, "queue", "lane", door="12")


def filed(lane: Lane, complaint: Complaint = QUEUE, who: str = "王阿婆") -> int:
    with lane.act(who) as act:
        return acts.file(act, complaint).id or 0


def test_filing_tells_the_record_the_class_and_never_the_words(lane: Lane) -> None:
    before = lane.size()
    filed(lane)
    leaf, = lane.leaves(before)
    assert leaf["kind"] == "grievance.filed" and leaf["actor"] == "居民"
    assert leaf["body"] == {"category": "queue", "impact": 4, "circle": "lane", "sector": "resident", "segment": "弄口段", "photos": 0}
    assert set(leaf["commit"]) == {"who", "happened", "since", "hurt", "ask"}
    assert not any(word in str(leaf) for word in ("王阿婆", "门口", "轮椅", "12 号"))


def test_a_neighbour_joins_once_and_may_leave_again(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("林老师") as act:
        acts.join(act, number, "我也出不来", 3)
    with pytest.raises(Refusal, match="已经说过"), lane.act("林老师") as act:
        acts.join(act, number, "再说一次", 3)
    with pytest.raises(Refusal, match="您说的"), lane.act("王阿婆") as act:
        acts.join(act, number, "", 3)
    with reading() as session:
        assert reads.grievance(session, number, lane.me("王阿婆")).joined == 1
    with lane.act("林老师") as act:
        acts.leave(act, number)
    assert [leaf["kind"] for leaf in lane.leaves()[-2:]] == ["grievance.joined", "grievance.left"]


def test_what_only_the_secretary_may_see_is_not_there_for_others(lane: Lane) -> None:
    number = filed(lane, Complaint("只跟书记说", "", "悄悄办", 3, "dispute", "secretary"))
    with reading() as session:
        assert reads.grievance(session, number, lane.me("周敏")).state == "filed"
        for name in ("林老师", "老赵", "吴警官", "小顾", "钱先生"):
            with pytest.raises(Absent):
                reads.grievance(session, number, lane.me(name))
    with pytest.raises(Absent), lane.act("林老师") as act:
        acts.join(act, number, "", 3)


def test_the_shop_it_is_about_sees_it_and_the_next_shop_does_not(lane: Lane) -> None:
    with reading() as session:
        shop = next(each.id for each in people.shops(session, lane.council_id) if each.name == "冷街冰淇淋")
    number = filed(lane, Complaint("冰淇淋店排队", "", "留条路", 4, "queue", "party", shops=(shop,)))
    with reading() as session:
        assert reads.grievance(session, number, lane.me("老赵")).party == "冷街冰淇淋"
        with pytest.raises(Absent):
            reads.grievance(session, number, lane.me("阿May"))


def test_a_lamp_for_the_party_needs_a_party_of_this_lane(lane: Lane) -> None:
    before = lane.size()
    with pytest.raises(Refusal, match="哪家店"):
        filed(lane, Complaint("x", "", "y", 3, "queue", "party"))
    with pytest.raises(Absent):
        filed(lane, Complaint("x", "", "y", 3, "queue", "party", shops=(99_999,)))
    assert lane.size() == before


def test_the_way_is_told_step_by_step(lane: Lane) -> None:
    number, before = filed(lane), lane.size()
    with lane.act("周敏") as act:
        handling.move(act, number, "acknowledged")
        handling.move(act, number, "refused", "这里办不了")
    assert [leaf["body"] for leaf in lane.leaves(before)] == [{"from": "filed", "to": "acknowledged"}, {"from": "acknowledged", "to": "refused"}]
    with pytest.raises(Refusal, match="不用撤回"), lane.act("王阿婆") as act:
        acts.withdraw(act, number)


def test_only_its_author_takes_it_back(lane: Lane) -> None:
    number = filed(lane)
    with pytest.raises(Refusal, match="只有说这件事的人"), lane.act("林老师") as act:
        acts.withdraw(act, number)
    with lane.act("王阿婆") as act:
        acts.withdraw(act, number)
    with reading() as session:
        assert reads.grievance(session, number, lane.me("王阿婆")).state == "withdrawn"


def test_standing_on_an_agenda_is_read_not_written(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("周敏") as act:
        meetings.put_on_next_agenda(act, about=f"grievance:{number}", title="门口留条路", kind="grievance")
    with reading() as session:
        assert reads.grievance(session, number, lane.me("王阿婆")).state == "agenda"


def test_the_public_is_told_only_how_many(lane: Lane) -> None:
    filed(lane)
    filed(lane, Complaint("x", "", "y", 1, "noise", "secretary"))
    with reading() as session:
        assert reads.counts(session, lane.council_id) == {"queue": 1, "noise": 1}


def test_what_is_taken_back_is_forgotten_and_the_log_still_holds(lane: Lane) -> None:
    number = filed(lane)
    with lane.act("王阿婆") as act:
        acts.withdraw(act, number)
    with reading() as session:
        row = reads.grievance(session, number, lane.me("王阿婆")).grievance
        assert (row.happened, row.hurt, row.ask, row.door) == ("", "", "", "")
        openings = session.exec(select(Opening).where(Opening.council_id == lane.council_id)).all()
        assert not any("门口" in each.value or each.value == "王阿婆" for each in openings)
        assert list(check_rows(session, lane.council_id)) == []
