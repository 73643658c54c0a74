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
from cadreschool.laws.citations import (
    CITATION,
    label,
    parse_citations,
    read_citation,
    write_citation,
)

# What is serialised keeps an entity as it is: only one of an ampersand twice over is read as typed.
_ENTITY = re.compile(r"&(?=#?[A-Za-z0-9]{1,31};)")
_ESCAPED = re.compile(r"[\\`*\[\](){}#|!]")
_BRACKET = re.compile(r"(?<=\])（|(?<=\] )（")
_NUMBERED = re.compile(r"^(\d+)([.)])")
_BEGINNING = re.compile(r"[-+>:：~=_•●▪]")
_NAMED = re.compile(r"\A([^\s:：]{1,4}\s*)([:：])")
"""What the first line of a section is read as: 身份：…"""
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
        opening=f"## 开场：{_line(case.title[:_LONGEST_HEADING])}\n身份：写学员在故事里是谁\n\n"
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
    """Return a plain text as Markdown that reads the same, a paragraph for every line."""
    lines = (_line(line) for line in text.splitlines() if line.strip())
    paragraphs = "\n\n".join(lines)
    return _NAMED.sub(lambda found: found[1] + _entity(found[2]), paragraphs)


def _line(text: str) -> str:
    """Return one line with every mark as a sign that is read, and citations as their words."""
    said = CITATION.sub(_words_of, text.strip())
    escaped = _ESCAPED.sub(r"\\\g<0>", _ENTITY.sub("&amp;amp;", said)).replace("<", "&lt;")
    escaped = _NUMBERED.sub(r"\1\\\2", _BRACKET.sub(lambda found: _entity(found[0]), escaped))
    found = _BEGINNING.match(escaped)
    if found is None:
        return escaped
    first = f"\\{found[0]}" if found[0] in "-+>" else _entity(found[0])
    return first + escaped[1:]


def _entity(sign: str) -> str:
    return f"&#{ord(sign)};"


def _words_of(found: re.Match[str]) -> str:
    citation = read_citation(found[1])
    return found[0] if citation is None else label(citation)
