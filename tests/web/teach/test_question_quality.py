"""The figures of one question, version by version, with how often each option was chosen."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db, write
from cadreschool.learning.statistics.models import QuestionStatistics
from tests.school.cast import MONDAY
from tests.web.seeing import links, table, text

QUESTION = {"question_id": "speaking-1-q00"}


@pytest.fixture
def figures(app):
    """Leave figures of the question: the best chose a wrong option."""

    def unit():
        version = db.session.scalar(
            db.text("SELECT id FROM question_version WHERE question_id = 'speaking-1-q00'")
        )
        db.session.add(
            QuestionStatistics(
                question_version_id=version,
                part=0,
                question_id="speaking-1-q00",
                course_id="speaking",
                lesson_id="speaking-1",
                number=40,
                facility=50.0,
                deviation=50.0,
                discrimination=-31.4,
                efficiency=-40.0,
                difficulty=0.256,
                options='[["a", 20, 2, 9], ["b", 20, 9, 2]]',
                doubts='["key", "negative"]',
                doubt_number=2,
                computed_at=MONDAY,
            )
        )

    with app.app_context():
        write(unit)
        db.session.remove()


def test_a_question_that_nobody_answered_has_no_figures(trainer):
    assert "还没有这道题的数字" in text(trainer.get("teach.question_quality", **QUESTION))


def test_figures_doubts_and_options_are_told(figures, trainer):
    page = trainer.get("teach.question_quality", **QUESTION)

    assert "作答40份得分率50%区分度-31%区分效率-40%难度+0.26" in text(page)
    assert "成绩好的人多选了另一个选项，答案可能标错。" in text(page)
    assert table(page) == [
        ["对正确", "20", "2", "9"],
        ["错一", "20", "9", "2"],
        ["错二", "0", "0", "0"],
    ]


def test_it_leads_to_the_question_and_to_a_regrade(figures, trainer):
    page = trainer.get("teach.question_quality", **QUESTION)

    assert {
        "/teach/courses/speaking/",
        trainer.address("teach.new_regrade", **QUESTION),
    } <= links(page)


def test_it_stands_first_in_the_list(figures, trainer):
    (row,) = table(trainer.get("teach.quality", doubtful="1"))

    assert row[0].startswith("speaking-1-q00的题干？")
    assert "答案可能标错" in row[-1]


def test_a_question_of_others_is_not_found(figures, browse, teachers):
    town = browse.enter("bailu")
    path = town.address("teach.question_quality", **QUESTION)

    assert town.client.get(path).status_code == 404
    assert town.client.get("/teach/quality/nowhere/").status_code == 404


@pytest.mark.usefixtures("figures")
def test_a_difficulty_beyond_everybody_is_not_told(app, trainer):
    with app.app_context():
        write(
            lambda: db.session.execute(db.text("UPDATE question_statistics SET difficulty = -29"))
        )

    assert "难度—" in text(trainer.get("teach.question_quality", **QUESTION))
