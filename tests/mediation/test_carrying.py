"""What climbs carries the dossier of its case, frozen; what has no case carries its papers; nobody but the desk gets the file."""

import hashlib
import io

import pytest
from docx import Document

from council.db import reading
from council.grievances.clocks import acts as clocks
from council.mediation.carrying import acts, reads
from council.mediation.terms import acts as terms
from council.refusal import Refusal
from council.tick import strike
from tests.conftest import Lane
from tests.mediation.casework import complain, opened, say


def words(file: bytes) -> str:
    """Everything that a Word file says."""
    doc = Document(io.BytesIO(file))
    return "\n".join([each.text for each in doc.paragraphs] + [cell.text for table in doc.tables for row in table.rows for cell in row.cells])


def test_a_climb_out_of_a_case_carries_its_dossier_as_it_was(lane: Lane) -> None:
    lane.client()
    number = complain(lane, "王阿婆", circle="lane")
    case = opened(lane, number, circle="lane")
    say(lane, "王阿婆", case, "金丝雀，只给书记")
    before = lane.size()
    with lane.act("王阿婆") as act:
        assert acts.climb(act, number, "约了三次没人来") == "agenda"
    leaves = lane.leaves(before)
    assert [leaf["kind"] for leaf in leaves] == ["grievance.climbed", "item.tabled", "dossier.carried"]
    with reading() as session:
        rung, = reads.rungs(session, number)
        row = reads.carried(session, number, rung.carried)
    assert leaves[2]["body"] == {"grievance": number, "level": "agenda", "sha256": row.sha256} and leaves[2]["topic"] == f"case:{case}"
    assert hashlib.sha256(row.file).hexdigest() == row.sha256
    with lane.act("老赵") as act:
        terms.offer(act, case, "后来才说的办法")
    said = words(row.file)
    assert "排队排到我家门口" in said and "金丝雀" not in said and "王阿婆" not in said.replace("王阿婆说：", "") and "后来才说的办法" not in said
    with reading() as session:
        assert reads.carried(session, number, rung.carried).file == row.file, "a later offer does not change what went up"


def test_a_climb_without_a_case_carries_the_papers_alone_and_a_refused_one_nothing(lane: Lane) -> None:
    lane.client()
    number = complain(lane, "王阿婆", circle="lane")
    before = lane.size()
    with pytest.raises(Refusal, match="为什么"), lane.act("王阿婆") as act:
        acts.climb(act, number, " ")
    assert lane.size() == before
    with lane.act("王阿婆") as act:
        acts.climb(act, number, "没人来")
    assert "dossier.carried" not in [leaf["kind"] for leaf in lane.leaves(before)]
    with reading() as session:
        assert [each.carried for each in reads.rungs(session, number)] == [0] and reads.lacking(session, lane.council_id) == []


def test_what_the_clock_sends_up_carries_it_too_and_once(lane: Lane) -> None:
    lane.client()
    number = complain(lane, "王阿婆", circle="lane")
    opened(lane, number)
    with lane.act("周敏") as act:
        clocks.climb(act, number, "如同时钟")
    with reading() as session:
        assert reads.lacking(session, lane.council_id) == [number]
    before = lane.size()
    strike(lane.council_id)
    strike(lane.council_id)
    assert [(leaf["kind"], leaf["actor"]) for leaf in lane.leaves(before)] == [("dossier.carried", "时钟")]


def test_the_file_and_its_paper_are_for_the_desk_and_the_list_for_whoever_sees_the_matter(lane_sqlite: Lane) -> None:
    lane_sqlite.client()
    number = complain(lane_sqlite, "王阿婆", circle="lane")
    opened(lane_sqlite, number)
    where = f"/grievances/{number}"
    said = lane_sqlite.client("王阿婆").post(f"{where}/climb", data={"reason": "没人来"}, headers={"Accept": "application/json"}).get_json()
    assert said["said"] == "转上去了，现在归议事会管。"
    mine, desk = lane_sqlite.client("王阿婆"), lane_sqlite.client("周敏")
    listed = mine.get(f"{where}/carried").text
    assert "带了一份调解卷宗" in listed and "卷宗由书记交给接手的人" in listed and "取 Word 文档" not in listed
    assert "取 Word 文档" in desk.get(f"{where}/carried").text and f"{where}/carried" in mine.get(where).text
    with reading() as session:
        n = reads.rungs(session, number)[0].carried
    assert desk.get(f"{where}/carried/{n}.docx").data[:2] == b"PK"
    paper = desk.get(f"{where}/carried/{n}").text
    assert "调解卷宗" in paper and "请接着办" in paper and f"第 {number} 件转到议事会时带上的" in paper
    for who in ("王阿婆", "老赵", "林老师"):
        for path in (f"{where}/carried/{n}", f"{where}/carried/{n}.docx"):
            assert lane_sqlite.client(who).get(path).status_code in (403, 404)
    assert desk.get(f"{where}/carried/999").status_code == 404


def test_the_list_says_so_where_nothing_has_climbed(lane_sqlite: Lane) -> None:
    number = complain(lane_sqlite, "王阿婆", circle="party")
    assert "还没有往上转过" in lane_sqlite.client("王阿婆").get(f"/grievances/{number}/carried").text
    assert lane_sqlite.client("林老师").get(f"/grievances/{number}/carried").status_code == 404
