"""What travels between the application and the rendering child: one JSON line for each lesson.

Knows both directions. Does not convert anything.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from cadreschool.courses.values import (
    Heading,
    Lesson,
    Media,
    RenderedLesson,
    Section,
)
from cadreschool.laws.citations import Citation
from cadreschool.questions.published import Shown

if TYPE_CHECKING:
    from collections.abc import Mapping

    from cadreschool.questions.values import Question


def write_task(course_id: str, lesson: Lesson) -> str:
    """Write what the child needs to know of a lesson."""
    return _line(
        {
            "course": course_id,
            "id": lesson.id,
            "body": lesson.body,
            "citations": [[c.short, c.version, c.articles, c.line] for c in lesson.citations],
            "media": [
                [m.name, m.path, m.digest, m.extension, m.width, m.height] for m in lesson.media
            ],
            "questions": [_texts(question).to_data() for question in lesson.questions],
            "parts": lesson.parts,
        }
    )


class Task:
    """A lesson as the child sees it."""

    def __init__(self, line: str) -> None:
        data: dict[str, Any] = json.loads(line)
        self.course: str = data["course"]
        self.id: str = data["id"]
        self.body: str = data["body"]
        self.citations = tuple(
            Citation(short, version, tuple(articles), number)
            for short, version, articles, number in data["citations"]
        )
        self.media: Mapping[str, Media] = {entry[0]: Media(*entry) for entry in data["media"]}
        self.questions = [Shown.from_data(entry) for entry in data["questions"]]
        self.parts: list[str] = data["parts"]


def _texts(question: Question) -> Shown:
    """Return the texts of a question as the author wrote them."""
    options = tuple(option.text for option in question.options)
    parts = tuple(_texts(part) for part in question.questions)
    return Shown(question.stem, options, question.explanation, parts)


def write_lesson(lesson: RenderedLesson) -> str:
    """Write a rendered lesson."""
    return _line(
        {
            "id": lesson.id,
            "html": lesson.html,
            "headings": [[h.id, h.level, h.text] for h in lesson.headings],
            "sections": [[s.anchor, s.path, s.text] for s in lesson.sections],
            "questions": [shown.to_data() for shown in lesson.questions],
            "parts": lesson.parts,
        }
    )


def write_failure(text: str) -> str:
    """Write why a lesson could not be rendered."""
    return _line({"failure": text})


def read_lesson(line: str) -> RenderedLesson | str:
    """Read a rendered lesson, or the reason why there is none."""
    data: dict[str, Any] = json.loads(line)
    if "failure" in data:
        return str(data["failure"])
    return RenderedLesson(
        id=data["id"],
        html=data["html"],
        headings=tuple(Heading(*heading) for heading in data["headings"]),
        sections=tuple(
            Section(anchor, tuple(path), text) for anchor, path, text in data["sections"]
        ),
        questions=tuple(Shown.from_data(shown) for shown in data["questions"]),
        parts=tuple(data["parts"]),
    )


def _line(data: dict[str, object]) -> str:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
