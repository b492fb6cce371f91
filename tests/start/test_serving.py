"""The real thing: a first start that seeds the demo lane, a second start within three seconds, an empty start, several processes."""

import os
import re
import resource
import signal
import socket
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests
import websocket
from sqlalchemy import create_engine, text

from tests.conftest import POSTGRES

HOME = Path(__file__).resolve().parents[2]
REDIS = os.environ.get("COUNCIL_TEST_REDIS", "redis://127.0.0.1:6379/9")
SECOND_START = 3.0
"""Seconds to the first page (issue: two commands on a fresh machine)."""

pytestmark = [pytest.mark.slow, pytest.mark.timeout(400)]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def environment(**more: str) -> dict[str, str]:
    return {**{name: value for name, value in os.environ.items() if not name.startswith("COUNCIL_")}, "PYTHONUNBUFFERED": "1", **more}


def processor_seconds() -> float:
    """What ended processes have worked: on a machine busy with other tests the clock says more about those."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def running(command: list[str], said: Path, **more: str) -> Iterator[subprocess.Popen[bytes]]:
    """A process in a group of its own, which is gone afterwards; what it prints goes to a file."""
    with said.open("wb") as out:
        process = subprocess.Popen(command, cwd=HOME, env=environment(**more), stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
    try:
        yield process
    finally:
        os.killpg(process.pid, signal.SIGTERM) if process.poll() is None else None
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def app(port: int, data: Path, *args: str) -> list[str]:
    return [sys.executable, "app.py", "--host", "127.0.0.1", "--port", str(port), "--data", str(data), *args]


def answered(port: int, process: subprocess.Popen[bytes], said: Path, path: str = "/", seconds: float = 240) -> requests.Response:
    """The first answer that is a page."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        assert process.poll() is None, said.read_text(encoding="utf-8")[-3000:]
        try:
            answer = requests.get(f"http://127.0.0.1:{port}{path}", timeout=5)
        except (requests.ConnectionError, requests.Timeout):
            time.sleep(0.02)
            continue
        if answer.ok:
            return answer
    raise AssertionError(f"no answer in {seconds} s: {said.read_text(encoding='utf-8')[-3000:]}")


def printed(said: Path, pattern: str, seconds: float = 20) -> list[str]:
    """What was printed that fits, as soon as something does."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if found := re.findall(pattern, said.read_text(encoding="utf-8")):
            return found
        time.sleep(0.1)
    return []


def test_the_demo_is_seeded_once_and_the_second_start_is_quick(tmp_path: Path) -> None:
    said, data = tmp_path / "said", tmp_path / "data"
    port = free_port()
    with running(app(port, data), said) as first:
        assert "弄堂" in answered(port, first, said).text
        assert requests.get(f"http://127.0.0.1:{port}/readyz", timeout=5).json()["ok"] is True
        assert printed(said, "Ctrl")
        links = set(re.findall(r"http://\S+/enter/\S+", said.read_text(encoding="utf-8")))
        assert len(links) >= 11
        size = requests.get(f"http://127.0.0.1:{port}/log/hy/checkpoint", timeout=5).text.splitlines()[1]
    times, worked = [], []
    for _ in range(3):
        port, began, spent = free_port(), time.monotonic(), processor_seconds()
        with running(app(port, data), said) as again:
            answered(port, again, said)
            times.append(time.monotonic() - began)
            assert requests.get(f"http://127.0.0.1:{port}/log/hy/checkpoint", timeout=5).text.splitlines()[1] == size
        worked.append(processor_seconds() - spent)
        if times[-1] <= SECOND_START:
            break
    assert min(times) <= SECOND_START or min(worked) <= SECOND_START, (times, worked)


def test_an_empty_start_prints_one_link_for_the_first_secretary(tmp_path: Path) -> None:
    said, port = tmp_path / "said", free_port()
    with running(app(port, tmp_path / "data", "--no-demo"), said) as process:
        answered(port, process, said)
        links = printed(said, r"http://\S+/\S+/\S+")
        assert len(links) == 1, said.read_text(encoding="utf-8")
        page = re.sub(r"//[^/]+/", f"//127.0.0.1:{port}/", links[0])
        assert requests.get(page, timeout=5).status_code == 200
        assert requests.get(f"http://127.0.0.1:{port}/log/hy/checkpoint", timeout=5).status_code == 404


def test_gunicorn_can_serve_it_with_live_news(tmp_path: Path) -> None:
    said, port = tmp_path / "said", free_port()
    command = [str(Path(sys.executable).with_name("gunicorn")), "-k", "gevent", "-w", "1", "-b", f"127.0.0.1:{port}", "app:build()"]
    with running(command, said, COUNCIL_DATA=str(tmp_path / "data"), COUNCIL_DEMO="0") as process:
        assert answered(port, process, said, "/readyz").json()["migrations"] is True
        line = websocket.create_connection(f"ws://127.0.0.1:{port}/socket.io/?EIO=4&transport=websocket", timeout=20)
        assert line.recv().startswith('0{"sid"')
        line.send("40")
        assert line.recv().startswith('40{"sid"')
        line.send('420["listen",{"room":"meeting:1"}]')
        assert line.recv().startswith('430[{"ok":false,"reason":')
        line.close()


@pytest.fixture
def database() -> Iterator[str]:
    """An empty PostgreSQL database."""
    admin = create_engine(POSTGRES.replace("postgresql://", "postgresql+psycopg://") + "/postgres", isolation_level="AUTOCOMMIT")
    try:
        connection = admin.connect()
    except Exception:
        if "postgres" in os.environ.get("COUNCIL_REQUIRE", ""):
            raise
        pytest.skip("PostgreSQL is not running here")
    name = f"several_{uuid.uuid4().hex[:10]}"
    connection.execute(text(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'"))
    yield f"{POSTGRES}/{name}"
    connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    connection.close()
    admin.dispose()


@pytest.mark.pg
def test_several_processes_are_one_installation_and_end_together(database: str, tmp_path: Path) -> None:
    said, first = tmp_path / "said", free_port()
    given = {"COUNCIL_DATABASE_URL": database, "COUNCIL_REDIS_URL": REDIS, "COUNCIL_DATA": str(tmp_path / "data"), "COUNCIL_DEMO": "1",
             "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"}
    with running(["deploy/start", "2", str(first)], said, **given) as process:
        assert printed(said, "ready: 2 processes", 300), said.read_text(encoding="utf-8")
        one, two = (answered(port, process, said, "/log/hy/checkpoint").text.splitlines()[1] for port in (first, first + 1))
        assert one == two and int(one) > 20
        with requests.Session() as browser:
            link = printed(said, r"/enter/\S+")[-1]
            page = browser.get(f"http://127.0.0.1:{first}{link}", timeout=10)
            fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page.text))
            assert browser.post(f"http://127.0.0.1:{first}{link}", data=fields, timeout=10).ok
            assert browser.get(f"http://127.0.0.1:{first + 1}/me", timeout=10, allow_redirects=False).status_code == 200
        found = subprocess.run(["pgrep", "-g", str(process.pid), "-f", "app.py"], capture_output=True, text=True, check=True).stdout.split()
        assert len(found) == 2
        os.kill(int(found[-1]), signal.SIGKILL)
        assert process.wait(timeout=30) == 1
        with pytest.raises(requests.ConnectionError):
            requests.get(f"http://127.0.0.1:{first}/healthz", timeout=3)
