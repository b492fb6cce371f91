"""Every page under hostile addresses: never a fault of ours, never a way to another house, never a word about what one may not see."""

import re
from typing import Any

import pytest
from werkzeug.routing import Rule

from tests.hostile.attacks import HUGE, LONG, VALUES
from tests.hostile.doors import DOORS, Door
from tests.hostile.stage import HTML, JSON, Stage, Watched
from tests.hostile.test_every_post import filled

ASKED = ("after", "before", "topic", "about", "no", "small", "clause", "next", "of", "subject", "code", "category", "page", "lang", "in", "as", "question")
"""Everything that a page reads out of its address, and a little more."""
EVIL = ("//evil.example/", "https://evil.example/", "/\\evil.example/", "/\t/evil.example/", "\\\\evil.example", "javascript:alert(1)//evil.example",
        "/x\r\nSet-Cookie: stolen=1", "///evil.example", "/%2f/evil.example", " //evil.example/")
QUERIES = [*VALUES.values(), *EVIL, "council:1", "vote:99999999999999999999", "lane.drawn", "resident:", ":1", "clause:²", "99999999999999999999",
           LONG, HUGE[:60_000]]
PARTS = 6
"""Every page is asked every question; the questions are dealt to this many tests."""
LEADS_AWAY = re.compile(r"(?:href|action|src|value)\s*=\s*[\"']\s*(?:(?:https?:)?[/\\]{2}|/[\\\t\r\n]|javascript:)[^\"']*evil", re.IGNORECASE)
NOWHERE = 987_654_321
NOUNS = {"clauses": "clause", "conventions": "convention", "grievances": "grievance", "meetings": "meeting", "violations": "violation", "votes": "vote"}


def pages(stage: Stage) -> list[Rule]:
    """Every route that answers to GET."""
    return [rule for rule in stage.app.url_map.iter_rules() if "GET" in (rule.methods or ()) and rule.endpoint != "static"]


def address(rule: Rule, id: int | str, word: str = "1", slug: str = "hy") -> str:
    """A route's address: one value for every id, one for every other argument."""
    path = re.sub(r"<int:[a-z_]+>", str(id), rule.rule).replace("<slug>", slug)
    return re.sub(r"<[^>]+>", word, path)


def known(stage: Stage, rule: Rule, others: bool = False) -> str:
    """The address of something real."""
    ids = stage.ground.dx if others else stage.ground.hy
    return address(rule, ids[NOUNS.get(rule.rule.split("/")[1], "clause")]).replace("<int:photo_id>", str(ids["photo"]))


@pytest.mark.slow
@pytest.mark.parametrize("nth", range(PARTS))
@pytest.mark.parametrize("name", ["周敏", None])
def test_no_question_breaks_a_page_or_leads_away(stage: Watched, name: str | None, nth: int) -> None:
    client, asked, faults = stage.client(name), 0, []
    for rule in pages(stage):
        for value in QUERIES[nth::PARTS]:
            answer = client.get(known(stage, rule), query_string=dict.fromkeys(ASKED, value))
            asked += 1
            to, text = answer.headers.get("Location", "/"), answer.get_data(as_text=True) if answer.mimetype == HTML else ""
            away = not re.match(r"/(?![/\\])[^\s]*$", to) or "stolen" in str(answer.headers.getlist("Set-Cookie")) or LEADS_AWAY.search(text)
            if answer.status_code >= 500 or away:
                faults.append((rule.rule, value[:30], answer.status_code, to[:60]))
    assert faults == [] and stage.moved() == []
    assert asked > 500


HOSTILE_PARTS = ("%00", "x%00", "%ff%fe", "%ED%A0%80", "%E2%80%AE", "x" * 3000, "..%2f..%2f", "²", "%C2%B2", "'", "%27%3B--", "{{7}}",
                 "meeting:99999999999999999", "meeting:-1", "hall:1%00", "0/000", "0/x999/x999/x999/999", "0/000.p/999999999999", "entries/000.p/0", "63/000",
                 "-1/-1", "0/99999999999999999999")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["周敏", None])
def test_no_address_breaks_the_house(stage: Watched, name: str | None) -> None:
    client, faults = stage.client(name), []
    for rule in pages(stage):
        paths = [address(rule, number) for number in (0, NOWHERE, 2**31 - 1, 2**31, 2**63, 10**40, "-1", "1.5", "%00", "%EF%BC%91")]
        paths += [address(rule, 1, *words) for part in HOSTILE_PARTS for words in ((part,), ("1", part))]
        faults += [(path[:60], status) for path in {*paths} - {rule.rule} if (status := client.get(path).status_code) >= 500]
    assert faults == [] and stage.moved() == []


HEADERS = [{"Cookie": f"{name}={value}"} for name in ("device", "size", "theme", "lang", "session")
           for value in ("", "\xff\xfe", "9" * 4000, "\"><script>", "a\\000b", "..")]
HEADERS += [{name: value} for name in ("Accept", "Accept-Language", "Accept-Encoding", "If-None-Match", "If-Modified-Since", "Range", "Referer", "User-Agent",
                                       "X-Forwarded-For", "Content-Type", "Authorization", "X-Stay")
            for value in ("", ";q=", "\xff\xfe", "*" * 3000, "text/html;q=nan, application/json;q=-1", "bytes=-1-,9-", "zh;q=1e999", "W/\"", "Basic \xff")]


