"""The preview of a lesson being written: whole course checked, one lesson rendered in a child."""

from __future__ import annotations

import os
import statistics
import time

from bs4 import BeautifulSoup

from benchmarks.school import a_school, keys, post, signed_in

COURSE = "/teach/courses/a1-union-law/"
TIMES = 15


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, _folder):
        client = signed_in(app, "hejing")
        post(client, f"{COURSE}drafts")
        page = client.get(f"{COURSE}lessons/01-what-the-union-is/").text
        area = BeautifulSoup(page, "html.parser").select_one("#text")
        assert area is not None
        fields = {"path": "01-what-the-union-is/lesson.md", "base": "1", "text": area.get_text()}
        body = {**keys(client), **fields}
        walls, before = [], os.times()
        for number in range(TIMES):
            began = time.perf_counter()
            changed = body | {"text": f"{fields['text']}\n第 {number} 次。\n"}
            answer = client.post(
                f"{COURSE}draft/previews", data=changed, headers={"Accept": "application/json"}
            )
            walls.append((time.perf_counter() - began) * 1000)
            assert "第 " in answer.get_json()["html"]
        after = os.times()
    own = (after.user + after.system - before.user - before.system) * 1000 / TIMES
    child = after.children_user + after.children_system
    child = (child - before.children_user - before.children_system) * 1000 / TIMES
    return (
        f"预览一课：{statistics.median(walls):.0f} 毫秒，最快 {min(walls):.0f}（目标 ≤ 300）；"
        f"CPU {own:.0f} 毫秒，排版的子进程 {child:.0f} 毫秒"
    )
