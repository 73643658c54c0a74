"""What is derived from an edition, as one JSON text and back.

Knows the shape of the derived rows; question version ids are not in it, they are facts and come
from `lesson_question`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from cadreschool.courses.catalogue import PublishedCourse, PublishedLesson
from cadreschool.courses.drills import wire as drills
from cadreschool.courses.pinning import PinnedEdition
from cadreschool.courses.scenarios import wire as scenarios
from cadreschool.courses.values import (
    Course,
    Heading,
    Lesson,
    RenderedCourse,
    RenderedLesson,
    Section,
)
from cadreschool.laws.citations import Citation
from cadreschool.questions.published import PublishedQuestion
from cadreschool.questions.published import from_payload as question_from_payload
from cadreschool.questions.published import to_payload as question_payload

RENDERER = 3
"""Raise with every change of what rendering makes of the same source."""


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """What the database knows of an edition besides its text."""

    edition_id: int
    number: int
    published_at: datetime
    versions: Mapping[tuple[str, int], int]
    """{(lesson id, position): question version id}"""


def to_payload(course: Course, rendered: RenderedCourse, pinned: PinnedEdition) -> str:
    """Write down a rendered course; bare citations show the versions they are pinned to."""
    lessons = [
        _lesson(lesson, page, pinned)
        for lesson, page in zip(course.lessons, rendered.lessons, strict=True)
    ]
    return json.dumps(
        {
            "id": course.id,
            "title": course.title,
            "summary": course.summary,
            "track": course.track,
            "unit": course.unit,
            "competencies": course.competencies,
            "credit": str(course.credit),
            "pass_mark": course.pass_mark,
            "draw": course.draw,
            "required_posts": course.required_posts,
            "authors": course.authors,
            "reviewed_on": course.reviewed_on.isoformat(),
            "lessons": lessons,
        },
        ensure_ascii=False,
        separators=(",", ":"),
    )


def _lesson(lesson: Lesson, page: RenderedLesson, pinned: PinnedEdition) -> dict[str, object]:
    def pin(citation: Citation) -> Citation:
        return pinned.shown(lesson.id, citation)

    citations = [pin(citation) for citation in lesson.citations]
    scenario = lesson.scenario.with_texts(page.parts) if lesson.scenario else None
    drill = lesson.drill.with_texts(page.parts) if lesson.drill else None
    return {
        "id": lesson.id,
        "title": lesson.title,
        "kind": lesson.kind,
        "minutes": lesson.minutes,
        "competencies": lesson.competencies,
        "position": lesson.position,
        "citations": [[c.short, c.version, c.articles] for c in citations],
        "html": page.html,
        "headings": [[h.id, h.level, h.text] for h in page.headings],
        "sections": [[s.anchor, s.path, s.text] for s in page.sections],
        "questions": [
            question_payload(question, shown)
            for question, shown in zip(lesson.questions, page.questions, strict=True)
        ],
        "scenario": scenarios.to_data(scenario, pin) if scenario else None,
        "drill": drills.to_data(drill) if drill else None,
    }


def sections_of(payload: str) -> Iterator[tuple[str, str, list[Section]]]:
    """Yield (lesson id, title, sections) of a derived course, for the search index.

    An edition that today's checks refuse keeps the text of an older program: it has no sections.
    """
    for lesson in json.loads(payload)["lessons"]:
        sections = [Section(one[0], tuple(one[1]), one[2]) for one in lesson.get("sections", [])]
        yield lesson["id"], lesson["title"], sections


def from_payload(payload: str, facts: EditionFacts) -> PublishedCourse:
    """Read a derived course back."""
    data: dict[str, Any] = json.loads(payload)
    return PublishedCourse(
        edition_id=facts.edition_id,
        number=facts.number,
        published_at=facts.published_at,
        id=data["id"],
        title=data["title"],
        summary=data["summary"],
        track=data["track"],
        unit=data["unit"],
        competencies=tuple(data["competencies"]),
        credit=Decimal(data["credit"]),
        pass_mark=data["pass_mark"],
        draw=data["draw"],
        required_posts=tuple(data["required_posts"]),
        authors=tuple(data["authors"]),
        reviewed_on=date.fromisoformat(data["reviewed_on"]),
        lessons=tuple(_published(lesson, facts) for lesson in data["lessons"]),
    )


def _published(data: dict[str, Any], facts: EditionFacts) -> PublishedLesson:
    return PublishedLesson(
        id=data["id"],
        title=data["title"],
        kind=data["kind"],
        minutes=data["minutes"],
        competencies=tuple(data["competencies"]),
        position=data["position"],
        citations=tuple(Citation(c[0], c[1], tuple(c[2]), 0) for c in data["citations"]),
        html=data["html"],
        headings=tuple(Heading(*heading) for heading in data["headings"]),
        questions=_questions(data, facts.versions),
        scenario=scenarios.from_data(data["scenario"]) if data.get("scenario") else None,
        drill=drills.from_data(data["drill"]) if data.get("drill") else None,
    )


def _questions(
    data: dict[str, Any], versions: Mapping[tuple[str, int], int]
) -> tuple[PublishedQuestion, ...]:
    return tuple(
        question_from_payload(versions[data["id"], position], question)
        for position, question in enumerate(data["questions"], start=1)
    )


def questions_of(
    payload: str, versions: Mapping[tuple[str, int], int]
) -> Iterator[PublishedQuestion]:
    """Yield the questions of a derived course, given their version ids."""
    for lesson in json.loads(payload)["lessons"]:
        yield from _questions(lesson, versions)
