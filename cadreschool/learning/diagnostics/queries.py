"""Reads of diagnostics: earlier ones, what they asked, and what one could ask now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select

from cadreschool.courses.catalogue import Catalogue
from cadreschool.kernel.db import db
from cadreschool.kernel.viewer import Viewer
from cadreschool.learning.diagnostics.rules import draw
from cadreschool.learning.models import DrawnQuestion, Mode, Sitting
from cadreschool.learning.practice.offers import withheld_from
from cadreschool.learning.practice.queries import post_of
from cadreschool.learning.practice.rules import Asked, lesson_pool
from cadreschool.learning.review.queries import answered_days
from cadreschool.learning.suggestions.required import required_set
from cadreschool.questions.models import QuestionVersion


@dataclass(frozen=True, slots=True)
class DiagnosticFact:
    """One diagnostic of somebody's."""

    sitting_id: int
    number: int
    submitted_at: datetime | None


def own_diagnostics(viewer: Viewer) -> list[DiagnosticFact]:
    """Return the viewer's diagnostics, the latest first."""
    rows = db.session.execute(
        select(Sitting.id, Sitting.number, Sitting.submitted_at)
        .where(Sitting.cadre_id == viewer.cadre_id, Sitting.mode == Mode.DIAGNOSTIC)
        .order_by(Sitting.number.desc())
    )
    return [DiagnosticFact(row[0], row[1], row[2]) for row in rows]


def _asked_before(cadre_id: int) -> set[str]:
    statement = (
        select(QuestionVersion.question_id)
        .join(DrawnQuestion, DrawnQuestion.question_version_id == QuestionVersion.id)
        .join(Sitting, Sitting.id == DrawnQuestion.sitting_id)
        .where(Sitting.cadre_id == cadre_id, Sitting.mode == Mode.DIAGNOSTIC)
    )
    return set(db.session.scalars(statement))


@dataclass(frozen=True, slots=True)
class Offer:
    """What a diagnostic would ask; `is_core` when it is about the common core, not a post."""

    asked: tuple[Asked, ...]
    is_core: bool


def offered(cadre_id: int, catalogue: Catalogue, on: date, *, seed: int) -> Offer:
    """Draw a diagnostic for a cadre from the lessons of the courses meant for them.

    Nothing whose law changed, nothing of a check or paper whose answers may not be told yet.
    """
    meant = required_set(catalogue.curriculum, post_of(cadre_id))
    drawn = draw(
        lesson_pool(meant.courses, on, withheld_from(cadre_id, catalogue, on)),
        asked=_asked_before(cadre_id),
        answered=answered_days(cadre_id),
        seed=seed,
    )
    return Offer(tuple(drawn), meant.is_core)
