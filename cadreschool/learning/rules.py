"""What facts amount to: when a check may begin, and standing. Pure.

Values in, values out; every status carries its reasons as data, and `reasons` turns them into the
one text that learner and supervisor both read.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from enum import StrEnum

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.questions.published import PublishedQuestion

PAUSE = timedelta(minutes=10)
"""Between handing in a check and drawing a new one."""

STARTED, FINISHED = "started", "finished"
"""What the counters of a course count."""


class Status(StrEnum):
    """Where a cadre stands with a lesson or a course."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    FINISHED = "finished"

    @property
    def label(self) -> str:
        """Return the status as a verb, the way the desks show it."""
        return {"not_started": "未开始", "in_progress": "学习中", "finished": "已完成"}[self.value]


# Reasons ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class LessonsMissing:
    """These lessons (by number) are not finished, of so many."""

    numbers: tuple[int, ...]
    total: int


@dataclass(frozen=True, slots=True)
class CheckMissed:
    """A check was handed in below the mark; `number` is the lesson's, None on the lesson itself."""

    number: int | None
    best: int
    mark: int


@dataclass(frozen=True, slots=True)
class CheckPending:
    """Answers of a handed-in check wait for a person: they may still lift it to the mark."""

    number: int | None
    pending: int


@dataclass(frozen=True, slots=True)
class CheckOpen:
    """A check was begun and not handed in."""

    number: int | None


@dataclass(frozen=True, slots=True)
class NothingYet:
    """Nothing was begun; so many lessons wait."""

    total: int


@dataclass(frozen=True, slots=True)
class NotChecked:
    """A lesson's check was not begun."""


@dataclass(frozen=True, slots=True)
class NotRead:
    """A lesson without questions was not marked as read."""


@dataclass(frozen=True, slots=True)
class NotWalked:
    """A scenario was not begun."""


@dataclass(frozen=True, slots=True)
class ScenarioOpen:
    """A scenario was begun and has not reached an ending; so many choices were made."""

    number: int | None
    steps: int


@dataclass(frozen=True, slots=True)
class NotWritten:
    """A drill was not begun."""


@dataclass(frozen=True, slots=True)
class DrillOpen:
    """A drill was begun and not marked by its writer."""

    number: int | None


@dataclass(frozen=True, slots=True)
class Finished:
    """Finished at that moment, with a check's score where there was one.

    `is_lowered` when a regrade has brought that check below its mark since: finished it stays.
    """

    at: datetime
    score: int | None
    is_lowered: bool = False


@dataclass(frozen=True, slots=True)
class LessonsAdded:
    """A finished course has lessons that a later edition added."""

    numbers: tuple[int, ...]


Reason = (
    LessonsMissing
    | CheckMissed
    | CheckPending
    | CheckOpen
    | NothingYet
    | NotChecked
    | NotRead
    | NotWalked
    | ScenarioOpen
    | NotWritten
    | DrillOpen
    | Finished
    | LessonsAdded
)


# Facts in, standing out --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SittingFact:
    """One go at a check, as far as standing needs it."""

    id: int
    lesson_id: str
    number: int
    started_at: datetime
    submitted_at: datetime | None
    score: int | None
    pass_mark: int
    pending: int = 0

    @property
    def is_passed(self) -> bool:
        """Tell whether it was handed in at or above the mark it was drawn with."""
        return self.score is not None and self.score >= self.pass_mark

    @property
    def is_settled(self) -> bool:
        """Tell whether nobody has still to look at something that may lift it to the mark."""
        return self.is_passed or not self.pending


@dataclass(frozen=True, slots=True)
class LessonFact:
    """One finished lesson."""

    finished_at: datetime
    sitting_id: int | None


@dataclass(frozen=True, slots=True)
class Undone:
    """A scenario or a text under way: how many choices were made, and when the last fact was."""

    steps: int
    at: datetime


@dataclass(frozen=True, slots=True)
class CourseFacts:
    """All that a cadre left in one course."""

    lessons: Mapping[str, LessonFact]
    sittings: Sequence[SittingFact]
    finished_at: datetime | None = None
    undone: Mapping[str, Undone] = field(default_factory=dict)
    """{lesson id: the run that has no ending yet, the text that was not marked}"""

    def sittings_of(self, lesson_id: str) -> list[SittingFact]:
        """Return the sittings at one lesson's check, by number."""
        found = [sitting for sitting in self.sittings if sitting.lesson_id == lesson_id]
        return sorted(found, key=lambda sitting: sitting.number)


