"""A published case as the beginning of a scenario: the files of a draft for trainers to write on.

Knows what of a case goes where. Does not know whether such a course is there already.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from cadreschool.courses.cases.queries import CaseSheet
from cadreschool.courses.drafts.actions import NewDraft, Sources
from cadreschool.courses.drafts.rules import course_skeleton, scalar
from cadreschool.courses.inventory import COURSE
from cadreschool.courses.scenarios.skeleton import scenario_skeleton
from cadreschool.laws.citations import parse_citations, write_citation

_MARKS = re.compile(r"^(\s*)([#>:|*+\-=~`]|\d+\.)", re.MULTILINE)
_LONGEST_HEADING = 30
_COURSE = re.compile(r"case-([1-9]\d{0,8})")


@dataclass(frozen=True, slots=True)
class Seeding:
    """Who makes a scenario of a case, for whom and when."""

    author: str
    owner_id: int | None
    competency: str
    day: str


def scenario_course(case_id: int) -> str:
    """Return the id of the course that a case's scenario stands in: always the same one."""
    return f"case-{case_id}"


def case_behind(course_id: str) -> int | None:
    """Return the case that a course was made of, None for any other course."""
    found = _COURSE.fullmatch(course_id)
    return int(found[1]) if found else None


def scenario_draft(case: CaseSheet, seeding: Seeding) -> NewDraft:
    """Return a draft: the case's situation opens it, its law is proposed for every choice."""
    course_id, title = scenario_course(case.id), f"情景：{case.title}"
    values = {
        "title": title,
        "track": "rights",
        "unit": "S",
        "author": seeding.author,
        "competency": seeding.competency,
        "day": seeding.day,
    }
    lesson = scenario_skeleton(
        "scenario",
        scalar(case.title),
        seeding.competency,
        opening=f"## 开场：{case.title[:_LONGEST_HEADING]}\n身份：写学员在故事里是谁\n\n"
        f"{_plain(case.situation)}\n",
        grounds=_grounds(case) or "[[工会法#6]]",
    )
    sources: Sources = {
        COURSE: (course_skeleton(course_id, values), None),
        "01-scenario/lesson.md": (lesson, None),
    }
    return NewDraft(course_id, title, seeding.owner_id, sources)


def _grounds(case: CaseSheet) -> str:
    """Return the law of a case without versions: publication names the one in force."""
    cited = parse_citations(case.citations)
    return "、".join(write_citation(replace(one, version=None)) for one in cited)


def _plain(text: str) -> str:
    """Return a plain text as Markdown that reads the same."""
    paragraphs = re.sub(r"\n+", "\n\n", text.strip())
    return _MARKS.sub(r"\1\\\2", paragraphs)
