"""Searching 5,000 sections: the time of one query on the engine that is asked for.

SQLite unless CADRESCHOOL_DATABASE_URL names an empty PostgreSQL database for this measurement.
"""

from __future__ import annotations

import os
import random
import statistics
import tempfile
import time
from collections.abc import Callable

import config
from cadreschool.app import create_app
from cadreschool.cli.database import migrate
from cadreschool.courses.folder import read_files
from cadreschool.courses.models import CourseRow
from cadreschool.courses.search.actions import index_rows
from cadreschool.courses.search.queries import find_near, find_sections, number_of_sections
from cadreschool.courses.search.sections import Row
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.kernel.words import Wanted, wanted

COURSES, LESSONS, SECTIONS = 100, 5, 10
QUERIES = (
    "工会",
    "加班",
    "工会法",
    "会",
    "22条",
    "《工会法》第二十二条",
    "经费审查委员会",
    "协商 工资",
)
QUESTION = "工会经费应该怎么使用"
TIMES = 15
SHORTEST = 30


def measure() -> str:
    """Measure and return one line."""
    with tempfile.TemporaryDirectory() as folder:
        here = {"CADRESCHOOL_INSTANCE": folder, "CADRESCHOOL_SECRET_KEY": "measuring-" * 4}
        app = create_app(config.load({**os.environ, **here}))
        with app.app_context():
            migrate(db.engine)
            write(_fill)
            number, engine = number_of_sections(), db.engine.dialect.name
            times = {query: _ms(find_sections, query) for query in QUERIES}
            near = _ms(find_near, QUESTION)
            db.session.remove()
            db.engine.dispose()
    slowest = max(times, key=lambda query: times[query])
    middle = statistics.median(times.values())
    return (
        f"搜索（{number:,} 节，{engine}）：一般 {middle:.1f} 毫秒，"
        f"最慢 {times[slowest]:.1f} 毫秒（“{slowest}”，目标 ≤ 20）；"
        f"相近的 {near:.1f} 毫秒（“{QUESTION}”）"
    )


def _ms(find: Callable[[Wanted], object], query: str) -> float:
    """Return the time of one query with all its rows: the quickest, others disturb it least."""
    looked_for, taken = wanted(query), []
    for _ in range(TIMES):
        began = time.perf_counter()
        find(looked_for)
        taken.append((time.perf_counter() - began) * 1000)
    return min(taken)


def _fill() -> None:
    """Make sections of the paragraphs of the real courses, shuffled."""
    files, _ = read_files(config.ROOT / "content")
    text = "\n\n".join(data.decode() for path, data in files.items() if path.endswith("lesson.md"))
    paragraphs = [one for one in text.split("\n\n") if len(one) > SHORTEST]
    draw = random.Random(22)
    for course in range(COURSES):
        course_id = f"measured-{course}"
        db.session.add(CourseRow(id=course_id, first_published_at=clock.now()))
        db.session.flush()
        rows = [
            _row(f"{course_id}-{lesson}", section, draw, paragraphs)
            for lesson in range(LESSONS)
            for section in range(SECTIONS)
        ]
        index_rows(course_id, rows)


def _row(lesson_id: str, section: int, draw: random.Random, paragraphs: list[str]) -> Row:
    title, heading = draw.choice(paragraphs)[:14], draw.choice(paragraphs)[:12]
    text = "".join(draw.sample(paragraphs, 6))[:900]
    if not section:
        return Row(lesson_id, is_lesson=True, anchor="", title=title, heading="", text=text)
    return Row(
        lesson_id,
        is_lesson=False,
        anchor=f"part-{section}",
        title=title,
        heading=heading,
        text=text,
        own_heading=heading,
    )
