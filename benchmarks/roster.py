"""The roster of one union, first page, with 100 and with 10,000 members; the same as a file."""

from __future__ import annotations

import io
import time
from datetime import datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert

from benchmarks.measuring import cpu_ms, queries, request
from benchmarks.school import a_school, signed_in
from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import CourseRecord, CourseStart, LessonRecord
from cadreschool.learning.rules import FINISHED, STARTED
from cadreschool.organisations.models import Counter, Organisation
from cadreschool.organisations.queries import Node
from cadreschool.people.models import Cadre, Posting
from cadreschool.people.rules import MEMBERS
from cadreschool.reports.files import FileFormat, write_file
from cadreschool.reports.requests import ReportRequest, View
from cadreschool.reports.tables import table

SMALL, LARGE = 100, 10_000
BATCH = 20_000
SHARE_FINISHED = 3
"""One in so many members has finished a course; the next one has begun it."""


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, _):
        with app.app_context():
            write(grow)
            engine = db.engine
        client = signed_in(app, "sun")
        small, large, filtered = (
            request(
                app, client, f"/supervise/organisations/{SMALL if one else LARGE}/cadres/{rest}"
            )
            for one, rest in ((True, ""), (False, ""), (False, "?state=in_progress"))
        )
        first, at_large, in_progress = cpu_ms([small, large, filtered], times=20)
        asked = queries(engine, large)
        seconds = [_file(app, one) for one in FileFormat]
    files = "、".join(
        f"{one.value.upper()} {taken:.1f} 秒"
        for one, taken in zip(FileFormat, seconds, strict=True)
    )
    return (
        f"名单首页：{SMALL} 人的工会 {first:.1f} 毫秒，{LARGE:,} 人的 {at_large:.1f} 毫秒 CPU"
        f"（目标 ≤ 20），按状态筛选 {in_progress:.1f} 毫秒；"
        f"{asked} 次查询；{LARGE:,} 人的文件：{files}"
    )


def _file(app: Flask, file_format: FileFormat) -> float:
    with app.app_context():
        courses = load_catalogue().courses
        node = Node(LARGE, 1, f"/1/{LARGE}/", "测量工会", "grassroots")
        wanted = ReportRequest.read(node, View.ROSTER, {}, courses)
        began = time.process_time()
        made = table(wanted, courses, whole_logins=False, at=clock.now())
        write_file(made, file_format, io.BytesIO())
        return time.process_time() - began


def grow() -> None:
    """Hang a small and a large union below the demonstration county, with members who studied."""
    at, courses = clock.now() - timedelta(days=9), load_catalogue().courses
    rows: dict[type[Any], list[dict[str, object]]] = {}
    for size in (SMALL, LARGE):
        rows.setdefault(Organisation, []).append(
            {
                "id": size,
                "parent_id": 1,
                "path": f"/1/{size}/",
                "name": f"{size} 人的工会",
                "kind": "grassroots",
                "position": size,
                "is_demonstration": True,
            }
        )
        counted = {"organisation_id": size, "subject": MEMBERS[0], "what": MEMBERS[1]}
        rows.setdefault(Counter, []).append(counted | {"number": size})
        for number in range(size):
            for model, row in _member(size, number, courses, at):
                rows.setdefault(model, []).append(row)
        for course in courses:
            for what, of in ((STARTED, 2), (FINISHED, 1)):
                counted = {"organisation_id": size, "subject": course.id, "what": what}
                number = of * size // SHARE_FINISHED
                rows[Counter].append(counted | {"number": number})
    for model, some in rows.items():
        for begin in range(0, len(some), BATCH):
            db.session.execute(insert(model), some[begin : begin + BATCH])


def _member(
    union: int, number: int, courses: tuple[PublishedCourse, ...], at: datetime
) -> list[tuple[type[Any], dict[str, object]]]:
    """Return the rows of one member: some finished every course, some half, some began none."""
    cadre_id = 1_000_000 + union * 2 + number
    post = {"organisation_id": union, "post": "committee_member", "tie": "part_time"}
    made: list[tuple[type[Any], dict[str, object]]] = [
        (
            Cadre,
            post
            | {
                "id": cadre_id,
                "login": f"measured{cadre_id}",
                "name": f"干部{number}",
                "position": number,
                "joined_at": at,
                "is_demonstration": True,
            },
        ),
        (Posting, post | {"cadre_id": cadre_id, "from_on": clock.day_of(at), "is_main": True}),
    ]
    kind = number % SHARE_FINISHED
    for course in courses if kind else ():
        key = {"cadre_id": cadre_id, "course_id": course.id}
        made.append((CourseStart, key | {"started_at": at}))
        done = {"edition_id": course.edition_id, "finished_at": at}
        made += [
            (LessonRecord, key | done | {"lesson_id": lesson.id})
            for lesson in (course.lessons if kind == 1 else course.lessons[:1])
        ]
        if kind == 1:
            made.append((CourseRecord, key | done))
    return made
