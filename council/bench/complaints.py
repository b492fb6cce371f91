"""Grievances: how long it takes to find those alike among 20,000, and to search 50,000, at the 95th percentile."""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from pathlib import Path
from statistics import quantiles
from typing import Any

from sqlalchemy import create_engine, insert, text
from sqlmodel import Session, SQLModel

import council.tables  # noqa: F401
from council import clock
from council.config import Config
from council.db import close_database, create_all_for_tests, engine_for_writing, is_sqlite, open_database, reading
from council.grievances.likeness import reads as likeness
from council.grievances.likeness import rules
from council.grievances.likeness.reads import Draft
from council.grievances.search import reads as search
from council.grievances.search.rules import BREAK, cut
from council.people import acts as people
from council.people import reads as people_reads
from council.people.acts import Newcomer
from council.people.reads import Me
from council.record.acting import Clock, acting

ALIKE, SOUGHT, DRAFTS, DAYS = 20_000, 50_000, 200, 730
DOORS = 40
PARTS: tuple[tuple[str, ...], ...] = (
    ("周六下午", "每天早上六点", "半夜十二点以后", "国庆那几天", "昨天傍晚", "一到周末", "下雨天", "中午吃饭的时候", "从上个月起", "放学那会儿", "清早", "整个夏天"),
    ("冰淇淋店门口", "咖啡店后门", "生煎店的烟囱", "弄堂中间", "我家窗台下面", "公用水斗边上", "过街楼底下", "垃圾箱旁边", "面包房的冷柜", "服装店的音箱", "三轮车棚", "晾衣架下面"),
    ("排队的人堵得轮椅推不过去", "音箱一直放同一首歌", "油烟直往屋里灌", "纸箱堆到我家门槛", "游客对着窗户拍照", "送货的电瓶车横着停", "污水流了一地", "有人坐在台阶上抽烟",
     "外卖小哥大声叫号", "灯牌照得睡不着", "空调外机嗡嗡响", "小朋友撞到了阿婆", "消防通道被桌子占了", "野猫翻垃圾袋", "半夜卸货乒乒乓乓"),
    ("老人出不了门", "孩子作业做不下去", "夜班回来睡不着", "衣服上全是味道", "楼梯口滑得很", "心脏不好受不了", "婴儿一直哭", "买菜要绕一大圈", "说了也没有用", "已经三个礼拜了", "我妈摔了一跤"),
    ("希望留一条路", "晚上九点以后轻一点", "装一个罩子", "请店里派人管一管", "画一条线", "换个地方放", "贴一张告示", "约个时间谈一谈", "早上七点以后再卸货", "每天收两次垃圾"))
RARE = "蟋蟀扁担搪瓷竹椅煤饼棉花糖鸽子二胡缝纫机象棋藤条鞭炮桂花酒酿梧桐邮筒自来水水表井盖木门铜环天井阁楼老虎窗"
WORDS = {"one_character": ("吵", "烟", "门", "的", "老", "水", "蟋", "罩"), "two_characters": ("排队", "油烟", "睡不", "门口", "轮椅", "鸽子", "老的", "口味"),
         "longer": ("冰淇淋店", "半夜卸货", "对着窗户拍照", "排队 轮椅", "弄堂中间 三个礼拜", "晚上九点以后", "没有人这样写", "12")}


def complaints_bench() -> Iterator[dict[str, Any]]:
    """`alike_ms`: in a lane of four stretches over two years; `alike_worst_ms`: all in one stretch and class within four weeks; `alike_door_ms`:
    all at one door, open for two years. `search_*_ms`: by one, two and more characters; `search_few_ms`: by somebody whom the lamp seldom reaches.
    Each the 95th percentile of a question as the page asks it, on SQLite; with COUNCIL_BENCH_POSTGRES on that server too."""
    for measure, many in ((_alike, ALIKE), (_search, SOUGHT)):
        with tempfile.TemporaryDirectory() as data:
            yield from _on(Config(data=Path(data), testing=True), measure, many)
    if server := os.environ.get("COUNCIL_BENCH_POSTGRES"):
        yield from on_postgres(server)


