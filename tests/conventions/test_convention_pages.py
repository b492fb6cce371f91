"""What people see of the convention, and what the desk's forms do; bad input gets a sentence and moves nothing."""

from typing import Any

import pytest

from council.conventions import acts, reads, subjects
from council.conventions.acts import ClauseText
from council.db import reading
from council.votes import acts as votes
from tests.conftest import Lane

QUEUES = ClauseText("排队与外摆", "店外排队不超过**六人**。", "救护车进不来。")
JSON = {"Accept": "application/json"}


@pytest.fixture
def lane(lane_sqlite: Lane) -> Lane:
    """Pages do not depend on the database."""
    return lane_sqlite


def begun(lane: Lane, *texts: ClauseText) -> tuple[int, list[int]]:
    with lane.act("周敏") as act:
        convention = acts.draft(act, "商居管理弄堂公约")
        return convention.id or 0, [acts.add_clause(act, convention.id or 0, text).id or 0 for text in texts or (QUEUES,)]


def decide(lane: Lane, clause: int, no: str = "") -> int:
    with lane.act("周敏") as act:
        vote = acts.put_to_vote(act, clause, "council:1").id or 0
    for name in ("陈阿姨", "王阿婆", "小李", "老赵", "阿May"):
        with lane.act(name) as act:
            votes.cast(act, vote, "against" if name in no.split() else "for")
    with lane.act("周敏") as act:
        votes.close_vote(act, vote)
    return vote


def seen(lane: Lane, path: str, name: str | None = None) -> str:
    answer = lane.client(name).get(path)
    assert answer.status_code == 200, answer.text
    return answer.text


def post(lane: Lane, name: str | None, path: str, **fields: Any) -> Any:
    return lane.client(name).post(path, data=fields, headers=JSON)


def test_an_empty_council_is_told_where_rules_come_from(lane: Lane) -> None:
    page = seen(lane, "/c/hy/convention")
    assert "还没有施行的公约。" in page and "起草一份公约" not in page
    assert "起草一份公约" in seen(lane, "/c/hy/convention", "周敏")
    assert "没有可以贴的" in seen(lane, "/c/hy/convention/poster")


def test_the_secretary_drafts_with_forms_alone(lane: Lane) -> None:
    secretary = lane.client("周敏")
    assert "商居管理弄堂公约" in secretary.get("/c/hy/conventions/new").text
    made = secretary.post("/c/hy/conventions", data={"title": "商居管理弄堂公约", "once": "a"})
    assert made.status_code == 303
    board = made.headers["Location"]
    assert "还没有条文。" in secretary.get(board).text
    form = secretary.get(f"{board}/clauses/new?subject=rubbish").text
    assert "各店自备带盖的桶" in form and all(each.title in form for each in subjects.SUBJECTS) and len(subjects.SUBJECTS) == 10
    assert secretary.post(f"{board}/clauses", data={"title": "垃圾投放", "text": "当天清空。", "once": "b"}).status_code == 303
    page = seen(lane, board)
    assert "当天清空。" in page and "还没有表决" in page and "加一条" not in page
    assert "正在起草：商居管理弄堂公约" in seen(lane, "/c/hy/convention")


def test_the_same_form_twice_is_one_clause(lane: Lane) -> None:
    convention, _clauses = begun(lane)
    fields = {"title": "垃圾", "text": "当天清空。", "once": "same"}
    first, again = post(lane, "周敏", f"/conventions/{convention}/clauses", **fields), post(lane, "周敏", f"/conventions/{convention}/clauses", **fields)
    assert first.json == again.json and first.json["ok"]
    with reading() as session:
        assert len(reads.clauses(session, convention)) == 2


def test_a_clause_page_says_its_words_state_reason_and_story(lane: Lane) -> None:
    _convention, (clause,) = begun(lane)
    page = seen(lane, f"/clauses/{clause}")
    for words in ("第一条 排队与外摆", "店外排队不超过<strong>六人</strong>。", "还没有表决", "救护车进不来。", "写下第一条“排队与外摆”。", f'data-room="clause:{clause}"'):
        assert words in page
    assert "交给两边表决" not in page
    assert "交给两边表决" in seen(lane, f"/clauses/{clause}", "周敏")


def test_scripts_in_a_clause_are_harmless(lane: Lane) -> None:
    _convention, (clause,) = begun(lane, ClauseText("<script>x</script>", "<img src=x onerror=alert(1)> [点](javascript:alert(1))"))
    for path in (f"/clauses/{clause}", "/c/hy/convention"):
        page = seen(lane, path)
        assert "<script>x" not in page and "<img src=x" not in page and 'href="javascript' not in page


