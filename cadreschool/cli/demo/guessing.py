"""What people of the demonstration school answer: right as often as they are able."""

from __future__ import annotations

from random import Random

from cadreschool.learning.sittings.queries import SittingSheet, questions_of
from cadreschool.learning.sittings.rules import Given


def guesses(sheet: SittingSheet, chance: Random, skill: float) -> list[Given]:
    """Return an answer to every drawn question; `skill` is the share of right ones."""
    questions = questions_of(sheet)
    given = []
    for row in sheet.drawn:
        question = questions[row.position].question
        wrong = [option.id for option in question.options if not option.is_right] or ["7"]
        value = question.answer if chance.random() < skill else chance.choice(wrong)
        given.append(Given(row.position, value, 0))
    return given
