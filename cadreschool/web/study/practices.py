"""What somebody did in a lesson that is walked or written, for the lesson's own page.

Nothing for a lesson that is read: its page asks no further question.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.drills.queries import WorkRow, own_works
from cadreschool.learning.rules import CourseFacts, Undone
from cadreschool.learning.scenarios.queries import RunRow, own_runs


@dataclass(frozen=True, slots=True)
class OwnPractice:
    """One's runs and works at a lesson."""

    runs: tuple[RunRow, ...] = ()
    works: tuple[WorkRow, ...] = ()

    @property
    def undone(self) -> Undone | None:
        """Return what is under way."""
        for run in self.runs:
            if run.ending is None:
                return Undone(run.steps, run.started_at)
        for work in self.works:
            if not work.is_marked:
                return Undone(0, work.started_at)
        return None


NONE = OwnPractice()


def own_practice(who: Viewer, course: PublishedCourse, lesson: PublishedLesson) -> OwnPractice:
    """Return what the viewer did in a lesson, in one query, or none for a lesson to read."""
    if lesson.scenario is not None:
        return OwnPractice(runs=tuple(own_runs(who, course.id, lesson.id)))
    if lesson.drill is not None:
        return OwnPractice(works=tuple(own_works(who, course.id, lesson.id)))
    return NONE


def with_practice(
    facts: CourseFacts, lesson: PublishedLesson, practice: OwnPractice
) -> CourseFacts:
    """Add what is under way to the facts of a lesson."""
    undone = practice.undone
    return facts if undone is None else replace(facts, undone={lesson.id: undone})
