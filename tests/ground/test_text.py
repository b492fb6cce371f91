"""What people write is shown as they meant it and can do nothing else."""

import time

import pytest

from council import text


@pytest.mark.parametrize(("written", "shown"), [
    ("**注意：**请", "<strong>注意：</strong>请"),
    ("**《公约》**第", "<strong>《公约》</strong>第"),
    ("按**《公约》**第三条", "按<strong>《公约》</strong>第三条"),
    ("他说**“好”**了", "他说<strong>“好”</strong>了"),
    ("**第3条(一)**请看", "<strong>第3条(一)</strong>请看"),
    ("**（一）**、**（二）**", "<strong>（一）</strong>、<strong>（二）</strong>"),
    ("外*「甲」*内", "外<em>「甲」</em>内"),
    ("~~十点。~~九点", "<s>十点。</s>九点"),
    ("a ** b ** c", "a ** b ** c"),
    ("snake_case_word", "snake_case_word"),
    ("**bold**", "<strong>bold</strong>"),
])
def test_emphasis_works_beside_chinese_punctuation(written, shown):
    assert shown in text.render(written)


@pytest.mark.parametrize(("written", "shown"), [
    ("晚上\n九点", "<p>晚上九点</p>"),
    ("**晚上**\n九点", "<p><strong>晚上</strong>九点</p>"),
    ("quiet\nplease", "<p>quiet\nplease</p>"),
    ("晚上  \n九点", "<p>晚上<br>\n九点</p>"),
])
def test_a_soft_break_leaves_no_space_between_chinese_characters(written, shown):
    assert text.render(written).strip() == shown


@pytest.mark.parametrize("written", [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "![x](https://e.example/p.png)", "[a](javascript:alert(1))",
    "[a](data:text/html,x)", "<iframe src=//e.example>", "<a href='javascript:x' onclick=y>z</a>",
    "<p style='position:fixed'>x</p>", "[a](vbscript:x)", "&lt;script&gt;", "[x]: javascript:alert(1)\n\n[x]",
])
def test_nothing_written_becomes_a_script_a_picture_or_a_style(written):
    html = text.render(written).lower()
    for bad in ("<script", "<img", "<iframe", "<p style", 'href="javascript', 'href="data', 'href="vbscript', "<a href='"):
        assert bad not in html


def test_a_link_is_followed_by_no_search_engine_and_opens_no_door_back():
    assert 'rel="nofollow noopener"' in text.render("[弄堂](https://lane.example/)")


def test_headings_of_a_text_stay_below_those_of_the_page():
    html = text.render("# 一\n\n## 二\n\n### 三")
    assert "<h1" not in html and "<h2" not in html and "<h3>一</h3>" in html and "<h4>三</h4>" in html


@pytest.mark.parametrize("piece", ["[", "[a](", "![", "*啊_", "`", ">", "<", "**啊 ", "_", "- ", "[a]", "啊\n", "&#"])
def test_the_worst_eight_kilobytes_cost_little_more_than_eight_times_one(piece):
    small, large = (min(_cost((piece * size)[:size]) for _turn in range(3)) for size in (1024, 8192))
    assert large < 40 * small, "a quadratic text would cost 64 times as much"


def _cost(written):
    began = time.process_time()
    text.render(written)
    return time.process_time() - began


@pytest.mark.parametrize(("written", "kept"), [
    ("王\u202e阿婆", "王阿婆"), ("a\u2066b\u2069c", "abc"), ("x\x00y\x07z", "xyz"),
    ("甲\ufeff乙\u200b丙", "甲乙丙"), ("一\r\n二\r三\u2028四", "一\n二\n三\n四"), ("e\u0301", "é"), ("\ud800坏", "坏"),
    ("👩\u200d🔧", "👩\u200d🔧"),
    ("钱\t数", "钱\t数"),
])
def test_what_hides_or_reorders_text_is_taken_out(written, kept):
    assert text.clean(written) == kept


def test_a_line_has_no_breaks_and_no_outer_spaces():
    assert text.clean_line("  小\n 李　") == "小 李"


def test_eight_kilobytes_are_allowed_and_one_byte_more_is_refused_with_a_sentence():
    assert text.why_not_text("啊" * 2730 + "ab") is None
    reason = text.why_not_text("啊" * 2730 + "abc")
    assert reason and "1 个字" in reason
    assert text.why_not_text("啊啊", most=5) is not None


def test_plain_text_keeps_its_paragraphs_and_its_signs():
    assert text.paragraphs("一 < 二\n三\n\n四") == "<p>一 &lt; 二<br>\n三</p>\n<p>四</p>"
    assert text.paragraphs(" \n ") == ""


@pytest.mark.parametrize(("old", "new", "runs"), [
    ("同样", "同样", [("keep", "同样")]),
    ("", "新", [("ins", "新")]),
    ("每周检查三次。", "每周检查五次。", [("keep", "每周检查"), ("del", "三"), ("ins", "五"), ("keep", "次。")]),
    ("晚上 10:00 以后", "晚上 9:30 以后", [("keep", "晚上 "), ("del", "10:00"), ("ins", "9:30"), ("keep", " 以后")]),
    ("音箱不许响", "喇叭不得响", [("del", "音箱不许"), ("ins", "喇叭不得"), ("keep", "响")]),
])
def test_a_reworded_clause_marks_words_and_not_lone_characters(old, new, runs):
    assert text.diff(old, new) == runs


@pytest.mark.parametrize(("old", "new"), [
    ("啊" * 2700, "啊" * 2650), ("哈啊" * 1350, "啊哈" * 1350), ("门口不许堆货。" * 300, "门口不得堆货。" * 300),
    ("甲，乙；丙", "丙，甲；乙"),
])
def test_a_comparison_gives_back_both_wordings_and_never_takes_long(old, new):
    began = time.perf_counter()
    runs = text.diff(old, new)
    assert "".join(said for op, said in runs if op != "ins") == old
    assert "".join(said for op, said in runs if op != "del") == new
    assert time.perf_counter() - began < 1
