"""The abilities of a union of 3,000 in 300 unions below it: one page, with everything on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks.measuring import cpu_ms, queries, request
from benchmarks.school import a_school, signed_in
from cadreschool.courses.catalogue import PublishedCourse
from cadreschool.courses.queries import load_catalogue
from cadreschool.courses.scenarios.values import Scenario
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import CourseRecord, DrawnQuestion, Mark, Mode, Sitting
from cadreschool.learning.profile.models import ProfileStanding, UnitEvidence
from cadreschool.learning.profile.values import COMPETENCIES
from cadreschool.learning.scenarios.models import ScenarioChoice, ScenarioEnd, ScenarioRun
from cadreschool.organisations.models import Counter, Organisation
from cadreschool.people.models import Cadre
from cadreschool.people.rules import MEMBERS
from cadreschool.questions.published import PublishedQuestion

UNION, TOWNS, UNIONS, PEOPLE = 5_000, 20, 300, 3_000
FINISHED, CHECKED = 10, 2
"""Courses finished by everybody, and in each the lessons whose check is kept."""
BATCH = 20_000
_Row = tuple[type[Any], dict[str, object]]


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, _):
        with app.app_context():
            write(_grow)
            engine = db.engine
        client = signed_in(app, "sun")
        page = request(app, client, f"/supervise/organisations/{UNION}/abilities/")
        one = request(app, client, f"/supervise/organisations/{UNION}/abilities/?about=injury")
        whole, situation = cpu_ms([page, one], times=3)
        asked, size = queries(engine, page), len(page())
    return (
        f"能力状况：{PEOPLE:,} 人、{UNIONS} 个下级的工会 {whole:.0f} 毫秒 CPU（目标 ≤ 300），"
        f"{asked} 次查询，{size / 1024:.0f} KB；一种情况 {situation:.0f} 毫秒"
    )


def _grow() -> None:
    rows: dict[type[Any], list[dict[str, object]]] = {}
    for model, row in (*_unions(), *_people()):
        rows.setdefault(model, []).append(row)
    for model, some in rows.items():
        for begin in range(0, len(some), BATCH):
            db.session.execute(insert(model), some[begin : begin + BATCH])


def _unions() -> Iterator[_Row]:
    """Yield the union, its towns, and the unions of each town with their members' counter."""
    yield _union(UNION, 1, "/1/", "measured")
    for town in range(TOWNS):
        yield _union(UNION + 1 + town, UNION, f"/1/{UNION}/", f"第 {town} 街道工会联合会")
    for number in range(UNIONS):
        town = UNION + 1 + number % TOWNS
        union_id = UNION + 1000 + number
        yield _union(union_id, town, f"/1/{UNION}/{town}/", f"第 {number} 基层工会")
        counted = {"organisation_id": union_id, "subject": MEMBERS[0], "what": MEMBERS[1]}
        yield Counter, counted | {"number": PEOPLE // UNIONS}


def _union(union_id: int, parent: int, above: str, name: str) -> _Row:
    return (
        Organisation,
        {
            "id": union_id,
            "parent_id": parent,
            "path": f"{above}{union_id}/",
            "name": name,
            "kind": "town",
            "position": union_id,
            "is_demonstration": True,
        },
    )


def _people() -> Iterator[_Row]:
    courses = load_catalogue().curriculum
    for number in range(PEOPLE):
        yield from _person(number, courses)


def _person(number: int, courses: tuple[PublishedCourse, ...]) -> Iterator[_Row]:
    """Yield one cadre with a profile, evidence, courses, sittings and walks."""
    cadre_id, at = 1_000_000 + number, clock.now() - timedelta(days=number % 700)
    yield (
        Cadre,
        {
            "id": cadre_id,
            "login": f"measured{cadre_id}",
            "name": f"干部{number}",
            "organisation_id": UNION + 1000 + number % UNIONS,
            "position": number,
            "post": "committee_member",
            "tie": "part_time",
            "joined_at": at,
            "is_demonstration": True,
        },
    )
    for place, competency in enumerate(COMPETENCIES):
        level = None if (number + place) % 3 else (number // 3 + place) % 5
        yield ProfileStanding, _standing(cadre_id, competency, level, clock.day_of(at))
    for place in range(FINISHED):
        course = courses[(number + 3 * place) % len(courses)]
        key = {"cadre_id": cadre_id, "course_id": course.id}
        yield CourseRecord, key | {"edition_id": course.edition_id, "finished_at": at}
        shown = {"cadre_id": cadre_id, "unit": course.unit, "newest_on": clock.day_of(at)}
        yield UnitEvidence, shown
        for at_lesson, lesson in enumerate(course.lessons):
            fact = cadre_id * 100 + place * 10 + at_lesson
            own = key | {"lesson_id": lesson.id, "edition_id": course.edition_id, "id": fact}
            if lesson.scenario is not None:
                yield from _walk(own, lesson.scenario, number, at)
            elif lesson.questions and at_lesson < CHECKED:
                yield from _sitting(own, lesson.questions[:5], number, at)


def _standing(
    cadre_id: int, competency: str, level: int | None, newest_on: date
) -> dict[str, object]:
    point = None if level is None else 0.6
    return {
        "cadre_id": cadre_id,
        "competency": competency,
        "evidence_count": 9,
        "weight": 9.0,
        "mean": point,
        "low": point,
        "high": point,
        "level": level,
        "newest_on": newest_on,
        "as_of": clock.today(),
    }


def _walk(own: dict[str, object], scenario: Scenario, number: int, at: datetime) -> Iterator[_Row]:
    yield ScenarioRun, own | {"number": 1, "is_first": True, "started_at": at}
    yield ScenarioEnd, {"run_id": own["id"], "ending": "end", "ended_at": at}
    for seq, place in enumerate(scenario.nodes[:5], start=1):
        choice = place.choices[number % len(place.choices)]
        yield (
            ScenarioChoice,
            {
                "run_id": own["id"],
                "seq": seq,
                "node": place.id,
                "letter": choice.id,
                "place": "end",
                "chosen_at": at,
            },
        )


def _sitting(
    own: dict[str, object], questions: Sequence[PublishedQuestion], number: int, at: datetime
) -> Iterator[_Row]:
    yield (
        Sitting,
        own
        | {
            "mode": Mode.CHECK,
            "subject": f"{own['course_id']}/{own['lesson_id']}",
            "number": 1,
            "pass_mark": 80,
            "started_at": at,
            "submitted_at": at,
            "score": 80,
            "pending": 0,
        },
    )
    for position, question in enumerate(questions, start=1):
        drawn = {"sitting_id": own["id"], "position": position}
        yield (
            DrawnQuestion,
            drawn
            | {
                "question_version_id": question.version_id,
                "part": 1 if question.parts else 0,
                "points": 1,
                "option_order": "",
            },
        )
        yield (
            Mark,
            drawn
            | {
                "seq": 1,
                "thousandths": 0 if (number + position) % 3 == 0 else 1000,
                "counts": True,
                "rule": "key",
                "reason": "",
                "marked_at": at,
            },
        )
