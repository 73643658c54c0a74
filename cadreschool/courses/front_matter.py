"""The named values of a course and of a lesson.

Knows `course.yaml` and the lines between the two `---` at the top of a lesson. Does not know the
text of a lesson, nor whether competencies exist.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from cadreschool.courses.catalogue import GUIDE, TRACKS
from cadreschool.kernel.fields import Fields
from cadreschool.kernel.mistakes import Findings
from cadreschool.kernel.yaml_tree import read_tree
from cadreschool.people.models import Post

SHORTEST, LONGEST = 5, 40
"""Minutes a lesson may take."""
READING, SCENARIO, DRILL = "reading", "scenario", "drill"
LESSON_KINDS = {READING: "课文", SCENARIO: "情景", DRILL: "写一写"}
PRACTICES = frozenset({SCENARIO, DRILL})
"""Lessons in which one does something instead of answering questions."""
_FENCE = "---"
_MOST_CREDIT = 40


@dataclass(frozen=True, slots=True)
class CourseFields:
    """What course.yaml says; wrong values are left empty."""

    id: str = ""
    title: str = ""
    summary: str = ""
    track: str = ""
    unit: str = ""
    competencies: tuple[str, ...] = ()
    credit: Decimal | None = None
    pass_mark: int | None = None
    draw: int | None = None
    required_posts: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    reviewed_on: date | None = None
    competencies_line: int = 1


@dataclass(frozen=True, slots=True)
class LessonFields:
    """What stands at the top of a lesson; wrong values are left empty."""

    id: str = ""
    title: str = ""
    kind: str = ""
    minutes: int | None = None
    competencies: tuple[str, ...] = ()
    id_line: int = 1
    competencies_line: int = 1


def read_course_fields(text: str, findings: Findings) -> CourseFields:
    """Read course.yaml."""
    tree = read_tree(text, findings)
    if tree is None:
        return CourseFields()
    fields = Fields(tree, findings)
    course = CourseFields(
        id=fields.identifier("id"),
        title=fields.text("title", longest=60),
        summary=fields.text("summary", longest=300),
        track=fields.choice("track", TRACKS),
        unit=fields.text("unit", longest=10),
        competencies=fields.texts("competencies"),
        credit=fields.decimal("credit", 0, _MOST_CREDIT),
        pass_mark=fields.whole("pass_mark", 1, 100),
        draw=fields.whole("draw", 1, 50),
        required_posts=fields.texts("required_posts", optional=True),
        authors=fields.texts("authors"),
        reviewed_on=fields.day("reviewed_on"),
        competencies_line=fields.line("competencies"),
    )
    for post in course.required_posts:
        if post not in set(Post):
            findings.add(
                fields.line("required_posts"),
                f"没有“{post}”这个岗位",
                f"可用：{'、'.join(Post)}",
                "unknown-post",
            )
    if course.track == GUIDE:
        _check_guide(course, fields, findings)
    fields.finish()
    return course


def _check_guide(course: CourseFields, fields: Fields, findings: Findings) -> None:
    """Keep a guide to a desk what it is: nobody owes it, and it earns nothing."""
    if course.required_posts:
        findings.add(
            fields.line("required_posts"),
            "使用指南不能列为必修",
            "删去 required_posts，或改用别的 track",
            "guide-required",
        )
    if course.credit:
        findings.add(
            fields.line("credit"),
            "使用指南不计学时",
            "写 credit: 0，或改用别的 track",
            "guide-credit",
        )


def split_lesson(text: str, findings: Findings) -> tuple[LessonFields, str, int]:
    """Read the top of a lesson; return it, the Markdown below, and the line where that begins."""
    lines = text.split("\n")
    end = next((n for n, line in enumerate(lines) if n and line.rstrip() == _FENCE), None)
    if lines[0].rstrip() != _FENCE or end is None:
        findings.add(
            1,
            "开头缺少用 --- 围起来的课时信息",
            "第一行写 ---，接着写 id、title、kind、minutes、competencies，再写一行 ---",
            "missing-front-matter",
        )
        return LessonFields(), text, 1
    tree = read_tree("\n".join(lines[1:end]) + "\n", findings, first_line=2)
    body = "\n".join(lines[end + 1 :])
    if tree is None:
        return LessonFields(), body, end + 2
    fields = Fields(tree, findings)
    lesson = LessonFields(
        id=fields.identifier("id"),
        title=fields.text("title", longest=60),
        kind=fields.choice("kind", LESSON_KINDS),
        minutes=fields.whole("minutes", SHORTEST, LONGEST),
        competencies=fields.texts("competencies"),
        id_line=fields.line("id"),
        competencies_line=fields.line("competencies"),
    )
    fields.finish()
    return lesson, body, end + 2
