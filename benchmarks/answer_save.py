"""Saving one answer: keyed, audited, durable; CPU against the least insert, and queries."""

from __future__ import annotations

import itertools
import uuid

from benchmarks.limit import a_least_app
from benchmarks.measuring import cpu_ms, queries, request
from benchmarks.school import a_school, keys, post, signed_in
from cadreschool.kernel.db import db

CHECK = "/courses/a1-union-law/lessons/red-lines/sittings"


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, folder):
        client = signed_in(app, "chenxiao")
        paper = post(client, CHECK).location
        form = {**keys(client), "do": "save"}
        seq = itertools.count()
        send = request(app, client, f"{paper}answers", form=form)

        def ours() -> bytes:
            number = next(seq)
            form["request_key"] = str(uuid.uuid4())
            form["q1-base"] = str(number)
            form["q1"] = str(number % 2 + 1)
            return send()

        with app.app_context():
            engine = db.engine
        least_app, least_client = a_least_app(folder, "")
        least = request(least_app, least_client, "/answers", form={})
        mine, limit = cpu_ms([ours, least], times=40)
        asked = queries(engine, ours)
    return (
        f"保存一次答案：{mine:.2f} 毫秒 CPU，最低线 {limit:.2f} 毫秒，"
        f"比值 {mine / limit:.2f}（目标 ≤ 2）；{asked} 次查询（≤ 6）"
    )
