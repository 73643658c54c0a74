"""Serving with waitress, and stopping without dropping anybody.

waitress itself leaves its loop at once on a signal and with it the answers not yet sent. Here a
signal closes the door first; requests in flight, half-sent ones too, get their answers (30 s at
the most), then we go. A second signal does not wait for them.

Browsers keep their connections: of waitress's usual hundred the first hundred people of an exam
would take all, and nobody else would be answered for a minute.
"""

from __future__ import annotations

import select
import signal
import threading
import time
from collections.abc import Callable
from types import FrameType
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import BaseWSGIServer, create_server
from waitress.task import ThreadedTaskDispatcher

LONGEST_GOODBYE = 30.0
THREADS = 8
CONNECTIONS = 1000
"""Kept at a time, for some hundred people; Windows and small limits on files take less."""
_SELECTABLE = 400
_OTHER_FILES = 124


class Server:
    """One waitress server on one address."""

    def __init__(self, app: Flask, host: str, port: int) -> None:
        """Bind the address; raises OSError when it is taken."""
        self._map: dict[int, Any] = {}
        self._dispatcher = ThreadedTaskDispatcher()
        self._stopping = threading.Event()
        self._patience = LONGEST_GOODBYE
        options: dict[str, Any] = {
            "host": host,
            "port": port,
            "threads": THREADS,
            "ident": "",
            "clear_untrusted_proxy_headers": False,  # ProxyFix decides which hops to believe
            "max_request_body_size": app.config["LARGEST_BODY"] + 1024,
            "channel_timeout": 60,
            "connection_limit": _most_connections(),
            "asyncore_use_poll": hasattr(select, "poll"),
        }
        adjustments = Adjustments(**options)
        create_server(app, map=self._map, _dispatcher=self._dispatcher, **options)
        self.port = next(one.effective_port for one in self._doors())  # 0 asks for any free one
        self._dispatcher.set_thread_count(adjustments.threads)
        self._use_poll = adjustments.asyncore_use_poll

    def stop(self) -> None:
        """Ask the server to close its door and finish; asked twice, it goes at once."""
        self._patience = 0.0 if self._stopping.is_set() else LONGEST_GOODBYE
        self._stopping.set()

    def run(self, *, ready: Callable[[], None] = lambda: None) -> None:
        """Serve until a signal comes; only the main thread of a process may wait for one."""
        for name in (signal.SIGINT, signal.SIGTERM):
            signal.signal(name, self._on_signal)
        ready()
        self.serve()

    def serve(self) -> None:
        """Serve until `stop` is called; then finish what is in flight."""
        while not self._stopping.is_set():
            self._poll()
        self._close_door()
        stopped = time.monotonic()
        while self._busy() and time.monotonic() < stopped + self._patience:
            self._poll()
        self._dispatcher.shutdown(cancel_pending=False, timeout=1)
        wasyncore.close_all(self._map, ignore_all=True)

    def _on_signal(self, _number: int, _frame: FrameType | None) -> None:
        self.stop()

    def _poll(self) -> None:
        poll = wasyncore.poll2 if self._use_poll else wasyncore.poll
        poll(0.1, self._map)

    def _doors(self) -> list[BaseWSGIServer]:
        return [one for one in self._map.values() if isinstance(one, BaseWSGIServer)]

    def _close_door(self) -> None:
        for one in self._doors():
            one.del_channel(self._map)
            one.socket.close()

    def _busy(self) -> bool:
        channels = [one for one in self._map.values() if isinstance(one, HTTPChannel)]
        return any(one.request or one.requests or one.total_outbufs_len for one in channels)


def _most_connections() -> int:
    """Return how many connections the system lets us keep, having asked it for enough."""
    if not hasattr(select, "poll"):
        return _SELECTABLE
    import resource  # noqa: PLC0415 -- platform: not on Windows

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + _OTHER_FILES
    if soft != resource.RLIM_INFINITY and soft < wanted:
        soft = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
        return soft - _OTHER_FILES
    return CONNECTIONS
