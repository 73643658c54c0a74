"""One profile of many facts, and making anew and proving those of 3,000 people."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert

from benchmarks.measuring import cpu_ms
from benchmarks.school import a_school
from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.queries import load_catalogue
from cadreschool.kernel import clock
from cadreschool.kernel.db import db, write
from cadreschool.learning.models import Answer, DrawnQuestion, Mark, Mode, Sitting
from cadreschool.learning.practice_records.models import PracticeRecord, PracticeStep
from cadreschool.learning.practice_records.rules import PracticeKind
from cadreschool.learning.profile.due import note_change
from cadreschool.learning.profile.queries import profile_of
from cadreschool.learning.profile.verifying import profile_differences
from cadreschool.organisations.models import Organisation
from cadreschool.people.models import Cadre, Posting
from cadreschool.worker.profiles import make_anew

PEOPLE = 3_000
UNION, FIRST = 900_000, 1_000_000
DILIGENT, BUSY = FIRST, FIRST + 1
"""The one has answered every question there is, the other five hundred."""
FEW, SOME = 4, 43
"""Lessons that everybody else, and the busy one, took the check of."""
BATCH = 20_000
Rows = dict[type[Any], list[dict[str, object]]]


def measure() -> str:
    """Measure and return one line."""
    with a_school() as (app, _), app.app_context():
        facts, fewer = write(_grow)
        anew = _anew()
        catalogue, on = load_catalogue(), clock.today()

        def diligent() -> object:
            return profile_of(DILIGENT, catalogue=catalogue, on=on)

        def busy() -> object:
            return profile_of(BUSY, catalogue=catalogue, on=on)

        calls = [_closing(call) for call in (busy, diligent)]
        of_busy, of_diligent = cpu_ms(calls, times=20)
        began = time.process_time()
        wrong = len(list(profile_differences(catalogue=catalogue, on=on)))
        verifying = time.process_time() - began
    return (
        f"素质画像：{fewer} 条事实的一个人 {of_busy:.1f} 毫秒 CPU（目标 ≤ 20），"
        f"{facts} 条的 {of_diligent:.1f} 毫秒；"
        f"重算 {PEOPLE:,} 人 {anew:.1f} 秒，每秒 {PEOPLE / anew:.0f} 人；"
        f"全部核对 {verifying:.1f} 秒，差异 {wrong} 处"
    )


def _closing(call: Any) -> Any:  # noqa: ANN401 -- any call
    def closing() -> object:
        found = call()
        db.session.close()
        return found

    return closing


def _anew() -> float:
    people = list(range(FIRST, FIRST + PEOPLE))
    write(lambda: note_change(people, at=clock.now()))
    catalogue = load_catalogue()
    db.session.close()
    began = time.process_time()
    made = make_anew(people, catalogue=catalogue, on=clock.today())
    assert made == PEOPLE, made
    return time.process_time() - began


def _grow() -> tuple[int, int]:
    """Hang a union below the demonstration county; return how many facts its first two left."""
    at, courses = clock.now() - timedelta(days=9), load_catalogue().curriculum
    lessons = [(course, one) for course in courses for one in course.lessons if one.questions]
    rows: Rows = {
        Organisation: [
            {
                "id": UNION,
                "parent_id": 1,
                "path": f"/1/{UNION}/",
                "name": "测量工会",
                "kind": "grassroots",
                "position": 900,
                "is_demonstration": True,
            }
        ]
    }
    for number in range(PEOPLE):
        some = {DILIGENT: lessons, BUSY: lessons[:SOME]}
        few = [lessons[(number + n) % len(lessons)] for n in range(FEW)]
        taken = some.get(FIRST + number, few)
        for model, row in _member(FIRST + number, taken, at):
            rows.setdefault(model, []).append(row)
    for model, made in rows.items():
        for begin in range(0, len(made), BATCH):
            db.session.execute(insert(model), made[begin : begin + BATCH])
    return _facts_of(DILIGENT, rows), _facts_of(BUSY, rows)


def _facts_of(cadre_id: int, rows: Rows) -> int:
    sittings = {row["id"] for row in rows[Sitting] if row["cadre_id"] == cadre_id}
    answered = sum(row["sitting_id"] in sittings for row in rows[DrawnQuestion])
    return answered + sum(row["cadre_id"] == cadre_id for row in rows[PracticeRecord])


def _member(
    cadre_id: int, taken: Sequence[tuple[PublishedCourse, PublishedLesson]], at: datetime
) -> Iterator[tuple[type[Any], dict[str, object]]]:
    post = {"organisation_id": UNION, "post": "committee_member", "tie": "part_time"}
    yield (
        Cadre,
        post
        | {
            "id": cadre_id,
            "login": f"measured{cadre_id}",
            "name": f"干部{cadre_id}",
            "position": cadre_id - FIRST,
            "joined_at": at,
            "is_demonstration": True,
        },
    )
    yield Posting, post | {"cadre_id": cadre_id, "from_on": clock.day_of(at), "is_main": True}
    for number, (course, lesson) in enumerate(taken):
        sitting_id = FIRST + (cadre_id - FIRST) * 1000 + number
        yield from _check(sitting_id, cadre_id, (course, lesson), at)
    for number, kind in enumerate(list(PracticeKind)[:6]):
        yield from _record(FIRST + (cadre_id - FIRST) * 10 + number, cadre_id, kind, at)


def _check(
    sitting_id: int, cadre_id: int, where: tuple[PublishedCourse, PublishedLesson], at: datetime
) -> Iterator[tuple[type[Any], dict[str, object]]]:
    course, lesson = where
    yield (
        Sitting,
        {
            "id": sitting_id,
            "cadre_id": cadre_id,
            "mode": Mode.CHECK,
            "subject": f"{course.id}/{lesson.id}",
            "course_id": course.id,
            "lesson_id": lesson.id,
            "edition_id": course.edition_id,
            "number": 1,
            "pass_mark": 80,
            "started_at": at,
            "submitted_at": at,
            "score": 80,
            "pending": 0,
        },
    )
    for position, one in enumerate(lesson.questions, start=1):
        key = {"sitting_id": sitting_id, "position": position}
        right = (position + cadre_id) % 4 > 0
        yield (
            DrawnQuestion,
            key
            | {
                "question_version_id": one.version_id,
                "part": 0,
                "points": 1,
                "option_order": "",
            },
        )
        yield Answer, key | {"seq": 1, "value": "a", "saved_at": at}
        yield (
            Mark,
            key
            | {
                "seq": 1,
                "thousandths": 1000 if right else 0,
                "counts": True,
                "rule": "exact",
                "reason": "",
                "marked_at": at,
            },
        )


def _record(
    record_id: int, cadre_id: int, kind: PracticeKind, at: datetime
) -> Iterator[tuple[type[Any], dict[str, object]]]:
    texts = ("place", "role", "case_code", "deed", "citations", "result", "next_time")
    yield (
        PracticeRecord,
        {
            "id": record_id,
            "cadre_id": cadre_id,
            "organisation_id": UNION,
            "form_key": f"measured{record_id}",
            "kind": kind,
            "happened_on": clock.day_of(at),
            **dict.fromkeys(texts, ""),
            "competencies": "dare skilled",
            "state": "signed",
            "version": 1,
            "created_at": at,
            "saved_at": at,
            "submitted_at": at,
        },
    )
    yield (
        PracticeStep,
        {
            "record_id": record_id,
            "seq": 1,
            "kind": "sign",
            "version": 1,
            "results": "dare 2 skilled 1",
            "words": "",
            "made_by": 1,
            "made_at": at,
        },
    )
