"""What a regrade would do, answer by answer and in sum. Reads only; `actions` stores it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from sqlalchemy import exists, func, select

from cadreschool.courses.queries import newest_courses
from cadreschool.kernel.db import db
from cadreschool.learning.models import CourseRecord, LessonRecord, Mode, Sitting
from cadreschool.learning.queries import finished_lessons
from cadreschool.learning.regrading.answers import Target
from cadreschool.learning.regrading.models import Regrade, RegradeLine
from cadreschool.learning.regrading.queries import versions_of
from cadreschool.learning.regrading.rules import (
    NewMark,
    RegradeKind,
    annulled,
    is_change,
    mark_by_key,
    score_with,
)
from cadreschool.learning.rules import is_course_finished
from cadreschool.questions.queries import published_questions
from cadreschool.questions.values import Question

Marker = Callable[[Target], NewMark | None]


@dataclass(frozen=True, slots=True)
class PlannedLine:
    """One answer that gets another mark."""

    sitting_id: int
    position: int
    mark_seq: int
    new: NewMark
    score_before: int
    score_after: int


def marker_of(regrade: Regrade) -> Marker:
    """Return what gives an answer its new mark by this regrade; None leaves it alone."""
    kind = RegradeKind(regrade.kind)
    if kind is RegradeKind.FULL:
        return lambda _: NewMark(1000)
    if kind is RegradeKind.ANNUL:
        return lambda one: annulled(one.position, one.points.keys(), one.marks)
    if kind is RegradeKind.GROUP:
        return lambda _: NewMark(regrade.thousandths or 0)
    return _by_key(regrade)


def _by_key(regrade: Regrade) -> Marker:
    new_id = regrade.new_version_id or 0
    found = published_questions([*versions_of(regrade.id), new_id])
    questions: Mapping[int, Question] = {
        version: one.part(regrade.part).question for version, one in found.items()
    }
    new = questions[new_id]
    return lambda one: mark_by_key(questions[one.version_id], new, one.value, one.scoring)


def plan(targets: Iterable[Target], marker: Marker) -> Iterator[PlannedLine]:
    """Yield the answers whose mark changes."""
    for one in targets:
        new, present = marker(one), one.marks.get(one.position)
        if new is not None and is_change(present, new):
            yield PlannedLine(
                one.sitting_id,
                one.position,
                present.seq if present else 0,
                new,
                one.score,
                score_with(one.points, one.marks, one.position, new),
            )


# In sum ------------------------------------------------------------------------------------------


def summary_of(regrade: Regrade, answers: int) -> dict[str, int]:
    """Count what the lines of a regrade come to: for people, lessons, courses and papers."""
    before, after = RegradeLine.score_before, RegradeLine.score_after
    passed = (before < Sitting.pass_mark) & (after >= Sitting.pass_mark)
    failed = (before >= Sitting.pass_mark) & (after < Sitting.pass_mark)
    of_paper = Sitting.paper_id.is_not(None)
    row = db.session.execute(
        select(
            func.count(),
            func.count(Sitting.cadre_id.distinct()),
            func.count().filter(after > before),
            func.count().filter(after < before),
            func.count().filter(passed),
            func.count().filter(failed),
            func.count(Sitting.paper_id.distinct()).filter(of_paper & (after != before)),
            func.count().filter(of_paper & passed),
            func.count().filter(of_paper & failed),
        )
        .select_from(RegradeLine)
        .join(Sitting, Sitting.id == RegradeLine.sitting_id)
        .where(RegradeLine.regrade_id == regrade.id)
    ).one()
    names = (
        "changed",
        "people",
        "gain",
        "lose",
        "passes",
        "fails",
        "papers",
        "paper_passes",
        "paper_fails",
    )
    lessons, courses = _gained(regrade.id)
    keeps = len(grounds_of(regrade.id))
    counted = dict(zip(names, row, strict=True))
    return {"answers": answers, **counted, "lessons": lessons, "courses": courses, "keeps": keeps}


def _gained(regrade_id: int) -> tuple[int, int]:
    """Count the lessons that would be finished, and the courses that these complete."""
    finished = exists().where(
        LessonRecord.cadre_id == Sitting.cadre_id,
        LessonRecord.course_id == Sitting.course_id,
        LessonRecord.lesson_id == Sitting.lesson_id,
    )
    rows = db.session.execute(
        select(Sitting.cadre_id, Sitting.course_id, Sitting.lesson_id)
        .join(RegradeLine, RegradeLine.sitting_id == Sitting.id)
        .where(
            RegradeLine.regrade_id == regrade_id,
            Sitting.mode == Mode.CHECK,
            RegradeLine.score_before < Sitting.pass_mark,
            RegradeLine.score_after >= Sitting.pass_mark,
            ~finished,
        )
        .distinct()
    ).all()
    gained: dict[tuple[int, str], set[str]] = {}
    for cadre_id, course_id, lesson_id in rows:
        gained.setdefault((cadre_id, str(course_id)), set()).add(str(lesson_id))
    courses = {one.id: one for one in newest_courses({course_id for _, course_id in gained})}
    completed = sum(
        is_course_finished(courses[course_id], finished_lessons(cadre_id, course_id) | lessons)
        and not _has_finished(cadre_id, course_id)
        for (cadre_id, course_id), lessons in gained.items()
        if course_id in courses
    )
    return len(rows), completed


def _has_finished(cadre_id: int, course_id: str) -> bool:
    return db.session.get(CourseRecord, (cadre_id, course_id)) is not None


@dataclass(frozen=True, slots=True)
class Ground:
    """A fact that rests on a sitting which is below its mark afterwards: it stays a fact.

    Whatever rests on the fact (credit hours, certificates) finds here what to look at again.
    """

    cadre_id: int
    course_id: str
    lesson_id: str
    sitting_id: int


def grounds_of(regrade_id: int) -> list[Ground]:
    """Return the finished lessons whose sitting a regrade brings below its mark."""
    rows = db.session.execute(
        select(LessonRecord.cadre_id, LessonRecord.course_id, LessonRecord.lesson_id, Sitting.id)
        .join(Sitting, Sitting.id == LessonRecord.sitting_id)
        .join(RegradeLine, RegradeLine.sitting_id == Sitting.id)
        .where(
            RegradeLine.regrade_id == regrade_id,
            RegradeLine.score_before >= Sitting.pass_mark,
            RegradeLine.score_after < Sitting.pass_mark,
        )
        .order_by(Sitting.id)
    )
    return [Ground(*row) for row in rows]
