"""What a stranger may do to the server through a socket: very little, and the honest phones do not notice."""

import re
import socket
import struct
import subprocess
import sys
import time
import urllib.request
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.live.phone import Phone

pytestmark = pytest.mark.slow

MIB = 1024 * 1024


class Yard:
    """A served yard in a process of its own."""

    def __init__(self, data: Path, apart: float, patience: float, *shared: str) -> None:
        self.process = subprocess.Popen([sys.executable, "-m", "tests.live.yard", str(data), str(apart), str(patience), *shared],
                                        stdout=subprocess.PIPE, text=True)
        assert self.process.stdout is not None
        self.heard = 0
        self.guests: list[Phone | socket.socket] = []
        self.address = f"127.0.0.1:{int(self.process.stdout.readline())}"

    def say(self, size: int = 10) -> None:
        urllib.request.urlopen(f"http://{self.address}/say?size={size}", data=b"", timeout=20).read()
        self.heard += 1

    def patience(self, seconds: float) -> None:
        """How long a write to phones that come from now on may last."""
        urllib.request.urlopen(f"http://{self.address}/patience?seconds={seconds}", data=b"", timeout=20).read()

    def lines(self) -> int:
        return int(urllib.request.urlopen(f"http://{self.address}/lines", timeout=10).read())

    def memory(self) -> float:
        """MiB of resident memory, at its highest in this test."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        return int(re.search(r"VmHWM:\s+(\d+) kB", status)[1]) / 1024  # type: ignore[index]

    def phone(self) -> Phone:
        phone = Phone(self.address)
        self.guests.append(phone)
        return phone

    def raw(self, extra: str = "", receive: int = 0) -> socket.socket:
        """A WebSocket by hand, after its handshake."""
        sock = socket.socket()
        self.guests.append(sock)
        if receive:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
        sock.settimeout(10)
        sock.connect(("127.0.0.1", int(self.address.split(":")[1])))
        sock.sendall(f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: {self.address}\r\nUpgrade: websocket\r\n"
                     f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n{extra}\r\n".encode())
        self.greeting = sock.recv(4096)
        assert self.greeting.startswith(b"HTTP/1.1 101")
        return sock


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yard]:
    made = Yard(tmp_path_factory.mktemp("yard"), 0.01, 3)
    yield made
    made.process.kill()
    made.process.wait()


@pytest.fixture
def yard(served: Yard) -> Iterator[Yard]:
    """The yard with nobody in it, its highest memory forgotten."""
    until = time.monotonic() + 8
    while served.lines() and time.monotonic() < until:
        time.sleep(0.1)
    assert served.lines() == 0
    Path(f"/proc/{served.process.pid}/clear_refs").write_text("5")
    yield served
    for each in served.guests:
        each.close()
    served.guests.clear()


def masked(first: int, body: bytes) -> bytes:
    """A phone's frame; the mask is zero, so the body is sent as it is."""
    size = bytes((0x80 | len(body),)) if len(body) < 126 else b"\xff" + struct.pack(">Q", len(body))
    return bytes((first,)) + size + b"\0\0\0\0" + body


def deaf(yard: Yard) -> socket.socket:
    """A phone that listens to the yard and never reads."""
    sock = yard.raw(receive=4096)
    sock.sendall(masked(0x81, b"40") + masked(0x81, b'421["listen",{"room":"yard:1"}]'))
    heard = b""
    while b"431[" not in heard:
        heard += sock.recv(4096)
    return sock


def pour(sock: socket.socket, frames: Iterator[bytes]) -> float:
    """Send until it ends or the server closes; MiB that went out."""
    sent = 0
    try:
        for frame in frames:
            sock.sendall(frame)
            sent += len(frame)
        while sock.recv(65536):
            pass
    except OSError:
        pass
    return sent / MIB


def test_two_hundred_mebibytes_in_one_message_are_cut_off_at_the_first(yard: Yard) -> None:
    honest = yard.phone()
    honest.listen("yard:1")
    before = yard.memory()
    body = b"4" * MIB
    fragments = pour(yard.raw(), (masked(0x01 if n == 0 else 0x00, body) for n in range(200)))
    whole = pour(yard.raw(), (part for part in [b"\x81\xff" + struct.pack(">Q", 200 * MIB) + b"\0\0\0\0", *[body] * 200]))
    assert fragments < 20 and whole < 20
    assert yard.memory() - before < 16
    yard.say()
    assert honest.hear(yard.heard)


