"""The quality of questions: listed by doubt, for whom they belong to, computed by a job."""

from __future__ import annotations

import json

import pytest

from cadreschool.jobs.models import Job
from cadreschool.kernel.db import db
from tests.school.working import work
from tests.web.seeing import FIRST, table, take, text


@pytest.fixture
def taken(browse):
    """Let three people sit the check."""
    for name, wrong in (("li_mei", (1,)), ("chen_xiao", (1, 2)), ("wang_qiang", ())):
        take(browse.another().enter(name), wrong=wrong, **FIRST)


def _compute(app, trainer, **fields):
    answer = trainer.post("teach.create_figures", **fields)
    assert work(app) == 1
    return trainer.follow(answer)


def test_before_anything_was_computed_the_page_says_when_it_will_be(trainer):
    assert "还没有可看的数字" in text(trainer.get("teach.quality"))


def test_the_button_computes_and_the_list_shows_figures_and_no_name(app, taken, trainer):
    page = _compute(app, trainer, course="speaking")

    rows = table(page)
    assert rows
    assert {row[1] for row in rows} == {"为职工说话"}
    assert {row[-1] for row in rows} == {"份数不够，不下结论"}
    assert all(row[2] in {"1", "2", "3"} for row in rows)
    assert not [name for name in ("李梅", "陈晓", "王强") if name in text(page)]


def test_the_list_is_of_one_course_bank_or_paper(app, taken, trainer):
    _compute(app, trainer)
    whole = table(trainer.get("teach.quality"))

    assert table(trainer.get("teach.quality", course="speaking")) == whole
    for other in ({"course": "listening"}, {"bank": "exam"}, {"paper": "1"}, {"doubtful": "1"}):
        assert "换一种筛选再看" in text(trainer.get("teach.quality", **other))


@pytest.mark.parametrize("odd", ["x", "-1", "99999999999999999999"])
def test_nonsense_in_the_address_is_no_paper(odd, trainer):
    assert trainer.get("teach.quality", paper=odd)


def test_a_course_of_others_is_not_computed_for_one(app, browse, teachers):
    town = browse.enter("bailu")

    assert town.post("teach.create_figures", course="speaking").status_code == 404
    with app.app_context():
        assert db.session.scalar(db.select(db.func.count()).select_from(Job)) == 0


def test_trainers_of_a_town_see_nothing_of_the_school(app, taken, trainer, browse):
    _compute(app, trainer)

    assert "还没有可看的数字" in text(browse.another().enter("bailu").get("teach.quality"))


def test_pressed_twice_it_is_computed_once(app, taken, trainer):
    trainer.post("teach.create_figures", course="speaking")
    trainer.post("teach.create_figures", course="speaking")

    with app.app_context():
        payloads = db.session.scalars(db.select(Job.payload)).all()
    assert [json.loads(one) for one in payloads] == [{"course_id": "speaking"}]


def test_the_page_asks_as_often_for_one_question_as_for_many(app, trainer, browse, count_queries):
    numbers = []
    for name in ("li_mei", "chen_xiao"):
        take(browse.another().enter(name), **FIRST)
        _compute(app, trainer)
        with count_queries() as asked:
            trainer.client.get("/teach/quality/")
        numbers.append(len(asked))

    assert numbers[0] == numbers[1]
