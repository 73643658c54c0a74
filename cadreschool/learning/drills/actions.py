"""Every write of a work. Runs inside a unit; flushes, never commits."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update

from cadreschool.audit.actions import record
from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.drills.values import Drill
from cadreschool.kernel.db import db
from cadreschool.kernel.errors import ConflictError, InvalidError
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.actions import finish_practice, start_course
from cadreschool.learning.drills import queries
from cadreschool.learning.drills.models import DrillMark, DrillWork
from cadreschool.learning.drills.queries import WorkSheet
from cadreschool.learning.drills.rules import (
    LONGEST_TEXT,
    LONGEST_WORDS,
    are_marks,
    length_fault,
    write_points,
)
from cadreschool.learning.profile.due import note_change
from cadreschool.notices.actions import tell
from cadreschool.notices.rules import NewMessage

Find = Callable[[WorkSheet], Drill]


class ClosedError(ConflictError):
    """The work was closed: its exemplar was shown."""

    def __init__(self) -> None:
        """Say so; what was written stays as it is."""
        super().__init__("这一篇已经写好，看过范文，不能再改。", "可以另写一篇，当作练习。")


def start_work(
    viewer: Viewer, course: PublishedCourse, lesson: PublishedLesson, *, at: datetime
) -> int:
    """Begin a work and return its id; an open one is simply gone on with."""
    if lesson.drill is None:
        message = "这一课不是写一写。"
        raise ConflictError(message, "请从课程页打开这一课。")
    works = queries.own_works(viewer, course.id, lesson.id)
    present = next((work for work in works if work.closed_at is None), None)
    if present is not None:
        return present.id
    work = DrillWork(
        cadre_id=viewer.cadre_id,
        course_id=course.id,
        lesson_id=lesson.id,
        edition_id=course.edition_id,
        number=len(works) + 1,
        started_at=at,
        text="",
        version=0,
        saved_at=at,
    )
    db.session.add(work)
    db.session.flush()
    start_course(viewer.cadre_id, course, at=at)
    record("drill.start", "drill", work.id, by=viewer.cadre_id, at=at, lesson=lesson.id)
    return work.id


@dataclass(frozen=True, slots=True)
class Save:
    """What a save did. `is_stale`: another window has changed the text, nothing was stored."""

    sheet: WorkSheet
    version: int
    is_stale: bool = False


def save_text(viewer: Viewer, work_id: int, text: str, base: int, *, at: datetime) -> Save:
    """Store the text as it is now; one begun from an older version is refused."""
    sheet = queries.work_for(viewer, work_id, locked=True)
    if not sheet.is_open:
        raise ClosedError
    if len(text) > LONGEST_TEXT:
        message = f"文字太长，超过 {LONGEST_TEXT} 字，没有保存。"
        raise InvalidError(message, "请删短以后再保存。")
    if text == sheet.text:
        return Save(sheet, sheet.version)
    if base != sheet.version:
        return Save(sheet, sheet.version, is_stale=True)
    version = sheet.version + 1
    db.session.execute(
        update(DrillWork)
        .where(DrillWork.id == work_id)
        .values(text=text, version=version, saved_at=at)
    )
    record("drill.save", "drill", work_id, by=viewer.cadre_id, at=at, number=version)
    return Save(sheet, version)


def close_work(viewer: Viewer, work_id: int, find: Find, *, at: datetime) -> None:
    """Close a work: it is written, the exemplar may be seen. `find` returns its drill."""
    sheet = queries.work_for(viewer, work_id, locked=True)
    if not sheet.is_open:
        return
    fault = length_fault(find(sheet), sheet.text)
    if fault:
        raise InvalidError(fault, "已经写的都保存着。")
    db.session.execute(update(DrillWork).where(DrillWork.id == work_id).values(closed_at=at))
    record("drill.close", "drill", work_id, by=viewer.cadre_id, at=at)


@dataclass(frozen=True, slots=True)
class Marking:
    """Marks by point, and words beside them."""

    points: Sequence[int | None]
    words: str = ""


def mark_own(
    viewer: Viewer,
    work_id: int,
    marking: Marking,
    find: Find,
    *,
    current: Callable[[str], PublishedCourse],
    at: datetime,
) -> None:
    """Mark one's own work by its points; that finishes the lesson."""
    sheet = queries.work_for(viewer, work_id, locked=True)
    if sheet.is_open:
        message = "先写好，看过范文，再自评。"
        raise ConflictError(message, "请回到这一篇接着写。")
    _add_mark(viewer, sheet, marking, find(sheet), is_own=True, at=at)
    record("drill.mark", "drill", work_id, by=viewer.cadre_id, at=at)
    course = current(sheet.course_id)
    finish_practice(viewer.cadre_id, course, sheet.lesson_id, sheet.edition_id, at=at)


def submit_work(viewer: Viewer, work_id: int, *, at: datetime) -> None:
    """Hand a work to the markers of its course; twice is once."""
    sheet = queries.work_for(viewer, work_id, locked=True)
    if sheet.own_mark is None:
        message = "先照要点自评，再交给教员看。"
        raise ConflictError(message, "自评在这一页的上面。")
    if sheet.submitted_at is not None:
        return
    db.session.execute(update(DrillWork).where(DrillWork.id == work_id).values(submitted_at=at))
    record("drill.submit", "drill", work_id, by=viewer.cadre_id, at=at)


def answer_work(
    viewer: Viewer,
    work_id: int,
    marking: Marking,
    find: Find,
    course_ids: Collection[str],
    *,
    at: datetime,
) -> WorkSheet:
    """Mark a work that was submitted in one of the courses that the viewer teaches."""
    sheet = queries.submitted_work(viewer, work_id, course_ids, locked=True)
    if not marking.words.strip():
        message = "请写几句话，学员最想看的是这个。"
        raise InvalidError(message)
    _add_mark(viewer, sheet, marking, find(sheet), is_own=False, at=at)
    record("drill.answer", "drill", work_id, by=viewer.cadre_id, at=at)
    told = NewMessage(
        about=f"drill:{sheet.id}:{len(sheet.marks) + 1}",
        title="教员看过您写的一篇",
        text="您交给教员看的一篇有了回复：逐条的意见和几句话。",
        link=f"/drills/{sheet.id}/comparison/",
    )
    tell([sheet.cadre_id], told, at=at)
    note_change([sheet.cadre_id], at=at)
    return sheet


def _add_mark(
    viewer: Viewer, sheet: WorkSheet, marking: Marking, drill: Drill, *, is_own: bool, at: datetime
) -> None:
    points = [one for one in marking.points if one is not None]
    if not are_marks(marking.points, drill):
        message = "还有要点没有打分。"
        raise InvalidError(message, "每条选一个：没有写到、写到一部分、写到了。")
    if len(marking.words) > LONGEST_WORDS:
        message = f"写的话超过 {LONGEST_WORDS} 字。"
        raise InvalidError(message, "请写短一些。")
    last = db.session.scalar(
        select(func.coalesce(func.max(DrillMark.seq), 0)).where(DrillMark.work_id == sheet.id)
    )
    db.session.add(
        DrillMark(
            work_id=sheet.id,
            seq=(last or 0) + 1,
            marked_by=viewer.cadre_id,
            is_own=is_own,
            points=write_points(points),
            words=marking.words.strip(),
            marked_at=at,
        )
    )
    db.session.flush()
