"""The minutes as a Word file: the same facts as the page, in two languages, without a name; LibreOffice opens it."""

import re
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from council import i18n
from council.db import reading
from council.i18n import speaking
from council.meetings.minutes import acts, reads, word
from council.meetings.minutes.telling import tell
from tests.conftest import Lane
from tests.meetings.test_minutes_acts import object_to
from tests.meetings.test_minutes_rules import leaf, story
from tests.office import converted
from tests.story.stage import NAMES, Stage

CHINESE = re.compile("[\u4e00-\u9fff]")


class Marked:
    """A catalogue that knows every sentence: what goes through it has no Chinese left, what does not is seen."""

    def gettext(self, sentence: str) -> str:
        return CHINESE.sub("x", sentence)


def words(file: bytes) -> list[str]:
    """Every paragraph and cell, in order of kind."""
    doc = Document(BytesIO(file))
    return [each.text for each in doc.paragraphs] + [cell.text for table in doc.tables for row in table.rows for cell in row.cells]


def evening(lane: Lane) -> int:
    """A whole evening with its minutes up and one objection; the meeting's id."""
    stage = Stage(lane)
    stage.upto("closed")
    with lane.act("周敏") as act:
        acts.publish(act, stage.meeting)
    object_to(lane, stage.meeting)
    return stage.meeting


def file_of(lane: Lane, meeting_id: int, language: str = "zh-Hans") -> bytes:
    with reading() as session, speaking(language):
        return word.docx(reads.minutes(session, reads.meetings.meeting(session, meeting_id)), "HY 弄议事会")


def test_paper_says_what_the_text_says_and_names_nobody(lane_sqlite: Lane) -> None:
    meeting_id = evening(lane_sqlite)
    said = words(file_of(lane_sqlite, meeting_id))
    with reading() as session:
        up = reads.publication(session, meeting_id)
    assert up is not None
    told = [line for line in up.text.splitlines() if line and " | " not in line and not line.startswith("照公开")]
    assert len(told) > 15 and [line for line in told if line not in said] == []
    assert f"公布的文字的 SHA-256（第 {up.seq} 号）：{up.sha256}" in said and any("一位居民：“我说的是十人" in line for line in said)
    assert not [name for name in NAMES for line in said if name in line]


def test_the_state_stands_under_the_title(lane_sqlite: Lane) -> None:
    with speaking("zh-Hans"):
        told = story()
        assert words(word.docx(tell(enumerate(told)), "HY"))[1] == "（草稿，还没有公布）"
        told += [leaf("minutes.published", number=7, sha256="ab", upto=24, days=3, until="2026-11-25T16:00:00.000Z")]
        assert words(word.docx(tell(enumerate(told)), "HY"))[1] == "（已公布，到 2026 年 11 月 25 日为止可以提异议）"
        told += [leaf("minutes.finalised", number=7, sha256="cd", upto=25, objections=0, unanswered=0)]
        assert words(word.docx(tell(enumerate(told)), "HY"))[1] == "（2026 年 11 月 22 日 20:00 定稿）"


def test_in_english_every_sentence_is_said_by_the_catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(i18n, "_catalogue", lambda language: Marked())
    told: list[dict[str, Any]] = story()
    told += [leaf("minutes.remarked", text="remark"), leaf("minutes.published", number=7, sha256="ab", upto=24, days=3, until="2026-11-25T16:00:00.000Z"),
             leaf("minutes.objected", sector="resident", text="no"), leaf("minutes.answered", objection=27, accepted=False, words="because")]
    with speaking("en"):
        said = words(word.docx(tell(enumerate(told)), "HY"))
    left = {word for line in said for word in CHINESE.findall(line)}
    assert len(said) > 40 and left == set("画线")  # what somebody wrote


def test_a_draft_in_both_languages_says_its_language(lane_sqlite: Lane) -> None:
    meeting_id = evening(lane_sqlite)
    for language in ("zh-Hans", "en"):
        assert Document(BytesIO(file_of(lane_sqlite, meeting_id, language))).core_properties.language == language


@pytest.mark.slow
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_libreoffice_opens_the_minutes_and_finds_every_line(lane_sqlite: Lane, tmp_path: Path, language: str) -> None:
    meeting_id = evening(lane_sqlite)
    file = file_of(lane_sqlite, meeting_id, language)
    pdf, text = converted(file, "pdf", tmp_path), converted(file, "txt", tmp_path).decode()
    pages = len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))
    assert pdf.startswith(b"%PDF") and 2 <= pages <= 8
    assert [line for line in words(file) if line.strip() and line not in text] == []
