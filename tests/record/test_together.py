"""Many acts in one commit are the same acts: one entry each, refusals alone, no half deeds, first answers kept."""

import threading
from typing import Any

import pytest
from sqlalchemy import event
from sqlmodel import select

from council.db import engine_for_writing, reading
from council.people.models import Compound
from council.record import together
from council.record.acting import Act, Repeated, Unrecorded, after_commit
from council.record.together import acting_together
from council.refusal import Refusal
from tests.conftest import Lane


def draw(name: str) -> Any:
    """A deed: one row, one entry."""
    def deed(act: Act) -> None:
        act.add(Compound(council_id=act.council_id, name=name))
        act.enter("lane.drawn", topic=f"council:{act.council_id}", body={"name": name}, also=("meeting:1",))
        act.answer(to=f"/{name}")
    return deed


def at_once(lane: Lane, deeds: dict[str, Any], once: str | None = None) -> dict[str, Any]:
    """Everybody at the same moment; what each got."""
    got: dict[str, Any] = {}
    gate = threading.Barrier(len(deeds))

    def work(name: str, me: Any) -> None:
        gate.wait()
        try:
            got[name] = acting_together(me, once, deeds[name]).reply
        except Exception as fault:
            got[name] = fault

    threads = [threading.Thread(target=work, args=(name, lane.me(name))) for name in deeds]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return got


def compounds() -> set[str]:
    with reading() as session:
        return set(session.exec(select(Compound.name))) - {"HY 弄"}


PEOPLE = ["周敏", "陈阿姨", "王阿婆", "小李", "林老师", "小顾", "老赵", "阿May"]


def test_eight_at_once_are_eight_entries(lane: Lane) -> None:
    before = lane.size()
    got = at_once(lane, {name: draw(name) for name in PEOPLE})
    leaves = lane.leaves(before)
    assert len(leaves) == 8 and {leaf["body"]["name"] for leaf in leaves} == set(PEOPLE) == compounds()
    assert {name: leaves[answer["entry"] - before]["body"]["name"] for name, answer in got.items()} == {name: name for name in PEOPLE}
    assert [leaf["topic_seq"] for leaf in leaves] == list(range(leaves[0]["topic_seq"], leaves[0]["topic_seq"] + 8))


def test_a_batch_is_one_commit(lane_sqlite: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    commits: list[int] = []
    event.listen(engine_for_writing(), "commit", lambda connection: commits.append(1))
    monkeypatch.setattr(together, "_wait_for_company", lambda queue: wait_for(queue, 8))
    before = lane_sqlite.size()
    at_once(lane_sqlite, {name: draw(name) for name in PEOPLE})
    assert len(commits) == 1 and lane_sqlite.size() == before + 8


def wait_for(queue: Any, many: int) -> None:
    """Until everybody is in the queue; not for ever."""
    for _ in range(1000):
        if len(queue.waiting) >= many:
            return
        threading.Event().wait(0.005)


def test_one_who_is_refused_hinders_nobody(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "_wait_for_company", lambda queue: wait_for(queue, 3))

    def no(act: Act) -> None:
        raise Refusal("不行")

    before = lane.size()
    got = at_once(lane, {"王阿婆": draw("一"), "老赵": no, "小李": draw("二")})
    assert str(got["老赵"].sentence) == "不行" and compounds() == {"一", "二"} and lane.size() == before + 2


def test_a_deed_that_refuses_after_it_wrote_leaves_nothing_and_the_others_stand(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "_wait_for_company", lambda queue: wait_for(queue, 3))

    def halfway(act: Act) -> None:
        draw("半途")(act)
        raise Refusal("后悔了")

    before = lane.size()
    got = at_once(lane, {"王阿婆": draw("一"), "老赵": halfway, "小李": draw("二")})
    assert isinstance(got["老赵"], Refusal) and compounds() == {"一", "二"} and lane.size() == before + 2


def test_a_fault_is_told_only_to_the_one_who_made_it(lane: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(together, "_wait_for_company", lambda queue: wait_for(queue, 3))

    def broken(act: Act) -> None:
        act.add(Compound(council_id=act.council_id, name="坏"))
        raise ZeroDivisionError

    before = lane.size()
    got = at_once(lane, {"王阿婆": draw("一"), "老赵": broken, "小李": lambda act: None})
    assert isinstance(got["老赵"], ZeroDivisionError) and isinstance(got["小李"], Unrecorded)
    assert got["王阿婆"]["to"] == "/一" and compounds() == {"一"} and lane.size() == before + 1


def test_the_same_form_twice_in_one_moment_is_one_act(lane: Lane) -> None:
    before, got = lane.size(), []
    me = lane.me("王阿婆")

    def press() -> None:
        try:
            got.append(acting_together(me, "tap", draw("一次")).reply)
        except Repeated as again:
            got.append(again.answer)

    threads = [threading.Thread(target=press) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [{"entry": before, "to": "/一次"}] * 6 and lane.size() == before + 1


def test_the_house_hears_of_every_act_after_the_commit(lane_sqlite: Lane, monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []

    def follow(act: Act) -> None:
        heard.append((tuple(act.told), lane_sqlite.size() > act.seqs[0]))

    monkeypatch.setattr(together, "after_commit", [*after_commit, follow])
    at_once(lane_sqlite, {name: draw(name) for name in PEOPLE[:3]})
    assert heard == [((f"council:{lane_sqlite.council_id}", "meeting:1"), True)] * 3
