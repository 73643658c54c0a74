"""The rendering child: it renders, it limits itself, and it can always be stopped."""

from __future__ import annotations

import time
from dataclasses import replace

import pytest

from cadreschool.courses.rendering import RenderingError, render_course
from tests.courses.building import a_picture, course_files, the_course, with_text


def _course(body):
    """Return the small course with another body, as if no check had refused it."""
    course = the_course(course_files())
    return replace(course, lessons=(replace(course.lessons[0], body=body),))


def test_a_course_is_rendered_with_all_its_questions():
    files = with_text("[[测试法#2]]\n\n![图](media/a.png)") | {"01-lesson/media/a.png": a_picture()}
    course = the_course(files)

    rendered = render_course(course)

    lesson = rendered.lessons[0]
    assert lesson.id == "speaking-1"
    assert f'src="{course.lessons[0].media[0].url}"' in lesson.html
    assert [heading.text for heading in lesson.headings][:2] == ["情境", "要点"]
    assert lesson.sections[0].path == ("情境",)
    assert len(lesson.questions) == len(course.lessons[0].questions)
    assert lesson.questions[0].options == ("对", "错一", "错二")
    assert lesson.questions[0].stem == "speaking-1-q00 的题干？"
    assert lesson.questions[0].explanation.startswith('KEY-speaking-1-q00，见<a class="cite" href')


def test_one_child_serves_a_whole_course():
    lesson = the_course(course_files()).lessons[0]
    course = replace(the_course(course_files()), lessons=(lesson,) * 30)

    began = time.perf_counter()
    rendered = render_course(course)

    assert len(rendered.lessons) == 30
    assert time.perf_counter() - began < 3


def test_a_lesson_that_takes_too_long_is_stopped_and_named():
    course = the_course(course_files())
    heavy = replace(course.lessons[0], folder="02-heavy", body="- 甲\n\n" * 20_000)

    began = time.perf_counter()
    with pytest.raises(RenderingError, match=r"02-heavy/lesson\.md:8: 排版超过时限") as failure:
        render_course(replace(course, lessons=(*course.lessons, heavy)), seconds=0.5)

    assert (failure.value.path, failure.value.line) == ("02-heavy/lesson.md", 8)
    assert failure.value.advice == "请把这一课拆短、去掉少见的写法后再试。"
    assert time.perf_counter() - began < 3


@pytest.mark.parametrize(
    ("body", "words"),
    [("::: 要点\n" * 3000, "嵌套太深"), ("甲\n\n" * 3_000_000, "占用内存太多")],
    ids=["depth", "memory"],
)
def test_the_child_limits_itself(body, words):
    with pytest.raises(RenderingError, match=words):
        render_course(_course(body), seconds=20)


def test_a_child_that_breaks_is_reported_with_what_it_said():
    lesson = the_course(course_files()).lessons[0]
    broken = replace(lesson, citations=(replace(lesson.citations[0], articles=(1,)),), body=None)

    with pytest.raises(RenderingError, match="排版程序中途停止") as failure:
        render_course(replace(the_course(course_files()), lessons=(broken,)))

    assert "Traceback" in failure.value.detail
    assert "Traceback" not in str(failure.value)
