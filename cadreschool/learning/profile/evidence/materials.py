"""What was asked and walked, as it was then: questions by version, scenarios and drills by edition.

A later edition never changes what a fact meant. What is published now is in the catalogue; older
ones are read once and remembered by the digest of their content, which nothing can change.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from sqlalchemy import select

from cadreschool.courses.catalogue import Catalogue, PublishedCourse, PublishedLesson
from cadreschool.courses.queries import load_editions
from cadreschool.kernel.db import db
from cadreschool.kernel.portions import portions
from cadreschool.laws.citations import Citation
from cadreschool.laws.registry import Registry
from cadreschool.learning.profile.rules import NEW_LAW_DAYS
from cadreschool.questions.content import from_json
from cadreschool.questions.models import QuestionVersion
from cadreschool.questions.values import Question

_MOST_QUESTIONS: Final = 50_000
_MOST_EDITIONS: Final = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What a question speaks of, and the laws it rests on: (short name, named version)."""

    competencies: tuple[str, ...]
    laws: frozenset[tuple[str, str | None]]


Parts = tuple[Asked, ...]
"""A question as a whole, then the questions of a case from 1 on."""
_questions: dict[str, Parts] = {}
_editions: dict[str, dict[str, PublishedLesson]] = {}


@dataclass(frozen=True, slots=True)
class Version:
    """Names a question version: by number, by question, and by content."""

    id: int
    question_id: str
    digest: str


class Questions:
    """The questions that facts ask for, found with at most one query for those not published."""

    def __init__(self, catalogue: Catalogue, versions: Iterable[Version]) -> None:
        """Find what these versions say."""
        self._parts: dict[int, Parts] = {}
        unknown: dict[int, str] = {}
        for one in versions:
            known = _questions.get(one.digest)
            present = None if known else catalogue.questions_by_id.get(one.question_id)
            if known is not None:
                self._parts[one.id] = known
            elif present is not None and present[2].version_id == one.id:
                self._parts[one.id] = _questions[one.digest] = _parts(present[2].question)
            else:
                unknown[one.id] = one.digest
        self._parts |= _read_questions(unknown)

    def asked(self, version_id: int, part: int) -> Asked:
        """Return what was asked: a question of a case from 1 on, or with 0 the whole."""
        parts = self._parts[version_id]
        return parts[part] if part < len(parts) else parts[0]


def _parts(question: Question) -> Parts:
    return tuple(
        Asked(
            one.competencies or question.competencies,
            frozenset((c.short, c.version) for c in one.citations or question.citations),
        )
        for one in (question, *question.questions)
    )


def _read_questions(unknown: Mapping[int, str]) -> dict[int, Parts]:
    found: dict[int, Parts] = {}
    for some in portions(sorted(unknown)):
        rows = db.session.execute(
            select(QuestionVersion.id, QuestionVersion.content).where(QuestionVersion.id.in_(some))
        )
        found |= {row[0]: _parts(from_json(row[1])) for row in rows}
    if len(_questions) > _MOST_QUESTIONS:
        _questions.clear()
    _questions.update({unknown[version_id]: parts for version_id, parts in found.items()})
    return found


class NewLaws:
    """Whether a question rested on a law that was new on the day it was answered."""

    def __init__(self, registry: Registry) -> None:
        """Begin with nothing known of any day."""
        self._registry = registry
        self._known: dict[date, dict[tuple[str, str | None], bool]] = {}

    def cited(self, asked: Asked, on: date) -> bool:
        """Tell whether any version cited had been in force for less than two years."""
        known = self._known.setdefault(on, {})
        for law in asked.laws:
            if law not in known:
                known[law] = self._is_new(*law, on)
            if known[law]:
                return True
        return False

    def _is_new(self, short: str, named: str | None, on: date) -> bool:
        version = self._registry.version_cited(Citation(short, named, (), 0), on)
        return (
            version is not None
            and version.is_in_force(on)
            and on - version.effective_from < timedelta(days=NEW_LAW_DAYS)
        )


@dataclass(frozen=True, slots=True)
class Place:
    """A lesson of an edition; `digest` is that of the edition."""

    course_id: str
    lesson_id: str
    edition_id: int
    digest: str


class Lessons:
    """Lessons of scenarios and drills as they were, at most two queries for older editions."""

    def __init__(self, catalogue: Catalogue, places: Collection[Place]) -> None:
        """Find these lessons."""
        self._catalogue = catalogue
        self._old: dict[int, dict[str, PublishedLesson]] = {}
        unknown: dict[int, str] = {}
        for one in places:
            if self._present(one) is not None:
                continue
            if one.digest in _editions:
                self._old[one.edition_id] = _editions[one.digest]
            else:
                unknown[one.edition_id] = one.digest
        if unknown:
            self._old |= _read_editions(unknown)

    def lesson(self, place: Place) -> PublishedLesson | None:
        """Return a lesson as it was in its edition."""
        course = self._present(place)
        if course is not None:
            return course.lesson(place.lesson_id)
        return self._old.get(place.edition_id, {}).get(place.lesson_id)

    def _present(self, place: Place) -> PublishedCourse | None:
        course = self._catalogue.course(place.course_id)
        return course if course is not None and course.edition_id == place.edition_id else None


def _read_editions(unknown: Mapping[int, str]) -> dict[int, dict[str, PublishedLesson]]:
    found = {
        course.edition_id: {
            lesson.id: lesson
            for lesson in course.lessons
            if lesson.scenario is not None or lesson.drill is not None
        }
        for course in load_editions(unknown)
    }
    if len(_editions) + len(found) > _MOST_EDITIONS:
        _editions.clear()
    _editions.update({unknown[edition_id]: lessons for edition_id, lessons in found.items()})
    return found
