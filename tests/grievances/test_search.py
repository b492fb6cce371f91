"""Searching: short Chinese words, only what the lamp reaches, nothing of what was erased, and no harm by hostile words."""

import pytest
from sqlmodel import select

from council.db import engine_for_writing, reading
from council.grievances import acts, telling
from council.grievances.acts import Complaint
from council.grievances.search import acts as index
from council.grievances.search import reads, rules
from council.grievances.search.models import Passage
from council.people import reads as people
from tests.conftest import Lane

QUEUE = "周末排队排到12号门口，ＫＴＶ也吵到 23 点"


def said(lane: Lane, happened: str, circle: str = "lane", who: str = "王阿婆", **more) -> int:
    with lane.act(who) as act:
        return acts.file(act, Complaint(happened, more.pop("hurt", ""), more.pop("ask", "留条路"), 3, "queue", circle, **more)).id or 0


def sought(lane: Lane, words: str, who: str = "林老师", **more) -> list[int]:
    with reading() as session:
        return reads.search(session, lane.me(who), words, **more)


@pytest.mark.parametrize(("text", "tokens"), [
    ("排队", ["排", "队"]), ("12号KTV", ["12", "号", "ktv"]), ("１２ 号", ["12", "号"]), ("Straße！", ["strasse"]), ("😀*\"", []), ("Ⅻ号", ["xii", "号"]),
    ("a_b", ["a", "b"]), ("かな한", ["か", "な", "한"]), ("字" * 3, ["字"] * 3), ("x" * 99, ["x" * 64])])
def test_text_is_cut_by_characters_and_words(text: str, tokens: list[str]) -> None:
    assert rules.cut(text) == tokens


@pytest.mark.parametrize("words", ["排", "排队", "门口", "12", "12号", "ktv", "ＫＴＶ", "KTV 门口", "留条路", "口ktv", "点 周末"])
def test_one_character_is_enough(lane: Lane, words: str) -> None:
    number = said(lane, QUEUE)
    said(lane, "油烟飘进来", ask="装个罩子")
    assert sought(lane, words) == [number]


@pytest.mark.parametrize("words", ["", "  ", "队周", "吵ktv", "1", "tv", "KT", "门口 油烟", "路周", "门留", "¶"])
def test_what_is_not_written_is_not_found(lane: Lane, words: str) -> None:
    said(lane, QUEUE)
    assert sought(lane, words) == []


def test_the_lamp_holds_for_words_too(lane: Lane) -> None:
    number = said(lane, "悄悄话里的金丝雀", "secretary")
    assert sought(lane, "金丝雀", "周敏") == sought(lane, "金丝雀", "王阿婆") == [number]
    for name in ("林老师", "老赵", "吴警官", "小顾", "钱先生"):
        assert sought(lane, "金丝雀", name) == []


def test_a_neighbours_hurt_is_found_by_the_desk_alone(lane: Lane) -> None:
    number = said(lane, QUEUE)
    with lane.act("林老师") as act:
        acts.join(act, number, "轮椅推不出去", 4)
    assert sought(lane, "轮椅", "周敏") == [number] and sought(lane, "轮椅", "王阿婆") == sought(lane, "轮椅", "老赵") == []


@pytest.mark.parametrize("words", [
    '"', '""', "*", "排*", "NEAR(排 队)", "排 AND", "OR", "NOT 排", "words:排", "^排", "(", "排)", "'", "\\", "-- x", "; DROP TABLE passage",
                                   "字" * 8192, '"排 队" OR 1=1', "{x}", "%", "\u202e队排", "排<->队", "!排", "排:*", "a" * 8192, "& | !"])
def test_hostile_words_find_nothing_and_break_nothing(lane: Lane, words: str) -> None:
    number = said(lane, QUEUE)
    assert sought(lane, words) in ([], [number]) and sought(lane, "排队") == [number]


def test_older_ones_come_page_by_page(lane: Lane) -> None:
    numbers = [said(lane, f"第{n}次排队") for n in range(5)]
    with lane.act("林老师") as act:
        acts.join(act, numbers[2], "排队的人靠着窗台", 3)
    first = sought(lane, "排队", "周敏", most=2)
    assert first == numbers[:2:-1] and sought(lane, "排队", "周敏", before=first[-1], most=2) == [numbers[2], numbers[1]]


