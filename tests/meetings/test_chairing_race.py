"""Two officials press at the same moment: no press is lost without a sentence, none counts twice."""

import threading
from collections import Counter
from collections.abc import Callable

from council.db import reading
from council.meetings import acts, reads
from council.meetings.chairing import acts as chairing
from council.meetings.chairing import reads as chairs
from council.meetings.chairing import undoing
from council.record.acting import Act
from council.refusal import Refusal
from tests.conftest import Lane
from tests.meetings.test_chairing_acts import deputised, last_seq
from tests.meetings.test_meeting_acts import opened

Press = tuple[str, Callable[[Act], object]]


def at_once(lane: Lane, presses: list[Press]) -> tuple[int, list[str]]:
    """Each press in a thread of its own; how many went through, and what the others were told."""
    gate, done, told, faults = threading.Barrier(len(presses)), list[str](), list[str](), list[BaseException]()

    def press(name: str, deed: Callable[[Act], object]) -> None:
        try:
            gate.wait(10)
            with lane.act(name) as act:
                deed(act)
            done.append(name)
        except Refusal as no:
            told.append(str(no.sentence))
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=press, args=each) for each in presses]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    return len(done), told


def entered(lane: Lane, since: int) -> Counter[str]:
    """How often each kind has been entered since."""
    return Counter(leaf["kind"] for leaf in lane.leaves(since))


def test_two_who_call_the_same_speaker_call_one(lane: Lane) -> None:
    meeting_id, _items = opened(lane, "王阿婆", "老赵")
    deputised(lane)
    for name in ("王阿婆", "老赵"):
        with lane.act(name) as act:
            acts.raise_hand(act, meeting_id)
    with reading() as session:
        hand = reads.queue(session, meeting_id)[0].hand_id
    before = lane.size()
    done, told = at_once(lane, [(name, lambda act: acts.call_speaker(act, hand)) for name in ("周敏", "郑经理") * 3])
    assert done == 1 and len(told) == 5 and all("请过了" in each for each in told)
    assert entered(lane, before) == {"speech.begun": 1}


def test_two_who_turn_to_the_next_item_turn_once(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    deputised(lane)
    before = lane.size()
    done, told = at_once(lane, [(name, lambda act: acts.open_item(act, items[1])) for name in ("周敏", "郑经理") * 3])
    assert done == 1 and all("正在议" in each for each in told)
    assert entered(lane, before) == {"item.closed": 1, "item.opened": 1}
    with reading() as session:
        assert [line.state for line in reads.agenda(session, meeting_id)] == ["done", "open"]


def test_the_chair_is_taken_while_its_holder_presses_and_every_press_is_before_or_after(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    deputised(lane)
    before = lane.size()
    presses: list[Press] = [("郑经理", lambda act: chairing.take_chair(act, meeting_id)), ("周敏", lambda act: acts.open_item(act, items[1])),
                            ("周敏", lambda act: acts.close_list(act, items[0]))]
    done, told = at_once(lane, presses)
    assert done + len(told) == 3
    kinds = [leaf["kind"] for leaf in lane.leaves(before)]
    assert kinds.count("chair.taken") == 1
    after = lane.leaves(before)[kinds.index("chair.taken") + 1:]
    assert not any(leaf["kind"] in ("item.opened", "list.closed") for leaf in after), "a press of whoever had lost the chair went through"
    with reading() as session:
        chair = chairs.chair(session, meeting_id)
        assert chair and chair.name == "郑经理"


def test_two_deputies_who_take_the_chair_together_both_have_an_answer_and_one_chairs(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    for name in ("郑经理", "吴警官"):
        deputised(lane, name)
    before = lane.size()
    done, told = at_once(lane, [(name, lambda act: chairing.take_chair(act, meeting_id)) for name in ("郑经理", "吴警官", "郑经理", "吴警官")])
    assert done + len(told) == 4 and all("就是您" in each for each in told)
    taken = [leaf for leaf in lane.leaves(before) if leaf["kind"] == "chair.taken"]
    assert len(taken) == done
    with reading() as session:
        chair = chairs.chair(session, meeting_id)
        assert chair and chair.name in ("郑经理", "吴警官") and chair.taken


def test_one_step_is_taken_back_once(lane: Lane) -> None:
    meeting_id, items = opened(lane)
    deputised(lane)
    with lane.act("周敏") as act:
        acts.open_item(act, items[1])
    seq, before = last_seq(lane, meeting_id), lane.size()
    done, told = at_once(lane, [(name, lambda act: undoing.undo(act, meeting_id, seq)) for name in ("周敏", "郑经理") * 3])
    assert done == 1 and len(told) == 5 and entered(lane, before) == {"step.undone": 1}
    with reading() as session:
        assert [line.state for line in reads.agenda(session, meeting_id)] == ["open", "waiting"]


def test_a_break_pressed_by_both_is_one_break(lane: Lane) -> None:
    meeting_id, _items = opened(lane)
    deputised(lane)
    before = lane.size()
    done, told = at_once(lane, [(name, lambda act: chairing.rest(act, meeting_id, 10)) for name in ("周敏", "郑经理") * 2])
    assert done == 1 and all("已经在休息" in each for each in told) and entered(lane, before) == {"break.begun": 1}
