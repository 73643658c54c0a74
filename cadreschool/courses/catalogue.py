"""The catalogue: every published course as immutable values in a worker's memory.

Knows courses, the law registry and the framework as they stand at one content stamp. Does not
know the database (see `queries`) nor any cadre.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from cadreschool.competencies.framework import Framework
from cadreschool.courses.cases.values import CaseTitle
from cadreschool.courses.drills.values import Drill
from cadreschool.courses.radar.values import OpenRecheck
from cadreschool.courses.scenarios.values import Scenario
from cadreschool.courses.search.questions import QuestionWords
from cadreschool.courses.values import CourseHead, Heading
from cadreschool.laws.citations import Citation
from cadreschool.laws.finding import LawWords
from cadreschool.laws.registry import Registry
from cadreschool.questions.published import PublishedQuestion

GUIDE = "guide"
"""The guides to the desks: for whoever wants them, never required and never counted."""
TRACKS = {
    "law": "法律",
    "rights": "维权",
    "communication": "沟通",
    "quality": "素质",
    GUIDE: "使用指南",
}


@dataclass(frozen=True, slots=True)
class PublishedLesson:
    """One lesson of an edition; citations are pinned, their cards are filled at reading time."""

    id: str
    title: str
    kind: str
    minutes: int
    competencies: tuple[str, ...]
    position: int
    citations: tuple[Citation, ...]
    html: str
    headings: tuple[Heading, ...]
    questions: tuple[PublishedQuestion, ...]
    scenario: Scenario | None = None
    """With safe HTML as its texts; the lesson's own page shows the opening only."""
    drill: Drill | None = None
    """Likewise; the lesson's own page shows the task only."""


@dataclass(frozen=True)
class PublishedCourse(CourseHead):
    """One edition of a course, ready to be studied."""

    edition_id: int
    number: int
    published_at: datetime
    lessons: tuple[PublishedLesson, ...]

    @property
    def track_name(self) -> str:
        """Return the track in Chinese."""
        return TRACKS.get(self.track, self.track)

    @property
    def minutes(self) -> int:
        """Return how long the authors think reading the whole course takes."""
        return sum(lesson.minutes for lesson in self.lessons)

    def lesson(self, lesson_id: str) -> PublishedLesson | None:
        """Return a lesson by its id."""
        return self._lessons_by_id.get(lesson_id)

    def neighbours(
        self, lesson: PublishedLesson
    ) -> tuple[PublishedLesson | None, PublishedLesson | None]:
        """Return the lessons before and after this one."""
        at = self.lessons.index(lesson)
        before = self.lessons[at - 1] if at else None
        after = self.lessons[at + 1] if at + 1 < len(self.lessons) else None
        return before, after

    @cached_property
    def _lessons_by_id(self) -> dict[str, PublishedLesson]:
        return {lesson.id: lesson for lesson in self.lessons}

    @cached_property
    def questions_by_version(self) -> dict[int, PublishedQuestion]:
        """Return the edition's questions by their version id."""
        return {
            question.version_id: question
            for lesson in self.lessons
            for question in lesson.questions
        }


@dataclass(frozen=True)
class Catalogue:
    """Everything published, at one stamp. `courses` hold the newest edition of each, by unit."""

    stamp: int
    courses: tuple[PublishedCourse, ...]
    registry: Registry
    framework: Framework
    rechecks: tuple[OpenRecheck, ...] = ()
    """What is to be looked at again since a law was amended."""
    cases: tuple[CaseTitle, ...] = ()
    """The published cases, newest first."""

    def course(self, course_id: str) -> PublishedCourse | None:
        """Return the newest edition of a course."""
        return self._courses_by_id.get(course_id)

    @cached_property
    def curriculum(self) -> tuple[PublishedCourse, ...]:
        """Return the courses that cadres owe and supervisors count: all but the guides."""
        return tuple(course for course in self.courses if course.track != GUIDE)

    @cached_property
    def guides(self) -> tuple[PublishedCourse, ...]:
        """Return the guides to the desks."""
        return tuple(course for course in self.courses if course.track == GUIDE)

    def questioned(self, course_id: str, lesson_id: str, on: date) -> frozenset[tuple[str, str]]:
        """Return the articles that a lesson's text cites and that changed: (law, article)."""
        return frozenset(
            (one.law, one.article)
            for one in self.rechecks
            if (one.course_id, one.lesson_id, one.question_id) == (course_id, lesson_id, "")
            and one.concerns(on)
        )

    def questions_under_review(self, on: date) -> frozenset[str]:
        """Return the questions that are not drawn on a day, as `radar.queries` tells them."""
        return frozenset(
            one.question_id for one in self.rechecks if one.is_withheld and one.concerns(on)
        )

    @cached_property
    def questions_by_id(
        self,
    ) -> dict[str, tuple[PublishedCourse, PublishedLesson, PublishedQuestion]]:
        """Return the questions of all lessons as they are now, with where they stand."""
        return {
            one.question.id: (course, lesson, one)
            for course in self.courses
            for lesson in course.lessons
            for one in lesson.questions
        }

    def cases_of(self, course_id: str, lesson_id: str) -> tuple[CaseTitle, ...]:
        """Return the cases that name a lesson."""
        return self._cases_by_lesson.get(f"{course_id}/{lesson_id}", ())

    def cases_citing(self, short: str) -> tuple[CaseTitle, ...]:
        """Return the cases that cite a law."""
        return tuple(one for one in self.cases if any(c.short == short for c in one.citations))

    @cached_property
    def _cases_by_lesson(self) -> dict[str, tuple[CaseTitle, ...]]:
        found: dict[str, tuple[CaseTitle, ...]] = {}
        for one in self.cases:
            for lesson in one.lessons:
                found[lesson] = (*found.get(lesson, ()), one)
        return found

    @cached_property
    def law_words(self) -> LawWords:
        """Return the words of the registry, to search in."""
        return LawWords(self.registry)

    @cached_property
    def question_words(self) -> QuestionWords:
        """Return the words of all questions, to search in; for those who teach."""
        return QuestionWords(self.courses)

    @cached_property
    def _courses_by_id(self) -> dict[str, PublishedCourse]:
        return {course.id: course for course in self.courses}