def test_what_is_taken_back_is_gone_from_the_index(lane: Lane) -> None:
    number = said(lane, "只有这里写着鱤字和zebracanary", who="王阿婆")
    assert sought(lane, "zebracanary") == [number]
    with lane.act("王阿婆") as act:
        acts.withdraw(act, number)
    assert sought(lane, "zebracanary") == sought(lane, "鱤", "周敏") == []
    with reading() as session:
        assert session.exec(select(Passage).where(Passage.grievance_id == number)).all() == []


def test_erased_words_leave_no_byte_in_the_file(lane_sqlite: Lane) -> None:
    for n in range(60):
        said(lane_sqlite, f"垫在下面的第{n}件，鱥鱤zebracanary" if n == 30 else f"垫在下面的第{n}件")
    file = lane_sqlite.config.data / "council.db"
    assert b"zebracanary" in _settled(file)
    with reading() as session:
        number = reads.search(session, lane_sqlite.me("周敏"), "zebracanary")[0]
    with lane_sqlite.act("王阿婆") as act:
        acts.withdraw(act, number)
    left = _settled(file)
    assert b"zebracanary" not in left and "鱤".encode() not in left
    with engine_for_writing().begin() as connection:
        connection.exec_driver_sql("INSERT INTO passage_fts(passage_fts, rank) VALUES ('integrity-check', 1)")


def _settled(file) -> bytes:
    with engine_for_writing().connect() as connection:
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    assert not file.with_name("council.db-wal").exists() or file.with_name("council.db-wal").stat().st_size == 0
    return file.read_bytes()


def test_a_refused_act_leaves_the_index_as_it_was(lane: Lane) -> None:
    number = said(lane, QUEUE)
    with pytest.raises(RuntimeError, match="anything"), lane.act("王阿婆") as act:
        acts.withdraw(act, number)
        raise RuntimeError("anything")
    assert sought(lane, "排队") == [number]


@pytest.mark.parametrize(("text", "words", "shown"), [
    ("周末排队排到门口", "排队", "周末[排队]排到门口"), ("ＫＴＶ 太吵", "ktv", "[ＫＴＶ] 太吵"), ("哈哈哈", "哈哈", "[哈哈哈]"), ("没有", "别的", "没有"),
    ("x" * 30 + "。" + "字" * 50 + "门口" + "字" * 99, "门口", "…" + "字" * 20 + "[门口]" + "字" * 38 + "…"), ("<b>门</b>", "门", "<b>[门]</b>")])
def test_what_was_found_is_shown_in_its_sentence(text: str, words: str, shown: str) -> None:
    runs = rules.excerpt(text, rules.phrases(words))
    assert "".join(f"[{run}]" if hit else run for run, hit in runs) == shown


def test_indexing_again_changes_nothing(lane: Lane) -> None:
    number = said(lane, QUEUE)
    with reading() as session:
        before = [(row.id, row.desk, row.words) for row in session.exec(select(Passage))]
    with lane.act("王阿婆") as act:
        index.index(act, number)
        index.index(act, number)
        act.enter("grievance.moved", f"grievance:{number}", {"from": "filed", "to": "filed"})
    with reading() as session:
        assert [(row.id, row.desk, row.words) for row in session.exec(select(Passage))] == before
    assert sought(lane, "排队") == [number]


def test_every_word_said_later_is_found_and_every_word_changed_is_not(lane: Lane) -> None:
    with reading() as session:
        shop = next(each.id or 0 for each in people.shops(session, lane.council_id) if each.name == "冷街冰淇淋")
    number = said(lane, "排队", shops=(shop,))
    with lane.act("王阿婆") as act:
        telling.complete(act, number, telling.Words("人多得走不通", "", "留条路", 3))
    with lane.act("老赵") as act:
        telling.answer(act, number, "我派人引导")
    with lane.act("王阿婆") as act:
        telling.add(act, number, "昨天又来了")
    assert sought(lane, "排队", "周敏") == []
    for words in ("走不通", "引导", "昨天又来"):
        assert sought(lane, words) == [number], words
    with lane.act("小李") as act:
        acts.join(act, number, "轮椅过不去", 3)
    with lane.act("小李") as act:
        acts.leave(act, number)
    assert sought(lane, "轮椅", "周敏") == []
    with lane.act("王阿婆") as act:
        telling.turn_lamp(act, number, "secretary")
    assert sought(lane, "走不通", "林老师") == [] and sought(lane, "走不通", "老赵") == [number]
