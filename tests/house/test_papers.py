"""The papers at the door (locks, READMEs, licence) say what is true."""

import re
import subprocess
import sys
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from sqlmodel import SQLModel

import council.tables  # noqa: F401
from council.__main__ import WORDS
from council.config import Config

HOME = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((HOME / "pyproject.toml").read_text(encoding="utf-8"))["project"]
PAPERS = sorted(path.relative_to(HOME).as_posix() for pattern in ("*.md", "council/*.md", "deploy/*.md", "docs/*.md") for path in HOME.glob(pattern))
LOCKS = {"requirements.lock": PROJECT["dependencies"],
         "requirements-test.lock": PROJECT["dependencies"] + PROJECT["optional-dependencies"]["test"]}


def plain(requirement: str) -> str:
    """The normalized name of what is required."""
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_pins_everything_by_hash_and_names_no_registry(lock: str) -> None:
    text = (HOME / lock).read_text(encoding="utf-8")
    blocks = re.split(r"\n(?=[a-z0-9])", text)
    pinned = {plain(block) for block in blocks}
    assert {plain(wanted) for wanted in LOCKS[lock]} <= pinned
    assert all("==" in block.splitlines()[0] and "--hash=sha256:" in block for block in blocks)
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_the_two_locks_agree() -> None:
    pins = {lock: set(re.findall(r"^([\w.-]+==\S+)", (HOME / lock).read_text(encoding="utf-8"), re.MULTILINE)) for lock in LOCKS}
    assert pins["requirements.lock"] < pins["requirements-test.lock"]


@pytest.mark.parametrize("paper", ["README.md", "README.zh-CN.md", "CONTRIBUTING.md", "deploy/README.md", "docs/operator.md", "docs/api.md"])
def test_the_commands_in_the_papers_exist(paper: str) -> None:
    text = (HOME / paper).read_text(encoding="utf-8")
    lines = [line.strip() for block in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) for line in block.splitlines() if line.strip()]
    assert len(lines) >= 2
    for line in lines:
        for word in re.findall(r"python -m council (\S+)", line):
            assert word in WORDS, line
        for option in re.findall(r"app\.py .*?(--[a-z-]+)", line):
            assert option in launcher_help(), line
        for file in re.findall(r"(?:^|\s)((?:deploy|docs|seeds|\.ci)/[\w./-]+|[\w-]+\.(?:py|lock|toml))", line):
            assert (HOME / file).exists(), line


def launcher_help() -> str:
    """What `app.py --help` prints."""
    return subprocess.run([sys.executable, "app.py", "--help"], cwd=HOME, capture_output=True, text=True, check=True).stdout


