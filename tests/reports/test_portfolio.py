"""The format of a file: what the document says of it, and names that are kept for later."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadreschool.reports.portfolio.layouts import LAYOUTS
from cadreschool.reports.portfolio.values import FORMAT
from cadreschool.reports.portfolio.wording import shown

DOCUMENT = Path("docs/portfolio.md").read_text("utf-8")


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda one: one.id)
def test_every_field_is_told_in_the_document(layout):
    part = DOCUMENT.split(f"### `{layout.id}` {layout.title}\n", 1)[1].split("\n### ", 1)[0]

    for column in layout.columns:
        assert f"`{column.key}`" in part, column.key


def test_the_document_names_the_format_and_claims_no_more():
    assert FORMAT in DOCUMENT
    assert "只说“参照”，不说“符合”" in DOCUMENT


def test_names_are_kept_for_later():
    assert not {"credits", "certificates", "classes"} & {layout.id for layout in LAYOUTS}
    keys = [[column.key for column in layout.columns] for layout in LAYOUTS]
    assert all(len(some) == len(set(some)) for some in keys)


def test_values_read_as_words():
    assert [shown(value) for value in (None, True, 0, "x")] == ["", "是", "0", "x"]
