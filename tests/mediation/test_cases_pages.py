"""The pages of a case: who sees what, what the forms do, and that a private line crosses only by its speaker's tap."""

from typing import Any

import pytest
from werkzeug.routing import BuildError

from council.db import reading
from council.mediation.cases import acts as casework
from council.mediation.cases import reads as cases
from council.people import acts as people
from tests.conftest import Lane
from tests.mediation.casework import JSON, TITLE, complain, opened, say

CANARY = "那天我腿是软的怕他们看见我哭"


@pytest.fixture
def lane(lane_sqlite: Lane) -> Lane:
    """Pages do not depend on the database."""
    return lane_sqlite


def page(lane: Lane, who: str | None, path: str, status: int = 200) -> str:
    answer = lane.client(who).get(path)
    assert answer.status_code == status, (who, path, answer.status_code)
    return answer.text


def post(lane: Lane, who: str | None, path: str, **fields: Any) -> Any:
    return lane.client(who).post(path, data=fields, headers=JSON)


def test_the_desk_opens_a_case_from_a_grievance(lane: Lane) -> None:
    about = complain(lane, "王阿婆")
    form = page(lane, "周敏", f"/c/hy/cases/new?grievance={about}")
    assert "不写姓名、门牌和店名" in form and f'value="{about}" checked' in form
    page(lane, "王阿婆", "/c/hy/cases/new", 403)
    answer = post(lane, "周敏", "/c/hy/cases", title=TITLE, circle="parties", grievances=[str(about)], once="a").json
    assert answer["ok"] and answer == post(lane, "周敏", "/c/hy/cases", title=TITLE, circle="parties", grievances=[str(about)], once="a").json
    assert TITLE in page(lane, "周敏", answer["to"])


def test_what_is_missing_is_said_beside_its_field_and_nothing_written_is_lost(lane: Lane) -> None:
    about = complain(lane, "王阿婆")
    for fields, said in (({"title": "", "circle": "lane", "grievances": str(about)}, "还没写叫什么"), ({"title": TITLE, "circle": "lane"}, "还没选诉求"),
                         ({"title": TITLE, "circle": "", "grievances": str(about)}, "还没选谁看得见"), ({"title": "长" * 41, "circle": "lane"}, "40")):
        answer = lane.client("周敏").post("/c/hy/cases", data=fields)
        assert answer.status_code == 422 and said in answer.text and fields["title"] in answer.text
    with reading() as session:
        assert cases.of_council(session, lane.council_id) == []


def test_the_title_is_for_everybody_the_case_for_those_inside(lane: Lane) -> None:
    case = opened(lane)
    for who in (None, "钱先生", "小李", "吴警官", "王阿婆"):
        listed = page(lane, who, "/c/hy/cases")
        assert TITLE in listed and (f'href="/cases/{case}"' in listed) is (who == "王阿婆")
    for who, status in (("王阿婆", 200), ("老赵", 200), ("周敏", 200), ("小李", 404), ("阿May", 404), ("吴警官", 404), ("钱先生", 404), ("何书记", 404)):
        page(lane, who, f"/cases/{case}", status)
    assert page(lane, "小李", f"/cases/{case}", 404) == page(lane, "小李", "/cases/99999", 404).replace("99999", str(case))
    page(lane, "王阿婆", f"/cases/{case}/desk", 403)
    page(lane, "何书记", f"/cases/{case}/desk", 404)
    page(lane, None, f"/cases/{case}", 302)


def test_nobody_is_named_to_the_other_side(lane: Lane) -> None:
    case = opened(lane, complain(lane, "王阿婆"), complain(lane, "小李"))
    post(lane, "王阿婆", f"/cases/{case}/interests", kind="concern", text="轮椅要能过。")
    for who, others in (("老赵", ("王阿婆", "小李")), ("王阿婆", ("老赵", "小李"))):
        text = page(lane, who, f"/cases/{case}")
        for name in others:
            text = text.replace(f"{name}说：周末", "")
        assert "轮椅要能过。" in text and not any(name in text for name in others), who


