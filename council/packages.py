"""Makes .venv hold exactly the packages of a lock: one start at a time, stamped last. Old syntax, standard library only."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from contextlib import contextmanager
from typing import IO, Iterator, List, Optional

try:
    import fcntl
except ImportError:  # Windows: two first starts at once are not told apart
    fcntl = None  # type: ignore[assignment]

PROBE = """
import sys, sysconfig
if sys.version_info < (3, 11): sys.exit(1)
print(sys.prefix); print(sysconfig.get_path("purelib"))
"""


HOLDS = {"requirements-test.lock": ("requirements.lock", "requirements-test.lock")}
"""A lock that has all the pins of another stands for both (a test compares them)."""


class Trouble(Exception):
    """Why the start stops here, in one Chinese and one English sentence that say what to do."""

    def __init__(self, chinese: str, english: str) -> None:
        Exception.__init__(self, chinese)
        self.chinese = chinese
        self.english = english


class Failed(Exception):
    """A way to install did not work; carries its last words."""


def say(chinese: str, english: str) -> None:
    """Tell one step of the way."""
    write("· %s / %s" % (chinese, english), "- " + english, sys.stdout)


def tell(trouble: Trouble) -> None:
    """Tell why it stops."""
    write("✗ %s\n  %s" % (trouble.chinese, trouble.english), "x " + trouble.english, sys.stderr)


def write(line: str, plain: str, to: IO[str]) -> None:
    """Print the line; on a terminal that cannot show Chinese, its English."""
    try:
        line.encode(getattr(to, "encoding", None) or "ascii")
    except UnicodeEncodeError:
        line = plain.encode("ascii", "replace").decode("ascii")
    to.write(line + "\n")
    to.flush()


def home_of_venv(home: str) -> str:
    """The folder of the virtual environment."""
    return os.path.join(home, ".venv")


def python_of(venv: str) -> str:
    """The Python inside it."""
    return os.path.join(venv, "Scripts", "python.exe") if os.name == "nt" else os.path.join(venv, "bin", "python")


def prepare(home: str, name: str) -> bool:
    """Bring .venv to the state of the lock `name`; returns True when something had to be done."""
    try:
        if stamped(home, name) and not cut_off(home):
            return False
        with alone(home) as journal:
            if stamped(home, name) and not cut_off(home):
                return True
            if cut_off(home):
                say("上次没有装完，重新来", "the last installation was cut off, starting afresh")
                remove(home_of_venv(home))
            journal.write("installing\n")
            journal.flush()
            fill(home, name)
            journal.truncate(0)
        return True
    except OSError as error:
        raise Trouble("准备 .venv 时出了问题：%s。请看看这个文件夹能不能写、磁盘满了没有。" % error,
                      "could not prepare .venv: %s; is this folder writable, is the disk full?" % error) from None


def journal_of(home: str) -> str:
    """The file that is locked while .venv is being filled, and not empty until that has ended well."""
    return os.path.join(home, ".venv.lock")


def cut_off(home: str) -> bool:
    """True when an installation began and has not ended: killed (what it left may be half written) or still going on."""
    return os.path.isfile(journal_of(home)) and os.path.getsize(journal_of(home)) > 0


@contextmanager
def alone(home: str) -> Iterator[IO[str]]:
    """Let one start at a time fill .venv. pip inherits the lock, so it holds even when the start itself is killed."""
    with open(journal_of(home), "a+") as file:
        if fcntl is not None:
            os.set_inheritable(file.fileno(), True)
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                say("另一个启动正在安装，等它装完", "another start is installing, waiting for it")
                fcntl.flock(file, fcntl.LOCK_EX)
        yield file


def stamped(home: str, name: str) -> bool:
    """True when .venv works and was last filled from this very lock."""
    site = site_of(home_of_venv(home))
    if site is None:
        return False
    try:
        with open(os.path.join(site, name + ".sha256")) as file:
            return file.read().strip() == digest(os.path.join(home, name))
    except OSError:
        return False


def digest(path: str) -> str:
    """SHA-256 of a file, in hex."""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def site_of(venv: str) -> Optional[str]:
    """Where .venv keeps its packages; None when it is missing or broken."""
    try:
        said = subprocess.check_output([python_of(venv), "-I", "-c", PROBE], stderr=subprocess.DEVNULL, universal_newlines=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    prefix, site = said.splitlines()[:2]
    return site if os.path.realpath(prefix) == os.path.realpath(venv) else None


def fill(home: str, name: str) -> None:
    """Install by uv where there is one, else (or when that fails) by pip, and stamp it."""
    venv, lock = home_of_venv(home), os.path.join(home, name)
    uv = shutil.which("uv")
    try:
        if uv is None or not by_uv(uv, venv, lock):
            by_pip(venv, lock)
    except Failed as failed:
        raise Trouble("安装没有成功：%s。多半是网络不通；请检查后再运行一次。" % failed,
                      "the installation failed: %s; check the network and run it again" % failed) from None
    site = site_of(venv)
    if site is None:
        raise Trouble("装好的 .venv 不能用。请删掉它，再运行一次。", "the new .venv does not work; remove it and run again")
    for each in HOLDS.get(name, (name,)):
        with open(os.path.join(site, each + ".sha256"), "w") as file:
            file.write(digest(os.path.join(home, each)))


def by_uv(uv: str, venv: str, lock: str) -> bool:
    """Install with uv; False when it could not."""
    say("用 uv 安装 %d 个包到 .venv" % count(lock), "installing %d packages into .venv with uv" % count(lock))
    try:
        if site_of(venv) is None:
            remove(venv)
            watch([uv, "venv", "--quiet", "--python", first_python(), venv], 0)
        watch([uv, "pip", "install", "--python", python_of(venv), "--require-hashes", "-r", lock], 0)
    except Failed as failed:
        say("uv 没有成功（%s），改用 pip" % failed, "uv failed, trying pip")
        return False
    return True


def by_pip(venv: str, lock: str) -> None:
    """Install with this Python's own venv and pip."""
    site = site_of(venv)
    if site is None or not os.path.isdir(os.path.join(site, "pip")):
        check_venv()
        say("建立 .venv", "making .venv")
        remove(venv)
        watch([first_python(), "-m", "venv", venv], 0)
    say("安装 %d 个包到 .venv，第一次约一分钟" % count(lock), "installing %d packages into .venv, about a minute" % count(lock))
    watch([python_of(venv), "-m", "pip", "install", "--require-hashes", "--no-input", "--disable-pip-version-check",
           "--progress-bar", "off", "-r", lock], count(lock))


