"""Reads of editions, and the making of the catalogue."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ScalarSelect, func, select
from sqlalchemy.sql.elements import ColumnElement

from cadreschool.competencies.framework import Framework, read_framework
from cadreschool.competencies.queries import framework_source
from cadreschool.courses.cases.queries import case_titles
from cadreschool.courses.catalogue import Catalogue, PublishedCourse
from cadreschool.courses.models import (
    ContentStamp,
    Edition,
    EditionFile,
    EditionRendering,
    LessonQuestion,
    PinnedCitation,
)
from cadreschool.courses.payload import RENDERER, EditionFacts, from_payload
from cadreschool.courses.radar.queries import open_rechecks
from cadreschool.kernel.db import db, table_of
from cadreschool.laws.queries import law_sources
from cadreschool.laws.registry import Registry, read_registry
from cadreschool.questions.models import QuestionVersion


@dataclass(frozen=True, slots=True)
class EditionRow:
    """An edition without its text."""

    id: int
    course_id: str
    number: int
    digest: str
    title: str
    published_at: datetime
    published_by: int | None
    """None when it came from a folder."""


_EDITION = (
    Edition.id,
    Edition.course_id,
    Edition.number,
    Edition.digest,
    Edition.title,
    Edition.published_at,
    Edition.published_by,
)


def stamp_number() -> ScalarSelect[int]:
    """Return the expression "number of the content stamp", to be selected along."""
    return select(table_of(ContentStamp).c.number).scalar_subquery()


def published_folder_digest() -> str | None:
    """Return the digest of the folder published last."""
    return db.session.scalar(select(ContentStamp.folder_digest))


def newest_editions() -> list[EditionRow]:
    """Return the newest edition of every course, by course id."""
    newest = (
        select(Edition.course_id, func.max(Edition.number).label("number"))
        .group_by(Edition.course_id)
        .subquery()
    )
    rows = db.session.execute(
        select(*_EDITION)
        .join(
            newest,
            (newest.c.course_id == Edition.course_id) & (newest.c.number == Edition.number),
        )
        .order_by(Edition.course_id)
    )
    return [EditionRow(*row) for row in rows]


def all_editions() -> list[EditionRow]:
    """Return every edition, oldest first."""
    return [EditionRow(*row) for row in db.session.execute(select(*_EDITION).order_by(Edition.id))]


def folder_digest_of(course_id: str) -> str | None:
    """Return the digest of the edition of a course that came from a folder last."""
    return db.session.scalar(
        select(Edition.digest)
        .where(Edition.course_id == course_id, Edition.published_by.is_(None))
        .order_by(Edition.number.desc())
        .limit(1)
    )


def edition_files(edition_id: int) -> list[tuple[str, str | None, str | None]]:
    """Return the sources of an edition: (path, text, digest of a stored file)."""
    rows = db.session.execute(
        select(EditionFile.path, EditionFile.text, EditionFile.file_digest)
        .where(EditionFile.edition_id == edition_id)
        .order_by(EditionFile.path)
    )
    return [(row[0], row[1], row[2]) for row in rows]


def renderings() -> dict[int, int]:
    """Return which renderer version each edition was rendered with: {edition id: version}."""
    rows = db.session.execute(
        select(EditionRendering.edition_id, func.max(EditionRendering.renderer)).group_by(
            EditionRendering.edition_id
        )
    )
    return {row[0]: row[1] for row in rows}


def newest_payloads() -> list[tuple[str, str]]:
    """Return (course id, derived text) of the newest editions, for the search index."""
    ids = [row.id for row in newest_editions()]
    rows = db.session.execute(
        select(Edition.course_id, EditionRendering.payload)
        .join(EditionRendering, EditionRendering.edition_id == Edition.id)
        .where(Edition.id.in_(ids))
        .order_by(Edition.course_id, EditionRendering.renderer == RENDERER)
    )
    return list({row[0]: row[1] for row in rows}.items())


def load_catalogue() -> Catalogue:
    """Load everything published, in eight queries whatever its size."""
    stamp = db.session.scalar(select(ContentStamp.number)) or 0
    courses = _load_editions([row.id for row in newest_editions()])
    return Catalogue(
        stamp=stamp,
        courses=tuple(sorted(courses, key=lambda course: (_unit_order(course), course.id))),
        registry=load_registry(),
        framework=load_framework(),
        rechecks=tuple(open_rechecks()),
        cases=tuple(case_titles()),
    )


def load_registry() -> Registry:
    """Load the published law registry."""
    files = {f"laws/{short}.yaml": text.encode() for short, text in law_sources().items()}
    return read_registry(files)[0]


def load_framework() -> Framework:
    """Load the published competency framework; empty before the first publication."""
    source = framework_source()
    if source is None:
        return Framework(())
    return read_framework("competencies.yaml", source.encode())[0]


def load_edition(edition_id: int) -> PublishedCourse:
    """Load one edition, for a sitting that was drawn from it."""
    return _load_editions([edition_id])[0]


def load_editions(edition_ids: Collection[int]) -> list[PublishedCourse]:
    """Load editions in two queries, for facts that were left on them."""
    return _load_editions(list(edition_ids))


def newest_courses(course_ids: set[str]) -> list[PublishedCourse]:
    """Return the newest editions of these courses."""
    ids = [row.id for row in newest_editions() if row.course_id in course_ids]
    return _load_editions(ids) if ids else []


def previous_courses(numbers: Mapping[str, int]) -> list[PublishedCourse]:
    """Return the editions of courses that came just before these: {course id: number}."""
    rows = db.session.execute(
        select(Edition.id, Edition.course_id, Edition.number).where(Edition.course_id.in_(numbers))
    )
    ids = [row[0] for row in rows if row[2] == numbers[row[1]] - 1]
    return _load_editions(ids) if ids else []


def _unit_order(course: PublishedCourse) -> tuple[str, int]:
    letter, number = course.unit[:1], course.unit[1:]
    return letter, int(number) if number.isdigit() else 0


def _load_editions(edition_ids: list[int]) -> list[PublishedCourse]:
    versions: dict[int, dict[tuple[str, int], int]] = {}
    for row in db.session.execute(
        select(
            LessonQuestion.edition_id,
            LessonQuestion.lesson_id,
            LessonQuestion.position,
            LessonQuestion.question_version_id,
        ).where(LessonQuestion.edition_id.in_(edition_ids))
    ):
        versions.setdefault(row[0], {})[row[1], row[2]] = row[3]
    rows = db.session.execute(
        select(
            Edition.id,
            Edition.number,
            Edition.published_at,
            EditionRendering.payload,
        )
        .join(EditionRendering, EditionRendering.edition_id == Edition.id)
        .where(Edition.id.in_(edition_ids))
        .order_by(Edition.id, EditionRendering.renderer == RENDERER)
    )
    # Of several renderings the last one stays: this program's, where it is there.
    loaded = {
        edition_id: from_payload(
            payload, EditionFacts(edition_id, number, published_at, versions.get(edition_id, {}))
        )
        for edition_id, number, published_at, payload in rows
    }
    return list(loaded.values())


def question_ids_outside(course_ids: set[str]) -> dict[str, str]:
    """Return the question ids of all published courses but these: {question id: course id}."""
    ids = [row.id for row in newest_editions() if row.course_id not in course_ids]
    rows = db.session.execute(
        select(QuestionVersion.question_id, Edition.course_id)
        .join(LessonQuestion, LessonQuestion.question_version_id == QuestionVersion.id)
        .join(Edition, Edition.id == LessonQuestion.edition_id)
        .where(Edition.id.in_(ids))
    )
    return {row[0]: row[1] for row in rows}


def cited_laws() -> set[str]:
    """Return the short names of the laws that any edition rests on."""
    return set(db.session.scalars(select(PinnedCitation.law).distinct()))


def lessons_citing() -> dict[tuple[str, str, str], list[tuple[str, str]]]:
    """Return which lessons of the newest editions rest on an article of a version.

    {(law, version, article): [(course id, lesson id)]}; the article is "" for a whole law.
    """
    found: dict[tuple[str, str, str], dict[tuple[str, str], None]] = {}
    for row in _citing():
        lesson = (row.course_id, row.lesson_id)
        found.setdefault((row.law, row.version, row.article), {})[lesson] = None
    return {key: list(lessons) for key, lessons in found.items()}


@dataclass(frozen=True, slots=True)
class Citing:
    """An article that a lesson of a newest edition rests on, in its text or in a question."""

    law: str
    version: str
    article: str
    course_id: str
    lesson_id: str
    question_id: str


def citing(law: str) -> list[Citing]:
    """Return what rests on a law, in the order of courses and lessons."""
    return _citing(PinnedCitation.law == law)


def _citing(*conditions: ColumnElement[bool]) -> list[Citing]:
    newest = select(func.max(Edition.id)).group_by(Edition.course_id)
    rows = db.session.execute(
        select(
            PinnedCitation.law,
            PinnedCitation.version,
            PinnedCitation.article,
            Edition.course_id,
            PinnedCitation.lesson_id,
            PinnedCitation.question_id,
        )
        .join(Edition, Edition.id == PinnedCitation.edition_id)
        .where(PinnedCitation.edition_id.in_(newest), *conditions)
        .distinct()
        .order_by(Edition.course_id, PinnedCitation.lesson_id, PinnedCitation.question_id)
    )
    return [Citing(*row) for row in rows]
