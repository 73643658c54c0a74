"""Diagnostics in tests that hold an application context."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cadreschool.learning import actions
from cadreschool.learning.diagnostics.actions import start_diagnostic
from cadreschool.learning.practice.rules import Asked
from tests.school.cast import MONDAY

if TYPE_CHECKING:
    from datetime import datetime

    from cadreschool.courses.catalogue import PublishedCourse
    from cadreschool.kernel.viewer import Viewer


def diagnose(viewer: Viewer, course: PublishedCourse, *, at: datetime = MONDAY) -> int:
    """Hand in a diagnostic of two questions without an answer; inside a unit."""
    lesson = course.lessons[-1]
    asked = [Asked(one, course.unit, course.id, lesson.id) for one in lesson.questions[:2]]
    sitting_id = start_diagnostic(viewer, lambda: asked, seed=1, at=at)
    actions.hand_in(viewer, sitting_id, at=at)
    return sitting_id
