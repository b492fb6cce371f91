"""First starts on a fresh copy: made once, recovered when cut off, quick the second time. The copy's lock is small; its pip is real."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parents[2]
SERVE = '''
import sys
def main(config):
    print("SERVING", config.port, config.data, config.demo, sys.prefix)
    return 0
'''
CONFIG = '''
from types import SimpleNamespace
def from_env(**given):
    return SimpleNamespace(**given)
'''

pytestmark = pytest.mark.slow


@pytest.fixture
def copy(tmp_path: Path) -> Iterator[Path]:
    """A folder as a stranger has it, with a stand-in for the server and a new enough SQLite beside it."""
    house = tmp_path / "lane"
    (house / "council").mkdir(parents=True)
    for name in ("app.py", "council/__init__.py", "council/launch.py", "council/packages.py"):
        shutil.copy(HOME / name, house / name)
    (house / "council/serve.py").write_text(SERVE)
    (house / "council/config.py").write_text(CONFIG)
    (house / "pysqlite3").mkdir()
    (house / "pysqlite3/__init__.py").touch()
    (house / "pysqlite3/dbapi2.py").write_text("sqlite_version_info = (3, 53, 4)\n")
    (house / "requirements.lock").write_text("# no package at all\n")
    yield house


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    """Ours without uv on the path and without settings."""
    folders = [part for part in os.environ["PATH"].split(os.pathsep) if not (Path(part) / "uv").exists()]
    kept = {name: value for name, value in os.environ.items() if not name.startswith("COUNCIL_")}
    return {**kept, "PATH": os.pathsep.join(folders), "PYTHONUNBUFFERED": "1", **more}


def command(*args: str) -> list[str]:
    return [getattr(sys, "_base_executable", sys.executable), "app.py", "--host", "127.0.0.1", "--port", str(free_port()), *args]


def start(house: Path, *args: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command(*args), cwd=house, env=environment(**more), capture_output=True, text=True, timeout=120, check=False)


def test_the_first_start_makes_the_venv_and_the_second_skips_it(copy: Path) -> None:
    first = start(copy)
    assert first.returncode == 0, first.stderr
    assert "建立 .venv" in first.stdout and f"{copy / '.venv'}" in first.stdout
    began = time.monotonic()
    second = start(copy, "--no-demo", COUNCIL_DATA="elsewhere")
    assert time.monotonic() - began < 2
    assert second.stdout.startswith("SERVING") and "elsewhere False" in second.stdout
    (copy / "requirements.lock").write_text("# another lock\n")
    assert "安装 0 个包" in start(copy).stdout


def test_a_cut_off_installation_is_begun_afresh(copy: Path) -> None:
    assert start(copy).returncode == 0
    (copy / ".venv.lock").write_text("installing\n")
    (copy / ".venv/half-written").touch()
    again = start(copy)
    assert "上次没有装完，重新来" in again.stdout and "SERVING" in again.stdout
    assert not (copy / ".venv/half-written").exists() and (copy / ".venv.lock").read_text() == ""


def test_a_start_killed_in_the_middle_is_recovered_by_the_next(copy: Path) -> None:
    process = subprocess.Popen(command(), cwd=copy, env=environment(), stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None and "建立" in process.stdout.readline()
    time.sleep(0.4)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    again = start(copy)
    assert again.returncode == 0 and "上次没有装完" in again.stdout and "SERVING" in again.stdout


def test_a_venv_whose_python_is_gone_is_made_again(copy: Path) -> None:
    assert start(copy).returncode == 0
    for python in (copy / ".venv/bin").glob("python*"):
        python.unlink()
    (copy / ".venv/bin/python").symlink_to("/nowhere/python3")
    again = start(copy)
    assert "建立 .venv" in again.stdout and "SERVING" in again.stdout


def test_two_first_starts_at_once_install_once(copy: Path) -> None:
    both = [subprocess.Popen(command(), cwd=copy, env=environment(), stdout=subprocess.PIPE, text=True) for _ in range(2)]
    said = [process.communicate(timeout=120)[0] for process in both]
    assert all(process.returncode == 0 for process in both)
    assert sum("建立 .venv" in text for text in said) == 1 and all("SERVING" in text for text in said)


def test_a_package_whose_hash_is_wrong_is_not_installed(copy: Path) -> None:
    (copy / "wheels").mkdir()
    (copy / "requirements.lock").write_text(f"lane-nothing==1.0 --hash=sha256:{'0' * 64}\n")
    refused = start(copy, PIP_NO_INDEX="1", PIP_FIND_LINKS=str(copy / "wheels"))
    assert refused.returncode == 1 and "Traceback" not in refused.stderr
    assert refused.stderr.startswith("✗ 安装没有成功：") and len(refused.stderr.splitlines()) == 2


@pytest.mark.parametrize(("args", "sentence"), [
    (["--port", "x"], "端口要是 1 到 65535"), (["--data", "app.py"], "写不进去"), (["--host", "203.0.113.7"], "没有地址"),
    (["--colour"], "看不懂这条命令")])
def test_every_refusal_leaves_nothing_behind_and_no_traceback(copy: Path, args: list[str], sentence: str) -> None:
    refused = start(copy, *args)
    assert refused.returncode == 1 and sentence in refused.stderr and "Traceback" not in refused.stderr
    assert not (copy / ".venv").exists()


def test_a_taken_port_is_noticed_before_anything_is_installed(copy: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        refused = start(copy, "--port", str(taken.getsockname()[1]))
    assert refused.returncode == 1 and "已经有程序在用" in refused.stderr and not (copy / ".venv").exists()


def test_a_too_old_sqlite_stops_the_start(copy: Path) -> None:
    (copy / "pysqlite3/dbapi2.py").write_text("sqlite_version_info = (3, 40, 1)\n")
    refused = start(copy)
    assert refused.returncode == 1 and "SQLite 太旧" in refused.stderr and "Traceback" not in refused.stderr


def test_a_folder_that_cannot_be_written_is_explained(copy: Path) -> None:
    (copy / ".venv.lock").mkdir()
    refused = start(copy)
    assert refused.returncode == 1 and "准备 .venv 时出了问题" in refused.stderr and "Traceback" not in refused.stderr


def test_the_help_is_printed_without_installing(copy: Path) -> None:
    shown = start(copy, "--help")
    assert shown.returncode == 0 and "--no-demo" in shown.stdout and "COUNCIL_DATABASE_URL" in shown.stdout
    assert not (copy / ".venv").exists()


def test_python_without_ensurepip_is_told_to_install_it(copy: Path) -> None:
    (copy / "sitecustomize.py").write_text("import importlib.util as u\nfind = u.find_spec\n"
                                           "u.find_spec = lambda name, *a: None if name == 'ensurepip' else find(name, *a)\n")
    refused = start(copy, PYTHONPATH=str(copy))
    assert refused.returncode == 1 and "python3-venv" in refused.stderr and "Traceback" not in refused.stderr
