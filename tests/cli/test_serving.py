"""Stopping drops nobody: who was being served gets the whole answer, and then the server goes."""

from __future__ import annotations

import http.client
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack

import pytest

from tests.architecture.sources import ROOT
from tests.cli.slow import PAGE, SECONDS


class Slow:
    """The slow server as a process of its own."""

    def __init__(self) -> None:
        command = [sys.executable, "-m", "tests.cli.slow"]
        self.process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        self.port = int(self.hear().removeprefix("open "))
        self.answer: bytes | Exception = b""

    def hear(self) -> str:
        """Return the next line that it says."""
        assert self.process.stdout
        return self.process.stdout.readline().strip()

    def ask_slowly(self) -> threading.Thread:
        """Ask for the slow page in another thread, and return when the server is at it."""
        asking = threading.Thread(target=self._ask)
        asking.start()
        assert self.hear() == "at work"
        return asking

    def _ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            connection.request("GET", "/slow")
            self.answer = connection.getresponse().read()
        except OSError as error:
            self.answer = error
        finally:
            connection.close()

    def connect(self) -> socket.socket:
        """Open a connection and say nothing yet."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=30)


@pytest.fixture
def slow() -> Iterator[Slow]:
    """Return a slow server, which is gone after the test."""
    server = Slow()
    yield server
    server.process.kill()
    server.process.wait()
    assert server.process.stdout
    server.process.stdout.close()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "systemd"])
def test_a_request_in_flight_gets_its_whole_answer(slow: Slow, number: int) -> None:
    asking = slow.ask_slowly()
    slow.process.send_signal(number)
    asking.join(30)

    assert slow.answer == PAGE.encode()
    assert slow.hear() == "gone"
    assert slow.process.wait(10) == 0


def test_the_door_is_closed_at_once(slow: Slow) -> None:
    asking = slow.ask_slowly()
    slow.process.send_signal(signal.SIGTERM)
    time.sleep(SECONDS / 3)

    with pytest.raises(OSError, match="refused"):
        slow.connect()
    asking.join(30)


def test_a_form_that_is_on_its_way_is_taken(slow: Slow) -> None:
    with slow.connect() as half:
        half.sendall(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf ")
        time.sleep(0.3)
        slow.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        half.sendall(b"whole")
        answer = half.recv(4096)

    assert answer.startswith(b"HTTP/1.1 200 OK")
    assert answer.endswith(b"half whole")
    assert slow.process.wait(10) == 0


def test_a_visitor_who_says_nothing_does_not_hold_the_server_up(slow: Slow) -> None:
    with slow.connect():
        time.sleep(0.2)
        began = time.monotonic()
        slow.process.send_signal(signal.SIGTERM)

        assert slow.process.wait(10) == 0
        assert time.monotonic() - began < 5


def test_a_second_signal_does_not_wait(slow: Slow) -> None:
    with slow.connect() as half:
        half.sendall(b"POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nhalf ")
        time.sleep(0.3)
        slow.process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        assert slow.process.poll() is None
        slow.process.send_signal(signal.SIGTERM)

        assert slow.process.wait(10) == 0


def test_connections_that_browsers_keep_hold_nobody_up(slow: Slow) -> None:
    """A hundred is what waitress keeps by itself; the next one then waits for a minute."""
    with ExitStack() as kept:
        for _ in range(250):
            kept.enter_context(slow.connect())
        began = time.monotonic()
        connection = http.client.HTTPConnection("127.0.0.1", slow.port, timeout=30)
        kept.callback(connection.close)
        connection.request("POST", "/echo", body=b"here")

        assert connection.getresponse().read() == b"here"
        assert time.monotonic() - began < 5
