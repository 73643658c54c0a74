"""A case becomes the beginning of a scenario that the one reader reads without a mistake."""

from __future__ import annotations

import pytest

from cadreschool.courses.cases.queries import own_case
from cadreschool.courses.cases.seeds import Seeding, scenario_course, scenario_draft
from cadreschool.courses.inventory import COURSE
from cadreschool.courses.reading import read_course
from tests.school.cast import MONDAY
from tests.school.steps import viewer_of
from tests.school.telling import a_text, begin_case

SEEDING = Seeding("何静", None, "able", MONDAY.date().isoformat())


@pytest.mark.parametrize(
    "situation",
    [
        "一家四十多人的纺织厂，夜班津贴三个月没有发，七名职工来反映。",
        "# 不是标题，有四十多个人\n- 也不是列表，职工来反映\n1. 津贴没有发\n::: 提示\n| 表 |",
    ],
)
def test_the_draft_opens_with_the_case_and_has_no_mistake(session, cast, catalogue, situation):
    viewer = viewer_of(cast.li_mei)
    case_id = begin_case(viewer, a_text(situation=situation))

    new = scenario_draft(own_case(viewer, case_id), SEEDING)

    assert new.course_id == scenario_course(case_id)
    files = {path: text.encode() for path, (text, _) in new.sources.items() if text}
    reading = read_course(
        files, laws=catalogue.registry, competencies=catalogue.framework, on=MONDAY.date()
    )
    assert [str(one) for one in reading.mistakes if one.rule != "scenario"] == []
    lesson = new.sources["01-scenario/lesson.md"][0]
    assert "依据：[[测试法#2]]" in lesson
    assert "职工来反映" in lesson
    assert "情景：夜班津贴少发了三个月" in new.sources[COURSE][0]
