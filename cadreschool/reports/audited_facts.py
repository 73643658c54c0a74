"""Scores, finished lessons and courses against the audit rows that were written with them.

The rows are sealed; the facts are not. Who changes a mark by hand would have to change the row too,
and that shows, or to add another, and two rows for one sitting show as well. Reads only; a few
queries for every five hundred people. Erased people are left out: what their rows told is gone;
but a row must tell that they were erased.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from sqlalchemy import select

from cadreschool.audit.models import AuditRow
from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.learning.models import CourseRecord, LessonRecord, Sitting
from cadreschool.people.models import Cadre
from cadreschool.reports.audited_answers import answers_that_differ, sums_that_differ

_PORTION = 500


def facts_that_differ(
    advance: Callable[[int, int], None] = lambda _done, _total: None,
) -> Iterator[str]:
    """Yield a sentence for each mark, answer, lesson and course that no audit row bears out."""
    cadres = db.session.scalars(
        select(Cadre.id).where(Cadre.erased_at.is_(None)).order_by(Cadre.id)
    ).all()
    yield from _said_to_be_erased()
    published = {
        (detail.get("cadre"), course) for _, course, detail in _told("course.finish", None)
    }
    by_clock, rescored = _handed_in_by_clock(), _rescored()
    for done, some in enumerate(portions(cadres, _PORTION)):
        advance(done * _PORTION, len(cadres))
        yield from _marks(some, by_clock, rescored)
        yield from sums_that_differ(some)
        yield from answers_that_differ(some, _told("answer.save", some))
        yield from _lessons(some)
        yield from _courses(some, published)


def _said_to_be_erased() -> Iterator[str]:
    """Yield who is marked as erased, and so left out, though no row tells of it."""
    rows = db.session.scalars(select(AuditRow.object_id).where(AuditRow.action == "cadre.erase"))
    told = set(rows)
    for cadre_id in db.session.scalars(
        select(Cadre.id).where(Cadre.erased_at.is_not(None)).order_by(Cadre.id)
    ):
        if str(cadre_id) not in told:
            yield f"{cadre_id} 号人员标着已删除个人信息，却没有删除的审计行。"


def _told(
    action: str, cadres: Sequence[int] | None
) -> Iterator[tuple[int, str, dict[str, object]]]:
    """Yield what audit rows tell: (actor, object, detail); of nobody's rows without cadres."""
    who = AuditRow.actor_id.is_(None) if cadres is None else AuditRow.actor_id.in_(cadres)
    rows = db.session.execute(
        select(AuditRow.actor_id, AuditRow.object_id, AuditRow.detail)
        .where(who, AuditRow.action == action)
        .order_by(AuditRow.id)
    )
    for actor_id, object_id, detail in rows:
        try:
            found = json.loads(detail or "{}")
        except ValueError:  # the row itself was spoilt: verifying the rows names it
            continue
        if isinstance(found, dict):
            yield actor_id or 0, object_id, found


def _handed_in_by_clock() -> list[tuple[int, str, dict[str, object]]]:
    """Return what rows tell of sittings whose time ran out: (whose, sitting, detail)."""
    return [
        (int(str(detail.get("cadre") or 0)), sitting, detail)
        for _, sitting, detail in _told("sitting.submit", None)
    ]


def _rescored() -> dict[int, list[tuple[str, str]]]:
    """Return the scores that were computed anew: {sitting: [(before, after)]}, oldest first."""
    found: dict[int, list[tuple[str, str]]] = {}
    for _, sitting, detail in _told("sitting.rescore", None):
        if sitting.isdecimal():
            change = str(detail.get("before")), str(detail.get("score"))
            found.setdefault(int(sitting), []).append(change)
    return found


def _marks(
    cadres: Sequence[int],
    by_clock: Sequence[tuple[int, str, dict[str, object]]],
    rescored: Mapping[int, Sequence[tuple[str, str]]],
) -> Iterator[str]:
    stored = {
        (row[0], row[1]): row[2]
        for row in db.session.execute(
            select(Sitting.cadre_id, Sitting.id, Sitting.score).where(
                Sitting.cadre_id.in_(cadres), Sitting.submitted_at.is_not(None)
            )
        )
    }
    told: dict[tuple[int, int], set[str]] = {}
    theirs = set(cadres)
    for cadre_id, object_id, detail in (*_told("sitting.submit", cadres), *by_clock):
        if object_id.isdecimal() and cadre_id in theirs:
            told.setdefault((cadre_id, int(object_id)), set()).add(str(detail.get("score")))
    for key, scores in told.items():
        for before, after in rescored.get(key[1], ()):
            if before in scores:
                scores.remove(before)
            scores.add(after)
    for cadre_id, sitting in sorted(stored.keys() | told.keys()):
        name = f"第 {sitting} 次检测（{cadre_id} 号人员）"
        key = (cadre_id, sitting)
        if key not in stored:
            yield f"{name}的成绩不见了，审计行说交过卷。"
        elif key not in told:
            yield f"{name}有成绩，却没有交卷的审计行。"
        elif told[key] != {str(stored[key])}:
            words = "，又说是 ".join(sorted(told[key]))
            yield f"{name}的成绩是 {stored[key]}，审计行说是 {words}。"


def _lessons(cadres: Sequence[int]) -> Iterator[str]:
    rows = db.session.execute(
        select(LessonRecord.cadre_id, LessonRecord.course_id, LessonRecord.lesson_id).where(
            LessonRecord.cadre_id.in_(cadres)
        )
    )
    stored = {(row[0], row[1], row[2]) for row in rows}
    told = {
        (actor_id, course, str(detail.get("lesson")))
        for actor_id, course, detail in _told("lesson.finish", cadres)
    }
    for cadre_id, course, lesson in sorted(stored ^ told):
        name = f"{cadre_id} 号人员学完的课“{course}/{lesson}”"
        if (cadre_id, course, lesson) in told:
            yield f"{name}不见了，审计行说学完过。"
        else:
            yield f"{name}没有学完的审计行。"


def _courses(
    cadres: Sequence[int], by_publication: Collection[tuple[object, str]]
) -> Iterator[str]:
    rows = db.session.execute(
        select(CourseRecord.cadre_id, CourseRecord.course_id).where(
            CourseRecord.cadre_id.in_(cadres)
        )
    )
    told = {(detail.get("cadre"), course) for _, course, detail in _told("course.finish", cadres)}
    for cadre_id, course in sorted((row[0], row[1]) for row in rows):
        if (cadre_id, course) not in told and (cadre_id, course) not in by_publication:
            yield f"{cadre_id} 号人员学完的课程“{course}”没有学完的审计行。"
