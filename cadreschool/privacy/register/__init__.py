"""The register of personal data: every column of every table that leads to a person.

A test walks all tables: one that is in neither list below fails it, and so does a column that an
entry does not describe. Decide for a new column: what for, on which ground, for how long, does the
person get a copy, what does erasing do.
"""

from __future__ import annotations

from cadreschool.privacy.register import (
    assessment,
    learning,
    people,
    practice,
    profiles,
    reviewing,
    work,
)
from cadreschool.privacy.register.entries import Entry, Erase, Field

__all__ = ["ENTRIES", "NOT_PERSONAL", "Entry", "Erase", "Field", "entry_of"]

ENTRIES: tuple[Entry, ...] = (
    *people.ENTRIES,
    *learning.ENTRIES,
    *assessment.ENTRIES,
    *practice.ENTRIES,
    *profiles.ENTRIES,
    *reviewing.ENTRIES,
    *work.ENTRIES,
)

NOT_PERSONAL = frozenset(
    {
        "audit_redaction",
        "audit_seal",
        "bank_tag",
        "clock_mark",
        "content_stamp",
        "counter",
        "counter_sum",
        "course",
        "edition_file",
        "edition_rendering",
        "framework_source",
        "law_import",
        "law_source",
        "law_text",
        "lesson",
        "lesson_question",
        "organisation",
        "paper_item",
        "pinned_citation",
        "policy",
        "question_rendering",
        "question_statistics",
        "question_version",
        "regrade_version",
        "search_section",
        "stored_file",
    }
)
"""Tables that hold no person's data: courses, laws, unions, seals, and counts without names."""


def entry_of(table: str) -> Entry:
    """Return what the register says of a table."""
    return next(entry for entry in ENTRIES if entry.table == table)
