"""A new question: a sheet to begin with, an id that nobody has."""

from __future__ import annotations

import pytest

from cadreschool.questions.kinds import all_kinds
from tests.school.content import a_question
from tests.web.seeing import text
from tests.web.teach.banking import BANK, entries, write_question


@pytest.mark.parametrize("kind", [kind.label for kind in all_kinds()])
def test_the_sheet_of_every_kind_can_be_saved_as_it_is(app, bank, kind):
    page = bank.get("teach.new_bank_question", kind=kind, **BANK)
    sheet = page.select_one("textarea").get_text().removeprefix("\n")

    response = write_question(bank, sheet)

    assert response.status_code == 303
    assert list(entries(app)) == ["exam-1"]


def test_ids_go_on_from_the_highest(bank):
    write_question(bank, a_question("exam-7"))

    page = bank.get("teach.new_bank_question", **BANK)

    assert "## 单选 exam-8" in page.select_one("textarea").get_text()


@pytest.mark.parametrize("taken", ["exam-1", "speaking-1-q01"])
def test_an_id_of_a_lesson_or_of_another_question_is_refused(app, bank, taken):
    write_question(bank, a_question("exam-1"))

    response = write_question(bank, a_question(taken, stem="另一道？"))

    assert response.status_code == 422
    assert f"题号“{taken}”已经用了" in response.text
    assert "另一道？" in response.text
    assert list(entries(app)) == ["exam-1"]


def test_a_new_question_is_a_draft_of_its_author(app, bank):
    page = bank.follow(write_question(bank))

    assert "题目已存为草稿。" in text(page)
    row = entries(app)["exam-1"]
    assert (row.state, row.author) == ("draft", "何静")
