"""The memory of one serving process: after the first pages, and after a thousand reports."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.parse
import urllib.request
import uuid
from pathlib import Path

from benchmarks.school import PASSWORD, a_school
from benchmarks.start_up import opened

REPORTS = 1000
PATHS = ("/study/", "/courses/a1-union-law/lessons/union-rights/", "/laws/工会法/", "/supervise/")


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (_, folder), opened(str(folder)) as (address, process):
        visit = _signed_in(address, "sun")
        for path in PATHS:
            visit(path)
        before = _resident_mb(process.pid)
        for _ in range(REPORTS):
            visit("/supervise/organisations/1/")
        after = _resident_mb(process.pid)
    return (
        f"一个服务进程的内存：{before:.0f} MB，看 {REPORTS} 次报表后 {after:.0f} MB"
        "（目标 ≤ 120 MB，不再增长）"
    )


def _signed_in(address: str, login: str):  # noqa: ANN202 -- a visit: path in, page out
    """Sign in over the network and return how to fetch a page."""
    jar = urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar())
    opener = urllib.request.build_opener(jar)

    def visit(path: str, fields: dict[str, str] | None = None) -> str:
        body = urllib.parse.urlencode(fields).encode() if fields else None
        with opener.open(address + urllib.parse.quote(path), body) as answer:
            text: str = answer.read().decode()
            return text

    token = re.search(r'name="csrf_token" value="([^"]+)"', visit("/sign-in/"))
    assert token is not None
    keys = {"csrf_token": token[1], "request_key": str(uuid.uuid4())}
    visit("/sign-ins", {**keys, "login": login, "password": PASSWORD})
    return visit


def _resident_mb(process_id: int) -> float:
    """Return the resident memory of a process (Linux)."""
    for line in Path(f"/proc/{process_id}/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
