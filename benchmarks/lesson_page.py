"""The lesson page, signed in: CPU against the least page, queries, bytes."""

from __future__ import annotations

from benchmarks.limit import a_least_app
from benchmarks.measuring import cpu_ms, queries, request
from benchmarks.school import a_school, signed_in
from cadreschool.kernel.db import db

PATH = "/courses/a1-union-law/lessons/what-the-union-is/"


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, folder):
        ours = request(app, signed_in(app), PATH)
        page = ours()
        with app.app_context():
            engine = db.engine
        html = page.decode().partition("<article")[2][: len(page) // 2]
        least_app, client = a_least_app(folder, html)
        least = request(least_app, client, "/page")
        mine, limit = cpu_ms([ours, least], times=150)
        asked = queries(engine, ours)
    return (
        f"课文页：{mine:.2f} 毫秒 CPU，最低线 {limit:.2f} 毫秒，"
        f"比值 {mine / limit:.2f}（目标 ≤ 2）；"
        f"{asked} 次查询（≤ 12），{len(page) / 1024:.0f} KB（≤ 60）"
    )