def check_venv() -> None:
    """Refuse a Python whose venv cannot bring pip; Debian and Ubuntu ship it apart."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        raise Trouble("这个 Python 缺 venv 模块。请先安装：sudo apt install python3-venv，再运行一次。",
                      "this Python lacks the venv module; install it (sudo apt install python3-venv) and run again")


def first_python() -> str:
    """The Python that made the one running now, which may be inside the .venv about to be replaced."""
    return getattr(sys, "_base_executable", None) or sys.executable


def remove(venv: str) -> None:
    """Take away an old .venv."""
    if os.path.islink(venv) or os.path.isfile(venv):
        os.remove(venv)
    elif os.path.isdir(venv):
        shutil.rmtree(venv)


def count(lock: str) -> int:
    """How many packages a lock names."""
    with open(lock, encoding="utf-8") as file:
        return len(re.findall(r"^[\w.\[\]-]+==", file.read(), re.MULTILINE))


def watch(command: List[str], total: int) -> None:
    """Run a command and show how far it is; its last words go with the failure."""
    last, seen = "", 0
    running = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                               encoding="utf-8", errors="replace", close_fds=False)
    assert running.stdout is not None
    for line in running.stdout:
        if line.startswith(("Collecting ", "Requirement already", "Ignoring ")):
            seen += 1
            progress(seen, total)
        if line.startswith("Installing collected"):
            say("下载好了，正在装入", "downloaded, now installing")
        last = line.strip() if line.lower().lstrip().startswith(("error", "×", "caused")) or not last else last
    if running.wait() != 0:
        raise Failed(last[:300] or "exit code %d" % running.returncode)


def progress(seen: int, total: int) -> None:
    """One moving line on a terminal, a few fixed ones in a log."""
    if sys.stdout.isatty():
        sys.stdout.write("\r  %d/%d%s" % (seen, total, "\n" if seen == total else ""))
    elif seen % 20 == 0 or seen == total:
        sys.stdout.write("  %d/%d\n" % (seen, total))
    sys.stdout.flush()
