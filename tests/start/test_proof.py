"""The proof itself can fail: a skip counts as a failure where nothing may be skipped, and the scripts refuse what is not there."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from council import launch
from council.packages import Trouble

HOME = Path(__file__).resolve().parents[2]
SKIPPING = "import pytest\n\ndef test_runs(): pass\n\n@pytest.mark.skip(reason='no browser')\ndef test_waits(): pass\n"


def prove(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    (folder / "test_two.py").write_text(SKIPPING)
    (folder / "pytest.ini").write_text("[pytest]\n")
    command = [sys.executable, "-m", "pytest", "-c", str(folder / "pytest.ini"), "-p", "no:cacheprovider", *args, str(folder)]
    return subprocess.run(command, cwd=HOME, capture_output=True, text=True, timeout=100, check=False)


@pytest.mark.parametrize("workers", [(), ("-n", "2")])
def test_a_skip_fails_the_run_where_nothing_may_be_skipped(tmp_path: Path, workers: tuple[str, ...]) -> None:
    strict = prove(tmp_path, "-p", "tests.nothing_skipped", *workers)
    assert strict.returncode == 1
    assert "1 skipped, but COUNCIL_REQUIRE allows none" in strict.stdout
    assert "1 passed, 1 skipped" in strict.stdout.splitlines()[-1]


def test_a_skip_is_forgiven_elsewhere(tmp_path: Path) -> None:
    assert prove(tmp_path).returncode == 0


def test_a_missing_browser_or_office_is_a_trouble_only_where_it_is_required(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(launch, "has_browser", lambda: False)
    monkeypatch.setattr(launch, "has_chinese_font", lambda: True)
    monkeypatch.setattr(launch, "has_office", lambda: False)
    monkeypatch.setattr(launch.shutil, "which", lambda name: None)
    launch.furnish("postgres")
    said = capsys.readouterr().out
    assert "浏览器测试这次跳过" in said and "打开文件的测试这次跳过" in said
    with pytest.raises(Trouble, match="没有 Chromium：请安装"):
        launch.furnish("chromium,postgres")
    with pytest.raises(Trouble, match="没有 LibreOffice：请安装") as trouble:
        launch.furnish("soffice,postgres")
    assert "跳过" not in trouble.value.chinese and "skipped" not in trouble.value.english


def test_chromium_a_font_and_an_office_are_installed_where_that_is_allowed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []
    monkeypatch.setattr(launch, "has_browser", lambda: bool(ran))
    monkeypatch.setattr(launch, "has_chinese_font", lambda: bool(ran))
    monkeypatch.setattr(launch, "has_office", lambda: bool(ran))
    monkeypatch.setattr(launch.shutil, "which", lambda name: "/usr/bin/apt-get")
    monkeypatch.setattr(launch.os, "geteuid", lambda: 0)
    monkeypatch.setattr(launch.subprocess, "call", lambda command, **_: ran.append(command) or 0)
    launch.furnish("chromium")
    assert [command[4] for command in ran] == ["update", "install"]
    assert ran[-1][5:] == ["-y", "--no-install-recommends", "chromium", "fonts-noto-cjk", "libreoffice-writer-nogui"]
    ran.clear()
    monkeypatch.setattr(launch.os, "geteuid", lambda: 1000)
    launch.furnish("")
    assert ran == []


@pytest.mark.parametrize("script", [".ci/run", "deploy/start"])
def test_a_script_is_whole_and_may_be_run(script: str) -> None:
    assert os.access(HOME / script, os.X_OK)
    subprocess.run(["bash", "-n", script], cwd=HOME, check=True)


def test_several_processes_are_refused_without_their_database() -> None:
    bare = {name: value for name, value in os.environ.items() if not name.startswith("COUNCIL_")}
    refused = subprocess.run([str(HOME / "deploy/start")], env=bare, capture_output=True, text=True, timeout=20, check=False)
    assert refused.returncode != 0 and "several processes cannot share SQLite" in refused.stderr
