"""What the pages of banks share: a question with its key as safe HTML, and what is wrong with it.

Knows the request's catalogue and the media folder. Writes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import current_app
from markupsafe import Markup

from cadreschool.courses.banks.checking import Surroundings, mistakes_of
from cadreschool.courses.banks.pictures import media_of
from cadreschool.kernel import clock
from cadreschool.kernel.mistakes import Mistake
from cadreschool.questions.kinds import all_kinds, kind_named
from cadreschool.questions.published import Shown
from cadreschool.questions.values import Question
from cadreschool.web.school import catalogue

KINDS = [(kind.name, kind.label) for kind in all_kinds()]
DIFFICULTIES = [("1", "1 容易"), ("2", "2 一般"), ("3", "3 较难")]


def with_key(question: Question, shown: Shown) -> dict[str, object]:
    """Return a question with what is right, for who writes it; those of a case below it."""
    kind = kind_named(question.kind)
    return {
        "id": question.id,
        "kind": kind.label,
        "stem": _safe(kind.shown_stem(question, shown.stem)),
        "options": [
            {"html": _safe(html), "is_right": option.is_right}
            for option, html in zip(question.options, shown.options, strict=True)
        ],
        "right": kind.right_answer_text(question),
        "points": [row for row in kind.review(question, kind.blank) if not row.response],
        "explanation": _safe(shown.explanation),
        "parts": [with_key(*one) for one in zip(question.questions, shown.parts, strict=True)],
    }


def _safe(html: str) -> Markup:
    return Markup(html)  # noqa: S704 -- sanitised when it was rendered


def surroundings(questions: Iterable[Question]) -> Surroundings:
    """Return what questions are checked against now."""
    media = media_of(questions, current_app.config["SETTINGS"].media)
    school = catalogue()
    return Surroundings(school.registry, school.framework, clock.today(), frozenset(media))


def wrong_with(question: Question, unit: str) -> list[Mistake]:
    """Return what is wrong with a question, as law and framework stand now."""
    return mistakes_of(question, unit, surroundings([question]))


def units() -> list[str]:
    """Return the units that the courses have, in their order."""
    return list(dict.fromkeys(course.unit for course in catalogue().curriculum))


def competencies() -> list[tuple[str, str]]:
    """Return the competencies as choices."""
    return [(one.id, one.name) for one in catalogue().framework.competencies]
