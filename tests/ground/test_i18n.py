"""The house speaks Chinese, and English to whoever reads no Chinese."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from jinja2 import Environment

from council import clock, i18n
from council.refusal import Absent
from council.words import Sentence

EVENING = datetime(2026, 11, 21, 12, 41, 7, tzinfo=UTC)


@pytest.fixture
def house():
    app = Flask("house")
    i18n.init(app)
    app.add_url_rule("/", "lang", i18n.lang)
    app.register_error_handler(Absent, lambda _no: ("", 404))
    return app.test_client()


@pytest.fixture
def english(monkeypatch):
    """A catalogue of two sentences, so that these tests do not hang on the wording of the real one."""
    class Two:
        said = {"还差 {n} 家": "{n} shops are missing", "居民": "residents"}

        def gettext(self, sentence: str) -> str:
            return self.said.get(sentence, sentence)

    real = i18n._catalogue
    monkeypatch.setattr(i18n, "_catalogue", lambda language: Two() if language == "en" else real(language))


@pytest.mark.parametrize(("accepts", "cookie", "spoken"), [
    ("", None, "zh-Hans"), ("zh-CN,zh;q=0.9,en;q=0.8", None, "zh-Hans"), ("en-GB,en;q=0.9", None, "en"), ("en,zh;q=0.1", None, "zh-Hans"),
    ("fr,de", None, "zh-Hans"), ("en", "zh-Hans", "zh-Hans"), ("zh", "en", "en"), ("en,zh;q=0", None, "en"), ("zh", "klingon", "zh-Hans"),
    (";;;,", None, "zh-Hans"),
])
def test_english_is_for_whoever_chose_it_or_reads_no_chinese(house, accepts, cookie, spoken):
    if cookie:
        house.set_cookie("lang", cookie)
    answer = house.get("/", headers={"Accept-Language": accepts})
    assert answer.text == spoken and "Accept-Language" in answer.headers["Vary"]


def test_the_choice_is_kept_and_leads_back_to_where_one_was(house):
    answer = house.get("/lang/en?next=/c/hy/record%3Fpage%3D2")
    assert (answer.status_code, answer.location) == (303, "/c/hy/record?page=2")
    assert house.get("/", headers={"Accept-Language": "zh"}).text == "en"
    house.get("/lang/zh")
    assert house.get("/", headers={"Accept-Language": "en"}).text == "zh-Hans"


@pytest.mark.parametrize("elsewhere", ["//e.example", "https://e.example", "/\\e.example", "javascript:x", "", "\\\\e", "/a\r\nX: y"])
def test_the_way_back_never_leads_out_of_the_house(house, elsewhere):
    assert house.get("/lang/en", query_string={"next": elsewhere}).location == "/"


def test_a_language_that_nobody_speaks_is_not_there(house):
    assert house.get("/lang/klingon").status_code == 404


def test_a_sentence_is_translated_by_its_pattern_and_its_words(english):
    with i18n.speaking("en"):
        assert i18n.say(Sentence("还差 {n} 家", n=3)) == "3 shops are missing"
        assert i18n.say(Sentence("还差 {n} 家", n="居民")) == "residents shops are missing"
        assert i18n.say(Sentence("还差 {n} 家", n=Sentence("还差 {n} 家", n=1))) == "1 shops are missing shops are missing"
        assert i18n.say("居民") == "residents"
        assert i18n.say("王阿婆") == "王阿婆"
        assert i18n.say(None) == ""
    assert i18n.say(Sentence("还差 {n} 家", n=3)) == "还差 3 家"


def test_a_live_part_speaks_without_a_request(english):
    bare = Environment(autoescape=True)
    i18n.dress(bare)
    page = bare.from_string('{{ _("居民") }} {% trans n=1287|number %}有 {{ n }} 家{% endtrans %} {{ at|clock_time }} {{ why|say }}')
    facts = {"at": EVENING, "why": Sentence("还差 {n} 家", n="<3>")}
    with i18n.speaking("en"):
        assert page.render(facts) == "residents 有 1,287 家 20:41 &lt;3&gt; shops are missing"
    with i18n.speaking("zh"):
        assert page.render(facts) == "居民 有 1,287 家 20:41 还差 &lt;3&gt; 家"


@pytest.mark.parametrize(("made", "chinese", "english"), [
    (lambda: i18n.day(EVENING), "11 月 21 日", "21 November"),
    (lambda: i18n.day(EVENING, weekday=True, year=True), "2026 年 11 月 21 日，星期六", "Saturday 21 November 2026"),
    (lambda: i18n.day(date(2027, 1, 2)), "2027 年 1 月 2 日", "2 January 2027"),
    (lambda: i18n.day("2026-11-21T17:00:00Z"), "11 月 22 日", "22 November"),
    (lambda: i18n.clock_time(EVENING), "20:41", "20:41"),
    (lambda: i18n.clock_time(EVENING.replace(tzinfo=None), seconds=True), "20:41:07", "20:41:07"),
    (lambda: i18n.when("2026-11-21T12:41:07.123Z"), "11 月 21 日 20:41", "21 November, 20:41"),
    (lambda: i18n.iso(EVENING), "2026-11-21T20:41:07+08:00", "2026-11-21T20:41:07+08:00"),
    (lambda: i18n.iso(date(2026, 6, 1)), "2026-06-01", "2026-06-01"),
    (lambda: i18n.number(1287), "1,287", "1,287"),
])
def test_days_times_and_numbers_are_said_as_people_say_them(made, chinese, english):
    with clock.at(EVENING):
        with i18n.speaking("zh-Hans"):
            assert made() == chinese
        with i18n.speaking("en"):
            assert made() == english
