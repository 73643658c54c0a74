"""The table of the curriculum: every requirement leads to something that is there."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
TABLE = (ROOT / "docs" / "curriculum.md").read_text(encoding="utf-8")
COURSES = ROOT / "content" / "courses"
REQUIREMENTS = 72
OPEN = {72}
"""The source breaks off here; nothing is invented."""
TRAPS = 34
UNITS = {
    *(f"A{number}" for number in range(1, 13)),
    *(f"B{number}" for number in range(1, 11)),
    *(f"C{number}" for number in range(1, 12)),
    *(f"D{number}" for number in range(1, 6)),
}
_CODE = re.compile(r"`([^`]+)`")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")
PARTS = ("情境", "要点", "法条", "怎么说", "常错", "练一练", "带走")


def _rows(first):
    """Return the cells of the table whose heading begins with a word."""
    lines = TABLE.split(f"| {first} |", 1)[1].split("\n")[2:]
    table = lines[: lines.index("")] if "" in lines else lines
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table if line]


@cache
def _courses():
    return [
        (path.parent.name, yaml.safe_load(path.read_text(encoding="utf-8")))
        for path in sorted(COURSES.glob("*/course.yaml"))
    ]


@cache
def _lessons():
    lessons = []
    for path in sorted(COURSES.glob("*/*/lesson.md")):
        _, head, body = path.read_text(encoding="utf-8").split("---", 2)
        lessons.append((path, yaml.safe_load(head), body))
    return lessons


def test_every_requirement_leads_to_lessons_that_are_there():
    there = {f"{path.parents[1].name}/{head['id']}" for path, head, _ in _lessons()}
    rows = _rows("序")

    assert [int(row[0]) for row in rows] == list(range(1, REQUIREMENTS + 1))
    for number, _, _, places, practice in rows:
        named = set(_CODE.findall(places))
        assert named or int(number) in OPEN, number
        assert named <= there, named - there
        assert practice, number


def test_every_unit_has_a_course():
    there = {course["unit"] for _, course in _courses()}

    assert there >= UNITS, UNITS - there


def test_the_courses_that_a_post_needs_say_so_and_no_others():
    told = {
        (code, unit)
        for _, codes, units, scenarios, _ in _rows("岗位")
        for code in _CODE.findall(codes)
        for unit in f"{units}、{scenarios}".split("、")
        if unit != "—"
    }
    required = {
        (code, course["unit"])
        for _, course in _courses()
        for code in course.get("required_posts", [])
    }

    assert told == required


def test_a_chair_has_the_whole_path():
    lessons = [
        path
        for path, _, _ in _lessons()
        if "chair" in dict(_courses())[path.parents[1].name].get("required_posts", [])
    ]

    assert len(lessons) >= 44


def test_every_trap_is_asked_twice():
    files = [*COURSES.glob("*/*/questions.md"), *(ROOT / "content" / "banks").glob("*.md")]
    text = "\n".join(path.read_text(encoding="utf-8") for path in files)
    there = set(re.findall(r"^## \S+ (\S+)$", text, re.MULTILINE))
    rows = _rows("易错点")

    assert len(rows) == TRAPS
    for trap, places in rows:
        asked = set(_CODE.findall(places))
        assert len(asked) >= 2, trap
        assert asked <= there, asked - there


LESSONS = [
    pytest.param(body, id=f"{path.parents[1].name}/{head['id']}")
    for path, head, body in _lessons()
    if head["kind"] == "reading" and not path.parents[1].name.startswith("help-")
]


@pytest.mark.parametrize("body", LESSONS)
def test_a_lesson_follows_the_template_and_is_neither_thin_nor_padded(body):
    headings = [line.removeprefix("## ") for line in body.split("\n") if line.startswith("## ")]

    assert [next((p for p in PARTS if h.startswith(p)), h) for h in headings] == list(PARTS)
    assert 1200 <= len(_CHINESE.findall(body)) <= 2500


def test_every_lesson_has_ten_questions_or_more():
    few = {
        path.parent.name: number
        for path, head, _ in _lessons()
        if head["kind"] == "reading" and not path.parents[1].name.startswith("help-")
        for number in [_questions_beside(path)]
        if number < 10
    }

    assert few == {}


def _questions_beside(path):
    beside = path.with_name("questions.md")
    text = beside.read_text(encoding="utf-8") if beside.exists() else ""
    return len(re.findall(r"^## \S+ \S+$", text, re.MULTILINE))
