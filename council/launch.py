"""What `python3 app.py` does, in order: check this machine, prepare .venv, go in, start. Old syntax, standard library only."""

import argparse
import errno
import gc
import glob
import importlib
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
from contextlib import closing
from typing import Any, Dict, List, Optional, Sequence, Tuple

from council.packages import Trouble, home_of_venv, prepare, python_of, say, tell

HOME = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
LOWEST_PYTHON = (3, 11)
LOWEST_SQLITE = (3, 51, 3)
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
OFFICES = ("soffice", "libreoffice")


def main(argv: Optional[Sequence[str]] = None) -> int:
    """Run, test, or say in one sentence why not; returns the exit code."""
    try:
        return run(list(sys.argv[1:] if argv is None else argv))
    except Trouble as trouble:
        tell(trouble)
        return 1
    except KeyboardInterrupt:
        return 130


def run(args: List[str]) -> int:
    """Start the council, or with `test` first, prove it."""
    check_python(sys.version_info)
    if args[:1] == ["test"]:
        return prove(args)
    wish = wishes(args)
    check_data(wish["data"])
    check_port(wish["host"], wish["port"])
    if prepare(HOME, "requirements.lock") or not inside():
        return go_inside(args)
    check_sqlite(os.environ.get("COUNCIL_DATABASE_URL", ""))
    return serve(wish)


def prove(args: List[str]) -> int:
    """Install what the tests need and run them all; ends with pytest's own summary."""
    if prepare(HOME, "requirements-test.lock") or not inside():
        return go_inside(args)
    check_sqlite("")
    furnish(os.environ.get("COUNCIL_REQUIRE", ""))
    os.chdir(HOME)
    strict = ["-p", "tests.nothing_skipped"] if os.environ.get("COUNCIL_REQUIRE") else []
    say("开始测试", "running the tests")
    return hand_over([sys.executable, "-m", "pytest", "-n", "2"] + strict + args[1:])


def check_python(version: Tuple[Any, ...]) -> None:
    """Refuse a Python that cannot read the rest of the house."""
    if tuple(version[:2]) < LOWEST_PYTHON:
        here = "%d.%d" % tuple(version[:2])
        raise Trouble("需要 Python 3.11 或更新，这里是 %s。请安装新版后再运行，例如 python3.12 app.py。" % here,
                      "needs Python 3.11 or newer, this is %s; install one and run, say, python3.12 app.py" % here)


class Options(argparse.ArgumentParser):
    """A parser that complains in one sentence."""

    def error(self, message: str) -> Any:
        raise Trouble("看不懂这条命令：%s。python3 app.py --help 列出所有选项。" % message,
                      "cannot read this command: %s; see python3 app.py --help" % message)


def wishes(args: List[str]) -> Dict[str, Any]:
    """The settings asked for: an option wins over its environment variable, that over the default."""
    parser = Options(prog="python3 app.py", description="弄堂议事会 / Lane Council. `python3 app.py test` runs the tests.",
                     epilog="也可用环境变量 / or by environment: COUNCIL_PORT COUNCIL_HOST COUNCIL_DATA "
                            "COUNCIL_DATABASE_URL COUNCIL_REDIS_URL")
    parser.add_argument("--port", help="端口 / port (8000)")
    parser.add_argument("--host", help="监听地址 / address to listen on (0.0.0.0)")
    parser.add_argument("--data", metavar="DIR", help="数据文件夹 / data folder (./data)")
    parser.add_argument("--no-demo", action="store_true", help="不放示范弄堂 / do not seed the demo village")
    given = parser.parse_args(args)
    said = {name: getattr(given, name) or os.environ.get("COUNCIL_" + name.upper()) for name in ("port", "host", "data")}
    return {
        "port": port_number(said["port"] or "8000"),
        "host": said["host"] or "0.0.0.0",
        "data": os.path.expanduser(said["data"] or "data"),
        "demo": False if given.no_demo else None,
    }


def port_number(said: str) -> int:
    """The port as a number from 1 to 65535."""
    if said.isascii() and said.isdigit() and 0 < int(said) < 65536:
        return int(said)
    raise Trouble("端口要是 1 到 65535 的数字，这里写的是“%s”。例如 --port 8000。" % said,
                  "the port must be a number from 1 to 65535, not '%s'; for example --port 8000" % said)


