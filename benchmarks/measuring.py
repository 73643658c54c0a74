"""How to measure: CPU of one request through WSGI, in rounds, taking turns, medians."""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from io import BytesIO
from urllib.parse import urlencode

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.test import EnvironBuilder

ROUNDS = 5


def request(
    app: Flask,
    client: FlaskClient,
    path: str,
    *,
    form: dict[str, str] | None = None,
    accept: str = "text/html",
) -> Callable[[], bytes]:
    """Return a call that sends this request straight into the application, with its cookies."""
    client.get("/about/")  # so that the cookie holds what a browser has after its first page
    cookie = "; ".join(f"{c.key}={c.value}" for c in client._cookies.values())  # noqa: SLF001 -- all of them
    builder = EnvironBuilder(
        path,
        base_url="http://localhost",
        method="POST" if form is not None else "GET",
        headers={"Cookie": cookie, "Accept": accept},
    )
    environ = builder.get_environ()
    environ["REMOTE_ADDR"] = "127.0.0.1"
    environ["CONTENT_TYPE"] = "application/x-www-form-urlencoded"

    def send() -> bytes:
        body = urlencode(form).encode() if form is not None else b""
        mine = {**environ, "wsgi.input": BytesIO(body), "CONTENT_LENGTH": str(len(body))}
        status: list[str] = []
        answer = b"".join(app(mine, lambda line, _headers, _error=None: status.append(line)))
        assert status[0].startswith(("200", "303") if form is not None else "200"), status
        return answer

    return send


def cpu_ms(calls: Sequence[Callable[[], object]], *, times: int) -> list[float]:
    """Return the CPU milliseconds of each call: median over rounds in which they take turns."""
    for call in calls:
        for _ in range(max(3, times // 10)):
            call()
    rounds: list[list[float]] = [[] for _ in calls]
    for _ in range(ROUNDS):
        for place, call in enumerate(calls):
            gc.collect()
            began = time.process_time()
            for _ in range(times):
                call()
            rounds[place].append((time.process_time() - began) * 1000 / times)
    return [statistics.median(one) for one in rounds]


def queries(engine: Engine, call: Callable[[], object]) -> int:
    """Count the SQL statements of one call, without those that only open and close."""
    seen: list[str] = []

    def note(_conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.lstrip().startswith(("PRAGMA", "BEGIN", "COMMIT", "ROLLBACK")):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        call()
    finally:
        event.remove(engine, "before_cursor_execute", note)
    return len(seen)
