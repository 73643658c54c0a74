"""Many people with a browser each, in one process: kept connections, forms, waits."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

PATIENCE = 30.0


@dataclass(slots=True)
class Answer:
    """What came back, and after how many milliseconds."""

    status: int
    headers: dict[str, str]
    body: bytes
    waited: float

    def json(self) -> Any:  # noqa: ANN401 -- whatever the server says
        """Return what a script is told."""
        return json.loads(self.body)


@dataclass(slots=True)
class Person:
    """Somebody signed in, with one connection that is kept as browsers keep theirs."""

    port: int
    cookie: str
    token: str
    bases: dict[int, int] = field(default_factory=dict)
    paper: str = ""
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)
    _line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def get(self, path: str) -> Answer:
        """Fetch a page."""
        return await self._ask(f"GET {path} HTTP/1.1\r\n{self._head()}\r\n".encode())

    async def post(
        self, path: str, key: str, fields: dict[str, str], *, script: bool = True
    ) -> Answer:
        """Send a form with its tokens."""
        body = urlencode({"csrf_token": self.token, "request_key": key, **fields})
        head = self._head() + (
            f"{'Accept: application/json' if script else 'Accept: text/html'}\r\n"
            f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n"
        )
        return await self._ask(f"POST {path} HTTP/1.1\r\n{head}\r\n{body}".encode())

    def _head(self) -> str:
        return f"Host: 127.0.0.1:{self.port}\r\nCookie: cadreschool={self.cookie}\r\n"

    async def _ask(self, request: bytes) -> Answer:
        """Send a request; a kept connection that the server has closed meanwhile is made anew."""
        began = time.perf_counter()
        async with asyncio.timeout(PATIENCE):
            try:
                status, headers, body = await self._once(request)
            except (ConnectionError, asyncio.IncompleteReadError):
                self._line = None
                status, headers, body = await self._once(request)
        if headers.get("connection", "").lower() == "close":
            self.hang_up()
        return Answer(status, headers, body, (time.perf_counter() - began) * 1000)

    async def _once(self, request: bytes) -> tuple[int, dict[str, str], bytes]:
        if self._line is None:
            self._line = await asyncio.open_connection("127.0.0.1", self.port)
        reader, writer = self._line
        writer.write(request)
        await writer.drain()
        first, *lines = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        pairs = (line.split(": ", 1) for line in lines if line)
        headers = {name.lower(): value for name, value in pairs}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        return int(first.split()[1]), headers, body

    def hang_up(self) -> None:
        """Close the connection."""
        if self._line is not None:
            self._line[1].close()
        self._line = None


def share(waits: list[float], of: float) -> float:
    """Return what this share of the waits stays below."""
    return sorted(waits)[min(int(len(waits) * of), len(waits) - 1)]
