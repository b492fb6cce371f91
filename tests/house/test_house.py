"""The house as house.md describes it: every survey finds nothing here, and each is shown to find a fault where there is one."""

import re
from collections.abc import Callable, Iterator

import pytest

from tests.house import plan
from tests.house.plan import HOME, Source

Survey = Callable[[Source], Iterator[str]]

SURVEYS: list[tuple[Survey, str, str]] = [
    (plan.too_long, "council/x.py", "x = 1\n" * 301),
    (plan.too_long, "council/x.py", "x = '" + "长" * 160 + "'\n"),
    (plan.long_functions, "council/x.py", "def f():\n" + "    a = 1\n" * 40),
    (plan.crowded_functions, "council/x.py", "def f(a, b, c, d, e, f): ..."),
    (plan.deep_functions, "council/x.py", "def f():\n if a:\n  for b in c:\n   while d:\n    try:\n     e\n    finally: pass\n"),
    (plan.bad_names, "council/votes/helpers.py", ""),
    (plan.bad_names, "council/x.py", "class VoteManager: ..."),
    (plan.bad_names, "council/x.py", "def handler(): ..."),
    (plan.undescribed, "council/x.py", "x = 1\n"),
    (plan.commits, "council/votes/acts.py", "def f(session):\n    session.commit()\n"),
    (plan.impure_rules, "council/votes/rules.py", "import flask\n"),
    (plan.impure_rules, "council/votes/rules.py", "def f():\n    from council.db import reading\n"),
    (plan.foreign_rooms, "council/votes/acts.py", "from council.people.models import Person\n"),
    (plan.foreign_rooms, "council/patrols/pages.py", "from council.meetings import acts\n"),
    (plan.foreign_rooms, "council/story/reads.py", "from council.votes import acts\n"),
    (plan.foreign_rooms, "council/grievances/clocks/reads.py", "from council.grievances.handling.models import Closing\n"),
    (plan.foreign_rooms, "council/mediation/cases/reads.py", "from council.grievances.handling.models import Closing\n"),
    (plan.upward_rooms, "council/grievances/clocks/reads.py", "from council.grievances.clocks import acts\n"),
    (plan.upward_rooms, "council/votes/reads.py", "from council.votes import acts\n"),
    (plan.upward_rooms, "council/votes/models.py", "from council.votes.reads import vote\n"),
    (plan.clocks_in_acts, "council/votes/acts.py", "def f(act):\n    return datetime.now()\n"),
]
OURS = plan.sources("council", "seeds", "tests") + [Source("app.py", (HOME / "app.py").read_text(encoding="utf-8"))]
ALSO_TESTS = {plan.too_long, plan.bad_names, plan.undescribed}


@pytest.mark.parametrize("survey", dict.fromkeys(survey for survey, _, _ in SURVEYS), ids=lambda survey: survey.__name__)
def test_the_house_keeps_its_measure(survey: Survey) -> None:
    looked_at = [source for source in OURS if survey in ALSO_TESTS or not source.path.startswith("tests/")]
    assert len(looked_at) > 20
    assert [fault for source in looked_at for fault in survey(source)] == []


@pytest.mark.parametrize(("survey", "path", "text"), SURVEYS, ids=lambda value: getattr(value, "__name__", None))
def test_each_survey_finds_a_fault_where_there_is_one(survey: Survey, path: str, text: str) -> None:
    assert list(survey(Source(path, text)))


def test_elif_is_not_deeper_and_names_given_by_name_are_free() -> None:
    chain = Source("council/x.py", "def f(a, *, b, c, d, e, f, g):\n if a:\n  x\n elif b:\n  x\n elif c:\n  x\n elif d:\n  x\n")
    assert not list(plan.deep_functions(chain)) and not list(plan.crowded_functions(chain))


def test_every_template_and_script_is_short() -> None:
    templates = sorted((HOME / "templates").rglob("*.html"))
    scripts = [path for path in (HOME / "static").rglob("*.js") if "vendor" not in path.parts]
    assert templates
    measured = [(path, plan.TEMPLATE_LINES) for path in templates] + [(path, plan.FILE_LINES) for path in scripts]
    long = [f"{path.relative_to(HOME)}: {count}" for path, limit in measured
            if (count := len(path.read_text(encoding="utf-8").splitlines())) > limit]
    assert long == []


SCRIPT = r"<script(?![^>]*(?:\bsrc=|type=.application/json))"
INLINE = re.compile(rf"<style|\sstyle\s*=|{SCRIPT}|\son[a-z]+\s*=\s*[\"']|javascript:", re.IGNORECASE)


def test_no_template_has_inline_style_or_script() -> None:
    found = [str(path.relative_to(HOME)) for path in (HOME / "templates").rglob("*.html") if INLINE.search(path.read_text(encoding="utf-8"))]
    assert found == []
    assert INLINE.search('<p style="color:red">') and INLINE.search("<script>x</script>") and INLINE.search('<a onclick="x">')
    assert not INLINE.search('<script type="module" src="/static/act.js"></script>')


def test_no_template_of_ours_names_another_host() -> None:
    away = re.compile(r"(?:src|href|action)\s*=\s*[\"'](?:https?:)?//", re.IGNORECASE)
    assert [str(path.relative_to(HOME)) for path in (HOME / "templates").rglob("*.html") if away.search(path.read_text("utf-8"))] == []
    assert away.search('<script src="//cdn.example/x.js">')


def test_every_post_form_carries_its_hidden_fields() -> None:
    form = re.compile(r"<form\b[^>]*method\s*=\s*[\"']post[\"'][^>]*>(.*?)</form>", re.IGNORECASE | re.DOTALL)
    forms = [(path, body) for path in (HOME / "templates").rglob("*.html") for body in form.findall(path.read_text(encoding="utf-8"))]
    assert [str(path.relative_to(HOME)) for path, body in forms if "hidden(" not in body and "csrf_token" not in body] == []
