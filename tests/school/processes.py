"""The school as its own process, and people who visit it over the network.

A process is started, watched and ended by its id. Knows nothing of the engine.
"""

from __future__ import annotations

import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
import uuid
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.architecture.sources import ROOT

PATIENCE = 60.0
_ADDRESS = re.compile(r"http://(?P<host>\S+):(?P<port>\d+)")
_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


class School:
    """A served school; `lines` are what it printed."""

    def __init__(self, settings: Mapping[str, str], *words: str) -> None:
        """Start it, with `flask school run` unless other words are given."""
        command = [sys.executable, "-m", "flask", "--app", "wsgi", *(words or ("school", "run"))]
        self.lines: list[str] = []
        self._is_open = threading.Event()
        self.port = 0
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env={**os.environ, "PYTHONUNBUFFERED": "1", **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self.lines.append(line.rstrip())
            address = _ADDRESS.search(line)
            if address and not self.port:
                self.port = int(address["port"])
            if line.startswith("按 Ctrl-C 停止"):
                self._is_open.set()
        self._is_open.set()

    def wait_until_open(self) -> School:
        """Wait until it says that it is open."""
        assert self._is_open.wait(PATIENCE), self.lines
        assert self.port, self.lines
        return self

    def end(self, number: int = signal.SIGTERM) -> int:
        """Send a signal, wait for the end and return the exit code."""
        if self.process.poll() is None:
            self.process.send_signal(number)
        code = self.process.wait(PATIENCE)
        self._reader.join(PATIENCE)
        assert self.process.stdout
        self.process.stdout.close()
        return code

    def said(self, words: str) -> bool:
        """Tell whether a line that it printed holds these words."""
        return any(words in line for line in self.lines)


@contextmanager
def opened(settings: Mapping[str, str]) -> Iterator[School]:
    """Keep a school open for a while."""
    school = School(settings)
    try:
        yield school.wait_until_open()
    finally:
        school.end(signal.SIGKILL)


def settings_of(instance: Path, content: Path, **more: str) -> dict[str, str]:
    """Return the environment of a school in a folder of its own, on any free port."""
    return {
        "CADRESCHOOL_INSTANCE": str(instance),
        "CADRESCHOOL_CONTENT": str(content),
        "CADRESCHOOL_PORT": "0",
        "CADRESCHOOL_DATABASE_URL": "",
        **{f"CADRESCHOOL_{name}": value for name, value in more.items()},
    }


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back."""

    status: int
    location: str
    text: str


class Visitor:
    """Somebody with cookies of their own."""

    def __init__(self, port: int) -> None:
        """Come as a stranger."""
        self.port = port
        self._cookies: dict[str, str] = {}
        self._token = ""

    def get(self, path: str) -> Answer:
        """Fetch a page."""
        return self._send("GET", path, None, {})

    def post(
        self,
        path: str,
        fields: Mapping[str, object],
        *,
        key: str | None = None,
        json: bool = False,
    ) -> Answer:
        """Send a form the way a page does, with its tokens."""
        tokens = {"csrf_token": self.token(), "request_key": key or str(uuid.uuid4())}
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        if json:
            headers["Accept"] = "application/json"
        return self._send("POST", path, urlencode({**tokens, **fields}), headers)

    def sign_in(self, login: str, password: str) -> Answer:
        """Walk through the door."""
        answer = self.post("/sign-ins", {"login": login, "password": password})
        self._token = ""
        return answer

    def token(self) -> str:
        """Return this visitor's CSRF token."""
        if not self._token:
            found = _TOKEN.search(self.get("/about/").text)
            assert found
            self._token = found.group(1)
        return self._token

    def headers(self) -> dict[str, str]:
        """Return the headers that tell who this is."""
        return {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}

    def _send(self, method: str, path: str, body: str | None, headers: Mapping[str, str]) -> Answer:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE)
        try:
            connection.request(method, path, body, {**headers, **self.headers()})
            response = connection.getresponse()
            text = response.read().decode()
        finally:
            connection.close()
        for value in response.headers.get_all("Set-Cookie") or ():
            for name, morsel in SimpleCookie(value).items():
                self._cookies[name] = morsel.value
        location = urlsplit(response.headers.get("Location", "")).path
        return Answer(response.status, location, text)


def eventually(happens, *, within: float = PATIENCE) -> bool:
    """Ask again and again until the answer is yes."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        if happens():
            return True
        time.sleep(0.02)
    return False
