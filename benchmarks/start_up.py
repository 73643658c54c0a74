"""From the command to the first page: the first start, and the second."""

from __future__ import annotations

import os
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager

from benchmarks.school import PASSWORD

LONGEST = 120.0
STARTS = 5


def measure() -> str:
    """Measure and return one line."""
    with tempfile.TemporaryDirectory(prefix="cadreschool-bench-") as folder:
        first = _seconds(folder)
        pairs = [(_seconds(folder), _least()) for _ in range(STARTS)]
    second, limit = (statistics.median(one) for one in zip(*pairs, strict=True))
    return (
        f"启动到第一页：第一次 {first:.1f} 秒（含建库、发布、演示学校），第二次 {second:.2f} 秒"
        f"（目标 ≤ 2）；最低线（只导入 Flask 与 SQLAlchemy）{limit:.2f} 秒，"
        f"比值 {second / limit:.2f}"
    )


def _seconds(folder: str) -> float:
    began = time.perf_counter()
    with opened(folder):
        return time.perf_counter() - began


def _least() -> float:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import flask_sqlalchemy, flask_login"], check=True)
    return time.perf_counter() - began


@contextmanager
def opened(folder: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """Serve a school from this folder; gives its address once the first page has come."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    settings = {
        "CADRESCHOOL_INSTANCE": folder,
        "CADRESCHOOL_PORT": str(port),
        "CADRESCHOOL_DEMO_PASSWORD": PASSWORD,
    }
    server = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "school", "run"],
        env={**os.environ, **settings},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait_for(address)
        yield address, server
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()


def _wait_for(address: str) -> None:
    until = time.monotonic() + LONGEST
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{address}/sign-in/", timeout=LONGEST) as page:  # noqa: S310 -- ours
                page.read()
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.01)
    msg = "the school did not open"
    raise TimeoutError(msg)