def on_postgres(server: str) -> Iterator[dict[str, Any]]:
    """The same on a PostgreSQL server, in databases of their own."""
    for measure, many in ((_alike, ALIKE), (_search, SOUGHT)):
        with tempfile.TemporaryDirectory() as data, a_database(server) as url:
            for figure in _on(Config(data=Path(data), database_url=url, testing=True), measure, many):
                yield {**figure, "name": f"pg_{figure['name']}"}


@contextmanager
def a_database(server: str) -> Iterator[str]:
    admin = create_engine(server.replace("postgresql://", "postgresql+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE lane_bench TEMPLATE template0 ENCODING 'UTF8'"))
    try:
        yield f"{server}/lane_bench"
    finally:
        with admin.connect() as connection:
            connection.execute(text("DROP DATABASE lane_bench WITH (FORCE)"))
        admin.dispose()


def _on(config: Config, measure: Callable[["Lane", int], Iterator[dict[str, Any]]], many: int) -> Iterator[dict[str, Any]]:
    open_database(config)
    try:
        create_all_for_tests()
        yield from measure(_lane(), many)
    finally:
        close_database()


@dataclass(frozen=True)
class Lane:
    """A council to measure in: its id, its stretches, the secretary and a neighbour."""

    council_id: int
    stretches: tuple[int, ...]
    desk: Me
    neighbour: Me


