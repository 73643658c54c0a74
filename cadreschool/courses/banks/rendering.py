"""Questions that stand in no lesson, rendered in the child process a portion at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from cadreschool.courses.rendering import RenderingError, render_lessons
from cadreschool.courses.values import Lesson, Media
from cadreschool.kernel.portions import portions
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question

PORTION = 50
"""Questions in one task: an ordinary fifty take 0.1 s of the three that a task may take."""


def render_questions(
    questions: Sequence[Question], media: Mapping[str, Media]
) -> list[Shown | None]:
    """Render questions; None for one that cannot be rendered within the limits."""
    tasks = list(portions(questions, PORTION))
    if not tasks:
        return []
    with suppress(RenderingError):
        pages = render_lessons("bank", [_shell(task, media) for task in tasks])
        return [shown for page in pages for shown in page.questions]
    return [one for task in tasks for one in _one_by_one(task, media)]


def _one_by_one(task: Sequence[Question], media: Mapping[str, Media]) -> list[Shown | None]:
    """Find out which question of a portion it is: a child for the portion, then for each."""
    with suppress(RenderingError):
        return list(render_lessons("bank", [_shell(task, media)])[0].questions)
    if len(task) == 1:
        return [None]
    half = len(task) // 2
    return [*_one_by_one(task[:half], media), *_one_by_one(task[half:], media)]


def _shell(questions: Sequence[Question], media: Mapping[str, Media]) -> Lesson:
    """Return a lesson with what rendering looks at."""
    return Lesson(
        id="bank",
        title="",
        kind="reading",
        minutes=0,
        competencies=(),
        position=1,
        folder="banks",
        body="",
        body_line=1,
        citations=(),
        questions=tuple(questions),
        media=tuple(media.values()),
    )