@pytest.mark.parametrize("paper", ["README.md", "README.zh-CN.md", "docs/operator.md"])
def test_the_option_tables_are_those_of_the_launcher(paper: str) -> None:
    text = (HOME / paper).read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `(--[a-z-]+)", text, re.MULTILINE)) == set(re.findall(r"--[a-z-]+", launcher_help())) - {"--help"}
    in_table = set(re.findall(r"`(COUNCIL_[A-Z_]+)`", text))
    assert {"COUNCIL_PORT", "COUNCIL_HOST", "COUNCIL_DATA", "COUNCIL_DATABASE_URL", "COUNCIL_REDIS_URL"} <= in_table
    code = "".join(path.read_text(encoding="utf-8") for path in (HOME / "council").rglob("*.py"))
    composed = {f"COUNCIL_{name.upper()}" for name in ("host", "database_url", "redis_url", "origin", "address") if f'"{name}"' in code}
    read = set(re.findall(r"COUNCIL_[A-Z_]+", code)) | composed
    assert in_table <= read


def test_the_links_in_the_papers_lead_somewhere() -> None:
    papers = [*HOME.glob("*.md"), HOME / "deploy/README.md", HOME / "council/README.md", *(HOME / "docs").glob("*.md")]
    broken = [f"{paper.name}: {link}" for paper in papers if paper.exists()
              for link in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", paper.read_text(encoding="utf-8")) if not (paper.parent / link).exists()]
    assert broken == []


def test_a_newcomer_finds_every_floor_and_no_file_that_is_gone() -> None:
    text = (HOME / "council/README.md").read_text(encoding="utf-8")
    floors = {path.parent.name for path in (HOME / "council").glob("*/rules.py")}
    assert len(floors) >= 7 and {name for name in floors if f"council/{name}/" not in text} == set()
    named = set(re.findall(r"`((?:council|tests|templates|static|seeds|docs)/[\w./]+)`", text))
    assert len(named) >= 15 and {path for path in named if not (HOME / path).exists()} == set()


def test_the_licence_is_whole() -> None:
    text = (HOME / "LICENSE").read_text(encoding="utf-8")
    assert "Apache License" in text and "TERMS AND CONDITIONS" in text and "END OF TERMS AND CONDITIONS" in text


def test_every_tool_named_at_the_command_line_is_there() -> None:
    for word, (module, _) in WORDS.items():
        place = HOME / module.replace(".", "/")
        assert place.with_suffix(".py").exists() or (place / "__init__.py").exists(), word


def the_code() -> str:
    """Everything that is run: Python, the start script of several processes, the proof."""
    files = [HOME / "app.py", HOME / "deploy/start", HOME / ".ci/run",
             *(path for folder in ("council", "seeds", "tests") for path in (HOME / folder).rglob("*.py") if path != Path(__file__))]
    return "".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_paper_names_no_setting_option_command_or_file_that_is_not_there(paper: str) -> None:
    text, code = (HOME / paper).read_text(encoding="utf-8"), the_code()
    composed = {f"COUNCIL_{name.upper()}" for name in ("host", "database_url", "redis_url", "origin", "address") if f'"{name}"' in code}
    assert {name for name in re.findall(r"COUNCIL_[A-Z_]+", text) if name not in code} - composed == set()
    ours = "\n".join(line for line in text.splitlines() if not line.startswith(("uv ", ".venv/bin/gunicorn")))
    assert {option for option in re.findall(r"(?<![\w-])--[a-z][a-z-]+", ours) if f'"{option}"' not in code} == set()
    assert {word for word in re.findall(r"python -m council ([a-z-]+)", text) if word not in WORDS} == set()
    paths = set(re.findall(r"`((?:council|deploy|docs|seeds|static|templates|tests|translations)/[\w./-]+)`", text))
    assert {path for path in paths if not (HOME / path).exists()} == set()


def test_the_house_names_no_function_that_is_not_there() -> None:
    text = (HOME / "council/README.md").read_text(encoding="utf-8")
    named = re.findall(r"`(\w+)`(?:\([^)]*\))?\s+(?:in|of)\s+`(council/[\w/]+\.py)`", text)
    assert len(named) >= 9
    gone = [(name, file) for name, file in named
            if not re.search(rf"^(?:def|class) {name}\b|^    {name},$|^{name} = ", (HOME / file).read_text(encoding="utf-8"), re.MULTILINE)]
    assert gone == []


def test_every_button_of_the_secretarys_paper_is_on_a_page() -> None:
    text = (HOME / "docs/secretary.md").read_text(encoding="utf-8")
    said = "".join(path.read_text(encoding="utf-8") for folder in ("council", "templates") for path in (HOME / folder).rglob("*.*")
                   if path.suffix in (".py", ".html"))
    buttons = {f'"{button}"'.replace('…"', "") for button in re.findall(r"\*\*(.+?)\*\*", text)}
    assert len(buttons) >= 40 and {button for button in buttons if button not in said} == set()


def test_the_secretarys_paper_speaks_as_the_house_does() -> None:
    text = (HOME / "docs/secretary.md").read_text(encoding="utf-8")
    never = ("提交成功", "操作失败", "非法", "系统错误", "用户", "打卡", "排名", "积分", "举报", "刁民", "恭喜", "！", "否决")
    assert [word for word in never if word in text] == []


def test_what_is_kept_is_told_as_the_tables_declare_it() -> None:
    declared: dict[tuple[str, str], list[str]] = {}
    for mapper in SQLModel._sa_registry.mappers:
        for column, why in getattr(mapper.class_, "__personal__", {}).items():
            declared.setdefault(why, []).append(f"`{mapper.local_table.name}.{column}`")
    lines = {f"| {', '.join(sorted(columns))} | {purpose} | {kept} |" for (purpose, kept), columns in declared.items()}
    told = {line for line in (HOME / "docs/security.md").read_text(encoding="utf-8").splitlines() if re.match(r"\| `\w+\.\w+`", line)}
    assert len(lines) >= 20 and told == lines


def test_every_setting_is_in_the_operators_table() -> None:
    text = (HOME / "docs/operator.md").read_text(encoding="utf-8")
    settings = {field.name for field in fields(Config)} - {"testing", "extra", "secure_cookies", "demo"}
    assert {f"COUNCIL_{name.upper()}" for name in settings} | {"COUNCIL_SECURE", "COUNCIL_DEMO", "COUNCIL_LOG"} <= set(
        re.findall(r"`(COUNCIL_[A-Z_]+)`", text))
    told = set(re.findall(r"python -m council ([a-z-]+)", text))
    assert told == set(WORDS) - {"check"}
