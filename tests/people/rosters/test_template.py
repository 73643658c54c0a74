"""The template that is handed out reads back as a roster."""

from __future__ import annotations

import io

from openpyxl import load_workbook

from cadreschool.people.models import Post, Tie
from cadreschool.people.rosters import read_rows
from cadreschool.people.rosters.entries import read_roster
from cadreschool.people.rosters.template import write_template
from cadreschool.people.rosters.words import post_named, tie_named
from tests.people.rosters.building import a_row


def _template() -> bytes:
    out = io.BytesIO()
    write_template(out)
    return out.getvalue()


def test_the_template_is_the_same_whenever_it_is_asked_for():
    assert _template() == _template()


def test_a_filled_template_is_read_without_a_mistake(tmp_path):
    book = load_workbook(io.BytesIO(_template()))
    sheet = book["花名册"]
    sheet.delete_rows(2)
    for column, value in enumerate(a_row(), start=1):
        sheet.cell(2, column, value)
    book.save(tmp_path / "filled.xlsx")
    roster = read_roster(read_rows(tmp_path / "filled.xlsx"))

    assert roster.faults == []
    assert [entry.name for entry in roster.entries] == ["赵新"]


def test_the_sample_row_is_never_imported_by_mistake(tmp_path):
    (tmp_path / "plain.xlsx").write_bytes(_template())
    roster = read_roster(read_rows(tmp_path / "plain.xlsx"))

    assert roster.entries == []
    assert [fault.text for fault in roster.faults] == ["不像姓名"]


def test_the_lists_offer_every_post_and_tie_in_words_that_are_understood():
    sheet = load_workbook(io.BytesIO(_template()))["花名册"]
    book = sheet.parent
    offered = []
    for validation in sheet.data_validations.dataValidation:
        name, _, cells = validation.formula1.partition("!")
        offered.append([cell[0].value for cell in book[name][cells.replace("$", "")]])

    assert {post_named(word) for word in offered[0]} == set(Post)
    assert {tie_named(word) for word in offered[1]} == set(Tie)