def test_a_case_of_the_whole_lane_is_there_for_its_members(lane: Lane) -> None:
    case = opened(lane, complain(lane, "王阿婆", circle="lane"), circle="lane")
    for who, status in (("小李", 200), ("吴警官", 200), ("钱先生", 404)):
        page(lane, who, f"/cases/{case}", status)


def test_the_invited_person_finds_the_invitation_and_answers(lane: Lane) -> None:
    case, alike = opened(lane), complain(lane, "小李")
    assert "请小李来谈" in page(lane, "周敏", f"/cases/{case}/desk")
    row = post(lane, "周敏", f"/cases/{case}/invite", person=lane.people["小李"], grievance=alike).json["id"]
    assert "请您来谈：排队与外摆" in page(lane, "小李", "/c/hy/") and "请您来谈" not in page(lane, "小顾", "/c/hy/")
    asked = page(lane, "小李", f"/invitations/{row}")
    assert "您来吗？" in asked and "说：周末排队" in asked
    page(lane, "王阿婆", f"/invitations/{row}", 404)
    assert post(lane, "王阿婆", f"/invitations/{row}/answer", accept="yes").status_code == 404
    assert post(lane, "小李", f"/invitations/{row}/answer", accept="yes").json["to"] == f"/cases/{case}"
    assert "居民 2 人" in page(lane, "小李", f"/cases/{case}") and "来</span>" in page(lane, "周敏", f"/cases/{case}/desk")


def test_a_private_line_crosses_only_by_its_speakers_tap(lane: Lane) -> None:
    case = opened(lane)
    assert post(lane, "王阿婆", f"/cases/{case}/talk", text=CANARY, mark="tell", once="x").json["id"] == 1
    assert CANARY in page(lane, "王阿婆", f"/cases/{case}") and "还没有人看过" in page(lane, "王阿婆", f"/cases/{case}")
    assert CANARY in page(lane, "周敏", f"/cases/{case}/talk") and "书记 " in page(lane, "王阿婆", f"/cases/{case}/talk")
    for who in ("周敏", "老赵", "小李", "吴警官", "钱先生"):
        assert post(lane, who, "/talks/1/cross", to="party").status_code == 404, who
        page(lane, who, "/talks/1/cross?to=party", 404)
    assert CANARY not in page(lane, "老赵", f"/cases/{case}")
    question = page(lane, "王阿婆", "/talks/1/cross?to=party")
    assert "过去了就收不回来" in question and CANARY in question and "商户那边会看到这一句" in question
    before = lane.size()
    assert post(lane, "王阿婆", "/talks/1/cross", to="party", once="y").json["ok"]
    (leaf,) = lane.leaves(before)
    assert leaf["kind"] == "talk.crossed" and CANARY not in str(leaf)
    assert "让一句私下的话过去，给商户那一边看" in page(lane, None, "/c/hy/record?small=1") and CANARY not in page(lane, None, "/c/hy/record?small=1")
    assert "1 句没看过" in page(lane, "老赵", f"/cases/{case}") and "商户 1 人看过" not in page(lane, "王阿婆", f"/cases/{case}")
    assert CANARY in page(lane, "老赵", f"/cases/{case}/talk") and "商户 1 人看过" in page(lane, "王阿婆", f"/cases/{case}")
    assert "句没看过" not in page(lane, "老赵", f"/cases/{case}")
    page(lane, "王阿婆", "/talks/1/erase", 200)
    assert "收不回来" in post(lane, "王阿婆", "/talks/1/erase").json["reason"] and post(lane, "王阿婆", "/talks/1/cross", to="public").status_code == 409


def test_what_the_secretary_noted_the_speaker_finds_at_home_and_marks(lane: Lane) -> None:
    case = opened(lane)
    said = post(lane, "周敏", f"/cases/{case}/talk", text=CANARY, speaker=lane.people["王阿婆"]).json["said"]
    assert "在说话的人自己点之前" in said and "书记替您记了一句话" in page(lane, "王阿婆", "/c/hy/")
    assert "这是您说的吗" in page(lane, "王阿婆", f"/cases/{case}/talk")
    assert post(lane, "周敏", "/talks/1/mark", mark="publish").status_code == 409
    assert post(lane, "王阿婆", "/talks/1/mark", mark="publish").json["ok"] and "书记替您记了一句话" not in page(lane, "王阿婆", "/c/hy/")
    assert post(lane, "王阿婆", "/talks/1/cross", to="public").json["ok"]
    assert CANARY in page(lane, None, "/c/hy/mediation") and "在“排队与外摆”里" in page(lane, None, "/c/hy/mediation")


