"""Every column that leads to a person is in the register, and the page of it is up to date."""

from __future__ import annotations

import cadreschool.app  # noqa: F401 -- loads every module that defines a table
from cadreschool.kernel.db import Model
from cadreschool.privacy.page import register_page
from cadreschool.privacy.register import ENTRIES, NOT_PERSONAL
from tests.architecture.sources import ROOT, import_models

import_models()
TABLES = Model.metadata.tables


def test_every_table_is_decided_about():
    registered = [entry.table for entry in ENTRIES]

    assert sorted({*registered, *NOT_PERSONAL}) == sorted(TABLES)
    assert len(registered) == len(set(registered))
    assert not set(registered) & NOT_PERSONAL


def test_every_column_of_a_registered_table_is_described():
    described = {entry.table: set(entry.fields) for entry in ENTRIES}
    real = {name: {column.name for column in TABLES[name].columns} for name in described}

    assert described == real


def test_no_table_with_a_way_to_a_person_is_called_impersonal():
    personal = {"cadre"}
    while True:
        leading = {
            name
            for name, table in TABLES.items()
            for key in table.foreign_keys
            if key.column.table.name in personal and _leads_to_a_person(name, key)
        }
        if leading <= personal:
            break
        personal |= leading

    assert personal & NOT_PERSONAL == set()


def _leads_to_a_person(name, key):
    """A course's files point at an edition that somebody published: they are not about them."""
    return key.column.table.name in {"cadre", "sitting", "drawn_question"}


def test_every_entry_says_why_and_how_long():
    for entry in ENTRIES:
        assert entry.purpose, entry.table
        assert entry.basis, entry.table
        assert entry.retention, entry.table


def test_the_page_of_the_register_says_the_same():
    committed = (ROOT / "docs" / "personal-data.md").read_text(encoding="utf-8")

    assert committed == register_page(), "flask people register > docs/personal-data.md"