def test_rewording_shows_the_difference_before_it_is_recorded(lane: Lane) -> None:
    _convention, (clause,) = begun(lane)
    secretary, before = lane.client("周敏"), lane.size()
    fields = {"title": "排队与外摆", "text": "店外排队不超过**十人**。", "reason": "阿May 的意思"}
    preview = secretary.post(f"/clauses/{clause}/preview", data=fields).text
    assert "<del>" in preview and "记下第 2 稿" in preview and lane.size() == before
    assert secretary.post(f"/clauses/{clause}/reword", data={**fields, "once": "r"}).status_code == 303
    page = seen(lane, f"/clauses/{clause}")
    assert "第 2 稿" in page and "<del>" in page and "改过的字句" in page and "阿May 的意思" in page


def test_a_bad_wording_comes_back_with_its_reason_and_nothing_written_is_lost(lane: Lane) -> None:
    convention, (clause,) = begun(lane)
    before, secretary = lane.size(), lane.client("周敏")
    for path in (f"/conventions/{convention}/clauses", f"/clauses/{clause}/reword", f"/clauses/{clause}/preview"):
        empty = secretary.post(path, data={"title": "只有名称", "text": " "})
        assert empty.status_code == 422 and "还没写条文。写一句就行。" in empty.text and "只有名称" in empty.text
        long = secretary.post(path, data={"title": "长", "text": "字" * 3000})
        assert long.status_code == 422 and "写得太长了" in long.text
        said = secretary.post(path, data={"title": "字" * 41, "text": "有"}, headers=JSON)
        assert said.status_code == 422 and said.json["ok"] is False and "title" in said.json["fields"]
    nameless = secretary.post("/c/hy/conventions", data={"title": ""})
    assert nameless.status_code == 422 and "还没写名称" in nameless.text
    assert lane.size() == before


def test_members_answer_a_sounding_on_the_clause_page(lane: Lane) -> None:
    _convention, (clause,) = begun(lane)
    assert post(lane, "周敏", f"/clauses/{clause}/sounding", once="s").json["ok"]
    with reading() as session:
        asked = reads.sounding_of(session, clause)
    sounding = asked.id if asked else 0
    assert "您现在怎么看？" in seen(lane, f"/clauses/{clause}", "王阿婆") and "您现在怎么看？" not in seen(lane, f"/clauses/{clause}")
    assert post(lane, "王阿婆", f"/soundings/{sounding}/answer", stand="live", why="十个人以内我认").json["ok"]
    page = seen(lane, f"/clauses/{clause}")
    assert "“十个人以内我认”" in page and "王阿婆" not in page and "不行 0" in page
    mine = seen(lane, f"/clauses/{clause}", "王阿婆")
    assert 'value="live" checked' in mine and "改我的看法" in mine
    assert post(lane, "王阿婆", f"/soundings/{sounding}/answer", stand="agree", next="//evil.example").status_code == 422
    assert post(lane, "王阿婆", f"/soundings/{sounding}/answer", stand="agree", next="/meetings/1").json["to"] == "/meetings/1"
    assert post(lane, "周敏", f"/soundings/{sounding}/close", once="c").json["ok"]
    assert "征询的结果" in seen(lane, f"/clauses/{clause}")
    assert post(lane, "王阿婆", f"/soundings/{sounding}/answer", stand="agree").status_code == 409


def test_the_vote_is_opened_after_its_consequence_was_read(lane: Lane) -> None:
    _convention, (clause,) = begun(lane)
    page = seen(lane, f"/clauses/{clause}/vote", "周敏")
    assert "就照这样写，交给两边表决？" in page and "居民 5 人、商户 3 人能投" in page
    answer = post(lane, "周敏", f"/clauses/{clause}/vote", once="v").json
    assert answer["ok"] and answer["to"] == f"/votes/{answer['vote']}"
    assert "去投票" in seen(lane, f"/clauses/{clause}", "老赵") and "正在表决" in seen(lane, "/c/hy/convention")
    again = post(lane, "周敏", f"/clauses/{clause}/vote", once="w")
    assert again.status_code == 409 and again.json["reason"] == "这一条正在表决。"
    desk = seen(lane, f"/clauses/{clause}", "周敏")
    assert "字句已经锁定。等结果出来再改。" in desk and "disabled" in desk


def test_a_failed_clause_explains_itself_and_goes_back_to_talks(lane: Lane) -> None:
    _convention, (clause,) = begun(lane)
    decide(lane, clause, no="老赵 阿May")
    page = seen(lane, f"/clauses/{clause}")
    assert "居民通过了，商户没有" in page and "回到调解，再谈一次" in page and "商户赞成没有过半。" in page


