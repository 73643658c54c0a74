"""A visitor who writes the small drill by its pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.school.drills import COURSE, LESSON

if TYPE_CHECKING:
    from werkzeug.test import TestResponse

    from tests.browse import Browse

HERE = {"course_id": COURSE, "lesson_id": LESSON}
TEXT = "周日盘点算加班，周三以前答复您补休还是付钱。"


def begin(browse: Browse) -> str:
    """Begin a work, or go on with the open one; return its address."""
    response = browse.post("study.create_drill", into=HERE)
    assert response.status_code == 303, response.text
    return response.location


def save(
    browse: Browse, work: str, text: str, *, base: str = "0", do: str = "save", json: bool = False
) -> TestResponse:
    """Send the sheet."""
    return browse.send(f"{work}text", {"q1": text, "q1-base": base, "do": do}, json=json)


def close(browse: Browse) -> str:
    """Write a work and close it; return its address."""
    work = begin(browse)
    assert save(browse, work, TEXT, do="done").location == f"{work}comparison/"
    return work


def mark(browse: Browse, work: str, **points: str) -> TestResponse:
    """Mark one's own work."""
    return browse.send(f"{work}marks", points or {"p1": "2", "p2": "1", "p3": "0"})
