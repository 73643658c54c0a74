"""The search index: one row for each section of the newest edition of every course.

Derived, never a fact: `flask search rebuild` makes it anew. Holds what lessons say and no question:
answers cannot leak from what was never put in.
"""

from __future__ import annotations

from sqlalchemy import ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column
from sqlalchemy.types import UserDefinedType

from cadreschool.kernel.db import Model


class WordVector(UserDefinedType[str]):
    """PostgreSQL's tsvector, written as text: our words with our positions and weights."""

    cache_ok = True

    def get_col_spec(self, **_options: object) -> str:
        """Return the type's name."""
        return "TSVECTOR"


class SearchSection(Model):
    """The words under one heading. The first row of a lesson stands for the lesson itself.

    `head` and `words` are written as `kernel.words` spaces them. On SQLite the virtual table
    `search_index` (FTS5) reads its words from here; on PostgreSQL `words` is a tsvector of both.
    """

    __tablename__ = "search_section"
    __table_args__ = (
        Index("ix_search_section_course_id", "course_id"),
        Index(
            "ix_search_section_words",
            "words",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},  # written seldom, read always
        ).ddl_if(dialect="postgresql"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[str] = mapped_column(ForeignKey("course.id"))
    lesson_id: Mapped[str] = mapped_column(String(60))
    is_lesson: Mapped[bool]
    anchor: Mapped[str] = mapped_column(String(200))
    head: Mapped[str]
    title: Mapped[str] = mapped_column(String(120))
    heading: Mapped[str]
    text: Mapped[str]
    words: Mapped[str] = mapped_column(Text().with_variant(WordVector(), "postgresql"))
