"""A drill in the editor: the task, and what learners see after they have written."""

from __future__ import annotations

from tests.school.drills import a_drill
from tests.web.teach.writing import COURSE, opened


def preview(he_jing, lesson):
    return he_jing.post("teach.create_preview", into=COURSE, **opened(he_jing) | {"text": lesson})


def test_a_preview_shows_the_task_the_points_and_the_exemplar(he_jing):
    response = preview(he_jing, a_drill("speaking-1"))

    for word in ("TASK", "RUBRIC-law", "EXEMPLAR", "REMARKS", "10 到 60 字", "测试法"):
        assert word in response.text


def test_a_half_written_drill_is_shown_as_far_as_it_goes(he_jing):
    response = preview(he_jing, a_drill("speaking-1").split("## 说明")[0])

    assert "说明" in response.text
    assert "EXEMPLAR" in response.text
