"""A phone for tests: the Socket.IO protocol by hand over one raw WebSocket, so that nothing between hides what really comes."""

import json
import time
from typing import Any

import websocket


class Phone:
    """Connects on making; `news` collects what was pushed."""

    def __init__(self, address: str, who: str = "", origin: str = "") -> None:
        headers = {"Cookie": f"who={who}"} if who else {}
        self.ws = websocket.create_connection(
            f"ws://{address}/socket.io/?EIO=4&transport=websocket", header=headers, origin=origin or f"http://{address}", timeout=10,
        )
        self.news: list[dict[str, Any]] = []
        self.left: list[str] = []
        self.open = json.loads(self._recv()[1:])
        self.ws.send("40")
        assert self._recv().startswith("40")
        self._asked = 0

    def ask(self, event: str, data: Any) -> Any:
        """Emit with acknowledgement and wait for it."""
        self._asked += 1
        self.ws.send(f"42{self._asked}" + json.dumps([event, data]))
        while not (text := self._recv()).startswith(f"43{self._asked}["):
            self._take(text)
        return json.loads(text[len(f"43{self._asked}"):])[0]

    def listen(self, room: str, lang: str = "zh") -> Any:
        return self.ask("listen", {"room": room, "lang": lang})

    def hear(self, seq: int, within: float = 5) -> list[dict[str, Any]]:
        """Wait until the news has come as far as `seq`; all pushes so far."""
        until = time.monotonic() + within
        while not self.news or self.news[-1]["seq"] < seq:
            self.ws.settimeout(max(0.01, until - time.monotonic()))
            self._take(self._recv())
        return self.news

    def quiet(self, seconds: float) -> bool:
        """True if no news comes for so long."""
        heard, until = len(self.news), time.monotonic() + seconds
        while (rest := until - time.monotonic()) > 0:
            self.ws.settimeout(rest)
            try:
                self._take(self._recv())
            except websocket.WebSocketTimeoutException:
                break
        self.ws.settimeout(10)
        return len(self.news) == heard

    def dropped(self, within: float = 5) -> bool:
        """True if the server ends the connection."""
        self.ws.settimeout(within)
        try:
            while True:
                self._take(self._recv())
        except (websocket.WebSocketConnectionClosedException, ConnectionError):
            return True
        except websocket.WebSocketTimeoutException:
            return False

    def close(self) -> None:
        self.ws.close(timeout=0.2)

    def _recv(self) -> str:
        text = self.ws.recv()
        if text == "":
            raise websocket.WebSocketConnectionClosedException("closed")
        if text == "2":
            self.ws.send("3")
            return self._recv()
        return str(text)

    def _take(self, text: str) -> None:
        if text.startswith('42["news",'):
            self.news.append(json.loads(text[2:])[1])
        if text.startswith('42["left",'):
            self.left.append(json.loads(text[2:])[1]["room"])