@pytest.mark.slow
def test_no_header_breaks_a_page(stage: Watched) -> None:
    faults = []
    for path in ("/", "/c/hy/", f"/votes/{stage.ground.hy['vote']}", "/me", "/c/hy/record", "/log/hy/checkpoint", "/static/council.css", "/nowhere"):
        for headers in HEADERS:
            answer = stage.app.test_client(use_cookies=False).get(path, headers=headers)
            if answer.status_code >= 500 or "<script>" in str(answer.get_data()).split("</head>")[0].replace("<script ", ""):
                faults.append((path, headers, answer.status_code))
    assert faults == []


def plain(answer: Any, *numbers: int) -> tuple[int, str]:
    """What an answer says, without what differs by itself."""
    text = answer.get_data(as_text=True) if not answer.headers.get("Location") else answer.headers["Location"]
    for number in numbers:
        text = re.sub(rf"(?<!\d){number}(?!\d)", "N", text)
    return answer.status_code, re.sub(r"(csrf_token\" value|once\" value|name=\"csrf\" content)=\"[^\"]+\"|[0-9a-f]{12}", "", text)


def at(rule: Rule, id: int) -> str:
    """The address of one thing; whatever else it names has the number 1."""
    return re.sub("<int:[a-z_]+>", "1", rule.rule.replace("<int:id>", str(id)))


def twins(stage: Stage) -> list[tuple[str, str, int]]:
    """Each address of a thing in the lane, beside the same address of nothing."""
    ids, found = stage.ground.hy, []
    for rule in pages(stage):
        noun = NOUNS.get(rule.rule.split("/")[1])
        more = {"grievance": "secret", "meeting": "called"}
        numbers = [ids[noun], *([ids[more[noun]]] if noun in more else [])] if noun and "<int:id>" in rule.rule else []
        found += [(at(rule, id), at(rule, NOWHERE), id) for id in numbers]
    return found


@pytest.mark.parametrize("accept", [HTML, JSON])
@pytest.mark.parametrize("name", ["钱先生", "何书记", "小顾"])
def test_forbidden_and_absent_look_alike(stage: Watched, name: str, accept: str) -> None:
    client, compared, faults = stage.client(name), 0, []
    for there, gone, id in twins(stage):
        mine, other = client.get(there, headers={"Accept": accept}), client.get(gone, headers={"Accept": accept})
        if mine.status_code == 200 or (name == "小顾" and mine.status_code != 404):
            continue
        compared += 1
        if plain(mine, id, NOWHERE) != plain(other, id, NOWHERE):
            faults.append((there, mine.status_code, other.status_code))
    assert faults == []
    assert compared >= (3 if name == "小顾" else 10)


@pytest.mark.parametrize("name", ["钱先生", "何书记", None])
def test_what_an_outsider_sees_is_what_anybody_sees(stage: Watched, name: str | None) -> None:
    outsider, stranger = stage.client(name), stage.client(None)
    seen = [there for there, _gone, _id in twins(stage) if outsider.get(there).status_code == 200]
    assert [there for there in seen if stranger.get(there).status_code != 200] == []
    for there in seen:
        text = outsider.get(there).get_data(as_text=True)
        assert not [name for name in ("王阿婆", "老赵", "林老师", "万国平") if name in text], there


def forms(name: str | None) -> list[tuple[str, Door]]:
    """The doors to things that have a number; whoever has not come in is led to the door unless the thing is none of the public's."""
    hidden = ("/grievances/", "/violations/", "/disputes/")
    return [(endpoint, door) for endpoint, door in DOORS.items() if "{" in door.path and not door.own and (name or door.path.startswith(hidden))]


@pytest.mark.parametrize("name", ["钱先生", "何书记", None])
def test_a_press_on_the_forbidden_is_answered_like_one_on_nothing(stage: Watched, name: str | None) -> None:
    faults = []
    for _endpoint, door in forms(name):
        ids = stage.ground.hy
        data = {key: each.valid for key, each in filled(door, ids, stage.ground.dx).items()}
        kind = door.path[door.path.index("{") + 1:door.path.index("}")]
        answers = [plain(stage.knock(name, door.path.format(**ids | {kind: id}), data=data), ids[kind], NOWHERE) for id in (ids[kind], NOWHERE)]
        if answers[0] != answers[1] or answers[0][0] < 400:
            faults.append((door.path, *answers))
    assert faults == [] and stage.moved() == []


@pytest.mark.slow
@pytest.mark.pg
def test_postgres_is_asked_nothing_that_it_cannot_answer(stage_postgres: Stage) -> None:
    stage, client, faults = stage_postgres, stage_postgres.client("周敏"), []
    for rule in pages(stage):
        paths = [known(stage, rule) + query for query in ("?before=99999999999999999999&after=-1&of=99999999999999&clause=9999999999999&topic=x%00y",
                                                          "?topic=%ED%A0%80&about=%ff&of=-1&subject=%00&next=%00", "?topic=vote:99999999999999999999")]
        paths += [address(rule, number) for number in (0, 2**31 - 1, 2**31, 2**63)] + [address(rule, 1, part) for part in HOSTILE_PARTS]
        paths += [address(rule, 1, "1", part) for part in HOSTILE_PARTS]
        faults += [(path, status) for path in dict.fromkeys(paths) if (status := client.get(path).status_code) >= 500 and rule.endpoint != "readyz"]
    assert faults == []
