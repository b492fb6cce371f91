"""A proxy that treats phones as a bad line does: it delays, cuts, goes silent, sends twice, lets one message overtake another. Loopback only."""

import asyncio
import random
import threading
from collections import Counter
from contextlib import suppress

HEAD_ENDS = b"\r\n\r\n"
NEWS = b'42["news"'


class Chaos:
    """Listens on `port` and forwards to the server, badly; `calm` makes it a good line. `done` counts what it did to whom."""

    def __init__(self, server_port: int, seed: int) -> None:
        self.server_port, self.calm, self.done = server_port, False, Counter[str]()
        self._dice = random.Random(seed)
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()
        assert self._ready.wait(10)

    def stop(self) -> None:
        """Let go of every line."""
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=512))
        self.port = int(server.sockets[0].getsockname()[1])
        self._ready.set()
        self._loop.run_forever()
        server.close()
        running = asyncio.all_tasks(self._loop)
        for task in running:
            task.cancel()
        self._loop.run_until_complete(asyncio.gather(*running, return_exceptions=True))
        self._loop.close()

    def _happens(self, what: str, share: float) -> bool:
        if self.calm or self._dice.random() >= share:
            return False
        self.done[what] += 1
        return True

    async def _late(self, most: float) -> None:
        if not self.calm:
            await asyncio.sleep(self._dice.random() * most)

    async def _serve(self, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        try:
            head = await phone.readuntil(HEAD_ENDS)
            if b"upgrade: websocket" in head.lower():
                await self._tunnel(head, phone, back)
            else:
                await self._request(head, phone, back)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            self.done["broken"] += 1
        finally:
            with suppress(OSError):
                back.close()

    async def _request(self, head: bytes, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """One HTTP request a connection: lost on its way, late, sent twice, or answered to nobody."""
        sized = [line for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")]
        asked = _closing(head) + await phone.readexactly(int(sized[0].partition(b":")[2]) if sized else 0)
        if self._happens("request lost", 0.05):
            return
        await self._late(0.2)
        twice = head.startswith(b"POST") and self._happens("request twice", 0.1)
        answers = await asyncio.gather(*(self._ask(asked) for _ in range(2 if twice else 1)))
        if self._happens("answer lost", 0.08):
            return
        if self._happens("answer never", 0.02):
            await asyncio.sleep(6)
            return
        back.write(answers[-1])
        await back.drain()

    async def _ask(self, asked: bytes) -> bytes:
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        try:
            writer.write(asked)
            await writer.drain()
            return await reader.read()
        finally:
            writer.close()

    async def _tunnel(self, head: bytes, phone: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        """A WebSocket: what the phone says passes late; of what it should hear, whole messages are late, double, swapped, swallowed."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.server_port)
        try:
            writer.write(head)
            back.write(await reader.readuntil(HEAD_ENDS))
            up = asyncio.ensure_future(self._up(phone, writer))
            try:
                await self._down(reader, back)
            finally:
                up.cancel()
        finally:
            writer.close()

    async def _up(self, phone: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while data := await phone.read(1 << 16):
                await self._late(0.05)
                writer.write(data)
                await writer.drain()
            writer.close()

    async def _down(self, reader: asyncio.StreamReader, back: asyncio.StreamWriter) -> None:
        held = b""
        while True:
            frame = await _frame(reader)
            news = NEWS in frame[:20]
            if news and not held and self._happens("news overtaken", 0.1):
                held = frame
                continue
            if self._happens("socket cut", 0.02):
                return
            if self._happens("socket silent", 0.01):
                await asyncio.sleep(8)
                return
            await self._late(0.05)
            back.write(frame + (frame if news and self._happens("news twice", 0.1) else b"") + held)
            held = b""
            await back.drain()


async def _frame(reader: asyncio.StreamReader) -> bytes:
    """One whole unmasked server frame with its head (RFC 6455, section 5.2)."""
    head = await reader.readexactly(2)
    size, wide = head[1] & 127, b""
    if size >= 126:
        wide = await reader.readexactly(2 if size == 126 else 8)
        size = int.from_bytes(wide, "big")
    return head + wide + await reader.readexactly(size)


def _closing(head: bytes) -> bytes:
    lines = [line for line in head[:-4].split(b"\r\n") if not line.lower().startswith(b"connection:")]
    return b"\r\n".join([*lines, b"Connection: close"]) + HEAD_ENDS