def every_page(lane: Lane) -> list[str]:
    """The address of every GET of the house, each id 1, each with what a searcher would ask."""
    lane.client()
    assert lane.app
    found = []
    with lane.app.test_request_context():
        adapter = lane.app.create_url_adapter(None) or lane.app.url_map.bind("localhost")
        for rule in lane.app.url_map.iter_rules():
            if "GET" in (rule.methods or ()) and rule.endpoint != "static":
                values: dict[str, Any] = {name: "hy" if name == "slug" else 1 for name in rule.arguments}
                try:
                    found.append(adapter.build(rule.endpoint, values))
                except (BuildError, ValueError):
                    continue
    return [f"{path}?q={CANARY[3:7]}&to=party" for path in found]


def test_no_page_of_the_house_shows_a_private_line_to_anybody_else(lane: Lane) -> None:
    case = opened(lane, complain(lane, "王阿婆", circle="lane"), circle="lane")
    with lane.act("周敏") as act:
        people.appoint(act, lane.people["小顾"], "deputy")
        casework.ask_in(act, case, lane.people["吴警官"])
    line = say(lane, "王阿婆", case, CANARY, "publish")
    pages, shown = every_page(lane), dict[str | None, list[str]]()
    assert len(pages) > 60 and f"/cases/{case}/talk" in " ".join(pages)
    for who in ("王阿婆", "周敏", "小顾", "老赵", "阿May", "小李", "陈阿姨", "吴警官", "郑经理", "钱先生", "何书记", None):
        client = lane.client(who)
        for path in pages:
            answer = client.get(path)
            assert answer.status_code != 500, (who, path)
            if CANARY in answer.get_data(as_text=True):
                shown.setdefault(who, []).append(path.partition("?")[0])
    assert set(shown) == {"王阿婆", "周敏"} and shown["周敏"] == [f"/cases/{case}/talk"]
    own = {f"/cases/{case}", f"/cases/{case}/talk", f"/talks/{line}/cross", f"/talks/{line}/erase"}
    assert own <= set(shown["王阿婆"]) and all(path in own or path.startswith("/me/") for path in shown["王阿婆"])


def test_hostile_words_stay_words(lane: Lane) -> None:
    case = opened(lane)
    bomb = "<script>alert(1)</script>\u202e[x](javascript:1) =cmd()"
    for path, fields in (("interests", {"kind": "concern", "text": bomb}), ("facts", {"text": bomb}), ("offers", {"text": bomb}), ("talk", {"text": bomb})):
        assert post(lane, "王阿婆", f"/cases/{case}/{path}", **fields).json["ok"]
    seen = page(lane, "王阿婆", f"/cases/{case}")
    assert "<script>alert" not in seen and "&lt;script&gt;alert" in seen and "\u202e" not in seen and 'href="javascript' not in seen
    for path in ("interests", "facts", "offers", "talk"):
        assert post(lane, "王阿婆", f"/cases/{case}/{path}", kind="concern", text="长" * 20_000).status_code in (409, 422)


def test_the_key_being_away_is_said_and_nothing_breaks(lane: Lane) -> None:
    case = opened(lane)
    say(lane, "王阿婆", case, CANARY, "tell")
    (lane.config.data / "keys" / "talks").unlink()
    for who in ("王阿婆", "周敏"):
        assert "钥匙不在这台机器上" in page(lane, who, f"/cases/{case}/talk")
    assert "钥匙不在这台机器上" in page(lane, "王阿婆", f"/cases/{case}") and "钥匙不在" in page(lane, "王阿婆", "/talks/1/cross?to=party")
    answer = post(lane, "王阿婆", f"/cases/{case}/talk", text="再说")
    assert answer.status_code == 503 and "您的字还在" in answer.json["reason"]
