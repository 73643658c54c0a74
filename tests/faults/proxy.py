"""A bad line between people and the server: requests and replies get lost on it, at random."""

from __future__ import annotations

import re
import socket
import threading
from collections import Counter
from contextlib import suppress
from random import Random

_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
PATIENCE = 30.0


class Proxy:
    """Passes requests on, one to a connection; of `loses` in a hundred something is lost."""

    FATES = ("request", "half", "reply", "cut")

    def __init__(self, port: int, *, loses: int, seed: int = 1) -> None:
        self.loses = loses
        self.lost: Counter[str] = Counter()
        self._target = port
        self._chance = Random(seed)
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def close(self) -> None:
        """Take no more calls."""
        self._door.close()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self._door.accept()
            except OSError:
                return
            fate = ""
            if self._chance.random() * 100 < self.loses:
                fate = self._chance.choice(self.FATES)
                self.lost[fate] += 1
            threading.Thread(target=self._pass, args=[line, fate], daemon=True).start()

    def _pass(self, line: socket.socket, fate: str) -> None:
        with line, suppress(OSError):
            line.settimeout(PATIENCE)
            request = _request(line)
            if fate == "request":
                return
            with socket.create_connection(("127.0.0.1", self._target), PATIENCE) as server:
                if fate == "half":
                    server.sendall(request[: len(request) // 2])
                    return
                server.sendall(request)
                reply = b"".join(iter(lambda: server.recv(65536), b""))
            if fate == "cut":
                line.sendall(reply[: len(reply) // 2])
            elif fate != "reply":
                line.sendall(reply)


def _request(line: socket.socket) -> bytes:
    """Read one request, and ask that the server closes the line after its reply."""
    found = b""
    while b"\r\n\r\n" not in found:
        found += _more(line)
    head, _, body = found.partition(b"\r\n\r\n")
    length = _LENGTH.search(head)
    while length is not None and len(body) < int(length[1]):
        body += _more(line)
    return head + b"\r\nConnection: close\r\n\r\n" + body


def _more(line: socket.socket) -> bytes:
    chunk = line.recv(65536)
    if not chunk:
        raise ConnectionError
    return chunk
