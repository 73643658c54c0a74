"""The list of drills."""

from __future__ import annotations

import pytest

from tests.web.seeing import text
from tests.web.study.penning import begin, close, mark


def test_a_school_without_drills_says_so(browse):
    assert "还没有发布写一写" in text(browse.enter("li_mei").get("study.drills"))


@pytest.mark.usefixtures("drill")
def test_every_drill_is_listed_with_where_one_stands(browse):
    browse.enter("li_mei")
    before = text(browse.get("study.drills"))
    begin(browse)
    under_way = text(browse.get("study.drills"))
    mark(browse, close(browse))
    done = text(browse.get("study.drills"))

    assert "10到60字" in before
    assert "还没有写" in before
    assert "写了，还没有自评" in under_way
    assert "已完成" in done


@pytest.mark.usefixtures("drill")
def test_the_lesson_shows_the_task_and_the_way_in_and_earlier_works(browse):
    browse.enter("li_mei")
    here = {"course_id": "writing", "lesson_id": "writing-1"}
    before = browse.get("study.lesson", **here)
    work = close(browse)
    after = browse.get("study.lesson", **here)

    assert "TASK" in text(before)
    assert before.select_one('form[action="/courses/writing/lessons/writing-1/drills"]')
    assert after.select_one(f'a[href="{work}comparison/"]')
    assert "还没有自评" in text(after)
