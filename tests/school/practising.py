"""Practice in tests: beginning it, answering question by question."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from cadreschool.kernel.clock import day_of
from cadreschool.kernel.db import write
from cadreschool.learning.models import Mode
from cadreschool.learning.practice import actions
from cadreschool.learning.practice.offers import pool_for
from cadreschool.learning.sittings import queries
from cadreschool.learning.sittings.rules import Given
from tests.school.cast import MONDAY
from tests.school.steps import wrong_answer

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import datetime

    from cadreschool.courses.catalogue import Catalogue
    from cadreschool.kernel.viewer import Viewer
    from cadreschool.questions.published import PublishedQuestion


def days_on(days: int) -> datetime:
    """Return a moment so many days after Monday."""
    return MONDAY + timedelta(days=days)


def pool(viewer: Viewer, catalogue: Catalogue, *, at: datetime = MONDAY) -> list[PublishedQuestion]:
    """Return what may be practised."""
    return [one.published for one in pool_for(viewer.cadre_id, catalogue, day_of(at))]


def begin(
    viewer: Viewer,
    questions: Collection[PublishedQuestion],
    mode: Mode = Mode.PRACTICE,
    *,
    at: datetime = MONDAY,
) -> int:
    """Begin practice with these questions; return the sitting's id."""
    return write(
        lambda: actions.start_exercise(viewer, mode, lambda: list(questions), seed=1, at=at)
    )


def answer(
    viewer: Viewer, sitting_id: int, position: int, *, right: bool = True, at: datetime = MONDAY
) -> actions.Handed:
    """Answer one question and hand it in."""
    row = queries.sheet_for(viewer, sitting_id).drawn[position - 1]
    asked = queries.questions_of(queries.sheet_for(viewer, sitting_id))[position].question
    value = asked.answer if right else wrong_answer(asked)
    given = Given(position, value, row.newest.seq if row.newest else 0)
    return write(
        lambda: actions.hand_in_question(
            viewer, sitting_id, position, lambda _: [given], queries.questions_of, at=at
        )
    )


def practise(
    viewer: Viewer,
    questions: Collection[PublishedQuestion],
    mode: Mode = Mode.PRACTICE,
    *,
    right: bool = True,
    at: datetime = MONDAY,
) -> int:
    """Answer these questions, all rightly or all wrongly; return the sitting's id."""
    sitting_id = begin(viewer, questions, mode, at=at)
    for row in queries.sheet_for(viewer, sitting_id).drawn:
        answer(viewer, sitting_id, row.position, right=right, at=at)
    return sitting_id
