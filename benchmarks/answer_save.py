"""Saving one answer: keyed, audited, durable; CPU against the least insert, and queries.

The saves go round the open checks of one cadre, so that none has more answers than people give.
"""

from __future__ import annotations

import itertools
import uuid
from collections import Counter

from flask.testing import FlaskClient

from benchmarks.limit import a_least_app
from benchmarks.measuring import cpu_ms, queries, request
from benchmarks.school import a_school, keys, post, signed_in
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel.db import db

QUESTIONS = 5
SCRIPT = "application/json"
"""What the script of a paper asks for, which saves nearly every answer that is given."""


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, folder):
        client = signed_in(app, "chenxiao")
        with app.app_context():
            engine = db.engine
            courses = load_catalogue().courses
            lessons = [(c.id, one.id) for c in courses for one in c.lessons if one.questions]
        form = {**keys(client), "do": "save"}
        papers = [_begin(client, *lesson) for lesson in lessons]
        sends = [
            request(app, client, f"{paper}answers", form=form, accept=SCRIPT) for paper in papers
        ]
        saved: Counter[tuple[int, int]] = Counter()
        turns = itertools.cycle(itertools.product(range(1, QUESTIONS + 1), range(len(papers))))

        def ours() -> bytes:
            question, paper = next(turns)
            base = saved[paper, question]
            for name in [name for name in form if name.startswith("q")]:
                del form[name]
            form["request_key"] = str(uuid.uuid4())
            form[f"q{question}-base"] = str(base)
            form[f"q{question}"] = str(base % 2 + 1)
            answer = sends[paper]()
            saved[paper, question] += 1
            return answer

        least_app, least_client = a_least_app(folder, "")
        least = request(least_app, least_client, "/answers", form={})
        mine, limit = cpu_ms([ours, least], times=40)
        asked = queries(engine, ours)
    return (
        f"保存一次答案：{mine:.2f} 毫秒 CPU，最低线 {limit:.2f} 毫秒，"
        f"比值 {mine / limit:.2f}（目标 ≤ 2）；{asked} 次查询（≤ 6）"
    )


def _begin(client: FlaskClient, course_id: str, lesson_id: str) -> str:
    """Begin the check of a lesson and return the address of its paper."""
    path: str = post(client, f"/courses/{course_id}/lessons/{lesson_id}/sittings").location
    return path