def _lane() -> Lane:
    council = people.found_council("bench", "量一量", demo=True)
    with acting(Clock(council.id or 0)) as act:
        people.draw_lane(act, ["量弄"], ["弄口", "东段", "西段", "弄底"])
        people.admit(act, [Newcomer("J1", "书记", "committee", "1", office="secretary")] + [
            Newcomer(f"R{n}", f"住户 {n}", "resident", str(n), segment=("弄口", "东段", "西段", "弄底")[n * 4 // (DOORS + 1)]) for n in range(2, DOORS + 1)])
    with reading() as session:
        stretches = tuple(each.id or 0 for each in people_reads.segments(session, council.id or 0))
        who = {person.name: person.id or 0 for _entry, person, *_rest in people_reads.roll(session, council.id or 0)}
        desk, neighbour = (people_reads.me(session, who[name]) for name in ("书记", "住户 7"))
    assert desk and neighbour
    return Lane(council.id or 0, stretches, desk, neighbour)


def _alike(lane: Lane, many: int) -> Iterator[dict[str, Any]]:
    luck = random.Random(3)  # noqa: S311 - data to measure with
    rows = [_row(luck, lane, n, many) for n in range(1, many + 1)]
    for name, moved in (("alike_ms", _left), ("alike_worst_ms", _all_at_once), ("alike_door_ms", _one_door)):
        there = [row | moved(lane, row["id"], many) for row in rows]
        _planted(there, sketched=True)
        yield {"name": name, "value": _timed([partial(_ask, lane.desk, _draft(luck, luck.choice(there))) for _ in range(DRAFTS)]), "unit": "ms"}


def _left(_lane: Lane, _n: int, _many: int) -> dict[str, Any]:
    return {}


def _all_at_once(lane: Lane, n: int, many: int) -> dict[str, Any]:
    return {"segment_id": lane.stretches[0], "door": "", "category": "queue", "at": clock.now() - timedelta(days=28) * (n / many)}


def _one_door(lane: Lane, _n: int, _many: int) -> dict[str, Any]:
    return {"segment_id": lane.stretches[0], "door": "7"}


def _draft(luck: random.Random, row: dict[str, Any]) -> Draft:
    """As somebody else would say it: a word here and there is another."""
    kept = "".join(char for char in row["happened"] if luck.random() > 0.12)
    return Draft(luck.choice(PARTS[0]) + kept[4:], row["category"], row["hurt"], row["ask"], row["segment_id"], row["door"])


def _ask(me: Me, draft: Draft, session: Session) -> list[Any]:
    return likeness.alike(session, me, draft)


def _search(lane: Lane, many: int) -> Iterator[dict[str, Any]]:
    luck = random.Random(5)  # noqa: S311 - data to measure with
    _planted([_row(luck, lane, n, many) for n in range(1, many + 1)], indexed=True)
    for name, words in WORDS.items():
        yield {"name": f"search_{name}_ms", "value": _timed([partial(_seek, lane.desk, each) for each in words * 25]), "unit": "ms"}
    everything = [each for words in WORDS.values() for each in words]
    yield {"name": "search_few_ms", "value": _timed([partial(_seek, lane.neighbour, each) for each in everything * 8]), "unit": "ms"}


def _seek(me: Me, words: str, session: Session) -> list[Any]:
    return search.search(session, me, words)


def _row(luck: random.Random, lane: Lane, n: int, many: int) -> dict[str, Any]:
    """The n-th grievance of two years; one in fifty is for the whole lane, the others for the desk: the worst for a neighbour who searches."""
    when, where, what, hurt, ask = (luck.choice(each) for each in PARTS)
    at, stretch = luck.randrange(len(RARE) - 4), luck.randrange(4)
    door = str(luck.randrange(2 + stretch * 10, 10 + stretch * 10)) if luck.random() < 0.6 else ""
    return {"id": n, "council_id": lane.council_id, "person_id": luck.randrange(3, DOORS), "sector": "resident", "since": "", "often": "",
            "happened": f"{when}{where}{what}，{luck.choice(PARTS[2])}，还有{RARE[at:at + 4]}", "hurt": hurt, "ask": ask, "impact": luck.randrange(1, 6),
            "category": luck.choice(("noise", "queue", "rubbish", "smoke", "privacy", "fire")), "segment_id": lane.stretches[stretch], "door": door,
            "circle": "lane" if n % 50 == 0 else "secretary", "at": clock.now() - timedelta(days=DAYS) * ((many - n) / many)}


def _planted(rows: list[dict[str, Any]], indexed: bool = False, sketched: bool = False) -> None:
    tables = SQLModel.metadata.tables
    with engine_for_writing().begin() as connection:
        for name in ("sketch", "passage", "step", "grievance"):
            connection.execute(tables[name].delete())
        connection.execute(insert(tables["grievance"]), rows)
        connection.execute(insert(tables["step"]), [{"council_id": row["council_id"], "grievance_id": row["id"], "state": "filed", "note": "", "public": "",
                                                     "at": row["at"]} for row in rows])
        if indexed:
            connection.execute(insert(tables["passage"]), [
                {"id": 2 * row["id"], "council_id": row["council_id"], "grievance_id": row["id"], "desk": False,
                 "words": [token for part in ("happened", "hurt", "ask") for token in (*cut(row[part]), BREAK)]} for row in rows])
        if sketched:
            connection.execute(insert(tables["sketch"]), [
                {"council_id": row["council_id"], "hash": each, "grievance_id": row["id"]} for row in rows
                for each in rules.sketch(rules.grams(likeness.told(row["happened"], row["hurt"], row["ask"])))])
    gathered()


def gathered() -> None:
    """Let the database count what it has, as it does by itself after a while."""
    with engine_for_writing().connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ANALYZE" if is_sqlite() else "VACUUM ANALYZE"))


def _timed(questions: list[Callable[[Session], list[Any]]]) -> float:
    """The 95th percentile in milliseconds, each question in a reading of its own; the first one, which fills the caches, is asked twice."""
    took = []
    for question in [questions[0], *questions]:
        began = time.perf_counter()
        with reading() as session:
            question(session)
        took.append((time.perf_counter() - began) * 1000)
    return round(quantiles(took[1:], n=20)[18], 1)