def test_an_adopted_convention_has_its_page_poster_and_version(lane: Lane) -> None:
    convention, (first, second) = begun(lane, QUEUES, ClauseText("回馈居民", "九折。"))
    decide(lane, first)
    confirm = seen(lane, f"/conventions/{convention}/adopt", "周敏")
    assert "施行第 1 版？" in confirm and "还不施行的" in confirm and "不能收回" in confirm
    assert post(lane, "周敏", f"/conventions/{convention}/adopt", once="a").json["version"] == 1
    page = seen(lane, "/c/hy/convention")
    assert "第 1 版" in page and "1 条施行，1 条两边还在谈。" in page and "施行中" in page
    poster = seen(lane, "/c/hy/convention/poster")
    assert "第一条　排队与外摆" in poster and "回馈居民两边还在谈。" in poster and "九折" not in poster and "<svg" in poster
    version = seen(lane, "/c/hy/convention/versions/1")
    assert "店外排队不超过" in version and "号记录" in version
    decide(lane, second)
    assert post(lane, "周敏", f"/conventions/{convention}/adopt", once="b").json["version"] == 2
    changed = seen(lane, f"/c/hy/convention/versions/2?of={convention}")
    assert "和前一版比" in changed and "新加的" in changed
    assert "起草" not in seen(lane, "/c/hy/convention")


def test_outsiders_and_strangers_press_nothing(lane: Lane) -> None:
    convention, (clause,) = begun(lane)
    with lane.act("周敏") as act:
        sounding = acts.open_sounding(act, clause, "council:1").id
    before = lane.size()
    paths = ["/c/hy/conventions", f"/conventions/{convention}/clauses", f"/conventions/{convention}/adopt", f"/clauses/{clause}/reword",
             f"/clauses/{clause}/preview", f"/clauses/{clause}/sounding", f"/clauses/{clause}/vote", f"/soundings/{sounding}/close"]
    for path in paths:
        assert post(lane, "王阿婆", path, title="x", text="y").status_code == 403, path
    for path in [*paths, f"/soundings/{sounding}/answer"]:
        assert post(lane, "钱先生", path, title="x", text="y", stand="agree").status_code == 404, path
        assert post(lane, "何书记", path, title="x", text="y", stand="agree").status_code == 404, path
        assert post(lane, None, path, title="x", text="y", stand="agree").status_code == 401, path
    assert lane.size() == before


@pytest.mark.parametrize("path", ["/clauses/999", "/clauses/99999999999999999999", "/conventions/99999999999999999999", "/c/nowhere/convention",
                                  "/c/hy/convention/versions/1", "/c/hy/convention/versions/99999999999999999999", "/c/hy/convention/poster?of=77",
                                  "/c/hy/convention/versions/1?of=99999999999999999999"])
def test_what_is_not_there_is_not_there(lane: Lane, path: str) -> None:
    assert lane.client("周敏").get(path).status_code == 404


def test_the_versions_of_the_neighbours_are_not_shown_here(lane: Lane) -> None:
    convention, (clause,) = begun(lane)
    decide(lane, clause)
    with lane.act("周敏") as act:
        acts.adopt(act, convention)
    assert lane.client().get(f"/c/dx/convention/versions/1?of={convention}").status_code == 404
    assert lane.client().get(f"/c/dx/convention/poster?of={convention}").status_code == 404


def test_looking_changes_nothing(lane: Lane) -> None:
    convention, (clause,) = begun(lane)
    before = lane.size()
    paths = ["/c/hy/convention", "/c/hy/convention/poster", f"/conventions/{convention}", f"/clauses/{clause}", f"/clauses/{clause}/reword",
             f"/clauses/{clause}/vote", f"/conventions/{convention}/adopt", f"/conventions/{convention}/clauses/new", "/c/hy/conventions/new"]
    for path in paths:
        assert lane.client("周敏").get(path).status_code == 200, path
    assert lane.size() == before


def test_the_room_of_a_clause_shows_the_same_to_everybody(lane: Lane) -> None:
    _convention, (clause,) = begun(lane)
    post(lane, "周敏", f"/clauses/{clause}/sounding")
    news = lane.client().get(f"/news/clause:{clause}").json
    assert news is not None and set(news["snapshot"]) == {"text", "sounding"}
    assert "店外排队不超过" in news["snapshot"]["text"] and "大家怎么看" in news["snapshot"]["sounding"]
    assert lane.client().get("/news/clause:999").status_code == 404
