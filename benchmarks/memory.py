"""The memory of one process: after the first pages, and after a thousand reports."""

from __future__ import annotations

from pathlib import Path

from benchmarks.school import a_school, signed_in

REPORTS = 1000


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, _):
        client = signed_in(app, "sun")
        for path in ("/study/", "/courses/a1-union-law/lessons/union-rights/", "/laws/工会法/"):
            client.get(path)
        before = _resident_mb()
        for _ in range(REPORTS):
            client.get("/supervise/organisations/1/")
        after = _resident_mb()
    return (
        f"一个进程的内存：{before:.0f} MB，看 {REPORTS} 次报表后 {after:.0f} MB"
        "（目标 ≤ 120 MB，不再增长；含建演示学校时用过的内存）"
    )


def _resident_mb() -> float:
    """Return the resident memory of this process (Linux)."""
    for line in Path("/proc/self/status").read_text("utf-8").splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    return 0.0
