"""Visitors who report a question, however they came by it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.web.study.practising import begin

if TYPE_CHECKING:
    from tests.browse import Browse


def report(browse: Browse, question_id: str, *, category: str = "key", said: str = "") -> None:
    """Report a question of the first lesson, met in practice."""
    exercise = begin(browse, course="speaking", size="10")
    position = int(question_id[-2:]) + 1
    into = {"sitting_id": int(exercise.split("/")[3]), "position": position}
    answered = browse.post("study.create_question_report", into=into, category=category, text=said)
    assert answered.status_code == 303, answered.text
