"""One text that a learner handed in: read without a name, answered by its points and in words."""

from __future__ import annotations

import pytest

from cadreschool.kernel.db import db
from tests.school.drills import a_drill_course
from tests.school.running import publish_course
from tests.school.steps import viewer_of
from tests.school.writing import TEXT, submit
from tests.web.seeing import text

ANSWER = {"p1": "2", "p2": "2", "p3": "1", "words": "事实清楚，下一步写上日期。"}


@pytest.fixture
def work(app, cast):
    with app.app_context():
        found = submit(viewer_of(cast.li_mei), publish_course(a_drill_course()))
        db.session.remove()
    return found


def test_a_text_is_read_with_its_exemplar_and_its_writers_own_marks(he_jing, work):
    said = text(he_jing.get("teach.drill", drill_id=work))

    for word in (TEXT, "EXEMPLAR", "RUBRIC-law", "写到一部分"):
        assert word in said
    assert "李梅" not in said


def test_an_answer_reaches_its_writer(he_jing, work):
    response = he_jing.post("teach.create_drill_mark", into={"drill_id": work}, **ANSWER)
    li_mei = he_jing.another().enter("li_mei")

    assert "已回复" in text(he_jing.follow(response))
    said = text(li_mei.get("study.comparison", drill_id=work))
    assert "教员的回复" in said
    assert ANSWER["words"] in said
    assert "何静" not in said


@pytest.mark.parametrize("missing", ["p3", "words"])
def test_an_answer_without_a_point_or_a_word_is_refused_and_kept(he_jing, work, missing):
    fields = ANSWER | {missing: ""}
    response = he_jing.post("teach.create_drill_mark", into={"drill_id": work}, **fields)

    assert response.status_code == 422
    assert fields["words"] in response.text


def test_who_wrote_it_does_not_answer_it(he_jing, app, work):
    li_mei = he_jing.another().enter("li_mei")

    li_mei.get("teach.drill", drill_id=work, status=403)
    he_jing.another().enter("bailu").get("teach.drill", drill_id=work, status=404)
