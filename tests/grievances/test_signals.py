"""Feeling as a signal: which voices make a loud cluster, since when they count, and what is said of it."""

from datetime import UTC, datetime, timedelta

import pytest

from council import clock
from council.db import reading
from council.grievances import acts
from council.grievances.acts import Complaint
from council.grievances.handling.hearing import heard
from council.grievances.handling.signals import Voice, signals, since
from tests.conftest import Lane

NOW = datetime.fromisoformat("2026-11-25T15:00:00+08:00")
"""A Wednesday."""
BEGIN, UTC_NOW = since(NOW), NOW.astimezone(UTC)


def voice(place: str = "中段", kind: str = "噪声", impact: int = 4, home: int = 0, hours: float = 1) -> Voice:
    return Voice(place, kind, impact, home, NOW - timedelta(hours=hours))


@pytest.mark.parametrize(("day", "saturday"), [
    ("2026-11-23", "2026-11-21"), ("2026-11-25", "2026-11-21"), ("2026-11-27", "2026-11-21"), ("2026-11-28", "2026-11-21"), ("2026-11-29", "2026-11-21"),
    ("2026-11-30", "2026-11-28")])
def test_a_weekend_is_always_seen_as_a_whole(day: str, saturday: str) -> None:
    assert since(datetime.fromisoformat(f"{day}T09:30:00+08:00")) == datetime.fromisoformat(f"{saturday}T00:00:00+08:00")


@pytest.mark.parametrize(("voices", "said"), [
    ([], []),
    ([voice(home=n) for n in range(2)], []),
    ([voice(home=n, impact=3) for n in range(9)], []),
    ([voice(home=1) for _ in range(5)], []),
    ([voice(home=n, hours=24 * 30) for n in range(5)], []),
    ([voice(home=n) for n in range(3)], ["中段从星期六起有 3 件很急的事，来自 3 户，多半是噪声"]),
    ([voice(home=n % 3) for n in range(7)], ["中段从星期六起有 7 件很急的事，来自 3 户，多半是噪声"]),
    ([voice(home=n, kind=kind) for n, kind in enumerate(("噪声", "油烟", "拍照"))], ["中段从星期六起有 3 件很急的事，来自 3 户"]),
    ([voice(home=n, place=place) for n, place in enumerate(("弄口段", "中段", ""))], ["噪声从星期六起有 3 件很急的事，来自 3 户"]),
    ([voice(home=n) for n in range(3)] + [voice("弄口段", "油烟", 5, n) for n in range(4)], [
        "弄口段从星期六起有 4 件很急的事，来自 4 户，多半是油烟", "中段从星期六起有 3 件很急的事，来自 3 户，多半是噪声"]),
    ([voice(home=n, impact=0) for n in range(5)], []),
])
def test_what_is_loud(voices: list[Voice], said: list[str]) -> None:
    assert [signal.sentence for signal in signals(voices, BEGIN)] == said


def test_filing_and_joining_are_voices_and_older_ones_are_not(lane: Lane) -> None:
    with clock.at(UTC_NOW - timedelta(days=20)):
        for who in ("小李", "林老师", "小顾"):
            with lane.act(who) as act:
                acts.file(act, Complaint("早先的事", "", "停", 5, "noise", "lane", door="23"))
    with reading() as session:
        assert heard(session, lane.council_id, NOW) == []
    with clock.at(UTC_NOW - timedelta(hours=5)), lane.act("小李") as act:
        number = acts.file(act, Complaint("半夜唱歌", "", "停", 5, "noise", "lane", door="18")).id or 0
    for who, impact in (("林老师", 4), ("小顾", 4), ("王阿婆", 2)):
        with clock.at(UTC_NOW - timedelta(hours=4)), lane.act(who) as act:
            acts.join(act, number, "", impact)
    with reading() as session:
        assert [signal.sentence for signal in heard(session, lane.council_id, NOW)] == ["中段从星期六起有 3 件很急的事，来自 3 户，多半是噪声"]
        assert heard(session, lane.other_id, NOW) == []
