"""Completion by child at the root of 100,000 unions, and deeper, and the size of the page."""

from __future__ import annotations

import time

from sqlalchemy import insert

from benchmarks.measuring import cpu_ms, queries, request
from benchmarks.school import a_school, signed_in
from cadreschool.kernel.db import db, write
from cadreschool.organisations.models import Counter, Organisation
from cadreschool.people.rules import MEMBERS
from cadreschool.worker.summing import sum_up

TOWNS, UNIONS = 20, 5000
BATCH = 20_000


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, _):
        with app.app_context():
            write(_grow)
            engine = db.engine
        client = signed_in(app, "sun")
        root = request(app, client, "/supervise/organisations/1/")
        town = request(app, client, "/supervise/organisations/100001/")
        at_once, _ = cpu_ms([root, town], times=5)
        with app.app_context():
            began = time.process_time()
            sum_up()
            rebuilding = time.process_time() - began
        at_root, at_town = cpu_ms([root, town], times=5)
        asked = queries(engine, root)
    return (
        f"完成情况（{TOWNS * UNIONS:,} 个工会、1,000,000 名干部的计数）："
        f"县级页 {at_root:.0f} 毫秒（不用汇总时 {at_once:.0f}），"
        f"有 {UNIONS:,} 个下级的页 {at_town:.0f} 毫秒 CPU（目标 ≤ 50）；{asked} 次查询；"
        f"每分钟汇总一次用 {rebuilding:.1f} 秒"
    )


def _grow() -> None:
    """Hang towns with many unions below the demonstration county, ten cadres in each."""
    unions, counters = [], []
    for town in range(TOWNS):
        town_id = 100_001 + town
        unions.append(_union(town_id, 1, f"/1/{town_id}/", town, "town"))
    for number in range(TOWNS * UNIONS):
        town_id = 100_001 + number % TOWNS
        union_id = 200_001 + number
        unions.append(_union(union_id, town_id, f"/1/{town_id}/{union_id}/", number, "grassroots"))
        counters.append(_counter(union_id, *MEMBERS, 10))
        counters.append(_counter(union_id, "a1-union-law", "started", 7))
        counters.append(_counter(union_id, "a1-union-law", "finished", 4))
    for model, rows in ((Organisation, unions), (Counter, counters)):
        for at in range(0, len(rows), BATCH):
            db.session.execute(insert(model), rows[at : at + BATCH])


def _union(union_id: int, parent: int, path: str, number: int, kind: str) -> dict[str, object]:
    return {
        "id": union_id,
        "parent_id": parent,
        "path": path,
        "name": f"测量工会{number}",
        "kind": kind,
        "position": 100 + number,
        "is_demonstration": True,
    }


def _counter(union_id: int, subject: str, what: str, number: int) -> dict[str, object]:
    return {"organisation_id": union_id, "subject": subject, "what": what, "number": number}
