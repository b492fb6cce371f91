"""The WebSocket driver: a push is framed once and the same bytes go to every phone; whatever a phone sends or fails to read is bounded."""

import json
import logging
import queue
import resource
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import gevent.event
import gevent.lock
import gevent.queue
import gevent.socket
import simple_websocket
from engineio.async_drivers import gevent as gevent_driver
from engineio.async_drivers import threading as threading_driver
from engineio.packet import MESSAGE, Packet
from flask import Flask
from flask_socketio import SocketIO
from gevent.pywsgi import WSGIServer
from wsproto.utilities import ProtocolError

MOST_BYTES = 64 * 1024
"""A phone's longest message. Stock Flask-SocketIO assembles a whole message first and so takes 200 MiB from a stranger."""
MOST_UNREAD = 64
"""Messages that may wait for one phone, in either direction."""
PATIENCE = 45
"""Seconds that one write to one phone may last."""
IDLE = 75
"""Seconds after which a silent HTTP connection is closed."""

log = logging.getLogger("council.sockets")


class Framed(str):
    """A message with its WebSocket frame, made once for everybody; or with what is left of that frame."""

    frame: bytes

    def __new__(cls, text: str, frame: bytes = b"") -> "Framed":
        made = super().__new__(cls, text)
        made.frame = frame or framed(text)
        return made


def framed(message: str | bytes) -> bytes:
    """One whole server frame, unmasked and uncompressed (RFC 6455, section 5.2)."""
    kind, body = (0x81, message.encode()) if isinstance(message, str) else (0x82, bytes(message))
    size = len(body)
    if size < 126:
        return bytes((kind, size)) + body
    if size < 1 << 16:
        return bytes((kind, 126)) + size.to_bytes(2, "big") + body
    return bytes((kind, 127)) + size.to_bytes(8, "big") + body


def push(event: str, data: Any) -> Packet:
    """A Socket.IO event as one Engine.IO packet, encoded and framed: queue the same packet for every listener."""
    packet = Packet(MESSAGE, "2" + json.dumps([event, data], ensure_ascii=False, separators=(",", ":")))
    packet.encode_cache = Framed("4" + packet.data)
    return packet


def deliver(eio_socket: Any, packet: Packet) -> None:
    """Write a push at once where nothing waits before it (on gevent, nobody can come between); else queue it."""
    if eio_socket.closed:
        return
    wire = getattr(eio_socket, "wire", None)
    if wire is None or not eio_socket.upgraded or not eio_socket.queue.empty():
        eio_socket.send(packet)
        return
    whole: Framed = packet.encode_cache
    left = wire.ws.sock.send_now(whole.frame)
    if left:
        packet = Packet(MESSAGE)
        packet.encode_cache = Framed(whole, left)
        eio_socket.send(packet)


class Pipe:
    """One phone's TCP connection: whole messages, one writer at a time, closed for good when a write fails."""

    def __init__(self, sock: Any, lock: Any) -> None:
        self.sock, self.lock = sock, lock
        sock.settimeout(PATIENCE)
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 4 * MOST_BYTES)

    def send(self, data: bytes) -> None:
        """Write all of it. A message cut off by a stuck phone cannot be repaired, so the connection ends."""
        with self.lock:
            try:
                self.sock.sendall(data)
            except OSError:
                self.close()
                raise

    def send_now(self, data: bytes) -> bytes:
        """Write what fits without waiting; returns what is left, which must be sent next."""
        if type(self.sock) is not gevent.socket.socket or self.lock.locked():
            return data
        try:
            return data[self.sock._sock.send(data):]
        except OSError:
            return data

    def recv(self, most: int) -> bytes:
        """What the phone sent, whenever it does; Engine.IO's ping ends a silence."""
        while True:
            with suppress(TimeoutError):
                return self.sock.recv(most)

    def close(self) -> None:
        """End the connection itself, not only this handle on it: the web server holds another one."""
        with suppress(OSError):
            self.sock.shutdown(socket.SHUT_RDWR)
        with suppress(OSError):
            self.sock.close()


class Phone(simple_websocket.Server):
    """The server's end of one WebSocket, without compression and with bounded input."""

    make_lock: Callable[[], Any]
    sock: Any
    environ: dict[str, Any]
    connected: bool

    def handshake(self) -> None:
        """Agree, but never on compression: 300 KiB of it can unpack to 300 MiB."""
        self.sock = Pipe(self.sock, self.make_lock())
        self.environ = {name: value for name, value in self.environ.items() if name != "HTTP_SEC_WEBSOCKET_EXTENSIONS"}
        super().handshake()

    def _thread(self) -> None:
        try:
            super()._thread()
        except ProtocolError:
            log.info("a phone broke the WebSocket protocol")
        finally:
            self.connected = False
            self.sock.close()
            self.event.set()

    def _handle_events(self) -> bool:
        return super()._handle_events() and len(self.input_buffer) <= MOST_UNREAD


