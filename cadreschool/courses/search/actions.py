"""Writes of the search index: a course in, a course out. Always within the unit that publishes."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import delete, insert, text

from cadreschool.courses.payload import sections_of
from cadreschool.courses.search.models import SearchSection
from cadreschool.courses.search.sections import Row, rows_of, values
from cadreschool.kernel.db import db

# FTS5 keeps no text of its own: it must be told which words leave, while they still stand there.
_LEAVE = text(
    "INSERT INTO search_index (search_index, rowid, head, words) "
    "SELECT 'delete', id, head, words FROM search_section WHERE course_id = :course_id"
)
_ENTER = text(
    "INSERT INTO search_index (rowid, head, words) "
    "SELECT id, head, words FROM search_section WHERE course_id = :course_id"
)
_ANEW = text("INSERT INTO search_index (search_index) VALUES ('delete-all')")


def index_course(course_id: str, payload: str) -> None:
    """Let the index hold what this rendering of a course says, and nothing older of it."""
    index_rows(
        course_id,
        [
            row
            for lesson_id, title, sections in sections_of(payload)
            for row in rows_of(lesson_id, title, sections)
        ],
    )


def index_rows(course_id: str, rows: Sequence[Row]) -> None:
    """Let the index hold these rows of a course, and no others of it."""
    is_postgresql = db.engine.dialect.name == "postgresql"
    if not is_postgresql:
        db.session.execute(_LEAVE, {"course_id": course_id})
    db.session.execute(delete(SearchSection).where(SearchSection.course_id == course_id))
    if rows:
        db.session.execute(
            insert(SearchSection),
            [values(course_id, row, is_postgresql=is_postgresql) for row in rows],
        )
    if not is_postgresql:
        db.session.execute(_ENTER, {"course_id": course_id})


def clear_index() -> None:
    """Forget every section, also what FTS5 may hold of rows that are gone."""
    if db.engine.dialect.name != "postgresql":
        db.session.execute(_ANEW)
    db.session.execute(delete(SearchSection))
