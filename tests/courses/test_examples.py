"""The course that shows every feature: without a mistake, and really with every feature."""

from __future__ import annotations

from pathlib import Path

import pytest

from cadreschool.courses.folder import COURSES, FRAMEWORK, LAWS, read_content, read_files
from cadreschool.courses.grammar import CALLOUTS, REFERENCE
from cadreschool.courses.rendering import render_course
from cadreschool.questions.kinds import all_kinds
from tests.courses.building import ON
from tests.courses.vectors import ALLOWED_TAGS, dangers, elements

CONTENT = Path(__file__).parents[2] / "content"
NAME = "every-feature"


@pytest.fixture(scope="module")
def folder():
    """Read the example as if it were a course of the school."""
    files, mistakes = read_files(CONTENT)
    assert mistakes == ()
    example = {
        path.replace("examples/", COURSES): data
        for path, data in files.items()
        if path.startswith(f"examples/{NAME}/")
    }
    school = {p: d for p, d in files.items() if p == FRAMEWORK or p.startswith((LAWS, COURSES))}
    return read_content(school | example, ON)


@pytest.fixture(scope="module")
def course(folder):
    """Return the example."""
    return next(course for course in folder.readable_courses if course.id == NAME)


@pytest.fixture(scope="module")
def html(course):
    """Return the HTML of its lessons."""
    return "".join(lesson.html for lesson in render_course(course).lessons)


def test_the_example_has_no_mistake(folder):
    inside = f"{COURSES}{NAME}/"

    assert [str(m) for m in folder.mistakes if m.path.startswith(inside)] == []


def test_the_example_is_no_part_of_the_school():
    files, _ = read_files(CONTENT)

    assert NAME not in [course.name for course in read_content(files, ON).courses]


def test_the_example_uses_every_kind_of_question_and_every_option(course):
    questions = [question for lesson in course.lessons for question in lesson.questions]

    assert {question.kind for question in questions} == {kind.name for kind in all_kinds()}
    assert any(question.valid_from and question.valid_to for question in questions)
    assert any(question.tolerance for question in questions)
    assert any(len(question.competencies) > 1 for question in questions)


def test_the_example_uses_every_callout(course):
    source = course.lessons[0].body

    assert [name for name in (*CALLOUTS, REFERENCE) if f"::: {name}" not in source] == []
    assert "：：：" in source


def test_the_example_makes_every_element_that_may_appear(html):
    made = {element.tag for element in elements(html)}

    assert made == ALLOWED_TAGS - {"h4"}
    assert dangers(html) == []


def test_the_example_cites_in_every_way(course):
    citations = course.lessons[0].citations

    assert any(citation.version for citation in citations)
    assert any(len(citation.articles) > 1 for citation in citations)
    assert any(not citation.articles for citation in citations)
    assert any(citation.short == "集体合同规定" for citation in citations)