NO_FACTS = CourseFacts(lessons={}, sittings=())


@dataclass(frozen=True, slots=True)
class Standing:
    """A status with its reasons."""

    status: Status
    reasons: tuple[Reason, ...]


def lesson_standing(
    lesson: PublishedLesson, facts: CourseFacts, *, number: int | None = None
) -> Standing:
    """Tell where a cadre stands with one lesson; `number` names it inside a course's reasons."""
    sittings = facts.sittings_of(lesson.id)
    submitted = [sitting for sitting in sittings if sitting.score is not None]
    best = max(submitted, key=lambda sitting: sitting.score or 0, default=None)
    score = best.score if best else None
    record = facts.lessons.get(lesson.id)
    if record is not None:
        passing = next((s for s in sittings if s.id == record.sitting_id), None)
        if passing is None:
            return Standing(Status.FINISHED, (Finished(record.finished_at, None),))
        done = Finished(record.finished_at, passing.score, is_lowered=not passing.is_passed)
        return Standing(Status.FINISHED, (done,))
    reasons: list[Reason] = []
    if best is not None and score is not None:
        reasons.append(CheckMissed(number, score, best.pass_mark))
        pending = max(sitting.pending for sitting in submitted)
        if pending:
            reasons.append(CheckPending(number, pending))
    if any(sitting.submitted_at is None for sitting in sittings):
        reasons.append(CheckOpen(number))
    if lesson.id in facts.undone:
        steps = facts.undone[lesson.id].steps
        reasons.append(ScenarioOpen(number, steps) if lesson.scenario else DrillOpen(number))
    if reasons:
        return Standing(Status.IN_PROGRESS, tuple(reasons))
    return Standing(Status.NOT_STARTED, (_not_begun(lesson),))


def _not_begun(lesson: PublishedLesson) -> Reason:
    if lesson.scenario is not None:
        return NotWalked()
    if lesson.drill is not None:
        return NotWritten()
    return NotChecked() if lesson.questions else NotRead()


def standing(course: PublishedCourse, facts: CourseFacts) -> Standing:
    """Tell where a cadre stands with a course (architecture: finishing is never taken back)."""
    missing = tuple(
        number
        for number, lesson in enumerate(course.lessons, start=1)
        if lesson.id not in facts.lessons
    )
    if facts.finished_at is not None:
        done: list[Reason] = [Finished(facts.finished_at, None)]
        if missing:
            done.append(LessonsAdded(missing))
        return Standing(Status.FINISHED, tuple(done))
    if not (facts.lessons or facts.sittings or facts.undone):
        return Standing(Status.NOT_STARTED, (NothingYet(len(course.lessons)),))
    reasons: list[Reason] = []
    if missing:
        reasons.append(LessonsMissing(missing, len(course.lessons)))
    for number in missing:
        at = lesson_standing(course.lessons[number - 1], facts, number=number)
        if at.status is Status.IN_PROGRESS:
            reasons.extend(at.reasons)
    return Standing(Status.IN_PROGRESS, tuple(reasons))


def is_course_finished(course: PublishedCourse, finished_lessons: Collection[str]) -> bool:
    """Tell whether every lesson of this edition has its record."""
    return all(lesson.id in finished_lessons for lesson in course.lessons)


def next_lesson(course: PublishedCourse, facts: CourseFacts) -> PublishedLesson | None:
    """Return the first lesson without a record, None when all have one."""
    return next((lesson for lesson in course.lessons if lesson.id not in facts.lessons), None)


# Checks ------------------------------------------------------------------------------------------


def waits_until(sittings: Sequence[SittingFact], *, at: datetime) -> datetime | None:
    """Return until when no new check may be drawn; None when one may be drawn now."""
    ends = [one.submitted_at + PAUSE for one in sittings if one.submitted_at is not None]
    return max((end for end in ends if at < end), default=None)


def askable(
    lesson: PublishedLesson, on: date, withheld: Collection[str] = ()
) -> list[PublishedQuestion]:
    """Return the questions a check of this lesson may draw on a day.

    `withheld` are those whose law changed and that nobody has looked at since: what remains is
    drawn, though it may be fewer than the course wants.
    """
    return [
        one
        for one in lesson.questions
        if one.question.is_valid(on) and one.question.id not in withheld
    ]