class ThreadPhone(Phone):
    """A phone served by a thread of its own (tests)."""

    make_lock = threading.Lock


class GreenPhone(Phone):
    """A phone served by greenlets."""

    make_lock = gevent.lock.BoundedSemaphore


class Driver:
    """What Engine.IO asks of a WebSocket: called once with the request, then `send`, `wait` and `close`."""

    phone: type[Phone] = ThreadPhone
    waits: dict[str, Any] = {}

    def __init__(self, handler: Callable[["Driver"], Any], server: Any) -> None:
        self.handler, self.owner = handler, handler.__self__  # type: ignore[attr-defined]

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Any:
        try:
            self.ws = self.phone(environ, max_message_size=MOST_BYTES, **self.waits)
        except (ProtocolError, OSError, RuntimeError):
            hang_up(self.owner)
            start_response("400 Bad Request", [("Content-Type", "text/plain")])
            return [b"not a WebSocket request"]
        self.owner.wire = self
        try:
            self.handler(self)
        except (ValueError, TypeError, IndexError, RecursionError):
            log.info("a phone sent what is not Engine.IO")
        finally:
            hang_up(self.owner)
        return self._leave()

    def _leave(self) -> list[bytes]:
        if self.ws.mode == "gunicorn":
            raise StopIteration
        if self.ws.mode == "werkzeug":
            raise ConnectionError
        return []

    def send(self, message: str | bytes) -> None:
        """Write one message; OSError when the phone has gone."""
        if not self.ws.connected:
            raise OSError("gone")
        self.ws.sock.send(message.frame if isinstance(message, Framed) else framed(message))

    def wait(self) -> str | bytes | None:
        """The next message, or None when the phone has gone."""
        try:
            return self.ws.receive()
        except simple_websocket.ConnectionClosed:
            return None

    def close(self) -> None:
        """Say goodbye and end the connection."""
        with suppress(OSError, ProtocolError, simple_websocket.ConnectionClosed):
            self.ws.close()
        self.cut()

    def cut(self) -> None:
        """End the connection without a word: the phone reads nothing anyway."""
        self.ws.connected = False
        self.ws.sock.close()
        self.ws.event.set()


class GreenDriver(Driver):
    """The driver on gevent."""

    phone = GreenPhone
    waits = {"thread_class": gevent_driver.Thread, "event_class": gevent.event.Event}


class Outbox:
    """Mixed into a queue: what waits for one phone is bounded; when it spills over, the phone is dropped."""

    spill: Callable[[], None] | None = None

    def put(self, item: Any, block: bool = True, timeout: float | None = None) -> None:
        """Queue a packet; None, the order to stop, always fits."""
        if item is None or self.spill is None or self.qsize() < MOST_UNREAD:  # type: ignore[attr-defined]
            super().put(item, block, timeout)  # type: ignore[misc]
        else:
            self.spill()


class ThreadOutbox(Outbox, queue.Queue):
    """An outbox between threads."""


class GreenOutbox(Outbox, gevent.queue.JoinableQueue):
    """An outbox between greenlets."""


def hang_up(eio_socket: Any) -> None:
    """Drop one Engine.IO socket at once, whatever its transport, and wait for nothing that it should still read."""
    wire = getattr(eio_socket, "wire", None)
    eio_socket.close(wait=False, abort=True)
    if wire is not None:
        wire.cut()
    eio_socket.server.sockets.pop(eio_socket.sid, None)


def socketio(app: Flask, green: bool) -> SocketIO:
    """A Socket.IO server at /socket.io/ on this driver: on gevent when serving, on threads in tests."""
    made = SocketIO(
        app, async_mode="gevent" if green else "threading", async_handlers=False, manage_session=False, ping_interval=20,
        ping_timeout=20, max_http_buffer_size=MOST_BYTES, logger=_quiet(), engineio_logger=_quiet(),
    )
    stock = (gevent_driver if green else threading_driver)._async
    ours = {"websocket": GreenDriver, "queue": GreenOutbox} if green else {"websocket": Driver, "queue": ThreadOutbox}
    made.server.eio._async = {**stock, **ours}
    return made


def _quiet() -> logging.Logger:
    quiet = logging.getLogger("council.sockets.engine")
    quiet.setLevel(logging.CRITICAL)
    return quiet


class Server(WSGIServer):
    """gevent's web server with what it lacks: no 44 ms wait for a delayed ACK, no connection that is silent for ever."""

    def handle(self, sock: Any, address: Any) -> None:
        """Serve one accepted connection."""
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sock.settimeout(IDLE)
        super().handle(sock, address)


def make_server(host: str, port: int, app: Flask) -> Server:
    """The web server for an app, not started yet; as many open phones as the system lets this process have."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return Server((host, port), app, log=None, error_log=logging.getLogger("council.http"), backlog=1024)
