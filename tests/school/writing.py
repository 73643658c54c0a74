"""Works at drills in a school under test: writing, closing, marking, submitting.

For tests that hold an application context (`session`), and for settling a neighbourhood.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadreschool.courses.queries import load_edition
from cadreschool.kernel.db import write
from cadreschool.learning.drills import actions
from cadreschool.learning.drills.actions import Marking
from tests.school.cast import MONDAY
from tests.school.running import current_course

if TYPE_CHECKING:
    from cadreschool.courses.catalogue import PublishedCourse
    from cadreschool.courses.drills.values import Drill
    from cadreschool.kernel.viewer import Viewer
    from cadreschool.learning.drills.queries import WorkSheet

TEXT = "周日盘点算加班，周三以前答复您。"


def begin_work(viewer: Viewer, course: PublishedCourse) -> int:
    """Begin a work at the course's last lesson, or go on with the open one."""
    return write(lambda: actions.start_work(viewer, course, course.lessons[-1], at=MONDAY))


def save(viewer: Viewer, work_id: int, text: str, base: int = 0) -> actions.Save:
    """Store a text."""
    return write(lambda: actions.save_text(viewer, work_id, text, base, at=MONDAY))


def close(viewer: Viewer, work_id: int) -> None:
    """Close a work."""
    write(lambda: actions.close_work(viewer, work_id, drill_of, at=MONDAY))


def mark(viewer: Viewer, work_id: int, *points: int | None, words: str = "") -> None:
    """Mark one's own work."""
    write(
        lambda: actions.mark_own(
            viewer, work_id, Marking(points, words), drill_of, current=current_course, at=MONDAY
        )
    )


def submit(viewer: Viewer, course: PublishedCourse, text: str = TEXT) -> int:
    """Write a work, close it, mark it and hand it to the markers; return its id."""
    work_id = begin_work(viewer, course)
    save(viewer, work_id, text)
    close(viewer, work_id)
    mark(viewer, work_id, 2, 1, 0)
    write(lambda: actions.submit_work(viewer, work_id, at=MONDAY))
    return work_id


def drill_of(sheet: WorkSheet) -> Drill:
    """Return the drill of a work's edition."""
    return load_edition(sheet.edition_id).lesson(sheet.lesson_id).drill