def check_data(folder: str) -> None:
    """Make the data folder and write into it once."""
    try:
        os.makedirs(folder, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as file:
            file.write(b"lane")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Trouble("数据文件夹 %s 写不进去（%s）。请换一个能写的：python3 app.py --data 文件夹。" % (folder, reason),
                      "cannot write to the data folder %s (%s); choose another with --data DIR" % (folder, reason)) from None


def check_port(host: str, port: int) -> None:
    """Take the port for a moment, to know that it is free."""
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with closing(socket.socket(family, socket.SOCK_STREAM)) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
    except (OSError, UnicodeError) as error:
        raise why_not_listen(host, port, error) from None


def why_not_listen(host: str, port: int, error: Exception) -> Trouble:
    """The sentence for an address that cannot be had."""
    number = getattr(error, "errno", None)
    if number == errno.EADDRINUSE:
        return Trouble("端口 %d 已经有程序在用。请关掉它，或换一个：python3 app.py --port %d。" % (port, port % 65535 + 1),
                       "port %d is taken; stop what uses it, or choose another with --port %d" % (port, port % 65535 + 1))
    if number == errno.EACCES:
        return Trouble("没有权限使用端口 %d。请用 1024 以上的：python3 app.py --port 8000。" % port,
                       "not allowed to use port %d; choose one above 1023, for example --port 8000" % port)
    return Trouble("这台机器没有地址“%s”。不写 --host 就会在所有地址上服务。" % host,
                   "this machine has no address '%s'; leave --host out to serve on all of them" % host)


def inside() -> bool:
    """True when this Python is the one of .venv."""
    return os.path.realpath(sys.prefix) == os.path.realpath(home_of_venv(HOME))


def go_inside(args: List[str]) -> int:
    """Begin again with the Python of .venv."""
    return hand_over([python_of(home_of_venv(HOME)), os.path.join(HOME, "app.py")] + args)


def hand_over(command: List[str]) -> int:
    """Become another program; Windows cannot, so there it waits for it."""
    sys.stdout.flush()
    if os.name == "nt":
        return subprocess.call(command)
    os.execv(command[0], command)
    return 0


def check_sqlite(database_url: str) -> None:
    """Refuse a SQLite that can lose a committed vote in WAL mode (sqlite.org/wal.html, the WAL-reset bug)."""
    if database_url.startswith("postgres"):
        return
    try:
        found = tuple(importlib.import_module("pysqlite3.dbapi2").sqlite_version_info)
    except ImportError:
        raise Trouble("没有装好 SQLite（pysqlite3）。请删掉 .venv 文件夹，再运行一次 python3 app.py。",
                      "pysqlite3 is not installed; remove the folder .venv and run python3 app.py again") from None
    if found < LOWEST_SQLITE:
        have, need = ".".join(map(str, found)), ".".join(map(str, LOWEST_SQLITE))
        raise Trouble("SQLite 太旧：这里是 %s，要 %s 或更新，旧的会丢票。请删掉 .venv 文件夹，再运行一次。" % (have, need),
                      "SQLite %s may lose votes, %s is needed; remove the folder .venv and start again" % (have, need))


def serve(wish: Dict[str, Any]) -> int:
    """Hand the settings to the server; from here on every package is there, and until it listens nothing is thrown away."""
    gc.disable()
    config = importlib.import_module("council.config").from_env(**dict(wish, data=pathlib.Path(wish["data"])))
    return importlib.import_module("council.serve").main(config) or 0


def furnish(required: str) -> None:
    """Get Chromium, a Chinese font and LibreOffice for the tests that look and open files, where that is allowed."""
    missing = ([] if has_browser() else ["chromium"]) + ([] if has_chinese_font() else ["fonts-noto-cjk"])
    missing += [] if has_office() else ["libreoffice-writer-nogui"]
    if missing and shutil.which("apt-get") and os.name == "posix" and os.geteuid() == 0:
        say("用 apt-get 安装 %s（约一两分钟）" % "、".join(missing), "installing %s with apt-get" % ", ".join(missing))
        quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
        for step in (["update"], ["install", "-y", "--no-install-recommends"] + missing):
            subprocess.call(["apt-get", "-qq", "-o", "Dpkg::Use-Pty=0"] + step, env=quiet, stdout=subprocess.DEVNULL)
    if not has_browser():
        lacking("chromium" in required, "没有 Chromium：请安装（apt install chromium fonts-noto-cjk）。浏览器测试这次跳过",
                "no Chromium: apt install chromium fonts-noto-cjk; its tests are skipped")
    if not has_office():
        lacking("soffice" in required, "没有 LibreOffice：请安装（apt install libreoffice-writer-nogui）。打开文件的测试这次跳过",
                "no LibreOffice: apt install libreoffice-writer-nogui; its tests are skipped")
    if not has_chinese_font():
        say("没有中文字体，浏览器里的字会是方块", "no Chinese font found; install fonts-noto-cjk")


def lacking(required: bool, chinese: str, english: str) -> None:
    """What is missing skips its tests, as the last words of both sentences say, unless it is required."""
    if required:
        raise Trouble(chinese[:chinese.index("。") + 1], english[:english.index(";")])
    say(chinese, english)


def has_browser() -> bool:
    """True when a Chromium can be started here."""
    return bool(os.environ.get("COUNCIL_CHROMIUM") or any(shutil.which(name) for name in BROWSERS))


def has_office() -> bool:
    """True when LibreOffice can open what is written for offices."""
    return any(shutil.which(name) for name in OFFICES)


def has_chinese_font() -> bool:
    """True when a font with Chinese characters is installed."""
    if shutil.which("fc-list"):
        return bool(subprocess.check_output(["fc-list", ":lang=zh-cn", "family"]).strip())
    return bool(glob.glob("/usr/share/fonts/**/*CJK*", recursive=True)) or sys.platform == "darwin"
