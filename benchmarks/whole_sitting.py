"""A whole sitting: begin, see the paper, save five answers one by one, hand in, see the result."""

from __future__ import annotations

import itertools
import statistics
import time
from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.answer_save import SCRIPT
from benchmarks.limit import a_least_app
from benchmarks.measuring import cpu_ms, request
from benchmarks.school import a_school, keys, signed_in
from cadreschool.courses.queries import load_catalogue

QUESTIONS = 5
WARM = 3  # sittings that only warm up: templates are compiled, statements cached
WRITES, PAGES = QUESTIONS + 2, 2


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, folder):
        client = signed_in(app, "chenxiao")
        with app.app_context():
            courses = load_catalogue().courses
            lessons = [(c.id, one.id) for c in courses for one in c.lessons if one.questions]
        spent = [_sit(app, client, course, lesson) for course, lesson in lessons][WARM:]
        least_app, least_client = a_least_app(folder, "<p>一页</p>" * 500)
        insert = request(least_app, least_client, "/answers", form={})
        page = request(least_app, least_client, "/page")
        one_insert, one_page = cpu_ms([insert, page], times=40)
    mine, limit = statistics.median(spent), WRITES * one_insert + PAGES * one_page
    return (
        f"一次完整检测（开始、五次保存、交卷、看卷、看结果）：{mine:.0f} 毫秒 CPU（目标 ≤ 16），"
        f"最低线（同样次数的写入与页面）{limit:.0f} 毫秒，比值 {mine / limit:.2f}"
    )


def _sit(app: Flask, client: FlaskClient, course: str, lesson: str) -> float:
    """Take one check and return its CPU milliseconds."""
    form, numbers = keys(client), itertools.count()

    def send(path: str, accept: str = "text/html", **fields: str) -> None:
        whole = {**form, **fields, "request_key": f"{lesson[:40]}-{next(numbers):016}"}
        calls.append(request(app, client, path, form=whole, accept=accept))

    calls: list[Callable[[], bytes]] = []
    start = f"/courses/{course}/lessons/{lesson}/sittings"
    began = time.process_time()
    paper: str = client.post(start, data=form).location
    beginning = time.process_time() - began
    for question in range(1, QUESTIONS + 1):
        given = {f"q{question}": "1", f"q{question}-base": "0", "do": "save"}
        send(f"{paper}answers", SCRIPT, **given)
    send(f"{paper}answers", do="submit_anyway")
    calls.insert(0, request(app, client, paper))
    calls.append(request(app, client, f"{paper}result/"))
    began = time.process_time()
    for call in calls:
        call()
    return (beginning + time.process_time() - began) * 1000