def test_a_deflate_bomb_is_not_unpacked(yard: Yard) -> None:
    before = yard.memory()
    packer = zlib.compressobj(wbits=-15)
    bomb = b"".join(packer.compress(b"4" * MIB) for _ in range(300)) + packer.flush(zlib.Z_SYNC_FLUSH)
    sock = yard.raw("Sec-WebSocket-Extensions: permessage-deflate\r\n")
    assert b"deflate" not in yard.greeting.lower()
    pour(sock, iter([masked(0xC1, bomb[:-4])]))
    assert yard.memory() - before < 16
    until = time.monotonic() + 5
    while yard.lines() and time.monotonic() < until:
        time.sleep(0.05)
    assert yard.lines() == 0


def test_a_flood_of_tiny_messages_ends_the_connection(yard: Yard) -> None:
    before = yard.memory()
    tiny = bytes((0x81, 0x81, 0, 0, 0, 0)) + b"5"
    assert pour(yard.raw(), (tiny * 10_000 for _ in range(500))) < 20
    assert yard.memory() - before < 16


def test_a_phone_that_does_not_read_is_dropped_and_the_honest_one_hears_everything(yard: Yard) -> None:
    yard.patience(600)
    honest, stuck = yard.phone(), deaf(yard)
    honest.listen("yard:1")
    before = yard.memory()
    assert yard.lines() == 2 and stuck
    first = yard.heard
    for n in range(first + 1, first + 101):
        yard.say(size=20_000)
        honest.hear(n)
    assert yard.lines() == 1, "only the honest phone is left"
    assert yard.memory() - before < 32
    assert [item["seq"] for push in honest.news for item in push["items"]] == list(range(first + 1, first + 101))


def test_a_phone_stuck_in_one_long_message_is_dropped_when_patience_ends(yard: Yard) -> None:
    yard.patience(3)
    stuck = deaf(yard)
    yard.say(size=700_000)
    assert yard.lines() == 1 and stuck
    until = time.monotonic() + 8
    while yard.lines() and time.monotonic() < until:
        time.sleep(0.2)
    assert yard.lines() == 0


def test_a_broken_handshake_is_answered_and_leaves_nothing_behind(yard: Yard) -> None:
    for broken in ("Sec-WebSocket-Version: 12\r\n", "Sec-WebSocket-Version: 13\r\n", ""):
        sock = socket.create_connection(("127.0.0.1", int(yard.address.split(":")[1])), timeout=10)
        sock.sendall(f"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n{broken}\r\n".encode())
        assert sock.recv(100).startswith((b"HTTP/1.1 4", b""))
        sock.close()
    honest = yard.phone()
    assert honest.listen("yard:1")["ok"]
    assert yard.lines() == 1


def test_sockets_that_come_and_go_leave_no_open_files(yard: Yard) -> None:
    def files() -> int:
        return len(list(Path(f"/proc/{yard.process.pid}/fd").iterdir()))

    yard.phone().listen("yard:1")
    before = files()
    for n in range(60):
        phone = yard.phone()
        phone.listen("yard:1")
        phone.ws.sock.close() if n % 2 else phone.close()
    until = time.monotonic() + 6
    while files() > before + 3 and time.monotonic() < until:
        time.sleep(0.1)
    assert files() <= before + 3


def test_a_connection_that_asks_nothing_is_closed_and_the_server_says_nothing_about_it(yard: Yard) -> None:
    silent = socket.create_connection(("127.0.0.1", int(yard.address.split(":")[1])), timeout=10)
    half = socket.create_connection(("127.0.0.1", int(yard.address.split(":")[1])), timeout=10)
    half.sendall(b"GET /lines HTTP/1.1\r\nHost:")
    assert silent.recv(100) in (b"", b"HTTP/1.1 408 Request Timeout")
    assert half.recv(1000)[:12] in (b"", b"HTTP/1.1 400", b"HTTP/1.1 408")
    assert yard.lines() == 0
