"""From the command to the first page: the first start, and the second."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

LONGEST = 120.0


def measure() -> str:
    """Measure and return one line."""
    with tempfile.TemporaryDirectory(prefix="cadreschool-bench-") as folder:
        first, _ = _start(folder)
        second, limit = _start(folder)
    return (
        f"启动到第一页：第一次 {first:.1f} 秒（含建库、发布、演示学校），第二次 {second:.2f} 秒"
        f"（目标 ≤ 2；最低线是只导入 Flask 与 SQLAlchemy：{limit:.2f} 秒）"
    )


def _start(folder: str) -> tuple[float, float]:
    began = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import flask_sqlalchemy, flask_login"], check=True)
    limit = time.perf_counter() - began
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    environment = {**os.environ, "CADRESCHOOL_INSTANCE": folder, "CADRESCHOOL_PORT": str(port)}
    began = time.perf_counter()
    server = subprocess.Popen(
        [sys.executable, "-m", "flask", "--app", "wsgi", "school", "run"],
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        while time.perf_counter() - began < LONGEST:
            try:
                urllib.request.urlopen(f"http://127.0.0.1:{port}/sign-in/", timeout=60).read()
                return time.perf_counter() - began, limit
            except (urllib.error.URLError, ConnectionError):
                time.sleep(0.01)
        msg = "the school did not open"
        raise TimeoutError(msg)
    finally:
        server.send_signal(signal.SIGTERM)
        server.wait()
