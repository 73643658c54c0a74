"""A drill is read as it is written, and every mistake in it is told on its line."""

from __future__ import annotations

import pytest

from cadreschool.courses.drills.values import Point, length_of
from cadreschool.courses.drills.wire import from_data, to_data
from tests.courses.building import read
from tests.school.drills import a_drill_course

PATH = "01-drill/lesson.md"


def files(before="", after=""):
    found = a_drill_course()
    assert before in found[PATH]
    found[PATH] = found[PATH].replace(before, after, 1)
    return {path: text.encode() for path, text in found.items()}


def the_lesson():
    course = read(files()).course
    assert course is not None
    return course.lessons[0]


def test_a_drill_is_a_task_points_an_exemplar_and_remarks():
    drill = the_lesson().drill

    assert (drill.least, drill.most) == (10, 60)
    assert drill.points[0] == Point("事实", "RUBRIC-fact 说清哪一天。")
    assert drill.exemplar.startswith("EXEMPLAR")
    assert drill.remarks.startswith("REMARKS")


def test_the_lesson_itself_shows_the_task_only():
    lesson = the_lesson()

    assert lesson.body.strip().startswith("TASK")
    assert [one.articles for one in lesson.citations] == [("1",)]
    assert {one.articles for one in lesson.all_citations} == {("1",), ("2",)}


def test_written_down_and_read_back_a_drill_is_the_same():
    drill = the_lesson().drill

    assert from_data(to_data(drill)) == drill
    assert drill.with_texts(list(drill.texts())) == drill


def test_characters_are_counted_without_spaces():
    assert length_of("您好 ，\n 王师傅\u3000。") == 7


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("## 说明", "## 附言", "写一写里不认识的标题“附言”"),
        ("## 说明", "### 说明", "写一写缺少“说明”一节"),
        ("## 说明", "## 任务", "“任务”写了两次"),
        ("字数：10 到 60\n", "", "任务没有写字数"),
        ("10 到 60", "60 到 10", "字数“60 到 10”不对"),
        ("10 到 60", "10 到 20", "范文有 33 字，要求 10 到 20 字"),
        ("- 事实：RUBRIC-fact 说清哪一天。\n", "", "要点有 2 条"),
        ("- 事实：", "事实 ", "要点的写法不对"),
        ("- 事实：", "- 法律：", "要点“法律”写了两次"),
        ("REMARKS", "::: 要点\n字\n:::\n", "写一写里不用提示框"),
        ("REMARKS", "字[^1]\n\n[^1]: 字\n", "写一写里不用脚注"),
        ("测试法#2", "无此法#2", "没有登记“无此法”这部法"),
    ],
)
def test_a_mistake_is_told(before, after, said):
    assert said in [mistake.text for mistake in read(files(before, after)).mistakes]
