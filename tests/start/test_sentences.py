"""Each way the start can fail is one sentence with what to do, never a traceback."""

import ast
import socket
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

from council import launch, packages
from council.packages import Trouble

HOME = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("name", ["app.py", "council/__init__.py", "council/launch.py", "council/packages.py"])
def test_an_old_python_can_read_the_launcher(name: str) -> None:
    ast.parse((HOME / name).read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("name", ["app.py", "council/__init__.py", "council/launch.py", "council/packages.py"])
def test_the_launcher_imports_only_the_standard_library_and_itself(name: str) -> None:
    tree = ast.parse((HOME / name).read_text(encoding="utf-8"))
    top = [node for node in tree.body if isinstance(node, ast.Import | ast.ImportFrom)]
    named = {alias.name for node in top if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module for node in top if isinstance(node, ast.ImportFrom) and node.module}
    assert all(word.split(".")[0] in sys.stdlib_module_names or word in ("council", "council.packages") for word in named)


@pytest.mark.parametrize("version", [(3, 6, 15), (3, 10, 99), (2, 7, 18)])
def test_an_old_python_is_told_which_one_is_needed(version: tuple[int, ...]) -> None:
    with pytest.raises(Trouble, match=rf"需要 Python 3\.11 或更新，这里是 {version[0]}\.{version[1]}"):
        launch.check_python(version)


def test_a_new_python_may_pass() -> None:
    launch.check_python((3, 11, 0))
    launch.check_python((3, 14, 2))


def test_a_taken_port_is_named_with_another_to_try() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(Trouble, match=f"端口 {port} 已经有程序在用.*--port {port + 1}"):
            launch.check_port("127.0.0.1", port)
    launch.check_port("127.0.0.1", port)


def test_a_low_port_without_the_right_is_explained() -> None:
    assert "没有权限使用端口 80" in launch.why_not_listen("0.0.0.0", 80, PermissionError(13, "Permission denied")).chinese


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "a..b"])
def test_an_address_of_another_machine_is_refused(host: str) -> None:
    with pytest.raises(Trouble, match="这台机器没有地址"):
        launch.check_port(host, 8139)


@pytest.mark.parametrize("said", ["http", "0", "65536", "-1", "８０００", "80.5", ""])
def test_a_port_that_is_no_port_is_refused(said: str) -> None:
    with pytest.raises(Trouble, match="端口要是 1 到 65535 的数字"):
        launch.port_number(said)


def test_a_file_where_the_data_folder_should_be_is_refused(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder")
    with pytest.raises(Trouble, match="写不进去.*--data"):
        launch.check_data(str(tmp_path / "data"))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc here")
def test_a_read_only_place_is_refused_even_to_root() -> None:
    with pytest.raises(Trouble, match="写不进去"):
        launch.check_data("/proc/lane")


def test_a_name_that_no_folder_can_have_is_refused() -> None:
    with pytest.raises(Trouble, match="写不进去"):
        launch.check_data("bad\0name")


def test_a_new_data_folder_is_made(tmp_path: Path) -> None:
    launch.check_data(str(tmp_path / "deep" / "data"))
    assert list((tmp_path / "deep" / "data").iterdir()) == []


def test_an_old_sqlite_is_refused_because_it_loses_votes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", SimpleNamespace(sqlite_version_info=(3, 40, 1)))  # type: ignore[misc]
    with pytest.raises(Trouble, match=r"SQLite 太旧：这里是 3\.40\.1，要 3\.51\.3"):
        launch.check_sqlite("")
    launch.check_sqlite("postgresql://127.0.0.1/lane")


def test_a_missing_sqlite_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pysqlite3.dbapi2", None)  # type: ignore[arg-type]
    with pytest.raises(Trouble, match="没有装好 SQLite"):
        launch.check_sqlite("")


def test_the_sqlite_installed_here_is_new_enough() -> None:
    launch.check_sqlite("")


def test_a_python_without_venv_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None if name == "ensurepip" else object())
    with pytest.raises(Trouble, match="sudo apt install python3-venv"):
        packages.check_venv()


def test_an_unknown_option_is_refused_in_one_sentence() -> None:
    with pytest.raises(Trouble, match="看不懂这条命令.*--help"):
        launch.wishes(["--prot", "8000"])


def test_an_option_wins_over_the_environment_and_that_over_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PORT", "HOST", "DATA"):
        monkeypatch.delenv(f"COUNCIL_{name}", raising=False)
    assert launch.wishes([]) == {"port": 8000, "host": "0.0.0.0", "data": "data", "demo": None}
    monkeypatch.setenv("COUNCIL_PORT", "8101")
    monkeypatch.setenv("COUNCIL_DATA", "/srv/lane")
    assert launch.wishes(["--no-demo"]) == {"port": 8101, "host": "0.0.0.0", "data": "/srv/lane", "demo": False}
    assert launch.wishes(["--port", "8102", "--host", "::1", "--data", "x"]) == {"port": 8102, "host": "::1", "data": "x", "demo": None}


def test_a_failure_is_two_lines_and_exit_code_one(capsys: pytest.CaptureFixture[str]) -> None:
    assert launch.main(["--port", "banana"]) == 1
    said = capsys.readouterr().err.splitlines()
    assert len(said) == 2 and said[0].startswith("✗ 端口要是") and "banana" in said[1]


def test_a_terminal_without_chinese_gets_english(tmp_path: Path) -> None:
    with (tmp_path / "out").open("w", encoding="ascii") as terminal:
        packages.write("· 建立 .venv", "- making .venv", terminal)
    assert (tmp_path / "out").read_text() == "- making .venv\n"
