"""Whatever is typed, pasted or sent: an answer in words, never an exception."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st

from council import text
from council.people import codes, rolls, sheets

MARKS = st.text(st.sampled_from(list("*_`~[]()<>!#-+=|\\&\n\t \"'：，。《》“”（）注意请第三条a1\u202e\u200b\x00\ud800👩")), max_size=120)
ANYTHING = st.one_of(st.text(max_size=200), MARKS)


@settings(max_examples=300, deadline=None)
@given(ANYTHING)
def test_any_text_is_shown_with_nothing_but_the_tags_that_we_allow(written):
    tags = set(re.findall(r"</?([a-z0-9]+)[ >]", text.render(written)))
    assert tags <= text.TAGS
    assert text.clean(text.clean(written)) == text.clean(written)
    assert "\x00" not in text.paragraphs(written) and "\u202e" not in text.render(written)
    text.render(written).encode()


@settings(max_examples=200, deadline=None)
@given(ANYTHING, ANYTHING)
def test_any_two_wordings_are_compared_without_losing_a_character(old, new):
    runs = text.diff(old, new)
    assert "".join(said for op, said in runs if op != "ins") == text.clean(old)
    assert "".join(said for op, said in runs if op != "del") == text.clean(new)


@settings(max_examples=200, deadline=None)
@given(st.one_of(st.binary(max_size=400), ANYTHING.map(lambda said: ("编号,姓名,界别,门牌\n" + said).encode("utf-8", "replace"))))
def test_any_file_is_a_roll_or_has_its_reasons(data):
    sheet = rolls.parse(data, "名册.csv")
    assert sheet.rows or sheet.problems
    for row in sheet.rows:
        assert row.name and row.sector and not row.name.startswith(sheets.FORMULA)
    assert rolls.compare(sheet.rows, rolls.compare(sheet.rows, []).added).added == []


@settings(max_examples=200, deadline=None)
@given(ANYTHING)
def test_any_typed_code_has_a_hash_or_a_reason(typed):
    assert len(codes.code_hash(typed)) == 64
    assert codes.why_not_code(typed) is None or "八个" in codes.why_not_code(typed)
