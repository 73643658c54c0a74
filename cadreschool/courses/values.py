"""Courses as plain values: what the reader makes of a folder, and what rendering makes of that.

Knows shapes only. Reading, checking and rendering are modules of their own.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cadreschool.courses.drills.values import Drill
from cadreschool.courses.scenarios.values import Scenario
from cadreschool.kernel.mistakes import Mistake
from cadreschool.laws.citations import Citation
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question


@dataclass(frozen=True, slots=True)
class Media:
    """One picture of a lesson. `name` as written in the lesson, `path` within the course folder."""

    name: str
    path: str
    digest: str
    extension: str
    width: int
    height: int

    @property
    def url(self) -> str:
        """Return where the picture is served: its content is its name."""
        return f"/media/{self.digest}.{self.extension}"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One lesson. `body` is Markdown without front matter; `body_line` where it begins.

    Of a scenario the body is its opening, of a drill its task: what comes after is not on any page
    at once.
    """

    id: str
    title: str
    kind: str
    minutes: int
    competencies: tuple[str, ...]
    position: int
    folder: str
    body: str
    body_line: int
    citations: tuple[Citation, ...]
    questions: tuple[Question, ...]
    media: tuple[Media, ...]
    scenario: Scenario | None = None
    drill: Drill | None = None

    @property
    def parts(self) -> tuple[str, ...]:
        """Return the texts that are rendered one by one and shown at their time."""
        practice = self.scenario or self.drill
        return tuple(practice.texts()) if practice else ()

    @property
    def all_citations(self) -> tuple[Citation, ...]:
        """Return what the lesson rests on: its own citations, its questions', its scenario's."""
        further = [one for question in self.questions for one in question.citations]
        practice = self.scenario or self.drill
        further += practice.citations() if practice else ()
        return (*self.citations, *further)


@dataclass(frozen=True)
class CourseHead:
    """What course.yaml says of a course, checked."""

    id: str
    title: str
    summary: str
    track: str
    unit: str
    competencies: tuple[str, ...]
    credit: Decimal
    pass_mark: int
    draw: int
    required_posts: tuple[str, ...]
    authors: tuple[str, ...]
    reviewed_on: date


@dataclass(frozen=True)
class Course(CourseHead):
    """One course, complete and without mistakes. `digest` names its canonical sources."""

    lessons: tuple[Lesson, ...]
    digest: str


@dataclass(frozen=True, slots=True)
class OutsideLink:
    """A link to a lesson of another course, for whoever knows all courses."""

    path: str
    line: int
    course_id: str
    lesson_id: str


@dataclass(frozen=True, slots=True)
class QuestionPlace:
    """Where a question id is used."""

    path: str
    line: int
    id: str


@dataclass(frozen=True, slots=True)
class CourseIndex:
    """What other courses may clash with or point to; known even of a course with mistakes."""

    id: str = ""
    lessons: frozenset[str] = frozenset()
    questions: tuple[QuestionPlace, ...] = ()
    outside_links: tuple[OutsideLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What reading one folder gave: a course unless something blocks, and every mistake."""

    course: Course | None
    mistakes: tuple[Mistake, ...]
    index: CourseIndex = CourseIndex()

    @property
    def blocking(self) -> tuple[Mistake, ...]:
        """Return the mistakes that forbid publication."""
        return tuple(mistake for mistake in self.mistakes if mistake.blocking)


@dataclass(frozen=True, slots=True)
class Heading:
    """One heading of a rendered lesson, for its table of contents."""

    id: str
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Section:
    """The plain text under one heading, for search. `path` holds the headings above and its own."""

    anchor: str
    path: tuple[str, ...]
    text: str


@dataclass(frozen=True)
class RenderedLesson:
    """A lesson as safe HTML; citations in it are filled at reading time (`fill_citations`)."""

    id: str
    html: str
    headings: tuple[Heading, ...]
    sections: tuple[Section, ...]
    questions: tuple[Shown, ...]
    parts: tuple[str, ...] = ()
    """The lesson's parts, in their order."""


@dataclass(frozen=True)
class RenderedCourse:
    """All lessons of a course, rendered, in their order."""

    lessons: tuple[RenderedLesson, ...]
