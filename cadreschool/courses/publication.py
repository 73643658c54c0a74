"""Getting a course ready to be published: rendered, pictures durable, citations pinned.

Everything slow happens here, before the writing unit. Knows the disk and the rendering child; does
not write to the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from pathlib import Path, PurePosixPath

from cadreschool.courses.actions import KeptFile, PreparedEdition
from cadreschool.courses.canonical import is_text
from cadreschool.courses.payload import to_payload
from cadreschool.courses.rendering import render_course
from cadreschool.courses.values import Course, Lesson
from cadreschool.files.storage import keep
from cadreschool.laws.citations import Citation
from cadreschool.laws.registry import Registry


def prepare_edition(
    course: Course, files: Mapping[str, bytes], registry: Registry, media: Path, on: date
) -> PreparedEdition:
    """Render a course and keep its pictures; raises RenderingError with the place in the source."""
    rendered = render_course(course)
    return PreparedEdition(
        course=course,
        texts={path: data.decode() for path, data in files.items() if is_text(path)},
        files={
            path: KeptFile(keep(data, media), _extension(path), len(data))
            for path, data in files.items()
            if not is_text(path)
        },
        payload=to_payload(course, rendered, registry, on),
        citations={lesson.id: _pinned(lesson, registry, on) for lesson in course.lessons},
    )


def _extension(path: str) -> str:
    return PurePosixPath(path).suffix.lstrip(".").lower()


def _pinned(lesson: Lesson, registry: Registry, on: date) -> list[Citation]:
    cited = [*lesson.citations]
    for question in lesson.questions:
        cited += question.citations
    return [registry.pinned(citation, on) for citation in cited]
