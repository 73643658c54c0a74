"""Finding questions by words, in memory and for those who teach: no index of them is written."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING

from cadreschool.kernel.words import Wanted, holds, spaced
from cadreschool.questions.plain import plain_text

if TYPE_CHECKING:
    from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
    from cadreschool.questions.values import Question


@dataclass(frozen=True, slots=True)
class FoundQuestion:
    """A question with the lesson that asks it."""

    course: PublishedCourse
    lesson: PublishedLesson
    question: Question


class QuestionWords:
    """The words of all questions: written down once, looked through with every search."""

    def __init__(self, courses: Collection[PublishedCourse]) -> None:
        """Write down what each question says: stem, options, explanation, and its id."""
        self._questions = [
            (FoundQuestion(course, lesson, one.question), _words(one.question))
            for course in courses
            for lesson in course.lessons
            for one in lesson.questions
        ]

    def find(self, wanted: Wanted, among: Collection[str]) -> list[FoundQuestion]:
        """Return the questions of these courses that hold every run; in the stem comes first."""
        found: tuple[list[FoundQuestion], list[FoundQuestion]] = ([], [])
        for one, (stem, everything) in self._questions if wanted else ():
            if one.course.id in among and holds(everything, wanted):
                found[0 if holds(stem, wanted) else 1].append(one)
        return [*found[0], *found[1]]


def _words(question: Question) -> tuple[str, str]:
    rest = "\n".join(map(plain_text, (*_texts(question), question.id)))
    stem = spaced(plain_text(question.stem))
    return stem, stem + spaced(rest)


def _texts(question: Question) -> list[str]:
    """Return what a question says besides its stem; a case with all its questions."""
    texts = [option.text for option in question.options]
    for part in question.parts:
        texts += [part.text, *part.accepted]
    for one in question.questions:
        texts += [one.stem, *_texts(one)]
    return [*texts, question.explanation]
